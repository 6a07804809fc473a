"""Opening, measured in the window without a screen: how long until the first rows and the whole, and how long the
window's thread was ever kept from its events.

    python -m tools.bench_opening [--large]      --large: 9 MB besides 90 KB

A timer fires every 5 ms; the longest gap between two of its beats is how long a click would have waited: in CPU time of
the whole window (its threads share one interpreter) where that is less, for what other programs take says nothing.
`start` compares the way to a painted start page that takes commands with that to a bare window of the same size:
medians of the CPU times of eleven runs each, taken in turns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
BEAT_MS = 5
RUNS = 11
PATIENCE_S = 180
BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1280, 800)
window.show()
def done():
    app.processEvents()
    print(round(time.process_time() * 1000))
    app.quit()
QTimer.singleShot(0, done)
app.exec()
"""
OURS = """
import time
import desktop.__main__
import desktop.ui.app as program
def ready(self):
    self.app.processEvents()
    print(round(time.process_time() * 1000))
    self.window.close()
program.Application._get_ready = ready
desktop.__main__.main([])
"""


def start() -> tuple[float, float]:
    """CPU milliseconds to a bare window and to ours, with the settings of somebody who starts it for the first time."""
    taken: dict[str, list[int]] = {BARE: [], OURS: []}
    with tempfile.TemporaryDirectory() as home:
        given = {**os.environ, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "APPDATA": home, "LOCALAPPDATA": home}
        for _ in range(RUNS):
            for code, times in taken.items():
                command = [sys.executable, "-c", code]
                ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=given)
                times.append(int(ran.stdout.split()[-1]))
    return statistics.median(taken[BARE]), statistics.median(taken[OURS])


def opening(old: Path, new: Path) -> dict[str, float]:
    """Milliseconds to the first rows painted and to the whole, the longest gaps, rows."""
    from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.ui.app import Application
    from desktop.ui.jobs import Jobs

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    loop = QEventLoop()  # not QTest.qWait, which lets no other thread run

    def wait(ms: int) -> None:
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    jobs = Jobs()
    application = Application(app, jobs, Path(tempfile.mkdtemp()), "en")
    window = application.window
    window.resize(1280, 800)
    application.show()
    wait(2500)  # the worker is warm, as it is a few seconds after the start
    at: dict[str, float] = {}
    began = time.monotonic()

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and application.workspace.rows:
                at.setdefault("first_rows_ms", (time.monotonic() - began) * 1000)
            return False

    gaps: list[tuple[float, float]] = []
    last = time.monotonic(), time.process_time()

    def beat() -> None:
        nonlocal last
        now = time.monotonic(), time.process_time()
        passed, worked = ((b - a) * 1000 for a, b in zip(last, now, strict=True))
        gaps.append((min(passed, worked + BEAT_MS), (now[0] - began) * 1000))
        last = now

    watch = Watch()
    timer = QTimer()
    timer.setInterval(BEAT_MS)
    timer.timeout.connect(beat)
    timer.start()
    application.workspace.result_changed.connect(
        lambda: at.setdefault("complete_ms", (time.monotonic() - began) * 1000)
    )
    window.panes.view.viewport().installEventFilter(watch)
    began = time.monotonic()
    last = began, time.process_time()
    window.open_paths(str(old), str(new))
    while "complete_ms" not in at and time.monotonic() - began < PATIENCE_S:
        wait(20)
    wait(1000)
    timer.stop()
    longest = sorted(gaps, reverse=True)[:5]
    print("  longest gaps (ms, at ms):", ", ".join(f"{g:.0f} at {t:.0f}" for g, t in longest), file=sys.stderr)
    at["longest_gap_ms"] = longest[0][0]
    at["rows"] = len(application.workspace.rows)
    application.close()
    jobs.close()
    window.close()
    return at


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    bare, ours = start()
    print(f"start: bare window {bare:.0f} ms CPU, ours {ours:.0f} ms, ratio {ours / bare:.2f} (goal 1.5)")
    from tools.bench import LARGE, make_cases

    folder = make_cases(options.large)
    for case in ("c", *((LARGE,) if options.large else ())):
        files = folder / case / "a.txt", folder / case / "b.txt"
        size = sum(f.stat().st_size for f in files) / 2000
        found = opening(*files)
        print(
            f"{case}: {size:,.0f} KB a side, {found['rows']:,.0f} rows: first rows {found['first_rows_ms']:.0f} ms "
            f"(goal 500 on 90 KB), whole {found['complete_ms']:.0f} ms, "
            f"longest gap {found['longest_gap_ms']:.0f} ms (goal 50)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
