"""Which lines form one block and what it is."""

from __future__ import annotations

import pytest

from tests.making import kinds, read

WIDE = """Het kabinet zet zich in voor een veilige en stabiele omgeving, waarin mensen hun leven
in vrijheid kunnen leiden. Daarvoor werkt het samen met partners in binnen- en buitenland,
want geen land kan deze opgave alleen aan.
De inzet van middelen volgt de afspraken die eerder met de Kamer zijn gemaakt en waarover
elk jaar verslag wordt gedaan.
Een derde alinea begint zonder witregel, omdat de vorige regel ophield voordat hij vol was,
wat op een nieuwe alinea wijst."""


def paragraphs(text: str) -> list[str]:
    return [t.split()[0] + " … " + t.split()[-1] for k, t in kinds(read(text)) if k == "paragraph"]


def test_paragraphs_without_blank_lines_are_told_by_their_short_last_lines() -> None:
    assert paragraphs(WIDE) == ["Het … aan.", "De … gedaan.", "Een … wijst."]


def test_each_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    assert paragraphs("De eerste alinea staat op een regel.\nDe tweede ook.\nDe derde ook.") == [
        "De … regel.",
        "De … ook.",
        "De … ook.",
    ]


@pytest.mark.parametrize("sign", ["•", "-", "–", "—", "*", "▪", "◦", "\ufffd", "\uf0b7", "·"])
def test_items_of_any_bullet(sign: str) -> None:
    text = f"Wij doen drie dingen:\n{sign} het water keren;\n{sign} de dijken verhogen;\n{sign} de polder sparen.\n"
    assert kinds(read(text))[1:] == [
        ("list_item", "het water keren;"),
        ("list_item", "de dijken verhogen;"),
        ("list_item", "de polder sparen."),
    ]


@pytest.mark.parametrize(
    "markers",
    [
        ("1.", "2.", "3."),
        ("1)", "2)", "3)"),
        ("a.", "b.", "c."),
        ("a)", "b)", "c)"),
        ("(1)", "(2)", "(3)"),
        ("1°", "2°", "3°"),
    ],
)
def test_items_of_any_numbering(markers: tuple[str, str, str]) -> None:
    a, b, c = markers
    text = f"Wij doen drie dingen:\n{a} het water keren;\n{b} de dijken verhogen;\n{c} de polder sparen.\n"
    found = read(text)
    assert [k for k, _ in kinds(found)[1:]] == ["list_item"] * 3
    assert [b.marker for b in found.blocks[1:]] == list(markers)
    assert found.blocks[1].text == "het water keren;"


def test_an_item_runs_on_over_its_lines() -> None:
    text = f"""{WIDE}
– eerste punt dat zo lang is dat het niet op een enkele regel van deze breedte past en dus
doorloopt op de volgende regel;
– tweede punt.
"""
    assert [t.split()[-1] for k, t in kinds(read(text)) if k == "list_item"] == ["regel;", "punt."]


def test_a_dash_at_a_line_start_inside_a_sentence_is_no_bullet() -> None:
    text = """Het kabinet zet zich in voor een veilige en stabiele omgeving – waarin mensen hun leven
– in vrijheid en zonder angst – kunnen leiden, en werkt daarvoor samen met partners in het
buitenland, want geen land kan deze opgave alleen aan."""
    assert [k for k, _ in kinds(read(text))] == ["paragraph"]


def test_a_lone_bullet_keeps_its_line() -> None:
    document = read("Wij doen:\n•\nhet water keren.\n")
    assert [b.lines for b in document.blocks if b.text == ""] in ([], [((2, 2),)])
    assert "het water keren." in document.text


@pytest.mark.parametrize(
    "title",
    [
        "Regisseren",
        "1. Inleiding",
        "2.4 Uitgaven en ontvangsten",
        "Hoofdstuk 3 Organisatie",
        "Artikel 12",
        "IV. Slot",
        "B. Taken van de raad",
        "§ 5 Kosten",
        "Beleidsartikel 2.",
        "Wat gaan we doen?",
    ],
)
def test_a_title_between_blank_lines_is_a_heading(title: str) -> None:
    text = f"{WIDE}\n\n{title}\n\n{WIDE}"
    assert ("heading", title) in kinds(read(text))


@pytest.mark.parametrize("title", ["Regisseren", "2.4 Uitgaven", "Hoofdstuk 3 Organisatie", "Artikel 12"])
def test_a_title_without_blank_lines_is_a_heading(title: str) -> None:
    assert ("heading", title) in kinds(read(f"{WIDE}\n{title}\n{WIDE}"))


def test_a_heading_of_two_lines_is_one_block() -> None:
    title = "2.4 Bevordering van veiligheid, stabiliteit en rechtsorde in internationaal verband met"
    text = f"{WIDE}\n\n{title}\nandere landen van Europa\n\n{WIDE}"
    assert ("heading", f"{title} andere landen van Europa") in kinds(read(text))


@pytest.mark.parametrize(
    "line",
    [
        "Het is gedaan.",
        "en zo verder",
        "2014",
        "12 345",
        "€ 5,–",
        "voorzover dat kan,",
        "(zie boven)",
        "----",
    ],
)
def test_what_no_heading_can_be(line: str) -> None:
    assert not any(k == "heading" for k, t in kinds(read(f"{WIDE}\n\n{line}\n\n{WIDE}")) if line in t)


