"""The report as a Word document: summary, then section by section a table old | new | remarks, then coverage.

In: a comparison. Out: a document of Word's own styles, headings and tables, whose head rows repeat on each page; put
into a template it takes over the house style.

    Regisseren                                     Heading 2
    edited · 12 % changed
    2014 · 34 200 V        2022 · 36 360 V         what happened
    … kader [2009] …       … kader {2014} …        number · weighty
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from desktop import __version__
from desktop.model.annotation import Annotation
from desktop.model.comparison import Comparison, Relation
from desktop.model.document import Block, BlockKind
from desktop.progress import Stage
from desktop.reports import ooxml
from desktop.reports.base import Layout, Logo, ReportOptions
from desktop.reports.docx_styles import settings, styles
from desktop.reports.docx_template import Template, read_template
from desktop.reports.inline import inline_paragraphs
from desktop.reports.notes import note_facts, note_origin
from desktop.reports.ooxml import Package, R, W, run
from desktop.reports.outline import Outline, Part, Row, Side
from desktop.reports.phrases import (
    changes_said,
    coverage_rows,
    edition_facts,
    folded,
    ignored_counts,
    is_title_row,
    kind_counts,
    left_out,
    moved_from,
    moved_to,
    options_used,
    part_status,
    part_title,
    report_title,
    row_status,
    summary,
)
from desktop.reports.runs import RunKind
from desktop.reports.selection import report_outline
from desktop.reports.weave import Weaver
from desktop.wording import BLOCKS, ELDER, name, shown, warning_sentence

PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" '
    'w:header="624" w:footer="624" w:gutter="0"/>'
)
A4_TEXT_WIDTH = 11906 - 2 * 1134
REMARKS_SHARE = 0.2
WHOLE_ROW = 2500
"""A row whose cells have so many characters of XML or fewer, a quarter of a page, is kept on one page."""
LONG_ROW = 6000
"""Characters of a cell; a longer one goes on in rows of its own. LibreOffice lays out a row that spans pages in more
than linear time: 3,000 words in one cell took 1.8 s, 6,000 words 9 s, 30,000 over two minutes."""
LOGO_HEIGHT = 500_000
"""English metric units: 14 mm."""
EMU_A_TWIP = 635

Runs = Sequence[tuple[RunKind, str]]

_STYLE_OF = {
    RunKind.REMOVED: "NaastRemoved",
    RunKind.ADDED: "NaastAdded",
    RunKind.MOVED_AWAY: "NaastMovedAway",
    RunKind.MOVED_HERE: "NaastMovedHere",
    RunKind.OUTSIDE: "NaastQuiet",
}


class DocxReport:
    """The comparison as a Word document."""

    key = "docx"
    suffix = ".docx"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the document, a section at a time."""
        template = read_template(options.template) if options.template else None
        _Writer(comparison, options, template).write(stream)


