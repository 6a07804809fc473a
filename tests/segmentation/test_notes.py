"""Footnotes and their marks, found together or not at all."""

from __future__ import annotations

import pytest

from desktop.model.document import BlockKind
from tests.making import kinds, read

PAGE = """Nederland stelt zijn belangen veilig1. De strategie
noemt er vijf,2 die samenhangen en die in de komende
jaren steeds opnieuw worden gewogen door het kabinet
en door de Kamer.

1 De Strategie Nationale Veiligheid van dit kabinet.
2 Zie de bijlage bij de brief van vorig jaar.
\f
De volgende bladzijde gaat verder over iets anders en
vergt geen noten meer, want alles is gezegd.
"""


def notes(text: str) -> list[tuple[str, str]]:
    return [(b.label, b.text) for b in read(text).blocks if b.kind is BlockKind.FOOTNOTE]


def test_notes_stand_apart_and_their_marks_go_out_of_the_text() -> None:
    assert notes(PAGE) == [
        ("1", "De Strategie Nationale Veiligheid van dit kabinet."),
        ("2", "Zie de bijlage bij de brief van vorig jaar."),
    ]
    body = read(PAGE).blocks[0]
    assert body.text.startswith("Nederland stelt zijn belangen veilig. De strategie noemt er vijf, die")
    assert body.refs == ("1", "2")


@pytest.mark.parametrize("word", ["F-35", "COVID-19", "5G", "CO2", "m2", "G-20", "A4", "Rutte3"])
def test_numbers_that_belong_to_a_word_stay(word: str) -> None:
    text = f"De inzet van {word} duurt voort en kost veel.\n\nEen tweede alinea zonder noten.\n"
    assert word in read(text).text
    assert word in read(PAGE.replace("die samenhangen", f"die {word} omvatten")).text


def test_notes_in_square_brackets() -> None:
    text = PAGE.replace("veilig1", "veilig[1]").replace("vijf,2", "vijf[2],").replace("\n1 De", "\n[1] De")
    text = text.replace("\n2 Zie", "\n[2] Zie")
    assert [label for label, _ in notes(text)] == ["1", "2"]
    assert "[" not in read(text).blocks[0].text


def test_a_note_of_two_lines_is_one_block() -> None:
    text = PAGE.replace("van dit kabinet.", "van dit\nkabinet, in het bijzonder hoofdstuk twee.")
    assert notes(text)[0][1].endswith("van dit kabinet, in het bijzonder hoofdstuk twee.")


@pytest.mark.parametrize(
    "text",
    [
        "1 Inleiding\n\nDit is de tekst van de inleiding.\n\n2 Doel\n\nDit is het doel van de nota.\n",
        "1. Inleiding\n\nDit is de tekst.\n\n2. Doel\n\nDit is het doel.\n",
        "Wij noemen drie punten:\n1. het eerste\n2. het tweede\n3. het derde\n",
        "Een mark zonder noot1 blijft staan.\n\nEen alinea.\n",
        "Water 12 13\nWegen 14 15\n",
        "Er zijn 3 partijen.\n\n3 partijen is veel.\n",
    ],
)
def test_numbered_headings_items_and_marks_alone_are_no_notes(text: str) -> None:
    assert not notes(text)


def test_a_mark_without_its_note_stays_in_the_text() -> None:
    assert "noot1" in read("Een mark zonder noot1 blijft staan.\n\nEen alinea.\n").text


def test_a_note_does_not_cut_the_paragraph_that_runs_on_over_the_page() -> None:
    text = PAGE.replace("en door de Kamer.", "en door de").replace("De volgende bladzijde", "volgende bladzijde")
    assert "en door de volgende bladzijde gaat verder" in read(text).text


@pytest.mark.parametrize("word", ["CO2", "m2"])
def test_a_word_that_ends_in_the_number_of_a_note_is_not_its_mark(word: str) -> None:
    assert word in read(PAGE.replace("noemt er", f"noemt voor {word} er")).text


BODY = """Het kabinet zet zich in voor een veilige en stabiele omgeving, waarin mensen hun leven
in vrijheid kunnen leiden, zoals het al schreef in 2017.1 De inzet kost 4,5 miljoen
euro en volgt de afspraken die eerder met de Kamer zijn gemaakt."""


@pytest.mark.parametrize("note", ["1Kamerstuk 30 100, nr. 5.", "1 Kamerstuk 30 100, nr. 5."])
def test_a_note_at_the_end_of_a_page_needs_no_blank_line_and_no_space(note: str) -> None:
    document = read(f"{BODY}\n{note}\n\fDe tweede pagina begint hier met een nieuwe zin.\n")
    assert [(b.label, b.text) for b in document.blocks if b.kind is BlockKind.FOOTNOTE] == [
        ("1", "Kamerstuk 30 100, nr. 5.")
    ]
    assert "schreef in 2017. De inzet kost 4,5 miljoen" in document.text


