"""What a person wrote beside a comparison: notes, tags, weight and status, each about one thing in it.

A report takes annotations as they are; where they are kept, and how they follow their text when a pairing is
corrected or a file is read again, is a project's affair.

    Annotation(Target(TargetKind.CHANGE, 4), "Why the year?", tags=("arms exports",), significance=2)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TargetKind(StrEnum):
    """What kind of thing an annotation is about."""

    COMPARISON = "comparison"
    SECTION = "section"
    BLOCK = "block"
    CHANGE = "change"
    SELECTION = "selection"


class Status(StrEnum):
    """How far a person is with it."""

    OPEN = "open"
    QUESTION = "question"
    REVIEWED = "reviewed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Target:
    """The thing itself. id: of a section match, a block match or a change of the `Comparison` the annotation comes
    with; of the block match in which words were selected; 0 for the comparison as a whole."""

    kind: TargetKind
    id: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Words of one edition, so that they can be found again: the TextQuoteSelector and TextPositionSelector of the W3C
    Web Annotation Data Model in one.

    exact: the words; empty for a place between words. prefix, suffix: what stood before and after them. start, end:
    code points in `Document.text` as it was. heading: title of their section, for people. alone: whether quote and
    context together stood only once in the edition; if not, the position counts.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    heading: str = ""
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an annotation stands on both sides; None where it has no words there."""

    old: Place | None = None
    new: Place | None = None


NOWHERE = Anchor()


@dataclass(frozen=True, slots=True)
class Annotation:
    """One note. text may be empty where only tags, a weight or a status were given. significance: 0 to 3, None where
    nobody judged. time: when it was last changed. id: of the note in its project, "" outside one. anchor: the words
    it is about. conflict: id of the note of which this is another person's version, after merging two copies.
    """

    target: Target
    text: str = ""
    tags: tuple[str, ...] = ()
    significance: int | None = None
    status: Status = Status.OPEN
    author: str = ""
    time: datetime | None = None
    id: str = ""
    anchor: Anchor = NOWHERE
    conflict: str = ""

    @property
    def is_mark(self) -> bool:
        """Whether nothing was said but how far one is: a reviewed mark."""
        return not (self.text or self.tags) and self.significance is None
