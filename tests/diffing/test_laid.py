"""Blocks of matches, laid one match after the other."""

from __future__ import annotations

import numpy as np

from desktop.alignment.units import find_units
from desktop.diffing.laid import lay
from desktop.text.tokens import tokenize
from desktop.text.word_chars import word_chars
from tests.making import read


def test_each_match_is_one_stretch_whatever_its_blocks() -> None:
    document = read("Het water stijgt. Nu.\n\nDe zon schijnt vandaag.\n\nAlle bomen bloeien, zeggen zij.")
    tokens = tokenize(document, document)
    units = find_units(tokens.old, tokens)
    sign = np.asarray([key in ",." for key in tokens.keys])
    side = lay(tokens.old, word_chars(tokens)[0], units, sign, np.asarray([2, 0, 1]), np.asarray([0, 0, 1]), 2)
    words = [document.text[tokens.old.start[k] : tokens.old.end[k]] for k in side.token.tolist()]
    assert " ".join(words) == "Alle bomen bloeien , zeggen zij . Het water stijgt . Nu . De zon schijnt vandaag ."
    assert side.edge.tolist() == [0, 13, 18]
    assert side.block.tolist() == [2] * 7 + [0] * 6 + [1] * 5
    assert [w for w, begins in zip(words, side.begins.tolist()[:-1], strict=True) if begins] == [
        "Alle", "zeggen", "Het", "Nu", "De",
    ]  # fmt: skip
    assert (side.unit.tolist(), side.unit_match.tolist()) == ([3, 0, 1, 2], [0, 0, 0, 1])
    assert side.unit_at.tolist() == [0, 7, 11, 13, 18]
    assert [side.text[k] == side.text[n] for k, n in ((6, 10), (6, 12), (0, 1))] == [True, True, False]
