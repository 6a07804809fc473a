"""The comparison as an Excel workbook: summary, sections, changes, coverage; made to filter and sort.

In: a comparison. Out: a workbook written row by row, so that a long one is never held in memory. All text is written
as text: what begins with "=" is no formula. A cell holds 32,767 characters; what is longer goes on in the next rows.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from desktop import __version__
from desktop.colors import load_colors
from desktop.model.comparison import Comparison
from desktop.progress import Stage
from desktop.reports.base import ReportOptions
from desktop.reports.characters import visible
from desktop.reports.notes import note_facts, note_lines
from desktop.reports.outline import Outline, Part, Side
from desktop.reports.phrases import (
    coverage_rows,
    file_name,
    ignored_counts,
    left_out,
    method,
    part_title,
    report_title,
    summary,
)
from desktop.reports.selection import report_outline
from desktop.reports.table import change_rows, head
from desktop.wording import BLOCKS, ELDER, FATES, KINDS, MARKS, importance_name, name, shown, warning_sentence

CELL_UNITS = 32_767
"""What Excel takes in a cell, in UTF-16 code units."""
CHECK_EVERY = 200
LOGO_HEIGHT_PX = 48
LINE_POINTS, MAX_POINTS = 15, 409
"""Height of a line of the standard font, and the greatest height Excel gives a row."""
FILL_SHARE = 0.9
"""Share of a column's width, in digits, that a line of text fills; looked at in LibreOffice with the samples."""
FILTER_BUTTON = 3
"""Room the button of a filter takes in a head, in digits."""
SUMMARY_WIDTHS = (26, 48, 48)
SECTION_WIDTHS = (7, 40, 40, 24, 11, 14, 12, 36)
CHANGE_WIDTHS = (7, 44, 44, 13, 11, 30, 9, 9, 9, 24, 14, 12)
FEW_NOTES = 8
NO_NOTES_WIDTHS = (11, 9, 9)
COVERAGE_WIDTHS = (26, 14, 14, 14, 18, 22)

Value = str | int | float | None


