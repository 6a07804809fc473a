"""What stands beside the text of a Word document: notes by their id, running heads and feet, comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.model.document import BlockKind, Warning
from desktop.model.options import Tracked
from desktop.readers.docx_parts import Parts
from desktop.readers.docx_styles import VAL, Styles, W
from desktop.readers.docx_text import NoteLabels, TextReader, printed_paragraphs
from desktop.readers.safe_xml import Element, children
from desktop.readers.story import comment_warnings, furniture_kind


def notes_by_id(root: Element | None) -> dict[str, Element]:
    """Notes by id, without the lines that separate them from the text."""
    if root is None:
        return {}
    usual = (None, "normal")
    return {note.get(W + "id") or "": note for note in children(root) if note.get(W + "type") in usual}


def note_formats(parts: Parts) -> dict[str, str]:
    """How notes are numbered, where the document says so."""
    formats = {}
    root = parts.side("settings")
    for kind in ("footnote", "endnote"):
        found = next(root.iter(f"{W}{kind}Pr"), None) if root is not None else None
        form = found.find(W + "numFmt") if found is not None else None
        if form is not None:
            formats[kind] = form.get(VAL) or "decimal"
    return formats


def running_texts(
    parts: Parts, references: Sequence[tuple[str, str]], view: Tracked, styles: Styles
) -> Iterator[tuple[BlockKind, str]]:
    """Running heads and feet of all sections, each text once. references: kind of reference and its relation."""
    seen: set[tuple[BlockKind, str]] = set()
    for tag, identity in references:
        root = parts.related(identity)
        if root is None:
            continue
        usual = BlockKind.PAGE_HEADER if tag == W + "headerReference" else BlockKind.PAGE_FOOTER
        reader = TextReader(view, NoteLabels(), styles)
        for element in printed_paragraphs(root):
            text = reader.read(element).text.on_one_line()
            kind = furniture_kind(text.value, usual)
            if text and (kind, text.value) not in seen:
                seen.add((kind, text.value))
                yield kind, text.value


def comments(parts: Parts, styles: Styles) -> list[Warning]:
    """Comments, told beside the text; of very many only the first."""
    root = parts.side("comments")
    if root is None:
        return []
    reader = TextReader(Tracked.ACCEPTED, NoteLabels(), styles)
    told = []
    for comment in root.iter(W + "comment"):
        text = " ".join(reader.read(p).text.on_one_line().value for p in printed_paragraphs(comment)).strip()
        if text:
            told.append((comment.get(W + "author") or "", text))
    return comment_warnings(told)
