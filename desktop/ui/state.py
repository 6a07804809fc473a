"""What the window is showing, as frozen values: phase, cursor, filters, decisions. Pure; knows no Qt.

work = Work(sources, options, annotations)         what a person made of two files
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.model.options import Options

if TYPE_CHECKING:
    from desktop.model.comparison import Change, ChangeKind
    from desktop.ui.messages import Source
    from desktop.ui.remarks import Remark


class Phase(StrEnum):
    """What the middle of the window shows."""

    START = "start"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the reader is: a row of the view, a change in it, a section (id of its match)."""

    row: int | None = None
    change: int | None = None
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell in place. level: info, success or error. commands: what can be done about it."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()
    level: str = "info"
    commands: tuple[str, ...] = ()
    report: str = ""


class Review(StrEnum):
    """Which changes are listed."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"
    NOTED = "noted"


class Sort(StrEnum):
    """In which order changes are listed."""

    PLACE = "place"
    IMPORTANCE = "importance"
    KIND = "kind"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are listed and how. kinds: none means all. section: id of a section match. importance: at least."""

    text: str = ""
    kinds: frozenset[ChangeKind] = frozenset()
    section: int | None = None
    review: Review = Review.ALL
    importance: int = 0
    sort: Sort = Sort.PLACE
    grouped: bool = True

    @property
    def hides(self) -> bool:
        return bool(
            self.text.strip() or self.kinds or self.section is not None or self.importance or self.review != Review.ALL
        )


@dataclass(frozen=True, slots=True)
class Work:
    """All that a person decided about two editions."""

    sources: tuple[Source, Source] | None = None
    options: Options = field(default_factory=Options)
    annotations: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A line of the list of changes: the change, how many equal ones it stands for, and what a person said of it."""

    change: Change
    count: int
    section: int | None
    annotation: Remark | None

    @property
    def is_reviewed(self) -> bool:
        return bool(self.annotation and self.annotation.reviewed)


def change_rows(
    changes: Sequence[Change],
    section_of: Mapping[int, int],
    notes: Mapping[int, Remark],
    wanted: ChangeFilter,
) -> tuple[ChangeRow, ...]:
    """The changes to list. changes: in the order of the text. section_of: the section match of each."""
    words = wanted.text.casefold().split()
    kept: list[Change] = []
    counts: Counter[int] = Counter()
    grouped = wanted.grouped
    for change in changes:
        note = notes.get(change.id)
        if (wanted.kinds and change.kind not in wanted.kinds) or change.importance < wanted.importance:
            continue
        if wanted.section is not None and section_of.get(change.id) != wanted.section:
            continue
        if not _reviewed_as(wanted.review, note):
            continue
        if words:
            text = f"{change.old}\n{change.new}\n{note.text if note else ''}\n{' '.join(note.tags) if note else ''}"
            text = text.casefold()
            if not all(w in text for w in words):
                continue
        if not grouped or change.group not in counts:
            kept.append(change)
        counts[change.group] += 1
    if wanted.sort is Sort.IMPORTANCE:
        kept.sort(key=lambda c: -c.importance)
    elif wanted.sort is Sort.KIND:
        kept.sort(key=lambda c: (c.kind.value, -c.importance))
    elif wanted.sort is Sort.COUNT:
        kept.sort(key=lambda c: -counts[c.group])
    return tuple(ChangeRow(c, counts[c.group] if grouped else 1, section_of.get(c.id), notes.get(c.id)) for c in kept)


def _reviewed_as(wanted: Review, note: Remark | None) -> bool:
    if wanted is Review.OPEN:
        return not (note and note.reviewed)
    if wanted is Review.DONE:
        return bool(note and note.reviewed)
    if wanted is Review.NOTED:
        return bool(note and (note.text or note.tags or note.significance is not None))
    return True
