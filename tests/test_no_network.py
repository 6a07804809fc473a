"""Nothing is sent anywhere: no socket of a network is opened over the main jobs, by the program or by its workers.

An audit hook, which Python gives no way to take off again, stands in every process from its first moment: it comes by
way of `sitecustomize`. It sees what Python does; what Qt could do by itself is looked at with strace before a release.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers import office, pdf_maker

ROOT = Path(__file__).parents[1]
HOOK = """
import os, socket, sys
LOG = os.environ["WATCH_LOG"]
def tell(*words):
    with open(LOG, "a") as log:
        log.write(" ".join(map(str, words)) + "\\n")
tell("began", os.getpid(), *sys.orig_argv[1:])
def hook(event, arguments):
    if event == "socket.__new__" and arguments[1] in (-1, socket.AF_INET, socket.AF_INET6):
        tell("opened", event, arguments[1:])
    elif event.startswith(("socket.get", "socket.connect", "socket.bind", "socket.send", "urllib.", "http.")):
        tell("opened", event, arguments[1:])
sys.addaudithook(hook)
"""
TEXT = "Regels\n\nDe commissie toetst alles aan het kader van {year}.\n"


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """A folder whose `sitecustomize` watches each Python that is started with it; `log` is what it saw."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> list[str]:
    """Run a Python below the hook; what was logged."""
    environment = {
        **os.environ,
        "WATCH_LOG": str(folder / "log"),
        "PYTHONPATH": os.pathsep.join((str(folder / "watch"), str(ROOT))),
        "QT_QPA_PLATFORM": "offscreen",
        "NAAST_SETTINGS": str(folder / "settings"),
        "NAAST_LANGUAGE": "en",
    }
    ran = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert ran.returncode in (0, 1) and "Traceback" not in ran.stderr, ran.stderr
    return (folder / "log").read_text(encoding="utf-8").splitlines()


def opened(log: list[str]) -> list[str]:
    return [line for line in log if line.startswith("opened")]


def test_the_watch_would_see_a_socket(watched: Path) -> None:
    log = run(watched, "-c", "import socket; socket.socket()")
    assert len(opened(log)) == 1
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'])"
    assert len(opened(run(watched, "-c", child))) == 2


def test_reading_and_reporting_in_every_format_opens_none(watched: Path) -> None:
    old, new = (TEXT.format(year=year) for year in (2009, 2014))
    title, line = "Regels", new.split("\n")[2]
    page = pdf_maker.Page()
    page.text(70, 100, title, size=14)
    page.text(70, 130, line)
    link = '<a href="http://example.invalid/">'
    files = {
        "old.txt": old.encode(),
        "new.md": f"# {title}\n\n{line}\n\n![](http://example.invalid/a.png)\n".encode(),
        "new.html": f'<html><link rel="stylesheet" href="http://example.invalid/"><h1>{title}</h1>{link}<p>{line}</html>'.encode(),
        "new.docx": office.docx(office.p(title) + office.p(line)),
        "new.odt": office.odt(f"<text:p>{title}</text:p><text:p>{line}</text:p>"),
        "new.pdf": pdf_maker.make_pdf([page]),
        "new.xml": (ROOT / "samples" / "formats" / "kamerstuk.xml").read_bytes(),
    }
    for name, data in files.items():
        (watched / name).write_bytes(data)
    suffixes = ("html", "docx", "tracked.docx", "pdf", "xlsx", "csv", "md", "json")
    outs = [part for suffix in suffixes for part in ("-o", f"out.{suffix}")]
    jobs = [["compare", "old.txt", name, "--format", "json"] for name in files if name != "old.txt"]
    jobs += [
        ["compare", "old.txt", "new.docx", *outs, "--project", "P.naast"],
        ["notes", "P.naast"],
        ["inspect", "new.pdf"],
    ]
    script = f"import sys; from desktop.__main__ import main; sys.exit(max(main(job) for job in {json.dumps(jobs)}))"
    log = run(watched, "-c", script)
    assert opened(log) == []
    assert all((watched / f"out.{suffix}").stat().st_size for suffix in suffixes)
    assert any("desktop.readers.apart" in line for line in log)  # the reading process was watched as well


def test_the_window_on_a_comparison_opens_none(watched: Path) -> None:
    for name, year in (("old.txt", 2009), ("new.txt", 2014)):
        (watched / name).write_text(TEXT.format(year=year), encoding="utf-8")
    log = run(watched, "-m", "desktop", "--timings", "old.txt", "new.txt")
    assert opened(log) == []
    assert any("desktop.ui.worker" in line for line in log)
