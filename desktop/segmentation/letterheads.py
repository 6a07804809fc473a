"""The head of a letter: sender, address, day, references, above the salutation. None of it is a heading.

    Aan de Voorzitter van de Tweede Kamer            short lines, mostly
    Datum 12 oktober 2021                            one of them with a day
    Onze referentie

    Geachte voorzitter,                              a few words and a comma, by themselves

Known by its shape; nobody's words are needed but the names of months.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.text.languages import MONTHS
from desktop.text.lines import Lines

MIN_LINES, MAX_LINES = 5, 45
MAX_SALUTATION_WORDS = 6
SHORT_CHARS, SHORT_SHARE = 60, 0.8
_DAY = re.compile(
    rf"\b\d{{1,2}}\.? (?:{'|'.join(sorted(MONTHS))})\.? (?:19|20)\d\d\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d\d\b",
    re.I,
)


def find_letterhead(lines: Lines, content: Sequence[int]) -> frozenset[int]:
    """Lines above the salutation of the letter that a text begins with; none where it begins with something else.
    content: lines of the text, in order."""
    for at, k in enumerate(content[: MAX_LINES + 1]):
        text = lines.texts[k]
        alone = at + 1 < len(content) and lines.gap[k] > 0 and lines.gap[content[at + 1]] > 0
        if text[-1] == "," and alone and text[0].isupper() and len(text.split()) <= MAX_SALUTATION_WORDS:
            head = content[:at]
            short = sum(len(lines.texts[j]) <= SHORT_CHARS for j in head)
            dated = any(_DAY.search(lines.texts[j]) for j in head)
            letter = at >= MIN_LINES and dated and short >= SHORT_SHARE * at
            return frozenset(head) if letter else frozenset()
    return frozenset()
