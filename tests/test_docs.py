"""What the README and the handbook say is so: links lead somewhere, pictures are there, commands run.

A block of commands (```sh) is run line by line in a folder that holds the files the pages speak of. One that
cannot be run here says why in a comment before it:

    <!-- not run: installs packages -->
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from desktop.__main__ import main, wants_window
from tools.docs import PAGES
from tools.manual import DOCS, ROOT, build

PROSE = sorted(
    p
    for p in (
        *ROOT.glob("*.md"),
        *DOCS.rglob("*.md"),
        *(ROOT / "samples").rglob("*.md"),
        *(ROOT / "changes").glob("*.md"),
    )
    if "build" not in p.parts
)
HANDED_OUT = [p for p in PROSE if p.parent == ROOT or DOCS in p.parents]
FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,})(?P<kind>[^\n`]*)\n(?P<body>.*?)^ *(?P=fence)[ ]*$", re.M | re.S)
LINK = re.compile(r"(?P<picture>!?)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.M)
NOT_RUN = re.compile(r"<!-- not run: (?P<reason>[^\n]+) -->\s*\Z")
EDITIONS = ("2014-bz-jaarverslag-artikel-2.txt", "2022-bz-jaarverslag-artikel-2.txt")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def anchors(path: Path) -> set[str]:
    """What GitHub and the handbook make of headings: lower case, without signs, blanks as hyphens."""
    found: set[str] = set()
    for title in HEADING.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).replace("`", "").lower()
        slug = base = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        n = 0
        while slug in found:
            n += 1
            slug = f"{base}-{n}"
        found.add(slug)
    return found


@pytest.mark.parametrize("path", PROSE, ids=name)
def test_every_link_and_picture_leads_somewhere(path: Path) -> None:
    wrong = []
    for found in LINK.finditer(without_code(path.read_text(encoding="utf-8"))):
        target, _, anchor = found["target"].partition("#")
        if re.match(r"https?:", target):
            continue
        there = (path.parent / target).resolve() if target else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            wrong.append(found["target"])
    assert wrong == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = {
        Path(m["target"]).name for p in PROSE for m in LINK.finditer(p.read_text(encoding="utf-8")) if m["picture"]
    }
    assert {p.name for p in (DOCS / "pictures").iterdir()} - shown == set()


def test_every_picture_says_what_it_shows() -> None:
    for path in PROSE:
        for found in LINK.finditer(path.read_text(encoding="utf-8")):
            assert not found["picture"] or found["words"].strip(), (path, found["target"])


def test_tutorial_and_guides_are_there_in_both_languages_with_their_own_pictures() -> None:
    english = {p.relative_to(DOCS) for p in (*(DOCS / "guide").glob("*.md"), DOCS / "tutorial.md", DOCS / "index.md")}
    dutch = {p.relative_to(DOCS / "nl") for p in (DOCS / "nl").rglob("*.md")}
    assert english <= dutch
    for page in english:
        for folder, code in ((DOCS, "en"), (DOCS / "nl", "nl")):
            text = (folder / page).read_text(encoding="utf-8")
            assert all(m["target"].endswith(f"-{code}.webp") for m in LINK.finditer(text) if m["picture"])


@pytest.mark.parametrize("page", PAGES)
def test_pages_made_from_tables_are_fresh(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == PAGES[page](), "run: make docs"


def test_the_handbook_builds_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    build(tmp_path / "manual")
    for language in ("en", "nl"):
        pages = list((tmp_path / "manual" / language).rglob("*.html"))
        assert len(pages) > 10
        for page in pages:
            text = page.read_text(encoding="utf-8")
            assert re.findall(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=\"(?:https?:)?//[^\"]*", text) == [], page
            assert re.search(rf'<html[^>]* lang="{language}"', text), page
            for target, anchor in re.findall(
                r'(?:href|src)="(?!https?:|data:|javascript:)([^"#?]*)[^"#]*#?([^"]*)"', text
            ):
                there = (page.parent / target).resolve() if target else page
                assert there.is_file(), (page, target)
                held = f'id="{anchor}"' in there.read_text(encoding="utf-8") if anchor else True
                assert held, (page, target, anchor)
    for sheet in (tmp_path / "manual").rglob("*.css"):
        assert re.findall(r"url\([\"']?(?:https?:)?//", sheet.read_text(encoding="utf-8")) == [], sheet


@pytest.mark.parametrize("page", ["reader", "report", "command", "language"])
def test_what_a_developer_adds_is_told_in_thirty_lines(page: str) -> None:
    lines = (DOCS / "developing" / f"{page}.md").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 30


def test_the_architecture_names_every_module_and_no_other() -> None:
    rows = re.findall(r"^\| `([\w/]+)/`[^|]*\| (.*) \|$", (DOCS / "architecture.md").read_text(encoding="utf-8"), re.M)
    named: dict[str, set[str]] = {}
    for place, text in rows:
        named.setdefault(place, set()).update(re.findall(r"`([\w/.]+\*?)/?`", text))
    assert set(named) >= {p.parent.name for p in (ROOT / "desktop").glob("*/__init__.py")}
    for place, names in named.items():
        folder = ROOT / "desktop" / place
        families = tuple(n[:-1] for n in names if n.endswith("*"))
        modules = {p.stem for p in folder.glob("*.py")} - {"__init__"}
        assert {m for m in modules - names if not m.startswith(families or ("*",))} == set(), f"{place}: not named"
        gone = {n for n in names if not n.endswith("*") and n not in modules and not (folder / n).exists()}
        assert gone == set(), f"{place}: named and not there"


def blocks(path: Path) -> Iterator[tuple[str, str]]:
    """Blocks of commands with the reason why one is not run."""
    text = path.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        if found["kind"].strip() in ("sh", "bash", "console"):
            reason = NOT_RUN.search(text[: found.start()])
            yield found["body"], reason["reason"] if reason else ""


def commands(body: str) -> list[str]:
    joined = re.sub(r"\\\n\s*", " ", body)
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the pages speak of."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(
        ROOT / "samples", folder / "samples", ignore=shutil.ignore_patterns("truth", "extracts", "phenomena")
    )
    old, new = ((folder / "samples" / e).read_text(encoding="utf-8") for e in EDITIONS)
    for file in ("OLD", "OUD", "MOVED", "VERHUISD", "FILE", "BESTAND"):
        (folder / file).write_text(old, encoding="utf-8")
    for file in ("NEW", "NIEUW"):
        (folder / file).write_text(new, encoding="utf-8")
    for file in ("CORRECTED", "VERBETERD"):
        (folder / file).write_text(new.replace("zorgvuldig", "terughoudend"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "desktop", "compare", "OLD", "NEW", "--project", "P.naast"],
        cwd=folder,
        capture_output=True,
    )
    assert run.returncode == 1, run.stderr
    for copy in ("A.naast", "B.naast"):
        shutil.copy(folder / "P.naast", folder / copy)
    return folder


def run_here(command: str, folder: Path) -> tuple[int, str]:
    """A command of ours in this process, anything else in a shell in which `naast` is ours. Code and what it said."""
    words = shlex.split(command, comments=True)
    plain = words[:1] == ["naast"] and not re.search(r"[|<>;&]", command)
    if plain and not wants_window(words[1:]):
        said = io.StringIO()
        with redirect_stderr(said), redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
            code = main(words[1:])
        return code, said.getvalue()
    settings = {"QT_QPA_PLATFORM": "offscreen", "NAAST_SETTINGS": str(folder / "settings"), "NAAST_LANGUAGE": "en"}
    ours = f'naast() {{ "{sys.executable}" -m desktop "$@"; }}\n'
    environment = {
        **os.environ,
        **settings,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    if plain and "--timings" not in words:  # a window stays until somebody closes it
        arguments = [sys.executable, "-m", "desktop", *words[1:]]
        window = subprocess.Popen(arguments, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
        time.sleep(1.5)
        code = window.poll()
        window.kill()
        _, said_there = window.communicate()
        return (0 if code is None else code or 2), said_there
    ran = subprocess.run(["bash", "-c", ours + command], cwd=folder, env=environment, capture_output=True, text=True)
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("path", [p for p in HANDED_OUT if any(blocks(p))], ids=name)
def test_every_command_runs(path: Path, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "here"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NAAST_LANGUAGE", "en")
    monkeypatch.setenv("NAAST_SETTINGS", str(folder / "settings"))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for body, reason in blocks(path):
        if reason:
            continue
        for command in commands(body):
            if command.startswith("make "):  # each takes long, or is what runs this test
                assert command.split()[1] in targets, command
                continue
            code, said = run_here(command, folder)
            assert code in (0, 1) and not said.startswith("naast:"), f"{command}\n{said}"
