"""Definitions are known by their terms."""

from __future__ import annotations

import pytest

from desktop.alignment.terms import defined_term
from desktop.model.options import Options, Pin, PinKind
from tests.making import compare


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("The “Service” refers to the applications.", "service"),
        ('"Service" means GitHub\'s hosted service.', "service"),
        ("“GitHub,” “We,” and “Us” refer to GitHub, Inc.", "github"),
        ("«Personne concernée», toute personne physique.", "personne concernée"),
        ("„Betreiber“ ist, wer die Anlage betreibt.", "betreiber"),
        ("Onze Minister: Onze Minister van Justitie en Veiligheid;", "onze minister"),
        ("Het bos wordt uitgebreid met eiken en beuken.", ""),
        ("Om 12:30 uur begint de zitting.", ""),
        ("De commissie, bestaande uit drie leden van het bestuur, besluit: zij stemt.", ""),
        ("", ""),
    ],
)
def test_a_term_stands_in_quotes_or_before_a_colon(text: str, term: str) -> None:
    assert defined_term(text) == term


OLD = """Begrippen

- beheerder: degene die de weg onderhoudt en daarvoor geld ontvangt van de provincie
- weg: strook grond waarover voertuigen mogen rijden
"""
NEW = """Begrippen

- afrit: plaats waar voertuigen de hoofdbaan verlaten
- beheerder: rechtspersoon aan wie deze taak bij besluit is opgedragen
- weg: strook grond waarover voertuigen mogen rijden
"""


def pairs(options: Options | None = None) -> set[tuple[str, str]]:
    comparison = compare(OLD, NEW, options or Options())
    return {
        (comparison.old.blocks[m.old[0]].text.split(":")[0], comparison.new.blocks[m.new[0]].text.split(":")[0])
        for m in comparison.block_matches
        if m.old and m.new
    }


def test_a_definition_worded_anew_is_found_by_its_term() -> None:
    assert pairs() == {("Begrippen", "Begrippen"), ("beheerder", "beheerder"), ("weg", "weg")}


def test_a_person_may_say_that_they_are_not_the_same() -> None:
    assert ("beheerder", "beheerder") not in pairs(Options(pins=(Pin(PinKind.FORBID, 1, 2),)))


def table(rows: list[list[str]]) -> str:
    body = "\n".join(f"{row[0]:<18}" + "".join(f"{cell:>9}" for cell in row[1:]) for row in rows)
    return f"Uitgaven per dienst\n\n{body}\n\nDe uitgaven stegen in deze jaren, vooral door hogere lonen.\n"


OLD_ROWS = [
    ["Dienst", "2019", "2020", "2021"],
    ["Politie", "1.234", "1.345", "1.456"],
    ["Brandweer", "512", "523", "534"],
    ["Totaal", "1.834", "1.957", "2.080"],
]


def changed(old: list[list[str]], new: list[list[str]]) -> list[tuple[str, str]]:
    return [(c.old, c.new) for c in compare(table(old), table(new)).changes]


def test_rows_of_which_every_figure_changed_are_known_by_their_labels() -> None:
    new_rows = [[label, *(f"9{cell[1:]}" for cell in cells)] for label, *cells in OLD_ROWS]
    expected = [(a, b) for old, new in zip(OLD_ROWS, new_rows, strict=True) for a, b in zip(old, new, strict=True)]
    assert changed(OLD_ROWS, new_rows) == [pair for pair in expected if pair[0] != pair[1]]


def test_a_new_row_among_rows_of_new_figures_is_new() -> None:
    new_rows = [[label, *(f"9{cell[1:]}" for cell in cells)] for label, *cells in OLD_ROWS]
    new_rows.insert(2, ["Marechaussee", "71", "72", "73"])
    found = changed(OLD_ROWS, new_rows)
    assert ("", "Marechaussee 71 72 73") in found and ("512", "912") in found and ("2.080", "9.080") in found


def test_rows_of_one_name_are_paired_in_order_where_both_sides_have_as_many() -> None:
    old = [*OLD_ROWS, *[["Gemeente", "7", "8", "9"], ["Totaal", "31", "32", "33"]]]
    new = [[label, *(f"9{cell[1:]}" for cell in cells)] for label, *cells in old]
    assert ("1.834", "9.834") in changed(old, new) and ("31", "91") in changed(old, new)
