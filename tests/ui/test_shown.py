"""What is shown of a comparison: found by change, section and block, while rows still come and in the next one."""

from __future__ import annotations

from types import SimpleNamespace

from desktop.model.options import Options, Pin, PinKind, Side
from desktop.ui.compare.rows import build_rows
from desktop.ui.shown import Shown
from desktop.ui.state import Cursor
from tests.making import compare

OLD = """1. Regels

De regels over de inzet gelden vanaf het jaar 2009 in het hele land.

2. Fonds

Het fonds telt 5 leden van de raad en een voorzitter.
"""
NEW = OLD.replace("2009", "2014").replace("5 leden", "8 leden")


def shown_of(options: Options | None = None) -> Shown:
    """All of a comparison, its rows come in pieces of two."""
    comparison = compare(OLD, NEW, options or Options())
    rows, shown = build_rows(comparison), Shown()
    for at in range(0, len(rows), 2):
        shown.add(rows[at : at + 2])
    shown.complete(SimpleNamespace(changes=comparison.changes, sections=(), block_matches=comparison.block_matches))  # type: ignore[arg-type]
    return shown


def test_rows_are_found_by_what_stands_in_them() -> None:
    shown = shown_of()
    for change in shown.in_order():
        row = shown.rows[shown.row_of_change[change.id]]
        assert change.id in row.changes and shown.section_of_change[change.id] == row.part
    for section, at in shown.row_of_section.items():
        assert shown.rows[at].part == section and (at == 0 or shown.rows[at - 1].part != section)
    for (side, block), at in shown.row_of_block.items():
        assert block in {c.block.id for c in (shown.rows[at].old if side is Side.OLD else shown.rows[at].new)}
    assert [c.new for c in shown.in_order()] == ["2014", "8"]


def test_while_rows_still_come_nothing_is_known_of_the_result() -> None:
    shown = Shown()
    shown.add(build_rows(compare(OLD, NEW))[:3])
    assert shown.rows and shown.match_of_row(0) is None and shown.node(1) is None and shown.change(0) is None


def test_a_place_is_found_again_in_another_comparison() -> None:
    before = shown_of()
    change = before.in_order()[1]
    at_change = before.place(Cursor(before.row_of_change[change.id], change.id))
    at_row = before.place(Cursor(len(before.rows) - 1))
    after = shown_of(Options(pins=(Pin(PinKind.FORBID, 1, 1),)))  # the first paragraph stands on two rows now
    found = after.find(at_change)
    assert found is not None and after.change(found.change).new == "8"  # type: ignore[union-attr]
    assert after.find(at_row) == Cursor(len(after.rows) - 1)
    assert after.find(before.place(Cursor(None))) is None
