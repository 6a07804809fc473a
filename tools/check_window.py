"""Kills the window while a person types, again and again: each letter that was on the screen must be in the file.

    python -m tools.check_window [--kills 25]     part of `make check-project`; drawn without a screen

The first time nothing has been saved yet, so that the letters are kept in the data folder; from then on a project is
open. What the window shows is told by the window itself, a line a letter, and read until the kill.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from desktop.project.store import Store

MAX_TYPING_S = 1.0
OLD = "1. Uitgaven\n\nDe uitgaven bedragen 5 miljoen euro per jaar en het beleid blijft restrictief.\n"
NEW = "1. Uitgaven\n\nDe uitgaven bedragen 8 miljoen euro per jaar en het beleid blijft zorgvuldig.\n"


def typist(folder: str, paths: list[str]) -> None:
    """Open files or a project and type a note until killed; tell each letter once it is shown."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from desktop.ui.app import Application
    from desktop.ui.jobs import Jobs
    from desktop.ui.process import WorkerProcess

    app = QApplication([])
    jobs = Jobs(WorkerProcess())
    print(jobs.worker_pid, flush=True)
    application = Application(app, jobs, Path(folder), "en")
    application.show()
    window, workspace = application.window, application.workspace
    if len(paths) == 1:
        window.open_project(paths[0])
    else:
        window.open_paths(*paths)
    while workspace.result is None or workspace.is_busy:
        QTest.qWait(5)
    window.activateWindow()
    workspace.reader.next_change(1)
    window.run("note.write")
    text, random_ = window.panes.notes.text, random.Random(os.getpid())
    while True:
        QTest.keyClick(text, random_.choice("abcdef"))
        print(text.toPlainText(), flush=True)


def kill_once(folder: Path, paths: list[str], random_: random.Random) -> tuple[int, str]:
    """How many letters were shown before the kill, and the note as it was shown last."""
    command = [sys.executable, "-m", "tools.check_window", "--type", str(folder), *paths]
    shown: list[str] = []
    end = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        worker = int(child.stdout.readline())
        for line in child.stdout:
            shown.append(line.rstrip("\n"))
            end = end or time.monotonic() + random_.random() * MAX_TYPING_S
            if time.monotonic() > end:
                child.kill()
                break
        shown += [line for line in child.stdout.read().split("\n")[:-1] if line]
    with suppress(OSError):
        os.kill(worker, signal.SIGKILL)
    return len(shown), shown[-1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--type", nargs="+", metavar="PATH", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.type:
        typist(options.type[0], options.type[1:])
        return 0
    random_, letters, lost = random.Random(options.seed), 0, 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = [folder / "old.txt", folder / "new.txt"]
        for path, content in zip(files, (OLD, NEW), strict=True):
            path.write_text(content, encoding="utf-8")
        project = folder / "kept.naast"
        for k in range(options.kills):
            count, last = kill_once(folder / "data", [str(p) for p in (files if k == 0 else [project])], random_)
            letters += count
            path = project if k else next((folder / "data" / "unsaved").glob("*.naast"))
            with Store.open(str(path)) as store:
                if not any(note.text.startswith(last) for note in store.project.notes):
                    lost += 1
                    print(f"lost: {last!r} was shown, {[n.text for n in store.project.notes]} is kept")
                if not k:
                    store.save_as(str(project))
    print(f"window: killed {options.kills}, letters shown {letters}, lost {lost}")
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
