"""How one file was read, for a terminal: headings by level, what was set aside dimmed, repairs and warnings.

 1  Beleidsartikel 2: Vrede en veiligheid                                heading
 3    Nederland draagt bij aan …
33  Tweede Kamer, vergaderjaar 2014–2015, 34 200 V, nr. 1 33        running foot
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from desktop.model.document import Block, BlockKind, Document
from desktop.reports.base import ReportOptions
from desktop.reports.reading_table import table_lines
from desktop.reports.terminal import Pen, beside, safe, wide
from desktop.wording import BLOCKS, LANGUAGE_NAMES, REPAIRS, name, shown, warning_sentence

STEP = 2
MAX_LEVEL = 5
_LEADERS = re.compile(r"\s*(?:[.…·_]\s?){4,}")
_NAMED = frozenset(BlockKind) - {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


class ReadingReport:
    """The view of `naast inspect`."""

    key = "text"
    suffix = ".txt"

    def write_document(self, document: Document, stream: BinaryIO, options: ReportOptions) -> None:
        """Write all blocks in reading order, then repairs and warnings."""
        for line in _View(document, options).lines():
            stream.write((line.rstrip() + "\n").encode("utf-8", "replace"))


class _View:
    def __init__(self, document: Document, options: ReportOptions) -> None:
        self.document, self.t, self.columns = document, options.t, options.columns
        self.pen = Pen(options.color)
        self.gutter = len(str(max((b.lines[-1][1] for b in document.blocks if b.lines), default=1))) + 2
        self.levels = {s.id: s.level for s in document.sections}

    def lines(self) -> Iterator[str]:
        yield from self._head()
        before: Block | None = None
        page = 0
        for is_table, group in itertools.groupby(self.document.blocks, lambda b: bool(b.cells)):
            blocks = list(group)
            if (blocks[0].page or 0) > page:
                page = blocks[0].page or 0
                yield from self._page(blocks[0], before is None)
                before = None
            if is_table:
                yield from [""] if before is not None else []
                yield from self._table(blocks)
                before = blocks[-1]
                continue
            for block in blocks:
                if (block.page or 0) > page:
                    page = block.page or 0
                    yield from self._page(block, before is None)
                    before = None
                if before is not None and (block.is_heading or before.is_heading or block.kind is not before.kind):
                    yield ""
                yield from self._block(block)
                before = block
        yield from self._repairs()
        yield from self._warnings()
        yield from self._foot()

    def _head(self) -> Iterator[str]:
        edition = self.document.edition
        facts = [
            shown(edition.label),
            edition.session_year,
            name(LANGUAGE_NAMES, edition.language, self.t) if edition.language else "",
            f"sha256 {self.document.extract.sha256[:8]}",
        ]
        yield from beside(
            self.pen(shown(self.document.extract.path), "head"),
            self.pen(safe(" · ".join(f for f in facts if f)), "dim"),
            self.columns,
        )
        if edition.title:
            yield from self.pen.words([(edition.title, "")], self.columns)
        yield ""

    def _block(self, block: Block) -> Iterator[str]:
        note = name(BLOCKS, block.kind.value, self.t) if block.kind in _NAMED else ""
        level = self._level(block)
        depth = 0 if block.is_furniture else max(level - 1, 0) if block.is_heading else level
        style = "head" if block.is_heading else "dim" if block.is_furniture else ""
        lead = ""
        if block.kind is BlockKind.LIST_ITEM:
            lead = ("•" if block.marker in ("", "\ufffd") else safe(block.marker)) + " "
            depth += max((block.level or 1) - 1, 0)
        elif block.kind is BlockKind.FOOTNOTE and block.label:
            lead = safe(block.label) + " "
        indent = STEP * min(depth, MAX_LEVEL) + (STEP if lead and block.kind is BlockKind.LIST_ITEM else 0)
        text = block.text
        if block.kind is BlockKind.CONTENTS:
            text = _LEADERS.sub(" … ", text)
        if block.refs:
            note = " ".join(x for x in (note, self.t("notes: {list}", list=safe(", ".join(block.refs)))) if x)
        room = self.columns - self.gutter - indent - wide(lead) - (wide(note) + 2 if note else 0)
        lines = self.pen.words([(text, style)], max(room, 20))
        number = str(block.lines[0][0]) if block.lines else ""
        first = self.pen(number.rjust(self.gutter - 2), "dim") + "  " + " " * indent + self.pen(lead, style) + lines[0]
        yield from beside(first, self.pen(note, "dim"), self.columns) if note else [first]
        hang = " " * (self.gutter + indent + wide(lead))
        for line in lines[1:]:
            yield hang + line

    def _page(self, block: Block, first: bool) -> Iterator[str]:
        """The rule over the first block of a page."""
        text = self.t("page {page} of the file", page=block.page or 0)
        if block.printed_page and block.printed_page != str(block.page):
            text = self.t(
                "page {page} of the file, printed {printed}", page=block.page or 0, printed=safe(block.printed_page)
            )
        if not first:
            yield ""
        yield self.pen(f"── {text} ".ljust(self.columns, "─"), "dim")

    def _table(self, rows: Sequence[Block]) -> Iterator[str]:
        """Rows that follow each other, their cells in columns; what it is stands beside the first."""
        named = self.t.plural("table, {n} row", "table, {n} rows", len(rows))
        notes = [self.t("notes: {list}", list=safe(", ".join(row.refs))) if row.refs else "" for row in rows]
        notes[0] = " ".join(x for x in (named, notes[0]) if x)
        indent = self.gutter + STEP * min(self._level(rows[0]), MAX_LEVEL)
        room = self.columns - indent - max(map(wide, notes)) - STEP
        for row, note, lines in zip(rows, notes, table_lines([row.cells for row in rows], max(room, 20)), strict=True):
            number = self.pen(str(row.lines[0][0] if row.lines else "").rjust(self.gutter - 2), "dim")
            first = number + " " * (indent - self.gutter + 2) + lines[0]
            yield from beside(first, self.pen(note, "dim"), self.columns) if note else [first]
            for line in lines[1:]:
                yield " " * indent + line

    def _level(self, block: Block) -> int:
        return self.levels.get(-1 if block.section is None else block.section, 0)

    def _repairs(self) -> Iterator[str]:
        if not self.document.repairs:
            return
        yield ""
        yield self.pen(self.t("Repairs"), "head")
        for repair in self.document.repairs:
            note = name(REPAIRS, repair.kind, self.t)
            if not repair.certain:
                note += self.t(", perhaps")
            number = self.pen(str(repair.line).rjust(self.gutter - 2), "dim")
            text = f"{safe(repair.before)} {self.pen('→', 'dim')} {safe(repair.after)}"
            yield from beside(f"{number}  {text}", self.pen(note, "dim"), self.columns)

    def _warnings(self) -> Iterator[str]:
        warnings = self.document.asides
        if warnings:
            yield ""
            yield self.pen(self.t("Warnings"), "head")
        for warning in warnings:
            yield from self.pen.words([(f"! {warning_sentence(warning, self.t)}", "note")], self.columns)

    def _foot(self) -> Iterator[str]:
        kinds = Counter(b.kind for b in self.document.blocks)
        counts = " · ".join(f"{name(BLOCKS, kind.value, self.t)} {self.t.number(n)}" for kind, n in kinds.most_common())
        yield ""
        yield self.pen("─" * self.columns, "dim")
        yield from self.pen.words(
            [
                (self.t.plural("{n} section", "{n} sections", len(self.document.sections)), "head"),
                ("· " + counts, ""),
                ("· " + self.t.plural("{n} repair", "{n} repairs", len(self.document.repairs)), ""),
            ],
            self.columns,
        )


READING = ReadingReport()
