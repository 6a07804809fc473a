"""Which face a person meets: the command line or the window; and that the command line never loads Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import main, wants_window

ROOT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("old.txt", "new.txt", "inspect.txt"):
        Path(name).write_text("Een zin.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("given", "window"),
    [
        ([], True),
        (["old.txt", "new.txt"], True),
        (["old.txt", "not-there.txt"], True),
        (["not-there.txt", "new.txt"], True),
        (["old.txt"], True),
        (["--timings", "old.txt", "new.txt"], True),
        (["--language", "nl"], True),
        (["--language=nl", "old.txt", "new.txt"], True),
        (["compare", "old.txt", "new.txt"], False),
        (["inspect", "old.txt"], False),
        (["inspet", "old.txt"], False),
        (["comapre", "old.txt", "new.txt"], False),
        (["not-there.txt"], False),
        (["--help"], False),
        (["--version"], False),
        (["--nonsense", "old.txt", "new.txt"], False),
        (["work.naast"], True),
    ],
)
@pytest.mark.usefixtures("here")
def test_files_open_the_window_and_commands_do_not(given: list[str], window: bool) -> None:
    assert wants_window(given) is window


@pytest.mark.usefixtures("here")
def test_without_a_screen_the_command_line_is_pointed_to(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main(["--language", "en", "old.txt", "new.txt"]) == 2
    assert capfd.readouterr().err == ("naast: there is no screen to open a window on; type: naast compare OLD NEW\n")


@pytest.mark.usefixtures("here")
def test_comparing_on_the_command_line_loads_nothing_of_qt() -> None:
    code = (
        "import sys; from desktop.__main__ import main; code = main(['compare', 'old.txt', 'new.txt']); "
        "print(code, [m for m in sys.modules if 'PySide6' in m or 'shiboken' in m or m.startswith('desktop.ui')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "0 []"
