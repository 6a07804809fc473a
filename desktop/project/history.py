"""Undo and redo, with names. A step holds what it changed and nothing else, so that there may be any number of them.

before ── edit ──▶ after            edit.inverse() leads back
Edit   notes   [(as before or None, as after or None)]
       fields  [("options", before, after)]
       learned [("0191f3", "5e88…")]     versions of notes known from another copy
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.model.annotation import Annotation
from desktop.project.project import Project

if TYPE_CHECKING:
    from desktop.project.lock import Holder

_FIELDS = tuple(f.name for f in fields(Project) if f.name != "notes")


@dataclass(frozen=True, slots=True)
class Name:
    """What a decision is called: a code of `wording.DECISIONS`, and what to fill its sentence with."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """name: for undo. make: the project after it, of the project before. known: versions of notes (id and check sum)
    that come with it from another copy."""

    name: Name
    make: Callable[[Project], Project]
    known: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Edit:
    """The difference between two projects. notes: each as it was and as it became, None where it was not there.
    fields: name, value before, value after. learned, unlearned: versions of notes (id and check sum) that came from
    another copy with this step, and that go when such a step is taken back, as if the other copy had not been seen."""

    notes: tuple[tuple[Annotation | None, Annotation | None], ...] = ()
    fields: tuple[tuple[str, Any, Any], ...] = ()
    learned: frozenset[tuple[str, str]] = frozenset()
    unlearned: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.notes or self.fields or self.learned)

    def inverse(self) -> Edit:
        """The way back."""
        return Edit(
            tuple((after, before) for before, after in self.notes),
            tuple((name, after, before) for name, before, after in self.fields),
            self.unlearned,
            self.learned,
        )

    def then(self, later: Edit) -> Edit:
        """Both one after the other, as one."""
        notes = {(before or after).id: (before, after) for before, after in self.notes}  # type: ignore[union-attr]
        for before, after in later.notes:
            id = (before or after).id  # type: ignore[union-attr]
            notes[id] = (notes[id][0] if id in notes else before, after)
        values = {name: (before, after) for name, before, after in self.fields}
        for name, before, after in later.fields:
            values[name] = (values[name][0] if name in values else before, after)
        return Edit(
            tuple(pair for pair in notes.values() if pair[0] != pair[1]),
            tuple((name, before, after) for name, (before, after) in values.items()),
            self.learned | later.learned,
            self.unlearned | later.unlearned,
        )

    def apply(self, project: Project) -> Project:
        """The project after the edit."""
        changed: dict[str, Any] = {name: after for name, _, after in self.fields}
        if self.notes:
            changed["notes"] = with_notes(
                project.notes,
                [after for _, after in self.notes if after is not None],
                [before.id for before, after in self.notes if before is not None and after is None],
            )
        return replace(project, **changed)


def difference(before: Project, after: Project) -> Edit:
    """What changed from one project to another."""
    found = tuple(
        (name, was, now)
        for name in _FIELDS
        if (was := getattr(before, name)) is not (now := getattr(after, name)) and was != now
    )
    if before.notes is after.notes:
        return Edit((), found)
    was, now = where_they_differ(before.notes, after.notes)
    gone = {n.id: n for n in was}
    notes: list[tuple[Annotation | None, Annotation | None]] = []
    for note in now:
        was_note = gone.pop(note.id, None)
        if was_note is not note and was_note != note:
            notes.append((was_note, note))
    notes.extend((note, None) for note in gone.values())
    return Edit(tuple(notes), found)


T = TypeVar("T")


def where_they_differ(before: Sequence[T], after: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """Two rows of things without what both begin and end with: the very same things, in their order."""
    most = min(len(before), len(after))
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a is not b), most)
    backwards = zip(reversed(before), reversed(after), strict=False)
    end = min(next((i for i, (a, b) in enumerate(backwards) if a is not b), most), most - start)
    return before[start : len(before) - end], after[start : len(after) - end]


_ID = attrgetter("id")
FEW = 8
"""Up to so many notes are put in their places one by one; more are sorted in."""


def with_notes(
    notes: tuple[Annotation, ...], put: Iterable[Annotation], drop: Iterable[str] = ()
) -> tuple[Annotation, ...]:
    """Notes in the order of their ids, with some put among them (in the place of those with their id) and some gone."""
    put, drop = list(put), list(drop)
    if len(put) + len(drop) > FEW:
        kept = {n.id: n for n in notes}
        for id in drop:
            kept.pop(id, None)
        kept.update((n.id, n) for n in put)
        return tuple(sorted(kept.values(), key=_ID))
    for id, new in [*((id, ()) for id in drop), *((n.id, (n,)) for n in put)]:
        at = bisect_left(notes, id, key=_ID)
        there = at < len(notes) and notes[at].id == id
        notes = (*notes[:at], *new, *notes[at + there :])
    return notes


class Decided:
    """A project as it stands and the way back, in memory alone: for a project that can be kept nowhere, and what a
    `Store` rests on. project: as it stands."""

    def __init__(self, project: Project) -> None:
        self.path = ""
        self.project = project
        self.history = History()
        self.holder: Holder | None = None

    @property
    def read_only(self) -> bool:
        """Whether decisions are refused."""
        return False

    def apply(self, decision: Decision, goes_on: bool = False) -> Project:
        """Carry out a decision. goes_on: it belongs to the decision before, as the next letter of a note does, and is
        undone together with it."""
        after = decision.make(self.project)
        edit = difference(self.project, after)
        if decision.known:
            seen = {(note, content) for note, contents in self.versions().items() for content in contents}
            edit = replace(edit, learned=decision.known - seen)
        if edit:
            self._write(edit)
            self.history.record(decision.name, edit, goes_on)
            self.project = after
        return self.project

    def undo(self) -> Project:
        """Take back the last decision that was not taken back."""
        return self._step(self.history.done, self.history.undone)

    def redo(self) -> Project:
        """Carry out again what was taken back last."""
        return self._step(self.history.undone, self.history.done)

    def _step(self, source: list[tuple[Name, Edit]], target: list[tuple[Name, Edit]]) -> Project:
        if source:
            name, edit = source[-1]
            back = edit.inverse()
            self._write(back)
            self.project = back.apply(self.project)
            source.pop()
            target.append((name, back))
        return self.project

    def versions(self) -> dict[str, frozenset[str]]:
        """Which contents each note had, for merging."""
        return {}

    def settle(self) -> None:
        """Put in order what can wait."""

    def save_as(self, path: str) -> None:
        """Go on in a file."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of it."""

    def _write(self, edit: Edit) -> None:
        """Keep what changed, before it counts."""


@dataclass(slots=True)
class History:
    """Steps done and undone while a project is open."""

    done: list[tuple[Name, Edit]] = field(default_factory=list)
    undone: list[tuple[Name, Edit]] = field(default_factory=list)

    def record(self, name: Name, edit: Edit, goes_on: bool = False) -> None:
        """A new step, or more of the last one; what was undone before cannot be redone after it."""
        if goes_on and self.done:
            edit = self.done.pop()[1].then(edit)
        self.done.append((name, edit))
        self.undone.clear()

    @property
    def undo_name(self) -> Name | None:
        """What undo would undo."""
        return self.done[-1][0] if self.done else None

    @property
    def redo_name(self) -> Name | None:
        """What redo would do again."""
        return self.undone[-1][0] if self.undone else None
