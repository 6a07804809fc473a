"""A comparison as the window holds it, and its way there in pieces that can be taken in without a hitch.

    worker   pieces(comparison, rows)  ──▶  ("editions", …), ("rows", 80 of them), ("rows", …), ("changes", …), …
    window   collector.take(name, items) …  ──▶  collector.result()

A large result is never one pickle: reading one holds the interpreter until it is done, and the window would stand still
meanwhile. Ops and what is made of them on demand stay with the worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.model.annotation import Annotation, Target
from desktop.model.comparison import Change, Comparison, Coverage, Match
from desktop.model.document import Block, Document, Edition, Repair, Section, Warning
from desktop.model.options import KindPin, Options, Pin, Side
from desktop.ui.digest import SectionNode

if TYPE_CHECKING:
    from desktop.project.project import KeptEdition, Project

PIECE = 400
PIECE_OF_ROWS = 100
"""Items a piece: up to 6 ms to read."""
FIRST_ROWS = 80
"""More than any screen shows at once."""


@dataclass(frozen=True, eq=False)
class Reading:
    """One edition as the window knows it: a `Document` without its texts as wholes and the way back to the file."""

    path: str
    edition: Edition
    warnings: tuple[Warning, ...]
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    repairs: tuple[Repair, ...] = ()


Placed = tuple[Annotation, str, Target]
"""A note that stands elsewhere or is not certain: as it is to be kept, how certain ("sure", "guess", "orphan"), and
what it is about here; of an orphan that is a proposal."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """Editions of a project replaced by what was read. project: with them, and everything in its new place. sides:
    which. changes: of their texts, old and new words. moved: ids of notes that stand at another place for certain;
    guesses, orphans: of those that do not. pins, kinds: corrections that found no place."""

    project: Project
    sides: tuple[Side, ...]
    changes: tuple[tuple[str, str], ...] = ()
    moved: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    pins: tuple[Pin, ...] = ()
    kinds: tuple[KindPin, ...] = ()


@dataclass(frozen=True, eq=False)
class Result:
    """What the window shows beside the rows."""

    old: Reading
    new: Reading
    options: Options
    block_matches: tuple[Match, ...]
    section_matches: tuple[Match, ...]
    changes: tuple[Change, ...]
    coverage_old: Coverage
    coverage_new: Coverage
    ignored: tuple[tuple[str, int], ...]
    sections: tuple[SectionNode, ...]
    kept: tuple[KeptEdition, KeptEdition] | None = None
    """Both editions as a project keeps them, where they were read from files."""
    renewal: Renewal | None = None
    """Where they are others than those the project had."""

    @property
    def has_changes(self) -> bool:
        return bool(self.changes) or any(m.changed for m in self.block_matches)

    @property
    def has_pairs(self) -> bool:
        """Whether anything of the one edition stands in the other."""
        return any(m.old and m.new for m in self.block_matches)


def pieces(comparison: Comparison, rows: Sequence[object], nodes: Sequence[SectionNode]) -> Iterator[tuple[str, Any]]:
    """The parts of a result: what stands above the columns, the first rows, then all else."""
    yield "editions", (comparison.old.edition, comparison.new.edition)
    yield "rows", tuple(rows[:FIRST_ROWS])
    yield (
        "frame",
        {
            "old": _bare(comparison.old),
            "new": _bare(comparison.new),
            "options": comparison.options,
            "coverage_old": comparison.coverage_old,
            "coverage_new": comparison.coverage_new,
            "ignored": comparison.ignored,
        },
    )
    yield from _chunks("sections", nodes)
    yield from _chunks("section_matches", comparison.section_matches)
    yield from _chunks("changes", comparison.changes)
    yield from _chunks("rows", rows, FIRST_ROWS, PIECE_OF_ROWS)
    yield from _chunks("block_matches", comparison.block_matches)
    for side, document in (("old", comparison.old), ("new", comparison.new)):
        yield from _chunks(f"{side}.blocks", document.blocks)
        yield from _chunks(f"{side}.sections", document.sections)
        yield from _chunks(f"{side}.repairs", document.repairs)


def _bare(document: Document) -> Reading:
    """An edition before its blocks have come."""
    return Reading(document.extract.path, document.edition, document.warnings)


def _chunks(
    name: str, items: Sequence[object], first: int = 0, size: int = PIECE
) -> Iterator[tuple[str, tuple[object, ...]]]:
    for at in range(first, len(items), size):
        yield name, tuple(items[at : at + size])


class Collector:
    """Puts the pieces of one result together again."""

    def __init__(self) -> None:
        self._frame: dict[str, Any] = {}
        self._lists: dict[str, list[Any]] = {}
        self._single: dict[str, Any] = {}

    def take(self, name: str, items: Any) -> None:
        """Take in a piece; rows and what stands above them pass by."""
        if name == "frame":
            self._frame = items
        elif name in ("kept", "renewal"):
            self._single[name] = items
        elif name not in ("rows", "editions"):
            self._lists.setdefault(name, []).extend(items)

    def result(self) -> Result:
        """The whole, when all pieces have come."""
        return Result(
            old=self._reading("old"),
            new=self._reading("new"),
            options=self._frame["options"],
            block_matches=self._tuple("block_matches"),
            section_matches=self._tuple("section_matches"),
            changes=self._tuple("changes"),
            coverage_old=self._frame["coverage_old"],
            coverage_new=self._frame["coverage_new"],
            ignored=self._frame["ignored"],
            sections=self._tuple("sections"),
            **self._single,
        )

    @property
    def placements(self) -> tuple[Placed, ...]:
        """What was told of notes."""
        return self._tuple("placements")

    def _tuple(self, name: str) -> tuple[Any, ...]:
        return tuple(self._lists.get(name, ()))

    def _reading(self, side: str) -> Reading:
        bare: Reading = self._frame[side]
        return replace(
            bare,
            blocks=self._tuple(f"{side}.blocks"),
            sections=self._tuple(f"{side}.sections"),
            repairs=self._tuple(f"{side}.repairs"),
        )
