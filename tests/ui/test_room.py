"""Words fit where they stand, in every language: in the window, its dialogs, the tour, the first page.

A label that gives way on purpose is left out (`Elided`: names of files and sections), and so are cells of tables, which
say the whole on hovering.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n import LANGUAGES
from desktop.ui.app import Application
from desktop.ui.jobs import Jobs
from desktop.ui.panels.making import Elided
from desktop.ui.tour.steps import STEPS
from tests.ui.conftest import running

DIALOGS = ("file.settings", "help.keys", "file.export", "file.reading", "file.paste", "help.about")
SLACK_PX = 1


SIZES = {"usual": (1280, 800, 1.0), "large": (1600, 1000, 1.5)}
"""Windows with the factor by which the system's letters are larger."""


@pytest.fixture(params=[(language, size) for language in LANGUAGES for size in SIZES], ids="-".join)
def application(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    jobs: Jobs,
    tmp_path: Path,
    mishaps: list[BaseException],
) -> Iterator[Application]:
    """The program on its first start, in one of its languages."""
    language, size = request.param
    wide, high, factor = SIZES[size]
    usual = QFont(qapp.font())
    font = QFont(usual)
    font.setPointSizeF(usual.pointSizeF() * factor)
    qapp.setFont(font)
    with running(qtbot, Application(qapp, jobs, tmp_path / "settings", language), mishaps, (wide, high)) as made:
        yield made
    qapp.setFont(usual)


def cut(root: QWidget) -> list[str]:
    """What is said by widgets that have not enough room for it."""
    found: list[str] = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        if isinstance(widget, QLabel):
            found += _label(widget)
        elif isinstance(widget, QAbstractButton):
            if widget.text() and widget.sizeHint().width() > widget.width() + SLACK_PX:
                found.append(f"button: {widget.text()}")
        elif isinstance(widget, QComboBox):
            room = widget.width() - 30  # the arrow and the edges
            found += [f"choice: {t}" for t in _items(widget) if widget.fontMetrics().horizontalAdvance(t) > room]
        elif isinstance(widget, QLineEdit) and not widget.text():
            room = widget.width() - 2 * 9 - (24 if widget.isClearButtonEnabled() else 0)
            if widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > room:
                found.append(f"field: {widget.placeholderText()}")
        elif isinstance(widget, QTabBar):
            for i in range(widget.count()):
                if widget.fontMetrics().horizontalAdvance(widget.tabText(i)) > widget.tabRect(i).width() - 20:
                    found.append(f"tab: {widget.tabText(i)}")
            if widget.count() and widget.tabRect(widget.count() - 1).right() > widget.width():
                found.append(f"tab out of sight: {widget.tabText(widget.count() - 1)}")
        elif isinstance(widget, QHeaderView) and widget.orientation() is Qt.Orientation.Horizontal:
            model = widget.model()
            for i in range(widget.count()):
                said = str(model.headerData(i, Qt.Orientation.Horizontal) or "")
                if not widget.isSectionHidden(i) and widget.sectionSizeHint(i) > widget.sectionSize(i) + SLACK_PX:
                    found.append(f"head: {said}")
        elif isinstance(widget, QToolBar):
            more = widget.findChild(QWidget, "qt_toolbar_ext_button")
            if more is not None and more.isVisibleTo(root):
                found.append("tools out of sight")
    return found


def _label(label: QLabel) -> list[str]:
    if isinstance(label, Elided) or not label.text() or not label.width():
        return []
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        longest = max(map(label.fontMetrics().horizontalAdvance, label.text().split()), default=0)
        if needed > label.height() + SLACK_PX or longest > label.width() + SLACK_PX:
            return [f"wrapped: {label.text()}"]
    elif label.sizeHint().width() > label.width() + SLACK_PX:
        return [f"label: {label.text()}"]
    return []


def _items(box: QComboBox) -> list[str]:
    return [box.itemText(i) for i in range(box.count())]


def test_a_word_without_room_is_noticed(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    label, button, field = QLabel("Verantwoordelijkheid", root), QPushButton("Ongedaan maken", root), QLineEdit(root)
    field.setPlaceholderText("Zoek een opdracht of een toets")
    for widget in (label, button, field):
        widget.resize(40, 30)
    root.show()
    assert [said.partition(":")[0] for said in cut(root)] == ["label", "button", "field"]
    for widget in (label, button, field):
        widget.resize(400, 30)
    assert cut(root) == []


def test_the_first_page_and_the_tour(qtbot: QtBot, application: Application) -> None:
    window = application.window
    assert cut(window) == []
    window.run("help.tour")
    qtbot.waitUntil(lambda: window.guide.tour is not None and window.guide.tour.is_on, timeout=20_000)
    tour = window.guide.tour
    assert tour is not None
    for step in STEPS:
        assert cut(tour.card) == [], step.title
        tour.card.next.click()


def test_the_comparison_with_all_of_its_pages(qtbot: QtBot, application: Application, texts: tuple[Path, Path]) -> None:
    window = application.window
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(str(texts[0]), str(texts[1]))
    qtbot.wait(30)
    window.run("edit.find")
    for page in ("changes", "notes", "coverage"):
        window.run(f"view.{page}")
        qtbot.wait(30)
        assert cut(window) == [], page
    window.run("go.next_change")
    window.run("note.write")
    window.run("pair.accept")
    qtbot.waitUntil(lambda: not window.workspace.is_busy)
    assert cut(window) == []


def test_the_dialogs(qtbot: QtBot, application: Application, texts: tuple[Path, Path]) -> None:
    window = application.window
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(str(texts[0]), str(texts[1]))
    for command in DIALOGS:
        window.run(command)
        qtbot.wait(60)
        shown = [w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible() and w.windowTitle()]
        assert len(shown) == 1, command
        assert cut(shown[0]) == [], command
        shown[0].close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
