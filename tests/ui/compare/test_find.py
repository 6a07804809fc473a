"""Search: where, and under which of its rules."""

from __future__ import annotations

import re

import pytest

from desktop.ui.compare.find import Query, find
from desktop.ui.compare.rows import Side, ViewRow, build_rows
from tests.making import compare

OLD = "De ministers in Den Haag besluiten. Het beleid van 2009 blijft; de coördinatie ligt bij BZ.\n"
NEW = "De ministers in Den Haag besluiten. Het beleid van 2014 blijft; de coördinatie ligt bij BZ.\n"


@pytest.fixture
def rows() -> tuple[ViewRow, ...]:
    return build_rows(compare(OLD, NEW))


def found(rows: tuple[ViewRow, ...], query: Query) -> list[tuple[str, str]]:
    return [(h.side.value, rows[h.row].cells(h.side)[h.cell].text[h.start : h.end]) for h in find(rows, query)]


def test_old_comes_before_new_and_capitals_do_not_matter(rows: tuple[ViewRow, ...]) -> None:
    assert found(rows, Query("MINISTERS")) == [("old", "ministers"), ("new", "ministers")]
    assert found(rows, Query("MINISTERS", case=True)) == []


def test_one_edition_alone(rows: tuple[ViewRow, ...]) -> None:
    assert found(rows, Query("beleid", sides=(Side.NEW,))) == [("new", "beleid")]


def test_only_words_that_changed(rows: tuple[ViewRow, ...]) -> None:
    assert found(rows, Query("20", changes_only=True)) == [("old", "20"), ("new", "20")]
    assert found(rows, Query("Haag", changes_only=True)) == []


def test_whole_words(rows: tuple[ViewRow, ...]) -> None:
    assert found(rows, Query("minister", whole_words=True)) == []
    assert len(found(rows, Query("minister"))) == 2
    assert len(found(rows, Query("bz", whole_words=True))) == 2


def test_accents_matter_only_when_asked(rows: tuple[ViewRow, ...]) -> None:
    assert found(rows, Query("coordinatie")) == [("old", "coördinatie"), ("new", "coördinatie")]
    assert found(rows, Query("coordinatie", diacritics=True)) == []


def test_regular_expressions(rows: tuple[ViewRow, ...]) -> None:
    assert found(rows, Query(r"\b20\d\d", regex=True)) == [("old", "2009"), ("new", "2014")]
    assert len(find(rows, Query("x*", regex=True))) == 0
    with pytest.raises(re.error):
        find(rows, Query("(", regex=True))


def test_nothing_finds_nothing(rows: tuple[ViewRow, ...]) -> None:
    assert len(find(rows, Query(""))) == 0


def test_letters_that_grow_when_folded_keep_their_places() -> None:
    made = build_rows(
        compare("İstanbul en Ankara zijn steden in Turkije.\n", "İstanbul en Ankara zijn steden in Turkije.\n")
    )
    assert found(made, Query("ankara", diacritics=True))[0] == ("old", "Ankara")


def test_what_people_type_finds_what_print_has() -> None:
    made = build_rows(compare("De programma’s van de Šefčovič–groep lopen door.\n", "De programma’s lopen door.\n"))
    assert found(made, Query("programma's"))[0] == ("old", "programma’s")
    assert found(made, Query("sefcovic-groep")) == [("old", "Šefčovič–groep")]
    assert found(made, Query("sefcovic", diacritics=True)) == []
    assert found(made, Query("Šefčovič", diacritics=True)) == [("old", "Šefčovič")]


def test_words_in_other_scripts_are_found() -> None:
    made = build_rows(
        compare("Het verdrag heet 😀 συνθήκη in het Grieks.\n", "Het verdrag heet שלום in het Hebreeuws.\n")
    )
    assert found(made, Query("ΣΥΝΘΉΚΗ")) == [("old", "συνθήκη")]
    assert found(made, Query("שלום")) == [("new", "שלום")]
    assert found(made, Query("grieks"))[0] == ("old", "Grieks")


def test_a_search_stops_at_its_limit_and_says_so(rows: tuple[ViewRow, ...]) -> None:
    hits = find(rows, Query("e"), limit=3)
    assert len(hits) == 3 and not hits.is_complete
    assert find(rows, Query("e")).is_complete
    assert list(hits[:2]) == [hits[0], hits[1]]
