"""Block matches as columns: all that comparing words needs of them. `Match` objects are made of them when asked for."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """The blocks of one side, match after match. id, match: of each block; first: where those of each match begin, with
    one more for the end."""

    id: Ints
    match: Ints
    first: Ints

    @property
    def count(self) -> Ints:
        """How many blocks each match has."""
        return np.diff(self.first)

    def lists(self) -> list[list[int]]:
        """The blocks of each match."""
        ids, first = self.id.tolist(), self.first.tolist()
        return [ids[a:b] for a, b in itertools.pairwise(first)]


def members(match: Ints, block: Ints, matches: int) -> Members:
    """Members of so many matches. match, block: of each of them, in any order; blocks of a match stand in order."""
    order = np.lexsort((block, match))
    return Members(block[order], match[order], np.searchsorted(match[order], np.arange(matches + 1)))


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """Every block that is compared stands in one match of its side. changed, moved, outside, pinned: of each match."""

    old: Members
    new: Members
    changed: Bools
    moved: Bools
    outside: Bools
    pinned: Bools

    def __len__(self) -> int:
        return len(self.changed)

    @property
    def sides(self) -> Sequence[Members]:
        return self.old, self.new

    @property
    def both(self) -> Bools:
        """Which matches have blocks on both sides."""
        return (self.old.count > 0) & (self.new.count > 0)
