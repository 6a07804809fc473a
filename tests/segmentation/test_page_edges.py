"""Furniture at the edges of pages whose limits are known – and the text that stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.document import BlockKind
from desktop.segmentation.page_edges import NO_LETTERS, letters_of
from tests.making import kinds, read

PAGE = """Het kabinet kiest voor een veilige en stabiele omgeving {0}
waarin mensen in vrijheid kunnen leven en werken, en het
werkt daarvoor samen met partners in binnen- en buitenland.
De inzet van middelen {0} volgt de afspraken die eerder
met de Kamer zijn gemaakt."""


def paged(count: int, head: str = "", foot: str = "", title: str = "Leefbare regio") -> str:
    """Pages that end in a form feed; {} in head and foot stands for the number of the page."""
    pages = []
    for k in range(1, count + 1):
        lines = [head.format(k)] * bool(head) + [title] * (k == 1) + [PAGE.format("abcdefghij"[k])]
        pages.append("\n".join(lines + [foot.format(k)] * bool(foot)))
    return "\n\f".join(pages) + "\n"


def aside(text: str) -> list[str]:
    return [b.text for b in read(text).blocks if b.is_furniture]


@pytest.mark.parametrize(
    "foot",
    [
        "Versie 3.1, pagina {} van 12",
        "Staatsblad 2019 123 {}",
        "– {} –",
        "{} oktober",
        "Leefbare regio | {}",
        "Seite {}",
    ],
)
def test_a_foot_that_counts_with_the_pages_is_furniture(foot: str) -> None:
    assert aside(paged(4, foot=foot)) == [foot.format(k) for k in (1, 2, 3, 4)]


def test_a_head_on_every_page_is_furniture_and_the_title_stays() -> None:
    document = read(paged(4, head="Leefbare regio", foot="{}"))
    assert [b.text for b in document.blocks if b.kind is BlockKind.PAGE_HEADER] == ["Leefbare regio"] * 4
    assert [b.text for b in document.content if b.is_heading] == ["Leefbare regio"]


def test_a_head_that_stands_nowhere_else_keeps_its_first_place() -> None:
    document = read(paged(4, head="Handboek", title="Doel"))
    assert [b.text for b in document.content if b.is_heading] == ["Handboek", "Doel"]
    assert aside(paged(4, head="Handboek", title="Doel")) == ["Handboek"] * 3


def test_heads_of_chapters_are_furniture_where_most_pages_have_one() -> None:
    pages = paged(6, foot="{}").split("\f")
    names = ["Water", "Water", "Bodem", "Bodem", "Lucht", "Lucht"]
    begins = {0: "Water\n", 2: "Bodem\n", 4: "Lucht\n"}
    text = "\f".join(f"{names[k]}\n\n{begins.get(k, '')}{page}" for k, page in enumerate(pages))
    document = read(text)
    assert [b.text for b in document.blocks if b.kind is BlockKind.PAGE_HEADER] == names
    assert [b.text for b in document.content if b.is_heading and b.text in names] == ["Water", "Bodem", "Lucht"]


def test_mirrored_feet_count_too() -> None:
    feet = ["4 oktober", "oktober 5", "6 oktober", "oktober 7"]
    pages = paged(4).rstrip("\n").split("\n\f")
    assert aside("\n\f".join(f"{page}\n{foot}" for page, foot in zip(pages, feet, strict=True))) == feet


def test_articles_that_begin_pages_are_not_furniture() -> None:
    """Each page begins with its article, whose number counts as the pages do."""
    document = read(paged(5, head="Artikel {}", title=""))
    assert [b.text for b in document.content if b.is_heading] == [f"Artikel {k}" for k in range(1, 6)]


def test_a_heading_that_recurs_is_not_furniture_where_it_happens_to_begin_a_page() -> None:
    pages = paged(9).split("\f")
    text = "\f".join(("Doel\n" if k in (1, 4, 8) else "") + page + "\nDoel\nEen zin.\n" for k, page in enumerate(pages))
    assert not aside(text)


def test_a_sentence_that_ends_two_pages_is_not_furniture() -> None:
    pages = paged(4, foot="{}").split("\f")
    text = "\f".join(page.replace("\n", "\n", 1).rstrip() for page in pages)
    document = read(text)
    assert sum("met de Kamer zijn gemaakt." in t for k, t in kinds(document) if k == "paragraph") >= 1
    assert all(not b.is_furniture for b in document.blocks if "gemaakt." in b.text)


def test_a_foot_and_the_head_under_it_are_known_without_form_feeds() -> None:
    text = paged(4, head="Leefbare regio – gemeente Duinrade", foot="{} oktober", title="Doel").replace("\f", "")
    assert [t for t in aside(text) if "oktober" in t] == [f"{k} oktober" for k in range(1, 5)]
    assert aside(text).count("Leefbare regio – gemeente Duinrade") == 3


@pytest.mark.parametrize("page", ["Seite {}", "pagina {}", "Page {} of 9"])
def test_named_page_numbers_need_nothing_beside_them(page: str) -> None:
    text = paged(5, head="Leefbare regio 2024", foot=f"{PAGE.format('z')}\n{page}").replace("\f", "")
    assert [t for t in aside(text) if t != "Leefbare regio 2024"] == [page.format(k) for k in range(1, 6)]


@pytest.mark.parametrize("end", ["\n", "\n\f"])
def test_figures_in_text_that_repeats_do_not_count(end: str) -> None:
    """4 and 5 stand one after the other in "4,5", and the lines stand at the ends of pages 4 and 5."""
    line = "Het waterschap stelt dit jaar en volgend jaar elk 4,5\nmiljoen euro beschikbaar voor de dijken"
    pages = [
        PAGE.format("abcdefgh"[k]) + (f"\n{line}\nen voor het natuurgebied daarachter." * (k > 2)) for k in range(6)
    ]
    assert not aside(end.join(pages))


def test_the_head_of_a_page_from_the_middle_is_known_by_its_number() -> None:
    foot = "Waterprogramma Hoge Kampen  |  vastgesteld  |  pagina 22"
    assert aside(f"Hoofdstuk 2 – Droogte\n2.3 Grondwater\n\n{PAGE}\n{foot}\n")[0] == "Hoofdstuk 2 – Droogte"
    document = read(f"Hoofdstuk 2 – Droogte\n2.1 Grondwater\n\n{PAGE}\n{foot}\n")
    assert [b.text for b in document.content if b.is_heading] == ["Hoofdstuk 2 – Droogte", "2.1 Grondwater"]


@given(st.text("01²½٣ab. -–—|\t\u00a0\x1c[]·•", max_size=8))
def test_a_line_has_no_letters_exactly_when_nothing_is_left_without_its_numbers(text: str) -> None:
    assert bool(NO_LETTERS.fullmatch(text)) == (not letters_of(text))
