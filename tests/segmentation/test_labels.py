"""Lines that begin with a label."""

from __future__ import annotations

import pytest

from tests.making import compare, kinds, read

BODY = "De commissie besprak het plan voor de veiligheid van de gemeente en wat dat kost, en stelde\nvragen daarover."


def paragraphs(text: str) -> list[str]:
    return [t for k, t in kinds(read(f"{BODY}\n\n{text}\n\n{BODY}\n"))][1:-1]


def test_each_label_of_a_row_begins_a_block() -> None:
    lines = [
        "Datum: 14 maart 2022",
        "Aanwezig: mevrouw J. de Boer (voorzitter), de heer P. Smit, mevrouw A. El Khatib, de heer",
        "Van Dam",
        "Met kennisgeving afwezig: de heer T. Jansen",
    ]
    assert paragraphs("\n".join(lines)) == [lines[0], f"{lines[1]} {lines[2]}", lines[3]]


@pytest.mark.parametrize(
    "text",
    [
        "Een zin die over de hele breedte van de regel loopt en daarna verder gaat met wat er nog volgt\n"
        "Kortom: dit is geen label, want er staat er maar een in de buurt.",
        "Wij willen in deze periode drie dingen doen voor de veiligheid van iedereen in deze gemeente:\n"
        "Wij gaan om te beginnen in elk geval: meer blauw op straat, en dan nog het een en ander.",
    ],
)
def test_one_colon_makes_no_row(text: str) -> None:
    assert paragraphs(text) == [text.replace("\n", " ")]


def test_a_changed_label_line_is_one_change() -> None:
    old = f"{BODY}\n\nDatum: 14 maart 2022\nPlaats: Gouda\nVerslag: mevrouw De Boer\n\n{BODY}\n"
    assert [(c.old, c.new) for c in compare(old, old.replace("Gouda", "Breda")).changes] == [("Gouda", "Breda")]
