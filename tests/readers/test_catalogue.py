"""From a path to an extract: errors of the system, bounds, and which reader is asked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import Cancelled, UnreadableFile
from desktop.model.document import Extract
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers import catalogue


def code_of(path: Path | str) -> str:
    with pytest.raises(UnreadableFile) as caught:
        catalogue.read_file(str(path))
    assert caught.value.facts["path"] == str(path)
    return caught.value.code


def test_reads_a_text_with_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"tekst\r\n")
    monkeypatch.chdir(tmp_path)
    extract = catalogue.read_file("a.txt")
    assert (extract.source, extract.path) == ("tekst\r\n", "a.txt")


def test_content_not_suffix_decides(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4\n1 0 obj")
    assert code_of(tmp_path / "a.txt") == "pdf_damaged"
    (tmp_path / "a.pdf").write_bytes(b"gewone tekst")
    extract = catalogue.read_file(str(tmp_path / "a.pdf"))
    assert extract.source == "gewone tekst"
    assert [w.code for w in extract.warnings] == ["wrong_suffix"]
    assert dict(extract.warnings[0].facts) == {"suffix": ".pdf", "format": "text"}


def test_missing_files_and_folders_have_their_own_codes(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.txt") == "file_missing"
    assert code_of(tmp_path) == "is_directory"
    (tmp_path / "a.txt").write_bytes(b"x")
    assert code_of(tmp_path / "a.txt" / "b.txt") == "file_missing"
    assert code_of("a\0b") == "file_missing"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do everything is never refused")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    path.chmod(stat.S_IWUSR)
    assert code_of(path) == "no_permission"


def test_other_errors_of_the_system_give_their_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_bytes(b"x")
    monkeypatch.setattr("builtins.open", fail)
    assert code_of(path) == "no_permission"
    monkeypatch.setattr("builtins.open", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    assert code_of(path) == "cannot_read"


def test_a_file_over_the_bound_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "MAX_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    assert code_of(path) == "file_too_large"
    path.write_bytes(b"x" * 10)
    assert catalogue.read_file(str(path)).source == "x" * 10


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_the_bound_holds_for_pipes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "MAX_BYTES", 5)
    read_end, write_end = os.pipe()
    os.write(write_end, b"more than five")
    os.close(write_end)
    try:
        assert code_of(f"/dev/fd/{read_end}") == "file_too_large"
    finally:
        os.close(read_end)


def test_reading_can_be_stopped_between_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "CHUNK_BYTES", 4)
    seen: list[tuple[int, int]] = []

    class Stop(Progress):
        def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
            seen.append((done, total))
            if done >= 8:
                raise Cancelled

    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 40)
    with pytest.raises(Cancelled):
        catalogue.read_file(str(path), Stop())
    assert seen == [(0, 40), (4, 40), (8, 40)]


class Memo:
    """A reader of files that begin with MEMO."""

    key = "memo"
    suffixes = (".memo",)
    apart = False

    def sniff(self, data: bytes, path: str) -> bool:
        return data.startswith(b"MEMO")

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        return Extract(data[4:].decode(), path, self.key, "0" * 64)


@pytest.fixture
def with_memo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(catalogue, "_readers", list(catalogue.readers()))
    catalogue.register(Memo())
    yield


def test_a_registered_reader_goes_before_plain_text(tmp_path: Path, with_memo: None) -> None:
    (tmp_path / "a.txt").write_bytes(b"MEMO inhoud")
    assert catalogue.read_file(str(tmp_path / "a.txt")).format == "memo"
    (tmp_path / "b.memo").write_bytes(b"geen memo")
    assert catalogue.read_file(str(tmp_path / "b.memo")).format == "text"
    assert [r.key for r in catalogue.readers()][-2:] == ["memo", "text"]