class _Writer:
    def __init__(self, comparison: Comparison, options: ReportOptions, template: Template | None) -> None:
        self.options, self.t, self.template = options, options.t, template
        self.outline: Outline = report_outline(comparison, options)
        self.weaver = Weaver(comparison)
        self.ids = template.ids if template else {}
        width = template.text_width if template else A4_TEXT_WIDTH
        remarks = int(width * REMARKS_SHARE)
        side = (width - remarks) // 2
        self.inline = options.layout is Layout.INLINE
        self.width = width
        self.columns = (2 * side, remarks) if self.inline else (side, side, remarks)
        self.run_style = {
            kind: f'<w:rPr><w:rStyle w:val="{self._id(key)}"/></w:rPr>' for kind, key in _STYLE_OF.items()
        }
        self.bookmark = 0
        self.stood_in = {row.match.id: p for p in self.outline.parts for row in p.rows if row.stood}
        self.part_of = {
            row.match.id: p for p in self.outline.parts for row in p.rows if not row.stood and not row.folded
        }
        self.quiet = f'<w:rPr><w:rStyle w:val="{self._id("NaastQuiet")}"/></w:rPr>'
        self.strong = f'<w:rPr><w:rStyle w:val="{self._id("NaastStrong")}"/></w:rPr>'

    # ---- the package --------------------------------------------------------------------------------------------

    def write(self, stream: BinaryIO) -> None:
        title = report_title(self.outline, self.options)
        author = self.options.author or f"Naast {__version__}"
        core = ooxml.core_properties(title, author, self.t.language, self.options.made)
        logo, template = self.options.logo, self.template
        extra = [] if template and template.has_footer else [("rIdNaastFooter", "footer", "naast-footer.xml")]
        if logo is not None:
            extra.append(("rIdNaastLogo", "image", f"media/naast-logo.{logo.kind}"))
        types = _with_types(template.content_types, bool(extra), logo) if template else None
        with Package(stream, types) as package:
            package.part("word/document.xml", f"{ooxml.WORD}document.main+xml", self._document(bool(extra)))
            if template:
                for name_, data in template.parts.items():
                    if name_ not in ("docProps/core.xml", "_rels/.rels"):
                        package.data(name_, "", data)
                package.data("word/_rels/document.xml.rels", "", ooxml.with_relations(template.relations, extra))
            else:
                language = self.outline.comparison.new.edition.language or self.t.language
                package.part("word/styles.xml", f"{ooxml.WORD}styles+xml", [styles(language)])
                package.part("word/settings.xml", f"{ooxml.WORD}settings+xml", [settings()])
                fixed = [("rId1", "styles", "styles.xml"), ("rId2", "settings", "settings.xml")]
                package.relations("word/document.xml", [*fixed, *extra])
            if extra and extra[0][1] == "footer":
                package.part("word/naast-footer.xml", f"{ooxml.WORD}footer+xml", [self._footer(title)])
            if logo is not None:
                package.data(f"word/media/naast-logo.{logo.kind}", f"image/{logo.kind}", logo.data)
            package.part("docProps/core.xml", ooxml.CORE, [core])
            package.relations(
                "",
                [("rId1", "officeDocument", "word/document.xml"), ("rId2", ooxml.CORE_RELATION, "docProps/core.xml")],
            )

    def _footer(self, title: str) -> str:
        page = self.t("Page {page} of {pages}", page="\0", pages="\1")
        fields = {"\0": "PAGE", "\1": "NUMPAGES"}
        said = ""
        for piece in _split_at(page, fields):
            said += _field(fields[piece]) if piece in fields else run(piece)
        tabs = f'<w:tabs><w:tab w:val="clear" w:pos="9070"/><w:tab w:val="right" w:pos="{self.width}"/></w:tabs>'
        return (
            f'<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="{self._id("Footer")}"/>{tabs}</w:pPr>'
            f"{run(_short(title, 90))}<w:r><w:tab/></w:r>{said}</w:p></w:ftr>"
        )

    def _document(self, has_extra: bool) -> Iterator[str]:
        yield self.template.root if self.template else f"<w:document {W} {R}>"
        yield "<w:body>"
        yield from self._front()
        yield from self._comparison()
        yield from self._back()
        yield self._section()
        yield "</w:body></w:document>"

    def _section(self) -> str:
        reference = f'<w:footerReference w:type="default" r:id="rIdNaastFooter" {R}/>'
        if self.template is None:
            return f"<w:sectPr>{reference}{PAGE}</w:sectPr>"
        section = self.template.section
        if self.template.has_footer:
            return section
        if section.endswith("/>") and "</w:sectPr>" not in section:
            return f"{section[:-2]}>{reference}</w:sectPr>"
        start = section.index(">") + 1
        return section[:start] + reference + section[start:]

    # ---- what it says -------------------------------------------------------------------------------------------

    def _front(self) -> Iterator[str]:
        t, outline = self.t, self.outline
        if self.options.logo is not None:
            yield _picture(self.options.logo)
        yield self._p("Title", report_title(outline, self.options))
        facts = [x for x in (self.options.author, t.date(self.options.made) if self.options.made else "") if x]
        yield self._p("Subtitle", " · ".join(facts) or t("Comparison of two editions"))
        yield self._heading(1, t("Summary"), "summary")
        half = self.width // 2
        rows = []
        for label, side in ((t("older edition"), outline.old), (t("newer edition"), outline.new)):
            rows.append("".join(self._edition(label, side)))
        yield self._table((half, self.width - half), None, [rows])
        yield self._p("Normal", summary(outline, t), self.strong, before=160)
        for line in (kind_counts(outline, t), left_out(outline, t)):
            if line:
                yield self._p("Normal", line)
        used = options_used(outline.comparison.options, t)
        if used:
            yield self._p("Normal", f"{t('options')}: {used}")
        for note in outline.notes:
            yield from self._note(note)
        told = [p for p in outline.parts if p.rows]
        if len(told) > 1:
            yield self._heading(1, t("Sections"), "sections")
            share = (int(self.width * 0.62), self.width - int(self.width * 0.62))
            body = ([self._link(part), self._cell_p(part_status(part, t))] for part in told)
            yield from self._table_pieces(share, (t("section"), t("what happened")), body)

    def _edition(self, label: str, side: Side) -> Iterator[str]:
        edition = side.document.edition
        file, facts = edition_facts(side, self.t)
        yield self._cell_p(label, self.quiet)
        yield self._cell_p(shown(edition.label), self.strong)
        if edition.title and edition.title != edition.label:
            yield self._cell_p(edition.title)
        yield self._p("NaastRemark", file)
        yield self._p("NaastRemark", facts, self.quiet)
        for warning in side.document.warnings:
            yield self._p("NaastRemark", f"! {warning_sentence(warning, self.t)}")

    def _comparison(self) -> Iterator[str]:
        t = self.t
        yield self._heading(1, t("Comparison"), "comparison")
        told = [p for p in self.outline.parts if p.rows]
        if not told:
            yield self._p("Normal", t("No changes."))
        old, new = (shown(s.document.edition.label) for s in (self.outline.old, self.outline.new))
        head = (f"{old} → {new}", t("what happened")) if self.inline else (old, new, t("what happened"))
        for k, part in enumerate(told):
            self.options.progress.check(Stage.WRITING, k, len(told))
            yield self._heading(min(max(part.level, 1) + 1, 6), part_title(part, t), f"part{part.id}")
            yield self._p("NaastStatus", part_status(part, t))
            shown_rows = part.rows[1:] if is_title_row(part.rows[0]) else part.rows
            for note in part.notes:
                yield from self._note(note, keep=bool(shown_rows))
            pieces = [piece for row in shown_rows for piece in self._row(row, part)]
            if shown_rows:
                yield from self._table_pieces(self.columns, head, pieces)

    def _row(self, row: Row, part: Part) -> Iterator[list[str]]:
        """The cells of a row; of a very long one in pieces, each a row."""
        if row.folded:
            yield [self._cell_p(folded(row.folded, self.t), self.quiet, center=True), *[""] * (len(self.columns) - 1)]
            return
        if row.stood:
            here = self._jump(f"match{row.match.id}", moved_to(row, part, self.part_of.get(row.match.id), self.t))
            yield [here, *[""] * (len(self.columns) - 1)]
            return
        remarks = "".join(self._remarks(row, part))
        mark = self._mark(f"match{row.match.id}") if row.match.id in self.stood_in else ""
        if self.inline:
            sides = [[(p.block, p.runs) for p in inline_paragraphs(row, self.weaver)]]
        else:
            sides = [
                [(c.block, tuple((r.kind, r.text) for r in c.runs)) for c in cells] for cells in (row.old, row.new)
            ]
        size = max(sum(len(text) for _, runs in side for _, text in runs) for side in sides)
        count = max(-(-size // LONG_ROW), 1)
        for k, cells in enumerate(zip(*(in_pieces(side, count) for side in sides), strict=True)):
            texts = [
                "".join(self._paragraph(block, runs, not k or n) for n, (block, runs) in enumerate(c)) for c in cells
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
            yield self._p("NaastRemark", status, self.strong)
        for line in changes_said(row.changes, t):
            yield self._p("NaastRemark", line)
        for note in row.notes:
            yield from self._note(note, "NaastRemark")

    def _note(self, note: Annotation, style: str = "Normal", keep: bool = False) -> Iterator[str]:
        facts, origin = note_facts(note, self.t), note_origin(note, self.t)
        for line in note.text.splitlines() or [""]:
            if line.strip():
                yield self._p(style, f"▸ {line}", keep=keep)
        small = " · ".join(x for x in (facts, origin) if x)
        if small:
            yield self._p(style, small, self.quiet, keep=keep)

    def _back(self) -> Iterator[str]:
        t, outline = self.t, self.outline
        yield self._heading(1, t("Coverage"), "coverage")
        head, *lines = coverage_rows(outline.old.coverage, outline.new.coverage, t)
        each = self.width // len(head)
        body = ([self._cell_p(c, right=bool(k)) for k, c in enumerate(line)] for line in lines)
        yield from self._table_pieces((each,) * len(head), head, body, right_from=1)
        ignored = ignored_counts(outline, t)
        if ignored:
            yield self._p("Normal", f"{t('Ignored')}: {ignored}", before=160)
        for key, side in (("old", outline.old), ("new", outline.new)):
            if side.set_aside:
                yield self._heading(2, t("Set aside in the {side} edition", side=name(ELDER, key, t)), f"aside-{key}")
                share = (int(self.width * 0.1), int(self.width * 0.68), int(self.width * 0.22))
                rows = ([self._cell_p(x) for x in _aside(block, self.options)] for block in side.set_aside)
                yield from self._table_pieces(share, (t("line"), t("text"), t("kind")), rows)
        yield self._p("NaastRemark", f"Naast {__version__}", self.quiet, before=240)

    # ---- paragraphs and tables ----------------------------------------------------------------------------------

    def _id(self, key: str) -> str:
        return self.ids.get(key, key)

    def _p(self, style: str, value: str, properties: str = "", before: int = 0, keep: bool = False) -> str:
        space = f'<w:spacing w:before="{before}"/>' if before else ""
        look = f'<w:pStyle w:val="{self._id(style)}"/>' if style != "Normal" else ""
        look += "<w:keepNext/>" if keep else ""
        return f"<w:p><w:pPr>{look}{_bidi(value)}{space}</w:pPr>{run(value, properties)}</w:p>"

    def _cell_p(
        self, value: str, properties: str = "", right: bool = False, center: bool = False, keep: bool = False
    ) -> str:
        side = "right" if right else "center" if center else ""
        looks = f'<w:pStyle w:val="{self._id("NaastCell")}"/>{"<w:keepNext/>" if keep else ""}{_bidi(value)}'
        looks += f'<w:jc w:val="{side}"/>' if side else ""
        return f"<w:p><w:pPr>{looks}</w:pPr>{run(value, properties)}</w:p>"

    def _heading(self, level: int, value: str, mark: str) -> str:
        style = self._id(f"Heading{level}")
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self._mark(mark)}{run(value)}</w:p>'

    def _mark(self, key: str) -> str:
        self.bookmark += 1
        return f'<w:bookmarkStart w:id="{self.bookmark}" w:name="{key}"/><w:bookmarkEnd w:id="{self.bookmark}"/>'

    def _link(self, part: Part) -> str:
        indent = 170 * min(max(part.level - 1, 0), 5)
        return self._jump(f"part{part.id}", part_title(part, self.t), f'<w:ind w:left="{indent}"/>' if indent else "")

    def _jump(self, mark: str, value: str, indent: str = "") -> str:
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self._id("NaastCell")}"/>{indent}</w:pPr>'
            f'<w:hyperlink w:anchor="{mark}">{run(value)}</w:hyperlink></w:p>'
        )

    def _paragraph(self, block: Block, runs: Runs, begins: object = True) -> str:
        """A block, or where it does not begin here the rest of it."""
        style = self._id("NaastCellHeading" if block.is_heading else "NaastCell")
        text = "".join(run(value, self.run_style.get(kind, "")) for kind, value in runs)
        marker = block.label if block.kind is BlockKind.FOOTNOTE else ""
        if block.kind is BlockKind.LIST_ITEM:
            marker = "•" if block.marker in ("", "\ufffd") else block.marker
        indent = _bidi(block.text)
        if marker:
            hang = 227 if len(marker) < 3 else 397
            tab = f'<w:tabs><w:tab w:val="left" w:pos="{hang}"/></w:tabs>'
            indent = f'{tab}{indent}<w:ind w:left="{hang}" w:hanging="{hang if begins else 0}"/>'
            text = run(f"{marker}\t", self.quiet) + text if begins else text
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{indent}</w:pPr>{text}</w:p>'

    def _table(self, widths: Sequence[int], head: Sequence[str] | None, rows: Iterable[Sequence[str]]) -> str:
        return "".join(self._table_pieces(widths, head, rows))

    def _table_pieces(
        self,
        widths: Sequence[int],
        head: Sequence[str] | None,
        rows: Iterable[Sequence[str]],
        right_from: int = 99,
    ) -> Iterator[str]:
        """A table with a head row that repeats on each page; short rows are kept on one page."""
        first = int(bool(head))
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._id("NaastTable")}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="00{20 * first:02}" w:firstRow="{first}" '
            'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
        )
        if head is not None:
            # The head stays with the row after it, so that none ends a page by itself.
            kept = [self._cell_p(value, self.strong, right=k >= right_from, keep=True) for k, value in enumerate(head)]
            yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(kept, widths)}</w:tr>"
        for cells in rows:
            whole = max(map(len, cells)) <= WHOLE_ROW
            yield f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{_cells(cells, widths)}</w:tr>"
        yield "</w:tbl>"
        if head is None:
            return
        yield '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'


