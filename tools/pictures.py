"""Pictures of the window in each of its states, drawn without a screen: `make pictures`, or ARGS="--only palette".

They are looked at, mended, and used in the documentation. In: the samples. Out: PNG files in `build/pictures`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["NAAST_DEBUG"] = "1"  # the window would tell of an error, and nobody would see it

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem, QWidget

from desktop.settings import Settings, save
from desktop.ui import memory
from desktop.ui.app import Application
from desktop.ui.jobs import Jobs
from desktop.ui.messages import Source
from desktop.ui.process import WorkerProcess
from desktop.ui.state import Phase
from desktop.ui.tour.tips import TIPS
from desktop.ui.window import Window
from tools import pictures_projects as projects

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
OLD = SAMPLES / "2014-bz-jaarverslag-artikel-2.txt"
NEW = SAMPLES / "2022-bz-jaarverslag-artikel-2.txt"
LONG_OLD = SAMPLES / "2013-bz-internationale-veiligheidsstrategie.txt"
LONG_NEW = SAMPLES / "2020-bz-tussenrapportage-gbvs.txt"
PATIENCE_S = 60
SHOWS_CHILDREN = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator

TABLE_OLD = """Bijlage 1 Uitgaven

Onderwerp             2013      2014
Vredesoperaties      1.200     1.350
Wapenbeheersing        310       295
Noodhulp                45        60

Nederland draagt bij aan missies van de Verenigde Naties en van de Europese Unie in het buitenland.

De Kamer wordt ieder jaar ingelicht over de voortgang van alle missies en over de kosten ervan.
"""
TABLE_NEW = """Bijlage 1 Uitgaven

Onderwerp             2021      2022
Vredesoperaties      1.410     1.350
Wapenbeheersing        310       320
Noodhulp                45        75
Cyberveiligheid         12        30

De Kamer wordt ieder jaar ingelicht over de voortgang van alle missies en over de kosten ervan.

