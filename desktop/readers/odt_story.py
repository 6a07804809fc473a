"""The blocks of an OpenDocument text in reading order, written into a rendition.

<text:h level="2">            heading with its number as printed
<text:list> … <text:p>        item with marker and depth; further paragraphs of an item are paragraphs
<table:table-row>             row; a table of one column is a box: its blocks
<text:note>                   the note, after its block; endnotes at the end
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from desktop.errors import UnreadableFile
from desktop.model.document import BlockKind, Extract, Warning
from desktop.model.options import ReadOptions, Tracked
from desktop.progress import Progress, Stage
from desktop.readers.odt_lists import Lists
from desktop.readers.odt_parts import Objects, Parts
from desktop.readers.odt_styles import OFFICE, STYLE, TABLE, TEXT, Counter, Style, Styles
from desktop.readers.odt_text import DRAW, Changes, H, Note, P, Paragraph, TextReader
from desktop.readers.rendition import Rendition, Text, joined
from desktop.readers.safe_xml import Element, children, number
from desktop.readers.story import MAX_BOX_DEPTH, PROGRESS_BLOCKS, comment_warnings, furniture_kind
from desktop.readers.table_grid import MAX_SPAN

CELL, COVERED, ROW = TABLE + "table-cell", TABLE + "covered-table-cell", TABLE + "table-row"
_INDEXES = frozenset(
    TEXT + name for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")
)
_ROW_HOLDERS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))
_ASIDE = (STYLE + "header", STYLE + "footer")
_SIGNS = frozenset(TEXT + name for name in ("change", "change-start", "change-end"))
_SKIPPED = frozenset(
    (
        TEXT + "tracked-changes",
        TEXT + "sequence-decls",
        TEXT + "variable-decls",
        TEXT + "user-field-decls",
        OFFICE + "forms",
    )
)
MAX_REPEATED = 100


def read_document(data: bytes, path: str, sha256: str, progress: Progress, options: ReadOptions) -> Extract:
    """The whole document. Raises UnreadableFile."""
    parts = Parts(data, path)
    styles = Styles()
    for root in (parts.styles, parts.automatic):
        styles.add(root)
    changes = Changes()
    story = Story(styles, options.tracked, changes, Objects(parts.package, path), progress)
    story.blocks(parts.blocks())
    story.finish()
    story.furniture(parts.styles)
    if story.out.is_empty:
        raise UnreadableFile("only_pictures" if story.pictures else "empty_file", path=path)
    warnings = list(parts.warnings)
    if len(changes):
        warnings.append(Warning("tracked_changes", (("count", str(len(changes))), ("tracked", options.tracked.value))))
    warnings += comment_warnings(story.reader.comments)
    return story.out.extract(path, "odt", sha256, warnings)


def _is_hidden(element: Element) -> bool:
    """Whether a section is not shown, always or by its condition as it was when the document was saved."""
    shown: str | None = element.get(TEXT + "display")
    return shown == "none" or (shown == "condition" and str(element.get(TEXT + "is-hidden")) == "true")


class Story:
    """Walks the body and what belongs to it."""

    def __init__(self, styles: Styles, view: Tracked, changes: Changes, objects: Objects, progress: Progress) -> None:
        self._styles, self._objects, self._progress = styles, objects, progress
        self.reader = TextReader(view, changes, styles, objects.formula)
        self._view, self._changes = view, changes
        self._headings = Counter()
        self._lists = Lists(styles)
        self._end_notes: list[Note] = []
        self._held: list[Paragraph] = []
        self._done = self._depth = 0
        self.pictures = 0
        self.out = Rendition()

    # ---- blocks ------------------------------------------------------------------------------------------------

    def blocks(self, parent: Iterable[Element], contents: bool = False) -> None:
        """All blocks of the body, a section, a cell or a shape. contents: they are a table of contents."""
        for element in parent:
            tag = element.tag
            if tag in (P, H):
                self._paragraph(element, contents)
            elif tag == TEXT + "list":
                self._list(element, contents)
            elif tag == TEXT + "numbered-paragraph":
                for block, marker, depth in self._lists.numbered(element):
                    self._paragraph(block, contents, marker, depth)
            elif tag == TABLE + "table":
                self._table(element, contents)
            elif tag in _INDEXES:
                for index in element.iter(TEXT + "index-body"):
                    self.blocks(index, True)
            elif tag in _SIGNS:
                self.reader.pass_by(element)
            elif tag == TEXT + "tracked-changes":
                self._changes.take(element)
            elif not isinstance(tag, str) or tag in _SKIPPED or _is_hidden(element):
                continue
            elif tag.startswith(DRAW):
                self._box(element)
            else:
                self.blocks(element, contents)

    def _tell(self) -> None:
        self._done += 1
        if self._done % PROGRESS_BLOCKS == 0:
            self._progress.check(Stage.READING)

    def _paragraph(self, element: Element, contents: bool, marker: str | None = None, depth: int = 0) -> None:
        """A paragraph or heading. marker: of the item it begins; None in no list."""
        self._tell()
        found = self.reader.read(element)
        self.pictures += found.pictures
        if found.unfinished:
            self._held.append(found)
            return
        found = self._with_held(found)
        style = self._styles.paragraph(element.get(TEXT + "style-name"))
        level = style.level
        if element.tag == H:
            level = number(element.get(TEXT + "outline-level"), 1)
        text = found.text
        numbered = marker is None and style.list_style != "" and element.get(TEXT + "is-list-header") != "true"
        if level and numbered and text:
            marker = self._heading_number(element, level)
        if not text or style.hidden:
            self.out.blank()
        elif contents or style.contents:
            self.out.add(BlockKind.CONTENTS, joined((Text(marker or ""), text), " "))
        elif style.subtitle or level is not None:
            shown = joined((Text(marker or ""), text), " ")
            self.out.add(BlockKind.HEADING, shown, level=None if style.subtitle else level)
        elif marker:
            self.out.add(BlockKind.LIST_ITEM, text, level=depth, marker=marker)
        else:
            self.out.add(BlockKind.PARAGRAPH, text, bold=self._is_bold(element, style), size=self._size(element, style))
        self._after(found)

    def _heading_number(self, element: Element, level: int) -> str:
        printed = element.find(TEXT + "number")
        if printed is not None:
            return "".join(printed.itertext()).strip()
        restart = element.get(TEXT + "start-value") if element.get(TEXT + "restart-numbering") == "true" else None
        return self._headings.next(self._styles.outline, level, number(restart, 1) if restart is not None else None)

    def _with_held(self, found: Paragraph) -> Paragraph:
        if not self._held:
            return found
        held, self._held = [*self._held, found], []
        return Paragraph(
            joined((p.text for p in held), ""),
            [note for p in held for note in p.notes],
            [box for p in held for box in p.boxes],
        )

    def _is_bold(self, element: Element, style: Style) -> bool:
        """Whether all text is bold, by the style of the paragraph or of the spans that make it up."""
        bare = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        spans = [span for span in element if span.tag == TEXT + "span" and "".join(span.itertext()).strip()]
        if bare or not spans:
            return style.bold
        return all(self._styles.span_is_bold(span.get(TEXT + "style-name"), style.bold) for span in spans)

    def _size(self, element: Element, style: Style) -> float:
        first = next((child for child in element if isinstance(child.tag, str)), None)
        if first is not None and first.tag == TEXT + "span" and not (element.text or "").strip():
            return self._styles.span_size(first.get(TEXT + "style-name"), style.size)
        return style.size

    def _list(self, element: Element, contents: bool) -> None:
        for block, marker, depth in self._lists.items(element):
            if block.tag in (P, H):
                self._paragraph(block, contents, marker, depth)
            else:
                self.blocks((block,), contents)

    # ---- tables ------------------------------------------------------------------------------------------------

    def _table(self, table: Element, contents: bool) -> None:
        rows = [(row, list(self._cells(row))) for row in self._rows(table)]
        if contents or self._is_layout([cells for _, cells in rows]):
            for _, cells in rows:
                for cell in cells:
                    self.blocks(cell, contents)
            return
        for row, cells in rows:
            found = Paragraph()
            for texts in self._lines(cells, found):
                for _ in range(self._repeated(row, texts)):
                    self._tell()
                    self.out.add_row(texts)
            self._after(found)

    def _lines(self, cells: Sequence[Element], found: Paragraph) -> list[list[Text]]:
        """The lines of a row: one, or several where a cell was split and holds the lines it was split into."""
        parts = [self._cell_lines(cell, found) for cell in cells]
        height = max((len(part) for part in parts), default=0)
        return [
            [text for part in parts for text in (part[k] if k < len(part) else [Text()] * len(part[0]))]
            for k in range(height)
        ]

    def _cell_lines(self, cell: Element, found: Paragraph) -> list[list[Text]]:
        lines = [[Text()]]
        split = next((t for t in cell.iterchildren(TABLE + "table") if t.get(TABLE + "is-sub-table") == "true"), None)
        if split is not None:
            lines = [line for row in self._rows(split) for line in self._lines(list(self._cells(row)), found)] or lines
            width = max(map(len, lines))
            lines = [line + [Text()] * (width - len(line)) for line in lines]
        elif cell.tag == CELL:
            lines = [[self._cell(cell, found)]]
        repeated = min(max(number(cell.get(TABLE + "number-columns-repeated"), 1), 1), MAX_SPAN)
        return [line * repeated for line in lines] if repeated > 1 else lines

    @staticmethod
    def _repeated(row: Element, texts: list[Text]) -> int:
        if not any(texts):
            return 1
        return min(max(number(row.get(TABLE + "number-rows-repeated"), 1), 1), MAX_REPEATED)

    def _rows(self, parent: Element) -> Iterator[Element]:
        for element in children(parent):
            if element.tag == ROW:
                yield element
            elif element.tag in _ROW_HOLDERS:
                yield from self._rows(element)

    @staticmethod
    def _cells(row: Element) -> Iterator[Element]:
        return (cell for cell in children(row) if cell.tag in (CELL, COVERED))

    def _is_layout(self, rows: list[list[Element]]) -> bool:
        """Whether a table only frames or places its content: it has one column, or there are headings in it."""
        if all(len(cells) <= 1 for cells in rows):
            return True
        return any(cell.find(H) is not None for cells in rows for cell in cells)

    def _cell(self, cell: Element, found: Paragraph) -> Text:
        """Text of all paragraphs of a cell, those of lists and tables in it too. Notes and boxes are gathered in
        `found`."""
        return joined(self._cell_texts(children(cell), found), " ")

    def _cell_texts(self, parent: Iterable[Element], found: Paragraph) -> Iterator[Text]:
        for element in parent:
            tag = element.tag
            if tag in (P, H):
                yield self._cell_text(element, "", found)
            elif tag == TEXT + "list":
                for block, marker, _ in self._lists.items(element):
                    if block.tag in (P, H):
                        yield self._cell_text(block, marker or "", found)
                    else:
                        yield from self._cell_texts((block,), found)
            elif tag == TABLE + "table":
                for row in self._rows(element):
                    for cell in self._cells(row):
                        yield from self._cell_texts(children(cell), found)
            elif tag in _SIGNS:
                self.reader.pass_by(element)
            elif tag in _SKIPPED or _is_hidden(element):
                continue
            elif tag.startswith(DRAW):
                found.boxes.append(element)
            else:
                yield from self._cell_texts(children(element), found)

    def _cell_text(self, element: Element, marker: str, found: Paragraph) -> Text:
        paragraph = self._with_held(self.reader.read(element))
        found.notes += paragraph.notes
        found.boxes += paragraph.boxes
        self.pictures += paragraph.pictures
        if not paragraph.text or self._styles.paragraph(element.get(TEXT + "style-name")).hidden:
            return Text()
        return joined((Text(marker), paragraph.text.on_one_line()), " ")

    # ---- notes, boxes, furniture -------------------------------------------------------------------------------

    def _after(self, found: Paragraph) -> None:
        for box in found.boxes:
            self._box(box)
        for note in found.notes:
            if note.at_end:
                self._end_notes.append(note)
            else:
                self._note(note)

    def _box(self, shape: Element) -> None:
        if self._depth < MAX_BOX_DEPTH:
            self._depth += 1
            self.blocks(shape)
            self._depth -= 1

    def _note(self, note: Note) -> None:
        reader = TextReader(self._view, self._changes, self._styles, self._objects.formula)
        text = joined((reader.read(p).text.on_one_line() for p in note.element.iter(P, H)), " ")
        if text:
            self.out.add(BlockKind.FOOTNOTE, text.value, label=note.label)

    def finish(self) -> None:
        """What was held for a paragraph that never came, then the notes that stand at the end."""
        if self._held:
            found = self._with_held(Paragraph())
            self.out.add(BlockKind.PARAGRAPH, found.text)
            self._after(found)
        for note in self._end_notes:
            self._note(note)

    def furniture(self, root: Element | None) -> None:
        """Running heads and feet of all kinds of pages, each text once."""
        if root is None:
            return
        seen: set[tuple[BlockKind, str]] = set()
        for page in root.iter(STYLE + "master-page"):
            for aside in children(page):
                if not aside.tag.startswith(_ASIDE):
                    continue
                usual = BlockKind.PAGE_HEADER if aside.tag.startswith(_ASIDE[0]) else BlockKind.PAGE_FOOTER
                reader = TextReader(self._view, self._changes, self._styles, self._objects.formula)
                for paragraph in aside.iter(P, H):
                    text = reader.read(paragraph).text.on_one_line()
                    kind = furniture_kind(text.value, usual)
                    if text and (kind, text.value) not in seen:
                        seen.add((kind, text.value))
                        self.out.add(kind, text.value)
