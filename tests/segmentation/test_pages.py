"""Printed pages to blocks: what their places, sizes and faces tell."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.model.document import BlockKind, Document
from desktop.model.options import EditionGuess
from desktop.readers.pdf import PDF
from desktop.segmentation.segment import prepare, printed_words, segment
from tests.making import read as read_text
from tests.readers.pdf_maker import Page, make_pdf

PROSE = (
    "Het kabinet zet zich in voor een veilige en stabiele omgeving waarin mensen",
    "hun leven in vrijheid kunnen leiden, nu en later. Daarvoor werkt Nederland",
    "samen met andere landen en met internationale organisaties in de wereld.",
)
MORE = (
    "Daarnaast blijft aandacht nodig voor de gevolgen van een veranderend klimaat",
    "voor de veiligheid van landen die daarvan het meest te lijden hebben, en voor",
    "de mensen die er wonen.",
)


def document(*pages: Page) -> Document:
    prepared = prepare(PDF.read(make_pdf(pages), "a.pdf"))
    return segment(prepared, printed_words(prepared), EditionGuess())


def kinds(found: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, b.text) for b in found.blocks]


def texts(found: Document, kind: BlockKind) -> list[str]:
    return [b.text for b in found.blocks if b.kind is kind]


def joined(lines: Sequence[str]) -> str:
    return " ".join(lines)


def test_headings_are_larger_or_heavier_and_their_levels_follow_size_and_number() -> None:
    page = Page()
    y = page.lines(70, 80, "Veiligheid in de wereld", size=16, font="bold") + 10
    y = page.lines(70, y, *PROSE) + 8
    y = page.lines(70, y, "1 Doel", size=12, font="bold") + 4
    y = page.lines(70, y, *MORE) + 8
    y = page.lines(70, y, "1.1 Middelen", size=12, font="bold") + 4
    y = page.lines(70, y, *PROSE) + 8
    y = page.lines(70, y, "Toelichting", font="italic")
    page.lines(70, y, *MORE)
    found = document(page)
    assert [(b.level, b.text) for b in found.blocks if b.is_heading] == [
        (1, "Veiligheid in de wereld"),
        (2, "1 Doel"),
        (3, "1.1 Middelen"),
        (4, "Toelichting"),
    ]
    assert texts(found, BlockKind.PARAGRAPH) == [joined(PROSE), joined(MORE), joined(PROSE), joined(MORE)]


def test_a_bold_beginning_of_a_sentence_and_a_bold_sentence_are_no_headings() -> None:
    page = Page()
    page.text(70, 100, "Preventie:", font="bold").text(122, 100, "voorkomen is beter dan genezen en vaak goedkoper")
    y = page.lines(70, 112, "voor de samenleving, zo blijkt uit veel onderzoek van de laatste jaren.") + 8
    y = page.lines(70, y, "Dit blijft de komende jaren van groot belang voor ons.", font="bold") + 8
    page.lines(70, y, *PROSE)
    assert all(kind == "paragraph" for kind, _ in kinds(document(page)))


def test_paragraphs_part_by_space_by_indent_or_by_a_line_that_ended_early() -> None:
    spaced, indented, short = Page(), Page(), Page()
    y = spaced.lines(70, 100, *PROSE) + 6
    spaced.lines(70, y, *MORE)
    y = indented.lines(70, 100, *PROSE)
    indented.text(82, y, MORE[0])
    indented.lines(70, y + 12, *MORE[1:])
    y = short.lines(70, 100, *MORE)
    short.lines(70, y, *PROSE)
    assert texts(document(spaced), BlockKind.PARAGRAPH) == [joined(PROSE), joined(MORE)]
    assert texts(document(indented), BlockKind.PARAGRAPH) == [joined(PROSE), joined(MORE)]
    assert texts(document(short), BlockKind.PARAGRAPH) == [joined(MORE), joined(PROSE)]


def test_a_paragraph_goes_on_over_the_page_and_a_broken_word_is_whole() -> None:
    one, two = Page(), Page()
    y = one.lines(70, 100, *PROSE) + 6
    one.lines(70, y, "Daarnaast blijft aandacht nodig voor de gevolgen van een veranderend kli-")
    one.text(290, 810, "1", 8)
    two.lines(70, 60, "maat voor de veiligheid van landen.")
    two.text(290, 810, "2", 8)
    found = document(one, two)
    assert texts(found, BlockKind.PARAGRAPH)[1] == (
        "Daarnaast blijft aandacht nodig voor de gevolgen van een veranderend klimaat voor de veiligheid van landen."
    )
    assert [(b.page, b.printed_page) for b in found.content] == [(1, "1"), (1, "1")]


def test_running_heads_change_with_the_chapter_and_alternate_and_are_set_aside() -> None:
    pages = []
    for number in range(1, 9):
        page = Page()
        chapter = "Inleiding" if number < 5 else "Uitvoering van het beleid"
        if number % 2:
            page.text(400, 40, f"{chapter} | {number + 10}", 8)
        else:
            page.text(70, 40, f"{number + 10} | Jaarverslag van het ministerie", 8)
        page.lines(70, 80 + number % 3, f"Regel {number * 7} van de tekst, die iets anders zegt.", *PROSE)
        page.text(70, 815, "Tweede Kamer, vergaderjaar 2021–2022, 36 100 V, nr. 1", 7)
        pages.append(page)
    found = document(*pages)
    assert len(texts(found, BlockKind.PAGE_HEADER)) == 8
    assert len(texts(found, BlockKind.PAGE_FOOTER)) == 8
    assert all(b.kind is BlockKind.PARAGRAPH for b in found.content)
    assert [b.printed_page for b in found.content][-1] == "18"


def test_heads_that_say_something_else_on_each_page_are_told_by_their_place() -> None:
    pages = []
    for number, title in enumerate(("Doel", "Middelen van beleid", "Kosten", "Baten", "Uitvoering", "Slot")):
        page = Page()
        if number:
            page.text(70, 44, f"HOOFDSTUK 1. INLEIDING  1.{number}. {title.upper()}", font="italic")
        page.lines(70, 82 + 40 * (number == 0), f"Op bladzijde {number * 3} staat iets over {title}, zoals:", *PROSE)
        pages.append(page)
    found = document(*pages)
    assert len(texts(found, BlockKind.PAGE_HEADER)) == 5
    assert all(b.kind is BlockKind.PARAGRAPH for b in found.content)


def test_a_bare_chapter_number_stands_above_its_larger_name() -> None:
    pages = []
    for number, title in enumerate(("Doel", "Middelen")):
        page = Page()
        page.text(70, 80, f"Hoofdstuk {number + 1}", 16, "bold")
        page.text(70, 110, title, 20, "bold")
        page.lines(70, 140, f"In deel {number * 5 + 2} blijft aandacht nodig voor de gevolgen.", *MORE)
        pages.append(page)
    assert [(b.level, b.text) for b in document(*pages).blocks if b.is_heading] == [
        (1, "Hoofdstuk 1"),
        (2, "Doel"),
        (1, "Hoofdstuk 2"),
        (2, "Middelen"),
    ]


def test_numbers_of_notes_that_go_up_with_the_pages_are_no_page_numbers() -> None:
    pages = []
    for number in (1, 2):
        page = Page()
        page.lines(70, 80, f"Regel {number * 7} van de tekst over iets anders.", *PROSE)
        page.text(70, 700, "Met verwijzing naar de brief").text(195.6, 696.5, str(number), 6).text(
            199.5, 700, "daarover."
        )
        page.text(70, 770, f"{number} Kamerstuk 29 614, nr. 108.", 8)
        pages.append(page)
    found = document(*pages)
    assert texts(found, BlockKind.FOOTNOTE) == ["Kamerstuk 29 614, nr. 108."] * 2
    assert not any(b.is_furniture for b in found.blocks)


def test_roman_page_numbers_are_page_numbers() -> None:
    pages = []
    for number, printed in enumerate(("iv", "v", "vi", "vii")):
        page = Page()
        page.lines(70, 80, f"Woord vooraf, deel {number * 3 + 2}, met een paar regels.", *PROSE)
        page.text(295, 810, printed, 9)
        pages.append(page)
    found = document(*pages)
    assert texts(found, BlockKind.PAGE_NUMBER) == ["iv", "v", "vi", "vii"]
    assert [b.printed_page for b in found.content if b.page == 2] == ["v"] * sum(b.page == 2 for b in found.content)


def test_chapters_that_begin_at_the_top_of_a_page_are_no_running_heads() -> None:
    pages = []
    for number, title in enumerate(("Doel", "Middelen", "Kosten")):
        page = Page()
        page.text(70, 60, f"Hoofdstuk {number + 1} {title}", 16, "bold")
        page.lines(70, 100, *PROSE)
        pages.extend([page, Page()])
        pages[-1].lines(70, 60, f"In deel {number * 5 + 2} blijft aandacht nodig voor de gevolgen.", *MORE)
    found = document(*pages)
    assert texts(found, BlockKind.HEADING) == ["Hoofdstuk 1 Doel", "Hoofdstuk 2 Middelen", "Hoofdstuk 3 Kosten"]
    assert not any(b.is_furniture for b in found.blocks)


def test_numbered_sections_that_begin_pages_are_no_running_heads() -> None:
    pages = []
    for k, name in enumerate(("water", "lucht", "bodem", "zeeën", "bossen"), 1):
        page = Page()
        page.text(70, 50, "Verslag over het beleid").text(500, 50, str(k))
        page.text(70, 80, f"3.{k} Het beleid voor {name}", size=9)
        page.lines(
            70, 110, f"Over {name} valt dit jaar veel te zeggen, en dat doen wij dan ook hier op deze", "bladzijde."
        )
        page.lines(
            70, 150, f"Voor {name} was er {name} te kort aan geld, zodat er minder is gedaan dan de", "Kamer wou."
        )
        pages.append(page)
    found = document(*pages)
    assert texts(found, BlockKind.PAGE_HEADER) == [f"Verslag over het beleid {k}" for k in range(1, 6)]


def test_notes_are_found_with_their_marks_and_run_over_the_page() -> None:
    one, two = Page(), Page()
    one.text(70, 100, "Om zijn belangen veilig te stellen").text(214.1, 96.5, "1", 6)
    one.text(220.5, 100, "werkt Nederland samen met andere landen")
    y = one.lines(70, 112, "en met internationale organisaties, met name met de Verenigde Naties en de NAVO.")
    one.rule(70, 690, 200)
    one.text(70, 702, "1", 5).text(76, 705, "De strategie beschouwt vijf belangen, naast het grondgebied ook de", 8)
    one.text(76, 715, "economische veiligheid en de veiligheid van de samenleving die door", 8)
    two.lines(70, 80, *MORE)
    two.text(76, 715, "terrorisme en criminaliteit wordt bedreigd.", 8)
    found = document(one, two)
    assert y < 690
    assert texts(found, BlockKind.FOOTNOTE) == [
        "De strategie beschouwt vijf belangen, naast het grondgebied ook de economische veiligheid en de veiligheid "
        "van de samenleving die door terrorisme en criminaliteit wordt bedreigd."
    ]
    first = found.blocks[0]
    assert first.text.startswith("Om zijn belangen veilig te stellen werkt Nederland samen")
    assert first.refs == ("1",)
    assert found.blocks[1].kind is BlockKind.FOOTNOTE  # behind its mark, wherever it was printed


def test_a_raised_2_of_square_metres_stays() -> None:
    page = Page()
    page.text(70, 100, "Het gebouw telt 300 m").text(167.5, 96, "2", 6).text(171.5, 100, " aan ruimte voor de dienst.")
    assert document(page).blocks[0].text == "Het gebouw telt 300 m2 aan ruimte voor de dienst."


def test_items_hang_at_their_bullets_or_numbers() -> None:
    page = Page()
    y = page.lines(70, 100, "De Minister is verantwoordelijk voor:") + 4
    for sign in ("\u2022", "\u2022", "1.", "2."):
        page.text(70, y, sign).text(88, y, f"het bevorderen van veiligheid ({sign}) in de landen om ons heen, in")
        y = page.lines(88, y + 12, "nauw overleg met de Kamer.")
    page.lines(70, y, "Over de uitvoering wordt elk jaar verslag gedaan aan de Kamer.")
    found = document(page)
    assert [(b.kind.value, b.marker) for b in found.blocks] == [
        ("paragraph", ""),
        ("list_item", "\u2022"),
        ("list_item", "\u2022"),
        ("list_item", "1."),
        ("list_item", "2."),
        ("paragraph", ""),
    ]


def test_a_dash_inside_a_sentence_is_no_bullet() -> None:
    page = Page()
    page.lines(
        70,
        100,
        "We moeten daar \u2013 in de snel veranderende wereld van vandaag en morgen",
        "\u2013 hard aan werken, samen met andere landen en met internationale en",
        "maatschappelijke organisaties en het bedrijfsleven in eigen land.",
    )
    assert [b.kind.value for b in document(page).blocks] == ["paragraph"]


def test_rows_have_cells_and_a_head_that_is_printed_again_counts_once() -> None:
    pages = []
    for start in (0, 4):
        page = Page()
        page.text(70, 90, "Onderwerp", font="bold").text(300, 90, "2021", font="bold").text(
            380, 90, "2022", font="bold"
        )
        for k in range(4):
            page.text(70, 105 + 15 * k, f"Artikel {start + k} Uitgaven")
            page.text(300, 105 + 15 * k, f"{start + k}.377").text(380, 105 + 15 * k, f"{start + k}.402")
        page.text(290, 810, str(len(pages) + 1), 8)
        pages.append(page)
    found = document(*pages)
    rows = [b.cells for b in found.content]
    assert rows == [
        ("Onderwerp", "2021", "2022"),
        *((f"Artikel {k} Uitgaven", f"{k}.377", f"{k}.402") for k in range(8)),
    ]


def test_contents_are_set_aside() -> None:
    page = Page()
    page.text(70, 80, "Inhoud", 14, "bold")
    for k, title in enumerate(("Inleiding", "Doel van het beleid", "Middelen", "Kosten", "Slot")):
        page.text(70, 110 + 14 * k, f"{title} " + "." * (60 - len(title)) + f" {3 + 2 * k}")
    text = Page()
    text.text(70, 80, "Inleiding", 14, "bold")
    text.lines(70, 105, *PROSE)
    found = document(page, text)
    assert len(texts(found, BlockKind.CONTENTS)) == 6
    assert [b.kind.value for b in found.content] == ["heading", "paragraph"]


def table(page: Page, y: float, *rows: tuple[str, ...], leading: float = 12) -> None:
    """Drawn rows of three cells, each a line or more high; a cell's lines are parted by a bar."""
    for row in rows:
        height = leading * max(cell.count("|") + 1 for cell in row) + 6
        for (x0, x1), cell in zip(((70, 230), (230, 300), (300, 370)), row, strict=True):
            page.box(x0, y, x1, y + height)
            for k, line in enumerate(cell.split("|")):
                page.text(x0 + 3, y + 11 + leading * k, line) if line else None
        y += height