def test_a_line_that_begins_with_a_number_inside_a_page_is_no_note() -> None:
    document = read(
        f"{BODY}\n1 Kamerstuk is een begrip\ndat wij hier uitleggen, en daarna gaat de tekst verder.\n\nEn verder.\n"
    )
    assert not any(b.kind is BlockKind.FOOTNOTE for b in document.blocks)


COLUMN = """Het kabinet zet zich in voor een veilige
omgeving.1 De gemeenteraad wil de verspreiding
1Kamerstuk 32 623, nr. 3. Dat stuk is ook in het Engels te
lezen.
van gevaarlijke stoffen beter controleren, zoals
de Kamer had gevraagd."""


def test_a_note_at_the_foot_of_a_column_within_the_page_is_taken_out_of_the_sentence() -> None:
    assert kinds(read(COLUMN)) == [
        (
            "paragraph",
            "Het kabinet zet zich in voor een veilige omgeving. De gemeenteraad wil de verspreiding van gevaarlijke "
            "stoffen beter controleren, zoals de Kamer had gevraagd.",
        ),
        ("footnote", "Kamerstuk 32 623, nr. 3. Dat stuk is ook in het Engels te lezen."),
    ]


def test_a_note_right_behind_another_needs_no_mark() -> None:
    text = COLUMN.replace("lezen.\n", "lezen.\n2Brief van de minister.\n")
    assert kinds(read(text))[1:] == [
        ("footnote", "Kamerstuk 32 623, nr. 3. Dat stuk is ook in het Engels te lezen."),
        ("footnote", "Brief van de minister."),
    ]


def test_a_mark_may_stand_by_itself_behind_the_last_sentence_of_a_line() -> None:
    body = "The council must consider each application in thirteen\nweeks and reports on it before the end of July. 1\n"
    text = f"{body}A majority of residents has asked for a shorter term than\nthat.\n\n1The Act of 2017.\n\f\nMore.\n"
    assert kinds(read(text))[0][1].endswith("before the end of July.")
    assert ("footnote", "The Act of 2017.") in kinds(read(text))


def test_the_number_of_an_article_at_a_line_end_is_no_mark() -> None:
    body = "Der Gemeinderat entscheidet nach dem Gesetz über die Fristen in Art. 1\n"
    text = f"{body}Die Frist beginnt mit dem Tag danach.\n\n1Das Gesetz von 2017.\n\f\nMehr.\n"
    assert "Art. 1" in kinds(read(text))[0][1]


def test_glued_numbers_of_notes_are_no_page_numbers() -> None:
    page = "\n".join(
        f"regel {'abcdefghij'[k]} van een pagina die genoeg regels heeft om er een te zijn" for k in range(9)
    )
    sources = ["de nota", "de brief", "het verdrag", "de wet", "het besluit", "de begroting"]
    text = "\n".join(
        f"{page}\nzoals eerder is gezegd door de raad.{n}\n{n}Zie {source} van vorig jaar.\n\f"
        for n, source in enumerate(sources, 1)
    )
    document = read(text)
    assert not any(r.kind == "glued_page_number" for r in document.repairs)
    notes = [b.text for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    assert notes == [f"Zie {source} van vorig jaar." for source in sources]


def test_raised_numbers_are_notes_wherever_they_stand() -> None:
    text = (
        "In 2018 deden 214 ondernemers aangifte (2017: 187).¹ De gemeente telt 230 km² en zet in\n"
        "op toezicht² in het hele gebied, want de overlast nam toe.\n\n"
        "¹ Bron: politie Midden-Nederland, die\nde cijfers per kwartaal telt.\n² Zie bijlage 1.\n\n"
        "2.3 Vervolg\n\nDe raad krijgt elk jaar een verslag met de cijfers.¹\n\n¹ Voor het eerst in 2020.\n"
    )
    assert notes(text) == [
        ("1", "Bron: politie Midden-Nederland, die de cijfers per kwartaal telt."),
        ("2", "Zie bijlage 1."),
        ("1", "Voor het eerst in 2020."),
    ]
    document = read(text)
    assert document.blocks[0].refs == ("1", "2")
    assert document.blocks[0].text.endswith(
        "230 km² en zet in op toezicht in het hele gebied, want de overlast nam toe."
    )


def test_a_raised_number_without_its_note_stays() -> None:
    assert "x²" in read("De som van x² en y² is z², zegt de stelling.\n\n² Pythagoras\n").text
