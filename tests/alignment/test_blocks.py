"""Blocks inside and across sections."""

from __future__ import annotations

import pytest

from desktop.model.comparison import Comparison
from tests.making import compare

A = "De dijken langs de rivier worden dit jaar verhoogd en verbreed."
B = "Het waterschap betaalt de helft van alle kosten daarvan."
C = "In de polder bij Duinrade komt een nieuw elektrisch gemaal."
D = "Wandelaars krijgen langs het water een pad met banken."
E = "Kinderen eten op school voortaan een warme maaltijd"


def blocks(comparison: Comparison) -> list[str]:
    """Block matches as text: old ids, relation with marks, new ids; headings too."""
    shown = []
    for m in comparison.block_matches:
        said = ",".join([m.relation.value, *(mark.value for mark in m.marks)])
        shown.append(" ".join([*map(str, m.old), said, *map(str, m.new)]))
    return shown


def lay(*paragraphs: str) -> str:
    return "\n\n".join(["1. Water", *paragraphs]) + "\n"


def test_a_paragraph_split_in_two() -> None:
    assert blocks(compare(lay(f"{A} {B}", C), lay(A, B, C))) == ["0 paired 0", "1 split 1 2", "2 paired 3"]


def test_two_paragraphs_joined() -> None:
    assert blocks(compare(lay(A, B, C), lay(f"{A} {B}", C))) == ["0 paired 0", "1 2 merged 1", "3 paired 2"]


def test_added_and_removed_paragraphs_stand_where_they_stood() -> None:
    assert blocks(compare(lay(A, B, C), lay(A, E, C))) == [
        "0 paired 0",
        "1 paired 1",
        "2 removed",
        "added 2",
        "3 paired 3",
    ]


def test_one_paragraph_for_another_between_the_same_neighbours_is_shown_as_rewritten() -> None:
    """Only "het" and the full stop are shared. Whether it is a new thought or the old one worded anew no count of words
    can tell: side by side a reader sees it at a glance (`samples/phenomena/dense-rewriting` is such a rewording)."""
    new = "Wandelaars vinden langs het pad enkele nieuwe banken."
    assert "2 paired 2" in blocks(compare(lay(A, B, C), lay(A, new, C)))


def test_a_paragraph_that_changed_places_is_moved() -> None:
    found = blocks(compare(lay(A, B, C, D), lay(D, A, B, C)))
    assert found == ["0 paired 0", "4 paired,moved 1", "1 paired 2", "2 paired 3", "3 paired 4"]


def test_equal_paragraphs_are_paired_in_order() -> None:
    found = blocks(compare(lay(A, B, A, B), lay(A, B, A, B)))
    assert found == [f"{k} paired {k}" for k in range(5)]


def test_one_edit_among_many_equal_sentences_stays_in_its_place() -> None:
    old = lay(*[A] * 9)
    new = lay(*[A] * 4, A.replace("dit jaar", "volgend jaar"), *[A] * 4)
    found = compare(old, new)
    assert blocks(found) == [f"{k} paired {k}" for k in range(10)]
    assert [m.old for m in found.block_matches if m.changed] == [(5,)]


def test_a_paragraph_rewritten_between_two_that_stayed_is_paired() -> None:
    new = "De dijken bij de rivier worden in 2025 hoger, breder en sterker gemaakt."
    assert "2 paired 2" in blocks(compare(lay(B, A, C), lay(B, new, C)))


def test_a_row_of_a_table_is_paired_by_its_label() -> None:
    old = lay("Water 12 13\nWegen 14 15\nWonen 16 17", A)
    new = lay("Water 12 13\nWegen 24 25\nWonen 16 17", A)
    assert blocks(compare(old, new)) == [f"{k} paired {k}" for k in range(5)]


# ---- excerpts ---------------------------------------------------------------------------------------------

WHOLE = lay(A, B, C, D)


@pytest.mark.parametrize(
    ("old", "new", "outside"),
    [
        # the new one begins in the middle of a sentence: what stands before is outside
        (WHOLE, f"rivier worden dit jaar verhoogd en verbreed.\n\n{B}\n\n{C}\n\n{D}\n", [(0,)]),
        # the old one stops in the middle: what follows is outside
        (f"1. Water\n\n{A}\n\n{B}\n\nIn de polder bij Duinrade komt een\n", WHOLE, [(4,)]),
        # both are whole
        (WHOLE, lay(A, B), []),
        (lay(C, D), WHOLE, []),
        # nothing in common: nothing can be outside
        ("en verder niets meer", "Het orkest speelt.", []),
    ],
)
def test_what_lies_beyond_a_cut_edge_is_outside_the_excerpt(old: str, new: str, outside: list[tuple[int, ...]]) -> None:
    found = [m.old or m.new for m in compare(old, new).block_matches if m.relation.value == "outside_excerpt"]
    assert found == outside


def test_a_change_at_a_cut_edge_is_not_certain() -> None:
    old, new = lay(A, B, "In de polder bij Duinrade komt een"), lay(A, B, C)
    assert [c.certain for c in compare(old, new).changes] == [False]
