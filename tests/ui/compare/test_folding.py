"""Changes only: equal rows are folded away, a change keeps its heading."""

from __future__ import annotations

from desktop.ui.compare.folding import ViewMode, show
from desktop.ui.compare.rows import RowKind, Sign, ViewRow, build_rows
from tests.reports.making import comparison, document
from tests.ui.compare.picture import picture


def rows() -> tuple[ViewRow, ...]:
    same = [("h1", "A"), ("paragraph", "een"), ("paragraph", "twee"), ("h1", "B"), ("paragraph", "drie")]
    old, new = document([*same, ("paragraph", "vier")]), document([*same, ("paragraph", "5")])
    return build_rows(comparison(old, new, [((i,), (i,)) for i in range(6)], [((0,), (0,)), ((1,), (1,))]))


def test_all_rows_are_shown_side_by_side_and_inline() -> None:
    made = rows()
    for mode in (ViewMode.SIDE_BY_SIDE, ViewMode.INLINE):
        shown = show(made, mode)
        assert shown.rows == made and list(shown.index) == list(range(6))


def test_only_changes_and_their_headings_stay() -> None:
    shown = show(rows(), ViewMode.CHANGES_ONLY)
    assert picture(shown.rows) == ["  3 folded as same", "= B | B", "  1 folded as same", "≈ [-vier-] | [+5+]"]
    assert list(shown.index) == [0, 3, 4, 5]


def test_a_fold_can_be_opened() -> None:
    shown = show(rows(), ViewMode.CHANGES_ONLY, opened=[0])
    assert list(shown.index) == [0, 1, 2, 3, 4, 5]
    assert [r.kind is RowKind.FOLD for r in shown.rows] == [False, False, False, False, True, False]


def test_what_is_outside_the_excerpt_is_folded_by_itself() -> None:
    outside = ViewRow(RowKind.OUTSIDE, sign=Sign.OUTSIDE)
    edge = ViewRow(RowKind.EDGE)
    same = ViewRow(RowKind.PAIR, sign=Sign.SAME)
    shown = show((outside, outside, edge, same, same), ViewMode.CHANGES_ONLY)
    assert [(r.kind, r.sign) for r in shown.rows] == [(RowKind.FOLD, Sign.OUTSIDE), (RowKind.FOLD, Sign.SAME)]


def test_nothing_to_show_is_nothing() -> None:
    assert list(show((), ViewMode.CHANGES_ONLY).rows) == []
