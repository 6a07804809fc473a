"""What alters a result. Recorded in every report; what alters only the looks is a setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the document needs numpy, which the command line's help shall not load
    from desktop.model.document import BlockKind


class Ignore(StrEnum):
    """Differences that may be left out of the changes on request."""

    CASE = "case"
    PUNCTUATION = "punctuation"
    NUMBERING = "numbering"
    FOOTNOTES = "footnotes"


class Side(StrEnum):
    """The two editions of a comparison."""

    OLD = "old"
    NEW = "new"


class PinKind(StrEnum):
    """What a person decided about two blocks or sections."""

    LINK = "link"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True)
class Pin:
    """A pair that a person fixed or forbade. `old` and `new` are ids of blocks (or sections) of the two documents."""

    kind: PinKind
    old: int
    new: int
    level: str = "block"


@dataclass(frozen=True, slots=True)
class KindPin:
    """What a person says a block is, where it was read as something else. `block` is the block's id in the document
    of `side`; correcting kinds does not renumber blocks."""

    side: Side
    block: int
    kind: BlockKind


class Tracked(StrEnum):
    """Which text of a file with tracked changes is read: as if all were accepted, or as if all were rejected."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class EditionGuess:
    """What the user said about one edition. Facts that are empty are guessed. tracked: which text to read where the
    file holds tracked changes."""

    title: str = ""
    year: int | None = None
    language: str = ""
    series: str = ""
    tracked: Tracked = Tracked.ACCEPTED


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader may need to know besides the file. The password is recorded nowhere."""

    password: str = field(default="", repr=False)
    tracked: Tracked = Tracked.ACCEPTED


READ_PLAINLY = ReadOptions()


@dataclass(frozen=True, slots=True)
class Options:
    """All that alters a comparison besides the two files."""

    ignore: frozenset[Ignore] = frozenset()
    pins: tuple[Pin, ...] = ()
    old: EditionGuess = field(default_factory=EditionGuess)
    new: EditionGuess = field(default_factory=EditionGuess)
    kinds: tuple[KindPin, ...] = ()

    def kinds_of(self, side: Side) -> dict[int, BlockKind]:
        """The corrected kinds of one side, by block; of two corrections of a block the later counts."""
        return {pin.block: pin.kind for pin in self.kinds if pin.side is side}
