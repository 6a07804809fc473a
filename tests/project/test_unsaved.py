"""What nobody saved is there after a crash."""

from __future__ import annotations

from pathlib import Path

from desktop.project.decisions import put_notes
from desktop.project.store import Store
from desktop.project.unsaved import find_unsaved, forget, keep_unsaved
from tests.project.making import note, project


def test_an_unsaved_comparison_is_found_when_nobody_works_in_it(tmp_path: Path) -> None:
    assert find_unsaved(tmp_path) == ()
    store = keep_unsaved(tmp_path, project())
    store.apply(put_notes(note("nog niet bewaard")))
    assert find_unsaved(tmp_path) == ()
    store.close()
    (left,) = find_unsaved(tmp_path)
    with Store.open(left.path) as again:
        assert again.project.notes[0].text == "nog niet bewaard"
    forget(left.path)
    assert find_unsaved(tmp_path) == ()


def test_saving_it_moves_the_work_to_its_own_file(tmp_path: Path) -> None:
    store = keep_unsaved(tmp_path, project())
    store.apply(put_notes(note("x")))
    left = store.path
    store.save_as(str(tmp_path / "wapens.naast"))
    forget(left)
    store.close()
    assert find_unsaved(tmp_path) == ()
    with Store.open(str(tmp_path / "wapens.naast")) as again:
        assert len(again.project.notes) == 1