def test_a_list_of_names_is_no_stack_of_headings() -> None:
    names = "\n".join(["Almere", "Breda", "Culemborg", "Delft", "Emmen", "Franeker", "Gouda"])
    found = kinds(read(f"{WIDE}\n\n{names}\n\n{WIDE}"))
    assert not any(k == "heading" for k, t in found if t in ("Almere", "Breda", "Delft"))


def test_a_line_goes_on_after_a_hyphen_at_its_end() -> None:
    text = WIDE.replace("want geen land", "want geen samen-\nwerkingsverband")
    assert "samenwerkingsverband" in read(text).text


def test_a_file_of_blanks_has_no_block() -> None:
    assert read("\n \n\t\n").blocks == ()
    assert read("").blocks == ()


def test_ligatures_spaces_and_soft_hyphens_are_mended_and_recorded() -> None:
    document = read("De ﬁnanciën  zijn\u00a0op\u00adgebruikt,\tzegt\x00 men.")
    assert document.text in ("De financiën zijn\u00a0opgebruikt, zegt men.", "De financiën zijn opgebruikt, zegt men.")
    assert [(r.kind, r.before, r.after) for r in document.repairs] == [("ligature", "ﬁ", "fi")]


def test_a_repaired_word_says_where_it_stood() -> None:
    text = """De eerste regel van deze tekst is lang en breekt het woord Neder-
landse precies aan het einde af, wat vaak voorkomt in zulke
teksten van papier."""
    document = read(text)
    repair = document.repairs[0]
    assert (repair.kind, repair.line, repair.before, repair.after) == ("soft_hyphen", 1, "Neder-⏎landse", "Nederlandse")
    assert document.locate(document.text.index("landse")) == (2, 0)
    assert document.locate(document.text.index("eerste")) == (1, 3)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_character_is_located_in_the_line_that_its_block_names(ending: str) -> None:
    document = read(f"Artikel 1{ending}{ending}De dijk is hoog.{ending}")
    assert document.locate(document.text.index("dijk")) == (3, 3)


@pytest.mark.parametrize("name", ["J.M. de Wit", "A.B. Jansen", "P. Jansen", "J. de Wit", "J.M. ter Braak"])
def test_a_signatory_is_no_heading(name: str) -> None:
    assert ("heading", name) not in kinds(read(f"{WIDE}\n\n{name}\n\n{WIDE}"))


@pytest.mark.parametrize("sign", ["•", "■", "–"])
def test_a_bullet_on_a_line_of_its_own_belongs_to_the_text_under_it(sign: str) -> None:
    text = f"{WIDE}\nWij doen:\n{sign}\nhet water keren;\n\n{sign}\n\nde dijken verhogen.\n\n{WIDE}"
    document = read(text)
    items = [b for b in document.blocks if b.kind.value == "list_item"]
    assert [(b.marker, b.text) for b in items] == [(sign, "het water keren;"), (sign, "de dijken verhogen.")]


def test_a_pile_of_bullets_is_dealt_out_to_the_texts_after_it() -> None:
    """As text comes out of a PDF whose bullets stand in a column of their own."""
    text = f"{WIDE}\nWij doen:\n•\n•\n•\n\nhet water keren;\nde dijken verhogen;\nde polder sparen.\n\n{WIDE}"
    document = read(text)
    items = [b for b in document.blocks if b.kind.value == "list_item"]
    assert [b.text for b in items] == ["het water keren;", "de dijken verhogen;", "de polder sparen."]
    assert [b.marker for b in items] == ["•"] * 3
    assert document.locate(items[2].start)[0] == 15


def test_a_pile_behind_an_item_is_dealt_out_too() -> None:
    text = f"{WIDE}\nWij doen:\n•\n\nhet water keren;\n\n•\n•\n\nde dijken verhogen;\nde polder sparen.\n\n{WIDE}"
    items = [b.text for b in read(text).blocks if b.kind.value == "list_item"]
    assert items == ["het water keren;", "de dijken verhogen;", "de polder sparen."]


def test_markers_whose_text_never_comes_are_kept() -> None:
    document = read("Wij doen:\n•\n•\n•\n\nHoofdstuk 2 Slot\n\nDe tekst van het slot.\n")
    assert sum(b.lines[0][1] - b.lines[0][0] + 1 for b in document.blocks) == 6


def test_an_item_that_lost_its_bullet_is_an_item_all_the_same() -> None:
    text = f"{WIDE}\n\n• het water keren;\n\nde dijken verhogen;\n\n• de polder sparen.\n"
    assert [t for k, t in kinds(read(text)) if k == "list_item"] == [
        "het water keren;",
        "de dijken verhogen;",
        "de polder sparen.",
    ]


def test_a_word_glued_to_its_bullet_that_goes_on_in_the_next_line_is_the_word_of_the_text() -> None:
    document = read("Zie ook deze drie plaatsen op het net:\n•https://www.voorbeeld.nl/een/heel-lang-\nadres/blad-2\n")
    assert document.text.endswith("https://www.voorbeeld.nl/een/heel-lang-adres/blad-2")
    pieces = list(document.words.pieces)
    for piece, start in zip(document.words.piece.tolist(), document.words.start.tolist(), strict=True):
        assert document.text[start:].startswith(pieces[piece])


def test_two_lines_that_begin_with_o_where_items_may_are_items() -> None:
    text = "We work with industry and others, including:\no small enterprises;\no universities.\n"
    assert [k for k, _ in kinds(read(text))] == ["paragraph", "list_item", "list_item"]
    words = "Il piano prevede misure per le imprese\no per le scuole di ogni grado\no per le università del paese\n"
    assert [k for k, _ in kinds(read(words))] == ["paragraph"]
