"""Which notes are listed, and filters kept in a project. Knows no Qt.

NoteFilter(statuses=(Status.OPEN,), tags=("money",)).choose(project.notes)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.model.annotation import Annotation, Status
from desktop.project.project import SavedFilter


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What is empty does not restrict. least: significance from there on; hides notes nobody judged, too."""

    text: str = ""
    statuses: tuple[Status, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    least: int | None = None

    @classmethod
    def of(cls, kept: SavedFilter) -> NoteFilter:
        """A filter out of a project."""
        return cls(kept.text, kept.statuses, kept.tags, kept.authors, kept.min_significance)

    def kept(self, name: str = "") -> SavedFilter:
        """A filter as a project keeps it."""
        return SavedFilter(
            name, self.statuses, self.tags, self.authors, min_significance=self.least, text=self.text.strip()
        )

    @property
    def hides(self) -> bool:
        return self != NoteFilter() and self.kept() != SavedFilter()

    def choose(self, notes: Iterable[Annotation]) -> tuple[Annotation, ...]:
        """The notes that pass, in their order. What was only marked is no note, unless its status is asked for."""
        found = self.kept().choose(notes)
        return found if self.statuses else tuple(n for n in found if not n.is_mark)


def find_named(filters: Iterable[SavedFilter], wanted: NoteFilter) -> str:
    """The name under which a filter is kept; "" where it is not."""
    return next((f.name for f in filters if NoteFilter.of(f) == wanted), "")


def named(filters: Iterable[SavedFilter], wanted: NoteFilter, name: str) -> tuple[SavedFilter, ...]:
    """Filters with one more; one of that name goes."""
    return (*(f for f in filters if f.name != name), wanted.kept(name))


def without(filters: Iterable[SavedFilter], wanted: NoteFilter) -> tuple[SavedFilter, ...]:
    """Filters but the one that is shown."""
    return tuple(f for f in filters if NoteFilter.of(f) != wanted)
