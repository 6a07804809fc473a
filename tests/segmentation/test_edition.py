"""What edition a document is: given, in the file name, in page furniture, or in the text."""

from __future__ import annotations

import pytest

from desktop.model.document import Edition
from desktop.model.options import EditionGuess
from tests.making import read

FOOT = "Tweede Kamer, vergaderjaar 2016–2017, 34 725 V, nr. 1"
BODY = """Het kabinet zet zich in voor een veilige en stabiele
omgeving waarin mensen in vrijheid kunnen leven en
werken met de middelen die
"""


def report(title: str = "") -> str:
    return title + "".join(f"{BODY * 4}{FOOT} {k}\n" for k in range(1, 6))


def test_series_and_session_year_come_from_the_foot() -> None:
    edition = read(report()).edition
    assert (edition.series, edition.session_year, edition.year) == ("34 725 V", "2016–2017", 2016)
    assert edition.label == "2016 · 34 725 V"


def test_the_file_name_goes_before_the_text() -> None:
    assert read(report(), "verslag-2022.txt").edition.year == 2022
    assert read(report(), "/map/1999/verslag_2022_def.txt").edition.source == "verslag_2022_def.txt"


def test_what_the_user_gave_goes_before_all() -> None:
    given = EditionGuess(title="Nota", year=1998, language="fr", series="12 345")
    edition = read(report(), "verslag-2022.txt", given).edition
    assert (edition.title, edition.year, edition.language, edition.series) == ("Nota", 1998, "fr", "12 345")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Jaarverslag 2014\n\nDit is de tekst van het verslag.", 2014),
        ("Dit besluit geldt sinds 1 mei 2012 voor iedereen.", 2012),
        ("Het kost 2.014 euro en 20145 uren.", None),
        ("Er is geen jaar in deze tekst.", None),
    ],
)
def test_year_in_the_text(text: str, year: int | None) -> None:
    assert read(text).edition.year == year


def test_title_is_the_first_heading_near_the_top() -> None:
    assert read("Jaarverslag water\n\nDit is de tekst.").edition.title == "Jaarverslag water"
    assert read("Dit is een tekst zonder kop.").edition.title == ""


def test_language_is_guessed() -> None:
    assert read(report()).edition.language == "nl"


@pytest.mark.parametrize(
    ("edition", "label"),
    [
        (Edition(title="Nota", year=2014, series="36 360 V", source="a.txt"), "2014 · 36 360 V"),
        (Edition(title="Nota", year=2014, source="a.txt"), "2014"),
        (Edition(title="Nota", source="a.txt"), "Nota"),
        (Edition(source="a.txt"), "a.txt"),
    ],
)
def test_label_falls_back_on_title_and_file(edition: Edition, label: str) -> None:
    assert edition.label == label


def test_a_period_of_years_is_no_session_year() -> None:
    assert read(f"Defensiefonds 2021-2027\n\n{BODY}").edition.session_year == ""
    assert read(f"Defensiefonds 2021-2027\n\n{BODY}\nVergaderjaar 2020–21\n").edition.session_year == "2020–21"


def test_the_day_of_a_document_goes_before_the_years_it_speaks_of() -> None:
    assert read(f"This strategy covers the period to 2030.\n\n{BODY}\nCollected in March 2022.\n").edition.year == 2022
