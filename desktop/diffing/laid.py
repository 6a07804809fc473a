"""One side of the matches to be compared, laid match after match.

    document   block 3 · block 4 · block 7          matches   0: blocks 7 and 3   1: block 4
    laid       7 7 7 3 3 │ 4 4                                edge 0 5 7

Here each match is one stretch of tokens, whatever blocks it is made of and wherever they stand; so all matches are
compared by the same columns. `Laid.token` leads back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.model.stretches import edges_of, places
from desktop.model.units import Units
from desktop.model.words import Ids
from desktop.text.tokens import TokenRow

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """token: the token at each place; key, text: what stands there, as number and as word-char; block: its block;
    begins: whether a clause begins there, with one more place for the end. edge: where each match begins, and where the
    last one ends. unit, unit_match, unit_at: the units in the order of their places, their match, and where each
    begins, with one more for the end."""

    token: Ints
    key: Ids
    text: str
    block: Ids
    begins: Bools
    edge: Ints
    unit: Ints
    unit_match: Ints
    unit_at: Ints


def lay(row: TokenRow, chars: str, units: Units, sign: Bools, blocks: Ints, match: Ints, matches: int) -> Laid:
    """Lay some blocks. chars: the side as word-chars; sign: whether each key is a sign that ends a clause; blocks: ids
    in the order of the matches; match: of each of these blocks, from 0 to `matches`."""
    known = int(blocks.max(initial=0)) + 1
    at, unit_at = edges_of(row.block, known), edges_of(units.block, known)
    start, size = at[blocks], at[blocks + 1] - at[blocks]
    token = places(start, size)
    text = "".join([chars[a : a + n] for a, n in zip(start.tolist(), size.tolist(), strict=True)])
    key = row.key[token]
    edge = np.zeros(matches + 1, np.int64)
    np.cumsum(np.bincount(match, size, matches).astype(np.int64), out=edge[1:])
    begins = np.ones(len(token) + 1, bool)
    begins[1:] = sign[key]
    begins[edge] = True
    unit_size = unit_at[blocks + 1] - unit_at[blocks]
    unit = places(unit_at[blocks], unit_size)
    places_of_units = np.zeros(len(unit) + 1, np.int64)
    np.cumsum(units.end[unit] - units.start[unit], out=places_of_units[1:])
    return Laid(token, key, text, row.block[token], begins, edge, unit, np.repeat(match, unit_size), places_of_units)
