"""Lines that are drawn with signs, and the titles they mark."""

from __future__ import annotations

import pytest

from desktop.model.document import BlockKind
from tests.making import compare, kinds, read

BODY = "Visitors are received at the gate. They carry a badge that shows their name and\nthe name of who receives them."
TEXT = BODY.replace("\n", " ")


def test_a_title_above_a_rule_is_a_heading_and_the_rule_is_set_aside() -> None:
    assert kinds(read(f"Access\n======\n\n{BODY}\n")) == [
        ("heading", "Access"),
        ("rule", "======"),
        ("paragraph", TEXT),
    ]


def test_levels_come_in_the_order_in_which_the_signs_are_met() -> None:
    text = "\n\n".join(
        [
            "======\nManual\n======",
            f"Access\n======\n{BODY}",
            f"Badges\n------\n{BODY}",
            f"2. Data at rest and in transit\n==============================\n{BODY}",
            f"Keys\n----\n{BODY}",
        ]
    )
    document = read(text)
    assert [(b.level, b.text) for b in document.blocks if b.kind is BlockKind.HEADING] == [
        (1, "Manual"),
        (2, "Access"),
        (3, "Badges"),
        (2, "2. Data at rest and in transit"),
        (3, "Keys"),
    ]
    assert [s.title for s in document.sections if s.parent == document.sections[1].id][:1] == ["Badges"]


@pytest.mark.parametrize(
    "rule", ["-----", "* * *", "─────────", "________________________________", "+-----+---+", "=-=-=-=-"]
)
def test_a_rule_parts_what_stands_above_and_below(rule: str) -> None:
    assert kinds(read(f"{BODY}\n{rule}\n{BODY}\n")) == [("paragraph", TEXT), ("rule", rule), ("paragraph", TEXT)]


@pytest.mark.parametrize("line", ["...", '"""', "--", "-- Jansen --", "- - een", "...-"])
def test_what_may_be_written_is_no_rule(line: str) -> None:
    assert all(kind != "rule" for kind, _ in kinds(read(f"{BODY}\n\n{line}\n\n{BODY}\n")))


@pytest.mark.parametrize(
    "above",
    [
        "The last line of a paragraph of two lines\nis no title above a rule",
        "A sentence that ends where it should, above a rule drawn to part it from the next.",
        "A sentence of nearly sixty letters above a very short rule.",
    ],
)
def test_text_right_above_a_rule_stays_text(above: str) -> None:
    rule = "-" * (5 if "short" in above else 72)
    found = kinds(read(f"{BODY}\n\n{above}\n{rule}\n{BODY}\n"))
    assert ("paragraph", above.replace("\n", " ")) in found


def test_pieces_of_a_rule_are_the_columns_of_a_table() -> None:
    table = "Name           Room\n=============  ====\nJ. Jansen        12\nde heer De Witte 140\n=============  ====\n"
    rows = [b.cells for b in read(f"{BODY}\n\n{table}\n{BODY}\n").blocks if b.kind is BlockKind.TABLE_ROW]
    assert rows == []  # "de heer De Witte" stands across the columns: no table is better than a wrong one
    table = table.replace("de heer De Witte 140", "De Wit          140")
    rows = [b.cells for b in read(f"{BODY}\n\n{table}\n{BODY}\n").blocks if b.kind is BlockKind.TABLE_ROW]
    assert rows == [("Name", "Room"), ("J. Jansen", "12"), ("De Wit", "140")]


def test_a_text_with_rules_equals_the_text_without() -> None:
    old = f"Access\n======\n\n{BODY}\n\nBadges\n------\n{BODY}\n\n-----\n\n{BODY.replace('gate', 'door')}\n"
    new = f"Access\n\n{BODY}\n\nBadges\n\n{BODY}\n\n{BODY.replace('gate', 'door')}\n"
    assert compare(old, new).changes == ()
