"""What the worker answers when two editions are to be compared: the result in pieces, and what it means for a project.

    compared(request, memory, progress)   ("rows", …) … ("renewal", …), ("kept", …)
    placed(request, memory, progress)     ("placements", …)

Where a source is not the edition that the project keeps, that is replaced, by the same way as on the command line.
Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.model.options import Options, Side
from desktop.progress import Progress, Stage
from desktop.ui.messages import Compare, Place
from desktop.ui.result import PIECE, Renewal, pieces
from desktop.ui.worker_memory import Memory

if TYPE_CHECKING:  # loaded with the first comparison, or the first project
    from desktop.model.annotation import Annotation
    from desktop.model.comparison import Comparison
    from desktop.model.document import Document, Extract
    from desktop.project.placing import Placement
    from desktop.project.project import Project


def compared(request: Compare, memory: Memory, progress: Progress) -> Iterator[tuple[str, Any]]:
    """A result in pieces; then the editions as a project keeps them, where they were read from files. Where they are
    others than the project has: it with them, and where its notes stand now, as far as that is not certain."""
    sources, project = (request.old, request.new), request.project
    extracts = memory.extracts(*sources, request.options, progress)
    are_read = any(s.packed is None for s in sources)
    making = _Making(memory, progress)
    texts = _others(project, extracts) if project is not None and are_read else {}
    if project is not None and texts:
        yield from _renewed(project, texts, making)
    else:
        options = _settled(project, extracts, request.options, making) if project is not None else request.options
        yield from _told(making.compare(*extracts, options), progress)
    if are_read:
        yield "kept", memory.kept(*extracts, request.options)


def _told(comparison: Comparison, progress: Progress) -> Iterator[tuple[str, Any]]:
    from desktop.reports.outline import build_outline
    from desktop.ui.compare.rows import build_rows
    from desktop.ui.digest import section_nodes

    progress.check(Stage.DIFFING)
    outline = build_outline(comparison)
    progress.check(Stage.DIFFING)
    rows = build_rows(comparison, outline)
    progress.check(Stage.DIFFING)
    yield from pieces(comparison, rows, section_nodes(outline))


def _others(project: Project, extracts: tuple[Extract, Extract]) -> dict[Side, Extract]:
    """The texts that are not those the project keeps."""
    from desktop.project.editions import is_kept

    given = dict(zip(Side, extracts, strict=True))
    return {side: text for side, text in given.items() if not is_kept(project.edition(side), text)}


def _settled(project: Project, extracts: tuple[Extract, Extract], options: Options, making: _Making) -> Options:
    """The options with pins on the numbers that their blocks have, as this program reads the texts."""
    if not project.places:
        return options
    from desktop.project.pinning import settle

    return settle(options, project.places, making.compare(*extracts, options)).options


def _renewed(project: Project, texts: dict[Side, Extract], making: _Making) -> Iterator[tuple[str, Any]]:
    """A project whose editions are other texts now."""
    from desktop import workflow
    from desktop.project.anchoring import Certainty
    from desktop.project.editions import put_editions

    replaced = put_editions(project, texts, making)
    yield from _told(replaced.comparison, making.progress)
    yield from _doubtful(replaced.placements)
    changes: list[tuple[str, str]] = []
    for side, text in texts.items():
        earlier = project.edition(side).extract()
        found = workflow.compare_extracts(earlier, text, Options(), making.progress).changes
        changes += [(c.old, c.new) for c in found]
    doubtful = {c: tuple(p.kept.id for p in replaced.placements if p.certainty is c) for c in Certainty}
    yield (
        "renewal",
        Renewal(
            replaced.project,
            tuple(texts),
            tuple(changes),
            replaced.moved,
            doubtful[Certainty.GUESS],
            doubtful[Certainty.ORPHAN],
            replaced.carried.pins,
            replaced.carried.kinds,
        ),
    )


def placed(request: Place, memory: Memory, progress: Progress) -> Iterator[tuple[str, Any]]:
    """Where notes stand, a piece of them at a time."""
    from desktop.project.placing import Places

    places = Places(memory.comparison(request.old, request.new, request.options, progress))
    for at in range(0, len(request.notes), PIECE):
        progress.check(Stage.DIFFING)
        asked = request.notes[at : at + PIECE]
        yield from _doubtful(places.place(asked), asked)


def _doubtful(
    placements: tuple[Placement, ...], asked: tuple[Annotation, ...] | None = None
) -> Iterator[tuple[str, Any]]:
    """Those that are not where they were asked for, or not for certain."""
    found = [
        (p.kept, p.certainty.name.lower(), p.note.target)
        for p, was in zip(placements, asked or [None] * len(placements), strict=True)
        if p.certainty.name != "SURE" or (was is not None and p.kept != was)
    ]
    for at in range(0, len(found), PIECE):
        yield "placements", tuple(found[at : at + PIECE])


@dataclass(frozen=True, slots=True)
class _Making:
    """The memory as `project.editions` wants it."""

    memory: Memory
    progress: Progress

    def read(self, old: Extract, new: Extract, options: Options) -> tuple[Document, Document]:
        return self.memory.read(old, new, options, self.progress)

    def compare(self, old: Extract, new: Extract, options: Options) -> Comparison:
        return self.memory.compare(old, new, options, self.progress)
