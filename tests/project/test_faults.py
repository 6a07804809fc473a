"""A small part of `make check-project`: what was acknowledged is kept, whatever happens; damage is told."""

from __future__ import annotations

from tools import check_project


def test_a_day_that_is_killed_keeps_what_was_acknowledged() -> None:
    counts = check_project.kills(5, seed=11)
    assert counts["killed"] == 5 and counts["decisions acknowledged"] > 20


def test_a_full_disk_is_told_and_costs_nothing() -> None:
    counts = check_project.full_disk(1, seed=12)
    assert counts["done"] and counts["refused: cannot_write"] + counts["refused: project_full"]


def test_what_may_not_be_written_can_be_read() -> None:
    assert check_project.protected(seed=13)["protected"] == 6


def test_a_project_cut_off_is_told_and_rescued() -> None:
    counts = check_project.damaged(30, seed=14, cut=True)
    assert counts["told: project_damaged"] == 30 and counts["notes rescued"]


def test_turned_bits_are_told_or_harmless() -> None:
    counts = check_project.damaged(60, seed=15, cut=False)
    assert counts["told: project_damaged"] > 30 and counts["notes rescued"] > 0.8 * counts["notes there were"]


def test_a_log_cut_off_gives_an_earlier_state() -> None:
    assert sum(check_project.logs(8, seed=16).values()) == 8
