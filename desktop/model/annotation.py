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


class Status(StrEnum):
    """How far a person is with it."""

    OPEN = "open"
    QUESTION = "question"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Target:
    """The thing itself. id: of a section match, a block match or a change of the `Comparison` the annotation comes
    with; 0 for the comparison as a whole."""

    kind: TargetKind
    id: int = 0


@dataclass(frozen=True, slots=True)
class Annotation:
    """One note. text may be empty where only tags, a weight or a status were given. significance: 0 to 3, None where
    nobody judged. time: when it was last changed."""

    target: Target
    text: str = ""
    tags: tuple[str, ...] = ()
    significance: int | None = None
    status: Status = Status.OPEN
    author: str = ""
    time: datetime | None = None
