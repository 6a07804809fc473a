"""The report as a PDF to print and to send: typeset pages, bookmarks, page numbers, links, embedded fonts.

In: a comparison. Out: A4 pages with the editions side by side, or as one text. Qt sets the type; it is imported only
when a PDF is asked for.

    Regisseren                                        bookmark
    edited · 12 % changed
    … kader [2009] …   ≠   … kader {2014} …
    number · weighty
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from desktop.colors import load_colors
from desktop.errors import InvalidOption
from desktop.model.annotation import Annotation
from desktop.model.comparison import Comparison, Relation
from desktop.model.document import Block, BlockKind, Warning
from desktop.progress import Stage
from desktop.reports.base import Layout, ReportOptions
from desktop.reports.cells import tabbed
from desktop.reports.characters import visible
from desktop.reports.inline import inline_paragraphs
from desktop.reports.notes import note_facts, note_origin
from desktop.reports.outline import Fate, Outline, Part, Row, Side
from desktop.reports.phrases import (
    SIGNS,
    changes_said,
    coverage_rows,
    edition_facts,
    file_name,
    folded,
    ignored_counts,
    is_title_row,
    kind_counts,
    left_out,
    method,
    moved_from,
    moved_to,
    part_status,
    part_title,
    report_title,
    summary,
)
from desktop.reports.runs import RunKind
from desktop.reports.selection import report_outline
from desktop.reports.weave import Weaver
from desktop.text.emphasis import plain
from desktop.wording import BLOCKS, ELDER, name, shown, warning_sentence

TEXT_PT, SMALL_PT, REMARK_PT = 9.0, 8.0, 7.0
HEADING_PT = (14.0, 12.5, 11.5, 10.5, 10.0, 10.0)
SIGN_WIDTH = 22.0
LETTER, LINE, REMARKS = 5.4, 13.5, 20.0
"""Generous width of a letter, height of a line and of what stands below a row, points."""
HEADED = 42.0
"""Room for a row of headings with what became of them, points."""
MAX_NAMED = 20
"""Characters without a glyph that the warning names; it counts the rest."""

_FORMAT = {
    RunKind.REMOVED: "removed",
    RunKind.ADDED: "added",
    RunKind.MOVED_AWAY: "moved_away",
    RunKind.MOVED_HERE: "moved_here",
    RunKind.OUTSIDE: "outside",
}
Runs = Sequence[tuple[RunKind, str]]


class PdfReport:
    """The comparison as a PDF."""

    key = "pdf"
    suffix = ".pdf"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the PDF.

        Raises:
            InvalidOption: pdf_needs_qt, where Qt is not installed.
        """
        try:
            from desktop.reports import pdf_device, pdf_marks
        except ImportError as error:
            raise InvalidOption("pdf_needs_qt") from error
        pdf_device.ensure_application()
        outline = report_outline(comparison, options)
        title = report_title(outline, options)
        device = pdf_device.PdfDevice(title, options.author or "Naast")
        body = PdfBody(outline, options, device)
        body.warn_of_missing_letters()
        try:
            body.write()
        finally:
            device.end()
        pdf_marks.add_marks(device.data, stream, body.pages.places, options.t.language)


