"""Projects and notes for tests, straight from small texts."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.model.options import Options
from desktop.project.placing import Places
from desktop.project.project import Project, new_project
from tests.making import compare, extract

OLD = "Toezicht\n\nDe commissie toetst conform het Kader 2009.\n\nGeld\n\nHet budget is 5 miljoen euro per jaar.\n"
NEW = "Toezicht\n\nDe commissie toetst conform het Kader 2014.\n\nGeld\n\nHet budget is 7 miljoen euro per jaar.\n"
MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def project(old: str = OLD, new: str = NEW, options: Options | None = None) -> Project:
    return new_project(extract(old, "old.txt"), extract(new, "new.txt"), options or Options())


def note(text: str, id: str = "", author: str = "Jan", **more: object) -> Annotation:
    """A note on the comparison as a whole."""
    return Annotation(Target(TargetKind.COMPARISON), text, author=author, id=id, time=MORNING, **more)  # type: ignore[arg-type]


def on_change(comparison: Comparison, words: str, text: str = "Waarom?", id: str = "") -> Annotation:
    """A note on the change that has these words."""
    change = next(c for c in comparison.changes if words in c.old or words in c.new)
    target = Target(TargetKind.CHANGE, change.id)
    return Annotation(target, text, author="Jan", id=id, anchor=Places(comparison).anchor(target))


__all__ = ["MORNING", "NEW", "OLD", "compare", "note", "on_change", "project"]
