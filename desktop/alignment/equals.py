"""Units that say the same word for word: they are paired without a search.

old  Doel · Het water stijgt. · Ja. · Ja.         new  Doel · Ja. · Het water stijgt. · Ja.
text "abcc"                                        text "acbc"         one character for each unit that both sides have
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.alignment.candidates import MAX_COUNT
from desktop.alignment.similarity import equal_runs
from desktop.model.stretches import places
from desktop.model.units import Units
from desktop.text.word_chars import past_surrogates, text_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MIN_TOKENS = 5
_ONLY_OLD, _ONLY_NEW, _FIRST_SHARED = 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Equals:
    """old, new: a number for each unit, the same for equal units. text: both sides as strings, one character for each
    unit; equal characters are equal units. times: how often the units of each number stand on either side."""

    old: Ints
    new: Ints
    text: tuple[str, str]
    times: tuple[Ints, Ints]


def find_equals(left: Units, right: Units) -> Equals:
    """Number the units of both sides by what they say."""
    distinct, number = np.unique(np.concatenate([left.hash, right.hash]), return_inverse=True)
    old, new = number[: len(left)], number[len(left) :]
    times = np.bincount(old, minlength=len(distinct)), np.bincount(new, minlength=len(distinct))
    shared = (times[0] > 0) & (times[1] > 0)
    code = np.where(times[0] > 0, _ONLY_OLD, _ONLY_NEW).astype(np.uint32)
    code[shared] = past_surrogates(np.arange(int(shared.sum()), dtype=np.uint32) + _FIRST_SHARED)
    return Equals(old, new, (text_of(code[old]), text_of(code[new])), times)


def unique_equals(equals: Equals, left: Units, right: Units) -> tuple[Ints, Ints]:
    """Units that stand once on each side with the same tokens (five or more)."""
    once = (equals.times[0] == 1) & (equals.times[1] == 1)
    at_old, at_new = np.zeros(len(once), np.int64), np.zeros(len(once), np.int64)
    at_old[equals.old], at_new[equals.new] = np.arange(len(left)), np.arange(len(right))
    i, j = at_old[once], at_new[once]
    size = left.end[i] - left.start[i]
    kept = (size >= MIN_TOKENS) & (size == right.end[j] - right.start[j])
    return i[kept], j[kept]


def repeated_equals(equals: Equals) -> tuple[Ints, Ints]:
    """Units that stand more often than candidates are looked for, paired in order: formulas are text, too."""
    often = equals.times[0] > MAX_COUNT
    old, new = np.flatnonzero(often[equals.old]), np.flatnonzero(often[equals.new])
    texts = ("".join([text[k] for k in at.tolist()]) for text, at in zip(equals.text, (old, new), strict=True))
    i, j = in_order(equal_runs(*texts))
    return old[i], new[j]


def in_order(runs: list[tuple[int, int, int]]) -> tuple[Ints, Ints]:
    """The pairs of places that runs (start in old, start in new, length) stand for."""
    a, b, size = np.asarray(runs, np.int64).reshape(-1, 3).T
    return places(a, size), places(b, size)
