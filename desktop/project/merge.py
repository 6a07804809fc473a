"""Two people's copies of one project made one.

In: both projects, and which contents each note ever had in either. Out: one project with the notes of both, and what
became of them.

    note as A has it   note as B has it        what becomes of it
    same               same                    it
    later version      a version A had before  A's
    a version B had    later version           B's
    thrown away        a version A had before  thrown away
    changed            changed otherwise       both: B's stands beside A's as its conflict
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.model.annotation import Annotation
from desktop.model.options import KindPin, Options, Pin
from desktop.project.history import with_notes
from desktop.project.project import Code, Project, SavedFilter, new_id
from desktop.project.schema import content_of

Versions = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Merged:
    """project: of both. added: notes that only B had. updated: notes of which B had the later version. dropped: thrown
    away by the other. conflicts: ids of A's and B's version of notes that both changed. pins: contradicting pins of B,
    left out. options: whether B's other options differ; A's count."""

    project: Project
    versions: Versions
    added: int
    updated: int
    dropped: int
    conflicts: tuple[tuple[str, str], ...]
    pins: tuple[Pin, ...]
    options: bool


def merge(a: Project, a_versions: Versions, b: Project, b_versions: Versions, same_texts: bool = True) -> Merged:
    """Merge B's copy into A's. same_texts: whether both have the same editions; if not, B's pins name other blocks and
    are left out, and its notes have to be placed anew."""
    known = {n: a_versions.get(n, frozenset()) | b_versions.get(n, frozenset()) for n in {*a_versions, *b_versions}}
    mine = {n.id: n for n in a.notes}
    theirs = {n.id: n for n in b.notes}
    put: list[Annotation] = []
    drop: list[str] = []
    conflicts: list[tuple[str, str]] = []
    added = updated = 0
    # Conflicts of an earlier merge have ids of their own; with the same content they are the same.
    seen_conflicts = {(n.conflict, content_of(n)) for n in a.notes if n.conflict}
    for id, note in theirs.items():
        of_a, here = a_versions.get(id, frozenset()), mine.get(id)
        if here is None:
            if content_of(note) in of_a and "" in of_a:
                continue  # A threw away just this
            if note.conflict and (note.conflict, content_of(note)) in seen_conflicts:
                continue
            put.append(note)
            added += 1
            continue
        content, content_here = content_of(note), content_of(here)
        if content == content_here or content in of_a:
            continue
        if content_here in b_versions.get(id, frozenset()):
            put.append(note)
            updated += 1
            continue
        if (id, content) in seen_conflicts:
            continue
        other = replace(note, id=new_id(), conflict=id)
        put.append(other)
        conflicts.append((id, other.id))
    for id, note in mine.items():
        of_b = b_versions.get(id, frozenset())
        if id not in theirs and "" in of_b and content_of(note) in of_b:
            drop.append(id)
    options, refused = _options(a.options, b.options) if same_texts else (a.options, b.options.pins)
    wanted = {(p.side, p.block, p.level): p for p in (*(b.places if same_texts else ()), *a.places)}
    project = replace(
        a,
        notes=with_notes(a.notes, put, drop),
        options=options,
        places=tuple(wanted.values()) if len(wanted) != len(a.places) else a.places,
        codebook=_codes(a.codebook, b.codebook),
        filters=_filters(a.filters, b.filters),
        title=a.title or b.title,
    )
    differ = replace(a.options, pins=(), kinds=()) != replace(b.options, pins=(), kinds=())
    return Merged(project, known, added, updated, len(drop), tuple(conflicts), refused, differ)


class Choice(StrEnum):
    """What to do about a note that two people changed."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    JOINED = "joined"


def conflicts_of(project: Project) -> tuple[tuple[Annotation, Annotation], ...]:
    """Notes that two people changed: as the one has it, and the other."""
    pairs = ((project.note(n.conflict), n) for n in project.notes if n.conflict)
    return tuple((mine, theirs) for mine, theirs in pairs if mine is not None)


def resolve(project: Project, theirs: Annotation, choice: Choice) -> Project:
    """The project in which one of two versions of a note is chosen, or both are made one or stay as two notes."""
    mine = project.note(theirs.conflict)
    apart = replace(theirs, conflict="")
    if mine is None or choice is Choice.BOTH:
        return replace(project, notes=with_notes(project.notes, [apart]))
    kept = mine
    if choice is Choice.THEIRS:
        kept = replace(apart, id=mine.id, target=mine.target, anchor=mine.anchor, conflict=mine.conflict)
    elif choice is Choice.JOINED:
        texts = dict.fromkeys(text for text in (mine.text.strip(), theirs.text.strip()) if text)
        weights = [w for w in (mine.significance, theirs.significance) if w is not None]
        kept = replace(
            mine,
            text="\n\n".join(texts),
            tags=tuple(dict.fromkeys((*mine.tags, *theirs.tags))),
            significance=max(weights, default=None),
            author=", ".join(dict.fromkeys(a for a in (mine.author, theirs.author) if a)),
        )
    return replace(project, notes=with_notes(project.notes, [kept], [theirs.id]))


def _options(a: Options, b: Options) -> tuple[Options, tuple[Pin, ...]]:
    """A's options with B's pins and corrected kinds; and the pins of B that A contradicts."""
    there = {(p.old, p.new, p.level): p for p in a.pins}
    pins, refused = list(a.pins), []
    for pin in b.pins:
        here = there.get((pin.old, pin.new, pin.level))
        if here is None:
            pins.append(pin)
        elif here.kind is not pin.kind:
            refused.append(pin)
    corrected = {(k.side, k.block) for k in a.kinds}
    kinds: tuple[KindPin, ...] = (*a.kinds, *(k for k in b.kinds if (k.side, k.block) not in corrected))
    return replace(a, pins=tuple(pins), kinds=kinds), tuple(refused)


def _codes(a: tuple[Code, ...], b: tuple[Code, ...]) -> tuple[Code, ...]:
    names = {c.name for c in a}
    return (*a, *(c for c in b if c.name not in names))


def _filters(a: tuple[SavedFilter, ...], b: tuple[SavedFilter, ...]) -> tuple[SavedFilter, ...]:
    """Filters of both; a filter of B that has the name of another one of A gets a number."""
    result = list(a)
    for filter in b:
        names = {f.name for f in result}
        if filter in result:
            continue
        name, k = filter.name, 2
        while name in names:
            name, k = f"{filter.name} ({k})", k + 1
        result.append(replace(filter, name=name))
    return tuple(result)
