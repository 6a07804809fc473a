"""Lines that the document itself shows to be titles: those its table of contents lists, and those that recur.

Inhoud                         Legenda                    stands five times on a line of its own, each time
Werkwijze ...... 4             I   jaarplan               with other text under it
...
Werkwijze                      a title, whatever stands around it
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from desktop.model.document import BlockKind
from desktop.text.char_tables import among
from desktop.text.lines import Bools, Lines, looking_alike

MAX_TITLE_CHARS = 90
MIN_TIMES = 3
MIN_TEXT_CHARS = 25
MIN_FOLLOWED_SHARE = 0.7
ENDS = frozenset(".,;:-–|")


def bare_title(text: str) -> str:
    """A title without its numbers, dots and case, as it may stand in the contents and above its text."""
    return text.casefold().strip("0123456789 .…\t")


def find_titles(lines: Lines, kinds: Mapping[int, BlockKind], lower: Bools) -> frozenset[int]:
    """Lines that are titles by what the whole document shows. kinds: furniture; lower: lines that begin small."""
    listed = {bare_title(lines.texts[k]) for k, kind in kinds.items() if kind is BlockKind.CONTENTS}
    full = lines.chars > 0
    full[list(kinds)] = False
    places: dict[str, list[int]] = defaultdict(list)
    found = set()
    ended = among(lines.last, ENDS)
    short = np.flatnonzero(full & (lines.chars <= MAX_TITLE_CHARS) & ~lower & ~ended)
    for k in (short if listed else looking_alike(lines, short, MIN_TIMES)).tolist():
        text = lines.texts[k]
        if not text[0].isalnum():
            continue
        if listed and bare_title(text) in listed:
            found.add(k)
        elif lines.digits[k] <= 2:
            places[text].append(k)
    recurring = {text: members for text, members in places.items() if len(members) >= MIN_TIMES}
    content = np.flatnonzero(full)
    for text, members in recurring.items():
        if sum(c.isalpha() for c in text) < 4:
            continue
        after = np.searchsorted(content, members, side="right")
        following = content[after[after < len(content)]].tolist()
        over_text = sum(lines.chars[n] >= MIN_TEXT_CHARS and not lower[n] for n in following)
        if (
            over_text >= MIN_FOLLOWED_SHARE * len(members)
            and len({lines.texts[n] for n in following}) > len(members) // 2
        ):
            found.update(members)
    return frozenset(found)
