"""Documents and comparisons straight from texts, without files: what the tests of the pure layers begin with."""

from __future__ import annotations

from desktop.model.comparison import Change, Comparison
from desktop.model.document import Document, Extract
from desktop.model.options import EditionGuess, Options
from desktop.segmentation.segment import prepare, printed_words, segment
from desktop.text.lines import split_lines
from desktop.workflow import compare_extracts


def extract(text: str, path: str = "a.txt") -> Extract:
    """A text as a reader hands it over."""
    return Extract(text, path, "text", "0" * 64)


def read(text: str, path: str = "a.txt", guess: EditionGuess | None = None) -> Document:
    """A text as a segmented document, by itself."""
    prepared = prepare(extract(text, path))
    return segment(prepared, printed_words(prepared), guess or EditionGuess())


def compare(old: str, new: str, options: Options | None = None) -> Comparison:
    """Two texts compared."""
    return compare_extracts(extract(old, "old.txt"), extract(new, "new.txt"), options or Options())


def filled(text: str, units: int) -> str:
    """A text wrapped at a width in Helvetica units, as text out of a PDF is."""
    lines: list[list[str]] = [[]]
    for word in text.split():
        if lines[-1] and int(split_lines(" ".join([*lines[-1], word])).width[0]) > units:
            lines.append([])
        lines[-1].append(word)
    return "\n".join(" ".join(line) for line in lines)


def kinds(document: Document) -> list[tuple[str, str]]:
    """Kind and text of every block, to read at a glance."""
    return [(b.kind.value, b.text) for b in document.blocks]


def shown(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    """Kind, old and new words of changes, to read at a glance."""
    return [(c.kind.value, c.old, c.new) for c in changes]
