"""Files of notes, JSON or Excel by their suffix: what they hold, and how they are written.

parse(data, "notes.xlsx")  →  notes as sent        writer("notes.json", send(notes), t)  →  writes to a stream
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import BinaryIO

from desktop.errors import InvalidOption, UnreadableFile
from desktop.i18n import LANGUAGES, Translator, translator
from desktop.project.exchange import Sent
from desktop.project.notes_json import read_json, write_json

SUFFIXES = (".json", ".xlsx")


def suffix_of(path: str) -> str:
    """The kind of a file of notes. Raises InvalidOption: notes_suffix."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in SUFFIXES:
        raise InvalidOption("notes_suffix", path=path)
    return suffix


def parse(data: bytes, path: str) -> tuple[Sent, ...]:
    """The notes of a file. Raises UnreadableFile: bad_notes_file; InvalidOption: notes_suffix."""
    if not data:
        raise UnreadableFile("bad_notes_file", path=path, reason="empty")
    if suffix_of(path) == ".json":
        return read_json(data, path)
    from desktop.project.notes_xlsx import read_xlsx

    return read_xlsx(data, path, [translator(language) for language in LANGUAGES])


def writer(path: str, sent: tuple[Sent, ...], t: Translator) -> Callable[[BinaryIO], None]:
    """What writes notes. Raises InvalidOption: notes_suffix."""
    if suffix_of(path) == ".json":
        return lambda stream: write_json(sent, stream)
    from desktop.project.notes_xlsx import write_xlsx

    return lambda stream: write_xlsx(sent, stream, t)
