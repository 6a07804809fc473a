"""Help opens the handbook from the disk, in the language of the window; where it is missing that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

import desktop
from desktop.ui.manual import manual_page
from desktop.ui.window import Window


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in a folder of its own."""
    folder = tmp_path / "there" / "desktop"
    folder.mkdir(parents=True)
    monkeypatch.setattr(desktop, "__file__", str(folder / "__init__.py"))
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What a browser was asked to show."""
    found: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url) or True)
    return found


def put(folder: Path, *languages: str) -> None:
    for language in languages:
        (folder / language).mkdir(parents=True)
        (folder / language / "index.html").write_text("<p>", encoding="utf-8")


def test_it_is_found_in_the_package_and_in_a_checkout(package: Path) -> None:
    assert manual_page("nl") is None
    put(package.parent / "build" / "manual", "en", "nl")
    assert manual_page("nl") == package.parent / "build" / "manual" / "nl" / "index.html"
    put(package / "manual", "en")
    assert manual_page("nl") == package / "manual" / "en" / "index.html", "English where there is no Dutch one"


def test_help_opens_it_from_the_disk(window: Window, package: Path, asked: list[QUrl]) -> None:
    put(package / "manual", "en")
    window.run("help.manual")
    assert [url.toLocalFile() for url in asked] == [str(package / "manual" / "en" / "index.html")]
    assert asked[0].scheme() == "file"
    assert window.notices.isHidden()


def test_where_it_is_missing_that_is_said(
    window: Window, package: Path, asked: list[QUrl], monkeypatch: pytest.MonkeyPatch
) -> None:
    window.run("help.manual")
    assert window.notices.accessibleName() == "This copy of Naast comes without its handbook."
    (package.parent / "docs").mkdir()
    (package.parent / "docs" / "index.md").write_text("# Naast", encoding="utf-8")
    window.run("help.manual")
    assert str(package.parent / "docs") in window.notices.accessibleName()
    assert asked == []
    put(package / "manual", "en")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    window.run("help.manual")
    assert str(package / "manual" / "en" / "index.html") in window.notices.accessibleName()
