"""Reading in a process of its own: what the worker may do, and what becomes of it when it misbehaves."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desktop.errors import Cancelled, UnreadableFile
from desktop.model.document import BlockKind, Extract
from desktop.model.options import READ_PLAINLY
from desktop.progress import SILENT, Progress, Stage
from desktop.readers import apart
from desktop.readers.rendition import Rendition

# A worker whose one reader does what the text of the file says.
WORKER = """
import os, sys, time
from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.progress import Stage
from desktop.readers import apart, catalogue

class Obedient:
    key, suffixes, apart = "obedient", (), True
    def sniff(self, data, path): return True
    def read(self, data, path, progress, options):
        order = data.decode()
        if order == "crash": os.kill(os.getpid(), 11)
        if order == "sleep": time.sleep(60)
        if order == "grow": b"x" * (1 << 33)
        if order == "bug": {}["niets"]
        if order == "refuse": raise UnreadableFile("empty_file", path=path)
        if order == "print": print("noise on standard output")
        if order == "dial":
            import socket; socket.create_connection(("127.0.0.1", 9))
        if order == "start":
            import subprocess; subprocess.run(["true"])
        if order == "page":
            for k in range(5): progress.check(Stage.READING, k, 9); time.sleep(0.08)
            os.kill(os.getpid(), 11)
        if order == "tell":
            for k in range(3): progress.check(Stage.READING, k, 3); time.sleep(0.08)
        return Extract(f"{order} {options.password} {os.getpid()}", path, self.key, "0" * 64)

catalogue.register(Obedient())
apart.serve()
"""


@pytest.fixture(autouse=True)
def obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    apart.end_idle_worker()
    monkeypatch.setattr(apart, "_command", lambda: [sys.executable, "-P", "-c", WORKER])


@pytest.fixture(autouse=True, scope="module")
def no_worker_is_left() -> object:
    yield
    apart.end_idle_worker()


def read(order: str, progress: Progress = SILENT, seconds: float = 20) -> Extract:
    return apart.read_apart("obedient", order.encode(), "a.docx", progress, READ_PLAINLY, seconds)


def code_of(order: str, seconds: float = 20) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(order, seconds=seconds)
    assert caught.value.facts["path"] == "a.docx"
    return caught.value.code


def test_a_worker_is_kept_for_the_next_file_and_is_not_this_process() -> None:
    first, second = read("one").source.split(), read("two").source.split()
    assert (first[0], second[0]) == ("one", "two")
    assert first[-1] == second[-1] != str(os.getpid())


def test_a_crash_in_the_worker_is_an_error_and_the_next_file_is_read() -> None:
    assert code_of("crash") == "reader_crashed"
    assert read("one").source.startswith("one")


def test_a_crash_is_told_with_the_page_where_it_happened() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read("page")
    assert (caught.value.code, caught.value.facts["page"], caught.value.facts["pages"]) == (
        "reader_crashed_near_page",
        5,
        9,
    )


def test_endless_work_is_ended() -> None:
    assert code_of("sleep", seconds=0.3) == "reader_slow"
    assert read("one").source.startswith("one")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bound")
def test_endless_memory_is_refused() -> None:
    assert code_of("grow") == "reader_memory"


def test_errors_keep_their_code_and_defects_get_one() -> None:
    assert code_of("refuse") == "empty_file"
    assert code_of("bug") == "reader_failed"


def test_the_worker_reaches_no_network_and_starts_no_program() -> None:
    assert code_of("dial") == "reader_failed"
    assert code_of("start") == "reader_failed"


def test_what_a_library_prints_does_not_disturb_the_answer() -> None:
    assert read("print").source.startswith("print")


def test_progress_is_passed_on_and_the_user_can_stop() -> None:
    class Counting(Progress):
        def __init__(self) -> None:
            self.seen: list[int] = []

        def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
            self.seen.append(done)
            if done == 2:
                raise Cancelled

    counting = Counting()
    with pytest.raises(Cancelled):
        read("tell", counting)
    assert sorted(set(counting.seen)) == [0, 1, 2]


def test_an_answer_may_hold_only_what_an_extract_is_made_of() -> None:
    r = Rendition()
    r.add(BlockKind.HEADING, "Doel", level=1)
    extract = r.extract("a", "docx", "0" * 64)
    again = apart._unpack(pickle.dumps(extract))
    assert (again.source, again.parts) == (extract.source, extract.parts)
    for bad in (subprocess.Popen, os.system, Path):
        with pytest.raises(pickle.UnpicklingError):
            apart._unpack(pickle.dumps(bad))


def test_a_caller_without_a_guarded_main_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
        print("begin")
        from desktop.errors import UnreadableFile
        from desktop.model.options import READ_PLAINLY
        from desktop.progress import SILENT
        from desktop.readers.apart import read_apart
        print(read_apart("text", b"tekst", "a.txt", SILENT, READ_PLAINLY).source)
        """)
    )
    (tmp_path / "pickle.py").write_text("raise SystemExit('the folder of the file is not trusted')")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    ran = subprocess.run([sys.executable, "-P", script], cwd=tmp_path, capture_output=True, text=True, env=env)
    assert (ran.stdout, ran.returncode) == ("begin\ntekst\n", 0), ran.stderr
