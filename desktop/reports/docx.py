"""The report as a Word document: summary, then section by section a table old | new | remarks, then coverage.

In: a comparison. Out: a document of Word's own styles, headings and tables, whose head rows repeat on each page; put
into a template it takes over the house style.

    Regisseren                                     Heading 2
    edited · 12 % changed
    2014 · 34 200 V        2022 · 36 360 V         what happened
    … kader [2009] …       … kader {2014} …        number · weighty
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from desktop.model.annotation import Annotation
from desktop.model.comparison import Comparison, Relation
from desktop.model.document import Block
from desktop.progress import Stage
from desktop.reports.base import Layout, ReportOptions
from desktop.reports.docx_blocks import Blocks, in_pieces
from desktop.reports.docx_package import text_width, write_package
from desktop.reports.docx_template import read_template
from desktop.reports.inline import inline_paragraphs
from desktop.reports.notes import note_facts, note_origin
from desktop.reports.outline import Outline, Part, Row, Side
from desktop.reports.phrases import (
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
    row_status,
    summary,
)
from desktop.reports.selection import report_outline
from desktop.reports.weave import Weaver
from desktop.wording import BLOCKS, ELDER, name, shown, warning_sentence

REMARKS_SHARE = 0.2
LONG_ROW = 6000
"""Characters of a cell; a longer one goes on in rows of its own. LibreOffice lays out a row that spans pages in more
than linear time: 3,000 words in one cell took 1.8 s, 6,000 words 9 s, 30,000 over two minutes."""


class DocxReport:
    """The comparison as a Word document."""

    key = "docx"
    suffix = ".docx"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the document, a section at a time."""
        template = read_template(options.template) if options.template else None
        outline = report_outline(comparison, options)
        body = _Body(outline, options, Blocks(template.ids if template else {}), text_width(template))
        language = comparison.new.edition.language or options.t.language
        write_package(stream, body.pieces(), report_title(outline, options), language, options, template)


