"""Two texts woven into one: nothing lost on either side, spaces and spelling apart from changes."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from desktop.model.comparison import Comparison, Op, Tag
from desktop.reports.runs import RunKind
from desktop.reports.weave import Piece, Weaver
from tests.making import compare
from tests.random_texts import any_pair
from tests.reports.making import comparison, document

few = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def one(old: str, new: str) -> Comparison:
    a, b = document([("paragraph", old)]), document([("paragraph", new)])
    return comparison(a, b, [([0], [0])], [([0], [0])])


def picture(pieces: tuple[Piece, ...]) -> str:
    """`same [removed] {added} <moved>`; what is spelt differently as `old~new`."""
    signs = {RunKind.REMOVED: "[{}]", RunKind.ADDED: "{{{}}}", RunKind.SAME: "{}"}
    return "".join(
        f"{p.old}~{p.new}" if p.kind is RunKind.SAME and p.old != p.new
        else signs.get(p.kind, "<{}>").format(p.new or p.old)
        for p in pieces
    )  # fmt: skip


def woven(made: Comparison, exact: bool = False) -> str:
    weaver = Weaver(made)
    return picture((weaver.exact if exact else weaver.weave)(made.block_matches[0]))


def test_what_went_stands_before_what_came_and_spaces_around_them_stay() -> None:
    assert woven(one("het kader 2009 geldt", "het kader 2014 geldt")) == "het kader [2009]{2014} geldt"
    assert woven(one("het kader geldt", "het nieuwe kader geldt")) == "het {nieuwe }kader geldt"


def test_what_is_only_spelt_differently_is_the_same_unless_exactly_wanted() -> None:
    made = compare("Wij zeggen ‘ja’ tegen de wereld.\n", "Wij zeggen 'ja' tegen de wereld.\n")
    assert woven(made) == "Wij zeggen ‘ja’ tegen de wereld.~Wij zeggen 'ja' tegen de wereld."
    assert woven(made, exact=True) == "Wij zeggen [‘]{'}ja[’]{'} tegen de wereld."


def test_blocks_of_a_split_are_parted_by_a_line_feed() -> None:
    old = document([("paragraph", "Een zin. Nog een zin.")])
    new = document([("paragraph", "Een zin."), ("paragraph", "Nog een zin.")])
    made = comparison(old, new, [([0], [0, 1])], [([0], [0])])
    assert woven(made, exact=True) == "Een zin.[ ]{\n}Nog een zin."


def test_moved_text_knows_its_move() -> None:
    old = document([("paragraph", "Een. Twee drie."), ("paragraph", "Slot.")])
    new = document([("paragraph", "Een."), ("paragraph", "Slot. Twee drie.")])
    move = Op(Tag.MOVE, 5, 15, new.text.index("Twee"), len(new.text))
    made = comparison(old, new, [([0], [0]), ([1], [1])], [([0], [0])], [move])
    assert [(p.kind, p.old, p.move) for p in Weaver(made).weave(made.block_matches[0]) if p.move is not None] == [
        (RunKind.MOVED_AWAY, "Twee drie.", 0)
    ]


@few
@given(any_pair)
def test_the_pieces_join_to_both_texts(texts: tuple[str, str]) -> None:
    made = compare(*texts)
    weaver = Weaver(made)
    old, new = ({b.id: b.text for b in d.blocks} for d in (made.old, made.new))
    for match in made.block_matches:
        for pieces in (weaver.weave(match), weaver.exact(match)):
            assert "".join(p.old for p in pieces) == "\n".join(old[b] for b in match.old)
            assert "".join(p.new for p in pieces) == "\n".join(new[b] for b in match.new)
        assert all(p.old == p.new for p in weaver.exact(match) if p.kind is RunKind.SAME)
