"""Projects on the command line: made, brought up to date, exported, exchanged, replaced, merged, rescued."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import pytest

from desktop.cli.projects import compare_project
from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.progress import SILENT
from desktop.project.decisions import put_notes
from desktop.project.placing import Places
from desktop.project.store import Store
from tests.cli.conftest import Naast

Pair = tuple[Path, Path]


@pytest.fixture
def made(naast: Naast, pair: Pair, tmp_path: Path) -> Path:
    """A project on the two small editions, with a note on their change."""
    assert naast("compare", *pair, "--project", "p.naast").code == 1
    path = tmp_path / "p.naast"
    write(path, "Waarom dit jaar?")
    return path


def write(path: Path, text: str, author: str = "Jan") -> None:
    with Store.open(str(path)) as store:
        comparison = compare_project(store.project, SILENT).comparison
        target = Target(TargetKind.CHANGE, comparison.changes[0].id)
        store.apply(put_notes(Annotation(target, text, author=author, anchor=Places(comparison).anchor(target))))


def notes(path: Path) -> list[str]:
    with Store.open(str(path), read_only=True) as store:
        return [n.text for n in store.project.notes]


def test_comparing_makes_a_project_that_needs_the_files_no_more(naast: Naast, made: Path, pair: Pair) -> None:
    for path in pair:
        path.unlink()
    ran = naast("export", made, "-o", "r.json", "-o", "r.html")
    assert (ran.code, ran.err) == (0, "")
    changes = json.loads((made.parent / "r.json").read_text(encoding="utf-8"))["changes"]
    assert [(c["old"], c["new"]) for c in changes] == [("Kader 2009", "Kader 2014")]
    assert "Kader 2014" in naast("export", made).out


def test_the_project_gets_a_codebook_in_the_language_of_its_maker(naast: Naast, pair: Pair, tmp_path: Path) -> None:
    naast("compare", *pair, "--project", "p.naast", "--language", "nl")
    with Store.open(str(tmp_path / "p.naast"), read_only=True) as store:
        assert store.project.codebook[0].name == "doel"


def test_comparing_again_with_a_corrected_file_takes_the_notes_along(naast: Naast, made: Path, pair: Pair) -> None:
    pair[1].write_text("Inleiding\n\nVooraf.\n\n" + pair[1].read_text(encoding="utf-8"), encoding="utf-8")
    ran = naast("compare", *pair, "--project", made, "--link", "1:3", "--ignore", "case")
    assert ran.code == 1
    assert "1 note: 1 found, 0 guesses, 0 orphans" in ran.out
    with Store.open(str(made), read_only=True) as store:
        assert [(p.old, p.new) for p in store.project.options.pins] == [(1, 3)]
        assert [i.value for i in store.project.options.ignore] == ["case"]
    ran = naast("compare", *pair, "--project", made)
    assert "notes" not in ran.out
    with Store.open(str(made), read_only=True) as store:
        assert len(store.project.options.pins) == 1 and len(store.project.notes) == 1


def test_two_other_files_are_not_put_into_a_project_by_mistake(naast: Naast, made: Path, tmp_path: Path) -> None:
    for name in ("x.txt", "y.txt"):
        (tmp_path / name).write_text(f"Iets heel anders, {name}.\n", encoding="utf-8")
    ran = naast("compare", "x.txt", "y.txt", "--project", made)
    assert ran.code == 2 and "is a project on other texts" in ran.err


def test_replacing_tells_what_changed_and_which_notes_moved(naast: Naast, made: Path, tmp_path: Path) -> None:
    (tmp_path / "beter.txt").write_text(
        "Toezicht\n\nVerbeterd: de commissie toetst\nconform het Kader 2014.\n", encoding="utf-8"
    )
    ran = naast("replace", made, "--new", "beter.txt")
    assert ran.code == 0
    assert "beter.txt is now the newer edition." in ran.out
    assert "1 note: 1 found, 0 guesses, 0 orphans" in ran.out
    assert "1 note moved with its words" in ran.out
    listed = naast("notes", made).out
    assert listed == "  [found] change: “Kader 2009” → “Kader 2014” – Waarom dit jaar?\n"


def test_what_is_not_found_again_is_listed_never_dropped(naast: Naast, made: Path, tmp_path: Path) -> None:
    for name, text in (("a.txt", "Vissen zwemmen in zee.\n"), ("b.txt", "Vogels vliegen in de lucht.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = naast("replace", made, "--old", "a.txt", "--new", "b.txt")
    assert "[orphan]" in ran.out and "Waarom dit jaar?" in ran.out
    assert notes(made) == ["Waarom dit jaar?"]
    assert "[orphan]" in naast("notes", made).out


def test_a_pin_that_is_not_found_again_is_told_in_a_note(naast: Naast, made: Path, pair: Pair, tmp_path: Path) -> None:
    naast("compare", *pair, "--project", made, "--link", "1:1")
    (tmp_path / "b.txt").write_text("Vogels vliegen in de lucht boven de zee.\n", encoding="utf-8")
    ran = naast("replace", made, "--new", "b.txt")
    assert "pin not found again: 1:1" in ran.out
    told = notes(made)
    assert len(told) == 2 and "“De commissie toetst conform het Kader 2009.”" in told[1]
    naast("compare", "oud.txt", "b.txt", "--project", made)
    assert notes(made) == told


def test_relinking_wants_the_same_content(naast: Naast, made: Path, pair: Pair, tmp_path: Path) -> None:
    pair[0].rename(tmp_path / "elders.txt")
    assert naast("relink", made, "--old", "elders.txt").code == 0
    with Store.open(str(made), read_only=True) as store:
        assert store.project.old.path == str(tmp_path / "elders.txt")
    assert "is not the file that was compared" in naast("relink", made, "--old", pair[1]).err
    assert "does not exist" in naast("relink", made, "--old", "weg.txt").err
    assert "say which edition" in naast("relink", made).err


@pytest.mark.parametrize("suffix", ["json", "xlsx"])
def test_notes_go_out_and_come_back(naast: Naast, made: Path, tmp_path: Path, suffix: str) -> None:
    assert naast("notes", made, "-o", f"n.{suffix}").code == 0
    copy = tmp_path / "leeg.naast"
    naast("compare", "oud.txt", "nieuw.txt", "--project", copy)
    ran = naast("notes", copy, "--add", f"n.{suffix}")
    assert "1 notes new, 0 changed" in ran.out and "[found] change" in ran.out
    assert "0 notes new" in naast("notes", copy, "--add", f"n.{suffix}").out
    assert notes(copy) == ["Waarom dit jaar?"]


def test_merging_keeps_the_notes_of_both(naast: Naast, made: Path, tmp_path: Path) -> None:
    other = tmp_path / "q.naast"
    copyfile(made, other)
    write(made, "van Jan")
    write(other, "van Piet", "Piet")
    ran = naast("merge", made, other, "-o", "m.naast")
    assert ran.code == 0 and "1 added" in ran.out
    assert sorted(notes(tmp_path / "m.naast")) == ["Waarom dit jaar?", "van Jan", "van Piet"]
    assert "is there already" in naast("merge", made, other, "-o", "m.naast").err
    assert "named twice" in naast("merge", made, made, "-o", "n.naast").err


def test_a_conflict_stands_side_by_side(naast: Naast, made: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    other = tmp_path / "q.naast"
    copyfile(made, other)
    for path, text in ((made, "zo"), (other, "anders")):
        with Store.open(str(path)) as store:
            store.apply(put_notes(replace(store.project.notes[0], text=text)))
    ran = naast("merge", made, other, "-o", "m.naast")
    assert ran.code == 1
    assert "      A Jan: zo\n      B Jan: anders\n" in ran.out


def test_a_damaged_project_is_told_and_rescued(naast: Naast, made: Path) -> None:
    data = made.read_bytes()
    at = data.index(b"Waarom")
    made.write_bytes(data[:at] + b"X" + data[at + 1 :])
    ran = naast("export", made)
    assert ran.code == 2 and ran.err.count("\n") == 1 and "naast recover" in ran.err
    ran = naast("recover", made)
    assert ran.code == 1
    assert "p-recovered.naast: 0 notes rescued" in ran.out and "1 note is lost" in ran.out
    assert naast("export", "p-recovered.naast").code == 0
    assert made.read_bytes() == data[:at] + b"X" + data[at + 1 :]
    assert "is there already" in naast("recover", made).err


def test_a_lost_text_is_read_again_from_its_file(naast: Naast, made: Path, pair: Pair) -> None:
    with Store.open(str(made), read_only=True) as store:
        packed = store.project.new.packed
    data = made.read_bytes()
    at = data.index(packed[:30])
    made.write_bytes(data[:at] + bytes(10) + data[at + 10 :])
    assert naast("recover", made, "-o", "a.naast").code == 1
    assert naast("export", "a.naast").code == 0 and notes(made.parent / "a.naast") == ["Waarom dit jaar?"]
    pair[1].unlink()
    ran = naast("recover", made, "-o", "b.naast")
    assert ran.code == 1 and "The text of the newer edition is lost." in ran.out
    assert "Waarom dit jaar?" in (made.parent / "b.json").read_text(encoding="utf-8")


def test_a_project_that_is_held_is_not_changed_and_says_by_whom(naast: Naast, made: Path) -> None:
    with Store.open(str(made)):
        ran = naast("replace", made, "--new", "nieuw.txt")
        assert ran.code == 2 and "is being worked in by" in ran.err
        assert naast("export", made).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "oud.txt", "nieuw.txt", "--project", "p.txt"], "let the name of a project end in .naast"),
        (["export", "weg.naast"], "does not exist"),
        (["export", "oud.txt"], "is no project of Naast"),
        (["notes", "p.naast", "-o", "n.csv"], "notes are kept as .json or .xlsx"),
        (["notes", "p.naast", "--add", "oud.txt"], "notes are kept as .json or .xlsx"),
        (["export", "p.naast", "-o", "p.naast"], "no report of that kind"),
        (["recover", "oud.txt"], "is no project of Naast"),
        (["recover", "weg.naast"], "does not exist"),
    ],
)
def test_each_mistake_is_one_line_that_helps(naast: Naast, made: Path, arguments: list[str], said: str) -> None:
    ran = naast(*arguments)
    assert ran.code == 2 and ran.out == ""
    assert ran.err.count("\n") == 1 and said in ran.err
