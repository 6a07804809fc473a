"""What the window and the worker say to each other. Frozen and picklable; knows neither Qt nor the workflow.

window ── Compare(7, old, new, options) ──▶ worker
window ◀── Staged(7, "aligning", 1, 4) ── … ── Piece(7, "rows", (…)) ── … ── Finished(7) ── worker
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.model.annotation import Annotation
    from desktop.model.options import Options
    from desktop.project.project import Project
    from desktop.ui.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Source:
    """An edition to read: a file, a text that was pasted (then `path` is its name), or one that a project keeps
    (packed, as `KeptEdition`). password: of a locked file; kept nowhere."""

    path: str
    text: str | None = None
    password: str = field(default="", repr=False)
    packed: bytes | None = field(default=None, repr=False)

    @property
    def is_file(self) -> bool:
        return self.text is None and self.packed is None


@dataclass(frozen=True, slots=True)
class Compare:
    """Compare two editions. Asked again with other options, only what depends on them is made anew. project: what is
    known of them; where a source is not the edition it keeps, that is replaced and its notes are found again."""

    job: int
    old: Source
    new: Source
    options: Options
    project: Project | None = None


@dataclass(frozen=True, slots=True)
class Prepare:
    """Have a comparison ready: it will be asked for."""

    job: int
    old: Source
    new: Source
    options: Options


@dataclass(frozen=True, slots=True)
class Place:
    """Find notes in a comparison."""

    job: int
    old: Source
    new: Source
    options: Options
    notes: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """Write a report of a comparison, or where no path is named draw its first page. annotations: with the ids of that
    comparison."""

    job: int
    old: Source
    new: Source
    options: Options
    wishes: Wishes
    annotations: tuple[Annotation, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the job; whatever is under way for it is dropped."""

    job: int


@dataclass(frozen=True, slots=True)
class Staged:
    """How far a job is: `done` of `total` units of a stage."""

    job: int
    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a result, small enough to be taken in without a hitch."""

    job: int
    name: str
    items: Any


@dataclass(frozen=True, slots=True)
class Finished:
    """A job is done."""

    job: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """A job was cancelled."""

    job: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A job came to nothing: code and facts of a `NaastError`; report: where a defect showed, without document text."""

    job: int
    code: str
    facts: tuple[tuple[str, str], ...] = ()
    report: str = ""


Work = Compare | Prepare | Place | Export
Request = Work | Cancel
Message = Staged | Piece | Finished | Stopped | Failed
