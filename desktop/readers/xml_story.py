"""The blocks of a publication in XML in reading order, written into a rendition.

    <artikel><kop><label>Artikel</label><nr>3</nr><titel>Doel</titel></kop>    heading "Artikel 3 Doel"
    <lid><lidnr>1</lidnr><al>…<noot>…</noot> …</al>                            item "1" …, then its note
    <section><num>3</num><heading>Purpose</heading>                            heading "3 Purpose"

An element is a block unless it is known to stand in a line, or stands among text.
"""

from __future__ import annotations

import html
from functools import partial

from desktop.errors import UnreadableFile
from desktop.model.document import BlockKind, Extract, Warning
from desktop.model.options import ReadOptions, Tracked
from desktop.progress import Progress
from desktop.readers import xml_words as words
from desktop.readers.flow import Flow, Item
from desktop.readers.safe_xml import Element, children, local_name, number, parse_xml
from desktop.readers.table_grid import MAX_SPAN, Grid
from desktop.readers.xml_document import ROOTS


def read_publication(data: bytes, path: str, sha256: str, progress: Progress, options: ReadOptions) -> Extract:
    """The whole publication. Raises UnreadableFile."""
    root = parse_xml(data, path)
    story = _Story(root, options.tracked, progress)
    story.element(root, 0)
    story.flush()
    story.furniture()
    if story.out.is_empty:
        raise UnreadableFile("empty_file", path=path)
    warnings = []
    if _name(root) not in ROOTS:
        warnings.append(Warning("unknown_xml", (("name", local_name(root)[:60]),)))
    if story.changes:
        facts = (("count", str(story.changes)), ("tracked", options.tracked.value))
        warnings.append(Warning("tracked_changes", facts))
    return story.out.extract(path, "xml", sha256, warnings)


def _name(element: Element) -> str:
    return local_name(element).lower()


