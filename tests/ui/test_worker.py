"""Work beside the window: results in pieces, cancel, a worker that dies or does not hear, closing meanwhile."""

from __future__ import annotations

import os
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled
from desktop.model.options import Options, Pin, PinKind
from desktop.progress import Progress, Stage
from desktop.reports.outline import build_outline
from desktop.ui.compare.rows import build_rows
from desktop.ui.digest import section_nodes
from desktop.ui.jobs import Jobs
from desktop.ui.messages import Failed, Piece, Source, Staged
from desktop.ui.mishap import report_of
from desktop.ui.process import WorkerProcess
from desktop.ui.result import PIECE, Collector, pieces
from desktop.ui.state import Phase
from desktop.ui.window import Window
from desktop.ui.worker_memory import Memory
from tests.making import compare
from tests.ui.conftest import NEW, OLD

SILENT = Progress()


def long_text(year: int, paragraphs: int = 6000) -> str:
    """Much text that takes a while."""
    return "\n\n".join(
        f"Alinea {n} van {year} zegt dat het beleid {n * 7919 % 9973} keer is herzien en {n % 17} maal is getoetst."
        for n in range(paragraphs)
    )


def test_what_went_in_pieces_is_whole_again() -> None:
    comparison = compare(OLD, NEW)
    outline = build_outline(comparison)
    rows = build_rows(comparison, outline)
    collector, seen = Collector(), []
    for name, items in pieces(comparison, rows, section_nodes(outline)):
        collector.take(name, items)
        if name == "rows":
            seen.extend(items)
        assert name in ("editions", "frame") or len(items) <= PIECE
    result = collector.result()
    assert tuple(seen) == rows
    assert result.changes == comparison.changes
    assert result.block_matches == comparison.block_matches
    assert result.section_matches == comparison.section_matches
    assert (result.old.blocks, result.new.repairs) == (comparison.old.blocks, comparison.new.repairs)
    assert [n.title for n in result.sections] == ["1. Regisseren", "2. Bevorderen", "3. Financieren"]


def test_the_first_rows_come_before_the_rest() -> None:
    comparison = compare(long_text(2014, 900), long_text(2022, 900))
    outline = build_outline(comparison)
    names = [name for name, _ in pieces(comparison, build_rows(comparison, outline), section_nodes(outline))]
    assert names[:2] == ["editions", "rows"]
    assert names.count("rows") > 2 and set(names[2:5]) & {"frame", "sections", "changes"}


def test_only_what_depends_on_a_correction_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop import workflow

    calls: list[str] = []
    for name in ("read_documents", "compare_documents"):
        original = getattr(workflow, name)
        monkeypatch.setattr(workflow, name, lambda *a, _o=original, _n=name: (calls.append(_n), _o(*a))[1])
    memory, old, new = Memory(), Source("a", OLD), Source("b", NEW)
    first = memory.comparison(old, new, Options(), SILENT)
    assert memory.comparison(old, new, Options(), SILENT) is first
    pinned = memory.comparison(old, new, Options(pins=(Pin(PinKind.FORBID, 1, 1),)), SILENT)
    assert calls == ["read_documents", "compare_documents", "compare_documents"]
    assert pinned.old is first.old


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    memory = Memory()
    sources = Source(str(old)), Source(str(new))
    assert memory.comparison(*sources, Options(), SILENT).changes
    new.write_text(OLD, encoding="utf-8")
    os.utime(new, (1, 1))
    assert not memory.comparison(*sources, Options(), SILENT).changes


def test_cancelled_work_is_broken_off() -> None:
    class Stopping(Progress):
        def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
            if stage is Stage.ALIGNING:
                raise Cancelled

    with pytest.raises(Cancelled):
        Memory().comparison(Source("a", OLD), Source("b", NEW), Options(), Stopping())


def test_an_empty_text_fails_with_its_reason(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.failed, timeout=20_000) as caught:
        jobs.compare(Source("old text", "  \n"), Source("b", NEW), Options())
    message = caught.args[0]
    assert isinstance(message, Failed) and message.code == "empty_file" and message.facts == (("path", "old text"),)


