"""White space between columns: the rough look at rows spares none that the close one would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.readers.page_gutters import Free, Gutters
from desktop.readers.page_lines import Piece, rows_of

SIDES = ((70.0, 290.0), (310.0, 530.0), (70.0, 530.0), (70.0, 180.0), (310.0, 400.0), (300.0, 302.5))


def piece(x0: float, x1: float, y: float) -> Piece:
    return Piece("een regel met een aantal woorden", x0, x1, y, 10.0, 400, False, "", False)


@given(st.lists(st.lists(st.sampled_from(SIDES), min_size=1, max_size=2, unique=True), min_size=4, max_size=14))
def test_where_columns_begin_the_rough_look_says_so(lines: list[list[tuple[float, float]]]) -> None:
    rows = rows_of([piece(a, b, 100 + 12 * i) for i, line in enumerate(lines) for a, b in line])
    gutters, free = Gutters((), ()), Free(rows)
    for k in range(len(rows) - 1):
        assert free.may_begin(k) or gutters.find(rows, k, free) is None


def test_type_of_no_size_does_no_harm() -> None:
    dot = Piece(".", 70.0, 70.0, 100.0, 0.0, 400, False, "", False)
    assert not Free([[dot], [dot]]).may_begin(0)


def test_columns_may_begin_beside_each_other_and_not_in_one() -> None:
    both = [piece(a, b, 100 + 12 * i) for i in range(8) for a, b in SIDES[:2]]
    assert Free(rows_of(both)).may_begin(0)
    assert not Free(rows_of([piece(70, 530, 100 + 12 * i) for i in range(8)])).may_begin(0)
