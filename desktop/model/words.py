"""The words of a text as columns: what stands between white space, each distinct piece once, each word a number.

"de inzet is de inzet"      pieces  de 0 · inzet 1 · is 2      piece  0 1 2 0 1      start  0 3 9 12 15
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Columns of shape (n,), in the order of the text. pieces: distinct pieces (of this text and perhaps of others) →
    their number, counted from 0 in the order of the mapping. piece: the number of each word. start: where it stands."""

    pieces: Mapping[str, int]
    piece: Ids
    start: Ids

    def __len__(self) -> int:
        return len(self.piece)
