"""Paragraphs and tables of the Word report, in styles of its own or of a template.

In: text, runs, cells. Out: pieces of WordprocessingML. What is long goes on in rows of its own (`in_pieces`); what runs
from right to left says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop.model.document import Block, BlockKind
from desktop.reports.cells import tabbed
from desktop.reports.ooxml import run
from desktop.reports.runs import RunKind
from desktop.text.emphasis import item, spans

CELL_MARGINS = 220
LETTER = 105
"""Twips a letter takes on average; what is wider than its column must not run into the next."""
WHOLE_ROW = 2500
"""A row whose cells have so many characters of XML or fewer, a quarter of a page, is kept on one page."""

Runs = Sequence[tuple[RunKind, str]]

_STYLE_OF = {
    RunKind.REMOVED: "NaastRemoved",
    RunKind.ADDED: "NaastAdded",
    RunKind.MOVED_AWAY: "NaastMovedAway",
    RunKind.MOVED_HERE: "NaastMovedHere",
    RunKind.OUTSIDE: "NaastQuiet",
}


class Blocks:
    """Makes them. ids: how a template calls the styles; quiet, strong: looks of runs."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self.ids = ids
        self.run_style = {kind: self._look(key) for kind, key in _STYLE_OF.items()}
        self.quiet, self.strong = self._look("NaastQuiet"), self._look("NaastStrong")
        self.bookmark = 0

    def _look(self, key: str) -> str:
        return f'<w:rPr><w:rStyle w:val="{self.id(key)}"/></w:rPr>'

    def id(self, key: str) -> str:
        """The id of a style in this document."""
        return self.ids.get(key, key)

    def p(self, style: str, value: str, properties: str = "", before: int = 0, keep: bool = False) -> str:
        """A paragraph. before: twips of space above it; keep: on the page of what follows."""
        space = f'<w:spacing w:before="{before}"/>' if before else ""
        look = f'<w:pStyle w:val="{self.id(style)}"/>' if style != "Normal" else ""
        look += "<w:keepNext/>" if keep else ""
        return f"<w:p><w:pPr>{look}{_bidi(value)}{space}</w:pPr>{run(value, properties)}</w:p>"

    def marked(self, style: str, sign: str, line: str, keep: bool = False) -> str:
        """A paragraph of a note behind a sign; what a person marked in it is."""
        looks = {"strong": self.strong, "stressed": "<w:rPr><w:i/></w:rPr>"}
        said = item(line)
        runs = [run(f"{sign} • " if said is not None else f"{sign} ")]
        for span in spans(line if said is None else said):
            runs.append(run(span.words, looks["strong"] if span.strong else looks["stressed"] if span.stressed else ""))
        look = f'<w:pStyle w:val="{self.id(style)}"/>' if style != "Normal" else ""
        look += "<w:keepNext/>" if keep else ""
        return f"<w:p><w:pPr>{look}{_bidi(line)}</w:pPr>{''.join(runs)}</w:p>"

    def cell(
        self, value: str, properties: str = "", right: bool = False, center: bool = False, keep: bool = False
    ) -> str:
        """A paragraph of a table's cell."""
        side = "right" if right else "center" if center else ""
        looks = f'<w:pStyle w:val="{self.id("NaastCell")}"/>{"<w:keepNext/>" if keep else ""}{_bidi(value)}'
        looks += f'<w:jc w:val="{side}"/>' if side else ""
        return f"<w:p><w:pPr>{looks}</w:pPr>{run(value, properties)}</w:p>"

    def heading(self, level: int, value: str, mark: str) -> str:
        """A heading that can be linked to."""
        style = self.id(f"Heading{level}")
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self.mark(mark)}{run(value)}</w:p>'

    def mark(self, key: str) -> str:
        """A place that can be linked to."""
        self.bookmark += 1
        return f'<w:bookmarkStart w:id="{self.bookmark}" w:name="{key}"/><w:bookmarkEnd w:id="{self.bookmark}"/>'

    def jump(self, mark: str, value: str, indent: str = "") -> str:
        """A line that leads to a place."""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.id("NaastCell")}"/>{indent}</w:pPr>'
            f'<w:hyperlink w:anchor="{mark}">{run(value)}</w:hyperlink></w:p>'
        )

    def paragraph(self, block: Block, runs: Runs, width: int, begins: object = True) -> str:
        """A block, or where it does not begin here the rest of it. width: of the column, in twips."""
        tabs = ""
        if block.cells and begins:
            runs, columns = tabbed(block, runs, width - CELL_MARGINS, lambda said: len(said) * LETTER)
            stops = "".join(f'<w:tab w:val="left" w:pos="{int(stop)}"/>' for stop in columns)
            tabs = f"<w:tabs>{stops}</w:tabs>" if stops else ""
        style = self.id("NaastCellHeading" if block.is_heading else "NaastCell")
        text = "".join(run(value, self.run_style.get(kind, "")) for kind, value in runs)
        marker = block.label if block.kind is BlockKind.FOOTNOTE else ""
        if block.kind is BlockKind.LIST_ITEM:
            marker = "•" if block.marker in ("", "\ufffd") else block.marker
        indent = tabs + _bidi(block.text)
        if marker:
            hang = 227 if len(marker) < 3 else 397
            tab = f'<w:tabs><w:tab w:val="left" w:pos="{hang}"/></w:tabs>'
            indent = f'{tab}{indent}<w:ind w:left="{hang}" w:hanging="{hang if begins else 0}"/>'
            text = run(f"{marker}\t", self.quiet) + text if begins else text
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{indent}</w:pPr>{text}</w:p>'

    def table(self, widths: Sequence[int], head: Sequence[str] | None, rows: Iterable[Sequence[str]]) -> str:
        """A table as one piece."""
        return "".join(self.table_pieces(widths, head, rows))

    def table_pieces(
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
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.id("NaastTable")}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="00{20 * first:02}" w:firstRow="{first}" '
            'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
        )
        if head is not None:
            # The head stays with the row after it, so that none ends a page by itself.
            kept = [self.cell(value, self.strong, right=k >= right_from, keep=True) for k, value in enumerate(head)]
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
