"""A project: two editions as read, what a person decided about them, and what he wrote beside them.

A `Project` is a frozen value; whoever decides something makes another one (`decisions`), and `store` keeps it. The
comparison itself is not kept: the same texts and options give the same one on every machine.

    Project
      old, new   KeptEdition   text as read (packed), hash, where the file was
      options    Options       ignored differences, pins, corrected kinds, facts about the editions
      places     PinPlace      the words of the blocks that pins and corrected kinds are about
      notes      Annotation    by id; reviewed marks are notes of which only the status was given
      codebook   Code          the tags to choose from
      filters    SavedFilter
"""

from __future__ import annotations

import hashlib
import itertools
import secrets
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from operator import attrgetter

from desktop.model.annotation import Annotation, Place, Status, TargetKind
from desktop.model.document import Extract
from desktop.model.options import Options, Side
from desktop.project.packing import compress, expand

MAX_SIGNIFICANCE = 3
_made = itertools.count()


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """One edition as it was read. path: where the file was. sha256: of the file. packed: the `Extract`, compressed;
    check: sha256 of `packed`. read: when."""

    path: str
    format: str
    sha256: str
    packed: bytes = field(repr=False)
    check: str
    read: datetime | None = None

    def extract(self) -> Extract:
        """The text as read. Raises ValueError, TypeError or KeyError where the packed text is damaged."""
        return replace(expand(Extract, self.packed), path=self.path)


def keep(extract: Extract, read: datetime | None = None) -> KeptEdition:
    """An edition to keep in a project."""
    packed = compress(extract)
    return KeptEdition(extract.path, extract.format, extract.sha256, packed, hashlib.sha256(packed).hexdigest(), read)


@dataclass(frozen=True, slots=True)
class Code:
    """A tag of the codebook: its name, and what it is for."""

    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class PinPlace:
    """The words of a block that a pin or a corrected kind is about; blocks are numbered anew when a file is read
    again."""

    side: Side
    block: int
    place: Place
    level: str = "block"


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """Which notes to show; what is empty does not restrict. min_significance: also hides notes nobody judged."""

    name: str = ""
    statuses: tuple[Status, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    kinds: tuple[TargetKind, ...] = ()
    min_significance: int | None = None
    text: str = ""

    def choose(self, notes: Iterable[Annotation]) -> tuple[Annotation, ...]:
        """The notes that pass, in their order. A note passes with one of the tags; capitals do not count in text."""
        wanted = self.text.casefold()
        tags = frozenset(self.tags)
        return tuple(
            n
            for n in notes
            if (not self.statuses or n.status in self.statuses)
            and (not self.authors or n.author in self.authors)
            and (not self.kinds or n.target.kind in self.kinds)
            and (self.min_significance is None or _weight(n) >= self.min_significance)
            and (not tags or not tags.isdisjoint(n.tags))
            and (not wanted or wanted in n.text.casefold())
        )


def _weight(note: Annotation) -> int:
    return -1 if note.significance is None else note.significance


@dataclass(frozen=True, slots=True)
class Project:
    """See the module. id: the same in every copy of a project. notes: in the order of their ids."""

    old: KeptEdition
    new: KeptEdition
    options: Options = field(default_factory=Options)
    places: tuple[PinPlace, ...] = ()
    notes: tuple[Annotation, ...] = ()
    codebook: tuple[Code, ...] = ()
    filters: tuple[SavedFilter, ...] = ()
    title: str = ""
    id: str = ""

    def edition(self, side: Side) -> KeptEdition:
        """The edition of a side."""
        return self.old if side is Side.OLD else self.new

    def note(self, id: str) -> Annotation | None:
        """The note of an id."""
        at = bisect_left(self.notes, id, key=attrgetter("id"))
        return self.notes[at] if at < len(self.notes) and self.notes[at].id == id else None

    @property
    def reviewed(self) -> tuple[Annotation, ...]:
        """What was marked as reviewed."""
        return tuple(n for n in self.notes if n.status is Status.REVIEWED)


def new_id(now: datetime | None = None) -> str:
    """An id for a project or a note: ids of later ones sort after those of earlier ones, and no two people's agree."""
    milliseconds = int((now or datetime.now(UTC)).timestamp() * 1000)
    return f"{milliseconds:012x}{next(_made) & 0xFFFF:04x}{secrets.token_hex(4)}"


def new_project(
    old: Extract, new: Extract, options: Options, codebook: Iterable[Code] = (), title: str = ""
) -> Project:
    """A project on two texts that were just read."""
    now = datetime.now(UTC)
    return Project(keep(old, now), keep(new, now), options, codebook=tuple(codebook), title=title, id=new_id(now))
