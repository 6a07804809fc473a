"""The first minutes: an invitation, a tour that goes by keys and can be left, hints that are given once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.i18n import translator
from desktop.ui import memory as memories
from desktop.ui.actions.table import BY_ID
from desktop.ui.app import Application
from desktop.ui.jobs import Jobs
from desktop.ui.tour.callout import place_beside
from desktop.ui.tour.steps import STEPS, commands_in, sentence
from desktop.ui.tour.tips import COMPARED, TIPS, tip_after
from desktop.ui.tour.tour import Tour
from desktop.ui.window import Window
from tests.ui.conftest import Press, running


@pytest.fixture
def newcomer(
    qtbot: QtBot, qapp: QApplication, jobs: Jobs, tmp_path: Path, mishaps: list[BaseException]
) -> Iterator[Application]:
    """The program on its very first start, in Dutch."""
    with running(qtbot, Application(qapp, jobs, tmp_path / "new", "nl"), mishaps) as made:
        made.window.activateWindow()
        yield made


def on_tour(qtbot: QtBot, window: Window) -> Tour:
    """The tour, once it is there."""
    window.run("help.tour")
    qtbot.waitUntil(lambda: window.guide.tour is not None and window.guide.tour.is_on, timeout=20_000)
    assert window.guide.tour is not None
    return window.guide.tour


def test_the_first_start_invites_and_the_tour_opens_the_sample(qtbot: QtBot, newcomer: Application) -> None:
    window = newcomer.window
    assert window.start._invitation.isVisible()
    tour = on_tour(qtbot, window)
    assert [Path(s.path).name[:7] for s in window.workspace.work.sources or ()] == ["2014-bz", "2022-bz"]
    assert "1 van 8. Twee edities naast elkaar" in tour.card.next.accessibleDescription()


def test_the_keyboard_alone_goes_through_it(qtbot: QtBot, newcomer: Application, press: Press) -> None:
    window = newcomer.window
    tour = on_tour(qtbot, window)
    for number in range(1, len(STEPS) + 1):
        assert tour.step == number - 1
        assert tour.card.next.hasFocus()
        press(Qt.Key.Key_Return)
    assert not tour.is_on
    assert tour.card.isHidden()
    assert window.panes.view.hasFocus()
    assert newcomer.memory.tour_done
    assert not window.start._invitation.isVisibleTo(window.start)


def test_a_step_that_asks_for_a_key_says_when_it_was_pressed(qtbot: QtBot, newcomer: Application, press: Press) -> None:
    tour = on_tour(qtbot, newcomer.window)
    press(Qt.Key.Key_Return)
    before = newcomer.window.workspace.reader.cursor.change
    assert "F8" in tour.card.accessibleName()
    press(Qt.Key.Key_F8)
    assert newcomer.window.workspace.reader.cursor.change != before
    assert "Daar is hij" in tour.card.accessibleName()
    assert tour.card.next.hasFocus()


@pytest.mark.parametrize("steps", range(len(STEPS)))
def test_esc_leaves_it_at_any_step_for_good(qtbot: QtBot, opened: Window, press: Press, steps: int) -> None:
    tour = on_tour(qtbot, opened)
    for _ in range(steps):
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert not tour.is_on and tour.card.isHidden()
    assert opened.memory.tour_done
    assert on_tour(qtbot, opened).step == 0, "it can be taken again"


def test_every_step_stands_inside_the_window_beside_what_it_speaks_of(
    qtbot: QtBot, opened: Window, press: Press
) -> None:
    tour = on_tour(qtbot, opened)
    for size in ((1280, 800), (900, 600)):
        opened.resize(*size)
        for _ in STEPS:
            card = tour.card.geometry()
            assert opened.rect().contains(card), (size, tour.step)
            if STEPS[tour.step].target != "text":
                assert not card.intersects(tour._veil._hole), (size, tour.step)
            if tour.step < len(STEPS) - 1:
                tour.card.next.click()
        while tour.step:
            tour.card.previous.click()


def test_closing_the_comparison_or_opening_a_dialog_ends_it(qtbot: QtBot, opened: Window) -> None:
    tour = on_tour(qtbot, opened)
    opened.run("help.about")
    assert not tour.is_on
    on_tour(qtbot, opened)
    opened.run("file.close")
    assert not tour.is_on


def test_a_hint_is_given_once_and_not_over_another_message(
    qtbot: QtBot, newcomer: Application, texts: tuple[Path, Path]
) -> None:
    window = newcomer.window
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(str(texts[0]), str(texts[1]))
    assert not window.notices.isHidden() and window.notices.accessibleName().startswith("F8 gaat naar")
    window.run("view.inline")
    assert window.notices.accessibleName().startswith("F8 gaat naar"), "one at a time"
    window.run("go.back")
    window.run("view.side")
    assert window.notices.accessibleName() == "V gaat van weergave naar weergave."
    window.run("go.back")
    window.run("view.inline")
    assert window.notices.isHidden()
    assert set(memories.load(newcomer.folder).tips) == {"first_steps", "views"}


def test_who_turned_the_tour_down_by_taking_it_gets_no_hint_that_offers_it() -> None:
    assert tip_after(COMPARED, ()) is TIPS[0]
    assert tip_after(COMPARED, ("first_steps",)) is None
    assert tip_after("go.next_change", ()) is None


def test_how_work_is_kept_is_told_while_it_has_no_file_of_its_own() -> None:
    tip = tip_after("note.write", ())
    assert tip is not None and tip.id == "kept"
    assert tip_after("note.write", (), is_saved=True) is None


def test_every_command_named_is_there_and_its_key_is_the_one_in_force() -> None:
    nl = translator("nl")
    for text in [s.text for s in STEPS] + [tip.text for tip in TIPS]:
        assert set(commands_in(text)) <= set(BY_ID)
        assert set(commands_in(nl(text))) == set(commands_in(text))
    said = sentence("{next_change} and {palette}", {"go.next_change": "J", "help.palette": ""}, {}, nl)
    assert said == "J and “Alle opdrachten”"


def test_a_card_stands_beside_a_place_and_never_outside() -> None:
    room, card = QRect(0, 0, 1000, 700), QSize(300, 150)
    assert place_beside(QRect(0, 50, 200, 600), card, room).x() > 200
    assert place_beside(QRect(800, 50, 200, 600), card, room).x() < 500
    assert place_beside(QRect(400, 0, 200, 30), card, room) == QPoint(611, 12)
    for target in (room, QRect(0, 0, 1000, 30), QRect(0, 660, 1000, 40)):
        assert room.contains(QRect(place_beside(target, card, room), card)), target


def test_what_was_told_is_remembered(tmp_path: Path) -> None:
    memories.save(memories.Memory().but(tour_done=True, tips=("kept",)), tmp_path)
    kept = memories.load(tmp_path)
    assert kept.tour_done and kept.tips == ("kept",)