def rows(found: Document) -> list[tuple[str, ...]]:
    return [b.cells for b in found.content if b.kind is BlockKind.TABLE_ROW]


def test_a_row_that_a_page_cuts_in_two_is_one_row() -> None:
    first, second = Page(), Page()
    table(first, 600, ("Post", "2014", "2015"), ("Missies", "9", "12"), ("Bevordering van veiligheid,", "203", "206"))
    first.text(70, 800, "Kamerstuk 34 725, nr. 1")
    table(second, 60, ("stabiliteit en rechtsorde", "", ""), ("Steun", "4", ""))
    second.text(70, 800, "Kamerstuk 34 725, nr. 2")
    assert rows(document(first, second)) == [
        ("Post", "2014", "2015"),
        ("Missies", "9", "12"),
        ("Bevordering van veiligheid, stabiliteit en rechtsorde", "203", "206"),
        ("Steun", "4", ""),
    ]


def test_a_row_that_begins_a_page_anew_stays_a_row() -> None:
    first, second = Page(), Page()
    table(first, 600, ("Post", "2014", "2015"), ("Missies", "9", "12"), ("Steun", "203", "206"))
    table(second, 60, ("Overig", "", "7"), ("Totaal", "4", ""))
    assert [row[0] for row in rows(document(first, second))] == ["Post", "Missies", "Steun", "Overig", "Totaal"]


def test_a_word_too_long_for_its_cell_is_one_word() -> None:
    page = Page()
    page.lines(70, 400, *PROSE)
    table(
        page,
        100,
        ("Post", "2014", "2015"),
        ("Steun", "bondgenootsc|happelijk", "12"),
        ("Hulp", "de fondsen|van hen", "9"),
    )
    assert [row[1] for row in rows(document(page))] == ["2014", "bondgenootschappelijk", "de fondsen van hen"]


TYPED = """Regisseren
– Artikel 100-procedures ter voorbereiding van besluitvorming over de inzet
van de krijgsmacht.
– Toepassing van sancties als deel van het beleid, samen met de ministers van
Financiën en Justitie.

Financieren
– Bijdragen aan goede samenwerking ter bevordering van veiligheid.
De minister is verantwoordelijk voor alles wat hierboven staat, en legt daarover
verantwoording af aan de Kamer."""


def test_typewritten_pages_are_read_as_the_text_they_are() -> None:
    page = Page()
    page.lines(60, 80, *TYPED.split("\n"), font="typewriter")
    found = document(page)
    assert kinds(found) == [(b.kind.value, b.text) for b in read_text(TYPED).blocks]
    assert len(found.blocks) == 6 and {b.page for b in found.blocks} == {1}
