"""The head of a letter holds no headings."""

from __future__ import annotations

import pytest

from tests.making import kinds, read

BODY = (
    "Hierbij bied ik de antwoorden aan op de vragen van het lid Van Dijk over wapenexport, die zijn\n"
    "ingezonden op 14 september 2021."
)
HEAD = (
    "Ministerie van Buitenlandse Zaken\n\nAan de Voorzitter van de\nTweede Kamer\nDen Haag\n\n"
    "Datum 12 oktober 2021\n\nDirectie Veiligheidsbeleid\nRijnstraat 8\n\nOnze Referentie\nBZDOC-12345678-9"
)


def headings(text: str) -> list[str]:
    return [t for k, t in kinds(read(text)) if k == "heading"]


@pytest.mark.parametrize("salutation", ["Geachte voorzitter,", "Dear Ms Smith,", "Sehr geehrte Damen und Herren,"])
def test_what_stands_above_the_salutation_of_a_letter_is_no_heading(salutation: str) -> None:
    assert headings(f"{HEAD}\n\n{salutation}\n\n{BODY}\n\nVraag 1\n\n{BODY}\n") == ["Vraag 1"]


def test_the_titles_of_a_regulation_stay_headings() -> None:
    text = (
        f"Regeling SUWI\n\n{BODY}\n\nHoofdstuk 1\n\n{BODY}\n\nDe Minister van Sociale Zaken,\n\nGelet op artikel 3;\n"
    )
    assert headings(text)[:2] == ["Regeling SUWI", "Hoofdstuk 1"]
