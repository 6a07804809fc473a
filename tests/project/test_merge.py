"""Notes of two people come together; what both changed is kept twice; nothing comes back that was thrown away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from desktop.model.annotation import Annotation
from desktop.model.options import Ignore, Options, Pin, PinKind
from desktop.project.decisions import become, drop_notes, put_notes
from desktop.project.merge import Merged, merge
from desktop.project.project import Code, SavedFilter
from desktop.project.store import Store
from tests.project.making import note, project


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Store, Store]:
    """One project with two notes, in two copies."""
    one, two = str(tmp_path / "a.naast"), str(tmp_path / "b.naast")
    with Store.create(one, project()) as first:
        first.apply(put_notes(note("eerste", id="1"), note("tweede", id="2")))
    copyfile(one, two)
    return Store.open(one), Store.open(two)


def merged(copies: tuple[Store, Store]) -> Merged:
    a, b = copies
    result = merge(a.project, a.versions(), b.project, b.versions())
    a.close()
    b.close()
    return result


def texts(notes: tuple[Annotation, ...]) -> list[str]:
    return [n.text for n in notes]


def test_new_notes_of_both_are_kept(copies: tuple[Store, Store]) -> None:
    copies[0].apply(put_notes(note("van A", id="3")))
    copies[1].apply(put_notes(note("van B", id="4", author="Piet")))
    result = merged(copies)
    assert texts(result.project.notes) == ["eerste", "tweede", "van A", "van B"]
    assert (result.added, result.updated, result.conflicts) == (1, 0, ())


def test_a_note_only_one_changed_is_taken_in_its_later_version(copies: tuple[Store, Store]) -> None:
    copies[0].apply(put_notes(note("eerste, door A", id="1")))
    copies[1].apply(put_notes(note("tweede, door B", id="2")))
    result = merged(copies)
    assert texts(result.project.notes) == ["eerste, door A", "tweede, door B"]
    assert result.updated == 1 and result.conflicts == ()


def test_a_note_both_changed_is_kept_in_both_versions(copies: tuple[Store, Store]) -> None:
    copies[0].apply(put_notes(note("eerste, door A", id="1")))
    copies[1].apply(put_notes(note("eerste, door B", id="1", author="Piet")))
    result = merged(copies)
    ((mine, theirs),) = result.conflicts
    assert mine == "1"
    other = result.project.note(theirs)
    assert other is not None and (other.text, other.author, other.conflict) == ("eerste, door B", "Piet", "1")
    again = merge(result.project, result.versions, result.project, result.versions)
    assert again.project == result.project


def test_merging_the_same_copy_twice_adds_nothing(copies: tuple[Store, Store]) -> None:
    copies[0].apply(put_notes(note("eerste, door A", id="1")))
    copies[1].apply(put_notes(note("eerste, door B", id="1")))
    b = copies[1].project, copies[1].versions()
    result = merged(copies)
    assert merge(result.project, result.versions, *b).project == result.project


def test_what_one_threw_away_is_gone_unless_the_other_changed_it(copies: tuple[Store, Store]) -> None:
    copies[0].apply(drop_notes("1"))
    copies[1].apply(drop_notes("2"))
    copies[0].apply(put_notes(note("tweede, door A", id="2")))
    result = merged(copies)
    assert texts(result.project.notes) == ["tweede, door A"]


def test_a_deletion_in_the_other_copy_counts(copies: tuple[Store, Store]) -> None:
    copies[1].apply(drop_notes("2"))
    result = merged(copies)
    assert texts(result.project.notes) == ["eerste"] and result.dropped == 1


def test_pins_filters_and_codes_come_together(copies: tuple[Store, Store]) -> None:
    a, b = copies
    link, forbid = Pin(PinKind.LINK, 1, 1), Pin(PinKind.FORBID, 1, 1)
    a.apply(become(replace(a.project, options=Options(pins=(link,)), filters=(SavedFilter("open"),)), "set_options"))
    b.apply(
        become(
            replace(
                b.project,
                options=Options(frozenset({Ignore.CASE}), (forbid, Pin(PinKind.LINK, 3, 3))),
                filters=(SavedFilter("open", text="x"),),
                codebook=(Code("geld"),),
            ),
            "set_options",
        )
    )
    result = merged(copies)
    assert result.project.options.pins == (link, Pin(PinKind.LINK, 3, 3))
    assert result.pins == (forbid,) and result.options
    assert [f.name for f in result.project.filters] == ["open", "open (2)"]
    assert result.project.codebook == (Code("geld"),)
