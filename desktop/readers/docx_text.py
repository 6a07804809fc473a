"""The text of a paragraph of a Word document, as the chosen view of its tracked changes prints it.

    <w:r>inzet</w:r><w:footnoteReference w:id="2"/><w:ins>van nu</w:ins><w:del>van toen</w:del>
    accepted   "inzet1van nu"    marks ((5, 6, "1"),)        original   "inzet1van toen"

What prints nothing is left out: codes of fields, hidden text, comments. What a form
shows where nobody filled it in is printed by Word, and read. Text boxes are handed
over apart, once, although the file holds them twice (for new and for old versions of Word).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.model.options import Tracked
from desktop.readers.docx_styles import VAL, Styles, W, is_on, points
from desktop.readers.formulas import formula_text
from desktop.readers.markers import format_number
from desktop.readers.rendition import Mark, Text
from desktop.readers.safe_xml import Element, number
from desktop.readers.symbols import PRIVATE, numbered_sign, with_signs

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
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
        *(W + n for n in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "rubyBase")),
    )
)
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_BREAKS = frozenset((W + "br", W + "cr"))
_PICTURES = frozenset((W + "drawing", W + "pict", W + "object"))
_FORMULAS = frozenset((M + "oMath", M + "oMathPara"))
_CONTENTS_FIELDS = ("TOC", "RD")
VANISH, RSTYLE = W + "vanish", W + "rStyle"
_TELLING = (
    *INSERTED, *DELETED, *_NOTES, *_BREAKS, *_PICTURES, *_FORMULAS, ALTERNATE, VANISH,
    *(W + n for n in ("tab", "ptab", "fldChar", "fldSimple", "instrText", "sym", "ruby")), W + "noBreakHyphen",
    W + "softHyphen",
)  # fmt: skip
"""Where none of these is in a paragraph, its text is that of its runs. Most have none, and need no walk."""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A mark of a note in the text: which note, and the number or sign that was printed. typed: the sign was, and
    stands at the beginning of the note, too."""

    kind: str
    identity: str
    label: str
    typed: bool = False


@dataclass(slots=True)
class Paragraph:
    """What one paragraph prints. boxes: text boxes that hang on it. drawn: text drawn as a picture (WordArt). diagrams:
    relations to diagrams with text. in_contents: it lies in a table of contents."""

    text: Text = field(default_factory=Text)
    notes: list[NoteRef] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    in_contents: bool = False
    pictures: int = 0


