"""`naast compare`: what goes where, options that alter the result, and what cannot be."""

from __future__ import annotations

import json
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.cli.compare import read_passwords
from desktop.errors import UnreadableFile
from desktop.model.comparison import Comparison
from desktop.model.options import EditionGuess, Ignore, Options, Pin, PinKind, Tracked
from desktop.progress import SILENT, Progress, Stage
from tests.cli.conftest import Naast
from tests.reports.making import comparison, document

Pair = tuple[Path, Path]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """A workflow that compares nothing but notes the options it was given."""
    seen: list[Options] = []

    def compare_files(
        old: str, new: str, options: Options, progress: Progress = SILENT, passwords: tuple[str, str] = ("", "")
    ) -> Comparison:
        seen.append(options)
        for stage in Stage:
            progress.check(stage, 1, 2)
        a = document([("paragraph", "Kader 2009.")], old)
        b = document([("paragraph", "Kader 2009." if new == old else "Kader 2014.")], new)
        return comparison(a, b, [([0], [0])], [([0], [0])], options=options)

    monkeypatch.setattr("desktop.workflow.compare_files", compare_files)
    monkeypatch.setattr("desktop.workflow.source_ops", lambda _: ())
    return seen


def test_a_summary_without_options_and_exit_codes_by_result(naast: Naast, pair: Pair, engine: list[Options]) -> None:
    ran = naast("compare", *pair)
    assert (ran.code, ran.err) == (1, "")
    assert "2009. → 2014." in ran.out
    same = naast("compare", pair[0], pair[0])
    assert same.code == 0 and "No changes." in same.out


@pytest.mark.parametrize("key", ["json", "md", "html"])
def test_format_goes_to_standard_output(naast: Naast, pair: Pair, engine: list[Options], key: str) -> None:
    ran = naast("compare", *pair, "--format", key)
    begins = {"json": '{\n "schema": "naast.comparison/1"', "md": "# ", "html": "<!DOCTYPE html>"}
    assert ran.out.startswith(begins[key])
    assert ran.code == 1


def test_outputs_by_suffix_are_written_and_nothing_printed(naast: Naast, pair: Pair, engine: list[Options]) -> None:
    ran = naast("compare", *pair, "-o", "a.json", "-o", "b.html", "--output", "c.MD")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert json.loads(Path("a.json").read_bytes())["schema"] == "naast.comparison/1"
    assert Path("b.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert Path("c.MD").read_text("utf-8").startswith("# ")
    assert len(engine) == 1
    printed = naast("compare", *pair, "--format", "json")
    assert printed.out.encode() == Path("a.json").read_bytes()


def test_ops_are_added_to_json_only_when_asked(naast: Naast, pair: Pair, engine: list[Options]) -> None:
    assert "ops" not in json.loads(naast("compare", *pair, "--format", "json").out)
    assert json.loads(naast("compare", *pair, "--format", "json", "--ops").out)["ops"] == []


def test_options_reach_the_workflow(naast: Naast, pair: Pair, engine: list[Options]) -> None:
    naast(
        "compare", *pair, "--ignore", "case,punctuation", "--ignore", "footnotes",
        "--link", "0:0", "--forbid", "0:1", "--forbid", "2:0",
        "--old-year", "2009", "--old-title", "Kader", "--new-language", "NL", "--new-series", "36 360 V",
    )  # fmt: skip
    assert engine == [
        Options(
            frozenset({Ignore.CASE, Ignore.PUNCTUATION, Ignore.FOOTNOTES}),
            (Pin(PinKind.LINK, 0, 0), Pin(PinKind.FORBID, 0, 1), Pin(PinKind.FORBID, 2, 0)),
            EditionGuess("Kader", 2009, "", ""),
            EditionGuess("", None, "nl", "36 360 V"),
        )
    ]


def test_tracked_changes_may_be_read_differently_on_both_sides(naast: Naast, pair: Pair, engine: list[Options]) -> None:
    naast("compare", *pair, "--tracked", "original", "--new-tracked", "accepted")
    assert (engine[0].old.tracked, engine[0].new.tracked) == (Tracked.ORIGINAL, Tracked.ACCEPTED)
    written = json.loads(naast("compare", *pair, "--old-tracked", "original", "--format", "json").out)
    assert [written["options"][side]["tracked"] for side in ("old", "new")] == ["original", "accepted"]


def test_one_password_is_for_both_files_and_is_written_nowhere(naast: Naast, pair: Pair, engine: list[Options]) -> None:
    assert read_passwords([]) == ("", "")
    assert read_passwords(["a"]) == ("a", "a")
    assert read_passwords(["a", "b"]) == ("a", "b")
    ran = naast("compare", *pair, "--password", "geheim", "--format", "json")
    assert ran.code == 1 and "geheim" not in ran.out + ran.err


def test_a_pin_of_a_block_that_is_not_there_is_an_error(naast: Naast, pair: Pair, engine: list[Options]) -> None:
    ran = naast("compare", *pair, "--link", "0:7", "-o", "a.json")
    assert ran.code == 2 and "there is no block 7 in the newer edition" in ran.err
    assert not Path("a.json").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "a.odt"], "a.odt: no report of that kind; let the name end in one of .html, "),
        (["-o", "verslag"], "no report of that kind"),
        (["-o", "no/a.json"], "its folder does not exist"),
        (["-o", "a.json", "-o", "./a.json"], "named twice"),
        (
            ["--ignore", "spaces"],
            "spaces cannot be ignored; choose from case, footnotes, numbering, punctuation.",
        ),
        (["--link", "3"], "3 is no pair of blocks"),
        (["--link", "3:x"], "3:x is no pair of blocks"),
        (["--link", "3:4", "--forbid", "3:4"], "3:4 is both linked and forbidden"),
        (["--old-year", "14"], "14 is no year"),
    ],
)
def test_what_cannot_be_is_said_before_any_work(
    naast: Naast, pair: Pair, engine: list[Options], arguments: list[str], said: str
) -> None:
    ran = naast("compare", *pair, *arguments)
    assert ran.code == 2 and said in ran.err and ran.err.count("\n") == 1
    assert engine == []


