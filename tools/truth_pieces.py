"""The documents of `samples/truth` as pieces to print: their blocks with kinds, levels, notes and cells."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tools.flat_odt import Piece

TRUTH = Path(__file__).resolve().parents[1] / "samples" / "truth"
FURNITURE = {"page_footer", "page_header", "page_number", "contents"}


def truth_path(number: str) -> Path:
    """The structure of a document by its number (000 to 004, 2016)."""
    return next(TRUTH.rglob(f"structure_{number}.json"))


def truth_pieces(number: str) -> list[Piece]:
    """What the document holds, in reading order: furniture left out, notes hung at their marks."""
    blocks = json.loads(truth_path(number).read_text(encoding="utf-8"))
    notes = {b["n"]: b["text"] for b in blocks if b["kind"] == "footnote"}
    pieces = []
    for block in blocks:
        kind, text = block["kind"], block["text"]
        if kind in FURNITURE or kind == "footnote":
            continue
        hung: list[tuple[int, str]] = []
        after = 0
        for ref in block.get("footnote_refs", ()):
            mark = re.search(rf"{ref['n']}(?=\W*$)", ref["as_printed"])
            assert mark is not None, ref
            word = ref["as_printed"][: mark.start()] + ref["as_printed"][mark.end() :]
            after = text.index(word, after) + mark.start()
            hung.append((after, notes[ref["n"]]))
        figures = re.search(r"(?: (?:[-–]|[\d.,]+))+$", text) if kind == "table_row" and block["i"] > 29 else None
        cells = (text[: figures.start()], *figures.group().split()) if figures else (text,)
        pieces.append(Piece(kind, text, block.get("level") or 1, tuple(hung), cells))
    return pieces
