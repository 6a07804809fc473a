"""What the commands on projects share: open one, compare its editions, place its notes, tell what happened.

In: the path of a project. Out: the project with its comparison, and lines on standard output.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop import workflow
from desktop.errors import CannotWrite, InvalidOption
from desktop.i18n import Translator
from desktop.model.annotation import Anchor, Annotation
from desktop.model.comparison import Comparison
from desktop.progress import Progress
from desktop.project.anchoring import Certainty
from desktop.project.files import SUFFIX
from desktop.project.pinning import Carried, settle
from desktop.project.placing import Placement, Places
from desktop.project.project import Project
from desktop.project.store import Store
from desktop.wording import CERTAINTIES, TARGETS, holder_name, name, shortened, shown

MAX_LISTED = 20
"""Lines of one list in a terminal; files hold everything."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A project with its comparison, its notes in their places, and what became of its pins."""

    project: Project
    comparison: Comparison
    placements: tuple[Placement, ...]
    carried: Carried

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The notes as reports show them: orphans too, on the comparison as a whole, so that none is missing."""
        return tuple(p.reported for p in self.placements)


def check_project_path(path: str) -> None:
    """Whether a name can be that of a project. Raises InvalidOption: project_suffix."""
    if not path.lower().endswith(SUFFIX):
        raise InvalidOption("project_suffix", path=path)


def open_to_write(path: str, t: Translator) -> Store:
    """Open a project to change it.

    Raises:
        CannotWrite: project_held, project_read_only; as `Store.open`.
    """
    store = Store.open(path)
    if store.read_only:
        holder = store.holder
        store.close()
        if holder is not None:
            raise CannotWrite(
                "project_held", path=path, holder=holder_name(holder.user, holder.computer, holder.since, t)
            )
        raise CannotWrite("project_read_only", path=path)
    return store


def compare_project(project: Project, progress: Progress) -> Opened:
    """Compare the editions of a project and place its notes."""
    old, new = project.old.extract(), project.new.extract()
    comparison = workflow.compare_extracts(old, new, project.options, progress)
    carried = settle(project.options, project.places, comparison)
    if carried.options != project.options:
        comparison = workflow.compare_extracts(old, new, carried.options, progress)
    placements = Places(comparison).place(project.notes)
    return Opened(project, comparison, placements, carried)


def count_lines(placements: Iterable[Placement], t: Translator) -> list[str]:
    """How many notes were found, are guesses or orphans; then the guesses and orphans."""
    placements = tuple(placements)
    counts = {c: sum(p.certainty is c for p in placements) for c in Certainty}
    lines = [
        t.plural(
            "{n} note: {sure} found, {guess} guesses, {orphan} orphans",
            "{n} notes: {sure} found, {guess} guesses, {orphan} orphans",
            len(placements),
            sure=t.number(counts[Certainty.SURE]),
            guess=t.number(counts[Certainty.GUESS]),
            orphan=t.number(counts[Certainty.ORPHAN]),
        )
    ]
    doubtful = [p for p in placements if p.certainty is not Certainty.SURE]
    lines += [note_line(p, t) for p in doubtful[:MAX_LISTED]]
    if len(doubtful) > MAX_LISTED:
        lines.append("  " + t("… and {n} more", n=t.number(len(doubtful) - MAX_LISTED)))
    return lines


def note_line(placement: Placement, t: Translator) -> str:
    """A note in one line: how well it was found, what it is about, its words."""
    note = placement.note
    certainty = name(CERTAINTIES, placement.certainty.name.lower(), t)
    about = name(TARGETS, note.target.kind.value, t)
    text = shortened(note.text) or t("(no text)")
    words = words_of(note.anchor)
    return f"  [{certainty}] {about}{': ' + words if words else ''} – {text}"


def words_of(anchor: Anchor) -> str:
    """The words a note is about: `2009 → 2014`."""
    old, new = (shortened(p.exact) if p else "" for p in (anchor.old, anchor.new))
    if old and new and old != new:
        return f"“{old}” → “{new}”"
    return f"“{old or new}”" if old or new else ""


def pin_lines(carried: Carried, t: Translator) -> list[str]:
    """Pins and corrected kinds whose blocks were not found again."""
    lines = []
    for pin in carried.pins:
        lines.append("  " + t("pin not found again: {old}:{new}", old=pin.old, new=pin.new))
    for kind in carried.kinds:
        lines.append("  " + t("corrected kind not found again: block {block}", block=kind.block))
    return lines


def say(lines: Iterable[str]) -> None:
    """Lines on standard output."""
    for line in lines:
        print(shown(line))
