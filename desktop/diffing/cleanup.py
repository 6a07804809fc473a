"""Boundaries a reader expects: equal words too light for the changes around them are taken into the change.

[restrictief] en transparant [internationaal en Nederlands →]        kept: "en transparant" carries a content word
[Defensie] van [vrede] de [veiligheid]  → one replaced phrase         "van", "de" alone are no anchors
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.diffing.engine import Run
from desktop.model.words import Ids
from desktop.text.tokens import Floats

Ints = npt.NDArray[np.int64]
Runs = npt.NDArray[np.int64]
"""Runs of many matches, shape (n, 5): whether equal, i1, i2, j1, j2."""

CONTENT = 20
"""Weight of a content word in whole parts, so that sums are exact wherever in a text they are made."""
LIGHT = CONTENT
MIN_SPAN = 3
HALF = 0.5
THIRD = 0.34
CAP = 12
SMALL_SPAN = 5


def running_weight(weight: Floats, key: Ids) -> Ints:
    """Running total of token weights (1 for a content word) in parts of `CONTENT`; shape (n + 1,). weight: of each key;
    key: of each token, shape (n,)."""
    total = np.zeros(len(key) + 1, np.int64)
    np.cumsum(np.rint(weight * CONTENT).astype(np.int64)[key], out=total[1:])
    return total


def clean(runs: Sequence[Run], weight: Sequence[int], figures: Sequence[int] = ()) -> list[Run]:
    """Merge changed runs over equal runs that are too light, but never one figure for another with the next such
    pair: in "2021 for 12 million" two values changed. weight: running total of token weights of the left side in
    parts of `CONTENT`, shape (tokens + 1,). figures: whether each token of the left side is a figure. The rules and
    figures are those of the measured prototype (docs/decisions): an equal run goes if it has no content word and the
    changes beside it three words, or weighs at most half the smaller of them (capped at 12), or is of one or two
    words and weighs at most a third of both together."""
    out: list[Run] = []
    for run in runs:
        current = run
        while True:
            if out and not current[0] and not out[-1][0]:
                before = out.pop()
                current = (False, before[1], current[2], before[3], current[4])
            if not current[0] and len(out) >= 2 and out[-1][0] and not out[-2][0]:
                equal, before = out[-1], out[-2]
                heavy = weight[equal[2]] - weight[equal[1]]
                left = max(before[2] - before[1], before[4] - before[3])
                right = max(current[2] - current[1], current[4] - current[3])
                few = equal[2] - equal[1] <= 2
                values = left == right == 1 and figures and before[2] > before[1] and current[2] > current[1]
                if values and figures[before[1]] and figures[current[1]]:
                    break
                if (
                    (heavy < LIGHT and left + right >= MIN_SPAN)
                    or heavy <= HALF * CONTENT * min(left, right, CAP)
                    or (
                        few
                        and heavy <= THIRD * CONTENT * min(left + right, CAP)
                        and (heavy < LIGHT or left + right > SMALL_SPAN)
                    )
                ):
                    out.pop()
                    out.pop()
                    current = (False, before[1], current[2], before[3], current[4])
                    continue
            break
        if out and current[0] and out[-1][0]:
            last = out.pop()
            current = (True, last[1], current[2], last[3], current[4])
        out.append(current)
    return out


EDGE_SPAN = 4


def clean_edges(runs: Runs, match: Ints, weight: Ints) -> tuple[Runs, Ints]:
    """Take a light equal run at either end of a match into a change of four words and more beside it: a lone "De"
    before a rewritten sentence is no anchor. runs: shape (n, 5), of all matches; match: of each run."""
    for end in (0, 1):
        fresh = np.ones(len(runs) + 1, bool)
        fresh[1:-1] = match[1:] != match[:-1]
        edge = np.flatnonzero(fresh[:-1] & ~fresh[1:]) if end == 0 else np.flatnonzero(fresh[1:] & ~fresh[:-1])
        beside = edge + 1 if end == 0 else edge - 1
        old, new = runs[beside, 2] - runs[beside, 1], runs[beside, 4] - runs[beside, 3]
        light = (runs[edge, 0] == 1) & (weight[runs[edge, 2]] - weight[runs[edge, 1]] < LIGHT)
        light &= (np.maximum(old, new) >= EDGE_SPAN) & (old > 0) & (new > 0)
        edge, beside = edge[light], beside[light]
        runs = runs.copy()
        for column in (1, 3) if end == 0 else (2, 4):
            runs[beside, column] = runs[edge, column]
        kept = np.ones(len(runs), bool)
        kept[edge] = False
        runs, match = runs[kept], match[kept]
    return runs, match


def slide(
    runs: Runs, match: Ints, left: str, right: str, begins_left: Sequence[int], begins_right: Sequence[int]
) -> Runs:
    """Shift pure insertions and deletions to the place a reader would choose: at the start of a sentence or clause.

    `... Defensie[, de Minister van Justitie]` rather than `... Defensie, de Minister [van Justitie, de Minister]`.
    begins_*: whether a clause begins at each place, with one more place for the end. Only shifts that leave the text
    the same.
    """
    out = runs.copy()
    one_sided = (runs[:, 0] == 0) & ((runs[:, 2] == runs[:, 1]) | (runs[:, 4] == runs[:, 3]))
    inside = np.zeros(len(runs), bool)
    inside[1:-1] = (match[1:-1] == match[:-2]) & (match[1:-1] == match[2:]) & (runs[:-2, 0] == 1) & (runs[2:, 0] == 1)
    for k in np.flatnonzero(one_sided & inside).tolist():
        _, i1, i2, j1, j2 = out[k].tolist()
        text, begins, lo, hi = (left, begins_left, i1, i2) if i2 > i1 else (right, begins_right, j1, j2)
        if text[lo - 1] != text[hi - 1] and text[lo] != text[hi]:
            continue
        room_back = int(out[k - 1, 2] - out[k - 1, 1]) - 1
        room_on = int(out[k + 1, 2] - out[k + 1, 1]) - 1
        back = 0
        while back < room_back and text[lo - back - 1] == text[hi - back - 1]:
            back += 1
        on = 0
        while on < room_on and text[lo + on] == text[hi + on]:
            on += 1
        best, best_value = 0, _value(begins, lo, hi)
        for shift in range(-back, on + 1):
            value = _value(begins, lo + shift, hi + shift)
            if value > best_value:
                best, best_value = shift, value
        if best:
            out[k - 1, (2, 4)] += best
            out[k, 1:] += best
            out[k + 1, (1, 3)] += best
    return out


def _value(begins: Sequence[int], lo: int, hi: int) -> int:
    """How good a place is: the piece begins where a clause begins, and the text after it does too."""
    return 2 * bool(begins[lo]) + bool(begins[hi])
