"""Running heads, feet and page numbers – and what only looks like them."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.model.document import BlockKind
from desktop.segmentation.furniture import Furniture, find_furniture
from desktop.text.lines import split_lines
from tests.making import read

BODY = (
    "maken dat het kabinet kiest voor een veilige, stabiele",
    "omgeving waarin mensen in vrijheid kunnen leven en",
    "werken. Daarvoor werkt het samen met partners in het",
    "buitenland, want geen land kan deze opgave alleen aan",
    "en geen ministerie ook. De inzet van middelen volgt de",
    "afspraken die met de Kamer zijn gemaakt en waarover",
    "elk jaar in september verslag wordt gedaan aan beide",
    "Kamers. Het volgende verslag verschijnt na de zomer en",
    "gaat in op de vragen die dit voorjaar zijn gesteld aan",
    "het kabinet, met daarbij een overzicht van de kosten",
)


def pages(count: int, foot: str = "", head: str = "", start: int = 1) -> str:
    """Pages of ten lines of running text; {} in head and foot stands for the page number."""
    lines: list[str] = []
    for k in range(count):
        lines += [head.format(start + k)] * bool(head)
        lines += [f"{line[:-1]}{'abcdefghijklm'[k]}" for line in BODY]
        lines += [foot.format(start + k)] * bool(foot)
    return "\n".join(lines)


def found(text: str) -> Furniture:
    lines = split_lines(text)
    return find_furniture(lines, np.asarray([t[:1].islower() for t in lines.texts], bool), True)


def marked(text: str) -> list[str]:
    lines = split_lines(text).texts
    return [lines[k] for k in sorted(found(text).kinds)]


@pytest.mark.parametrize(
    "foot",
    [
        "Tweede Kamer, vergaderjaar 2016–2017, 34 725 V, nr. 1 {}",
        "Beleidsnota Water | {}",
        "Pagina {} van 9",
        "{}",
        "- {} -",
        "Jaarverslag 2014 {}",
    ],
)
def test_a_foot_that_counts_pages_is_furniture(foot: str) -> None:
    assert marked(pages(6, foot)) == [foot.format(k) for k in range(1, 7)]


def test_a_head_without_number_beside_a_counting_foot_is_furniture() -> None:
    text = pages(6, "Beleidsnota Water | {}", "Rijk aan water")
    heads = [k for k, kind in found(text).kinds.items() if kind is BlockKind.PAGE_HEADER]
    assert len(heads) == 5, "the first stands for the title"
    assert sum(line.startswith("Beleidsnota") for line in marked(text)) == 6


def test_mirrored_feet_are_furniture_on_both_sides() -> None:
    one = pages(8, "{} Voortgangsrapportage oktober").split("\n")
    for k, line in enumerate(one):
        if line.endswith("oktober") and int(line.split()[0]) % 2:
            one[k] = "Voortgangsrapportage oktober " + line.split()[0]
    assert len(marked("\n".join(one))) == 8


ONCE = "Tweede Kamer, vergaderjaar 2016–2017, 34 725 V, nr. 1 41"


def test_a_foot_that_stands_once_between_blank_lines_inside_a_sentence_is_known_by_its_shape() -> None:
    assert marked(f"{pages(1)}\n\n{ONCE}\n\nen de baten, die later komen dan was gedacht.") == [ONCE]


def test_a_foot_that_stands_once_inside_a_sentence_is_known_by_its_width() -> None:
    """No line of the text is as wide; a shorter one would have gone on with the next word."""
    assert marked(f"{pages(1, ONCE)}\nen de baten, die later komen dan was gedacht.") == [ONCE]


def test_a_page_begins_after_its_foot() -> None:
    assert found(pages(4, "Beleidsnota Water | {}")).pages == (11, 22, 33)


def test_form_feeds_begin_pages() -> None:
    assert found("een\ntwee\n\fdrie\n\fvier").pages == (2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Een regel.",
        pages(3),
    ],
)
def test_text_without_furniture_has_none(text: str) -> None:
    assert not found(text).kinds


def test_repeated_chapters_are_not_furniture() -> None:
    """The same chapter heading twenty times, each followed by its own text, is no running head."""
    text = "\n\n".join(
        "Toelichting\n\n" + " ".join(f"Onderwerp w{k}{j}x vergt aandacht van w{k}{j}xraad." for j in range(9))
        for k in range(20)
    )
    assert "Toelichting" not in marked(text)


def test_chapters_repeated_as_a_whole_are_not_furniture() -> None:
    chapter = "Doel van het beleid\n" + "\n".join(BODY) + ".\n"
    assert not marked(chapter * 12)


@pytest.mark.parametrize("title", ["Artikel {}", "Hoofdstuk {}", "{}. Taken", "Artikel {} Taken"])
def test_numbered_headings_at_page_like_distances_are_not_furniture(title: str) -> None:
    text = "\n\n".join(title.format(k) + "\n\n" + "\n".join(BODY) + "." for k in range(1, 9))
    assert not marked(text)


def test_rows_of_a_table_are_not_furniture() -> None:
    rows = "\n".join(f"Uitgaven artikel {k} 12.{k}00 13.{k}00" for k in range(1, 30))
    assert not marked(rows)


def test_a_year_in_running_text_is_not_furniture() -> None:
    text = pages(2).replace("zijn gemaakt", "van 2014")
    assert not marked(text)


def test_furniture_does_not_cut_the_paragraph_around_it() -> None:
    document = read(pages(4, "Beleidsnota Water | {}"))
    assert [b.kind for b in document.content] == [BlockKind.PARAGRAPH] * len(document.content)
    assert len(document.content) == 1


def contents(*, dots: bool) -> str:
    titles = ("Inleiding", "Doel van het beleid", "Werkwijze", "Toezicht", "Slot")
    fill = " ........ " if dots else " "
    lines = [f"{t}{fill}{3 + k}" for k, t in enumerate(titles)]
    return "Inhoud\n" + "\n".join(lines) + "\n\n" + "\n\n".join(f"{t}\n\nDit gaat over {t.lower()}." for t in titles)


@pytest.mark.parametrize("dots", [True, False])
def test_a_table_of_contents_is_known_by_rising_page_numbers(dots: bool) -> None:
    document = read(contents(dots=dots))
    assert next(b.text for b in document.blocks if b.kind is BlockKind.CONTENTS) == "Inhoud"
    assert sum(b.kind is BlockKind.CONTENTS for b in document.blocks) == 6
    assert [b.text for b in document.content if b.is_heading] == [
        "Inleiding",
        "Doel van het beleid",
        "Werkwijze",
        "Toezicht",
        "Slot",
    ]


def test_a_list_of_figures_that_fall_is_no_table_of_contents() -> None:
    text = "Doel\n\nInwoners 90\nWoningen 70\nScholen 40\nKerken 12\nMolens 3\n\nSlot."
    assert not any(b.kind is BlockKind.CONTENTS for b in read(text).blocks)


def test_a_short_table_of_contents_with_dots_is_one_although_the_text_has_fewer_pages() -> None:
    entries = [("Voorwoord", 3), ("1 Inleiding", 4), ("2 Ambities", 6), ("Bijlage 1: Cijfers", 140)]
    table = "Inhoudsopgave\n\n" + "\n".join(f"{t} .................. {p}" for t, p in entries)
    document = read(f"{table}\n\nVoorwoord\n\nVeiligheid is een eerste levensbehoefte voor iedereen.\n")
    assert next(b.text for b in document.blocks if b.kind is BlockKind.CONTENTS) == "Inhoudsopgave"
    assert [b.text for b in document.blocks if b.is_heading] == ["Voorwoord"]


def chapters(title: str) -> str:
    titles = [
        "1. Water",
        "1.1. Rivieren",
        "1.2. Meren die niet bevaren worden",
        "2. Lucht",
        "2.1. Fijnstof",
        "2.2. Geur",
    ]
    listed = "\n".join(titles).replace("niet bevaren", "niet\nbevaren")
    text = "\n\n".join(f"{t}\n\nDit deel van het plan gaat over dit onderwerp en wat het kost." for t in titles)
    return f"Milieuplan\n\n{title}\n\n{listed}\n\n{text}\n"


@pytest.mark.parametrize("title", ["Inhoudsopgave", "Table of contents", "Inhalt"])
def test_titles_in_a_row_that_come_again_are_a_table_of_contents_without_pages(title: str) -> None:
    document = read(chapters(title))
    assert [b.text for b in document.blocks if b.kind is BlockKind.CONTENTS][:2] == [title, "1. Water"]
    assert [b.text for b in document.blocks if b.is_heading] == [
        "Milieuplan",
        "1. Water",
        "1.1. Rivieren",
        "1.2. Meren die niet bevaren worden",
        "2. Lucht",
        "2.1. Fijnstof",
        "2.2. Geur",
    ]


def test_titles_in_a_row_that_come_again_are_text_where_nothing_says_contents() -> None:
    assert all(b.kind is not BlockKind.CONTENTS for b in read(chapters("De plannen")).blocks)


def test_many_numbered_titles_in_a_row_are_a_table_of_contents_whatever_it_is_called() -> None:
    titles = [f"{c}.{n}. Onderdeel {'abcdefg'[c]}{'abcdefg'[n]}" for c in range(1, 5) for n in range(1, 4)]
    text = "\n\n".join(f"{t}\n\nDit deel van het plan gaat over dit onderwerp en wat het kost." for t in titles)
    document = read("Obsah\n\n" + "\n".join(titles) + f"\n\n{text}\n")
    assert [b.text for b in document.blocks if b.kind is BlockKind.CONTENTS] == titles
    assert [b.text for b in document.blocks if b.is_heading] == ["Obsah", *titles]
