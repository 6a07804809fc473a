"""The blocks of a Word document in reading order, written into a rendition.

<w:p> Kop 2, list 1 level 1      heading   "1.1 Doel"
<w:p> list 2 level 0             item      "•" "kosten"
<w:tbl>                          rows, cells on the grid of the table; a table of one column is a box: its blocks
note marks in any of these       the notes, after the block
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.errors import UnreadableFile
from desktop.model.document import BlockKind, Extract, Warning
from desktop.model.options import ReadOptions, Tracked
from desktop.progress import Progress, Stage
from desktop.readers.docx_asides import comments, note_formats, notes_by_id, running_texts
from desktop.readers.docx_chunks import read_chunk
from desktop.readers.docx_numbering import Numbering
from desktop.readers.docx_parts import R_ID, Parts
from desktop.readers.docx_styles import NO_HEADING, VAL, Style, Styles, W, with_paragraph_properties
from desktop.readers.docx_text import (
    ALTERNATE,
    DELETED,
    DROPPED,
    INSERTED,
    PPR,
    RPR,
    VANISH,
    NoteLabels,
    NoteRef,
    P,
    Paragraph,
    TextReader,
    chosen_content,
    first_size,
    is_bold,
    printed_paragraphs,
)
from desktop.readers.rendition import Rendition, Text, joined
from desktop.readers.safe_xml import Element, children, number
from desktop.readers.story import MAX_BOX_DEPTH, MAX_LOOK_CHARS, PROGRESS_BLOCKS
from desktop.readers.table_grid import MAX_SPAN
from desktop.readers.zip_guard import Package

TBL, TR, TC, SDT = W + "tbl", W + "tr", W + "tc", W + "sdt"
SDT_CONTENT = W + "sdtContent"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
POINT = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}pt"
_REFERENCES = (W + "headerReference", W + "footerReference")
_HOLDERS = frozenset((SDT_CONTENT, W + "customXml", *INSERTED, *DELETED, W + "smartTag"))


def read_inner(package: Package, name: str, view: Tracked, progress: Progress) -> tuple[Extract, int]:
    """A document inside another, and how many documents inside that were not read. Raises UnreadableFile."""
    story = Story(Parts(package, name), view, progress, inner=True)
    story.body()
    return story.out.extract(name, "docx", ""), story.embedded


def read_document(package: Package, path: str, sha256: str, progress: Progress, options: ReadOptions) -> Extract:
    """The whole document. Raises UnreadableFile."""
    parts = Parts(package, path)
    story = Story(parts, options.tracked, progress)
    story.body()
    story.furniture()
    if story.out.is_empty:
        raise UnreadableFile("only_pictures" if story.pictures else "empty_file", path=path)
    told = story.warnings()
    return story.out.extract(path, "docx", sha256, [*parts.warnings, *told])


class Story:
    """Walks the body and what belongs to it."""

    def __init__(self, parts: Parts, view: Tracked, progress: Progress, inner: bool = False) -> None:
        self._parts, self._view, self._progress = parts, view, progress
        self._inner = inner
        self._dropped = DROPPED[view]
        self._lost_row = f"{W}trPr/{W}{'del' if view is Tracked.ACCEPTED else 'ins'}"
        self._styles = Styles(parts.side("styles"))
        self._numbering = Numbering(parts.side("numbering"), self._styles)
        labels = NoteLabels(note_formats(parts))
        self._reader = TextReader(view, labels, self._styles)
        self._note_parts = {kind: notes_by_id(parts.side(f"{kind}s")) for kind in ("footnote", "endnote")}
        self._end_notes: list[NoteRef] = []
        self._read_notes: set[tuple[str, str]] = set()
        self._held: list[Paragraph] = []
        self._done = 0
        self._depth = 0
        self.embedded = 0
        self._changes = 0
        self._asides: list[tuple[str, str]] = []
        self.pictures = 0
        self.out = Rendition()

    # ---- blocks ------------------------------------------------------------------------------------------------

    def body(self) -> None:
        """All blocks of the body, then the notes at its end. What is asked of all of it is asked of each block before
        it goes."""
        for element in self._parts.blocks():
            for sign in element.iter(*INSERTED, *DELETED, *_REFERENCES):
                if sign.tag not in _REFERENCES:
                    self._changes += 1
                elif (sign.tag, sign.get(R_ID) or "") not in self._asides:
                    self._asides.append((sign.tag, sign.get(R_ID) or ""))
            self.blocks((element,))
        self._flush()
        for ref in self._end_notes:
            self._note(ref)

    def blocks(self, parent: Iterable[Element], contents: bool = False) -> None:
        """Blocks of the body, a cell or a box. contents: they are a table of contents."""
        for element in parent:
            tag = element.tag
            if tag == P:
                self._paragraph(element, contents)
            elif tag == TBL:
                self._table(element, contents)
            elif tag == SDT:
                self.blocks(element, contents or _is_contents(element))
            elif tag in self._dropped:
                continue
            elif tag in _HOLDERS:
                self.blocks(element, contents)
            elif tag == ALTERNATE:
                chosen = chosen_content(element)
                if chosen is not None:
                    self.blocks(chosen, contents)
            elif tag == W + "altChunk":
                self._chunk(element)

    def _chunk(self, element: Element) -> None:
        """A document inside this one, which Word shows as if it stood here. One inside such a one is only counted."""
        held = self._parts.chunk(element.get(R_ID) or "") if not self._inner else None
        extract, left = read_chunk(held, self._view, self._progress)
        self.embedded += left
        if extract is not None:
            self.out.take(extract)

    def _tell(self) -> None:
        self._done += 1
        if self._done % PROGRESS_BLOCKS == 0:
            self._progress.check(Stage.READING)

    def _paragraph(self, element: Element, contents: bool) -> None:
        self._tell()
        properties = self._properties(element)
        style = self._style(properties)
        found = self._reader.read(element, style.hidden)
        self.pictures += found.pictures
        if properties is not None and self._joins_next(element.find(PPR), properties):
            self._held.append(found)
            return
        found = self._with_held(found)
        self._write(element, found, style, contents)
        self._after(found)

    def _properties(self, element: Element) -> Element | None:
        """Properties of a paragraph, in the original view those before they were changed."""
        properties = element.find(PPR)
        if properties is not None and self._view is Tracked.ORIGINAL:
            before = properties.find(f"{W}pPrChange/{W}pPr")
            return before if before is not None else properties
        return properties

    def _joins_next(self, own: Element | None, properties: Element) -> bool:
        """Whether the end of this paragraph is not there in this view, or it is the initial of the next one."""
        of_mark = own.find(RPR) if own is not None else None
        if of_mark is not None and next(of_mark.iterchildren(*self._dropped), None) is not None:
            return True
        frame = properties.find(W + "framePr")
        return frame is not None and frame.get(W + "dropCap") in ("drop", "margin")

    def _with_held(self, found: Paragraph) -> Paragraph:
        if not self._held:
            return found
        held, self._held = [*self._held, found], []
        return Paragraph(
            joined((p.text for p in held), ""),
            [ref for p in held for ref in p.notes],
            [box for p in held for box in p.boxes],
            [text for p in held for text in p.drawn],
            [name for p in held for name in p.diagrams],
            found.in_contents,
        )

    def _flush(self) -> None:
        """Write what was held for a next paragraph that never came."""
        if self._held:
            found = self._with_held(Paragraph())
            self.out.add(BlockKind.PARAGRAPH, found.text)
            self._after(found)

    def _style(self, properties: Element | None) -> Style:
        if properties is None:
            return self._styles.paragraph(None)
        named = properties.find(W + "pStyle")
        style = self._styles.paragraph(named.get(VAL) if named is not None else None)
        return with_paragraph_properties(style, properties) if len(properties) > (named is not None) else style

    def _write(self, element: Element, found: Paragraph, style: Style, contents: bool) -> None:
        text = found.text
        if not text and (style.hidden or element.find(f"{PPR}/{W}rPr/{VANISH}") is not None):
            return  # not even its number is printed
        marker = self._marker(style)
        if not text:
            self.out.blank()
        elif contents or style.contents or (found.in_contents and _is_entry(text)):
            self.out.add(BlockKind.CONTENTS, joined((Text(marker), text), " "))
        elif style.subtitle or (style.level is not None and style.level != NO_HEADING):
            level = None if style.subtitle else style.level
            self.out.add(BlockKind.HEADING, joined((Text(marker), text), " "), level=level)
        elif marker or style.listed:
            level = (style.list_level or 0) + 1
            self.out.add(BlockKind.LIST_ITEM, text, level=level, marker=marker)
        else:
            short = len(text.value) <= MAX_LOOK_CHARS
            self.out.add(
                BlockKind.PARAGRAPH,
                text,
                bold=short and is_bold(element, style.bold, self._styles),
                size=first_size(element) or style.size,
            )

    def _marker(self, style: Style) -> str:
        if style.list_id is None or style.list_id == "0":
            return ""
        level = style.list_level
        if level is None:
            level = self._numbering.level_of_style(style.list_id, style.style_id)
        return self._numbering.next(style.list_id, level)

    def _after(self, found: Paragraph) -> None:
        """Boxes, drawn texts and diagrams that hang on a block, then its notes."""
        if found.boxes and self._depth < MAX_BOX_DEPTH:
            self._depth += 1
            for box in found.boxes:
                self.blocks(box)
            self._depth -= 1
        for text in found.drawn:
            self.out.add(BlockKind.PARAGRAPH, text)
        for identity in found.diagrams:
            self._diagram(self._parts.related(identity))
        for ref in found.notes:
            if ref.kind == "endnote":
                self._end_notes.append(ref)
            else:
                self._note(ref)

    def _diagram(self, root: Element | None) -> None:
        """What stands in the shapes of a diagram (SmartArt): a paragraph each, in the order in which it was typed."""
        for point in root.iter(POINT) if root is not None else ():
            if point.get("type", "node") in ("node", "asst"):
                lines = ("".join(t.text or "" for t in p.iter(A + "t")) for p in point.iter(A + "p"))
                self.out.add(BlockKind.PARAGRAPH, joined((Text(line) for line in lines if line.strip()), "\n"))

    # ---- notes -------------------------------------------------------------------------------------------------

    def _note(self, ref: NoteRef) -> None:
        element = self._note_parts[ref.kind].get(ref.identity)
        if element is None or (ref.kind, ref.identity) in self._read_notes:
            return
        self._read_notes.add((ref.kind, ref.identity))
        reader = TextReader(self._view, NoteLabels(), self._styles)
        texts = [reader.read(p).text for p in printed_paragraphs(element)]
        text = joined((t.on_one_line() for t in texts), " ")
        value = text.value.lstrip()
        if ref.typed:
            value = value.removeprefix(ref.label).lstrip()
        if value:
            self.out.add(BlockKind.FOOTNOTE, value, label=ref.label)

    # ---- tables ------------------------------------------------------------------------------------------------

    def _table(self, table: Element, contents: bool) -> None:
        rows = [(row, list(self._cells(row))) for row in self._rows(table)]
        if contents or self._is_layout(rows):
            for _, cells in rows:
                for cell in cells:
                    self.blocks(cell, contents)
            return
        for row, cells in rows:
            self._tell()
            texts: list[Text] = [Text()] * _before(row)
            found = Paragraph()
            for cell in cells:
                span, goes_on = _merged(cell)
                texts.append(Text() if goes_on else self._cell(cell, found))
                texts += [Text()] * (span - 1)
            self.out.add_row(texts)
            self._after(found)

    def _rows(self, parent: Element) -> Iterator[Element]:
        for element in children(parent):
            if element.tag == TR:
                if element.find(self._lost_row) is None:
                    yield element
            elif element.tag == SDT or (element.tag in _HOLDERS and element.tag not in self._dropped):
                yield from self._rows(element)

    def _cells(self, parent: Element) -> Iterator[Element]:
        lost = W + ("cellDel" if self._view is Tracked.ACCEPTED else "cellIns")
        for element in children(parent):
            if element.tag == TC:
                if element.find(f"{W}tcPr/{lost}") is None:
                    yield element
            elif element.tag == SDT or (element.tag in _HOLDERS and element.tag not in self._dropped):
                yield from self._cells(element)

    def _is_layout(self, rows: Iterable[tuple[Element, list[Element]]]) -> bool:
        """Whether a table only frames or places its content: it has one column, or there are headings in it."""
        rows = list(rows)
        if all(len(cells) <= 1 and not _before(row) for row, cells in rows):
            return True
        for _, cells in rows:
            for cell in cells:
                for style in cell.iterfind(f"{P}/{PPR}/{W}pStyle"):
                    level = self._styles.paragraph(style.get(VAL)).level
                    if level is not None and level != NO_HEADING:
                        return True
        return False

    def _cell(self, cell: Element, found: Paragraph) -> Text:
        """Text of all paragraphs of a cell, those of tables in it too. Notes and boxes are gathered in `found`."""
        texts = []
        for element in self._cell_paragraphs(cell):
            style = self._style(self._properties(element))
            paragraph = self._with_held(self._reader.read(element, style.hidden))
            found.notes += paragraph.notes
            found.boxes += paragraph.boxes
            found.drawn += paragraph.drawn
            found.diagrams += paragraph.diagrams
            self.pictures += paragraph.pictures
            marker = self._marker(style)
            texts.append(joined((Text(marker), paragraph.text.on_one_line()), " ") if paragraph.text else Text())
        return joined(texts, " ")

    def _cell_paragraphs(self, parent: Element) -> Iterator[Element]:
        for element in children(parent):
            if element.tag == P:
                yield element
            elif element.tag == TBL:
                for row in self._rows(element):
                    for cell in self._cells(row):
                        yield from self._cell_paragraphs(cell)
            elif element.tag == ALTERNATE:
                chosen = chosen_content(element)
                if chosen is not None:
                    yield from self._cell_paragraphs(chosen)
            elif element.tag == SDT or (element.tag in _HOLDERS and element.tag not in self._dropped):
                yield from self._cell_paragraphs(element)

    # ---- what stands aside -------------------------------------------------------------------------------------

    def furniture(self) -> None:
        """Running heads and feet, at the very end."""
        for kind, text in running_texts(self._parts, self._asides, self._view, self._styles):
            self.out.add(kind, text)

    def warnings(self) -> list[Warning]:
        told = []
        if self._changes:
            facts = (("count", str(self._changes)), ("tracked", self._view.value))
            told.append(Warning("tracked_changes", facts))
        if self.embedded:
            told.append(Warning("embedded_parts", (("count", str(self.embedded)),)))
        return [*told, *comments(self._parts, self._styles)]


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and (gallery.get(VAL) or "").casefold() == "table of contents"


def _is_entry(text: Text) -> bool:
    """Whether a line of a contents field looks like an entry: it ends in a page number. So a field that was never
    closed does not take the whole document with it."""
    return text.value.rstrip()[-1:].isdigit()


def _before(row: Element) -> int:
    """Columns of the grid that a row leaves out at its beginning."""
    skipped = row.find(f"{W}trPr/{W}gridBefore")
    return min(max(number(skipped.get(VAL)), 0), MAX_SPAN) if skipped is not None else 0


def _merged(cell: Element) -> tuple[int, bool]:
    """How many columns a cell takes, and whether it only goes on from the cell above or before it."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return 1, False
    span = properties.find(W + "gridSpan")
    width = min(max(number(span.get(VAL), 1), 1), MAX_SPAN) if span is not None else 1
    goes_on = any(
        merge is not None and merge.get(VAL, "continue") == "continue"
        for merge in (properties.find(W + "vMerge"), properties.find(W + "hMerge"))
    )
    return width, goes_on
