"""The text of a paragraph of an OpenDocument text, as the chosen view of its tracked changes prints it.

    Het kabinet <change id="d"/>nieuwe aanpak<note>…</note> telt.      d: deletion of "oude "
    accepted   "Het kabinet nieuwe aanpak1 telt."      original   with "oude " where it stood

White space counts as the format says: runs of it are one blank; more of them, tabs and line ends have elements.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.model.options import Tracked
from desktop.readers.odt_styles import OFFICE, TABLE, TEXT, Styles
from desktop.readers.rendition import Mark, Text
from desktop.readers.safe_xml import Element, number
from desktop.readers.symbols import PRIVATE, with_signs

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
P, H = TEXT + "p", TEXT + "h"
MAX_SPACES = 200
_SILENT = frozenset(
    (
        TEXT + "number",
        TEXT + "hidden-text",
        TEXT + "hidden-paragraph",
        TEXT + "ruby-text",
        TEXT + "script",
        TEXT + "toc-mark",
        TEXT + "alphabetical-index-mark",
        OFFICE + "annotation-end",
        TEXT + "tracked-changes",
        TEXT + "bookmark",
        TEXT + "soft-page-break",
    )
)


@dataclass(slots=True)
class Note:
    """A note where it is marked."""

    label: str
    element: Element
    at_end: bool


@dataclass(slots=True)
class Paragraph:
    """What one paragraph prints. boxes: shapes with text that hang on it. unfinished: its end is not there in this
    view, and it goes on with the next one."""

    text: Text = field(default_factory=Text)
    notes: list[Note] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    unfinished: bool = False
    pictures: int = 0


@dataclass(slots=True)
class Changes:
    """Tracked changes of a document by id: which were insertions, and the paragraphs of each deletion. A document keeps
    them before its text."""

    inserted: set[str] = field(default_factory=set)
    deleted: dict[str, list[Element]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.inserted) + len(self.deleted)

    def take(self, tracked: Element) -> None:
        """The changes that a document keeps beside its text."""
        for region in tracked.iter(TEXT + "changed-region"):
            identity = region.get(TEXT + "id") or region.get("{http://www.w3.org/XML/1998/namespace}id") or ""
            if region.find(TEXT + "insertion") is not None:
                self.inserted.add(identity)
            deletion = region.find(TEXT + "deletion")
            if deletion is not None:
                # those of notes and boxes come with the paragraph they hang on
                self.deleted[identity] = [p for p in deletion.iter(P, H) if next(p.iterancestors(P, H), None) is None]


class TextReader:
    """Reads paragraphs in order; a change may reach over several of them. formula: the text of a formula that a
    frame holds, empty where it holds none."""

    def __init__(self, view: Tracked, changes: Changes, styles: Styles, formula: Callable[[Element], str]) -> None:
        self._original = view is Tracked.ORIGINAL
        self._changes = changes
        self._hidden_spans, self._sign_spans = styles.hidden_spans, styles.sign_spans
        self._font = ""
        self._formula = formula
        self._open: set[str] = set()
        self.comments: list[tuple[str, str]] = []
        self._begin()

    def _begin(self) -> None:
        self._out: list[str] = []
        self._size = 0
        self._blank = True
        self._marks: list[Mark] = []
        self._found = Paragraph()

    def read(self, paragraph: Element) -> Paragraph:
        self._begin()
        self._walk(paragraph)
        found = self._found
        found.text = Text("".join(self._out), tuple(self._marks))
        found.unfinished = bool(self._open)
        return found

    def pass_by(self, element: Element) -> None:
        """A sign of a change between paragraphs."""
        self._change(element)

    def _put(self, text: str | None) -> None:
        if not text or self._open:
            return
        if not text.isascii() and PRIVATE.search(text):
            text = with_signs(text, self._font)
        words = text.split()
        if not words:
            if not self._blank:
                self._append(" ")
            return
        first, last = text[0] in " \t\r\n", text[-1] in " \t\r\n"
        if not first and not last and "  " not in text and "\n" not in text and "\t" not in text:
            self._append(text)
            return
        # only the white space of XML collapses; a no-break space is a character like any other
        value = _collapse(text)
        if self._blank and value[:1] == " ":
            value = value[1:]
        if value:
            self._append(value)

    def _append(self, text: str) -> None:
        self._out.append(text)
        self._size += len(text)
        self._blank = text[-1] == " "

    def _walk(self, parent: Element) -> None:
        self._put(parent.text)
        for child in parent:
            if isinstance(child.tag, str):
                self._element(child)
            self._put(child.tail)

    def _element(self, child: Element) -> None:
        tag = child.tag
        if tag == TEXT + "s":
            if not self._open:
                self._append(" " * min(max(number(child.get(TEXT + "c"), 1), 1), MAX_SPACES))
                self._blank = False
        elif tag == TEXT + "tab":
            self._sign("\t")
        elif tag == TEXT + "line-break":
            self._sign("\n")
        elif tag == TEXT + "note":
            self._note(child)
        elif tag in (TEXT + "change", TEXT + "change-start", TEXT + "change-end"):
            self._change(child)
        elif tag == OFFICE + "annotation":
            self._comment(child)
        elif tag in _SILENT or (self._hidden_spans and child.get(TEXT + "style-name") in self._hidden_spans):
            return
        elif tag.startswith(DRAW) and tag != DRAW + "a":
            self._shape(child)
        elif self._sign_spans and child.get(TEXT + "style-name") in self._sign_spans:
            before, self._font = self._font, self._sign_spans[child.get(TEXT + "style-name")]
            self._walk(child)
            self._font = before
        elif tag == TEXT + "ruby":
            base = child.find(TEXT + "ruby-base")
            if base is not None:
                self._walk(base)
        else:
            self._walk(child)

    def _sign(self, sign: str) -> None:
        if not self._open:
            self._out.append(sign)
            self._size += 1
            self._blank = sign == "\n"

    def _note(self, note: Element) -> None:
        if self._open:
            return
        citation, body = note.find(TEXT + "note-citation"), note.find(TEXT + "note-body")
        label = "".join(citation.itertext()).strip() if citation is not None else ""
        if body is None:
            return
        label = label or "*"
        self._found.notes.append(Note(label, body, note.get(TEXT + "note-class") == "endnote"))
        self._marks.append((self._size, self._size + len(label), label))
        self._append(label)

    def _change(self, element: Element) -> None:
        identity = element.get(TEXT + "change-id") or ""
        if element.tag == TEXT + "change":
            # what was deleted is put back; where that was more than a piece of one paragraph, with line ends between
            for k, paragraph in enumerate(self._changes.deleted.get(identity, ()) if self._original else ()):
                if k:
                    self._sign("\n")
                self._walk(paragraph)
        elif identity in (self._changes.inserted if self._original else self._changes.deleted):
            # between these signs stands what this view has not; some programs leave deleted text where it stood
            if element.tag == TEXT + "change-start":
                self._open.add(identity)
            else:
                self._open.discard(identity)

    def _comment(self, annotation: Element) -> None:
        author = annotation.find(DC + "creator")
        text = " ".join(" ".join("".join(p.itertext()).split()) for p in annotation.iter(P)).strip()
        if text:
            self.comments.append(((author.text or "") if author is not None else "", text))

    def _shape(self, shape: Element) -> None:
        formula = self._formula(shape)
        if formula:
            self._put(formula)
            return
        self._found.pictures += 1
        if not self._open and next(shape.iter(P, H, TABLE + "table"), None) is not None:
            self._found.boxes.append(shape)


def _collapse(text: str) -> str:
    for sign in "\t\r\n":
        if sign in text:
            text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text