class XlsxReport:
    """The comparison in four sheets."""

    key = "xlsx"
    suffix = ".xlsx"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the workbook."""
        outline = report_outline(comparison, options)
        # Packed in memory, a few MB: zipfile, when its file fails, tries again as it is thrown away, and complains.
        packed = io.BytesIO()
        book = xlsxwriter.Workbook(packed, {"constant_memory": True, "strings_to_urls": False})
        made = options.made or datetime(2000, 1, 1)
        book.set_properties(
            {
                "title": report_title(outline, options),
                "author": options.author or f"Naast {__version__}",
                "created": made.replace(tzinfo=None),
            }
        )
        try:
            _Book(book, outline, options).write()
        except BaseException:
            # Closing writes what there is; without it xlsxwriter's own files stay behind. Nobody sees the result.
            _discard(book)
            raise
        book.close()
        stream.write(packed.getbuffer())


def _discard(book: Any) -> None:
    book.filename = io.BytesIO()
    if not book.worksheets():
        book.add_worksheet()
    book.close()


class _Book:
    def __init__(self, book: Any, outline: Outline, options: ReportOptions) -> None:
        self.book, self.outline, self.options, self.t = book, outline, options, options.t
        colors = load_colors("light")
        plain = {"valign": "top", "text_wrap": True}
        self.plain = book.add_format(plain)
        self.number = book.add_format({"valign": "top", "num_format": "#,##0", "align": "right", "indent": 1})
        self.center = book.add_format({"valign": "top", "num_format": "#,##0", "align": "center"})
        self.percent = book.add_format({"valign": "top", "num_format": "0 %", "align": "right", "indent": 1})
        self.left = book.add_format({**plain, "num_format": "#,##0", "align": "left"})
        self.line = book.add_format({"valign": "top"})
        self.old = book.add_format({**plain, "font_color": colors.removed})
        self.new = book.add_format({**plain, "font_color": colors.added})
        self.hairline = book.add_format({"bottom": 1, "bottom_color": colors.rule})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.bold = book.add_format({"valign": "top", "bold": True})
        self.quiet = book.add_format({"valign": "top", "font_color": colors.muted})
        self.head = book.add_format(
            {"bold": True, "valign": "vcenter", "text_wrap": True, "bg_color": colors.raised, "bottom": 1}
        )

    def write(self) -> None:
        t = self.t
        summary_sheet, sections, changes, coverage = (
            self.book.add_worksheet(title) for title in (t("Summary"), t("Sections"), t("Changes"), t("Coverage"))
        )
        self._summary(summary_sheet)
        self._sections(sections)
        self._changes(changes)
        self._coverage(coverage)
        for sheet in (summary_sheet, sections, changes, coverage):
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            sheet.set_margins(0.5, 0.5, 0.6, 0.7)
            # The summary is one page; only where there are many notes it goes on.
            sheet.fit_to_pages(1, int(sheet is summary_sheet and len(self.outline.notes) < FEW_NOTES))
            sheet.set_footer("&L&8&A&R&8&P / &N")

    # ---- sheets -------------------------------------------------------------------------------------------------

    def _summary(self, sheet: Any) -> None:
        t, outline = self.t, self.outline
        sheet.hide_gridlines(2)
        self._widths(sheet, SUMMARY_WIDTHS)
        at = 0
        if self.options.logo is not None:
            logo = self.options.logo
            scale = LOGO_HEIGHT_PX / max(logo.height, 1)
            sheet.set_row(0, LOGO_HEIGHT_PX * 0.75 + 6)
            sheet.insert_image(
                0, 0, f"logo.{logo.kind}", {"image_data": io.BytesIO(logo.data), "x_scale": scale, "y_scale": scale}
            )
            at = 1
        sheet.write_string(at, 0, report_title(outline, self.options), self.title)
        rows: list[tuple[Any, Sequence[Value]]] = [(self.plain, ())]
        facts = [x for x in (self.options.author, t.date(self.options.made) if self.options.made else "") if x]
        if facts:
            rows.append((self.quiet, (" · ".join(facts),)))
        rows.append((self.bold, (summary(outline, t),)))
        if left_out(outline, t):
            rows.append((self.line, (left_out(outline, t),)))
        rows.append((self.plain, ()))
        rows += [(self.head, ("", t("older edition"), t("newer edition"))), *self._editions()]
        rows.append((self.plain, ()))
        rows += [(self.head, (t("kind"), t("number of changes")))]
        rows += [(self.left, (name(KINDS, kind, t), count)) for kind, count in outline.kinds]
        rows.append((self.plain, ()))
        rows += [(self.head, (t("section"), t("number of sections")))]
        rows += [(self.left, (name(FATES, fate.value, t), count)) for fate, count in outline.fates]
        rows.append((self.plain, ()))
        rows.append((self.head, (t("weight"), "")))
        rows += [(self.left, (n, importance_name(n, t))) for n in range(4)]
        for note in outline.notes:
            rows += [(self.plain, ()), (self.plain, (t("notes"), note.text, note_facts(note, t)))]
        for k, (style, values) in enumerate(rows, at + 1):
            self._row(sheet, k, values, [style] * len(values), SUMMARY_WIDTHS)
        at += len(rows) + 2
        self._row(sheet, at, (t("How it was compared"), "", ""), [self.head] * 3)
        for line in method(outline.comparison.options, t):
            at += 1
            width = sum(SUMMARY_WIDTHS)
            sheet.set_row(at, _lines(line, width) * LINE_POINTS)
            sheet.merge_range(at, 0, at, len(SUMMARY_WIDTHS) - 1, "", self.plain)
            sheet.write_string(at, 0, visible(line), self.plain)

    def _editions(self) -> Iterator[tuple[Any, Sequence[Value]]]:
        t = self.t
        sides = self.outline.old, self.outline.new

        def row(label: str, *values: Value) -> tuple[Any, Sequence[Value]]:
            return self.left, (label, *values)

        editions = [s.document.edition for s in sides]
        yield row(t("edition"), *(shown(e.label) for e in editions))
        yield row(t("title"), *(e.title for e in editions))
        yield row(t("year"), *(str(e.year) if e.year else e.session_year for e in editions))
        yield row(t("file"), *(file_name(s) for s in sides))
        yield row("sha256", *(s.document.extract.sha256 for s in sides))
        yield row(t("Words"), *(s.coverage.words for s in sides))
        warnings = ["\n".join(warning_sentence(w, t) for w in s.document.warnings) for s in sides]
        if any(warnings):
            yield row(t("Warnings"), *warnings)

    def _sections(self, sheet: Any) -> None:
        t = self.t
        titles = (t("no."), t("old"), t("new"), t("what happened"), t("Words"), t("changed"), t("Changes"), t("notes"))
        rows = (self._section(k, part) for k, part in enumerate(self.outline.parts, 1))
        styles = (self.left, self.plain, self.plain, self.plain, self.number, self.percent, self.number, self.plain)
        self._table(sheet, titles, rows, styles, SECTION_WIDTHS)

    def _section(self, number: int, part: Part) -> tuple[Value, ...]:
        t = self.t
        said = ", ".join([name(FATES, part.fate.value, t), *(name(MARKS, m.value, t) for m in part.marks)])
        old, new = (" + ".join(titles) for titles in (part.old_titles, part.new_titles))
        if not old and not new:
            new = part_title(part, t)
        notes = "\n".join(line for n in part.notes for line in note_lines(n, t))
        return number, old, new, said, part.words, part.share_changed, sum(g.count for g in part.groups), notes

    def _changes(self, sheet: Any) -> None:
        plain, center = self.plain, self.center
        styles = (self.left, self.old, self.new, plain, center, plain, center, center, center, plain, plain, plain)
        # Without notes their columns are there, for programs that read them, but take no room on paper.
        widths = CHANGE_WIDTHS if self.options.notes else (*CHANGE_WIDTHS[:-3], *NO_NOTES_WIDTHS)
        rows = (row.values() for row in change_rows(self.outline, self.t))
        self._table(sheet, head(self.t), rows, styles, widths)

    def _coverage(self, sheet: Any) -> None:
        t, outline = self.t, self.outline
        table = coverage_rows(outline.old.coverage, outline.new.coverage, t)
        sides = (outline.old.coverage, outline.new.coverage)
        rows: list[Sequence[Value]] = [
            (line[0], c.words, c.compared, c.ignored, c.unpaired, c.outside)
            for line, c in zip(table[1:], sides, strict=True)
        ]
        self._table(sheet, table[0], rows, (self.plain, *[self.number] * 5), COVERAGE_WIDTHS)
        at = len(rows) + 2
        ignored = ignored_counts(outline, t)
        if ignored:
            self._row(sheet, at, (t("Ignored"), ignored), (self.line, self.line))
            at += 2
        for key, side in (("old", outline.old), ("new", outline.new)):
            at = self._set_aside(sheet, at, key, side)

    def _set_aside(self, sheet: Any, at: int, key: str, side: Side) -> int:
        if not side.set_aside:
            return at
        t = self.t
        self._row(sheet, at, (t("Set aside in the {side} edition", side=name(ELDER, key, t)),), (self.bold,))
        at += 1
        for block in side.set_aside:
            place = f"{t('line')} {block.lines[0][0]}" if block.lines else ""
            label = " · ".join(x for x in (place, name(BLOCKS, block.kind.value, t)) if x)
            for piece in _fitting((label, block.text)):
                self._row(sheet, at, piece, (self.quiet, self.line))
                at += 1
        return at + 1

    # ---- rows ---------------------------------------------------------------------------------------------------

    def _table(
        self,
        sheet: Any,
        titles: Sequence[str],
        rows: Iterable[Sequence[Value]],
        styles: Sequence[Any],
        widths: Sequence[int],
    ) -> None:
        """A head that stays in view and repeats in print, and filters over all columns."""
        self._widths(sheet, widths)
        self._row(sheet, 0, titles, [self.head] * len(titles), [w - FILTER_BUTTON for w in widths])
        at = 1
        for k, values in enumerate(rows):
            if not k % CHECK_EVERY:
                self.options.progress.check(Stage.WRITING)
            for piece in _fitting(values):
                self._row(sheet, at, piece, styles, widths)
                at += 1
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if at > 1:  # below every row, whether there is something in a cell or not
            lines = {"type": "formula", "criteria": "=TRUE", "format": self.hairline}
            sheet.conditional_format(1, 0, at - 1, len(titles) - 1, lines)
        sheet.autofilter(0, 0, max(at - 1, 1), len(titles) - 1)

    def _widths(self, sheet: Any, widths: Sequence[int]) -> None:
        for k, width in enumerate(widths):
            sheet.set_column(k, k, width)

    def _row(
        self, sheet: Any, at: int, values: Sequence[Value], styles: Sequence[Any], widths: Sequence[int] = ()
    ) -> None:
        """A row as high as its longest text needs; not every program finds that out by itself."""
        lines = max((_lines(v, w) for v, w in zip(values, widths, strict=False) if isinstance(v, str)), default=1)
        if lines > 1:
            sheet.set_row(at, min(lines * LINE_POINTS, MAX_POINTS))
        for k, (value, style) in enumerate(zip(values, styles, strict=True)):
            if isinstance(value, str):
                if value:
                    sheet.write_string(at, k, visible(value), style)
            elif value is not None:
                sheet.write_number(at, k, value, style)


def _lines(text: str, width: int) -> int:
    """How many lines a text needs in a column, a little generously: words do not fill lines to the end."""
    if len(text) <= width and "\n" not in text:
        return 1
    room = max(width * FILL_SHARE, 1)
    return sum(1 + int(len(line) / room) for line in text.split("\n"))


def _fitting(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """A row, or several where a text is longer than a cell: those after the first hold only the rest of the texts."""
    yield [_piece(v, 0) for v in values]
    part = 1
    while any(isinstance(v, str) and _piece(v, part) for v in values):
        yield [_piece(v, part) if isinstance(v, str) and len(v) > CELL_UNITS // 2 else values[0] if not k else None
               for k, v in enumerate(values)]  # fmt: skip
        part += 1


def _piece(value: Value, part: int) -> Value:
    """The n-th piece of a text that fits a cell. No character is cut in two."""
    if not isinstance(value, str):
        return value
    if len(value) <= CELL_UNITS // 2:
        return value if not part else ""
    size = CELL_UNITS if max(value) <= "\uffff" else CELL_UNITS // 2
    return value[part * size : (part + 1) * size]


XLSX = XlsxReport()
