"""Text that stands elsewhere now."""

from __future__ import annotations

from desktop.diffing.token_ops import cut_at_moves
from desktop.model.comparison import Comparison, Tag
from tests.invariant import check_all
from tests.making import compare, shown

A = "De dijken langs de rivier worden dit jaar verhoogd en verbreed."
B = "Het waterschap betaalt de helft van alle kosten daarvan."
C = "In de polder bij Duinrade komt een nieuw elektrisch gemaal."
D = "Wandelaars krijgen langs het water een pad met houten banken."
E = "De boswachter telt elk voorjaar de reeën in het grote bos."
F = "Leerlingen lenen gratis een viool van de plaatselijke muziekschool."


def lay(first: str, second: str) -> str:
    return f"1. Water\n\n{first}\n\n2. Bos\n\n{second}\n"


def moved(comparison: Comparison) -> list[tuple[str, str]]:
    return [(c.old, c.new) for c in comparison.changes if c.kind.value == "moved"]


def test_a_sentence_that_went_to_another_section_is_one_move_and_no_change() -> None:
    found = compare(lay(f"{A} {B} {C}", f"{D} {E}"), lay(f"{A} {C}", f"{D} {B} {E}"))
    check_all(found)
    assert shown(found.changes) == [("moved", B, B)]
    assert found.changes[0].importance == 1


def test_what_changed_in_a_moved_sentence_is_shown_beside_the_move() -> None:
    new = B.replace("helft", "rest")
    found = compare(lay(f"{A} {B} {C}", f"{D} {E}"), lay(f"{A} {C}", f"{D} {new} {E}"))
    check_all(found)
    assert ("wording", "helft", "rest") in shown(found.changes)
    assert moved(found)


def test_a_long_clause_that_went_to_another_sentence_is_a_move() -> None:
    clause = "zolang de gemeente Duinrade daarvoor genoeg geld op de begroting heeft staan"
    old = lay(f"{A[:-1]}, {clause}. {B}", f"{D} {E}")
    new = lay(f"{A} {B}", f"{D[:-1]}, {clause}. {E}")
    found = compare(old, new)
    check_all(found)
    assert any(clause in a and clause in b for a, b in moved(found))


def test_a_few_words_elsewhere_are_no_move() -> None:
    old, new = lay(f"{A} Ook hier.", f"{D} {E}"), lay(A, f"{D} {E} Ook hier.")
    assert not moved(compare(old, new))


def test_a_paragraph_that_moved_as_a_whole_is_a_mark_and_no_change() -> None:
    found = compare(lay(f"{A}\n\n{B}\n\n{C}", f"{D}\n\n{E}"), lay(f"{A}\n\n{C}", f"{D}\n\n{B}\n\n{E}"))
    check_all(found)
    assert found.changes == ()
    match = next(m for m in found.block_matches if found.old.blocks[m.old[0]].text == B)
    assert [m.value for m in match.marks] == ["moved"]


def test_moved_text_is_covered_once_in_either_file() -> None:
    found = compare(lay(f"{A} {B} {C}", f"{D} {E}"), lay(f"{A} {C}", f"{D} {B} {E}"))
    move = [o for o in found.source_ops if o.tag is Tag.MOVE]
    assert len(move) == 1
    assert found.old.source[move[0].old_start : move[0].old_end].strip() == B
    assert found.new.source[move[0].new_start : move[0].new_end].strip() == B


def test_sections_that_changed_places_give_no_change() -> None:
    old = f"Water\n\n{A} {B}\n\nBos\n\n{D} {E}\n\nMuziek\n\n{F} {C}\n"
    new = f"Muziek\n\n{F} {C}\n\nWater\n\n{A} {B}\n\nBos\n\n{D} {E}\n"
    found = compare(old, new)
    check_all(found)
    assert found.changes == ()


def test_spans_are_cut_where_moved_text_lies() -> None:
    assert cut_at_moves(0, 10, [(2, 4), (8, 12)]) == [(0, 2, False), (2, 4, True), (4, 8, False), (8, 10, True)]
    assert cut_at_moves(0, 10, []) == [(0, 10, False)]
    assert cut_at_moves(3, 4, [(0, 9)]) == [(3, 4, True)]
    assert cut_at_moves(5, 7, [(0, 5), (7, 9)]) == [(5, 7, False)]
    assert cut_at_moves(3, 3, [(0, 9)]) == []
