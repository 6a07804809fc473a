"""Of a damaged project all is rescued whose check sums are right, and what is lost is told; the file itself stays."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from desktop.errors import NaastError, UnreadableFile
from desktop.project.decisions import drop_notes, put_notes
from desktop.project.rescue import rescue
from desktop.project.store import Store
from tests.project.making import note, project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.naast"
    with Store.create(str(path), project()) as store:
        store.apply(put_notes(*(note(f"notitie {k} " + "woord " * (k * 7), id=f"{k:03}") for k in range(200))))
        store.apply(drop_notes("007"))
    return path


def test_a_whole_project_is_rescued_whole(path: Path) -> None:
    with Store.open(str(path), read_only=True) as store:
        want, known = store.project, store.versions()
    rescued = rescue(str(path))
    assert (rescued.project, rescued.versions, rescued.lost_notes, rescued.lost, rescued.whole) == (
        want,
        known,
        0,
        (),
        True,
    )


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_cost_only_what_they_hit(path: Path, seed: int) -> None:
    with Store.open(str(path), read_only=True) as store:
        want = {n.id: n for n in store.project.notes}
    data = bytearray(path.read_bytes())
    random_ = random.Random(seed)
    for _ in range(3):
        data[random_.randrange(4096, len(data))] ^= 1 << random_.randrange(8)
    path.write_bytes(data)
    rescued = rescue(str(path))
    assert all(want[n.id] == n for n in rescued.notes)
    assert len(rescued.notes) >= 190
    assert path.read_bytes() == data


def test_a_file_cut_off_gives_what_is_left_and_says_so(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableFile):
        Store.open(str(path))
    rescued = rescue(str(path))
    assert not rescued.whole and rescued.project is not None and rescued.notes
    assert path.read_bytes() == data[: len(data) // 2]


def test_without_its_first_page_notes_are_still_found(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes(4096) + data[4096:])
    rescued = rescue(str(path))
    assert len(rescued.notes) == 199 and not rescued.whole


def test_a_lost_text_is_known_by_its_file(path: Path) -> None:
    data = path.read_bytes()
    with Store.open(str(path), read_only=True) as store:
        packed, sha256 = store.project.new.packed, store.project.new.sha256
    at = data.index(packed[:40])
    path.write_bytes(data[:at] + b"\0" * 20 + data[at + 20 :])
    rescued = rescue(str(path))
    assert rescued.project is None and rescued.editions == {"new": ("new.txt", sha256)}
    assert len(rescued.notes) == 199


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.naast"
    with pytest.raises(UnreadableFile) as told:
        rescue(str(path))
    assert told.value.code == "file_missing"
    for content in (b"", b"tekst " * 1000, bytes(random.Random(1).randbytes(20_000))):
        path.write_bytes(content)
        with pytest.raises(NaastError):
            rescue(str(path))
