"""Units of alignment (sentences, headings, items, rows) as columns, and the pairs found between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.model.words import Ids

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Columns of shape (n,): start, end in tokens; block: index into blocks; hash: of the keys, for equality;
    words: number of words and numbers. owner: shape (tokens,), the unit of each token."""

    start: Ints
    end: Ints
    block: Ints
    hash: Hashes
    words: Ints
    owner: Ids

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, eq=False)
class UnitPairs:
    """Old and new units that say the same, as columns of shape (n,), in the order of the new side. score: 0–1."""

    old: Ints
    new: Ints
    score: Floats

    def __len__(self) -> int:
        return len(self.old)
