"""The errors a user may meet. The core raises codes; `desktop.wording` makes the sentences.

>>> raise UnreadableFile("empty_file", path="a.txt")
"""

from __future__ import annotations


class NaastError(Exception):
    """Something a person can act on.

    code: key of the sentence in `desktop.wording`; facts: what the sentence is filled with (path, line, ...).
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class UnreadableFile(NaastError):
    """A file that cannot be opened or is not what the reader expects."""


class InvalidOption(NaastError):
    """An option, pin or file name on the command line that has no meaning."""


class CannotWrite(NaastError):
    """A report that could not be written; nothing of it is left behind."""


class Cancelled(Exception):
    """The user stopped the work; raised by `Progress.check`."""
