"""What a block is known by, however it is worded: a definition by its term, a row of a table by its label.

The “Service” refers to the applications …      →  service
"Service" means GitHub's hosted service …       →  service
a. Onze Minister: Onze Minister van Justitie …  →  onze minister
Politie │ 1.234 │ 1.345                         →  politie
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"(?:[^\W\d_]+\s+)?[\"“”„«‘']\s*(?P<term>[^\"“”„«»‘’']{2,60}?)\s*[,;]?\s*[\"“”»’'](?=[\s,:(]|$)")
_NAMED = re.compile(r"(?P<term>[^\W\d_][^:.;!?\"“”„«»()]{1,58}?)\s*:(?=\s)")
# Without one of these near the start no term is defined.
_TELLING = re.compile("[:\"“”„«‘']")
REACH = 80
MAX_TERM_WORDS = 6
MAX_LABEL_WORDS = 12


def defined_term(text: str) -> str:
    """The term at the start of a block, folded: in quotes, after one word at most, or before a colon; else empty."""
    found = _TELLING.search(text, 0, REACH) and (_QUOTED.match(text) or _NAMED.match(text))
    if found is None:
        return ""
    words = found["term"].casefold().split()
    return " ".join(words) if len(words) <= MAX_TERM_WORDS else ""


def row_label(cells: Sequence[str]) -> str:
    """The first cell of a row of two and more, folded; empty where it says nothing in letters."""
    if len(cells) < 2 or not any(map(str.isalpha, cells[0])):
        return ""
    words = cells[0].casefold().split()
    return " ".join(words) if len(words) <= MAX_LABEL_WORDS else ""