def _cells(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{cell or "<w:p/>"}</w:tc>'
        for cell, w in zip(cells, widths, strict=True)
    )


def _aside(block: Block, options: ReportOptions) -> tuple[str, str, str]:
    line = options.t.number(block.lines[0][0]) if block.lines else ""
    return line, block.text, name(BLOCKS, block.kind.value, options.t)


def in_pieces(blocks: Sequence[tuple[Block, Runs]], count: int) -> list[list[tuple[Block, Runs]]]:
    """Blocks in so many pieces of about the same size, cut where words end. All text stays, in its order."""
    if count == 1:
        return [list(blocks)]
    size = -(-sum(len(text) for _, runs in blocks for _, text in runs) // count)
    pieces: list[list[tuple[Block, Runs]]] = [[]]
    room = size
    for block, runs in blocks:
        here: list[tuple[RunKind, str]] = []
        for kind, text in runs:
            while len(text) > room and len(pieces) < count:
                at = text.rfind(" ", 0, room) + 1 or room
                here.append((kind, text[:at]))
                text, room = text[at:], size
                pieces[-1].append((block, tuple(here)))
                pieces.append([])
                here = []
            here.append((kind, text))
            room -= len(text)
        pieces[-1].append((block, tuple(here)))
    return pieces + [[] for _ in range(count - len(pieces))]


def _bidi(value: str) -> str:
    """Whether a paragraph runs from right to left: as its first letter does."""
    if value.isascii():
        return ""
    for char in value:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return "<w:bidi/>"
        if direction == "L":
            return ""
    return ""


def _field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _split_at(text: str, marks: Iterable[str]) -> Iterator[str]:
    piece = ""
    for char in text:
        if char in marks:
            if piece:
                yield piece
            yield char
            piece = ""
        else:
            piece += char
    if piece:
        yield piece


def _short(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1].rstrip() + "…"


def _picture(logo: Logo) -> str:
    height = LOGO_HEIGHT
    width = int(height * logo.width / max(logo.height, 1))
    return (
        "<w:p><w:r><w:drawing>"
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" '
        f'distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:docPr id="1" name="Logo" descr="Logo"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="logo.{logo.kind}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="rIdNaastLogo" {R}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _with_types(types: str, footer: bool, logo: Logo | None) -> str:
    """The content types of a template, with those of what the report adds."""
    rows = ""
    if footer and "/word/naast-footer.xml" not in types:
        rows += f'<Override PartName="/word/naast-footer.xml" ContentType="{ooxml.WORD}footer+xml"/>'
    if logo is not None:
        rows += f'<Override PartName="/word/media/naast-logo.{logo.kind}" ContentType="image/{logo.kind}"/>'
    if "/docProps/core.xml" not in types:
        rows += f'<Override PartName="/docProps/core.xml" ContentType="{ooxml.CORE}"/>'
    end = types.rindex("</Types>")
    return types[:end] + rows + types[end:]


DOCX = DocxReport()
