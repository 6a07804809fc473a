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

from desktop.text.char_tables import codes_of
from desktop.text.lines import Lines

MAX_LABEL_WORDS = 3
MAX_LINES_BETWEEN = 2
_LABEL = re.compile(r"[^\W\d_][\w’'()-]*(?: [\w’'()/-]+){0,2} ?:\s+\S")


def find_labelled(lines: Lines) -> frozenset[int]:
    """Lines that begin with a capital and, after three words at most, a colon and text: two and more in a run of lines
    between blank lines, with at most two others between. One by itself may be any sentence or title."""
    if len(lines) < 2:
        return frozenset()
    pieces = codes_of("\n".join([*lines.pieces, ""]))
    colon = pieces[np.flatnonzero(pieces == ord("\n")) - 1] == ord(":")
    with_colon = np.flatnonzero(colon[lines.piece])
    line = np.searchsorted(lines.word, with_colon, "right") - 1
    early = with_colon - lines.word[line] < MAX_LABEL_WORDS + 1
    labelled = [
        k for k in np.unique(line[early]).tolist() if lines.texts[k][0].isupper() and _LABEL.match(lines.texts[k])
    ]
    apart = np.cumsum(lines.gap > 0)
    return frozenset(
        k for a, b in pairwise(labelled) if b - a <= MAX_LINES_BETWEEN + 1 and apart[a] == apart[b] for k in (a, b)
    )
