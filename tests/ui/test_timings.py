"""`naast --timings OLD NEW` as other programs run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def test_one_line_of_json_when_all_is_drawn_and_the_window_closes(tmp_path: Path, texts: tuple[Path, Path]) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "NAAST_SETTINGS": str(tmp_path / "settings")}
    command = [sys.executable, "-m", "desktop", "--timings", *map(str, texts)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    (line,) = ran.stdout.splitlines()
    timings = json.loads(line)
    assert list(timings) == ["window_ms", "first_rows_ms", "complete_ms"]
    assert 0 < timings["window_ms"] <= timings["first_rows_ms"] <= timings["complete_ms"]
    assert json.loads((tmp_path / "settings" / "window.json").read_text())["recent"] == [[str(t) for t in texts]]


def test_a_file_that_cannot_be_read_ends_it_too(tmp_path: Path, texts: tuple[Path, Path]) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "NAAST_SETTINGS": str(tmp_path / "settings")}
    command = [sys.executable, "-m", "desktop", "--timings", str(texts[0]), str(tmp_path / "gone.txt")]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert list(json.loads(ran.stdout)) == ["window_ms"]
