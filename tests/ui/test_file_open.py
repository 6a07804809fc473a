"""A file that macOS hands over reaches the window; in a process of its own, for there is one application in each."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from desktop.ui.file_open import OpeningApplication
app = OpeningApplication(["naast"])
app.asked_to_open.connect(print)
app.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile("/tmp/Een map/P.naast")))
"""


def test_a_file_a_mac_asks_to_open_is_told_by_its_path() -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert ran.stdout == "/tmp/Een map/P.naast\n"
