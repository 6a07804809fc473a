"""Notes stand where their words stand, in whatever comparison; none is dropped."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from desktop.i18n import translator
from desktop.model.annotation import Anchor as NoteAnchor
from desktop.model.annotation import Annotation, Place, Target, TargetKind
from desktop.model.document import BlockKind
from desktop.model.options import Ignore, KindPin, Options, Pin, PinKind, Side
from desktop.project.anchoring import Certainty
from desktop.project.editions import put_editions, with_lost_pins
from desktop.project.pinning import pin_places, settle
from desktop.project.placing import Places
from desktop.workflow import Making
from tests.making import extract
from tests.project.making import NEW, OLD, compare, on_change, project

MORE = "Inleiding\n\nDeze brief gaat over toezicht en geld in de komende jaren.\n\n"


def about(comparison, target: Target) -> str:  # type: ignore[no-untyped-def]
    change = next(c for c in comparison.changes if c.id == target.id)
    return f"{change.old} → {change.new}"


def test_a_note_on_each_kind_of_thing_is_placed_on_it() -> None:
    c = compare(OLD, NEW)
    places = Places(c)
    targets = [Target(TargetKind.CHANGE, x.id) for x in c.changes]
    targets += [Target(TargetKind.BLOCK, m.id) for m in c.block_matches]
    targets += [Target(TargetKind.SECTION, m.id) for m in c.section_matches]
    targets.append(Target(TargetKind.COMPARISON))
    notes = [Annotation(t, "x", anchor=places.anchor(t)) for t in targets]
    placed = places.place(notes)
    assert [p.note.target for p in placed] == targets
    assert {p.certainty for p in placed} == {Certainty.SURE}


def test_words_selected_on_one_side_have_the_row_on_the_other() -> None:
    c = compare(OLD, NEW)
    at = c.new.text.index("toetst conform")
    target, anchor = Places(c).selection(Side.NEW, at, at + 14)
    assert anchor.new is not None and anchor.new.exact == "toetst conform" and anchor.new.heading == "Toezicht"
    assert anchor.old is not None and anchor.old.exact.startswith("De commissie toetst")
    assert Places(c).place([Annotation(target, anchor=anchor)])[0].note.target == target


def test_a_note_goes_on_all_equal_changes() -> None:
    old = "Het Kader 2009 geldt hier.\n\nOok daar geldt het Kader 2009 voortaan.\n"
    c = compare(old, old.replace("2009", "2014"))
    notes = Places(c).on_equal_changes(on_change(c, "2009", id="n1"))
    assert len(notes) == 2 and notes[0].id == "n1" and notes[1].id == ""
    assert {n.target.id for n in notes} == {x.id for x in c.changes}


def test_after_another_line_width_every_note_is_where_it_was() -> None:
    c = compare(OLD, NEW)
    notes = [
        on_change(c, "2009"),
        on_change(c, "miljoen") if any("miljoen" in x.old for x in c.changes) else on_change(c, "5"),
    ]
    narrow = "\n\n".join(textwrap.fill(p, 20) for p in NEW.split("\n\n"))
    later = compare(OLD, narrow)
    placed = Places(later).place(notes)
    assert [p.certainty for p in placed] == [Certainty.SURE] * 2
    assert about(later, placed[0].note.target) == about(c, notes[0].target)


def test_where_an_option_hides_the_change_the_note_stands_on_its_row_and_comes_back() -> None:
    old, new = "De Minister besluit over de aanvraag.\n", "De minister besluit over de aanvraag.\n"
    c = compare(old, new)
    kept = on_change(c, "Minister")
    hidden = compare(old, new, Options(ignore=frozenset({Ignore.CASE})))
    (placed,) = Places(hidden).place([kept])
    assert placed.note.target.kind is TargetKind.BLOCK and placed.certainty is Certainty.GUESS
    assert placed.kept.target.kind is TargetKind.CHANGE
    (again,) = Places(c).place([placed.kept])
    assert again.note.target == kept.target and again.certainty is Certainty.SURE


def test_an_orphan_is_reported_with_the_comparison() -> None:
    c = compare(OLD, NEW)
    lost = Annotation(Target(TargetKind.BLOCK, 1), "x", anchor=NoteAnchor(None, Place("xyzzy plugh", start=3, end=14)))
    (placed,) = Places(c).place([lost])
    assert placed.certainty is Certainty.ORPHAN
    assert placed.reported.target.kind is TargetKind.COMPARISON
    assert placed.kept.anchor.new is not None and placed.kept.anchor.new.exact == "xyzzy plugh"


def test_a_corrected_edition_takes_notes_and_pins_along() -> None:
    c = compare(OLD, NEW)
    options = Options(
        pins=(Pin(PinKind.LINK, 1, 1), Pin(PinKind.FORBID, 3, 1)), kinds=(KindPin(Side.NEW, 2, BlockKind.PARAGRAPH),)
    )
    c = compare(OLD, NEW, options)
    mine = replace(
        project(OLD, NEW, options),
        places=pin_places(options, c.old, c.new),
        notes=(on_change(c, "2009", "over het kader", id="a"),),
    )
    corrected = extract(MORE + NEW.replace("7 miljoen", "8 miljoen"), "new2.txt")
    done = put_editions(mine, {Side.NEW: corrected}, Making())
    after = done.comparison
    assert [(p.kind.value, p.old, after.new.blocks[p.new].text[:12]) for p in done.project.options.pins] == [
        ("link", 1, "De commissie"),
        ("forbid", 3, "De commissie"),
    ]
    assert after.new.blocks[done.project.options.kinds[0].block].text == "Geld"
    assert (done.moved, done.count(Certainty.SURE)) == (("a",), 1)
    anchor = done.project.notes[0].anchor.new
    assert anchor is not None and after.new.text[anchor.start : anchor.end] == anchor.exact
    assert done.project.new.path == "new2.txt"


def test_a_pin_whose_block_is_gone_is_reported() -> None:
    options = Options(pins=(Pin(PinKind.LINK, 3, 3),))
    c = compare(OLD, NEW, options)
    mine = replace(project(OLD, NEW, options), places=pin_places(options, c.old, c.new))
    other = extract("Toezicht\n\nDe commissie toetst conform het Kader 2014.\n")
    done = put_editions(mine, {Side.NEW: other}, Making())
    assert done.project.options.pins == () and done.carried.pins == options.pins
    told = with_lost_pins(done.project, mine.places, done.carried, translator("en")).notes
    assert ["7 miljoen" in n.text for n in told] == [True]


def test_pins_find_their_blocks_when_the_text_is_read_otherwise() -> None:
    options = Options(pins=(Pin(PinKind.LINK, 1, 1),))
    c = compare(OLD, NEW, options)
    places = pin_places(options, c.old, c.new)
    assert settle(options, places, c).options is options
    later = compare(MORE + OLD, NEW, options)
    assert settle(options, places, later).options.pins == (Pin(PinKind.LINK, 3, 1),)
