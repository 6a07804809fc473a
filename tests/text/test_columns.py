"""Columns that were read across come apart; tables and single columns stay as they are."""

from __future__ import annotations

import itertools
import textwrap

import pytest

from desktop.text.columns import read_columns
from desktop.text.lines import Lines, split_lines
from desktop.text.pieces import Pieces
from tests.invariant import check_all
from tests.making import compare, kinds, read

LEFT = """Het kabinet kiest voor een veilige en stabiele omgeving waarin mensen in vrijheid kunnen leven en werken, en
werkt daarvoor samen met partners in het buitenland, want geen land kan deze opgave alleen aan en geen ministerie."""
RIGHT = """De inzet van middelen volgt de afspraken die eerder met de Kamer zijn gemaakt en waarover elk jaar verslag
wordt gedaan aan beide Kamers, met daarbij een overzicht van de kosten dat door de rekenkamer is gezien en gemaakt."""


def beside(left: str, right: str, at: int = 46) -> str:
    """Two columns side by side, the right one beginning at a place."""
    pairs = itertools.zip_longest(left.split("\n"), right.split("\n"), fillvalue="")
    return "\n".join(f"{a:<{at}}{b}".rstrip() for a, b in pairs)


def column(text: str, width: int = 40) -> str:
    return "\n".join(textwrap.wrap(" ".join(text.split()), width))


def apart(text: str) -> Lines:
    pieces = Pieces()
    return read_columns(split_lines(text, pieces), pieces)


def test_the_left_column_is_read_before_the_right_one() -> None:
    lines = apart(beside(column(LEFT), column(RIGHT)))
    assert " ".join(lines.texts) == " ".join(f"{LEFT} {RIGHT}".split())
    height = column(LEFT).count("\n") + 1
    assert lines.number.tolist()[:height] == list(range(1, height + 1))
    assert lines.number[height] == 1


def test_each_part_knows_its_place_in_the_file() -> None:
    text = beside(column(LEFT), column(RIGHT))
    lines = apart(text)
    for k, part in enumerate(lines.texts):
        assert text[int(lines.start[k]) : int(lines.end[k])] == part


def test_what_stands_over_both_columns_stays_above_them() -> None:
    head = "Programma Leefbare Regio, over de volle breedte van de bladzijde gezet"
    document = read(f"{head}\n\n{beside(column(LEFT), column(RIGHT))}\n")
    assert [" ".join(t.split()) for _, t in kinds(document)] == [head, " ".join(f"{LEFT} {RIGHT}".split())]


def test_a_short_right_column_is_told_by_the_column_of_another_page() -> None:
    page = beside(column(LEFT), column(RIGHT))
    items = "•    het water keren bij de kust en de\n     dijken verhogen waar dat nodig is;\n•    de polder sparen."
    right = f"{items}\nDe inzet van middelen volgt de\nafspraken met de Kamer die eerder\nzijn gemaakt."
    last = beside(column(" ".join([LEFT] * 4)), right)
    lines = apart(f"{page}\n\f\n{last}")
    texts = [t for t in lines.texts if t]
    assert texts[-6:] == [t.strip() for t in right.split("\n")]
    assert apart(last).texts == split_lines(last, Pieces()).texts


def test_a_longer_column_and_indented_items_stay_whole() -> None:
    items = "•    het water keren bij de kust en de\n     dijken verhogen waar dat nodig is;\n•    de polder sparen."
    lines = apart(beside(column(f"{LEFT} {LEFT}"), f"{column(RIGHT)}\n{items}"))
    joined = " ".join(" ".join(lines.texts).split())
    assert joined == " ".join(f"{LEFT} {LEFT} {RIGHT} {items}".split())


@pytest.mark.parametrize("turns", [False, True])
def test_blank_lines_of_one_column_are_kept_unless_the_columns_stand_in_turns(turns: bool) -> None:
    if turns:
        left = "\n\n".join(column(LEFT).split("\n"))
        right = "\n" + "\n\n".join(column(RIGHT).split("\n"))
    else:
        left, right = column(f"{LEFT} {LEFT}"), f"{column(LEFT)}\n\n{column(RIGHT)}"
    lines = apart(beside(left, right))
    assert sum(bool(gap > 0) for gap, text in zip(lines.gap, lines.texts, strict=True) if text) == (not turns)


@pytest.mark.parametrize(
    "text",
    [
        column(LEFT, 60),
        "\n".join(f"Uitgaven artikel {k}          12.{k}00     13.{k}00" for k in range(1, 30)),
        "\n".join(f"Begrip {k}                de uitleg van het begrip in gewone woorden" for k in range(1, 30)),
        beside("\n".join(["Almere", "Breda", "Culemborg", "Delft", "Emmen", "Franeker", "Gouda"]), column(RIGHT)),
    ],
    ids=["one column", "figures", "terms", "names"],
)
def test_other_white_space_is_no_gutter(text: str) -> None:
    pieces = Pieces()
    lines = split_lines(text, pieces)
    assert read_columns(lines, pieces) is lines


def test_comparisons_of_columns_keep_every_promise() -> None:
    old = beside(column(f"{LEFT} {RIGHT}"), column(f"{RIGHT} {LEFT}"))
    new = beside(column(f"{LEFT} {RIGHT}".replace("kabinet", "college")), column(f"{RIGHT} {LEFT}"))
    check_all(compare(old, new))
    assert [(c.old, c.new) for c in compare(old, new).changes] == [("kabinet", "college")]
    assert not compare(old, old).changes
    one = column(f"{LEFT} {RIGHT} {RIGHT} {LEFT}")
    assert not compare(old, one).changes
