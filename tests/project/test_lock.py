"""Who holds a project is known; a lock left by a crash holds nobody up."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.project.lock import Held, Holder, Lock, holder_of


def test_one_holds_and_the_other_learns_who(tmp_path: Path) -> None:
    path = str(tmp_path / "a.naast")
    assert holder_of(path) is None
    first = Lock(path)
    with pytest.raises(Held) as told:
        Lock(path)
    assert told.value.holder.process > 0 and told.value.holder.computer
    assert holder_of(path) == told.value.holder
    first.release()
    first.release()
    assert holder_of(path) is None and list(tmp_path.iterdir()) == []
    Lock(path).release()


def test_a_file_left_by_a_crash_is_no_lock(tmp_path: Path) -> None:
    path = str(tmp_path / "a.naast")
    Path(path + ".lock").write_text('{"user": "jan", "computer": "pc", "process": 1, "since": "x"}')
    assert holder_of(path) is None
    Lock(path).release()


def test_a_holder_that_says_nothing_readable_is_still_a_holder(tmp_path: Path) -> None:
    path = str(tmp_path / "a.naast")
    lock = Lock(path)
    Path(path + ".lock").write_bytes(b"\xff{")
    assert holder_of(path) == Holder()
    lock.release()
