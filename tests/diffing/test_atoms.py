"""Pieces that change as a whole: amounts, dates, references, percentages."""

from __future__ import annotations

import pytest

from desktop.diffing.atoms import find_atoms


def atoms(text: str) -> list[tuple[str, str]]:
    return [(a.kind.value, text[a.start : a.end]) for a in find_atoms(text)]


@pytest.mark.parametrize(
    ("text", "kind", "atom"),
    [
        ("Er is € 1.234,5 mln. nodig", "amount", "€ 1.234,5 mln."),
        ("Er is € 5 nodig", "amount", "€ 5"),
        ("Er is 5 euro nodig", "amount", "5 euro"),
        ("Er is € 5,– nodig", "amount", "€ 5,–"),
        ("Er is EUR 12,50 nodig", "amount", "EUR 12,50"),
        ("Er is 3,5 miljard euro nodig", "amount", "3,5 miljard euro"),
        ("Er zijn 3 miljoen mensen", "amount", "3 miljoen"),
        ("It costs £1,200.50 a year", "amount", "£1,200.50"),
        ("It costs $3 million now", "amount", "$3 million"),
        ("Es kostet 1.234,56 € im Jahr", "amount", "1.234,56 €"),
        ("Es kostet 12 Mio. Euro im Jahr", "amount", "12 Mio. Euro"),
        ("Cela coûte 12 millions en tout", "amount", "12 millions"),
        ("Op 12 maart 2014 begon het", "date", "12 maart 2014"),
        ("In maart 2014 begon het", "date", "maart 2014"),
        ("Op 1 mei begon het", "date", "1 mei"),
        ("On 3 June 2014 it began", "date", "3 June 2014"),
        ("On June 3, 2014 it began", "date", "June 3, 2014"),
        ("On the 3rd June it began", "date", "3rd June"),
        ("Am 3. Oktober 1990 begann es", "date", "3. Oktober 1990"),
        ("Le 14 juillet 1789 tout commença", "date", "14 juillet 1789"),
        ("Le 1er août 2020 tout commença", "date", "1er août 2020"),
        ("Op 12-03-2014 begon het", "date", "12-03-2014"),
        ("Op 2014-03-12 begon het", "date", "2014-03-12"),
        ("Zie artikel 3.2, tweede lid, daarvan", "reference", "artikel 3.2, tweede lid"),
        ("Zie artikel 3:12 daarvan", "reference", "artikel 3:12"),
        ("Zie artikel 5, eerste lid, onder a daarvan", "reference", "artikel 5, eerste lid, onder a"),
        ("Zie het tweede lid daarvan", "reference", "tweede lid"),
        ("Zie 34 200 V, nr. 1 daarvan", "reference", "34 200 V, nr. 1"),
        ("Zie bijlage IV daarvan, 1 keer", "reference", "bijlage IV"),
        ("Nach Absatz 2 gilt", "reference", "Absatz 2"),
        ("See section 12 there", "reference", "section 12"),
        ("Voir article 12 du code", "reference", "article 12"),
        ("Het is 12,5% hoger", "number", "12,5%"),
        ("Het is 12 procent hoger", "number", "12 procent"),
        ("Es ist 12 Prozent höher", "number", "12 Prozent"),
        ("C’est 3,5 % de plus", "number", "3,5 %"),
        ("C’est 3 pour cent de plus", "number", "3 pour cent"),
        ("It is 3 per cent more", "number", "3 per cent"),
    ],
)
def test_atom_is_found_whole(text: str, kind: str, atom: str) -> None:
    assert atoms(text) == [(kind, atom)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Er is niets.",
        "Er zijn 12 mensen.",
        "De F-35 vliegt.",
        "Het begon in 2014.",
        "mei en juni",
        "Er is € nodig",
        "lid van de raad",
        "maarten 2 keer",
    ],
)
def test_what_is_no_atom(text: str) -> None:
    assert atoms(text) == []


def test_atoms_come_in_order_and_do_not_overlap() -> None:
    text = "Op 1 mei 2014 ging € 5 mln. naar artikel 3, eerste lid; dat is 12%."
    assert atoms(text) == [
        ("date", "1 mei 2014"),
        ("amount", "€ 5 mln."),
        ("reference", "artikel 3, eerste lid"),
        ("number", "12%"),
    ]


def test_a_reference_in_roman_numbers_needs_no_digit() -> None:
    assert atoms("Zie bijlage IV daarvan") == [("reference", "bijlage IV")]


def test_a_section_sign_takes_its_paragraph_along() -> None:
    assert atoms("Nach § 5 Abs. 2 Satz 1 gilt") == [("reference", "§ 5 Abs. 2 Satz 1")]