class PdfBody:
    """What the report says, set on pages. device: one of `pdf_device`, which knows Qt, as `pdf_page` does."""

    def __init__(self, outline: Outline, options: ReportOptions, device: Any) -> None:
        from desktop.reports import pdf_device, pdf_page

        self.qt = pdf_page
        self.options, self.t, self.outline = options, options.t, outline
        self.weaver = Weaver(outline.comparison)
        self.inline = options.layout is Layout.INLINE
        self.colors = load_colors("light")
        self.pages = pdf_page.Pages(device, self.colors, report_title(outline, options), self._on_page)
        self.pages.page_word = self.t("page {page}", page="{}")
        self.left = pdf_page.MARGIN
        self.full = pdf_device.WIDTH - 2 * pdf_page.MARGIN
        self.side = (self.full - SIGN_WIDTH) / 2
        self.right = self.left + self.side + SIGN_WIDTH
        pages = self.pages
        self.text = pages.font(TEXT_PT)
        self.heading = pages.font(TEXT_PT, bold=True, plain=True)
        self.small = pages.font(SMALL_PT, plain=True)
        self.remark = pages.font(REMARK_PT, plain=True)
        self.sign = pages.font(TEXT_PT, bold=True, plain=True)
        self.done = 0
        self.total = sum(len(p.rows) for p in self.outline.parts)
        self.stood_in = {row.match.id: p for p in self.outline.parts for row in p.rows if row.stood}
        self.part_of = {r.match.id: p for p in self.outline.parts for r in p.rows if not r.stood and not r.folded}

    def _on_page(self, page: int) -> None:
        self.options.progress.check(Stage.WRITING, self.done, self.total)

    def write(self) -> None:
        """Set all pages."""
        self.pages.begin()
        self._front()
        self._comparison()
        self._back()

    def warn_of_missing_letters(self) -> None:
        """Tell of letters for which no font has a shape: a reader sees boxes."""
        comparison = self.outline.comparison
        used: set[str] = set()
        for document in (comparison.old, comparison.new):
            used.update(visible(document.text))
        used.update(visible(" ".join(note.text for note in self.options.notes)))
        letters = {c for c in used if ord(c) > 0x17F and unicodedata.category(c) not in ("Cf", "Mn", "Zs", "Zl", "Zp")}
        missing = self.qt.uncovered(letters, self.text)
        if missing:
            said = " ".join(f"{c} (U+{ord(c):04X})" for c in missing[:MAX_NAMED])
            facts = (("count", str(len(missing))), ("characters", said + (" …" if len(missing) > MAX_NAMED else "")))
            self.options.warn(Warning("no_glyph", facts))

    # ---- what it says -------------------------------------------------------------------------------------------

    def _front(self) -> None:
        t, pages, outline = self.t, self.pages, self.outline
        if self.options.logo is not None:
            pages.picture(self.options.logo.data, 36)
        self._line(report_title(outline, self.options), pages.font(20, bold=True, plain=True), after=3)
        facts = [x for x in (self.options.author, t.date(self.options.made) if self.options.made else "") if x]
        self._line(" · ".join(facts) or t("Comparison of two editions"), self.small, "muted", after=14)
        self._chapter(t("Summary"), "summary")
        sides = [
            self._edition(label, side)
            for label, side in ((t("older edition"), outline.old), (t("newer edition"), outline.new))
        ]
        pages.columns(sides, [self.left, self.right], after=10)
        self._line(summary(outline, t), self.heading, after=3)
        for line in (kind_counts(outline, t), left_out(outline, t)):
            if line:
                self._line(line, self.small, after=3)
        for note in outline.notes:
            self._note(note)
        told = [p for p in outline.parts if p.rows]
        if len(told) > 1:
            self._chapter(t("Sections"), "sections")
            for part in told:
                indent = 10.0 * min(max(part.level - 1, 0), 5)
                title = self.box(part_title(part, t), self.small, self.full * 0.62 - indent, color=self.colors.accent)
                status = self.box(part_status(part, t), self.small, self.full * 0.36, color=self.colors.muted)
                pages.need(max(title.height, status.height))
                y = pages.y
                pages.columns([[title], [status]], [self.left + indent, self.left + self.full * 0.64], after=2.5)
                pages.link(self.left + indent, y, self.full * 0.62 - indent, title.height, f"part{part.id}")

    def _edition(self, label: str, side: Side) -> list[Any]:
        edition = side.document.edition
        file, facts = file_name(side), edition_facts(side, self.t)[1]
        muted, width = self.colors.muted, self.side
        boxes = [
            self.box(label, self.remark, width, color=muted),
            self.box(shown(edition.label), self.pages.font(11, bold=True, plain=True), width),
        ]
        if edition.title and edition.title != edition.label:
            boxes.append(self.box(edition.title, self.small, width))
        boxes += [self.box(x, self.remark, width, color=muted) for x in (file, facts)]
        for warning in side.document.warnings:
            boxes.append(
                self.box(f"! {warning_sentence(warning, self.t)}", self.remark, width, color=self.colors.error)
            )
        return boxes

    def _comparison(self) -> None:
        t, pages = self.t, self.pages
        told = [p for p in self.outline.parts if p.rows]
        pages.need(120)
        self._chapter(t("Comparison"), "comparison")
        if not told:
            self._line(t("No changes."), self.small)
        pages.head = self._running_head
        self._running_head()
        for part in told:
            self._part(part)
        pages.head = None

    def _running_head(self) -> None:
        """The names of the editions above their columns, on each page."""
        pages = self.pages
        names = [shown(s.document.edition.label) for s in (self.outline.old, self.outline.new)]
        muted = self.colors.muted
        if self.inline:
            pages.put(self.box(" → ".join(names), self.remark, self.full, color=muted), after=2)
        else:
            boxes = [self.box(n, self.remark, self.side, color=muted) for n in names]
            pages.columns([[b] for b in boxes], [self.left, self.right], after=2)
        pages.rule(self.left, self.full, self.colors.rule)
        pages.y += 7

    def _part(self, part: Part) -> None:
        t, pages = self.t, self.pages
        size = HEADING_PT[min(max(part.level, 1), 6) - 1]
        title = self.box(part_title(part, t), pages.font(size, bold=True, plain=True), self.full)
        status = self.box(part_status(part, t), self.small, self.full, color=self.colors.muted)
        rows = part.rows[1:] if is_title_row(part.rows[0]) else part.rows
        notes = [box for note in part.notes for box in self._note_boxes(note)]
        # A heading never stands alone at the foot of a page, nor with both editions' own headings below it: what
        # follows comes with it, or some lines of it where it is long.
        headed = len(rows) > 1 and any(cell.block.is_heading for cell in (*rows[0].old, *rows[0].new))
        follows = (HEADED if headed else 0) + (self._likely_height(rows[headed]) if rows else 12)
        pages.need(title.height + status.height + sum(b.height for b in notes) + follows + 10)
        pages.y += 10 if pages.y > self.qt.TOP + 40 else 0
        pages.mark(f"part{part.id}")
        pages.places.outline.append((1 + min(max(part.level, 1), 6), part_title(part, t), f"part{part.id}"))
        pages.put(title, after=1)
        pages.put(status, after=5)
        for box in notes:
            pages.put(box, after=2)
        pages.y += 4 if notes else 0
        for row in rows:
            self._row(row, part)
        pages.y += 6
        self.done += len(part.rows)

    def _likely_height(self, row: Row) -> float:
        """Room to keep for a row that is not laid out yet, points: a guess from its longest side, not too small."""
        size = max((sum(len(cell.block.text) for cell in cells) for cells in (row.old, row.new)), default=0)
        lines = size * LETTER / (self.full if self.inline else self.side) + 1
        return min(max(64.0, lines * LINE + REMARKS), self.qt.WHOLE)

    def _row(self, row: Row, part: Part) -> None:
        t, pages = self.t, self.pages
        if row.folded:
            self._line(folded(row.folded, t), self.remark, "muted", after=5)
            return
        if row.stood:
            where = moved_to(row, part, self.part_of.get(row.match.id), t)
            box = self.box(f"⇄ {where} {self.outline.opening(row)}", self.remark, self.side, color=self.colors.moved)
            pages.need(box.height)
            y = pages.y
            pages.put(box, after=5)
            pages.link(self.left, y, self.side, box.height, f"match{row.match.id}")
            return
        remarks = self._remarks(row, part)
        if row.match.id in self.stood_in:
            pages.need(self.qt.FEWEST)
            pages.mark(f"match{row.match.id}")
        if self.inline:
            paragraphs = inline_paragraphs(row, self.weaver)
            boxes = [self.paragraph(p.block, p.texts, self.full) for p in paragraphs]
            pages.columns([boxes + remarks], [self.left], after=7 if remarks else 5)
        else:
            self._sides(row, remarks)

    def _sides(self, row: Row, remarks: list[Any]) -> None:
        """Both sides of a row, its remarks under the new one; where there is none, under the old one."""
        pages = self.pages
        if row.is_same and len(row.old) == len(row.new) == 1 and row.old[0].block.text == row.new[0].block.text:
            # Laid out once, drawn twice.
            box = self.paragraph(row.new[0].block, [(RunKind.SAME, row.new[0].block.text)], self.side)
            pages.columns([[box], [box]], [self.left, self.right], 5)
            return
        columns = [
            [self.paragraph(cell.block, [(run.kind, run.text) for run in cell.runs], self.side) for cell in cells]
            for cells in (row.old, row.new)
        ]
        columns[1 if row.new else 0] += remarks
        xs = [self.left, self.right]
        sign = self._sign(row)
        if sign:
            columns.append([self.box(sign, self.sign, SIGN_WIDTH, color=self.colors.muted)])
            xs.append(self.left + self.side + (SIGN_WIDTH - pages.width(sign, self.sign)) / 2)
        pages.columns(columns, xs, 7 if remarks else 5)

    def _sign(self, row: Row) -> str:
        if row.match.id in self.stood_in:
            return "⇄"
        if row.match.relation is Relation.PAIRED:
            return "" if row.is_unchanged else "≠"
        return "" if row.match.relation is Relation.OUTSIDE else SIGNS[Fate(row.match.relation.value)]

    def _remarks(self, row: Row, part: Part) -> list[Any]:
        """What stands below a row: kinds and weights of its changes, where it came from, notes."""
        said = list(changes_said(row.changes, self.t))
        if row.match.id in self.stood_in:
            said.insert(0, moved_from(row, part, self.stood_in[row.match.id], self.t))
        if part.fate in (Fate.ADDED, Fate.REMOVED) and not row.match.marks:
            said = []
        width = self.full if self.inline else self.side
        found = [self.box("; ".join(said), self.remark, width, color=self.colors.muted)] if said else []
        for note in row.notes:
            found += self._note_boxes(note, width)
        return found

    def _note(self, note: Annotation) -> None:
        for box in self._note_boxes(note):
            self.pages.put(box, after=2)

    def _note_boxes(self, note: Annotation, width: float = 0.0) -> list[Any]:
        width = width or self.full
        boxes = [self.box(f"▸ {plain(line)}", self.small, width) for line in note.text.splitlines() if line.strip()]
        small = " · ".join(x for x in (note_facts(note, self.t), note_origin(note, self.t)) if x)
        if small:
            boxes.append(self.box(small, self.remark, width, color=self.colors.muted))
        return boxes

    def _back(self) -> None:
        t, pages, outline = self.t, self.pages, self.outline
        pages.need(140)
        self._chapter(t("Coverage"), "coverage")
        table = coverage_rows(outline.old.coverage, outline.new.coverage, t)
        each = self.full / len(table[0])
        for k, line in enumerate(table):
            font = self.small if k else self.remark
            color = "" if k else self.colors.muted
            boxes = [self.box(cell, font, each - 6, color=color) for cell in line]
            pages.columns([[b] for b in boxes], [self.left + each * n for n in range(len(boxes))], after=3)
        ignored = ignored_counts(outline, t)
        if ignored:
            self._line(f"{t('Ignored')}: {ignored}", self.small, after=4)
        for key, side in (("old", outline.old), ("new", outline.new)):
            if side.set_aside:
                pages.need(60)
                pages.y += 8
                self._line(t("Set aside in the {side} edition", side=name(ELDER, key, t)), self.heading, after=3)
                self._aside(side.set_aside)
        pages.need(90)
        pages.y += 8
        self._chapter(t("How it was compared"), "method")
        for sentence in method(outline.comparison.options, t):
            self._line(sentence, self.small, after=3)

    def _aside(self, blocks: Iterable[Block]) -> None:
        muted = self.colors.muted
        xs = [self.left, self.left + 40, self.left + self.full * 0.8]
        for block in blocks:
            line = self.t.number(block.lines[0][0]) if block.lines else ""
            boxes = [
                self.box(line, self.remark, 36, color=muted),
                self.box(block.text, self.remark, self.full * 0.8 - 48),
                self.box(name(BLOCKS, block.kind.value, self.t), self.remark, self.full * 0.2, color=muted),
            ]
            self.pages.columns([[b] for b in boxes], xs, after=1.5)

    # ---- paragraphs ---------------------------------------------------------------------------------------------

    def _chapter(self, title: str, mark: str) -> None:
        pages = self.pages
        pages.need(70)
        pages.y += 12
        pages.mark(mark)
        pages.places.outline.append((1, title, mark))
        self._line(title, pages.font(15, bold=True, plain=True), after=6)

    def _line(self, text: str, font: Any, color: str = "", before: float = 0.0, after: float = 0.0) -> None:
        self.pages.y += before
        role = getattr(self.colors, color) if color else ""
        self.pages.put(self.box(text, font, self.full, color=role), after=after)

    def box(self, text: str, font: Any, width: float, color: str = "") -> Any:
        """A line of our own words laid out."""
        return self.pages.lay(" ".join(visible(text).split()), font, width, color=color)

    def paragraph(self, block: Block, runs: Runs, width: float) -> Any:
        """A block laid out, with its bullet or number."""
        text, spans, at = "", [], 0
        columns: list[float] = []
        if block.cells:
            runs, columns = tabbed(block, runs, width, lambda said: self.pages.width(said, self.text))
        for kind, value in runs:
            value = visible(value)
            size = self.qt.units(value)
            key = _FORMAT.get(kind)
            if key and size:
                spans.append((at, size, key))
            text += value
            at += size
        if block.is_heading:
            return self.pages.lay(text, self.heading, width, spans)
        marker = block.label if block.kind is BlockKind.FOOTNOTE else ""
        if block.kind is BlockKind.LIST_ITEM:
            marker = "•" if block.marker in ("", "\ufffd") else visible(block.marker)
        indent = 0.0
        if marker:
            indent = max(10.0, min(self.pages.width(marker, self.text) + 4, 60.0))
        return self.pages.lay(text, self.text, width, spans, indent, marker, stops=columns)


PDF = PdfReport()
