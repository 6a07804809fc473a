"""The settings docs/git.md gives, in a repository: documents in `git diff`, as difftool, and when a merge stops."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers import office, pdf_maker

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")
OLD, NEW, OTHER = (f"Het kabinet voert een {word} beleid." for word in ("restrictief", "zorgvuldig", "terughoudend"))
SHIM = """#!/bin/sh
echo "$@" >> "{log}"
case "$1" in inspect|compare) ;; *) set -- --timings "$@";; esac
exec "{python}" -m desktop "$@"
"""
"""`naast` as installed; a window closes itself as soon as it shows the comparison, and says so."""


class Repository:
    """A repository with an account of how `naast` was called."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder / "repository", folder / "calls"
        programs = folder / "programs"
        for one in (self.folder, programs):
            one.mkdir()
        (programs / "naast").write_text(SHIM.format(log=self.log, python=sys.executable), encoding="utf-8")
        (programs / "naast").chmod(0o755)
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "GIT_CONFIG_GLOBAL": str(folder / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "QT_QPA_PLATFORM": "offscreen",
            "NAAST_SETTINGS": str(folder / "settings"),
            "NAAST_LANGUAGE": "en",
        }
        self.git("config", "--global", "user.name", "Anna")
        self.git("config", "--global", "user.email", "anna@example.invalid")
        self.git("init", "-q", "-b", "main")
        for line in re.findall(r"^git config --global .*$", PAGE, re.M):
            self.git(*shlex.split(line)[1:])
        attributes = re.search(r"```text\n(.*?)```", PAGE, re.S)
        assert attributes
        (self.folder / ".gitattributes").write_text(attributes[1], encoding="utf-8")

    def git(self, *arguments: str, answer: str = "", fails: bool = False) -> str:
        command = ["git", *arguments]
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            input=answer,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert (ran.returncode != 0) == fails, ran.stderr + ran.stdout
        return ran.stdout

    def commit(self, **files: bytes) -> None:
        for name, data in files.items():
            (self.folder / name.replace("_", ".")).write_bytes(data)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "an edition")

    def calls(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_word_and_pdf_are_text_in_git_diff(repository: Repository) -> None:
    for text in (OLD, NEW):
        repository.commit(note_docx=docx(text), note_pdf=pdf(text))
    for name in ("note.docx", "note.pdf"):
        shown = repository.git("diff", "HEAD~1", "--", name).splitlines()
        changed = [line for line in shown if re.match(r"[-+][^-+]", line)]
        assert changed == [f"-{OLD}", f"+{NEW}"]  # the text, and nothing about the file
        words = repository.git("diff", "--word-diff", "HEAD~1", "--", name)
        assert "Het kabinet voert een [-restrictief-]{+zorgvuldig+} beleid." in words


def test_the_window_shows_both_editions_as_difftool(repository: Repository) -> None:
    for text in (OLD, NEW):
        repository.commit(note_docx=docx(text))
    said = repository.git("difftool", "--tool=naast", "HEAD~1", "--", "note.docx")
    assert "complete_ms" in said  # the comparison was on the screen
    (call,) = repository.calls()
    assert re.fullmatch(r"\S+note\.docx note\.docx", call)
    said = repository.git("difftool", "--tool=naast-text", "HEAD~1", "--", "note.docx")
    assert "restrictief" in said and "zorgvuldig" in said


def test_a_merge_that_stops_is_shown_and_left_to_the_person(repository: Repository) -> None:
    repository.commit(note_docx=docx(OLD))
    repository.git("switch", "-q", "-c", "theirs")
    repository.commit(note_docx=docx(OTHER))
    repository.git("switch", "-q", "main")
    repository.commit(note_docx=docx(NEW))
    repository.git("merge", "theirs", fails=True)
    ours = (repository.folder / "note.docx").read_bytes()
    said = repository.git("mergetool", "--tool=naast", "--no-prompt", answer="y\n")
    assert "complete_ms" in said
    assert re.fullmatch(r"\./note_LOCAL_\d+\.docx \./note_REMOTE_\d+\.docx", repository.calls()[-1])
    assert (repository.folder / "note.docx").read_bytes() == ours
    assert repository.git("diff", "--name-only", "--diff-filter=U") == ""  # git took the answer: no conflict is left


def docx(text: str) -> bytes:
    return office.docx(office.p("Nota", "Heading1") + office.p(text), styles=office.heading_styles("heading 1"))


def pdf(text: str) -> bytes:
    page = pdf_maker.Page()
    page.text(70, 100, text)
    return pdf_maker.make_pdf([page])