def test_a_report_never_overwrites_what_is_compared(
    naast: Naast, pair: Pair, engine: list[Options], tmp_path: Path
) -> None:
    source = tmp_path / "bron.md"
    source.write_text("Tekst.")
    ran = naast("compare", source, pair[1], "-o", "./bron.md")
    assert ran.code == 2 and "one of the files to compare" in ran.err
    assert source.read_text() == "Tekst."


def test_an_error_leaves_earlier_reports_alone(naast: Naast, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Comparison:
        raise UnreadableFile("empty_file", path="oud.txt")

    monkeypatch.setattr("desktop.workflow.compare_files", fail)
    Path("a.json").write_text("before")
    ran = naast("compare", *pair, "-o", "a.json")
    assert ran.code == 2 and "oud.txt is empty" in ran.err
    assert Path("a.json").read_text() == "before"


def test_progress_goes_to_standard_error_only(naast: Naast, pair: Pair, engine: list[Options]) -> None:
    assert naast("compare", *pair).err == ""
    assert naast("compare", *pair, "--progress", "never").err == ""
    ran = naast("compare", *pair, "--format", "json", "--progress", "always")
    assert ran.err.splitlines() == [
        "Reading", "Finding sections", "Pairing sections", "Comparing words", "Writing",
    ]  # fmt: skip
    json.loads(ran.out)


def test_the_real_thing(naast: Naast, pair: Pair) -> None:
    ran = naast("compare", *pair, "--format", "json", "--ops")
    data = json.loads(ran.out)
    assert ran.code == 1
    assert [(c["old"], c["new"]) for c in data["changes"]] == [("Kader 2009", "Kader 2014")]
    for side, key, path in (("old", "a", pair[0]), ("new", "b", pair[1])):
        ends = [op[key] for op in data["ops"]]
        assert ends[0][0] == 0 and ends[-1][1] == len(path.read_text("utf-8")), side
        assert all(x[1] == y[0] for x, y in pairwise(ends))
    assert naast("compare", pair[0], pair[0]).code == 0


def test_every_kind_of_report_by_its_suffix(naast: Naast, pair: Pair) -> None:
    names = ("a.html", "a.docx", "a.tracked.docx", "a.pdf", "a.xlsx", "a.csv", "a.md", "a.json")
    ran = naast("compare", *pair, *(x for name in names for x in ("-o", name)), "--title", "Toezicht", "--author", "A.")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    begins = {
        ".html": b"<!DOCTYPE",
        ".docx": b"PK",
        ".pdf": b"%PDF",
        ".xlsx": b"PK",
        ".md": b"# Toezicht",
        ".json": b"{",
    }
    for name in names:
        assert Path(name).read_bytes().startswith(begins.get(Path(name).suffix, b"")), name
    assert sorted(p.name for p in Path().iterdir() if p.name.startswith("a.")) == sorted(names)


def test_tracked_changes_by_suffix(naast: Naast, pair: Pair) -> None:
    naast("compare", *pair, "-o", "a.tracked.docx", "-o", "b.docx", "--author", "A. de Vries")
    told = {
        name: b"<w:ins " in zipfile.ZipFile(name).read("word/document.xml") for name in ("a.tracked.docx", "b.docx")
    }
    assert told == {"a.tracked.docx": True, "b.docx": False}
    assert b'w:author="A. de Vries"' in zipfile.ZipFile("a.tracked.docx").read("word/document.xml")


def test_chosen_sections_and_changes_only(naast: Naast, tmp_path: Path) -> None:
    old, new = tmp_path / "oud.txt", tmp_path / "nieuw.txt"
    text = "1. Toezicht\n\nDe commissie toetst conform het Kader {}.\n\n2. Slot\n\nDe minister doet verslag.\n"
    old.write_text(text.format(2009), encoding="utf-8")
    new.write_text(text.format(2014), encoding="utf-8")
    only = naast("compare", old, new, "--format", "md", "--changes-only").out
    assert "Toezicht" in only and "Slot" not in only and "1 section is left out." in only
    chosen = naast("compare", old, new, "--format", "md", "--section", "2. slot").out
    assert "2014" not in chosen.split("**")[2] and "Slot" in chosen
    ran = naast("compare", old, new, "-o", "a.md", "--section", "Begroting")
    assert ran.code == 2 and "no section is called Begroting" in ran.err and not Path("a.md").exists()


@pytest.mark.parametrize("option", ["--logo", "--template"])
def test_a_logo_or_template_that_cannot_be_used_is_said_before_any_work(
    naast: Naast, pair: Pair, engine: list[Options], option: str
) -> None:
    for path, said in ((pair[0], "oud.txt"), (Path("no.png"), "no.png does not exist")):
        ran = naast("compare", *pair, "-o", "a.docx", option, path)
        assert ran.code == 2 and said in ran.err and ran.err.count("\n") == 1
    assert engine == [] and not Path("a.docx").exists()


def test_what_a_font_lacks_is_told_and_the_pdf_still_written(naast: Naast, pair: Pair) -> None:
    pair[1].write_text("Toezicht\n\nDe commissie toetst conform het Kader \U000f1234.\n", encoding="utf-8")
    ran = naast("compare", *pair, "-o", "a.pdf")
    assert ran.code == 1 and "U+F1234" in ran.err and ran.err.startswith("naast: ")
    assert Path("a.pdf").read_bytes().startswith(b"%PDF")
