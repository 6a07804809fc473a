"""Files are written whole or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from desktop.errors import CannotWrite
from desktop.reports.files import Writer, check_target, write_whole


def writing(text: bytes) -> Writer:
    def write(stream: BinaryIO) -> None:
        stream.write(text)

    return write


def failing(error: BaseException) -> Writer:
    def write(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise error

    return write


def test_writes_all_files_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_whole([(str(tmp_path / "a.md"), writing(b"a")), (str(tmp_path / "b.md"), writing(b"b"))])
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.md": b"a", "b.md": b"b"}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("x")])
def test_when_one_fails_none_is_touched(tmp_path: Path, error: BaseException) -> None:
    (tmp_path / "a.md").write_bytes(b"before")
    with pytest.raises(type(error)):
        write_whole([(str(tmp_path / "a.md"), writing(b"a")), (str(tmp_path / "b.md"), failing(error))])
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.md": b"before"}


def test_a_full_disk_is_an_error_a_person_understands(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite) as caught:
        write_whole([(str(tmp_path / "a.md"), failing(OSError(28, "No space left on device")))])
    assert caught.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_left_is_swept_up_later_and_nothing_else(tmp_path: Path) -> None:
    for name, age in ((".naast-1-0.tmp", 7200), (".naast-2-0.tmp", 60), (".naast-x.tmp", 7200), ("old.md", 7200)):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write_whole([(str(tmp_path / "a.md"), writing(b"a"))])
    assert {p.name for p in tmp_path.iterdir()} == {".naast-2-0.tmp", ".naast-x.tmp", "old.md", "a.md"}


def test_codes_for_places_that_cannot_be_written(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "output_is_directory"), (tmp_path / "no" / "a.md", "folder_missing")):
        for attempt in (lambda p: write_whole([(p, writing(b"a"))]), check_target):
            with pytest.raises(CannotWrite) as caught:
                attempt(str(path))
            assert caught.value.code == code
    check_target(str(tmp_path / "a.md"))


@pytest.mark.skipif(os.name == "nt", reason="permissions and links as on Unix")
def test_permissions_stay_and_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_bytes(b"before")
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    write_whole([(str(link), writing(b"after"))])
    assert link.is_symlink()
    assert real.read_bytes() == b"after"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do everything is never refused")
def test_a_protected_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"before")
    path.chmod(0o444)
    with pytest.raises(CannotWrite) as caught:
        write_whole([(str(path), writing(b"after"))])
    assert caught.value.code == "write_forbidden"
