"""What a reader is: one object that knows one format. They are blind to each other; `catalogue` chooses."""

from __future__ import annotations

from typing import Protocol

from desktop.model.document import Extract
from desktop.progress import SILENT, Progress


class Reader(Protocol):
    """Reads one format. key: the `format` of its extracts. suffixes (dot, lower case) only break ties."""

    key: str
    suffixes: tuple[str, ...]

    def sniff(self, head: bytes, path: str) -> bool:
        """Whether these first bytes of a file are this reader's format."""
        ...

    def read(self, data: bytes, path: str, progress: Progress = SILENT) -> Extract:
        """The text of a file.

        Raises:
            UnreadableFile: when the bytes are not what they should be.
        """
        ...