Nederland draagt bij aan missies van de Verenigde Naties en van de Europese Unie in het buitenland.
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture. do: brings the window into the state."""

    name: str
    do: Callable[[Window], QWidget | None]
    size: tuple[int, int] = (1280, 800)
    theme: str = "light"
    language: str = "nl"
    font_percent: int = 100
    is_first: bool = False


def wait(until: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > end:
            raise TimeoutError("the window does not get there")
        QTest.qWait(15)


def compare(window: Window, old: Path = OLD, new: Path = NEW) -> None:
    window.open_paths(str(old), str(new))
    wait(lambda: window.workspace.result is not None and not window.workspace.is_busy)


def paste(window: Window, old: str, new: str) -> None:
    window.workspace.open(Source("oud.txt", old), Source("nieuw.txt", new))
    wait(lambda: window.workspace.result is not None and not window.workspace.is_busy)


def at_change(window: Window, words: str) -> None:
    result = window.workspace.result
    assert result is not None
    change = next(c for c in result.changes if words in c.new or words in c.old)
    window.workspace.reader.go_to_change(change.id)


def start(window: Window) -> None:
    folder = tempfile.gettempdir()
    window.start.set_recent(
        ((str(OLD), str(NEW)), (str(LONG_OLD), str(LONG_NEW)), (folder + "/oud.txt", folder + "/nieuw.txt"))
    )


def loading(window: Window) -> None:
    window.workspace.open(Source(str(LONG_OLD)), Source(str(LONG_NEW)))
    page = window.stack.currentWidget()
    from desktop.ui.messages import Staged
    from desktop.ui.panels.waiting import LoadingPage

    assert isinstance(page, LoadingPage)
    page.show_stage(Staged(0, "aligning", 2, 4))


def comparison(window: Window) -> None:
    compare(window)
    at_change(window, "2014")


def long(window: Window) -> None:
    compare(window, LONG_OLD, LONG_NEW)
    for _ in range(6):
        window.run("go.next_change")
        QTest.qWait(5)


def inline(window: Window) -> None:
    comparison(window)
    window.run("view.inline")


def changes_only(window: Window) -> None:
    comparison(window)
    window.run("view.changes_only")


def table(window: Window) -> None:
    paste(window, TABLE_OLD, TABLE_NEW)


def moved(window: Window) -> None:
    paste(window, TABLE_OLD, TABLE_NEW)
    row = next(i for i, r in enumerate(window.workspace.rows) if r.moved)
    window.workspace.reader.go_to_row(row)


def nothing(window: Window) -> None:
    compare(window, OLD, OLD)


def error(window: Window) -> None:
    window.open_paths(str(OLD), str(SAMPLES / "verdwenen.txt"))
    wait(lambda: window.workspace.phase is Phase.FAILED)


def palette(window: Window) -> None:
    comparison(window)
    window.run("help.palette")
    QTest.keyClicks(QApplication.focusWidget(), "vol" if window.t.language == "nl" else "next")


def find(window: Window) -> None:
    comparison(window)
    window.run("edit.find")
    window.panes.find_bar.text.setText("nederland")
    window.panes.find_bar.searched.emit()


def find_wrong(window: Window) -> None:
    comparison(window)
    window.run("edit.find")
    window.panes.find_bar.regex.setChecked(True)
    window.panes.find_bar.text.setText("artikel (\\d+")
    window.panes.find_bar.searched.emit()


def notes(window: Window) -> None:
    comparison(window)
    window.run("note.write")
    window.panes.notes.text.setPlainText("Zie de brief van 3 maart: waarom een ander jaar?")
    window.panes.notes.tags.setText("wapenexport, navragen")
    window.panes.notes.tags.editingFinished.emit()
    window.run("note.significance_3")


def coverage(window: Window) -> None:
    comparison(window)
    window.panes.show_page("coverage")
    tree = window.panes.coverage.tree
    items = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
    top = next(item for item in items if item is not None and item.childIndicatorPolicy() is SHOWS_CHILDREN)
    tree.expandItem(top)


def pinned(window: Window) -> None:
    comparison(window)
    window.run("pair.accept")
    wait(lambda: not window.workspace.is_busy)


def dialog(command: str) -> Callable[[Window], QWidget]:
    def show(window: Window) -> QWidget:
        comparison(window)
        window.run(command)
        QTest.qWait(60)
        return next(w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible() and w.windowTitle())

    return show


def tour(step: int) -> Callable[[Window], None]:
    def show(window: Window) -> None:
        window.run("help.tour")
        wait(lambda: window.guide.tour is not None and window.guide.tour.is_on)
        for _ in range(step):
            card = window.guide.tour.card  # type: ignore[union-attr]
            card.next.click()
        QTest.qWait(60)

    return show


def tip(window: Window) -> None:
    compare(window)
    QTest.qWait(60)


def export(key: str = "html", chosen: bool = False, write: bool = False) -> Callable[[Window], QWidget]:
    """The dialog of reports with its preview; with sections to choose from; after the writing."""

    def show(window: Window) -> QWidget:
        from desktop.ui.dialogs.export import ExportDialog

        compare(window)
        window.run("file.export")
        shown = window.findChild(ExportDialog)
        assert shown is not None
        shown.form.choose_kind(key)
        if chosen:
            shown.form.extent.setCurrentIndex(1)
        wait(lambda: not shown.page.pixmap().isNull())
        QTest.qWait(700)
        if write:
            folder = tempfile.mkdtemp()
            shown.path.setText(os.path.join(folder, "verslag.pdf"))
            shown.write.click()
            wait(lambda: shown.open_file.isVisible())
        return shown

    return show


def mishap(window: Window) -> None:
    comparison(window)
    try:
        raise KeyError("words")
    except KeyError as caught:
        sys.excepthook(KeyError, caught, caught.__traceback__)
    QTest.qWait(30)


def orphan(window: Window) -> None:
    projects.opened(window, wait)
    projects.at_note(window, "Is dit geschrapt?")


def codebook(window: Window) -> QWidget:
    projects.opened(window, wait)
    return projects.dialog(window, "note.codebook")


def listed_notes(window: Window) -> None:
    projects.opened(window, wait)
    projects.at_note(window, "Zie de brief")


SHOTS = (
    Shot("start", start),
    Shot("start-dark-english", start, theme="dark", language="en"),
    Shot("start-first", lambda window: None, is_first=True),
    Shot("start-first-dark", lambda window: None, theme="dark", language="en", is_first=True),
    *(Shot(f"tour-{n}", tour(n - 1), is_first=True) for n in range(1, 9)),
    *(Shot(f"tour-{n}-dark", tour(n - 1), theme="dark", language="en", is_first=True) for n in range(1, 9)),
    Shot("tour-6-150-percent", tour(5), size=(1600, 1000), font_percent=150, is_first=True),
    Shot("tip", tip, is_first=True),
    Shot("loading", loading),
    Shot("comparison", comparison),
    Shot("comparison-english", comparison, language="en"),
    Shot("comparison-dark", comparison, theme="dark"),
    Shot("comparison-high-contrast", comparison, theme="high_contrast"),
    Shot("comparison-colour-blind", comparison, theme="colour_blind"),
    Shot("comparison-1920", long, size=(1920, 1080), language="en"),
    Shot("comparison-150-percent", comparison, size=(1600, 1000), font_percent=150),
    Shot("comparison-long-dark", long, theme="dark"),
    Shot("inline", inline),
    Shot("changes-only", changes_only),
    Shot("moved", moved, language="en"),
    Shot("table", table),
    Shot("nothing-changed", nothing, language="en"),
    Shot("error", error),
    Shot("mishap", mishap, language="en"),
    Shot("palette", palette),
    Shot("find", find, language="en"),
    Shot("find-wrong", find_wrong),
    Shot("notes", notes),
    Shot("project", listed_notes),
    Shot("project-dark", listed_notes, theme="dark", language="en"),
    Shot("project-orphan", orphan),
    Shot("project-orphan-dark", orphan, theme="dark", language="en"),
    Shot("project-conflict", lambda window: projects.conflict(window, wait)),
    Shot("project-conflict-dark", lambda window: projects.conflict(window, wait), theme="dark", language="en"),
    Shot("project-replaced", lambda window: projects.renewal(window, wait)),
    Shot("project-replaced-dark", lambda window: projects.renewal(window, wait), theme="dark", language="en"),
    Shot("project-tags", codebook, language="en"),
    Shot("coverage", coverage),
    Shot("accepted", pinned, language="en"),
    Shot("settings", dialog("file.settings")),
    Shot("settings-dark", dialog("file.settings"), theme="dark", language="en"),
    Shot("keys", dialog("help.keys"), language="en"),
    Shot("export", export()),
    Shot("export-dark", export(key="docx", chosen=True), theme="dark", language="en"),
    Shot("export-written", export(key="pdf", write=True), language="en"),
    Shot("reading", dialog("file.reading")),
    Shot("paste", dialog("file.paste"), language="en"),
)


DOCS_SIZE = (1280, 760)
IN_DOCS = (
    "start-first", "tour-2", "comparison", "inline", "notes", "coverage", "reading", "accepted",
    "palette", "export",
)  # fmt: skip
"""Those that the documentation shows, in both languages; as WebP without loss, half the size of PNG."""


def documented() -> list[Shot]:
    """The pictures of the documentation."""
    chosen = [shot for shot in SHOTS if shot.name in IN_DOCS]
    return [replace(s, name=f"{s.name}-{t}", language=t, size=DOCS_SIZE) for s in chosen for t in ("en", "nl")]


def draw(shot: Shot, app: QApplication, jobs: Jobs, folder: Path, font: QFont, suffix: str = "png") -> Path:
    """Draw one picture."""
    with tempfile.TemporaryDirectory() as settings:
        save(Settings().but(theme=shot.theme), Path(settings))
        if not shot.is_first:  # by someone who has been here before: no invitation, no hints
            told = tuple(tip.id for tip in TIPS)
            memory.save(memory.Memory().but(tour_done=True, tips=told), Path(settings))
        size = QFont(font)
        size.setPointSizeF(font.pointSizeF() * shot.font_percent / 100)
        app.setFont(size)
        application = Application(app, jobs, Path(settings), shot.language)
        window = application.window
        window.resize(*shot.size)
        window.show()
        window.activateWindow()
        QTest.qWait(30)
        subject = shot.do(window) or window
        QTest.qWait(120)
        path = folder / f"{shot.name}.{suffix}"
        subject.grab().save(str(path), quality=100)
        application.close()
        import shiboken6

        for other in [w for w in QApplication.topLevelWidgets() if isinstance(w, QWidget)]:
            other.close()
        for thing in (window, application.guard, application.workspace, application.theme):
            shiboken6.delete(thing)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only pictures with this in their name")
    parser.add_argument("--docs", action="store_true", help="those of the documentation, into docs/pictures")
    parser.add_argument("--out", default=str(ROOT / "build" / "pictures"), help="folder")
    options = parser.parse_args()
    folder = ROOT / "docs" / "pictures" if options.docs else Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    font = QFont(app.font())
    jobs = Jobs(WorkerProcess())
    try:
        for shot in documented() if options.docs else SHOTS:
            if options.only in shot.name:
                made = draw(shot, app, jobs, folder, font, "webp" if options.docs else "png")
                print(made.relative_to(ROOT) if made.is_relative_to(ROOT) else made)
    finally:
        jobs.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
