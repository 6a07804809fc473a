"""What a reader is: one object that knows one format. They are blind to each other; `catalogue` chooses."""

from __future__ import annotations

from typing import Protocol

from desktop.model.document import Extract
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress


class Reader(Protocol):
    """Reads one format. key: the `format` of its extracts. suffixes (dot, lower case): what its files are called; they
    break ties, and a file named as another format is told. apart: whether it is run in a process of its own, because a
    library in C or much time may be behind it. Its module must be light to import: what is heavy is imported in `read`.
    """

    key: str
    suffixes: tuple[str, ...]
    apart: bool

    def sniff(self, data: bytes, path: str) -> bool:
        """Whether this is the reader's format. data: the whole file; only its ends are worth a look."""
        ...

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        """The text of a file.

        Raises:
            UnreadableFile: when the bytes are not what they should be.
        """
        ...
