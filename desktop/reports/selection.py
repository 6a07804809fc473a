"""The outline of a report that is for chosen sections, or for changes only.

In: a comparison and the options of a report. Out: the same `Outline`, with parts left out and unchanged rows folded to
one row that says how many there are. What is left out is counted, never silently gone.

    find_parts(outline, "regisseren")      (3, 7)       the section of that heading and those under it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.model.comparison import Comparison
from desktop.reports.base import ReportOptions, Selection
from desktop.reports.outline import Fate, Outline, Part, Row, build_outline, counts


def report_outline(comparison: Comparison, options: ReportOptions) -> Outline:
    """What a report with these options says."""
    return select(build_outline(comparison, options.notes), options.selection)


def select(outline: Outline, selection: Selection) -> Outline:
    """The parts and rows of an outline that were chosen."""
    parts = [p for p in outline.parts if p.rows and (selection.sections is None or p.id in selection.sections)]
    if selection.changes_only:
        parts = [replace(p, rows=tuple(_folded(p.rows))) for p in parts if not (p.is_quiet or _is_beyond(p))]
    counted = outline if selection.sections is None else counts(parts)
    left_out = sum(bool(p.rows) for p in outline.parts) - len(parts)
    return replace(
        outline,
        parts=tuple(parts),
        parts_left_out=left_out,
        changes=counted.changes,
        kinds=counted.kinds,
        fates=counted.fates,
        moved=counted.moved,
    )


def _is_beyond(part: Part) -> bool:
    """Whether a part lies outside the excerpt and nobody has anything to say of it."""
    return part.fate is Fate.OUTSIDE and not part.notes and not any(r.notes or r.changes or r.stood for r in part.rows)


def _folded(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows with each run of unchanged ones as one. Headings stay: they say where one is."""
    first: Row | None = None
    count = 0
    for row in rows:
        cells = row.new or row.old
        if row.is_same and not (cells and cells[0].block.is_heading):
            first = first or row
            count += 1
            continue
        if first is not None:
            yield Row(first.match, (), (), folded=count)
            first, count = None, 0
        yield row
    if first is not None:
        yield Row(first.match, (), (), folded=count)


def find_parts(outline: Outline, title: str) -> tuple[int, ...]:
    """Ids of the parts with this heading in either edition, and of those under them; none where no heading is like it.

    A heading that is the same, capitals and white space apart, is preferred to one that begins so, that to one that
    holds it.
    """
    wanted = " ".join(title.split()).casefold()
    if not wanted:
        return ()
    titles = [
        [" ".join(name.split()).casefold() for name in (*part.new_titles, *part.old_titles)] for part in outline.parts
    ]
    for is_like in (str.__eq__, str.startswith, str.__contains__):
        found = [i for i, names in enumerate(titles) if any(is_like(name, wanted) for name in names)]
        if found:
            ids: dict[int, None] = {}
            for i in found:
                ids.update(dict.fromkeys(p.id for p in _with_descendants(outline.parts, i)))
            return tuple(ids)
    return ()


def _with_descendants(parts: Sequence[Part], at: int) -> Iterator[Part]:
    yield parts[at]
    for part in parts[at + 1 :]:
        if part.level <= parts[at].level:
            return
        yield part
