"""What is a heading: numbers alone above their titles, titles that the document itself shows to be such, captions."""

from __future__ import annotations

import pytest

from tests.making import kinds, read

BODY = """Het kabinet zet zich in voor een veilige en stabiele omgeving, waarin mensen hun leven
in vrijheid kunnen leiden. Daarvoor werkt het samen met partners in binnen- en buitenland,
want geen land kan deze opgave alleen aan."""


def headings(text: str) -> list[str]:
    return [t for k, t in kinds(read(text)) if k == "heading"]


@pytest.mark.parametrize("number", ["5a)", "§ 12", "Artikel 3", "IV.", "2.", "B."])
def test_a_number_alone_and_the_title_under_it_are_headings(number: str) -> None:
    assert headings(f"{BODY}\n{number}\nRechtmatigheid\n{BODY}") == [number, "Rechtmatigheid"]


def test_a_number_alone_above_a_sentence_is_the_marker_of_an_item() -> None:
    text = f"{BODY} Wij doen drie dingen:\n1.\nHet water keren wij bij de kust.\n2.\nDe dijken verhogen wij.\n"
    found = kinds(read(text))
    assert found[1:] == [
        ("list_item", "Het water keren wij bij de kust."),
        ("list_item", "De dijken verhogen wij."),
    ]


def test_a_title_under_a_number_may_be_as_wide_as_the_column() -> None:
    title = "Gebühren für individuell zurechenbare öffentliche Leistungen nach dem AEG i. V. m. VwVfG"
    assert headings(f"{BODY}\nAbschnitt 2\n{title}\n– * Nr.\n{BODY}") == ["Abschnitt 2", title]


@pytest.mark.parametrize("title", ["Bijlagen", "Anhang zum Gebührenverzeichnis", "Annex on shipping", "Bijlage"])
def test_an_annex_begins_with_its_word(title: str) -> None:
    assert title in headings(f"{BODY}\n– nach Zeitaufwand\n{title}\n{BODY}")


def test_a_long_title_opens_the_document() -> None:
    title = "Regels op grond van de Wet structuur uitvoering van werk en inkomen en van de wet tot\ninvoering daarvan"
    assert headings(f"{title}\n{BODY}") == [title.replace("\n", " ")]


def test_the_contents_name_titles_that_nothing_else_shows() -> None:
    """After an item, without blank line: only the table of contents tells."""
    entries = ["Water", "Lucht", "Bodem", "Natuur"]
    contents = "Inhoud\n" + "\n".join(f"{t} ...... {k}" for k, t in enumerate(entries, 2))
    text = contents + "\n\n" + "\n".join(f"{t}\n{BODY}\n– een begroting met toelichting" for t in entries)
    assert headings(text) == entries


def test_a_title_that_recurs_above_text_is_known_everywhere() -> None:
    text = "\n".join(
        f"{number}. Onderdeel {name}\n{BODY}\n– Resultatenrekening met toelichting\nGrondslagen\n"
        f"Voor {name} gelden er drie, die hier worden toegelicht.\n"
        for number, name in enumerate(("water", "lucht", "bodem"), 1)
    )
    assert headings(text).count("Grondslagen") == 3


@pytest.mark.parametrize("caption", ["Figuur 2.1: Afvalstoffen", "Abbildung 3 Wasser", "Figure 1.2: Water and Soil"])
def test_the_title_of_a_figure_is_no_heading(caption: str) -> None:
    found = kinds(read(f"{BODY}\n{caption}\n{BODY}\n\n{caption}\n\n{BODY}"))
    assert found.count(("paragraph", caption)) == 2
    assert not [t for k, t in found if k == "heading"]


TABLE = "| Taak | Besteding in het\n| verslagjaar waarin de taken van het ministerie zijn gedaan door | 3 |"


def test_numbered_titles_in_a_row_are_headings_although_the_first_stands_right_below_a_table() -> None:
    titles = ["1 Volume", "2 Uitvoering van de wet", "3 Projecten", "4 Samenwerking", "5 Bedrijfsvoering"]
    text = f"{BODY}\n{TABLE}\n" + "\n".join(f"{title}\n{BODY}" for title in titles)
    assert headings(text) == titles


def test_one_numbered_title_of_a_row_may_be_missing() -> None:
    titles = ["2 Uitvoering van de wet", "3 Projecten", "5 Bedrijfsvoering", "6 Bestuur"]
    assert headings(f"{BODY}\n" + "\n".join(f"{title}\n{BODY}" for title in titles)) == titles


def test_numbered_items_right_under_each_other_are_no_headings() -> None:
    items = "2 Water keren\n3 Dijken verhogen\n4 Sluizen bouwen\n5 Gemalen aanleggen"
    assert headings(f"{BODY}\n{items}\n{BODY}") == []


