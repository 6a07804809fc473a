"""Closings of letters, known by their shape."""

from __future__ import annotations

import pytest

from desktop.model.document import BlockKind
from tests.making import filled, read

BODY = filled(
    "Het kabinet zet zich in voor een veilige en stabiele omgeving, waarin mensen hun leven in vrijheid kunnen leiden. "
    "Daarvoor werkt het samen met partners in binnen- en buitenland, want geen land kan deze opgave alleen aan.",
    38_000,
)


def closings(text: str) -> list[str]:
    return [b.text for b in read(text).blocks if b.kind is BlockKind.LETTER_CLOSING]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_greeting_and_who_signs_are_closings(gap: str) -> None:
    end = gap.join(("Hoogachtend,", "de wethouder van Dierenwelzijn,\nJ.M. ter Braak"))
    assert closings(f"{BODY}{gap}{end}\n") == ["Hoogachtend,", "de wethouder van Dierenwelzijn, J.M. ter Braak"]


@pytest.mark.parametrize(
    "name", ["F.C.G.M. Timmermans", "mr. W.A. de Boer-Jansen", "Kajsa Ollongren", "Dr. A. Schmidt", "Ph. van der Wal"]
)
def test_names_of_many_shapes_sign(name: str) -> None:
    assert closings(f"{BODY}\n\nDe Minister van Buitenlandse Zaken,\n{name}\n\n{BODY}") == [
        f"De Minister van Buitenlandse Zaken, {name}"
    ]


def test_two_who_sign_are_two_blocks() -> None:
    text = f"{BODY}\nDe Minister van Financiën,\nW. Kok\nDe Staatssecretaris van Financiën,\nM.J.J. van Amelsvoort\n"
    assert closings(text) == [
        "De Minister van Financiën, W. Kok",
        "De Staatssecretaris van Financiën, M.J.J. van Amelsvoort",
    ]


def test_an_english_letter_names_the_office_below() -> None:
    assert closings(f"{BODY}\n\nYours sincerely,\n\nJane Smith\nMinister for Rural Affairs\n\n{BODY}") == [
        "Yours sincerely,",
        "Jane Smith Minister for Rural Affairs",
    ]


@pytest.mark.parametrize("below", ["1 Inleiding", "Hoofdstuk 2", ""])
def test_a_name_above_an_office_signs_a_foreword(below: str) -> None:
    text = f"Voorwoord\n\n{BODY}\n\nIna Adema\nburgemeester van Lelystad\n\n{below}\n\n{BODY if below else ''}"
    assert closings(text) == ["Ina Adema burgemeester van Lelystad"]


def test_a_title_of_two_lines_above_text_is_no_name() -> None:
    assert closings(f"{BODY}\n\nBorder Security\nand control of goods\n\n{BODY}\n") == []


@pytest.mark.parametrize(
    "day", ["Done at Brussels, 29 April 2021.", "Fait à Paris, le 30 juillet 2021.", "Berlin, den 3. Mai 2021"]
)
def test_who_signs_below_a_place_and_a_day(day: str) -> None:
    signed = "For the Council\nThe President\nA. P. ZACARIAS"
    text = f"{BODY}\n\n{BODY}\n\n{day}\n\n{signed}\n\nEmmanuel Macron\n\nANNEX\n\nReporting Indicators\n\n{BODY}\n"
    assert closings(text) == ["For the Council The President A. P. ZACARIAS", "Emmanuel Macron"]


@pytest.mark.parametrize(
    "text",
    [
        f"Den Haag, 3 maart 2022\n\nAnna Jansen\nKerkstraat\n\nGeachte voorzitter,\n\n{BODY}\n",
        f"{BODY}\n{BODY}\nDe wet treedt in werking in Nederland, 1 mei 2022.\n\nAfdeling Twee\n\n{BODY}\n",
        f"{BODY}\nDe raad sprak over de plannen van mensen als\nJan Jansen en anderen.\n",
        f"{BODY} Aanwezig waren de burgemeester, de wethouder van wonen, de griffier en de raad,\nJan Jansen\nsprak.",
        "Aanwezig zijn:\n– de voorzitter;\n– Jan Jansen, lid;\n– Piet de Vries, lid.\n",
        "Geachte voorzitter,\n\nDe Kamer vroeg om een brief.\n",
    ],
)
def test_what_is_no_closing(text: str) -> None:
    assert not closings(text)


def test_an_office_with_a_name_on_one_line_is_no_heading() -> None:
    document = read(f"{BODY}\n\nDe Minister van Sociale Zaken, W.A.Vermeend\n\n{BODY}")
    assert not any(b.is_heading for b in document.blocks)
