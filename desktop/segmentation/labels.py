"""Lines that begin with a label, in rows of them: the head of a report of a meeting, of a letter, an interview.

Datum: 14 maart 2022                                    a block of its own, although the next word would not have fitted
Aanwezig: mevrouw De Boer (voorzitter), de heer Smit,
mevrouw El Khatib                                       goes on
Afwezig: de heer Jansen                                 another block
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from desktop.text.char_tables import of_kind
from desktop.text.lines import Lines
from desktop.text.pieces import of_pieces

MAX_LABEL_WORDS = 3
MAX_LINES_BETWEEN = 2
_LABEL = re.compile(r"[^\W\d_][\w’'()-]*(?: [\w’'()/-]+){0,2} ?:\s+\S")


def _ends_in_colon(word: str) -> bool:
    return word[-1] == ":"


def find_labelled(lines: Lines) -> frozenset[int]:
    """Lines that begin with a capital and, after three words at most, a colon and text: two and more in a run of lines
    between blank lines, with at most two others between. One by itself may be any sentence or title."""
    if len(lines) < 2:
        return frozenset()
    capital = np.flatnonzero(of_kind(lines.first, str.isupper))
    early = lines.word[capital][:, None] + np.arange(MAX_LABEL_WORDS + 1)
    within = early < lines.word[capital + 1][:, None]
    colon = of_pieces(lines.pieces, lines.piece[np.minimum(early, len(lines.piece) - 1)], _ends_in_colon)
    with_colon = capital[(colon & within).any(axis=1)].tolist()
    labelled = [k for k in with_colon if _LABEL.match(lines.texts[k])]
    apart = np.cumsum(lines.gap > 0)
    return frozenset(
        k for a, b in pairwise(labelled) if b - a <= MAX_LINES_BETWEEN + 1 and apart[a] == apart[b] for k in (a, b)
    )
