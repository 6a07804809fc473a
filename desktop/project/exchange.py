"""Notes that go out of a project and come back, perhaps changed: what a file of notes holds, whatever its format.

Each note goes out with the check sum of its content. So on its return it is known whether it was changed outside, in
the project, in both, or in neither; what was changed in both stands side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.model.annotation import NOWHERE, Annotation, Target, TargetKind
from desktop.project.history import with_notes
from desktop.project.project import MAX_SIGNIFICANCE, Project, new_id
from desktop.project.schema import content_of


@dataclass(frozen=True, slots=True)
class Sent:
    """A note in a file. content: check sum of what it was when it went out, "" where somebody wrote it outside."""

    note: Annotation
    content: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """project: with the notes. versions: of those that were taken. added, updated: how many. conflicts: ids of the
    project's and the file's version."""

    project: Project
    versions: dict[str, frozenset[str]]
    added: int
    updated: int
    conflicts: tuple[tuple[str, str], ...]


def send(notes: Iterable[Annotation]) -> tuple[Sent, ...]:
    """Notes to go out."""
    return tuple(Sent(n, content_of(n)) for n in notes)


def receive(project: Project, sent: Iterable[Sent], versions: Mapping[str, frozenset[str]]) -> Received:
    """Take notes of a file into a project. versions: contents the project's notes had before. What is missing in the
    file stays in the project."""
    put: list[Annotation] = []
    added = updated = 0
    conflicts: list[tuple[str, str]] = []
    for item in sent:
        note = item.note
        if note.target.kind is not TargetKind.COMPARISON and note.anchor == NOWHERE:
            note = replace(note, target=Target(TargetKind.COMPARISON))
        here = project.note(note.id) if note.id else None
        content = content_of(note)
        if here is None:
            if note.id and content in versions.get(note.id, ()):
                continue  # it was thrown away here, and not changed since
            put.append(note if note.id else replace(note, id=new_id()))
            added += 1
            continue
        now = content_of(here)
        if content in (now, item.content) or content in versions.get(note.id, ()):
            continue
        if not item.content or now == item.content:
            put.append(replace(note, target=here.target, anchor=here.anchor, conflict=here.conflict))
            updated += 1
        else:
            other = replace(note, id=new_id(), target=here.target, anchor=here.anchor, conflict=here.id)
            put.append(other)
            conflicts.append((here.id, other.id))
    taken = {n.id: frozenset((content_of(n),)) for n in put}
    return Received(replace(project, notes=with_notes(project.notes, put)), taken, added, updated, tuple(conflicts))


def is_weight(value: object) -> bool:
    """Whether a value can be a significance."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_SIGNIFICANCE
