"""Rules of signs in a text, and the titles they mark: what people draw where a file has no other format.

Access to buildings
===================          a rule; the line above it is a title of the first level
Badges
------                       of the second: its sign came second
Name       Room
=========  ====              a rule too, but under the head of a table
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from desktop.model.document import BlockKind
from desktop.segmentation.drafts import Draft
from desktop.segmentation.tables import Row
from desktop.text.char_tables import among
from desktop.text.lines import Lines
from desktop.text.numbering import parse_numbering

SIGNS = "-=~^*#+_─━═—–"
"""A line of nothing but these is drawn, not written. Dots may stand for words left out, quotes for words repeated."""
_RULE = re.compile(
    rf"([{re.escape(SIGNS)}])\1{{2,}}(?:\s+\1+)*"  # ---------  =====  ===
    rf"|[{re.escape(SIGNS)}]{{5,}}"  # =-=-=-=
    r"|([-*_=~])(?:\s\2){2,}"  # * * *
    r"|\+(?:[-=]{2,}\+)+"  # the frame of a table: +------+-----+
)
MAX_TITLE_CHARS = 120
MIN_COLUMNS = 2
SHORTEST = 0.6
"""A rule that marks a title is at least so long, by the title."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """kinds: the lines that are rules. titles: draft of each title by its line. rows: of tables, by their line. after:
    lines before which a rule stands, so that a block begins."""

    kinds: Mapping[int, BlockKind]
    titles: Mapping[int, Draft]
    rows: Mapping[int, Row]
    after: tuple[int, ...]


NONE = Ruled({}, {}, {}, ())


def find_ruled(lines: Lines) -> Ruled:
    """Rules and ruled titles. A title is one line between blank lines or rules, right above its rule, and not longer
    than that by much; its level is the place of the rule's sign (and of whether there is one above it too) among those
    met."""
    candidates = np.flatnonzero((lines.chars > 2) & among(lines.first, SIGNS) & among(lines.last, SIGNS))
    rules = [k for k in candidates.tolist() if _RULE.fullmatch(lines.texts[k])]
    if not rules:
        return NONE
    drawn = set(rules)
    titles: dict[int, Draft] = {}
    rows: dict[int, Row] = {}
    levels: dict[tuple[str, bool], int] = {}
    for rule in rules:
        rows.update(_rows(lines, rule, drawn))
        k = rule - 1
        if not _is_title(lines, k, rule, drawn):
            continue
        looks = lines.texts[rule][0], k - 1 in drawn and lines.gap[k] == 0
        level = levels.setdefault(looks, len(levels) + 1)
        titles[k] = Draft(BlockKind.HEADING, [k], numbering=parse_numbering(lines.texts[k]), level=level)
    after = tuple(k + 1 for k in rules if k + 1 < len(lines) and k + 1 not in drawn)
    return Ruled(dict.fromkeys(rules, BlockKind.RULE), titles, rows, after)


def _is_title(lines: Lines, k: int, rule: int, drawn: set[int]) -> bool:
    if k < 0 or k in drawn or lines.gap[rule] > 0 or not (k == 0 or lines.gap[k] > 0 or k - 1 in drawn):
        return False
    text, drawing = lines.texts[k], lines.texts[rule]
    if len(text) > MAX_TITLE_CHARS or not any(c.isalnum() for c in text) or any(c.isspace() for c in drawing):
        return False
    even = abs(len(drawing) - len(text)) <= 1
    return even or (len(drawing) >= SHORTEST * len(text) and text[-1] not in ".,;:|")


def _rows(lines: Lines, rule: int, drawn: set[int]) -> dict[int, Row]:
    """The lines right above and below a rule in pieces, in cells where its pieces begin; none where a word stands
    across."""
    lead = int(lines.lead[rule])
    columns = [lead + piece.start() for piece in re.finditer(r"[^\s]+", lines.texts[rule])]
    if len(columns) < MIN_COLUMNS or not lines.texts[rule].startswith(lines.texts[rule][0] * 3):
        return {}
    above, below = rule - 1, rule + 1
    while above >= 0 and above not in drawn and lines.chars[above]:
        above -= 1
    while below < len(lines) and below not in drawn and lines.chars[below]:
        below += 1
    found = {}
    for k in [*range(above + 1, rule), *range(rule + 1, below)]:
        text = " " * int(lines.lead[k]) + lines.texts[k]
        if any(text[at - 1 : at].strip() for at in columns[1:]):
            return {}
        cells = [text[a:b].strip() for a, b in pairwise([0, *columns[1:], len(text)])]
        found[k] = Row((k,), tuple(cell for cell in cells if cell))
    return found


def parted(lines: Lines, ruled: Ruled) -> Lines:
    """The lines, with a blank line where a rule stands: what it parts is not one block."""
    gap = lines.gap.copy()
    parted_at = [*ruled.after, *ruled.kinds]
    gap[parted_at] = np.maximum(gap[parted_at], 1)
    return replace(lines, gap=gap)
