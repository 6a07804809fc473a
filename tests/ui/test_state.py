"""What decides, without a window: filters, remarks that find their words again, pins out of corrections."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from desktop.i18n import translator
from desktop.model.annotation import Status, TargetKind
from desktop.model.options import Options, Pin, PinKind
from desktop.ui.listing import ChangeFilter, Review, Sort, list_changes
from desktop.ui.pairing import clear, has_pin, link, link_also, unlink
from desktop.ui.remarks import (
    Anchor,
    Attaching,
    Remark,
    altered,
    anchor_of_change,
    anchor_of_section,
    overlap,
)
from desktop.ui.words import PATTERN_TROUBLES, pattern_trouble
from tests.making import compare

TEXT = """De regels over de inzet gelden vanaf het jaar {year} in het hele land.

Het beleid bij de uitvoer van wapens is sinds lange tijd {manner} en ook transparant.

Het fonds telt {count} leden van de raad en een voorzitter.

De tekst is voor het laatst herzien in het jaar {year} door de regering.
"""
OLD = TEXT.format(year="2009", manner="restrictief", count=5)
NEW = TEXT.format(year="2014", manner="zorgvuldig", count=8)
COMPARISON = compare(OLD, NEW)
CHANGES = COMPARISON.changes


def listed(wanted: ChangeFilter, notes: dict[int, Remark] | None = None) -> list[tuple[str, int]]:
    """New words and count of each line of the list."""
    rows = list_changes(CHANGES, {}, notes or {}, wanted)
    return [(r.change.new, r.count) for r in rows]


def test_equal_changes_are_one_line_or_many() -> None:
    assert listed(ChangeFilter()) == [("2014", 2), ("zorgvuldig", 1), ("8", 1)]
    assert len(listed(ChangeFilter(grouped=False))) == len(CHANGES)


def test_changes_are_found_by_their_words_and_by_what_was_said_of_them() -> None:
    assert [new for new, _ in listed(ChangeFilter(text="RESTRICTIEF"))] == ["zorgvuldig"]
    first = CHANGES[0].id
    notes = {first: Remark(anchor_of_change(CHANGES[0]), text="Zie de brief", tags=("kamer",))}
    assert [new for new, _ in listed(ChangeFilter(text="brief kamer"), notes)] == [CHANGES[0].new]


def test_changes_are_listed_by_weight_kind_and_number() -> None:
    importance = {c.new: c.importance for c in CHANGES}
    weights = [importance[new] for new, _ in listed(ChangeFilter(sort=Sort.IMPORTANCE))]
    assert weights == sorted(weights, reverse=True)
    counts = [count for _, count in listed(ChangeFilter(sort=Sort.COUNT))]
    assert counts == sorted(counts, reverse=True)
    assert all(importance[new] >= 3 for new, _ in listed(ChangeFilter(importance=3)))
    kinds = frozenset({CHANGES[0].kind})
    assert {c.kind for c in CHANGES if c.new in dict(listed(ChangeFilter(kinds=kinds)))} == kinds


def test_what_was_reviewed_or_noted_is_listed_apart() -> None:
    notes = {
        CHANGES[0].id: Remark(anchor_of_change(CHANGES[0]), status=Status.REVIEWED),
        CHANGES[1].id: Remark(anchor_of_change(CHANGES[1]), tags=("x",)),
    }
    alone = ChangeFilter(grouped=False)
    assert len(listed(replace(alone, review=Review.OPEN), notes)) == len(CHANGES) - 1
    assert [n for n, _ in listed(replace(alone, review=Review.DONE), notes)] == [CHANGES[0].new]
    assert [n for n, _ in listed(replace(alone, review=Review.NOTED), notes)] == [CHANGES[1].new]


def test_a_remark_that_says_nothing_is_gone() -> None:
    remark = Remark(Anchor(TargetKind.CHANGE, ((1, 0, 4),)), text="x", id="a")
    assert altered((), remark) == (remark,)
    assert altered((remark,), replace(remark, text="")) == ()
    assert altered((remark,), replace(remark, text="", status=Status.QUESTION)) != ()


def test_remarks_stay_with_their_words_when_the_pairing_is_corrected() -> None:
    remark = Remark(anchor_of_change(next(c for c in CHANGES if c.new == "zorgvuldig")), text="waarom?")
    assert (
        Attaching(CHANGES, ()).attach((remark,)).changes[next(c.id for c in CHANGES if c.new == "zorgvuldig")] == remark
    )
    apart = compare(OLD, NEW, Options(pins=(Pin(PinKind.FORBID, 1, 1),)))
    found = Attaching(apart.changes, ()).attach((remark,)).changes
    assert len(found) == 1
    change = next(c for c in apart.changes if c.id in found)
    assert "restrictief" in change.old or "zorgvuldig" in change.new


def test_one_remark_after_the_other_is_attached_as_all_at_once() -> None:
    remarks = tuple(
        Remark(anchor_of_change(change), f"noot {k}", id=str(k)) for k, change in enumerate((*CHANGES, CHANGES[0]))
    )
    attaching = Attaching(CHANGES, COMPARISON.section_matches)
    for count in range(len(remarks) + 1):
        grown = attaching.attach(remarks[:count])
        assert grown == Attaching(CHANGES, COMPARISON.section_matches).attach(remarks[:count])
    assert attaching.attach(remarks[:1]).where.keys() == {"0"}


def test_remarks_about_a_section_stay_with_one_of_its_sides() -> None:
    match = COMPARISON.section_matches[0]
    remark = Remark(anchor_of_section(match), status=Status.REVIEWED)
    assert Attaching((), COMPARISON.section_matches).attach((remark,)).sections == {match.id: remark}
    half = replace(match, new=())
    assert Attaching((), (half,)).attach((remark,)).sections == {half.id: remark}


def test_anchors_of_different_kinds_have_nothing_in_common() -> None:
    assert overlap(Anchor(TargetKind.CHANGE, ((1, 0, 4),)), Anchor(TargetKind.SECTION, ((1, 0, 0),))) == 0
    assert overlap(Anchor(TargetKind.CHANGE, ((1, 0, 4),)), Anchor(TargetKind.CHANGE, ((1, 2, 9),))) == 2


def pins(options: Options) -> list[tuple[str, int, int]]:
    return [(p.kind.value, p.old, p.new) for p in options.pins]


def test_a_link_takes_the_place_of_the_one_before() -> None:
    options = link(link(Options(), "section", (1,), (2,)), "section", (1,), (3,))
    assert pins(options) == [("link", 1, 3)]


def test_a_link_as_well_keeps_what_is_there() -> None:
    options = link_also(Options(), "section", (1,), (3,), [((1,), (2,)), ((), (3,))])
    assert pins(options) == [("link", 1, 2), ("link", 1, 3)]


def test_what_is_unlinked_is_forbidden_and_can_be_linked_again() -> None:
    options = unlink(link(Options(), "block", (1,), (2,)), "block", (1,), (2,))
    assert pins(options) == [("forbid", 1, 2)]
    assert pins(link(options, "block", (1,), (2,))) == [("link", 1, 2)]


def test_pins_of_blocks_and_of_sections_are_apart() -> None:
    options = link(link(Options(), "block", (1,), (2,)), "section", (1,), (5,))
    assert len(options.pins) == 2
    assert has_pin(options, "block", (1,), ()) and not has_pin(options, "block", (3,), (4,))
    assert pins(clear(options, "block", (1,), ())) == [("link", 1, 5)]


def test_what_is_wrong_with_a_pattern_is_said_in_words_of_people() -> None:
    nl = translator("nl")
    for pattern in ("(", ")", "[a", "*a", "a**", "a\\", r"\y", "[b-a]", "a{3,1}", "(?<=a+)b", "(?ab", r"(a)\2"):
        with pytest.raises(re.error) as caught:
            re.compile(pattern)
        said = pattern_trouble(caught.value.msg, nl)
        assert said in {nl(ours) for ours in PATTERN_TROUBLES.values()}, (pattern, caught.value.msg)
    assert pattern_trouble("something new", nl) == "something new"
