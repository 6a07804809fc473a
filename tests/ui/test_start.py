"""The start page is there before anything is loaded that only a comparison needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOADS = """
import sys
import desktop.ui.app as program
def ready(self):
    import PySide6.QtCore
    print("Qt" in vars(PySide6.QtCore))
    print(*sorted(sys.modules))
    self.window.close()
program.Application._get_ready = ready
program.run_window([], "en")
"""
LATER = (
    "dataclasses", "json", "sqlite3", "numpy", "rapidfuzz", "desktop.project", "desktop.workflow", "desktop.ui.desk",
    "desktop.ui.handlers.files", "desktop.ui.panes", "desktop.ui.state", "desktop.ui.workspace",
)  # fmt: skip


def test_what_a_comparison_needs_is_loaded_after_the_first_picture(tmp_path: Path) -> None:
    given = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": ""}
    given.pop("NAAST_SETTINGS", None)
    ran = subprocess.run(
        [sys.executable, "-c", LOADS], capture_output=True, text=True, env=given, timeout=60, check=True
    )
    names_of_qt, modules = ran.stdout.splitlines()
    assert names_of_qt == "False"
    assert not set(LATER) & set(modules.split())
