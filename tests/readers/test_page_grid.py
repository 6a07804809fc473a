"""Grids: the cells that drawn lines enclose."""

from __future__ import annotations

from desktop.readers.page_grid import Grid, Rule, find_grids, strokes


def lines(*rules: Rule) -> list[Grid]:
    return find_grids(*strokes(rules))


def across(y: float, x0: float = 0, x1: float = 90) -> Rule:
    return (x0, y, x1, y + 0.5)


def down(x: float, y0: float = 0, y1: float = 60) -> Rule:
    return (x, y0, x + 0.5, y1)


def cells(grid: Grid) -> list[tuple[int, int]]:
    return [(box.row, box.column) for box in grid.boxes]


def test_lines_that_cross_enclose_cells() -> None:
    (grid,) = lines(across(0), across(30), across(60), down(0), down(30), down(60), down(90))
    assert (grid.rows, grid.columns) == (2, 3)
    assert cells(grid) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_where_a_line_is_missing_cells_are_one() -> None:
    (grid,) = lines(across(0), across(30, 30), across(60), down(0), down(30), down(60, 30), down(90))
    assert cells(grid) == [(0, 0), (0, 1), (1, 1), (1, 2)]


def test_a_point_is_in_the_cell_around_it() -> None:
    (grid,) = lines(across(0), across(30, 30), across(60), down(0), down(30), down(60, 30), down(90))
    places = [grid.at(x, y) for x, y in ((15, 45), (75, 15), (75, 45), (95, 15), (15, -5))]
    assert [(box.row, box.column) if box else None for box in places] == [(0, 0), (0, 1), (1, 2), None, None]


def test_outer_lines_may_be_missing() -> None:
    (grid,) = lines(across(20), across(40), down(30), down(60))
    assert (grid.rows, grid.columns) == (3, 3)


def test_borders_of_each_cell_by_itself_are_one_grid() -> None:
    boxes = [(x, y, x + 29.2, y + 29.2) for x in (0.0, 30.0, 60.0) for y in (0.0, 30.0)]
    (grid,) = lines(*boxes)
    assert (grid.rows, grid.columns, len(grid.boxes)) == (2, 3, 6)


def test_two_tables_are_two_grids() -> None:
    first = (across(0), across(60), down(0), down(30), down(90))
    second = tuple((x0, y0 + 200, x1, y1 + 200) for x0, y0, x1, y1 in first)
    assert [round(grid.ys[0]) for grid in lines(*second, *first)] == [0, 200]


def test_lines_across_alone_a_frame_and_a_stack_of_boxes_are_no_grid() -> None:
    assert lines(across(0), across(30), across(60)) == []
    assert lines(across(0), across(60), down(0), down(90)) == []
    assert lines(across(0), across(30), across(60), down(0), down(90)) == []


def test_a_shape_with_corners_cut_out_is_a_drawing() -> None:
    stairs = (across(0), across(30, 30), across(60), down(0), down(30, 0, 29), down(90))
    assert all(len(grid.boxes) > 1 for grid in lines(*stairs))
    assert lines(across(0), across(30, 0, 30), across(60), down(0), down(30, 0, 30), down(90)) == []
