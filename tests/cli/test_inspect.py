"""`naast inspect`: how one file was read."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Naast


def test_a_view_for_people_and_one_for_programs(naast: Naast, tmp_path: Path) -> None:
    path = tmp_path / "nota.txt"
    path.write_text("Toezicht\n\nDe commissie toetst alles.\n", encoding="utf-8")
    ran = naast("inspect", path)
    assert ran.code == 0 and ran.err == ""
    assert "De commissie toetst alles." in ran.out
    data = json.loads(naast("inspect", path, "--format", "json").out)
    assert data["schema"] == "naast.document/1"
    assert [b["lines"] for b in data["blocks"]] == [[[1, 1]], [[3, 3]]]
    assert naast("inspect", path, "--format", "md").out.startswith("<!-- ")


def test_the_edition_can_be_corrected(naast: Naast, tmp_path: Path) -> None:
    path = tmp_path / "nota.txt"
    path.write_text("Toezicht\n\nDe commissie toetst.\n", encoding="utf-8")
    ran = naast("inspect", path, "--format", "json", "--year", "2016", "--title", "Nota", "--text-language", "nl")
    data = json.loads(ran.out)
    assert (data["year"], data["title"], data["language"], data["label"]) == (2016, "Nota", "nl", "2016")


def test_files_that_cannot_be_read_are_one_line(naast: Naast, tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"\n")
    (tmp_path / "nota.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    for name, said in (
        ("leeg.txt", "leeg.txt is empty"),
        ("nota.pdf", "nota.pdf is a damaged PDF; fetch or export it again"),
        ("weg.txt", "weg.txt does not exist"),
        (".", ". is a folder"),
    ):
        ran = naast("inspect", name)
        assert ran.code == 2 and said in ran.err and ran.err.count("\n") == 1 and ran.out == ""
