"""Editions replaced by corrected files: what becomes of notes, pins and corrected kinds.

In: a project, the texts that take the place of its editions, and a `Maker` of comparisons, for this wing knows no
workflow. Out: the project with them, and a report: which notes kept their place, which moved, which are guesses or
orphans. Nothing is dropped silently: pins whose block is not found again are reported.

    replaced = put_editions(project, {Side.NEW: extract}, maker)
    store.apply(become(replaced.project, "replace_edition"))
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from desktop.errors import InvalidOption, UnreadableFile
from desktop.i18n import Translator
from desktop.model.annotation import Anchor, Annotation, Place, Status, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.model.document import Document, Extract
from desktop.model.options import Options, Side
from desktop.project.anchoring import Certainty
from desktop.project.guide import Guide
from desktop.project.history import with_notes
from desktop.project.pinning import Carried, carry, pin_places, settle
from desktop.project.placing import Placement, Places
from desktop.project.project import KeptEdition, PinPlace, Project, keep, new_id
from desktop.project.reading import Reading
from desktop.wording import BLOCKS, name, shortened


class Maker(Protocol):
    """Makes documents and comparisons of texts as read."""

    def read(self, old: Extract, new: Extract, options: Options) -> tuple[Document, Document]:
        """Segment both."""

    def compare(self, old: Extract, new: Extract, options: Options) -> Comparison:
        """Segment and compare both."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """project: with the editions, and everything in its new place. comparison: of them. placements: of all notes.
    moved: ids of those that stand at another place of the text, for certain. carried: what became of pins and
    corrected kinds."""

    project: Project
    comparison: Comparison
    placements: tuple[Placement, ...]
    moved: tuple[str, ...]
    carried: Carried

    def count(self, certainty: Certainty) -> int:
        """How many notes are that certain."""
        return sum(p.certainty is certainty for p in self.placements)


def put_editions(project: Project, texts: Mapping[Side, Extract], maker: Maker) -> Replaced:
    """Put other texts in the place of editions, and everything that was decided in its new place."""
    kept = {side: project.edition(side).extract() for side in Side}
    before = maker.compare(kept[Side.OLD], kept[Side.NEW], project.options)
    carried = settle(project.options, project.places, before)  # numbers of blocks as this program reads the text
    places = project.places
    if carried.options != project.options:
        places = pin_places(carried.options, before.old, before.new)
    old, new = (texts.get(side, kept[side]) for side in Side)
    # Pins name blocks of the text as it was; the new text is first read without them.
    plain = dict(zip(Side, maker.read(old, new, replace(project.options, pins=(), kinds=())), strict=True))
    was = {Side.OLD: before.old, Side.NEW: before.new}
    guides = {side: Guide(Reading(was[side].text), Reading(plain[side].text)) for side in Side}
    for side in texts:
        step = carry(carried.options, places, side, plain[side], guides[side])
        carried = Carried(step.options, (*carried.pins, *step.pins), (*carried.kinds, *step.kinds))
    after = maker.compare(old, new, carried.options)
    for side, document in ((Side.OLD, after.old), (Side.NEW, after.new)):
        if document.text != plain[side].text:  # a corrected kind of block is read otherwise
            guides[side] = Guide(guides[side].earlier, Reading(document.text))
    pair = guides[Side.OLD], guides[Side.NEW]
    placements = Places(after, (pair[0].later, pair[1].later)).place(project.notes, pair)
    now = datetime.now(UTC)
    editions = {s: keep(texts[s], now) if s in texts else project.edition(s) for s in Side}
    changed = replace(
        project,
        old=editions[Side.OLD],
        new=editions[Side.NEW],
        options=carried.options,
        places=pin_places(carried.options, after.old, after.new),
        notes=with_notes(project.notes, [p.kept for p in placements]),
    )
    moved = tuple(
        note.id
        for p, note in zip(placements, project.notes, strict=True)
        if p.certainty is Certainty.SURE and any(_of(p.kept.anchor, s) != _of(note.anchor, s) for s in texts)
    )
    return Replaced(changed, after, placements, moved, carried)


def with_lost_pins(project: Project, places: Sequence[PinPlace], carried: Carried, t: Translator) -> Project:
    """A project in which a note tells of each pin and corrected kind that found no block. places: the words of their
    blocks, as they were kept."""
    words = {(p.side, p.block, p.level): shortened(p.place.exact) for p in places}
    texts = [
        t(
            "This pair was fixed by hand and is not found again: “{old}” – “{new}” ({kind})",
            old=words.get((Side.OLD, pin.old, pin.level), pin.old),
            new=words.get((Side.NEW, pin.new, pin.level), pin.new),
            kind=pin.kind.value,
        )
        for pin in carried.pins
    ]
    texts += [
        t(
            "The kind of this block was corrected and it is not found again: “{block}” ({kind})",
            block=words.get((kind.side, kind.block, "block"), kind.block),
            kind=name(BLOCKS, kind.kind.value, t),
        )
        for kind in carried.kinds
    ]
    notes = [
        Annotation(Target(TargetKind.COMPARISON), text, status=Status.QUESTION, time=datetime.now(UTC), id=new_id())
        for text in texts
    ]
    return replace(project, notes=with_notes(project.notes, notes)) if notes else project


def relinked(project: Project, side: Side, path: str) -> Project:
    """A project that knows where a file is now.

    Raises:
        InvalidOption: other_file, when it is not the one that was compared.
        UnreadableFile: file_missing, is_directory, cannot_read.
    """
    edition = project.edition(side)
    if sha256_of(path) != edition.sha256:
        raise InvalidOption("other_file", path=path)
    edition = replace(edition, path=os.path.abspath(path))
    return replace(project, old=edition) if side is Side.OLD else replace(project, new=edition)


def sha256_of(path: str) -> str:
    """The hash of a file. Raises UnreadableFile: file_missing, is_directory, cannot_read."""
    if os.path.isdir(path):
        raise UnreadableFile("is_directory", path=path)
    try:
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise UnreadableFile("file_missing", path=path) from error
    except OSError as error:
        raise UnreadableFile("cannot_read", path=path, reason=error.strerror or type(error).__name__) from error


def is_kept(edition: KeptEdition, extract: Extract) -> bool:
    """Whether a text is the one that is kept, read in the same way."""
    return edition.sha256 == extract.sha256 and edition.extract().source == extract.source


def _of(anchor: Anchor, side: Side) -> Place | None:
    return anchor.old if side is Side.OLD else anchor.new
