"""Each decision that changes a project: what it is called, for undo, and the project after it.

In: a project and what was decided. Out: a `Decision` for `Store.apply`. Nothing here touches a file.

    store.apply(put_notes(note))              store.apply(set_options(options, comparison.old, comparison.new))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from desktop.model.annotation import Annotation
from desktop.model.document import Document
from desktop.model.options import Options, Pin, PinKind
from desktop.project.history import Decision, Name, with_notes
from desktop.project.pinning import pin_places
from desktop.project.project import Code, Project, SavedFilter, new_id


def put_notes(*notes: Annotation, code: str = "") -> Decision:
    """Notes written or changed; those without an id are new and get one. code: what to call it, where "note" is too
    general (`tag_notes`, `judge_notes`, `review`)."""
    named = tuple(n if n.id else replace(n, id=new_id()) for n in notes)

    def make(project: Project) -> Project:
        return replace(project, notes=with_notes(project.notes, named))

    facts = (("count", str(len(named))), ("text", _short(named[0].text) if named else ""))
    return Decision(Name(code or ("write_note" if len(named) == 1 else "write_notes"), facts), make)


def drop_notes(*ids: str) -> Decision:
    """Notes thrown away by the person."""

    def make(project: Project) -> Project:
        return replace(project, notes=with_notes(project.notes, (), ids))

    return Decision(Name("drop_note" if len(ids) == 1 else "drop_notes", (("count", str(len(ids))),)), make)


def set_options(options: Options, old: Document, new: Document) -> Decision:
    """Other pins, corrected kinds, ignored differences or facts about the editions. old, new: the documents whose
    blocks the pins and kinds name, so that their words can be kept beside the numbers."""

    def make(project: Project) -> Project:
        return replace(project, options=options, places=pin_places(options, old, new))

    return Decision(Name("set_options"), make)


def set_pin(project: Project, pin: Pin, old: Document, new: Document) -> Decision:
    """One more pin; an earlier one on the same pair is replaced. Named after its blocks: link 2.3 ↔ 2.4."""
    others = tuple(p for p in project.options.pins if (p.old, p.new, p.level) != (pin.old, pin.new, pin.level))
    options = replace(project.options, pins=(*others, pin))
    facts = (("old", _title(old, pin.old, pin.level)), ("new", _title(new, pin.new, pin.level)))
    name = Name("link" if pin.kind is PinKind.LINK else "forbid", facts)
    return Decision(name, set_options(options, old, new).make)


def drop_pin(project: Project, pin: Pin, old: Document, new: Document) -> Decision:
    """A pin taken away."""
    options = replace(project.options, pins=tuple(p for p in project.options.pins if p != pin))
    facts = (("old", _title(old, pin.old, pin.level)), ("new", _title(new, pin.new, pin.level)))
    return Decision(Name("drop_pin", facts), set_options(options, old, new).make)


def set_codebook(codes: Iterable[Code]) -> Decision:
    """Another codebook. Notes keep the tags they have."""
    codes = tuple(codes)
    return Decision(Name("set_codebook"), lambda project: replace(project, codebook=codes))


def rename_tag(before: str, after: str) -> Decision:
    """A tag by another name, in the codebook, on all notes and in saved filters."""

    def renamed(tags: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(after if tag == before else tag for tag in tags))

    def make(project: Project) -> Project:
        codes = {c.name: c for c in project.codebook}
        book = tuple(
            replace(c, name=after) if c.name == before else c
            for c in project.codebook
            if not (c.name == before and after in codes)
        )
        changed = [replace(n, tags=renamed(n.tags)) for n in project.notes if before in n.tags]
        filters = tuple(replace(f, tags=renamed(f.tags)) if before in f.tags else f for f in project.filters)
        return replace(project, codebook=book, notes=with_notes(project.notes, changed), filters=filters)

    return Decision(Name("rename_tag", (("old", before), ("new", after))), make)


def set_filters(filters: Iterable[SavedFilter]) -> Decision:
    """Other saved filters."""
    kept = tuple(filters)
    return Decision(Name("set_filters"), lambda project: replace(project, filters=kept))


def set_title(title: str) -> Decision:
    """Another title."""
    return Decision(Name("set_title", (("text", _short(title)),)), lambda project: replace(project, title=title))


def become(project: Project, code: str, known: Mapping[str, Iterable[str]] | None = None) -> Decision:
    """A whole project made elsewhere: after replacing an edition, merging, importing notes, re-placing them. known:
    which versions of its notes another copy had."""
    seen = frozenset((note, content) for note, contents in (known or {}).items() for content in contents)
    return Decision(Name(code), lambda _: project, seen)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _title(document: Document, id: int, level: str) -> str:
    if level == "section":
        return next((_short(s.title) for s in document.sections if s.id == id), "")
    return next((_short(b.text) for b in document.blocks if b.id == id), "")