class _Story(Flow[tuple[str, Element]]):
    """The notes of a line are label and element."""

    def __init__(self, root: Element, view: Tracked, progress: Progress) -> None:
        super().__init__(progress)
        looks = {e.get("kopopmaak") for e in root.iter() if _name(e) in words.CROSSHEADS}
        self._crossheads = [look for look in words.CROSSHEAD_LOOKS if look in looks]
        self._noted = {e.get("eId") or e.get("id"): e for e in root.iter() if _name(e) == "note"}
        self._dropped = words.DELETED if view is Tracked.ACCEPTED else words.INSERTED
        self._lost = "verwijder" if view is Tracked.ACCEPTED else "voegtoe"
        self._aside: list[str] = []
        self._glued = -1
        self._notes = 0
        self._titled = False
        self.changes = 0

    # ---- the block that grows ----------------------------------------------------------------------------------

    def put(self, text: str | None) -> None:
        if text:
            self._line.add(self._line.collapsed(text))

    def flush(self) -> None:
        if self._line.out and self._line.size == self._glued:
            return  # a term, which its definition follows
        self._glued = -1
        super().flush()

    # ---- elements ----------------------------------------------------------------------------------------------

    def element(self, element: Element, level: int) -> None:
        """A block and what stands in it. level: of the heading it stands under."""
        name = _name(element)
        if name in words.SKIPPED or self._is_lost(element, name):
            return
        if name in words.ASIDE:
            self._aside.append(" ".join(" ".join(element.itertext()).split()))
        elif name in words.NOTES:
            self._mark(element)
        elif name in words.BREAKS:
            self._break()
        elif name in words.TABLES:
            self._table(element, level)
        else:
            self.flush()
            self._block(element, name, level)
            self.flush()

    def _block(self, element: Element, name: str, level: int) -> None:
        if name in words.TITLES or (name in words.PART_TITLES and _name(element.getparent()) not in words.CAPTION):
            top = 0 if name in words.TITLES or not self._titled else 1
            self._titled = True
            self._as(BlockKind.HEADING, top, element, level)
        elif name in words.CROSSHEADS:
            look = element.get("kopopmaak")
            rank = self._crossheads.index(look) if look in self._crossheads else 0
            self._as(BlockKind.HEADING, level + 1 + rank, element, level)
        elif name == "p" and self._is_title(element):
            self._as(BlockKind.HEADING, 0, element, level)
        elif name in words.CONTENTS:
            self._as(BlockKind.CONTENTS, None, element, level)
        elif name in words.GLUED:
            self._content(element, level)
            self.put(" ")
            self._glued = self._line.size
        elif name in words.ITEMS and self._numbered_item(element, name):
            self._item(element, level)
        else:
            self._content(element, self._heading(element, name, level))

    @staticmethod
    def _is_title(element: Element) -> bool:
        """Whether a paragraph before the text is or holds the title of the document."""
        titled = any(_name(child) == words.DOCUMENT_TITLE for child in children(element))
        return titled and any(_name(above) in words.FRONT for above in element.iterancestors())

    def _as(self, kind: BlockKind, kind_level: int | None, element: Element, level: int) -> None:
        before, self._kind = self._kind, (kind, kind_level)
        self._content(element, level)
        self.flush()
        self._kind = before

    def _heading(self, element: Element, name: str, level: int) -> int:
        """Write the heading of a division, if it has one; the level of what stands in it."""
        caption = next((c for c in children(element) if _name(c) in words.CAPTION), None)
        if caption is not None:
            self._caption(caption, level + 1)
            return level + 1
        parts = words.NUMBERS | words.HEADINGS | words.SUBHEADINGS
        if name in words.QUESTIONS:
            parts |= words.QUESTION_NUMBERS
        head = [c for c in children(element) if _name(c) in parts]
        titled = any(_name(c) in words.HEADINGS for c in head)
        if head and (titled or name in words.HIERARCHY | words.QUESTIONS):
            before, self._kind = self._kind, (BlockKind.HEADING, level + 1)
            for part in head:
                self._content(part, level)
                self.put(" ")
            self.flush()
            self._kind = before
            return level + 1
        return level

    def _caption(self, caption: Element, level: int) -> None:
        """Label, number and title of a division on one line, as they are printed."""
        before, self._kind = self._kind, (BlockKind.HEADING, level)
        self.put(caption.text)
        for part in caption:
            if isinstance(part.tag, str) and _name(part) not in words.SKIPPED:
                self._content(part, level)
            self.put(" ")
            self.put(part.tail)
        self.flush()
        self._kind = before

    def _content(self, element: Element, level: int) -> None:
        """Text and children of an element."""
        mixed = _has_text(element)
        self.put(element.text)
        for child in element:
            name = _name(child)
            if not name:
                if isinstance(child.text, str) and child.text[:1] == "&":  # an entity that nobody declared
                    self.put(html.unescape(child.text))
            elif name in words.CAPTION or (self._is_head(child, name, element) and not mixed):
                pass  # the heading of this division was written
            elif name in words.GLUED and _name(element) in words.ITEMS:
                self.element(child, level)
            elif name in words.INLINE or (mixed and name not in _NEVER_INLINE):
                self._inline(child, name, level)
            else:
                self.element(child, level)
            self.put(child.tail)

    def _is_head(self, child: Element, name: str, parent: Element) -> bool:
        """Whether a child is number or heading of its parent, which were written with the heading or as marker."""
        own = _name(parent)
        if name in words.HEADINGS | words.SUBHEADINGS or (own in words.QUESTIONS and name in words.QUESTION_NUMBERS):
            return True
        if name not in words.ITEM_NUMBERS:
            return False
        return own in words.ITEMS or own in words.HIERARCHY or any(_name(c) in words.HEADINGS for c in children(parent))

    def _inline(self, element: Element, name: str, level: int) -> None:
        if name in words.NOTES:
            self._mark(element)
        elif name in words.NOTE_MARKS:
            self._mark_of(element)
        elif name in words.BREAKS:
            self._break()
        elif not self._is_lost(element, name) and name not in words.SKIPPED:
            if name in words.SPACED and not self._line.blank:
                self.put(" ")
            self._content(element, level)

    def _is_lost(self, element: Element, name: str) -> bool:
        """Whether a tracked change takes an element out of this view."""
        action = (element.get("wijzigactie") or "").lower()
        if name in words.INSERTED | words.DELETED or action in ("verwijder", "voegtoe"):
            self.changes += 1
        return name in self._dropped or action == self._lost

    def _break(self) -> None:
        if self._line.out:
            self._line.add("\n")

    # ---- items, notes, tables ----------------------------------------------------------------------------------

    @staticmethod
    def _numbered_item(element: Element, name: str) -> bool:
        """Whether an element is an item: of a list, or numbered and without a heading of its own."""
        own = [_name(c) for c in children(element)]
        if any(n in words.HEADINGS or n in words.CAPTION for n in own):
            return False
        parent = _name(element.getparent()) if element.getparent() is not None else ""
        return parent in words.LISTS or any(n in words.ITEM_NUMBERS for n in own)

    def _item(self, element: Element, level: int) -> None:
        marker = ""
        for child in children(element):
            if _name(child) in words.ITEM_NUMBERS:
                marker = " ".join("".join(child.itertext()).split())
                break
        self._items.append(Item(marker or "•", len(self._items) + 1))
        self._content(element, level)
        self.flush()
        self._items.pop()

    def _mark(self, note: Element) -> None:
        numbered = next((c for c in children(note) if _name(c) in words.NOTE_NUMBERS), None)
        label = " ".join("".join(numbered.itertext()).split()) if numbered is not None else note.get("marker") or ""
        if not label:
            self._notes += 1
            label = str(self._notes)
        self._line.mark(label, label, (label, note))

    def _mark_of(self, mark: Element) -> None:
        """A mark of a note that stands elsewhere."""
        note = self._noted.get((mark.get("href") or "").lstrip("#"))
        label = mark.get("marker") or (note.get("marker") if note is not None else "") or ""
        if note is not None and label:
            self._line.mark(label, label, (label, note))

    def _note(self, note: tuple[str, Element]) -> None:
        label, element = note
        pieces: list[str] = []
        _gather(element, self._dropped | words.NOTE_NUMBERS | words.SKIPPED, pieces)
        text = " ".join("".join(pieces).split())
        if text:
            self.out.add(BlockKind.FOOTNOTE, text, label=label)

    def _table(self, table: Element, level: int) -> None:
        self.flush()
        if self._cell is not None:  # in a cell, what stands in a table is text of the cell
            for part in _table_parts(table):
                self._content(part, level)
                self.flush()
            return
        grid = Grid()
        columns: dict[str, int] = {}
        for part in _table_parts(table):
            name = _name(part)
            if name == "tgroup":
                columns = _columns(part)
                grid = Grid()
            elif name in words.ROWS:
                self._row(part, grid, columns, level)
            else:  # title, caption
                self.element(part, level)

    def _row(self, row: Element, grid: Grid, columns: dict[str, int], level: int) -> None:
        grid.begin_row()
        noted: list[tuple[str, Element]] = []
        for cell in children(row):
            if _name(cell) not in words.CELLS:
                continue
            first = columns.get(cell.get("namest") or cell.get("colname") or "")
            last = columns.get(cell.get("nameend") or "")
            if first is not None:
                grid.skip_to(first)
            width = last - first + 1 if first is not None and last is not None else number(cell.get("colspan"), 1)
            height = number(cell.get("morerows"), 0) + 1 if cell.get("morerows") else number(cell.get("rowspan"), 1)
            text, marked = self._read_cell(partial(self._content, cell, level))
            noted += marked
            grid.cell(text, width, height)
        self.out.add_row(grid.end_row())
        for note in noted:
            self._note(note)

    def furniture(self) -> None:
        """The head of a parliamentary paper, set aside."""
        for text in dict.fromkeys(t for t in self._aside if t):
            self.out.add(BlockKind.PAGE_HEADER, text)


