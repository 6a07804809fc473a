"""What a report says: order, fates, rows, runs; every word once."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import translator
from desktop.model.comparison import Comparison, Mark, Op, Tag
from desktop.reports.outline import Fate, Outline, build_outline, has_changes, longest_rise
from desktop.reports.phrases import moved_from, moved_to
from tests.reports.making import comparison, document


def picture(outline: Outline) -> str:
    """Parts and rows: `[removed]`, `{added}`, `<moved>`, `(outside)`; a row that only marks a place is ⇄."""
    signs = {"same": "{}", "removed": "[{}]", "added": "{{{}}}", "outside": "({})"}
    lines = []
    for part in outline.parts:
        title = " + ".join(part.old_titles) + " / " + " + ".join(part.new_titles)
        lines.append(f"{title}: {', '.join([part.fate, *part.marks])}")
        for row in part.rows:
            sides = [
                " ¶ ".join("".join(signs.get(r.kind, "<{}>").format(r.text) for r in cell.runs) for cell in cells)
                for cells in (row.old, row.new)
            ]
            lines.append("  ⇄" if row.stood else f"  {sides[0]} | {sides[1]}")
    return "\n".join(lines)


def arms() -> Comparison:
    old = document(
        [
            ("h1", "Rol"),
            ("paragraph", "Kader 2009 geldt."),
            ("paragraph", "Dit blijft."),
            ("h1", "Weg"),
            ("paragraph", "Dit vervalt."),
            ("h1", "Slot"),
            ("paragraph", "Einde."),
        ]
    )
    new = document(
        [
            ("h1", "Rol"),
            ("paragraph", "Kader 2014 geldt."),
            ("h1", "Slotwoord"),
            ("paragraph", "Einde."),
            ("paragraph", "Dit blijft."),
            ("h1", "Nieuw"),
            ("paragraph", "Geheel nieuw."),
        ],
        "new.txt",
        2022,
    )
    return comparison(
        old,
        new,
        [([0], [0]), ([1], [1]), ([2], [4], "moved"), ([5], [2]), ([6], [3])],
        [([0], [0]), ([2], [1], "renamed")],
    )


def test_parts_follow_the_new_edition_and_what_was_dropped_stands_where_it_stood() -> None:
    assert picture(build_outline(arms())) == "\n".join(
        [
            "Rol / Rol: edited",
            "  Rol | Rol",
            "  Kader [2009] geldt. | Kader {2014} geldt.",
            "  ⇄",
            "Weg / : removed",
            "  [Weg] | ",
            "  [Dit vervalt.] | ",
            "Slot / Slotwoord: edited, renamed",
            "  [Slot] | {Slotwoord}",
            "  Einde. | Einde.",
            "  Dit blijft. | Dit blijft.",
            " / Nieuw: added",
            "  | {Nieuw}".replace("  |", "   |"),
            "   | {Geheel nieuw.}",
        ]
    )


def test_each_word_of_both_editions_is_in_exactly_one_row() -> None:
    made = arms()
    outline = build_outline(made)
    for side, document_ in (("old", made.old), ("new", made.new)):
        shown = Counter(
            word
            for part in outline.parts
            for row in part.rows
            for cell in getattr(row, side)
            for word in "".join(run.text for run in cell.runs).split()
        )
        assert shown == Counter(document_.text.split())


def test_a_part_knows_how_much_of_it_changed() -> None:
    rol = build_outline(arms()).parts[0]
    assert rol.words == 8
    assert rol.share_changed == 2 / 8


def test_the_same_document_twice_is_quiet() -> None:
    one = document([("h1", "Rol"), ("paragraph", "Tekst.")])
    made = comparison(one, one, [([0], [0]), ([1], [1])], [([0], [0])])
    assert not has_changes(made)
    assert all(part.is_quiet and part.fate is Fate.SAME for part in build_outline(made).parts)


def test_something_that_only_moved_is_something_to_report() -> None:
    old = document([("paragraph", "Een."), ("paragraph", "Twee.")])
    new = document([("paragraph", "Twee."), ("paragraph", "Een.")])
    made = comparison(old, new, [([0], [1], "moved"), ([1], [0])], [([0], [0])])
    assert made.changes == ()
    assert has_changes(made)
    outline = build_outline(made)
    assert picture(outline) == " / : edited\n  ⇄\n  Twee. | Twee.\n  Een. | Een."
    assert outline.moved == 1


def test_a_moved_sentence_leads_to_the_block_at_its_other_end() -> None:
    old = document([("paragraph", "Een. Twee drie."), ("paragraph", "Slot.")])
    new = document([("paragraph", "Een."), ("paragraph", "Slot. Twee vier.")])
    move = Op(Tag.MOVE, old.text.index("Twee"), old.text.index("\n"), new.text.index("Twee"), len(new.text))
    made = comparison(old, new, [([0], [0]), ([1], [1])], [([0], [0])], [move])
    runs = [run for row in build_outline(made).parts[0].rows for cell in (*row.old, *row.new) for run in cell.runs]
    assert [(r.kind, r.text, r.other) for r in runs if r.other is not None] == [
        ("moved_away", "Twee drie.", 1),
        ("moved_here", "Twee vier.", 0),
    ]


def test_a_split_block_stands_beside_both_of_its_parts() -> None:
    old = document([("paragraph", "Een zin. Nog een zin.")])
    new = document([("paragraph", "Een zin."), ("paragraph", "Nog een zin.")])
    made = comparison(old, new, [([0], [0, 1])], [([0], [0])])
    assert picture(build_outline(made)) == " / : same\n  Een zin. Nog een zin. | Een zin. ¶ Nog een zin."


def test_what_is_outside_the_excerpt_is_neither_removed_nor_counted_as_change() -> None:
    old = document([("h1", "A"), ("paragraph", "Een."), ("h1", "B"), ("paragraph", "Twee.")])
    new = document([("h1", "B"), ("paragraph", "Twee.")])
    made = comparison(
        old,
        new,
        [([2], [0]), ([3], [1]), ([0], [], "outside_excerpt"), ([1], [], "outside_excerpt")],
        [([1], [0]), ([0], [], "outside_excerpt")],
    )
    outline = build_outline(made)
    assert picture(outline).startswith("A / : outside_excerpt\n  (A) | \n  (Een.) | ")
    assert outline.parts[0].share_changed == 0
    assert not outline.has_changes


def test_page_furniture_is_set_aside_whether_matched_or_not() -> None:
    old = document([("paragraph", "Een."), ("page_number", "33"), ("page_footer", "Kamer")])
    new = document([("paragraph", "Een."), ("page_number", "12")])
    made = comparison(old, new, [([0], [0]), ([1], [1])], [([0], [0])])
    outline = build_outline(made)
    assert picture(outline).count("\n") == 1
    assert [b.text for b in outline.old.set_aside] == ["33", "Kamer"]


def test_equal_changes_are_one_group_with_its_count() -> None:
    old = document(
        [
            ("h1", "A"),
            ("paragraph", "x 2009 y"),
            ("paragraph", "z 2009 w"),
            ("h1", "B"),
            ("paragraph", "v 2009"),
        ]
    )
    new = document(
        [
            ("h1", "A"),
            ("paragraph", "x 2014 y"),
            ("paragraph", "z 2014 w"),
            ("h1", "B"),
            ("paragraph", "v 2014"),
        ]
    )
    made = comparison(old, new, [([i], [i]) for i in range(5)], [([0], [0]), ([1], [1])])
    a, b = build_outline(made).parts
    assert [(g.change.old, g.count, g.total) for g in a.groups] == [("2009", 2, 3)]
    assert [(g.change.old, g.count, g.total) for g in b.groups] == [("2009", 1, 3)]


def test_a_section_that_moved_with_its_blocks_is_marked_once() -> None:
    old = document([("h1", "A"), ("paragraph", "a."), ("h1", "B"), ("paragraph", "b.")])
    new = document([("h1", "B"), ("paragraph", "b."), ("h1", "A"), ("paragraph", "a.")])
    made = comparison(old, new, [([0], [2]), ([1], [3]), ([2], [0]), ([3], [1])], [([0], [1]), ([1], [0], "moved")])
    outline = build_outline(made)
    assert picture(outline) == "B / B: same, moved\n  B | B\n  b. | b.\nA / A: same\n  A | A\n  a. | a.\n  ⇄"
    assert not outline.parts[0].is_quiet and Mark.MOVED in outline.parts[0].marks


def test_blocks_that_moved_along_with_their_section_are_not_moved_themselves() -> None:
    old = document([("h1", "A"), ("paragraph", "a."), ("h1", "B"), ("paragraph", "b."), ("paragraph", "c.")])
    new = document([("h1", "B"), ("paragraph", "b."), ("paragraph", "c."), ("h1", "A"), ("paragraph", "a.")])
    blocks = [([0], [3]), ([1], [4]), ([2], [0], "moved"), ([3], [1], "moved"), ([4], [2], "moved")]
    outline = build_outline(comparison(old, new, blocks, [([0], [1]), ([1], [0], "moved")]))
    assert picture(outline) == "B / B: same, moved\n  B | B\n  b. | b.\n  c. | c.\nA / A: same\n  A | A\n  a. | a.\n  ⇄"
    assert outline.moved == 1  # the section, not each of its blocks


def test_blocks_that_changed_places_within_a_moved_section_are_moved() -> None:
    old = document([("h1", "A"), ("paragraph", "a."), ("h1", "B"), ("paragraph", "b."), ("paragraph", "c.")])
    new = document([("h1", "B"), ("paragraph", "c."), ("paragraph", "b."), ("h1", "A"), ("paragraph", "a.")])
    blocks = [([0], [3]), ([1], [4]), ([2], [0], "moved"), ([3], [2], "moved"), ([4], [1], "moved")]
    outline = build_outline(comparison(old, new, blocks, [([0], [1]), ([1], [0], "moved")]))
    assert outline.moved == 2
    assert sum(row.stood for row in outline.parts[0].rows) == 1


@given(st.lists(st.integers(0, 30), max_size=12, unique=True))
def test_the_longest_rise_is_one_and_none_is_longer(values: list[int]) -> None:
    found = sorted(longest_rise(values))
    rise = [values[i] for i in found]
    assert rise == sorted(rise)
    best = max(n for n in range(len(values) + 1) for c in combinations(values, n) if list(c) == sorted(c))
    assert len(rise) == best


def test_where_a_section_stood_that_moved_as_a_whole_a_row_leads_to_it() -> None:
    old = document([("h1", "A"), ("paragraph", "a."), ("h1", "B"), ("paragraph", "b."), ("h1", "C")])
    new = document([("h1", "B"), ("paragraph", "b."), ("h1", "A"), ("paragraph", "a."), ("h1", "C")])
    blocks = [([0], [2]), ([1], [3]), ([2], [0], "moved"), ([3], [1], "moved"), ([4], [4])]
    outline = build_outline(comparison(old, new, blocks, [([0], [1]), ([1], [0], "moved"), ([2], [2])]))
    assert picture(outline) == (
        "B / B: same, moved\n  B | B\n  b. | b.\nA / A: same\n  A | A\n  a. | a.\n  ⇄\nC / C: same\n  C | C"
    )
    (stub,) = (row for row in outline.parts[1].rows if row.stood)
    assert outline.place[stub.match.id] == outline.parts[0].id
    assert moved_to(stub, outline.parts[1], outline.parts[0], translator("nl")) == "verplaatst naar B"
    head = outline.parts[0].rows[0]
    assert moved_from(head, outline.parts[0], outline.parts[1], translator("nl")) == "stond na A"
