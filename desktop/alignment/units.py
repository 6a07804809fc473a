"""Units of alignment: sentences, headings, list items, table rows; very long ones cut at stable places."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import numpy.typing as npt

from desktop.model.units import Units
from desktop.text.tokens import TokenRow, Tokens

Ints = npt.NDArray[np.int64]

LONG_UNIT = 90
CUT_AFTER = 25
CUT_SHARE = 16
_P = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.cumprod(np.concatenate([[np.uint64(1)], np.full(255, _P)])).astype(np.uint64)


def find_units(row: TokenRow, tokens: Tokens) -> Units:
    """Sentences of a document; one of more than 90 tokens is cut after signs, or after a word that says so by its
    letters, so that both editions are cut at the same places."""
    n = len(row)
    start = row.sentence.astype(np.int64)
    end = np.append(start[1:], n) if n else start
    if n and int((end - start).max(initial=0)) > LONG_UNIT:
        start = _cut_long(row, tokens, start, end)
        end = np.append(start[1:], n)
    owner = np.repeat(np.arange(len(start), dtype=np.int32), end - start)
    position = np.arange(n, dtype=np.int32) - np.repeat(start.astype(np.int32), end - start)
    mixed = row.key.astype(np.uint64)
    mixed += np.uint64(1)
    mixed *= _POWERS[position & 255]
    if n and int(position.max()) > 255:
        mixed += (position >> 8).astype(np.uint64)
    hashes = np.add.reduceat(mixed, start) if n else np.zeros(0, np.uint64)
    words = np.add.reduceat(tokens.word.astype(np.int64)[row.key], start) if n else np.zeros(0, np.int64)
    return Units(start, end, row.block[start].astype(np.int64), hashes, words, owner)


def _cut_long(row: TokenRow, tokens: Tokens, start: Ints, end: Ints) -> Ints:
    cuts = [start]
    signs = ~tokens.word
    for k in np.flatnonzero(end - start > LONG_UNIT).tolist():
        keys = row.key[start[k] : end[k]]
        # a cut after a sign, else after about every sixteenth word, told by its letters: places that all editions share
        chosen_words = [
            crc32(tokens.keys[key].encode("utf-8", "replace")) % CUT_SHARE == 0 for key in keys[:-1].tolist()
        ]
        natural = signs[keys[:-1]] | np.asarray(chosen_words, bool)
        places = (np.flatnonzero(natural) + 1).tolist()
        chosen, last = [], 0
        for place in places:
            if place - last >= CUT_AFTER:
                chosen.append(place)
                last = place
        cuts.append(start[k] + np.asarray(chosen, np.int64))
    return np.sort(np.concatenate(cuts))
