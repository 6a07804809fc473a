"""The benchmark of the view stands on a comparison of its own making: it must fit what the view is given."""

from __future__ import annotations

from desktop.ui.compare.rows import build_rows
from tools.bench_window import made_comparison


def test_the_made_comparison_can_be_laid_out() -> None:
    comparison = made_comparison(40)
    rows = build_rows(comparison)
    assert len(rows) >= 40
    assert any(row.changes for row in rows)
