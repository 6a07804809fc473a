"""Running `naast` inside the tests, with or without the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.cli.main import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Naast = Callable[..., Ran]


@pytest.fixture
def naast(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Naast:
    """Run `naast` with arguments, in an empty folder, in English."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NAAST_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NAAST_LANGUAGE", "en")

    def run(*arguments: str | Path) -> Ran:
        code = main([str(a) for a in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two small editions in the working folder."""
    old, new = tmp_path / "oud.txt", tmp_path / "nieuw.txt"
    old.write_text("Toezicht\n\nDe commissie toetst conform het Kader 2009.\n", encoding="utf-8")
    new.write_text("Toezicht\n\nDe commissie toetst conform het Kader 2014.\n", encoding="utf-8")
    return old, new
