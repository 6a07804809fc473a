"""The view under real keys, clicks and sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.colors import load_colors
from desktop.i18n import translator
from desktop.reports.runs import RunKind
from desktop.ui.compare.find import Query, find
from desktop.ui.compare.folding import ViewMode
from desktop.ui.compare.painter import RowMarks
from desktop.ui.compare.rows import RowKind, Side, ViewRow, build_rows, change_order
from desktop.ui.compare.view import CompareView
from tests.making import compare
from tests.reports.making import comparison, document
from tests.ui.compare.test_places import noted_rows

ITEM = "De gemeente houdt een openbaar register bij van de verleende vergunningen voor straat {n} in wijk {n}."


def long_rows(count: int = 60) -> tuple[ViewRow, ...]:
    """Paragraphs that are the same but every tenth, in which a year differs."""
    olds, news = [("h1", "Vergunningen")], [("h1", "Vergunningen")]
    for n in range(1, count):
        text = ITEM.format(n=n)
        olds.append(("paragraph", text + (" Peildatum 2009." if n % 10 == 0 else "")))
        news.append(("paragraph", text + (" Peildatum 2014." if n % 10 == 0 else "")))
    links = [((i,), (i,)) for i in range(count)]
    return build_rows(comparison(document(olds), document(news), links, [((0,), (0,))]))


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    made = CompareView(translator("en"))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.set_labels("2014", "2022")
    made.set_rows(long_rows())
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def test_it_begins_at_the_beginning(view: CompareView) -> None:
    assert view.visible_rows()[0] == 0
    assert view.verticalScrollBar().value() == 0


def test_page_down_and_up_come_back(view: CompareView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.visible_rows()[0] > 3
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.verticalScrollBar().value() == 0


def test_end_shows_the_last_row_at_the_bottom_and_home_the_first(view: CompareView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_End)
    slot, box, y = list(view.page.visible())[-1]
    assert slot == len(view.rows) - 1 and y + box.height == view.page.height
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert view.current_row == len(view.rows) - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page.top == (0, 0) and view.current_row == 0


def test_down_walks_over_all_rows_and_each_is_in_sight(view: CompareView, qtbot: QtBot) -> None:
    seen = []
    view.current_changed.connect(lambda row, change, section: seen.append(row))
    for _ in range(len(view.rows) + 20):
        qtbot.keyClick(view, Qt.Key.Key_Down)
        first, last = view.visible_rows()
        assert first <= view.current_row <= last
    assert seen == list(range(seen[0], len(view.rows)))


def test_a_change_is_gone_to_and_told(view: CompareView, qtbot: QtBot) -> None:
    change = change_order(view.rows)[3]
    with qtbot.waitSignal(view.current_changed) as told:
        view.go_to_change(change)
    row, at, section = told.args
    assert (row, at, section) == (40, change, view.rows[40].part)
    where = view.page.where(view.slot_of(40))
    assert where is not None and 0 <= where[0] <= view.page.height / 2


def test_what_is_in_sight_already_does_not_move(view: CompareView) -> None:
    first = change_order(view.rows)[0]
    view.go_to_change(first)
    before = view.page.top
    view.go_to_row(view.current_row + 1)
    assert view.page.top == before


def test_stepping_over_changes_meets_each_once(view: CompareView) -> None:
    order = change_order(view.rows)
    met = [view.step_change(1) for _ in order]
    assert tuple(met) == order
    assert view.step_change(1) is None
    assert [view.step_change(-1) for _ in order[1:]] == list(reversed(order[:-1]))
    assert view.step_change(-1) is None


def test_changes_only_folds_and_a_click_unfolds(view: CompareView, qtbot: QtBot) -> None:
    view.go_to_change(change_order(view.rows)[0])
    view.set_mode(ViewMode.CHANGES_ONLY)
    kinds = [row.kind for row in view.shown.rows]
    assert kinds.count(RowKind.FOLD) == 6 and len(kinds) == 1 + 6 + 5
    slot, box, y = next((s, b, y) for s, b, y in view.page.visible() if b.row.kind is RowKind.FOLD)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(450, y + box.height // 2))
    assert [row.kind for row in view.shown.rows].count(RowKind.FOLD) == 5
    assert view.current_row == 1
    assert slot == 1


def test_enter_unfolds_too(view: CompareView, qtbot: QtBot) -> None:
    view.set_mode(ViewMode.CHANGES_ONLY)
    view.go_to_row(0)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.shown.rows[view.slot_of(view.current_row)].kind is RowKind.FOLD
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.shown.rows[view.slot_of(view.current_row)].kind is RowKind.PAIR


def test_enter_on_a_row_tells_it(view: CompareView, qtbot: QtBot) -> None:
    view.go_to_row(5)
    with qtbot.waitSignal(view.row_activated) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [5]


def test_changing_the_mode_keeps_the_row_in_its_place(view: CompareView) -> None:
    view.go_to_change(change_order(view.rows)[2])
    row = view.current_row
    before = view.page.where(view.slot_of(row))
    view.set_mode(ViewMode.INLINE)
    after = view.page.where(view.slot_of(row))
    assert before is not None and after is not None and abs(after[0] - before[0]) <= 1
    view.set_mode(ViewMode.CHANGES_ONLY)
    assert view.current_row == row and view.page.where(view.slot_of(row)) is not None


def test_resizing_and_zooming_keep_the_first_row(view: CompareView) -> None:
    view.go_to_row(30)
    first = view.visible_rows()[0]
    for change in (lambda: view.resize(700, 600), lambda: view.set_zoom(150), lambda: view.set_column_width(40)):
        change()
        assert view.visible_rows()[0] == first


def test_a_drag_selects_on_one_side_only(view: CompareView, qtbot: QtBot) -> None:
    slot, box, y = list(view.page.visible())[2]
    cell = box.cell(Side.OLD, 0)
    assert cell is not None
    start, end = cell.caret(3), cell.caret(11)
    viewport = view.viewport()
    from_, to = (QPoint(round(r.x()), round(y + r.center().y())) for r in (start, end))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=from_)
    QTest.mouseMove(viewport, pos=to)
    assert view.selected_text() == "gemeente"
    QTest.mouseMove(viewport, pos=QPoint(viewport.width() - 20, to.y()))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=to)
    assert view.selected_text(Side.NEW) == ""
    assert view.selected_text(Side.OLD).startswith("gemeente")
    assert slot == 2


def test_a_double_click_selects_a_word(view: CompareView) -> None:
    _, box, y = list(view.page.visible())[1]
    cell = box.cell(Side.NEW, 0)
    assert cell is not None
    at = cell.caret(6)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(y + at.center().y())))
    assert view.selected_text() == "gemeente"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(y + at.center().y())))
    assert view.selected_text() == view.rows[1].new[0].text


def test_shift_and_arrows_extend_the_selection(view: CompareView, qtbot: QtBot) -> None:
    view.go_to_row(1)
    shift = Qt.KeyboardModifier.ShiftModifier
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Right, shift)
    assert view.selected_text() == "De"
    qtbot.keyClick(view, Qt.Key.Key_Right, shift | Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Right, shift | Qt.KeyboardModifier.ControlModifier)
    assert view.selected_text() == "De gemeente "
    qtbot.keyClick(view, Qt.Key.Key_End, shift)
    assert view.selected_text() == view.rows[1].new[0].text
    qtbot.keyClick(view, Qt.Key.Key_Down, shift)
    assert view.selected_text().startswith(view.rows[1].new[0].text + "\nDe")
    qtbot.keyClick(view, Qt.Key.Key_Home, shift)
    qtbot.keyClick(view, Qt.Key.Key_Left, shift)
    assert view.selected_text() == view.rows[1].new[0].text


def test_copy_puts_plain_and_rich_text_on_the_clipboard(view: CompareView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().split("\n") == [row.old[0].text for row in view.rows]
    assert data.html().count("<del") == 5 and "<ins" not in data.html()


def test_a_change_is_copied_as_old_and_new(view: CompareView, qtbot: QtBot) -> None:
    view.go_to_change(change_order(view.rows)[0])
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2009. → 2014."


def test_hits_are_gone_to(view: CompareView) -> None:
    hits = find(view.rows, Query("wijk 47"))
    assert len(hits) == 2
    view.set_find_hits(hits, 1)
    assert view.current_row == 47
    assert view.page.where(view.slot_of(47)) is not None


def test_hits_are_marked_in_one_column_too(view: CompareView) -> None:
    view.set_mode(ViewMode.INLINE)
    view.set_find_hits(find(view.rows, Query("wijk 47", sides=(Side.OLD,))), 0)
    box = view.page.box(view.slot_of(47))
    ((hit, current),) = view._state(47, box).hits
    cell = box.cell(Side.BOTH, hit.cell)
    assert current and cell is not None and cell.cell.text[hit.start : hit.end] == "wijk 47"


def test_a_click_on_a_changed_word_makes_it_current(view: CompareView) -> None:
    row = 10
    view.go_to_row(row)
    slot = view.slot_of(row)
    where = view.page.where(slot)
    cell = view.page.box(slot).cell(Side.NEW, 0)
    assert where is not None and cell is not None
    span = cell.cell.changes[0]
    stroke = next(iter(cell.strokes(span.start, span.end)))
    at = QPoint(round(stroke.rect.center().x()), round(where[0] + stroke.rect.center().y()))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.current_change == span.change


def test_rows_that_come_later_do_not_move_the_page(view: CompareView) -> None:
    rows = view.rows
    view.set_rows(rows[:20])
    view.verticalScrollBar().setValue(300)
    before = view.page.top
    view.append_rows(rows[20:])
    assert view.page.top == before
    assert view.rows == rows
    view.go_to_row(55)
    assert view.visible_rows()[1] >= 55


def test_from_what_moved_to_where_it_stood_and_back(qtbot: QtBot) -> None:
    texts = [("paragraph", ITEM.format(n=n)) for n in range(40)]
    old = document([("h1", "A"), *texts])
    new = document([("h1", "A"), *texts[1:], texts[0]])
    links = [((0,), (0,)), ((1,), (40,), "moved"), *(((i,), (i - 1,)) for i in range(2, 41))]
    view = CompareView(translator("nl"))
    qtbot.addWidget(view)
    view.resize(800, 400)
    view.set_rows(build_rows(comparison(old, new, links, [((0,), (0,))])))
    view.go_to_row(next(i for i, r in enumerate(view.rows) if r.kind is RowKind.STOOD))
    stood = view.current_row
    assert view.other_end()
    assert view.rows[view.current_row].old[0].text == ITEM.format(n=0)
    assert view.other_end() and view.current_row == stood
    view.go_to_row(0)
    assert not view.other_end()


def test_moved_words_lead_to_their_other_end_too(samples: Path, qtbot: QtBot) -> None:
    folder = samples / "phenomena" / "sentence-moved-edited"
    rows = build_rows(compare((folder / "old.txt").read_text(), (folder / "new.txt").read_text()))
    view = CompareView()
    qtbot.addWidget(view)
    view.set_rows(rows)
    view.go_to_row(1)
    assert view.other_end() and view.current_row == 2
    assert view.other_end() and view.current_row == 1


def test_sections_are_stepped_over_and_gone_to(qtbot: QtBot) -> None:
    blocks = [x for s in "ABC" for x in (("h1", s), ("paragraph", f"tekst van {s}"))]
    made = document(blocks)
    rows = build_rows(comparison(made, made, [((i,), (i,)) for i in range(6)], [((i,), (i,)) for i in range(3)]))
    view = CompareView()
    qtbot.addWidget(view)
    view.set_rows(rows)
    parts = [rows[i].part for i in (0, 2, 4)]
    view.go_to_row(0)
    assert [view.step_section(1), view.step_section(1), view.step_section(1)] == [parts[1], parts[2], None]
    view.go_to_row(5)
    assert [view.step_section(-1) for _ in range(4)] == [parts[2], parts[1], parts[0], None]
    view.go_to_section(parts[1])
    assert view.current_row == 2


def test_the_context_menu_is_asked_for_by_row_and_side(view: CompareView, qtbot: QtBot) -> None:
    view.go_to_row(3)
    with qtbot.waitSignal(view.context_requested) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=QPoint(100, 200))
        from PySide6.QtGui import QContextMenuEvent

        pos = QPoint(100, 200)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, pos, view.viewport().mapToGlobal(pos))
        QGuiApplication.sendEvent(view.viewport(), event)
    row, side, _ = told.args
    slot = view.page.slot_at(200)
    assert slot is not None and (row, side) == (view.shown.index[slot[0]], "old")


@pytest.mark.parametrize("width", [40, 200, 320, 640, 1920])
@pytest.mark.parametrize("mode", list(ViewMode))
def test_it_paints_at_any_width(view: CompareView, width: int, mode: ViewMode) -> None:
    view.set_mode(mode)
    view.resize(width, 500)
    view.set_marks({1: RowMarks(True, True, True)})
    view.select_all()
    view.set_find_hits(find(view.rows, Query("register")), 0)
    assert not view.grab().isNull()


def test_an_empty_view_answers_everything(qtbot: QtBot) -> None:
    view = CompareView()
    qtbot.addWidget(view)
    view.show()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    view.go_to_row(3)
    view.go_to_change(1)
    view.go_to_section(1)
    view.select_all()
    view.set_mode(ViewMode.CHANGES_ONLY)
    assert (view.other_end(), view.copy(), view.step_change(1), view.step_section(1)) == (False, False, None, None)
    assert view.visible_rows() == (-1, -1)


@pytest.mark.parametrize("theme", ["dark", "high_contrast", "colour_blind"])
def test_a_theme_reaches_the_page(view: CompareView, theme: str) -> None:
    view.set_theme(load_colors(theme))
    image = view.viewport().grab().toImage()
    assert image.pixelColor(2, image.height() - 2).name() == load_colors(theme).surface


def test_a_click_on_a_reference_goes_to_the_note_and_the_label_back(qtbot: QtBot) -> None:
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.set_rows(noted_rows())
    view.show()
    for row, target in ((4, 6), (6, 4)):
        _, box, y = next(x for x in view.page.visible() if x[0] == row)
        at = box.cell(Side.NEW, 0).notes[0].rect.center()  # type: ignore[union-attr]
        pos = QPoint(round(at.x()), round(y + at.y()))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=pos)
        assert view.current_row == target
    view.go_to_row(1)
    assert view.follow_note() and view.current_row == 3
    view.go_to_row(2)
    assert not view.follow_note()


def test_signs_and_moved_words_say_what_they_mean(samples: Path, qtbot: QtBot) -> None:
    folder = samples / "phenomena" / "sentence-moved-edited"
    rows = build_rows(compare((folder / "old.txt").read_text(), (folder / "new.txt").read_text()))
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.set_rows(rows)
    view.set_marks({1: RowMarks(reviewed=True)})
    _, box, y = list(view.page.visible())[1]
    gutter = view.columns.gutter_x + view.columns.gutter / 2
    assert view.words_at(QPointF(gutter, y + 10)) == "moved · reviewed"
    moved = next(run for cell in box.cells for run in cell.runs if run.kind is RunKind.MOVED_AWAY)
    at = moved.strokes[0].rect.center()
    assert view.words_at(QPointF(at.x(), y + at.y())) == "moved to Leerlingenvervoer"
    assert view.words_at(QPointF(view.columns.new_x + 3, y + 10)) == ""


def test_scrolled_pixels_are_those_of_a_whole_painting(view: CompareView, qtbot: QtBot) -> None:
    view.viewport().grab()
    for step in (37, 113, -60, 5):
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + step)
        QGuiApplication.processEvents()
        moved = view.screen().grabWindow(view.winId()).toImage()
        view.viewport().repaint()
        whole = view.screen().grabWindow(view.winId()).toImage()
        assert moved == whole


def test_only_rows_near_the_window_are_laid_out(qtbot: QtBot) -> None:
    """What makes the cost of a page the same whatever the length of the document."""
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    rows = long_rows(3000)
    view.set_rows(rows)
    view.show()
    made: list[object] = []
    make = view.page.make
    view.page.make = lambda row: (made.append(row), make(row))[1]  # type: ignore[assignment]
    view.go_to_change(change_order(rows)[200])
    view.viewport().repaint()
    assert 5 <= len(made) <= 40
    made.clear()
    view.resize(700, 600)
    view.viewport().repaint()
    made.clear()
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 20)
    view.viewport().repaint()
    assert len(made) <= 2


def test_control_and_the_wheel_ask_for_a_zoom(view: CompareView, qtbot: QtBot) -> None:
    def turn(angle: int, modifier: Qt.KeyboardModifier) -> None:
        at = QPointF(200, 200)
        event = QWheelEvent(
            at, view.mapToGlobal(at), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, modifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QGuiApplication.sendEvent(view.viewport(), event)

    asked: list[int] = []
    view.zoom_asked.connect(asked.append)
    turn(120, Qt.KeyboardModifier.ControlModifier)
    turn(-120, Qt.KeyboardModifier.ControlModifier)
    assert asked == [110, 90] and view.verticalScrollBar().value() == 0
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert len(asked) == 2 and view.verticalScrollBar().value() > 0
