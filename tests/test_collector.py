"""The collector is held back only while a comparison is made."""

from __future__ import annotations

import gc

import pytest

from desktop.collector import collector_held


def test_the_collector_runs_again_afterwards_whatever_happened() -> None:
    with pytest.raises(ValueError), collector_held():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_who_held_it_back_before_finds_it_held_back() -> None:
    with collector_held():
        with collector_held():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
