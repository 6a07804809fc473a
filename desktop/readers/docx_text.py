"""The text of a paragraph of a Word document, as the chosen view of its tracked changes prints it.

    <w:r>inzet</w:r><w:footnoteReference w:id="2"/><w:ins>van nu</w:ins><w:del>van toen</w:del>
    accepted   "inzet1van nu"    marks ((5, 6, "1"),)        original   "inzet1van toen"

What prints nothing is left out: codes of fields, hidden text, comments, placeholders of forms. Text boxes are handed
over apart, once, although the file holds them twice (for new and for old versions of Word).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.model.options import Tracked
from desktop.readers.docx_styles import W, is_on, points
from desktop.readers.markers import format_number, symbol
from desktop.readers.rendition import Mark, Text
from desktop.readers.safe_xml import Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
P, R, T, PPR, RPR = W + "p", W + "r", W + "t", W + "pPr", W + "rPr"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
BOX = W + "txbxContent"
INSERTED = frozenset((W + "ins", W + "moveTo"))
DELETED = frozenset((W + "del", W + "moveFrom"))
DROPPED = {Tracked.ACCEPTED: DELETED, Tracked.ORIGINAL: INSERTED}
CONTAINERS = frozenset(
    (
        *INSERTED,
        *DELETED,
        *(W + n for n in ("hyperlink", "smartTag", "sdtContent", "customXml", "dir", "bdo", "rubyBase")),
    )
)
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_BREAKS = frozenset((W + "br", W + "cr"))
_PICTURES = frozenset((W + "drawing", W + "pict", W + "object"))
_CONTENTS_FIELDS = ("TOC", "RD")


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A mark of a note in the text: which note, and the number or sign that was printed."""

    kind: str
    identity: str
    label: str


@dataclass(slots=True)
class Paragraph:
    """What one paragraph prints. boxes: text boxes that hang on it. in_contents: it lies in a table of contents."""

    text: Text = field(default_factory=Text)
    notes: list[NoteRef] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    in_contents: bool = False
    pictures: int = 0


@dataclass(slots=True)
class _Field:
    """A field that has begun: whether its code (not its result) is being read, and that code."""

    in_code: bool = True
    code: str = ""

    @property
    def is_contents(self) -> bool:
        return self.code.strip().upper().startswith(_CONTENTS_FIELDS)


class NoteLabels:
    """Numbers of notes, counted in reading order, in the format the document asks for."""

    def __init__(self, formats: dict[str, str] | None = None) -> None:
        self._formats = {"footnote": "decimal", "endnote": "lowerRoman", **(formats or {})}
        self._counts = {"footnote": 0, "endnote": 0}

    def next(self, kind: str) -> str:
        self._counts[kind] += 1
        return format_number(self._counts[kind], self._formats[kind])


