"""Token keys as characters, so that engines for strings compare words.

Keys that only one document has can never match; they share one character on each side, which keeps any vocabulary
within Unicode.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from desktop.text.tokens import Tokens

Points = npt.NDArray[np.uint32]

_SURROGATES = 0xD800
_ONLY_OLD, _ONLY_NEW, _FIRST_SHARED = 1, 2, 3


def word_chars(tokens: Tokens) -> tuple[str, str]:
    """Both documents as strings with one character per token; equal characters are equal keys on both sides."""
    n = len(tokens.keys)
    seen_old, seen_new = np.zeros(n, bool), np.zeros(n, bool)
    seen_old[tokens.old.key] = True
    seen_new[tokens.new.key] = True
    code = np.where(seen_old, _ONLY_OLD, _ONLY_NEW).astype(np.uint32)
    shared = np.flatnonzero(seen_old & seen_new)
    values = np.arange(len(shared), dtype=np.uint32) + _FIRST_SHARED
    code[shared] = past_surrogates(values)
    return text_of(code[tokens.old.key]), text_of(code[tokens.new.key])


def past_surrogates(values: Points) -> Points:
    """Numbers as code points: those from the first surrogate on are moved behind the last."""
    return np.where(values >= _SURROGATES, values + np.uint32(0x800), values).astype(np.uint32)


def text_of(points: Points) -> str:
    """One character for each code point."""
    return points.tobytes().decode("utf-32-le")
