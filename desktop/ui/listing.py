"""Which changes are listed, in which order, equal ones as one. Pure; knows no Qt.

listed = list_changes(changes, section_of, notes, ChangeFilter(text="minister"))
listed[0]        ChangeRow(change, count=3, …)        made when it is asked for: there may be tens of thousands
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from desktop.model.comparison import Change, ChangeKind
    from desktop.ui.remarks import Remark


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
class ChangeRow:
    """A line of the list of changes: the change, how many equal ones it stands for, and what a person said of it."""

    change: Change
    count: int
    section: int | None
    annotation: Remark | None

    @property
    def is_reviewed(self) -> bool:
        return bool(self.annotation and self.annotation.reviewed)


class Listed(Sequence[ChangeRow]):
    """The lines of the list. changes: the first of those that are one line. counts: by group, where lines are groups.
    total: how many changes they stand for."""

    def __init__(
        self,
        changes: Sequence[Change] = (),
        counts: Mapping[int, int] | None = None,
        section_of: Mapping[int, int] | None = None,
        notes: Mapping[int, Remark] | None = None,
        total: int = 0,
    ) -> None:
        self.changes, self.total = changes, total
        self._counts, self._section_of, self._notes = counts, section_of or {}, notes or {}

    def __len__(self) -> int:
        return len(self.changes)

    @overload
    def __getitem__(self, at: int) -> ChangeRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ChangeRow]: ...
    def __getitem__(self, at: int | slice) -> ChangeRow | Sequence[ChangeRow]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        change = self.changes[at]
        count = 1 if self._counts is None else self._counts[change.group]
        return ChangeRow(change, count, self._section_of.get(change.id), self._notes.get(change.id))

    def __iter__(self) -> Iterator[ChangeRow]:
        return (self[i] for i in range(len(self)))


def list_changes(
    changes: Sequence[Change],
    section_of: Mapping[int, int],
    notes: Mapping[int, Remark],
    wanted: ChangeFilter,
) -> Listed:
    """The changes to list. changes: in the order of the text. section_of: the section match of each."""
    fitting = [c for c in changes if _fits(c, section_of, notes, wanted)] if wanted.hides else changes
    counts: Counter[int] | None = None
    kept = list(fitting)
    if wanted.grouped:
        counts = Counter([c.group for c in fitting])
        first: dict[int, Change] = {}
        for change in fitting:
            first.setdefault(change.group, change)
        kept = list(first.values())
    if wanted.sort is Sort.IMPORTANCE:
        kept.sort(key=lambda c: -c.importance)
    elif wanted.sort is Sort.KIND:
        kept.sort(key=lambda c: (c.kind.value, -c.importance))
    elif wanted.sort is Sort.COUNT and counts is not None:
        kept.sort(key=lambda c: -counts[c.group])
    return Listed(kept, counts, section_of, notes, len(fitting))


def _fits(change: Change, section_of: Mapping[int, int], notes: Mapping[int, Remark], wanted: ChangeFilter) -> bool:
    note = notes.get(change.id)
    if (wanted.kinds and change.kind not in wanted.kinds) or change.importance < wanted.importance:
        return False
    if wanted.section is not None and section_of.get(change.id) != wanted.section:
        return False
    if not _reviewed_as(wanted.review, note):
        return False
    words = wanted.text.casefold().split()
    if not words:
        return True
    said = f"{note.text}\n{' '.join(note.tags)}" if note else ""
    text = f"{change.old}\n{change.new}\n{said}".casefold()
    return all(w in text for w in words)


def _reviewed_as(wanted: Review, note: Remark | None) -> bool:
    if wanted is Review.OPEN:
        return not (note and note.reviewed)
    if wanted is Review.DONE:
        return bool(note and note.reviewed)
    if wanted is Review.NOTED:
        return bool(note and (note.text or note.tags or note.significance is not None))
    return True
