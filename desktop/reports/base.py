"""What a report is: one object that writes one format. Reports are blind to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from desktop.i18n import Translator, translator
from desktop.model.comparison import Comparison, Op
from desktop.model.document import Document


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What alters the looks of a report, never the result.

    t: language. ops: operations on the two files as decoded, for reports that list them; None leaves them
    out. columns: width of a terminal. color: whether terminal colours may be used.
    """

    t: Translator = field(default_factory=lambda: translator("en"))
    ops: tuple[Op, ...] | None = None
    columns: int = 80
    color: bool = False


class Report(Protocol):
    """Writes a comparison as one format; bytes, UTF-8 where it is text, the same for the same comparison."""

    key: str
    suffix: str

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the whole report to a stream; the caller sees to it that no partial file is left."""
        ...


class DocumentReport(Protocol):
    """Writes how one file was read."""

    key: str
    suffix: str

    def write_document(self, document: Document, stream: BinaryIO, options: ReportOptions) -> None:
        """Write what became of one file."""
        ...