class TextReader:
    """Reads paragraphs of one story (body, note, header) in order; fields may reach over several of them."""

    def __init__(self, view: Tracked, labels: NoteLabels) -> None:
        self.dropped = DROPPED[view]
        self._labels = labels
        self._fields: list[_Field] = []
        self._out: list[str] = []
        self._size = 0
        self._marks: list[Mark] = []
        self._found = Paragraph()

    def read(self, paragraph: Element) -> Paragraph:
        self._out, self._size, self._marks, self._found = [], 0, [], Paragraph()
        began_in_contents = any(f.is_contents for f in self._fields)
        self._walk(paragraph)
        found = self._found
        found.in_contents |= began_in_contents
        for unfinished in self._fields:
            unfinished.in_code = False  # a code does not reach over paragraphs; a damaged one hides no text
        found.text = Text("".join(self._out), tuple(self._marks))
        return found

    @property
    def _muted(self) -> bool:
        return any(f.in_code for f in self._fields)

    def _put(self, text: str | None) -> None:
        if text and not (self._fields and self._muted):
            if "\n" in text:
                text = text.replace("\n", " ")
            self._out.append(text)
            self._size += len(text)

    def _walk(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child)
            elif tag == PPR or tag in self.dropped:
                continue
            elif tag in CONTAINERS:
                self._walk(child)
            elif tag == W + "sdt":
                if not _is_placeholder(child):
                    self._walk(child)
            elif tag == W + "fldSimple":
                self._simple_field(child)
            elif tag == ALTERNATE:
                chosen = chosen_content(child)
                if chosen is not None:
                    self._walk(chosen)
            elif tag in (M + "oMath", M + "oMathPara"):
                self._put("".join(t.text or "" for t in child.iter(M + "t")))
            elif tag in _PICTURES:
                self._picture(child)

    def _run(self, run: Element) -> None:
        for child in run:
            tag = child.tag
            if tag == T:
                self._put(child.text)
            elif tag == RPR:
                if is_on(child.find(W + "vanish")):
                    return
            elif tag == W + "tab" or tag == W + "ptab":
                self._put("\t")
            elif tag in _BREAKS:
                if not (self._fields and self._muted):
                    self._out.append("\n")
                    self._size += 1
            elif tag == W + "noBreakHyphen":
                self._put("\u2011")
            elif tag == W + "softHyphen":
                self._put("\u00ad")
            elif tag == W + "delText":
                self._put(child.text)
            elif tag == W + "fldChar":
                self._field_sign(child.get(W + "fldCharType"))
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].code += (child.text or "")[:100]
            elif tag in _NOTES:
                self._note(child, run, _NOTES[tag])
                if child.get(W + "customMarkFollows") in ("1", "true", "on"):
                    return  # the sign that follows in this run is the mark
            elif tag == W + "sym":
                self._put(symbol(child.get(W + "char") or ""))
            elif tag in _PICTURES:
                self._picture(child)
            elif tag == ALTERNATE:
                chosen = chosen_content(child)
                if chosen is not None:
                    self._run(chosen)
            elif tag == W + "ruby":
                for base in child.findall(W + "rubyBase"):
                    self._walk(base)

    def _field_sign(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].in_code = False
            self._found.in_contents |= self._fields[-1].is_contents
        elif self._fields and kind == "end":
            self._fields.pop()

    def _simple_field(self, element: Element) -> None:
        simple = _Field(False, element.get(W + "instr") or "")
        self._found.in_contents |= simple.is_contents
        self._walk(element)

    def _note(self, element: Element, run: Element, kind: str) -> None:
        if self._fields and self._muted:
            return
        identity = element.get(W + "id") or ""
        if element.get(W + "customMarkFollows") in ("1", "true", "on"):
            label = "".join(t.text or "" for t in run.iter(T)).strip() or "*"
        else:
            label = self._labels.next(kind)
        self._found.notes.append(NoteRef(kind, identity, label))
        self._out.append(label)
        self._marks.append((self._size, self._size + len(label), label))
        self._size += len(label)

    def _picture(self, element: Element) -> None:
        self._found.pictures += 1
        for box in element.iter(BOX):
            # not those inside another box, which is read by itself, nor what is said again for older programs
            around = next(box.iterancestors(BOX, FALLBACK, element.tag), None)
            if around is element:
                self._found.boxes.append(box)


def chosen_content(alternate: Element) -> Element | None:
    """The first of the ways in which a piece is written; the others say the same for older programs."""
    choice = alternate.find(CHOICE)
    return choice if choice is not None else alternate.find(FALLBACK)


def _is_placeholder(control: Element) -> bool:
    """Whether a field of a form still shows its invitation to fill it in."""
    properties = control.find(W + "sdtPr")
    return properties is not None and bool(is_on(properties.find(W + "showingPlcHdr")))


def is_bold(paragraph: Element, inherited: bool | None) -> bool:
    """Whether all that a paragraph prints is bold."""
    seen = False
    for run in paragraph.iter(R):
        texts = [t for t in run.findall(T) if t.text and not t.text.isspace()]
        if not texts:
            continue
        properties = run.find(RPR)
        bold = is_on(properties.find(W + "b")) if properties is not None else None
        if not (inherited if bold is None else bold):
            return False
        seen = True
    return seen


def first_size(paragraph: Element) -> float:
    """Size of type of the first run with text, in points; 0 where it inherits it."""
    for run in paragraph.iter(R):
        if run.find(T) is not None:
            return points(run.find(RPR))
    return 0.0
