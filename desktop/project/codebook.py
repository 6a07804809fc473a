"""The tags a new project begins with, in the language of the person who makes it."""

from __future__ import annotations

from desktop.i18n import Translator
from desktop.project.project import Code
from desktop.wording import CODEBOOK


def default_codebook(t: Translator) -> tuple[Code, ...]:
    """Seven tags for policy work; a person changes them as he likes."""
    return tuple(Code(t(name), t(meaning)) for name, meaning in CODEBOOK)
