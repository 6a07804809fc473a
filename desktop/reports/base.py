"""What a report is: one object that writes one format. Reports are blind to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO, Protocol

from desktop.i18n import Translator, translator
from desktop.model.annotation import Annotation
from desktop.model.comparison import Comparison, Op
from desktop.model.document import Document, Warning
from desktop.progress import SILENT, Progress


class Layout(StrEnum):
    """How the two texts stand on a page or a screen."""

    SIDE_BY_SIDE = "side-by-side"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a comparison is reported. sections: ids of section matches, None for all of them. changes_only: what is
    unchanged is counted, not shown. notes: whether annotations are shown."""

    sections: frozenset[int] | None = None
    changes_only: bool = False
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the head of a report. kind: "png" or "jpeg"; width, height in pixels."""

    data: bytes
    kind: str
    width: int
    height: int


def _silent(warning: Warning) -> None:
    """For whom warnings are of no use."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What alters the looks and the extent of a report, never the result.

    t: language. ops: operations on the two files as decoded, for reports that list them; None leaves them
    out. columns: width of a terminal. color: whether terminal colours may be used. annotations: what a person wrote.
    title, author, logo, made: of the report; made is None where no date is to be said. template: a Word document
    whose styles and page a Word report takes. text_only: of a document its text alone, without what was set
    aside and what was done to it. warn: told of what a reader of the report should know and the writer
    should hear, such as text that no font covers.
    """

    t: Translator = field(default_factory=lambda: translator("en"))
    ops: Sequence[Op] | None = None
    columns: int = 80
    color: bool = False
    selection: Selection = Selection()
    annotations: tuple[Annotation, ...] = ()
    title: str = ""
    author: str = ""
    logo: Logo | None = None
    made: datetime | None = None
    layout: Layout = Layout.SIDE_BY_SIDE
    template: bytes | None = None
    text_only: bool = False
    progress: Progress = SILENT
    warn: Callable[[Warning], None] = _silent

    @property
    def notes(self) -> tuple[Annotation, ...]:
        """The annotations that are to be shown."""
        return self.annotations if self.selection.notes else ()


class Report(Protocol):
    """Writes a comparison as one format; bytes, UTF-8 where it is text, the same for the same comparison."""

    key: str
    suffix: str

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the whole report to a stream; the caller sees to it that no partial file is left.

        Raises:
            Cancelled: from `options.progress`.
        """
        ...


class DocumentReport(Protocol):
    """Writes how one file was read."""

    key: str
    suffix: str

    def write_document(self, document: Document, stream: BinaryIO, options: ReportOptions) -> None:
        """Write what became of one file."""
        ...
