"""A window to press keys in: settings in a folder of its own, one worker for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.model.annotation import Annotation, Status, Target, TargetKind
from desktop.model.document import BlockKind
from desktop.model.options import Ignore, KindPin, Options, Side
from desktop.project.decisions import put_notes
from desktop.project.files import write_file
from desktop.project.store import Store
from desktop.ui.app import Application
from desktop.ui.jobs import Jobs
from desktop.ui.memory import Memory
from desktop.ui.memory import save as save_memory
from desktop.ui.process import WorkerProcess
from desktop.ui.tour.tips import TIPS
from desktop.ui.window import Window
from tests.project.making import compare, on_change, project

OLD = """1. Regisseren

Nederland toetst iedere inzet conform het Toetsingskader 2009 van de regering. Het beleid bij de uitvoer van wapens
blijft restrictief en transparant. De Tweede Kamer wordt ingelicht over elke inzet.

De uitgaven bedragen 5 miljoen euro per jaar.

2. Stimuleren

Nederland draagt bij aan missies van de Verenigde Naties en van de Europese Unie in het buitenland.

3. Financieren

Het fonds betaalt de helft van de kosten van iedere missie waaraan Nederland deelneemt.
"""
NEW = """1. Regisseren

Nederland toetst iedere inzet conform het Toetsingskader 2014 van de regering. Het beleid bij de uitvoer van wapens
blijft zorgvuldig en transparant. De Tweede Kamer wordt ingelicht over elke inzet.

De uitgaven bedragen 8 miljoen euro per jaar.

2. Bevorderen

Nederland draagt bij aan missies van de Verenigde Naties en van de Europese Unie in het buitenland.

3. Financieren

Het fonds betaalt de helft van de kosten van iedere missie waaraan Nederland deelneemt.
"""


@pytest.fixture(scope="session")
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """One warm worker for all tests."""
    made = Jobs(WorkerProcess())
    yield made
    made.close()


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    """Two small editions as files."""
    old, new = tmp_path / "2014.txt", tmp_path / "2022.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


@pytest.fixture
def mishaps(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Errors that nobody foresaw: the window would tell of them and the test go on; so they are gathered here."""
    found: list[BaseException] = []
    told = Application.tell_mishap

    def tell(self: Application, error: BaseException) -> None:
        found.append(error)
        told(self, error)

    monkeypatch.setattr(Application, "tell_mishap", tell)
    return found


@contextmanager
def running(
    qtbot: QtBot, made: Application, mishaps: list[BaseException], size: tuple[int, int] = (1280, 800)
) -> Iterator[Application]:
    """A program with its window on the screen; at the end nothing of it is left, and nothing went wrong in it."""
    made.window.resize(*size)
    made.show()
    qtbot.waitExposed(made.window)
    yield made
    made.close()
    assert mishaps == []
    for window in [w for w in QApplication.topLevelWidgets() if isinstance(w, QWidget)]:
        window.close()
    for thing in (made.window, made.guard, made.workspace, made.theme):
        shiboken6.delete(thing)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def application(
    qtbot: QtBot, qapp: QApplication, jobs: Jobs, tmp_path: Path, mishaps: list[BaseException]
) -> Iterator[Application]:
    """The whole program in English, its window on the screen; whoever sits before it has been here before."""
    been_here = Memory(tour_done=True, tips=tuple(tip.id for tip in TIPS))
    save_memory(been_here, tmp_path / "settings")
    with running(qtbot, Application(qapp, jobs, tmp_path / "settings", "en"), mishaps) as made:
        made.window.activateWindow()
        yield made


@pytest.fixture
def window(application: Application) -> Window:
    return application.window


@pytest.fixture
def opened(qtbot: QtBot, window: Window, texts: tuple[Path, Path]) -> Window:
    """The window on a comparison that is whole."""
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.open_paths(str(texts[0]), str(texts[1]))
    return window


T = TypeVar("T", bound=QWidget)


def dialog(qtbot: QtBot, kind: type[T]) -> T:
    """The dialog that is open, once it has the keyboard."""
    found: list[T] = []

    def there() -> bool:
        found[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isActiveWindow()]
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]


def back_to(qtbot: QtBot, window: Window) -> None:
    """The keyboard to the window again, where it was before a dialog took it."""
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)


def tab_to(press: Press, widget: QWidget) -> None:
    """Press Tab until a widget has the focus."""
    for _ in range(30):
        if widget.hasFocus():
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {widget.accessibleName()}")


Press = Callable[..., None]


@pytest.fixture
def press(qtbot: QtBot) -> Press:
    """Press a key where the focus is."""

    def press(key: Qt.Key | str, *modifiers: Qt.KeyboardModifier) -> None:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        if isinstance(key, str):
            for letter in key:
                qtbot.keyClick(target, letter, held)
        else:
            qtbot.keyClick(target, key, held)

    return press


@pytest.fixture
def arms(tmp_path: Path) -> Path:
    """A project with a note, a reviewed mark, a corrected kind and a rule."""
    path = tmp_path / "arms.naast"
    comparison = compare(OLD, NEW)
    item = next(b for b in comparison.old.blocks if b.kind is BlockKind.PARAGRAPH)
    kinds = (KindPin(Side.OLD, item.id, BlockKind.LIST_ITEM),)
    options = Options(ignore=frozenset({Ignore.CASE}), kinds=kinds)
    write_file(str(path), project(OLD, NEW, options))
    with Store.open(str(path)) as store:
        store.apply(put_notes(on_change(comparison, "2014", "Waarom een ander jaar?")))
        mark = on_change(comparison, "zorgvuldig", "")
        store.apply(put_notes(Annotation(mark.target, status=Status.REVIEWED, anchor=mark.anchor)))
        store.apply(put_notes(Annotation(Target(TargetKind.COMPARISON), "Over het geheel")))
    return path
