"""Every small pair of `samples/phenomena` against its truth."""

from __future__ import annotations

import pytest

from tools.phenomena import ROOT, check, pairs

NAMES = [folder.name for folder in pairs()]


def test_there_are_pairs() -> None:
    assert len(NAMES) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_pair_is_read_and_compared_as_its_truth_says(name: str) -> None:
    faults = check(ROOT / name)
    assert not faults, "\n".join(faults)
