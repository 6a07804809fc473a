"""States of the window that need a project: notes of two people, in doubt, in conflict; an edition replaced."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import translator
from desktop.model.annotation import Anchor, Annotation, Place, Status, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.model.options import Options, Side
from desktop.project.codebook import default_codebook
from desktop.project.decisions import put_notes
from desktop.project.files import write_file
from desktop.project.placing import Places
from desktop.project.project import new_project
from desktop.project.store import Store
from desktop.ui.exchange import Exchange
from desktop.workflow import compare_extracts, read_file

if TYPE_CHECKING:
    from desktop.ui.window import Window

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
OLD = SAMPLES / "2014-bz-jaarverslag-artikel-2.txt"
NEW = SAMPLES / "2022-bz-jaarverslag-artikel-2.txt"
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SAID = (
    ("Toetsingskader 2014", "Zie de brief van 3 maart: waarom dit jaar?", ("procedure",), 3, Status.QUESTION, "Jansen"),
    ("zorgvuldig", "Minder streng dan *restrictief*.", ("woordkeus",), 2, Status.OPEN, "F. Yilmaz"),
    ("minister", "", ("verantwoordelijkheid",), 1, Status.REVIEWED, "Jansen"),
    ("2022", "Jaartal loopt mee.", ("alleen woordkeus",), 0, Status.DISMISSED, "Jansen"),
)  # fmt: skip


def project(folder: Path) -> tuple[Path, Comparison]:
    """A project with notes of two people, one of them on words that stand nowhere."""
    old, new = (read_file(str(path)) for path in (OLD, NEW))
    comparison = compare_extracts(old, new, Options())
    places, notes = Places(comparison), []
    taken: set[int] = set()
    for words, text, tags, weight, status, author in SAID:
        change = next((c for c in comparison.changes if words in c.new and c.id not in taken), None)
        change = change or next(c for c in comparison.changes if c.id not in taken)
        taken.add(change.id)
        target = Target(TargetKind.CHANGE, change.id)
        notes.append(Annotation(target, text, tags, weight, status, author, WHEN, anchor=places.anchor(target)))
    elsewhere = Place("ruilverkaveling langs de IJssel", "In de polder blijft elke ", " hangen bij het waterschap")
    gone = Anchor(None, elsewhere)
    notes.append(replace(notes[1], text="Is dit geschrapt?", anchor=gone, tags=("geld",)))
    notes.append(
        Annotation(Target(TargetKind.COMPARISON), "Voor het overleg van dinsdag.", author="F. Yilmaz", time=WHEN)
    )
    path = folder / "wapenexport.naast"
    write_file(str(path), new_project(old, new, Options(), default_codebook(translator("nl"))))
    with Store.open(str(path)) as store:
        store.apply(put_notes(*notes))
    return path, comparison


def opened(window: Window, wait: Callable[[Callable[[], bool]], None]) -> Path:
    """The project in the window, its page of notes in sight."""
    path, _ = project(Path(tempfile.mkdtemp()))
    window.open_project(str(path))
    wait(lambda: window.workspace.result is not None and not window.workspace.is_busy)
    window.panes.show_page("notes", focus=False)
    return path


def at_note(window: Window, start: str) -> None:
    """The note that begins with some words is chosen in the list."""
    model = window.panes.notes.notes.model
    at = next(i for i, row in enumerate(model.rows) if row.note.text.startswith(start))
    window.panes.notes.list.setCurrentIndex(model.index(at))


def conflict(window: Window, wait: Callable[[Callable[[], bool]], None]) -> QWidget:
    """The dialog of a note that two people changed."""
    path = opened(window, wait)
    other = path.with_name("kopie.naast")
    with Store.open(str(path), read_only=True) as store:
        write_file(str(other), store.project, store.versions())
    with Store.open(str(other)) as store:
        note = next(n for n in store.project.notes if n.text.startswith("Zie de brief"))
        text = "Het kader is in 2014 herzien; de brief noemt dat op bladzijde 4."
        store.apply(put_notes(replace(note, text=text, author="F. Yilmaz", significance=2, status=Status.REVIEWED)))
    remark = next(r for r in window.workspace.work.annotations if r.text.startswith("Zie de brief"))
    window.workspace.noting.annotate(
        "write_note", remark.anchor, lambda r: replace(r, text=r.text + " Navragen bij de directie."), remark.id
    )
    before = window.workspace.result
    Exchange(window.workspace.record).merge_copy(str(other))
    wait(lambda: window.workspace.result not in (before, None) and not window.workspace.is_busy)
    return dialog(window, "note.conflicts")


def renewal(window: Window, wait: Callable[[Callable[[], bool]], None]) -> QWidget:
    """The report on an edition that was replaced."""
    path = opened(window, wait)
    corrected = path.with_name("verbeterd.txt")
    text = NEW.read_text(encoding="utf-8").replace("zorgvuldig", "behoedzaam").replace("2022", "2023")
    corrected.write_text("Versie na correctie.\n\n" + text, encoding="utf-8")
    window.workspace.replace_edition(Side.NEW, str(corrected))
    wait(lambda: window.workspace.record.renewal is not None and not window.workspace.is_busy)
    return dialog(window, "file.renewal")


def dialog(window: Window, command: str) -> QWidget:
    """What a command opens."""
    window.run(command)
    QTest.qWait(60)
    return next(w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible() and w.windowTitle())
