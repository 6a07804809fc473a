"""What is known of the blocks of a document, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.model.document import FURNITURE, HEADINGS, BlockKind, Document

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_KINDS = tuple(BlockKind)
NUMBER_OF_KIND = {kind: number for number, kind in enumerate(_KINDS)}
_HEADING = np.asarray([kind in HEADINGS for kind in _KINDS])
_CONTENT = np.asarray([kind not in FURNITURE for kind in _KINDS])


@dataclass(frozen=True, slots=True, eq=False)
class BlockFacts:
    """Columns of shape (blocks,). kind: a number for each kind; section: -1 where a block has none; heading; content:
    whether it is compared."""

    kind: Ints
    section: Ints
    heading: Bools
    content: Bools


def block_facts(document: Document) -> BlockFacts:
    """Facts of all blocks."""
    kind = np.fromiter([NUMBER_OF_KIND[b.kind] for b in document.blocks], np.int64, len(document.blocks))
    section = np.asarray([-1 if b.section is None else b.section for b in document.blocks], np.int64)
    return BlockFacts(kind, section, _HEADING[kind], _CONTENT[kind])