_NEVER_INLINE = words.LISTS | words.TABLES | words.NOTES | words.BREAKS | words.ITEMS


def _has_text(element: Element) -> bool:
    """Whether text stands directly in an element, beside its children."""
    if element.text and not element.text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)


def _gather(element: Element, without: frozenset[str], pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        name = _name(child)
        if name and name not in without:
            block = name not in words.INLINE
            pieces.append(" " if block else "")
            _gather(child, without, pieces)
            pieces.append(" " if block else "")
        elif not name and isinstance(child.text, str) and child.text[:1] == "&":
            pieces.append(html.unescape(child.text))
        pieces.append(child.tail or "")


def _table_parts(table: Element) -> list[Element]:
    """Groups, rows and titles of a table, in order."""
    parts: list[Element] = []
    for child in children(table):
        name = _name(child)
        if name in words.ROWS or name in words.SKIPPED:
            parts += [child] if name in words.ROWS else []
        elif name in ("tgroup", "thead", "tbody", "tfoot", "tgroup-body"):
            parts += [child] if name == "tgroup" else []
            parts += _table_parts(child)
        else:
            parts.append(child)
    return parts


def _columns(group: Element) -> dict[str, int]:
    """Number of each named column of a CALS table, from 0."""
    names: dict[str, int] = {}
    at = -1
    for spec in children(group):
        if _name(spec) == "colspec":
            at = number(spec.get("colnum"), at + 2) - 1
            names[spec.get("colname") or ""] = min(max(at, 0), MAX_SPAN)
    return names
