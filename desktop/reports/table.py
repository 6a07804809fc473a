"""The changes as a table, one row each: what a spreadsheet and a CSV file hold.

In: an `Outline`. Out: a head and rows of text and numbers, in the order of the text; None is an empty cell.

    1  Toetsingskader 2009  Toetsingskader 2014  number  3  Regisseren  33  1  1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.i18n import Translator
from desktop.model.annotation import Annotation, TargetKind
from desktop.model.comparison import ChangeKind
from desktop.reports.outline import Outline, Row
from desktop.reports.phrases import part_title, row_status
from desktop.wording import KINDS, MARKS, STATUSES, name, shown


@dataclass(frozen=True, slots=True)
class TableRow:
    """One change. number: id of the change, None for a block that moved unchanged and for what only has notes. pages:
    as printed in the files. count: how many changes are equal to this one, itself included."""

    number: int | None
    old: str
    new: str
    kind: str
    importance: int
    section: str
    page_old: int | None
    page_new: int | None
    count: int
    note: str = ""
    tags: str = ""
    status: str = ""

    def values(self) -> tuple[str | int | None, ...]:
        """The cells, in the order of `head`."""
        return (
            self.number, self.old, self.new, self.kind, self.importance, self.section, self.page_old, self.page_new,
            self.count, self.note, self.tags, self.status,
        )  # fmt: skip


def head(t: Translator) -> tuple[str, ...]:
    """The names of the columns."""
    return (
        t("no."), t("old"), t("new"), t("kind"), t("weight"), t("section"), t("page, old"), t("page, new"), t("times"),
        t("notes"), t("tags"), t("status"),
    )  # fmt: skip


def all_rows(outline: Outline, t: Translator) -> Iterator[TableRow]:
    """The changes, and before them the notes on the whole and on sections: for who has one table for everything."""
    if outline.notes:
        old, new = (shown(side.document.edition.label) for side in (outline.old, outline.new))
        yield _noted_row(old, new, t("comparison"), "", outline.notes, t)
    for part in outline.parts:
        if part.notes:
            old, new = (" + ".join(titles) for titles in (part.old_titles, part.new_titles))
            yield _noted_row(old, new, t("section"), part_title(part, t), part.notes, t)
    yield from change_rows(outline, t)


def change_rows(outline: Outline, t: Translator) -> Iterator[TableRow]:
    """All changes of the parts of an outline, blocks that moved without a change of words, and blocks with notes."""
    pages_old = {b.id: b.page for b in outline.comparison.old.blocks}
    pages_new = {b.id: b.page for b in outline.comparison.new.blocks}
    totals: dict[int, int] = {}
    for change in outline.comparison.changes:
        totals[change.group] = totals.get(change.group, 0) + 1
    stood = {row.match.id for part in outline.parts for row in part.rows if row.stood}
    for part in outline.parts:
        title = part_title(part, t)
        for row in part.rows:
            if row.stood or row.folded:
                continue
            if row.match.id in stood and not any(c.kind is ChangeKind.MOVED for c in row.changes):
                yield _moved(row, title, pages_old, pages_new, t)
            about = tuple(note for note in row.notes if note.target.kind is TargetKind.BLOCK)
            if about:
                old, new = (" ".join(cell.block.text for cell in cells) for cells in (row.old, row.new))
                yield _noted_row(old, new, row_status(row, t, row.match.id in stood), title, about, t)
            for change in row.changes:
                notes = outline.notes_of_change.get(change.id, ())
                yield TableRow(
                    change.id,
                    change.old,
                    change.new,
                    name(KINDS, change.kind.value, t),
                    change.importance,
                    title,
                    _page(change.block_old, pages_old),
                    _page(change.block_new, pages_new),
                    totals[change.group],
                    *_noted(notes, t),
                )


def _moved(
    row: Row, title: str, pages_old: dict[int, int | None], pages_new: dict[int, int | None], t: Translator
) -> TableRow:
    old, new = (" ".join(cell.block.text for cell in cells) for cells in (row.old, row.new))
    return TableRow(
        None, old, new, name(MARKS, "moved", t), 1, title,
        _page(row.match.old[0], pages_old), _page(row.match.new[0], pages_new), 1,
    )  # fmt: skip


def _noted_row(old: str, new: str, kind: str, section: str, notes: tuple[Annotation, ...], t: Translator) -> TableRow:
    return TableRow(None, old, new, kind, 0, section, None, None, 1, *_noted(notes, t))


def _page(block: int | None, pages: dict[int, int | None]) -> int | None:
    return None if block is None else pages.get(block)


def _noted(notes: tuple[Annotation, ...], t: Translator) -> tuple[str, str, str]:
    """Text, tags and status of the notes on one change."""
    texts = "\n".join(n.text for n in notes if n.text)
    tags = ", ".join(dict.fromkeys(tag for n in notes for tag in n.tags))
    return texts, tags, name(STATUSES, notes[-1].status.value, t) if notes else ""
