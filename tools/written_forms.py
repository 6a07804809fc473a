"""The blocks of a document written in the formats that need no office program: Markdown, a web page, Akoma Ntoso.

In: pieces (`truth_pieces`). Out: the text of a file. `flat_odt` writes the one LibreOffice makes the others of.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Sequence

from tools.flat_odt import Piece

WIDEST = 8
"""Cells of the widest row."""


def as_markdown(pieces: Sequence[Piece]) -> str:
    lines: list[str] = []
    notes: list[str] = []
    for piece in pieces:
        text = _with_notes(piece, notes, "[^{0}]", _escaped)
        if piece.kind.endswith("heading"):
            lines += ["#" * piece.level + " " + text, ""]
        elif piece.kind == "list_item":
            lines += ["- " + text, ""]
        elif piece.kind == "table_row":
            if not lines or not lines[-1].startswith("|"):
                lines += ["", "|" + " |" * WIDEST, "|" + "---|" * WIDEST]
            lines.append("| " + " | ".join(_escaped(c) for c in piece.cells) + " |")
        else:
            lines += ["", text, ""]
    return "\n".join([*lines, "", *(f"[^{k + 1}]: {_escaped(note)}" for k, note in enumerate(notes))])


def as_page(pieces: Sequence[Piece]) -> str:
    out: list[str] = []
    notes: list[str] = []
    for kind, group in itertools.groupby(pieces, lambda piece: piece.kind):
        inner = []
        for piece in group:
            mark = '<sup id="r{0}"><a href="#n{0}">{0}</a></sup>'
            text = _with_notes(piece, notes, mark, html.escape)
            if kind.endswith("heading"):
                inner.append(f"<h{piece.level}>{text}</h{piece.level}>")
            elif kind == "table_row":
                inner.append("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in piece.cells) + "</tr>")
            else:
                inner.append(f"<li>{text}</li>" if kind == "list_item" else f"<p>{text}</p>")
        around = {"table_row": "table", "list_item": "ul"}.get(kind)
        out += [f"<{around}>", *inner, f"</{around}>"] if around else inner
    listed = (f'<li id="n{k + 1}">{html.escape(n)} <a href="#r{k + 1}">↩</a></li>' for k, n in enumerate(notes))
    return f"<!doctype html><html><body>{''.join(out)}<ol>{''.join(listed)}</ol></body></html>"


def as_akoma_ntoso(pieces: Sequence[Piece]) -> str:
    out: list[str] = []
    depth = 0
    for kind, group in itertools.groupby(pieces, lambda piece: piece.kind):
        inner: list[str] = []
        for piece in group:
            notes: list[str] = []
            text = _with_notes(piece, notes, "\0{0}\0", html.escape)
            for k, note in enumerate(notes):
                text = text.replace(f"\0{k + 1}\0", f"<authorialNote><p>{html.escape(note)}</p></authorialNote>")
            if kind.endswith("heading"):
                closed = "</section>" * (depth - piece.level + 1) if depth >= piece.level else ""
                opened = "<section>" * (piece.level - min(depth, piece.level - 1))
                inner.append(f"{closed}{opened}<heading>{text}</heading>")
                depth = piece.level
            elif kind == "list_item":
                inner.append(f"<item><num>•</num><p>{text}</p></item>")
            elif kind == "table_row":
                inner.append("<tr>" + "".join(f"<td><p>{html.escape(c)}</p></td>" for c in piece.cells) + "</tr>")
            else:
                inner.append(f"<p>{text}</p>")
        around = {"table_row": "table", "list_item": "blockList"}.get(kind)
        out += [f"<{around}>", *inner, f"</{around}>"] if around else inner
    body = "".join(out) + "</section>" * depth
    name = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
    return f'<akomaNtoso xmlns="{name}"><doc><mainBody>{body}</mainBody></doc></akomaNtoso>'


def _with_notes(piece: Piece, notes: list[str], mark: str, escape: Callable[[str], str]) -> str:
    text, at = "", 0
    for place, note in sorted(piece.notes):
        notes.append(note)
        text += escape(piece.text[at:place]) + mark.format(len(notes))
        at = place
    return text + escape(piece.text[at:])


def _escaped(text: str) -> str:
    return "".join("\\" + c if c in "\\`*_{}[]<>#+-.!|&()" else c for c in text)
