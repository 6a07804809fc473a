"""Filters choose, the codebook begins with seven tags, ids sort by time."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.i18n import translator
from desktop.model.annotation import Status, TargetKind
from desktop.project.codebook import default_codebook
from desktop.project.project import Project, SavedFilter, new_id
from tests.project.making import note, project

NOTES = (
    note("Waarom 2014?", id="1", tags=("doel",), significance=2),
    note("tja", id="2", author="Piet", status=Status.REVIEWED),
    note("geld genoeg", id="3", tags=("geld", "doel"), significance=0),
)


def chosen(**what: object) -> str:
    return "".join(n.id for n in SavedFilter(**what).choose(NOTES))  # type: ignore[arg-type]


def test_a_filter_chooses_by_what_is_filled_in() -> None:
    assert chosen() == "123"
    assert chosen(statuses=(Status.REVIEWED,)) == "2"
    assert chosen(tags=("geld", "x")) == "3"
    assert chosen(authors=("Jan",), tags=("doel",)) == "13"
    assert chosen(min_significance=1) == "1"
    assert chosen(min_significance=0) == "13"
    assert chosen(text="WAAROM") == "1"
    assert chosen(kinds=(TargetKind.CHANGE,)) == ""


def test_the_codebook_begins_in_the_language_of_its_maker() -> None:
    assert [c.name for c in default_codebook(translator("en"))] == [
        "goal", "instrument", "target group", "money", "responsibility", "procedure", "wording only",
    ]  # fmt: skip
    assert default_codebook(translator("nl"))[3].name == "geld"


def test_ids_sort_by_time_and_are_never_the_same() -> None:
    made = [new_id(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) for _ in range(1000)]
    assert len(set(made)) == 1000
    assert max(made) < new_id(datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC))


def test_a_mark_is_a_note_in_which_nothing_is_said() -> None:
    marked = note("", status=Status.REVIEWED)
    assert marked.is_mark and not NOTES[1].is_mark
    reviewed: Project = project()
    assert reviewed.reviewed == ()
