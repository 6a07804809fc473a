"""Undo and redo, with names. A step holds what it changed and nothing else, so that there may be any number of them.

before ── edit ──▶ after            edit.inverse() leads back
Edit   notes   [(as before or None, as after or None)]
       fields  [("options", before, after)]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from desktop.model.annotation import Annotation
from desktop.project.project import Project

_FIELDS = tuple(f.name for f in fields(Project) if f.name != "notes")


@dataclass(frozen=True, slots=True)
class Name:
    """What a decision is called: a code of `wording.DECISIONS`, and what to fill its sentence with."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """The difference between two projects. notes: each as it was and as it became, None where it was not there.
    fields: name, value before, value after."""

    notes: tuple[tuple[Annotation | None, Annotation | None], ...] = ()
    fields: tuple[tuple[str, Any, Any], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.notes or self.fields)

    def inverse(self) -> Edit:
        """The way back."""
        return Edit(
            tuple((after, before) for before, after in self.notes),
            tuple((name, after, before) for name, before, after in self.fields),
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
    gone = {n.id: n for n in before.notes}
    notes: list[tuple[Annotation | None, Annotation | None]] = []
    for note in after.notes:
        was_note = gone.pop(note.id, None)
        if was_note is not note and was_note != note:
            notes.append((was_note, note))
    notes.extend((note, None) for note in gone.values())
    return Edit(tuple(notes), found)


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
