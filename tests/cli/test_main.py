"""The door: exit codes, one line for each error, language, and a light start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import __version__
from desktop.errors import Cancelled
from tests.cli.conftest import Naast

ROOT = Path(__file__).parents[2]


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("desktop.workflow.compare_files", fail)


def test_version(naast: Naast) -> None:
    for option in ("--version", "-V"):
        ran = naast(option)
        assert (ran.code, ran.out, ran.err) == (0, f"naast {__version__}\n", "")
    assert naast("--language", "nl", "--version").out == f"naast {__version__}\n"


def test_nothing_heavy_is_imported_for_version_and_help() -> None:
    code = (
        "import sys; from desktop.cli.main import main; main([sys.argv[1]]); "
        "print([m for m in ('numpy', 'rapidfuzz', 'jinja2', 'lxml', 'spellchecker') if m in sys.modules])"
    )
    for option in ("--version", "--help"):
        ran = subprocess.run([sys.executable, "-c", code, option], capture_output=True, text=True, cwd=ROOT)
        assert ran.stdout.splitlines()[-1] == "[]"


def test_plain_text_is_compared_without_what_other_formats_need(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("De Minister beslist binnen dertien weken.\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text("De Minister beslist binnen twintig weken.\n", encoding="utf-8")
    code = (
        "import sys; from desktop.cli.main import main; main(['compare', *sys.argv[1:]]); "
        "print([m for m in ('desktop.segmentation.pages', 'desktop.readers.apart', 'lxml', 'pypdfium2', 'jinja2',"
        " 'spellchecker') if m in sys.modules])"
    )
    files = [str(tmp_path / "old.txt"), str(tmp_path / "new.txt")]
    ran = subprocess.run([sys.executable, "-c", code, *files], capture_output=True, text=True, cwd=ROOT)
    assert "dertien" in ran.stdout and ran.stdout.splitlines()[-1] == "[]"


def test_help_in_both_languages(naast: Naast) -> None:
    english = naast("--help")
    assert english.code == 0 and "compare two files" in english.out and "usage: naast" in english.out
    dutch = naast("--help", "--language", "nl")
    assert "vergelijk twee bestanden" in dutch.out and "gebruik: naast" in dutch.out
    for said in ("opties", "toon deze hulp en stop"):
        assert said in dutch.out
    compare = naast("compare", "--help").out
    for option in ("--ignore", "--ops", "--link", "--forbid", "--old-year", "--new-language", "punctuation"):
        assert option in compare


def test_language_comes_from_the_environment(naast: Naast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NAAST_LANGUAGE")
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert "bestaat niet" in naast("compare", "a.txt", "b.txt").err
    assert "does not exist" in naast("compare", "a.txt", "b.txt", "--language=en").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nonsense"], "naast: --nonsense is not understood; name two files, or a command."),
        (["comapre", "a", "b"], "there is no command comapre; did you mean compare?"),
        (["zzz"], "there is no command zzz; the commands are compare, inspect, export,"),
        (["compare", "a.txt"], "Missing: NEW. See naast compare --help."),
        (["compare", "a", "b", "--nonsense"], "Not understood: --nonsense."),
        (["compare", "a", "b", "--format", "docx"], "--format: 'docx' is not one of"),
        (["compare", "a", "b", "--format"], "--format: a value is missing."),
        (["inspect"], "Missing: FILE. See naast inspect --help."),
        (["compare", "a", "b", "--lang"], "Not understood: --lang."),
    ],
)
def test_each_mistake_is_one_line_that_helps(naast: Naast, arguments: list[str], said: str) -> None:
    ran = naast(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1 and ran.err.startswith("naast: ")
    assert said in ran.err


def test_an_unexpected_error_is_named_a_defect_without_traceback(
    naast: Naast, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, KeyError("something\ninside"))
    ran = naast("compare", *pair)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "this is a defect in Naast (KeyError: 'something\\ninside', compare.py:" in ran.err
    monkeypatch.setenv("NAAST_DEBUG", "1")
    assert "Traceback" in naast("compare", *pair).err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Cancelled()])
def test_an_interruption_says_nothing_and_leaves_nothing(
    naast: Naast, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    fail_with(monkeypatch, error)
    ran = naast("compare", *pair, "-o", "out.json")
    assert (ran.code, ran.out, ran.err) == (130, "", "")
    assert not Path("out.json").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "not enough memory"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_errors_of_the_machine_are_worded(
    naast: Naast, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    fail_with(monkeypatch, error)
    monkeypatch.setattr("desktop.cli.main._forget_output", lambda: None)
    ran = naast("compare", *pair)
    assert ran.code == 2 and said in ran.err and ran.err.count("\n") == 1


def run_process(*arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, arguments)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environ},
    )


def test_output_is_utf8_also_in_the_c_locale(pair: tuple[Path, Path]) -> None:
    ran = run_process("compare", *pair, LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ran.returncode == 1, ran.stderr
    assert "2009 → " in ran.stdout.decode("utf-8")
    assert b"\x1b" not in ran.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes as on Unix")
def test_a_reader_who_has_seen_enough_is_no_error(pair: tuple[Path, Path]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop", "compare", *map(str, pair), "--format", "html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_an_error(pair: tuple[Path, Path]) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "desktop", "compare", *map(str, pair)],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "NAAST_LANGUAGE": "en"},
        )
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("naast: the output cannot be written") and ran.stderr.count(b"\n") == 1
