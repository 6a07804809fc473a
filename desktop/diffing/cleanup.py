"""Boundaries a reader expects: equal words too light for the changes around them are taken into the change.

[restrictief] en transparant [internationaal en Nederlands →]        kept: "en transparant" carries a content word
[Defensie] van [vrede] de [veiligheid]  → one replaced phrase         "van", "de" alone are no anchors
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from desktop.diffing.engine import Run
from desktop.text.tokens import Floats

CONTENT = 20
"""Weight of a content word in whole parts, so that sums are exact wherever in a text they are made."""
LIGHT = CONTENT
MIN_SPAN = 3
HALF = 0.5
THIRD = 0.34
CAP = 12
SMALL_SPAN = 5


def running_weight(weight: Floats) -> npt.NDArray[np.int64]:
    """Running total of token weights (1 for a content word) in parts of `CONTENT`; shape (n,) in, (n + 1,) out."""
    total = np.zeros(len(weight) + 1, np.int64)
    np.cumsum(np.rint(weight * CONTENT).astype(np.int64), out=total[1:])
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


def clean_edges(runs: Sequence[Run], weight: Sequence[int]) -> list[Run]:
    """Take a light equal run at either end of a block into a change of four words and more beside it: a lone "De"
    before a rewritten sentence is no anchor."""
    out = list(runs)
    for end in (0, -1):
        if len(out) < 2 or not out[end][0]:
            continue
        edge, beside = (out[0], out[1]) if end == 0 else (out[-1], out[-2])
        span = max(beside[2] - beside[1], beside[4] - beside[3])
        if (
            weight[edge[2]] - weight[edge[1]] >= LIGHT
            or span < EDGE_SPAN
            or beside[2] == beside[1]
            or beside[4] == beside[3]
        ):
            continue
        first, last = (edge, beside) if end == 0 else (beside, edge)
        merged = (False, first[1], last[2], first[3], last[4])
        out = [merged, *out[2:]] if end == 0 else [*out[:-2], merged]
    return out


def slide(
    runs: Sequence[Run], left: str, right: str, starts_left: Sequence[int], starts_right: Sequence[int]
) -> list[Run]:
    """Shift pure insertions and deletions to the place a reader would choose: at the start of a sentence or clause.

    `... Defensie[, de Minister van Justitie]` rather than `... Defensie, de Minister [van Justitie, de Minister]`.
    starts_*: whether a token begins a sentence or clause (follows a sign). Only shifts that leave the text the same.
    """
    out = list(runs)
    for k in range(1, len(out) - 1):
        equal, i1, i2, j1, j2 = out[k]
        if equal or (i2 > i1 and j2 > j1) or not out[k - 1][0] or not out[k + 1][0]:
            continue
        text, starts, lo, hi = (left, starts_left, i1, i2) if i2 > i1 else (right, starts_right, j1, j2)
        room_back = out[k - 1][2] - out[k - 1][1] - 1
        room_on = out[k + 1][2] - out[k + 1][1] - 1
        back = 0
        while back < room_back and text[lo - back - 1] == text[hi - back - 1]:
            back += 1
        on = 0
        while on < room_on and text[lo + on] == text[hi + on]:
            on += 1
        best, best_value = 0, _value(starts, lo, hi, len(text))
        for shift in range(-back, on + 1):
            value = _value(starts, lo + shift, hi + shift, len(text))
            if value > best_value:
                best, best_value = shift, value
        if best:
            _, a1, a2, b1, b2 = out[k - 1]
            out[k - 1] = (True, a1, a2 + best, b1, b2 + best)
            out[k] = (False, i1 + best, i2 + best, j1 + best, j2 + best)
            _, c1, c2, d1, d2 = out[k + 1]
            out[k + 1] = (True, c1 + best, c2, d1 + best, d2)
    return out


def _value(starts: Sequence[int], lo: int, hi: int, end: int) -> int:
    """How good a place is: the piece begins where a clause begins, and the text after it does too."""
    return 2 * bool(lo < end and starts[lo]) + bool(hi >= end or starts[hi])