def test_a_newer_comparison_takes_the_place_of_the_older(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    jobs.piece.connect(lambda p: seen.append(p.job))
    first = jobs.compare(Source("a", long_text(2014)), Source("b", long_text(2022)), Options())
    with qtbot.waitSignal(jobs.finished, timeout=60_000) as caught:
        second = jobs.compare(Source("a", OLD), Source("b", NEW), Options())
    assert caught.args == [second] and first not in seen


def test_cancel_is_heard_at_once_and_nothing_comes_after(qtbot: QtBot, jobs: Jobs) -> None:
    late: list[Piece] = []
    job = jobs.compare(Source("a", long_text(2014)), Source("b", long_text(2022)), Options())
    qtbot.wait(150)
    jobs.piece.connect(late.append)
    began = time.monotonic()
    with qtbot.waitSignal(jobs.stopped, timeout=1000):
        jobs.cancel(job)
    assert time.monotonic() - began < 0.2 and not jobs.is_busy
    with qtbot.waitSignal(jobs.finished, timeout=60_000):
        following = jobs.compare(Source("a", OLD), Source("b", NEW), Options())
    assert {p.job for p in late} == {following}


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a worker cannot be held on this system")
def test_a_worker_that_does_not_hear_is_replaced(qtbot: QtBot, qapp: QApplication) -> None:
    own = Jobs(WorkerProcess())
    try:
        deaf = own.worker_pid
        job = own.compare(Source("a", OLD), Source("b", NEW), Options())
        os.kill(deaf, signal.SIGSTOP)
        own.cancel(job)
        with qtbot.waitSignal(own.finished, timeout=30_000):
            own.compare(Source("a", OLD), Source("b", NEW), Options())
        assert own.worker_pid != deaf
    finally:
        own.close()


def test_a_worker_that_dies_is_told_and_replaced(qtbot: QtBot, qapp: QApplication) -> None:
    own = Jobs(WorkerProcess())
    try:
        job = own.compare(Source("a", long_text(2014)), Source("b", long_text(2022)), Options())
        with qtbot.waitSignal(own.failed, timeout=20_000) as caught:
            os.kill(own.worker_pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        assert (caught.args[0].job, caught.args[0].code) == (job, "worker_died")
        with qtbot.waitSignal(own.finished, timeout=30_000):
            own.compare(Source("a", OLD), Source("b", NEW), Options())
    finally:
        own.close()


def test_closing_while_it_works_is_quick(qtbot: QtBot, qapp: QApplication) -> None:
    own = Jobs(WorkerProcess())
    job = own.compare(Source("a", long_text(2014)), Source("b", long_text(2022)), Options())
    qtbot.wait(100)
    own.cancel(job)
    began = time.monotonic()
    own.close()
    assert time.monotonic() - began < 3


def test_stopping_the_first_comparison_leads_back_to_the_start(qtbot: QtBot, window: Window) -> None:
    window.workspace.open(Source("a", long_text(2014)), Source("b", long_text(2022)))
    assert window.workspace.phase is Phase.LOADING
    qtbot.wait(50)
    window.run("file.stop")
    assert window.workspace.phase is Phase.START and not window.workspace.is_busy


def test_a_file_that_is_not_there_is_explained_and_can_be_tried_again(
    qtbot: QtBot, window: Window, texts: tuple[Path, Path]
) -> None:
    gone = texts[1].with_name("gone.txt")
    window.open_paths(str(texts[0]), str(gone))
    qtbot.waitUntil(lambda: window.workspace.phase is Phase.FAILED, timeout=20_000)
    assert window.stack.currentWidget()._words.text() == f"{gone} does not exist; check the name and the folder."
    gone.write_text(NEW, encoding="utf-8")
    with qtbot.waitSignal(window.workspace.result_changed, timeout=20_000):
        window.run("file.reload")


def test_a_file_that_changes_is_noticed_and_read_again_on_request(
    qtbot: QtBot, opened: Window, texts: tuple[Path, Path]
) -> None:
    texts[1].write_text(NEW.replace("zorgvuldig", "streng"), encoding="utf-8")
    qtbot.waitUntil(lambda: "2022.txt was changed" in opened.notices.accessibleName(), timeout=10_000)
    (again,) = opened.notices._buttons
    with qtbot.waitSignal(opened.workspace.result_changed, timeout=20_000):
        again.click()
    assert "streng" in [c.new for c in opened.workspace.result.changes]


def test_the_report_of_a_mishap_holds_no_word_of_a_document() -> None:
    try:
        {"geheim": 1}["zeer vertrouwelijk"]
    except KeyError as error:
        report = report_of(error)
    assert "KeyError" in report and "test_worker.py" in report and "vertrouwelijk" not in report


def test_an_unexpected_error_is_told_and_the_work_stays(
    opened: Window, qtbot: QtBot, mishaps: list[BaseException]
) -> None:
    import sys

    try:
        raise ZeroDivisionError("vertrouwelijk")
    except ZeroDivisionError as error:
        sys.excepthook(ZeroDivisionError, error, error.__traceback__)
    qtbot.waitUntil(lambda: "your work is still here" in opened.notices.accessibleName())
    (copy,) = opened.notices._buttons
    copy.click()
    assert "ZeroDivisionError" in QApplication.clipboard().text()
    assert "vertrouwelijk" not in QApplication.clipboard().text()
    assert opened.workspace.result is not None and opened.panes.view.rows
    assert [type(error) for error in mishaps] == [ZeroDivisionError]
    mishaps.clear()


def test_keys_have_their_turn_however_much_has_come(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs()
    taken: list[int] = []
    monkeypatch.setattr(jobs, "_take", lambda generation, message: (taken.append(generation), time.sleep(0.004)))
    for n in range(60):
        jobs._inbox.append((n, Staged(1, Stage.READING, 0, 0)))
    jobs._arrived.emit()
    at: list[int] = []
    key = QTimer()
    key.timeout.connect(lambda: at.append(len(taken)))
    key.start(0)
    while len(taken) < 60:
        qapp.processEvents()
    assert taken == list(range(60)), "none is lost, and they come in order"
    assert max(b - a for a, b in pairwise([0, *at])) <= 4, "a few at a time"
    jobs.close()
