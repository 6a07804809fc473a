"""The little Markdown that a note may have: **strong**, *stressed*, and lines that begin with a dash are items.

    spans("See **page 4**, *please*")   ("See ", plain), ("page 4", strong), (", ", plain), ("please", stressed)
    item("- ask the ministry")          "ask the ministry"

Signs that mark nothing stay what they are: 2 * 3 * 4, a**b.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKED = re.compile(r"(?<![\w*\\])(?P<sign>\*\*|\*)(?=[^\s*])(?P<words>[^*\n]{0,999}?[^\s*])(?P=sign)(?![\w*])")
_ITEM = re.compile(r"\s*[-•]\s+(?=\S)|\s*\*\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one kind. start, end: where they stand in the line with their signs; words: without them."""

    words: str
    start: int
    end: int
    strong: bool = False
    stressed: bool = False


def spans(line: str) -> Iterator[Span]:
    """The pieces of a line, in order; together they cover it."""
    at = 0
    for found in _MARKED.finditer(line):
        if found.start() > at:
            yield Span(line[at : found.start()], at, found.start())
        strong = found["sign"] == "**"
        yield Span(found["words"], found.start(), found.end(), strong, not strong)
        at = found.end()
    if at < len(line):
        yield Span(line[at:], at, len(line))


def item(line: str) -> str | None:
    """What an item of a list says; None where the line is none."""
    sign = _ITEM.match(line)
    return line[sign.end() :] if sign else None


def plain(line: str) -> str:
    """A line without its signs, as where no type can show them."""
    said = item(line)
    words = "".join(span.words for span in spans(line if said is None else said))
    return words if said is None else f"• {words}"