@dataclass(slots=True)
class _Field:
    """A field that has begun: whether its code (not its result) is being read, that code, and what a field of a form
    shows by itself. at: how much of the paragraph there was when it began."""

    in_code: bool = True
    code: str = ""
    shown: str = ""
    at: int = 0

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

    def __init__(self, view: Tracked, labels: NoteLabels, styles: Styles) -> None:
        self.dropped = DROPPED[view]
        self._labels = labels
        self._styles = styles
        self._hidden = False
        self._fields: list[_Field] = []
        self._out: list[str] = []
        self._size = 0
        self._marks: list[Mark] = []
        self._found = Paragraph()

    def read(self, paragraph: Element, hidden: bool = False) -> Paragraph:
        """What a paragraph prints. hidden: its style hides what does not show itself."""
        self._hidden = hidden
        self._out, self._size, self._marks, self._found = [], 0, [], Paragraph()
        began_in_contents = any(f.is_contents for f in self._fields)
        if hidden or self._fields or self._styles.hidden_runs or next(paragraph.iter(*_TELLING), None) is not None:
            self._walk(paragraph)
        else:
            for element in paragraph.iter(T):
                self._text(element)
        found = self._found
        found.in_contents |= began_in_contents
        for unfinished in self._fields:
            unfinished.in_code = False  # a code does not reach over paragraphs; a damaged one hides no text
            unfinished.shown = ""
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

    def _text(self, element: Element) -> None:
        text = element.text
        if text and not text.isascii() and PRIVATE.search(text):
            fonts = element.getparent().find(f"{RPR}/{W}rFonts")
            text = with_signs(text, (fonts.get(W + "ascii") or "") if fonts is not None else "")
        self._put(text)

    def _walk(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child)
            elif tag == PPR or tag in self.dropped:
                continue
            elif tag in CONTAINERS:
                self._walk(child)
            elif tag == W + "fldSimple":
                self._simple_field(child)
            elif tag == ALTERNATE:
                chosen = chosen_content(child)
                if chosen is not None:
                    self._walk(chosen)
            elif tag in _FORMULAS:
                self._put(formula_text(child))
            elif tag in _PICTURES:
                self._picture(child)

    def _is_hidden(self, properties: Element) -> bool:
        """Whether a run is hidden: by itself, by its style, or by the style of its paragraph."""
        hidden = is_on(properties.find(VANISH))
        if hidden is None and self._styles.hidden_runs:
            style = properties.find(RSTYLE)
            hidden = self._styles.hidden_runs.get(style.get(VAL)) if style is not None else None
        return self._hidden if hidden is None else hidden

    def _run(self, run: Element) -> None:
        if self._hidden and run.find(RPR) is None:
            return
        for child in run:
            tag = child.tag
            if tag == T:
                self._text(child)
            elif tag == RPR:
                if self._is_hidden(child):
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
                self._field_sign(child)
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].code += (child.text or "")[:100]
            elif tag in _NOTES:
                self._note(child, run, _NOTES[tag])
                if child.get(W + "customMarkFollows") in ("1", "true", "on"):
                    return  # the sign that follows in this run is the mark
            elif tag == W + "sym":
                self._put(numbered_sign(child.get(W + "char") or "", child.get(W + "font") or ""))
            elif tag in _PICTURES:
                self._picture(child)
            elif tag == ALTERNATE:
                chosen = chosen_content(child)
                if chosen is not None:
                    self._run(chosen)
            elif tag == W + "ruby":
                for base in child.findall(W + "rubyBase"):
                    self._walk(base)

    def _field_sign(self, sign: Element) -> None:
        kind = sign.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(shown=_shown_by_form(sign.find(W + "ffData")), at=self._size))
        elif self._fields and kind == "separate":
            self._fields[-1].in_code = False
            self._found.in_contents |= self._fields[-1].is_contents
        elif self._fields and kind == "end":
            ended = self._fields.pop()
            if ended.at == self._size:
                self._put(ended.shown)

    def _simple_field(self, element: Element) -> None:
        simple = _Field(False, element.get(W + "instr") or "")
        self._found.in_contents |= simple.is_contents
        self._walk(element)

    def _note(self, element: Element, run: Element, kind: str) -> None:
        if self._fields and self._muted:
            return
        identity = element.get(W + "id") or ""
        typed = element.get(W + "customMarkFollows") in ("1", "true", "on")
        label = (_typed_mark(run) or "*") if typed else self._labels.next(kind)
        self._found.notes.append(NoteRef(kind, identity, label, typed))
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
        for art in element.iter(V + "textpath"):
            if next(art.iterancestors(BOX, FALLBACK, element.tag), None) is element and art.get("string"):
                self._found.drawn.append(art.get("string") or "")
        for diagram in element.iter(DIAGRAM):
            self._found.diagrams.append(diagram.get(RELATION + "dm") or "")


def _typed_mark(run: Element) -> str:
    signs = (
        numbered_sign(e.get(W + "char") or "", e.get(W + "font") or "") if e.tag == W + "sym" else e.text or ""
        for e in run.iter(T, W + "sym")
    )
    return "".join(signs).strip()


def _shown_by_form(form: Element | None) -> str:
    """What a field of a form shows that has no result in the text: the entry chosen from a list, a box to tick."""
    if form is None:
        return ""
    entries, box = form.find(W + "ddList"), form.find(W + "checkBox")
    if entries is not None:
        chosen = entries.find(W + "result")
        if chosen is None:
            chosen = entries.find(W + "default")
        texts = [entry.get(VAL) or "" for entry in entries.findall(W + "listEntry")]
        k = number(chosen.get(VAL)) if chosen is not None else 0
        return texts[k] if 0 <= k < len(texts) else ""
    if box is not None:
        ticked = is_on(box.find(W + "checked"))
        return "☒" if (is_on(box.find(W + "default")) if ticked is None else ticked) else "☐"
    return ""


def printed_paragraphs(parent: Element) -> Iterator[Element]:
    """All paragraphs in an element, those in its boxes too; what is written again for older programs left out."""
    return (p for p in parent.iter(P) if next(p.iterancestors(FALLBACK, parent.tag), parent).tag != FALLBACK)


def chosen_content(alternate: Element) -> Element | None:
    """The first of the ways in which a piece is written; the others say the same for older programs."""
    choice = alternate.find(CHOICE)
    return choice if choice is not None else alternate.find(FALLBACK)


def is_bold(paragraph: Element, inherited: bool | None, styles: Styles) -> bool:
    """Whether all that a paragraph prints is bold: by its runs, their styles, or its own."""
    seen = False
    for run in paragraph.iter(R):
        texts = [t for t in run.findall(T) if t.text and not t.text.isspace()]
        if not texts:
            continue
        properties = run.find(RPR)
        bold = is_on(properties.find(W + "b")) if properties is not None else None
        if bold is None and properties is not None and properties.find(RSTYLE) is not None:
            bold = styles.character(properties.find(RSTYLE).get(VAL)).bold
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