class _Body:
    """What the report says, as pieces of the document's body. width: of the text, in twips."""

    def __init__(self, outline: Outline, options: ReportOptions, blocks: Blocks, width: int) -> None:
        self.outline, self.options, self.blocks, self.width = outline, options, blocks, width
        self.t = options.t
        self.weaver = Weaver(outline.comparison)
        remarks = int(width * REMARKS_SHARE)
        side = (width - remarks) // 2
        self.inline = options.layout is Layout.INLINE
        self.columns = (2 * side, remarks) if self.inline else (side, side, remarks)
        self.stood_in = {row.match.id: p for p in outline.parts for row in p.rows if row.stood}
        self.part_of = {row.match.id: p for p in outline.parts for row in p.rows if not row.stood and not row.folded}

    def pieces(self) -> Iterator[str]:
        """The whole text, a section at a time."""
        yield from self._front()
        yield from self._comparison()
        yield from self._back()

    def _front(self) -> Iterator[str]:
        t, outline = self.t, self.outline
        yield self.blocks.p("Title", report_title(outline, self.options))
        facts = [x for x in (self.options.author, t.date(self.options.made) if self.options.made else "") if x]
        yield self.blocks.p("Subtitle", " · ".join(facts) or t("Comparison of two editions"))
        yield self.blocks.heading(1, t("Summary"), "summary")
        half = self.width // 2
        rows = []
        for label, side in ((t("older edition"), outline.old), (t("newer edition"), outline.new)):
            rows.append("".join(self._edition(label, side)))
        yield self.blocks.table((half, self.width - half), None, [rows])
        yield self.blocks.p("Normal", summary(outline, t), self.blocks.strong, before=160)
        for line in (kind_counts(outline, t), left_out(outline, t)):
            if line:
                yield self.blocks.p("Normal", line)
        for note in outline.notes:
            yield from self._note(note)
        told = [p for p in outline.parts if p.rows]
        if len(told) > 1:
            yield self.blocks.heading(1, t("Sections"), "sections")
            share = (int(self.width * 0.62), self.width - int(self.width * 0.62))
            body = ([self._link(part), self.blocks.cell(part_status(part, t))] for part in told)
            yield from self.blocks.table_pieces(share, (t("section"), t("what happened")), body)

    def _edition(self, label: str, side: Side) -> Iterator[str]:
        edition = side.document.edition
        file, facts = file_name(side), edition_facts(side, self.t)[1]
        yield self.blocks.cell(label, self.blocks.quiet)
        yield self.blocks.cell(shown(edition.label), self.blocks.strong)
        if edition.title and edition.title != edition.label:
            yield self.blocks.cell(edition.title)
        yield self.blocks.p("NaastRemark", file)
        yield self.blocks.p("NaastRemark", facts, self.blocks.quiet)
        for warning in side.document.warnings:
            yield self.blocks.p("NaastRemark", f"! {warning_sentence(warning, self.t)}")

    def _comparison(self) -> Iterator[str]:
        t = self.t
        yield self.blocks.heading(1, t("Comparison"), "comparison")
        told = [p for p in self.outline.parts if p.rows]
        if not told:
            yield self.blocks.p("Normal", t("No changes."))
        old, new = (shown(s.document.edition.label) for s in (self.outline.old, self.outline.new))
        head = (f"{old} → {new}", t("what happened")) if self.inline else (old, new, t("what happened"))
        for k, part in enumerate(told):
            self.options.progress.check(Stage.WRITING, k, len(told))
            yield self.blocks.heading(min(max(part.level, 1) + 1, 6), part_title(part, t), f"part{part.id}")
            yield self.blocks.p("NaastStatus", part_status(part, t))
            shown_rows = part.rows[1:] if is_title_row(part.rows[0]) else part.rows
            for note in part.notes:
                yield from self._note(note, keep=bool(shown_rows))
            pieces = [piece for row in shown_rows for piece in self._row(row, part)]
            if shown_rows:
                yield from self.blocks.table_pieces(self.columns, head, pieces)

    def _row(self, row: Row, part: Part) -> Iterator[list[str]]:
        """The cells of a row; of a very long one in pieces, each a row."""
        if row.folded:
            yield [
                self.blocks.cell(folded(row.folded, self.t), self.blocks.quiet, center=True),
                *[""] * (len(self.columns) - 1),
            ]
            return
        if row.stood:
            where = moved_to(row, part, self.part_of.get(row.match.id), self.t)
            here = self.blocks.jump(f"match{row.match.id}", f"{where} {self.outline.opening(row)}")
            yield [here, *[""] * (len(self.columns) - 1)]
            return
        remarks = "".join(self._remarks(row, part))
        mark = self.blocks.mark(f"match{row.match.id}") if row.match.id in self.stood_in else ""
        if self.inline:
            sides = [[(p.block, p.texts) for p in inline_paragraphs(row, self.weaver)]]
        else:
            sides = [
                [(c.block, tuple((r.kind, r.text) for r in c.runs)) for c in cells] for cells in (row.old, row.new)
            ]
        size = max(sum(len(text) for _, runs in side for _, text in runs) for side in sides)
        count = max(-(-size // LONG_ROW), 1)
        for k, cells in enumerate(zip(*(in_pieces(side, count) for side in sides), strict=True)):
            texts = [
                "".join(
                    self.blocks.paragraph(block, runs, self.columns[0], not k or n) for n, (block, runs) in enumerate(c)
                )
                for c in cells
            ]
            if mark and not k:
                texts[-1] = texts[-1].replace("</w:pPr>", f"</w:pPr>{mark}", 1)
            yield [*texts, remarks if not k else ""]

    def _remarks(self, row: Row, part: Part) -> Iterator[str]:
        t = self.t
        if row.is_same:
            return
        told = part.fate.value == row.match.relation.value and row.match.relation is not Relation.PAIRED
        status = "" if told else row_status(row, t)
        if row.match.id in self.stood_in:
            status = moved_from(row, part, self.stood_in[row.match.id], t)
        if status:
            yield self.blocks.p("NaastRemark", status, self.blocks.strong)
        for line in changes_said(row.changes, t):
            yield self.blocks.p("NaastRemark", line)
        for note in row.notes:
            yield from self._note(note, "NaastRemark")

    def _note(self, note: Annotation, style: str = "Normal", keep: bool = False) -> Iterator[str]:
        facts, origin = note_facts(note, self.t), note_origin(note, self.t)
        for line in note.text.splitlines() or [""]:
            if line.strip():
                yield self.blocks.marked(style, "▸", line, keep)
        small = " · ".join(x for x in (facts, origin) if x)
        if small:
            yield self.blocks.p(style, small, self.blocks.quiet, keep=keep)

    def _back(self) -> Iterator[str]:
        t, outline = self.t, self.outline
        yield self.blocks.heading(1, t("Coverage"), "coverage")
        head, *lines = coverage_rows(outline.old.coverage, outline.new.coverage, t)
        each = self.width // len(head)
        body = ([self.blocks.cell(c, right=bool(k)) for k, c in enumerate(line)] for line in lines)
        yield from self.blocks.table_pieces((each,) * len(head), head, body, right_from=1)
        ignored = ignored_counts(outline, t)
        if ignored:
            yield self.blocks.p("Normal", f"{t('Ignored')}: {ignored}", before=160)
        for key, side in (("old", outline.old), ("new", outline.new)):
            if side.set_aside:
                yield self.blocks.heading(
                    2, t("Set aside in the {side} edition", side=name(ELDER, key, t)), f"aside-{key}"
                )
                share = (int(self.width * 0.1), int(self.width * 0.68), int(self.width * 0.22))
                rows = ([self.blocks.cell(x) for x in _aside(block, self.options)] for block in side.set_aside)
                yield from self.blocks.table_pieces(share, (t("line"), t("text"), t("kind")), rows)
        yield self.blocks.heading(1, t("How it was compared"), "method")
        for line in method(outline.comparison.options, t):
            yield self.blocks.p("NaastRemark", line)

    def _link(self, part: Part) -> str:
        indent = 170 * min(max(part.level - 1, 0), 5)
        return self.blocks.jump(
            f"part{part.id}", part_title(part, self.t), f'<w:ind w:left="{indent}"/>' if indent else ""
        )


def _aside(block: Block, options: ReportOptions) -> tuple[str, str, str]:
    line = options.t.number(block.lines[0][0]) if block.lines else ""
    return line, block.text, name(BLOCKS, block.kind.value, options.t)


DOCX = DocxReport()
