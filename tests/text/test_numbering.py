"""Numbers that headings and items begin with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.text import numbering
from desktop.text.numbering import parse_numbering, roman_value


@pytest.mark.parametrize(
    ("text", "style", "value", "rest"),
    [
        ("Artikel 3.2a Taken", "word:artikel", (3, 2, 1), "Taken"),
        ("Artikel 3:12 BW", "word:artikel", (3, 12), "BW"),
        ("Artikel 7", "word:artikel", (7,), ""),
        ("Hoofdstuk II Organisatie", "word:hoofdstuk", (2,), "Organisatie"),
        ("Hoofdstuk 2. Organisatie", "word:hoofdstuk", (2,), "Organisatie"),
        ("Hoofdstuk 2 – Droogte", "word:hoofdstuk", (2,), "Droogte"),
        ("Bijlage A", "word:bijlage", (1,), ""),
        ("Beleidsartikel 2.", "word:beleidsartikel", (2,), ""),
        ("Chapter 4: Water", "word:chapter", (4,), "Water"),
        ("Kapitel IX Schluss", "word:kapitel", (9,), "Schluss"),
        ("Annexe 1", "word:annexe", (1,), ""),
        ("§ 5 Kosten", "word:§", (5,), "Kosten"),
        ("§5a Kosten", "word:§", (5, 1), "Kosten"),
        ("Art. 12 Geltung", "word:art.", (12,), "Geltung"),
        ("1. Inleiding", "decimal:1", (1,), "Inleiding"),
        ("2.4 Uitgaven", "decimal:2", (2, 4), "Uitgaven"),
        ("2.4.1. Uitgaven", "decimal:3", (2, 4, 1), "Uitgaven"),
        ("12.3a Slot", "decimal:2", (12, 3, 1), "Slot"),
        ("1) Doel", "digit)", (1,), "Doel"),
        ("2: Doel", "digit:", (2,), "Doel"),
        ("1° frais", "digit°", (1,), "frais"),
        ("(a) kosten", "brackets)", (1,), "kosten"),
        ("(12) kosten", "brackets)", (12,), "kosten"),
        ("IV. Slot", "roman.", (4,), "Slot"),
        ("XLI Slot", None, (), ""),
        ("XII: Slot", "roman:", (12,), "Slot"),
        ("II Slot", "roman", (2,), "Slot"),
        ("B: Rol", "capital:", (2,), "Rol"),
        ("A. Rol", "capital.", (1,), "Rol"),
        ("L. Rol", "capital.", (12,), "Rol"),
        ("a) kosten", "letter)", (1,), "kosten"),
        ("b. kosten", "letter.", (2,), "kosten"),
        ("3 Werkwijze", "bare", (3,), "Werkwijze"),
    ],
)
def test_number_is_read_with_style_value_and_what_follows(
    text: str, style: str | None, value: tuple[int, ...], rest: str
) -> None:
    found = parse_numbering(text)
    if style is None:
        assert found is None
        return
    assert found is not None
    assert found.style.startswith(style)
    assert found.value == value
    assert text[found.length :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "De kosten stijgen.",
        "9.00 uur begint het",
        "10.05 Opening",
        "2014",
        "2014 was een goed jaar",
        "1",
        "1.",
        "1.000.000 euro",
        "I think so",
        "de 3 partijen",
        "artikel 3 van de wet",
        "C Deze",
        "e-mail 5",
        "1.5°",
        "-3 Graden",
        "A4 papier",
    ],
)
def test_text_that_only_looks_numbered_has_no_number(text: str) -> None:
    assert parse_numbering(text) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("I", 1),
        ("III", 3),
        ("IV", 4),
        ("V", 5),
        ("IX", 9),
        ("XIV", 14),
        ("XIX", 19),
        ("XXXVIII", 38),
        ("XL", 40),
        ("L", 50),
        ("XC", 90),
        ("C", 100),
    ],
)
def test_roman_numerals_have_their_value(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize(
    ("before", "after", "follows"),
    [
        ("1. Een", "2. Twee", True),
        ("1. Een", "3. Drie", False),
        ("2. Twee", "1. Een", False),
        ("1. Een", "2) Twee", False),
        ("2.4 Een", "2.5 Twee", True),
        ("2.4 Een", "3.5 Twee", False),
        ("2.4 Een", "2.4.1 Twee", False),
        ("III. Een", "IV. Twee", True),
        ("a) een", "b) twee", True),
        ("Artikel 9", "Artikel 10", True),
        ("Artikel 9", "Hoofdstuk 10", False),
    ],
)
def test_a_number_follows_its_predecessor_of_the_same_style(before: str, after: str, follows: bool) -> None:
    first, second = parse_numbering(before), parse_numbering(after)
    assert first is not None
    assert second is not None
    assert second.follows(first) is follows
    assert not second.follows(None)


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("Deel 1", "Hoofdstuk 1"),
        ("Hoofdstuk 1", "Afdeling 1"),
        ("Afdeling 1", "Paragraaf 1"),
        ("Paragraaf 1", "Artikel 1"),
        ("Part 1", "Chapter 1"),
        ("Chapter 1", "Section 1"),
        ("Titre 1", "Chapitre 1"),
        ("Kapitel 1", "Abschnitt 1"),
    ],
)
def test_divisions_have_the_rank_they_have_in_law(higher: str, lower: str) -> None:
    first, second = parse_numbering(higher), parse_numbering(lower)
    assert first is not None
    assert second is not None
    assert 0 < first.rank < second.rank


def test_the_label_is_the_number_as_printed() -> None:
    labels = [
        n.label for t in ("Artikel 3.2a Taken", "(a) kosten", "IV. Slot", "2.4 Uitgaven") if (n := parse_numbering(t))
    ]
    assert labels == ["Artikel 3.2a", "(a)", "IV.", "2.4"]


@given(st.sampled_from(numbering._OF_WORDS).flatmap(lambda named: st.from_regex(named[1])))
def test_no_number_is_passed_over(text: str) -> None:
    numbered = any(pattern.match(text[:48]) for _, pattern in numbering._OF_WORDS)
    if numbered and text[:1].isalpha():
        assert numbering._MAY_BE_NUMBERED.match(text[:48])


@pytest.mark.parametrize("text", ["Chapitre Ier : Du contrôle", "Article premier", "Section Ire – Objet"])
def test_the_first_of_a_row_as_french_counts_it(text: str) -> None:
    found = parse_numbering(text)
    assert found is not None and found.value == (1,) and found.rank > 0
    assert text[found.length :] in ("Du contrôle", "", "Objet")


@pytest.mark.parametrize(("text", "value"), [("1.Definitions", (1,)), ("2.1Scope of the licence", (2, 1))])
def test_a_number_whose_blank_was_lost(text: str, value: tuple[int, ...]) -> None:
    found = parse_numbering(text)
    assert found is not None and found.value == value
    assert text[found.length :][0].isupper()


@pytest.mark.parametrize("text", ["3.0GB", "2.X is old", "1.e4"])
def test_a_figure_glued_to_a_unit_is_no_number(text: str) -> None:
    assert parse_numbering(text) is None
