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
