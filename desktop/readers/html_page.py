"""The blocks of a web page in reading order, written into a rendition.

    <h2>Doel</h2>                          heading, level 2
    text, <p>, <div>, <br><br>             paragraphs; one <br> is a hard break
    <li>, <table>, <pre>                   items with marker and depth, rows on their grid, lines as they stand
    <a href="#fn1">1</a> … <li id="fn1">   a note: a link and a link back; it follows the block that marks it

Where the page has a main part that holds most of its text, only that is read. Navigation, forms, scripts, cookie bars
and what is not shown are left out, and that is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from desktop.errors import UnreadableFile
from desktop.model.document import BlockKind, Extract, Warning
from desktop.model.options import ReadOptions, Tracked
from desktop.progress import Progress
from desktop.readers.flow import Flow, Item, Line
from desktop.readers.formulas import formula_text
from desktop.readers.html_looks import Looks, Sheet
from desktop.readers.html_notes import Notes, find_notes
from desktop.readers.html_parts import find_contents, is_anchor, is_aside, is_silent, main_part, names
from desktop.readers.markers import format_number
from desktop.readers.rendition import Text
from desktop.readers.safe_xml import Element, children, local_name, number, parse_html
from desktop.readers.story import MAX_LOOK_CHARS
from desktop.readers.table_grid import Grid

MAX_DEPTH = 150
_HEADINGS = {f"h{k}": k for k in range(1, 7)}
_BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup option p pre section summary"
    " table tbody td tfoot th thead tr ul"
)
"""What begins and ends a block. Everything else stands in its line, as in browsers, elements nobody knows included."""
_SILENT = frozenset(("rt", "rp", "img", "area", "map", "col", "colgroup", "input", "link", "meta", "base"))
_OPENED = names("wbr embed source track keygen bgsound command")
"""Elements without content that libxml2 does not know as such: what follows them stands in them."""
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_BOLD = frozenset(("b", "strong", "th"))
_ROW_HOLDERS = frozenset(("thead", "tbody", "tfoot"))
_IN_TABLES = frozenset(("td", "th", "caption", "col", "colgroup"))
_LIST_TYPES = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
}  # fmt: skip
MAX_WORDS_IN_LAYOUT_CELL = 150


def read_page(
    text: str,
    path: str,
    sha256: str,
    warnings: list[Warning],
    progress: Progress,
    options: ReadOptions,
    is_site: bool = True,
) -> Extract:
    """The whole page. is_site: it comes from a site, whose menus, heads and feet are no text of it.

    Raises:
        UnreadableFile: empty_file, too_deep.
    """
    root = parse_html(text, path)
    if root is None:
        raise UnreadableFile("empty_file", path=path)
    sheet = Sheet(root)
    main = main_part(root, sheet) if is_site else next(root.iter("body"), root)
    page = _Page(root, sheet, options.tracked, progress, is_site)
    page.left_out += local_name(main) not in ("body", "html")
    page.block(main, Looks(), 0)
    page.flush()
    page.notes_left()
    if page.out.is_empty:
        raise UnreadableFile("empty_file", path=path)
    if page.left_out:
        warnings.append(Warning("page_parts_left_out", (("count", str(page.left_out)),)))
    if page.changes:
        facts = (("count", str(page.changes)), ("tracked", options.tracked.value))
        warnings.append(Warning("tracked_changes", facts))
    return page.out.extract(path, "html", sha256, warnings)


@dataclass(slots=True)
class _Line(Line[str]):
    """With its looks. plain: some of it is not bold. type_size: of its first letters."""

    plain: bool = False
    type_size: float = 0.0


class _Page(Flow[str]):
    _line: _Line

    def __init__(self, root: Element, sheet: Sheet, view: Tracked, progress: Progress, is_site: bool) -> None:
        super().__init__(progress)
        self._sheet, self._is_site = sheet, is_site
        self._dropped = "del" if view is Tracked.ACCEPTED else "ins"
        self._notes: Notes = find_notes(root)
        self._contents = find_contents(root)
        self._written: set[str] = set()
        self.left_out = 0
        self.changes = sum(1 for _ in root.iter("ins", "del"))

    # ---- the block that grows ----------------------------------------------------------------------------------

    def _new_line(self) -> _Line:
        return _Line()

    def put(self, text: str | None, looks: Looks) -> None:
        """Text inside a block; white space collapses as on the page."""
        if not text:
            return
        line = self._line
        value = text.replace("\r\n", "\n").replace("\r", "\n") if looks.pre else line.collapsed(text)
        if value and not value.isspace():
            if not line.out or not line.type_size:
                line.type_size = looks.size
            line.plain = line.plain or not looks.bold
        line.add(value)

    def _break(self) -> None:
        """A hard break; the second in a row ends the block."""
        line = self._line
        while line.out and line.out[-1].endswith(" ") and line.out[-1].strip(" ") == "":
            line.size -= len(line.out.pop())
        if line.out and line.out[-1] == "\n":
            self.flush()
        elif line.out:
            line.add("\n")

    def _paragraph(self, line: Line[str], text: Text) -> None:
        assert isinstance(line, _Line)
        bold = not line.plain and len(text.value) <= MAX_LOOK_CHARS
        self.out.add(BlockKind.PARAGRAPH, text, bold=bold, size=line.type_size)

    # ---- elements ----------------------------------------------------------------------------------------------

    def block(self, element: Element, looks: Looks, depth: int) -> None:
        """What stands in an element: its text, its children, the text after each of them."""
        self.put(element.text, looks)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, looks, depth + 1)
            self.put(child.tail, looks)

    def _element(self, element: Element, looks: Looks, depth: int) -> None:
        tag = local_name(element)
        if tag == self._dropped or tag in _SILENT or element in self._notes.blocks:
            return
        if tag == "br":
            self._break()
            return
        if tag == "hr":
            self.flush()
            return
        if tag in _OPENED:
            self.block(element, looks, depth)
            return
        if tag == "math":
            self.put(formula_text(element), looks)
            return
        if is_aside(element, tag, self._sheet) if self._is_site else is_silent(element, tag):
            self.left_out += 1
            return
        if depth > MAX_DEPTH:
            self.put(" ".join(element.itertext()), looks)
            return
        identity = self._notes.marks.get(element)
        if identity is not None:
            self._mark(element, identity, looks)
            return
        if tag == "a" and is_anchor(element):
            return
        looks = self._sheet.looks(element, tag, looks)
        if tag in _BOLD:
            looks = replace(looks, bold=True)
        if tag == "q":
            self.put("“", looks)
            self.block(element, looks, depth)
            self.put("”", looks)
        elif tag == "table":
            self._table(element, looks, depth)
        elif tag in _BLOCKS or element.get("role") == "heading":
            self._block_element(element, tag, looks, depth)
        else:
            self.block(element, looks, depth)

    def _block_element(self, element: Element, tag: str, looks: Looks, depth: int) -> None:
        self.flush()
        if tag in _HEADINGS or element.get("role") == "heading":
            level = _HEADINGS.get(tag) or number(element.get("aria-level"), 2)
            before, self._kind = self._kind, (BlockKind.HEADING, level)
            self.block(element, looks, depth)
            self.flush()
            self._kind = before
        elif element in self._contents:
            self._contents -= {element}
            before, self._kind = self._kind, (BlockKind.CONTENTS, None)
            self._block_element(element, tag, looks, depth)
            self._kind = before
        elif tag in _LISTS:
            self._list(element, tag, looks, depth)
        elif tag == "pre":
            self._pre(element, depth)
        elif tag == "li" and local_name(element.getparent()) not in _LISTS:  # an item that lost its list
            self._items.append(Item("•", len(self._items) + 1))
            self.block(element, looks, depth)
            self.flush()
            self._items.pop()
        else:
            self.block(element, looks, depth)
        self.flush()

    def _pre(self, element: Element, depth: int) -> None:
        """Lines as they stand: each is a paragraph, empty ones stay."""
        self.block(element, Looks(pre=True), depth)
        if self._cell is not None:
            self.flush()
            return
        line, self._line = self._line, self._new_line()
        text = line.text()
        at = 0
        for value in text.value.split("\n"):
            marks = tuple((a - at, b - at, x) for a, b, x in text.marks if at <= a and b <= at + len(value))
            self.out.add(BlockKind.PARAGRAPH, Text(value, marks))
            at += len(value) + 1
        for identity in line.notes:
            self._note(identity)

    # ---- lists -------------------------------------------------------------------------------------------------

    def _list(self, element: Element, tag: str, looks: Looks, depth: int) -> None:
        style = self._sheet.list_style(element)
        kind = _LIST_TYPES.get(style) or _LIST_TYPES.get(element.get("type") or "1", "decimal")
        items = [child for child in children(element) if local_name(child) == "li"]
        count = number(element.get("start"), len(items) if element.get("reversed") is not None else 1)
        step = -1 if element.get("reversed") is not None else 1
        level = len(self._items) + 1
        for child in children(element):
            if local_name(child) != "li" or child in self._notes.blocks:
                self._element(child, looks, depth + 1)
                continue
            count = number(child.get("value"), count)
            printed = f"{format_number(count, kind)}." if tag == "ol" and count >= 0 else "•"
            marker = "" if style == "none" else printed
            count += step
            self._items.append(Item(marker, level))
            self._element(child, looks, depth + 1)
            self._items.pop()

    # ---- tables ------------------------------------------------------------------------------------------------

    def _table(self, table: Element, looks: Looks, depth: int) -> None:
        self.flush()
        rows = [[c for c in children(r) if local_name(c) in ("td", "th")] for r in _rows(table)]
        for caption in children(table):
            if local_name(caption) == "caption":
                self._block_element(caption, "caption", looks, depth + 1)
        if self._cell is not None or _is_layout(table, rows):  # in a cell, what stands in a table is text of the cell
            for cells in rows:
                for cell in cells:
                    self._block_element(cell, "div", looks, depth + 2)
            self._strays(table, looks, depth)
            return
        grid = Grid()
        for cells in rows:
            grid.begin_row()
            noted: list[str] = []
            for cell in cells:
                text, marked = self._read_cell(partial(self._element, cell, looks, depth + 2))
                noted += marked
                grid.cell(text, number(cell.get("colspan"), 1), number(cell.get("rowspan"), 1))
            self.out.add_row(grid.end_row())
            for identity in noted:
                self._note(identity)
        self._strays(table, looks, depth)

    def _strays(self, table: Element, looks: Looks, depth: int) -> None:
        """What stands between the rows of a table, where nothing may stand: a table not closed holds the next."""
        for child in table:
            tag = local_name(child)
            if tag in _ROW_HOLDERS or tag == "tr":
                self._strays(child, looks, depth + 1)
            elif tag and tag not in _IN_TABLES:
                self._element(child, looks, depth + 1)
                self.flush()

    # ---- notes -------------------------------------------------------------------------------------------------

    def _mark(self, element: Element, identity: str, looks: Looks) -> None:
        label = self._notes.labels[identity]
        shown = "".join("".join(element.itertext()).split()) or label
        self._line.mark(shown, label, identity)

    def _note(self, identity: str) -> None:
        if identity in self._written:
            return
        self._written.add(identity)
        text = " ".join(self._notes.text(identity, self._dropped).split())
        if text:
            self.out.add(BlockKind.FOOTNOTE, text, label=self._notes.labels[identity])

    def notes_left(self) -> None:
        """Notes whose mark was not met where the page was read."""
        for identity in self._notes.targets:
            self._note(identity)


def _rows(table: Element) -> list[Element]:
    rows = []
    for child in children(table):
        if local_name(child) == "tr":
            rows.append(child)
        elif local_name(child) in _ROW_HOLDERS:
            rows += [row for row in children(child) if local_name(row) == "tr"]
    return rows


def _is_layout(table: Element, rows: list[list[Element]]) -> bool:
    """Whether a table only places things on the page: it says so, has one column, or holds headings, essays, or
    tables without having a head of its own."""
    if table.get("role") in ("presentation", "none") or all(len(cells) <= 1 for cells in rows):
        return True
    headed = any(local_name(cell) == "th" for cells in rows for cell in cells)
    for cells in rows:
        for cell in cells:
            if next(cell.iter(*_HEADINGS), None) is not None:
                return True
            if not headed and next(cell.iter("table"), None) is not None:
                return True
            if (
                len("".join(cell.itertext()).split()) > MAX_WORDS_IN_LAYOUT_CELL
                and next(cell.iter("p"), None) is not None
            ):
                return True
    return False
