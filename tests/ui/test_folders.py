"""Where things are kept: the system's places, or the one that is named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.ui.folders import data_folder, settings_folder


def test_a_named_folder_is_taken_for_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NAAST_SETTINGS", str(tmp_path))
    assert settings_folder() == data_folder() == tmp_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the places of Linux")
def test_else_the_places_the_desktop_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NAAST_SETTINGS", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert settings_folder() == tmp_path / ".config" / "naast"
    assert data_folder() == tmp_path / ".local" / "share" / "naast"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
    assert settings_folder() == tmp_path / "elsewhere" / "naast"
