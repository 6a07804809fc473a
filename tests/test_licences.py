"""What Naast is made of: told from the metadata of what is installed, or from the list a package holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop import licences
from desktop.cli.main import main
from desktop.licences import parts


def test_all_that_naast_needs_to_run_is_named_with_its_licence() -> None:
    found = {p.name.lower().replace("_", "-"): p for p in parts()}
    assert next(iter(found)) == "naast"
    # what it requires itself, and what these require
    assert {
        "lxml",
        "numpy",
        "pyside6-essentials",
        "shiboken6",
        "markdown-it-py",
        "mdurl",
        "mdit-py-plugins",
        "jinja2",
        "markupsafe",
    } <= set(found)
    assert not {"pytest", "ruff"} & set(found)
    assert all(p.licence for p in found.values())
    assert "LGPL" in found["pyside6-essentials"].licence
    assert "Copyright" in found["lxml"].texts[0].read_text(encoding="utf-8")


def test_a_package_tells_its_own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"name": "Qt", "version": "6.11", "licence": "LGPL-3.0-only", "texts": ["LGPL-3.txt"]}
    (tmp_path / "parts.json").write_text(json.dumps([one]), encoding="utf-8")
    monkeypatch.setattr(licences, "FOLDER", tmp_path)
    assert parts() == (licences.Part("Qt", "6.11", "LGPL-3.0-only", (tmp_path / "LGPL-3.txt",)),)


def test_the_command_line_prints_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--licences", "--language", "nl"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("naast ")
    assert "\nlxml " in out and "BSD-3-Clause" in out
    assert out.endswith("Onder elke naam: de tekst van de licentie.\n")