def test_a_bare_number_goes_on_from_the_chapter_of_the_numbers_before() -> None:
    text = f"{BODY}\n1.3 Doelen\n{BODY}\n1.4 Uitgangspunten\n{BODY}\n2 Beveiliging\n{BODY}"
    assert headings(text) == ["1.3 Doelen", "1.4 Uitgangspunten", "2 Beveiliging"]


@pytest.mark.parametrize("title", ["(e-)Voorzieningen", "(Semi-)publieke instellingen"])
def test_a_title_may_begin_with_an_aside(title: str) -> None:
    assert headings(f"Het stelsel is af.\n\n{title}\n\nHet stelsel omvat vier onderdelen.\n") == [title]


def test_a_paragraph_in_brackets_is_no_heading() -> None:
    assert headings("Het stelsel is af.\n\n(zie ook hoofdstuk vier)\n\nHet stelsel omvat vier onderdelen.\n") == []


def test_a_title_whose_number_was_taken_away_is_a_heading() -> None:
    rest = ", bedoeld in artikel 6.1 van de Regeling"
    assert headings(f"Het stelsel is af.\n\n{rest}\n\nIn deze bijlage staan vier onderdelen.\n") == [rest]


@pytest.mark.parametrize("before", ["Het stelsel is af.", "Wij doen twee dingen:", "het water keren;"])
def test_a_small_beginning_alone_makes_no_heading(before: str) -> None:
    text = f"{before}\n\nde dijken in het land verhogen\n\nDaarna volgt het onderhoud, dat wij ook zelf doen.\n"
    assert "de dijken in het land verhogen" not in headings(text)


WIDE = "Samenwerking tussen de ketenpartners en de uitvoering van de gezamenlijke voorzieningen in de"


def test_a_full_line_and_a_short_one_between_a_finished_sentence_and_a_paragraph_are_a_title() -> None:
    assert headings(f"{BODY}\n{WIDE}\nketen van werk en inkomen\n{BODY}") == [f"{WIDE} keten van werk en inkomen"]


def test_a_full_line_and_a_short_one_that_ends_a_sentence_are_text() -> None:
    assert headings(f"{BODY}\n{WIDE}\nketen van werk en inkomen is af.\n{BODY}") == []


def test_a_title_whose_line_ends_in_an_open_word_goes_on_although_the_next_word_would_have_fitted() -> None:
    text = f"{BODY}\nAbschnitt 2\nIndividuell zurechenbare Leistungen der\nBehörde\n– * Nr.\n{BODY}"
    assert headings(text) == ["Abschnitt 2", "Individuell zurechenbare Leistungen der Behörde"]


def test_a_title_that_ends_in_an_open_word_goes_on_over_a_blank_line_where_every_block_is_a_line() -> None:
    body = " ".join(BODY.split())
    parts = ["Teil I", "Gebühren für öffentliche Leistungen des", "Eisenbahn-Bundesamtes", body]
    parts += ["Teil II", "Gebühren nach der EBO, ESBO", "und ESO 1959", body]
    assert headings("\n\n".join(parts)) == [
        "Teil I",
        "Gebühren für öffentliche Leistungen des Eisenbahn-Bundesamtes",
        "Teil II",
        "Gebühren nach der EBO, ESBO und ESO 1959",
    ]


def test_the_word_for_annexes_above_a_list_of_them_is_its_title() -> None:
    body = " ".join(BODY.split())
    names = [f"Gegevens van {name}" for name in ("water", "lucht", "bodem", "natuur", "geluid", "licht")]
    assert headings("\n\n".join([body, "Bijlagen", *names, body]))[0] == "Bijlagen"


def test_the_next_number_above_a_table_is_a_heading_although_a_note_was_run_into_it() -> None:
    body = " ".join(BODY.split())
    rows = "| Kosten | 2021 | 2022 | |:---|:---|:---| | Personeel | 12 | 14 | | Huur | 3 | 4 |"
    last = "2.4.3 Kosten per dienst 2 Mag ook in het jaarverslag staan."
    assert headings("\n\n".join([body, "2.4.2 Kosten per wet", rows, last, rows])) == ["2.4.2 Kosten per wet", last]


def test_a_number_that_goes_on_from_an_item_and_ends_in_a_colon_is_an_item() -> None:
    text = (
        f"2. SERVICES\n\n2.1 The supplier works with care and skill.\n\n2.2 The supplier shall:\n\n(a) work;\n\n{BODY}"
    )
    assert headings(text) == ["2. SERVICES"]


def test_a_title_with_a_full_stop_may_stand_behind_a_division() -> None:
    titles = ["Section 1 – Definitions.", "Section 2 – Disclaimer of Warranties and Limitation of Liability."]
    assert headings("\n\n".join(f"{title}\n\na. {' '.join(BODY.split())}" for title in titles)) == titles
