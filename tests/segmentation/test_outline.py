"""Levels of headings and the section tree."""

from __future__ import annotations

from desktop.model.document import BlockKind, Document
from tests.making import filled, read

TEXT = "Dit is een zin die de sectie vult met woorden. "


def tree(*titles: str) -> str:
    """A picture of the section tree, one line a section, indented by depth."""
    return picture(read("\n\n".join(f"{t}\n\n{TEXT}" for t in titles)))


def picture(document: Document) -> str:
    def depth(section: int | None) -> int:
        return 0 if section is None else 1 + depth(document.sections[section].parent)

    return "\n".join("  " * (depth(s.id) - 1) + (s.title or "(begin)") for s in document.sections)


def test_decimal_numbers_nest_by_depth() -> None:
    assert tree("1. Water", "1.1 Zee", "1.1.1 Eb", "1.2 Land", "2. Lucht") == (
        "1. Water\n  1.1 Zee\n    1.1.1 Eb\n  1.2 Land\n2. Lucht"
    )


def test_a_depth_that_is_skipped_nests_all_the_same() -> None:
    assert tree("1. Water", "1.1.1 Eb", "1.2 Land") == "1. Water\n  1.1.1 Eb\n  1.2 Land"


def test_divisions_nest_by_rank_whatever_their_order() -> None:
    assert tree("Hoofdstuk 1", "Artikel 1", "Artikel 2", "Hoofdstuk 2", "Afdeling 1", "Artikel 3") == (
        "Hoofdstuk 1\n  Artikel 1\n  Artikel 2\nHoofdstuk 2\n  Afdeling 1\n    Artikel 3"
    )


def test_a_higher_division_met_later_closes_the_lower_ones() -> None:
    assert tree("Artikel 1", "Hoofdstuk 2", "Artikel 2") == "Artikel 1\nHoofdstuk 2\n  Artikel 2"


def test_bare_headings_are_each_others_siblings() -> None:
    assert tree("Beleid 2014", "Doel", "Rol", "Middelen") == "Beleid 2014\n  Doel\n  Rol\n  Middelen"


def test_letters_and_roman_numbers_are_styles_of_their_own() -> None:
    assert (
        tree("I. Water", "A. Zee", "B. Land", "II. Lucht", "A. Wind")
        == "I. Water\n  A. Zee\n  B. Land\nII. Lucht\n  A. Wind"
    )


def test_a_style_met_before_returns_to_its_level() -> None:
    assert tree("Hoofdstuk 1", "Doel", "Hoofdstuk 2", "Doel") == "Hoofdstuk 1\n  Doel\nHoofdstuk 2\n  Doel"


def test_text_before_the_first_heading_is_a_section_without_one() -> None:
    document = read(f"{TEXT}\n\nHoofdstuk 1\n\n{TEXT}")
    assert picture(document) == "(begin)\nHoofdstuk 1"
    assert document.sections[0].heading is None
    assert document.sections[0].blocks == (0,)
    assert [b.section for b in document.blocks] == [0, 1, 1]


def test_levels_are_the_depth_in_the_tree() -> None:
    document = read("\n\n".join(f"{t}\n\n{TEXT}" for t in ("1. Water", "1.1 Zee", "2. Lucht")))
    assert [(s.title, s.level) for s in document.sections] == [("1. Water", 1), ("1.1 Zee", 2), ("2. Lucht", 1)]
    assert [b.level for b in document.blocks if b.is_heading] == [1, 2, 1]


WIDE = """Het kabinet zet zich in voor een veilige en stabiele omgeving, waarin mensen hun leven
in vrijheid kunnen leiden. Daarvoor werkt het samen met partners in binnen en buitenland,
want geen land kan deze opgave alleen aan en geen enkel ministerie kan dat zonder de hulp
van anderen. De inzet van middelen volgt de afspraken die met de Kamer zijn gemaakt en die
elk jaar opnieuw worden bezien door het kabinet, de Kamer en de ministeries die het beleid
uitvoeren met de middelen die daarvoor beschikbaar zijn."""
NARROW = """In het dorp Duinrade koken de bewoners sinds vorig jaar op
warmte uit het riool, wat zo goed bevalt dat de andere
dorpen het voorbeeld willen volgen zodra de gemeente de
middelen heeft gevonden die daarvoor nodig zijn en het
waterschap heeft ingestemd."""


def test_a_narrow_box_interrupts_its_section_which_then_resumes() -> None:
    page, box = filled(f"{WIDE} {WIDE}", 40_000), filled(f"{NARROW} {NARROW}", 36_000)
    document = read(f"1. Water\n\n{page}\n\nUitgelicht: warmte uit het riool\n\n{box}\n\n{page}\n")
    title = next(b for b in document.blocks if b.text.startswith("Uitgelicht"))
    assert title.kind is BlockKind.BOX_HEADING
    assert [b.section for b in document.content] == [0, 0, 1, 1, 0]
    assert picture(document) == "1. Water\n  Uitgelicht: warmte uit het riool"


def test_a_short_text_under_a_title_is_no_box() -> None:
    document = read(f"1. Water\n\n{WIDE}\n\nUitgelicht\n\nEen korte zin.\n\n{WIDE}\n")
    assert not any(b.kind is BlockKind.BOX_HEADING for b in document.blocks)


def test_a_title_under_a_bare_number_is_the_name_of_that_chapter() -> None:
    document = read(f"Hoofdstuk 1\n\nWater\n\n{TEXT}\n\nDoel\n\n{TEXT}\n\nHoofdstuk 2\n\nLucht\n\n{TEXT}\n")
    assert picture(document).splitlines()[:2] == ["Hoofdstuk 1", "  Water"]
    assert [s.title for s in document.sections if s.parent is None] == ["Hoofdstuk 1", "Hoofdstuk 2"]


def test_a_numbered_heading_without_text_is_a_heading_between_headings() -> None:
    document = read(f"1. Water\n\n{TEXT}\n\n2. Vervallen\n\n3. Bos\n\n{TEXT}\n")
    assert picture(document) == "1. Water\n2. Vervallen\n3. Bos"


def test_divisions_without_text_stay_headings() -> None:
    document = read(f"Artikel 1\n\n{TEXT}\n\nArtikel 2 Vervallen\n\nArtikel 3\n\n{TEXT}\n")
    assert picture(document) == "Artikel 1\nArtikel 2 Vervallen\nArtikel 3"


def test_the_name_of_a_division_stands_under_it_at_every_depth() -> None:
    parts = [("Hoofdstuk 1", "Algemeen"), ("Afdeling 1", "Begrippen"), ("Artikel 1", "Doel"), ("Artikel 2", "Bereik")]
    text = "\n\n".join(f"{number}\n{name}" + (f"\n\n{TEXT}" if "Artikel" in number else "") for number, name in parts)
    assert picture(read(text)) == (
        "Hoofdstuk 1\n  Algemeen\n    Afdeling 1\n      Begrippen\n"
        "        Artikel 1\n          Doel\n        Artikel 2\n          Bereik"
    )


def test_an_annex_without_number_ends_the_chapters() -> None:
    assert tree("Hoofdstuk 1", "Artikel 1", "Bijlage", "Kerncijfers") == (
        "Hoofdstuk 1\n  Artikel 1\nBijlage\n  Kerncijfers"
    )


def test_bare_numbers_hold_the_decimal_ones_and_annexes_stand_beside_them() -> None:
    assert tree("Voorwoord", "1 Inleiding", "2 Ambities", "2.1 Wonen", "2.2 Werken", "Bijlage 1: Cijfers") == (
        "Voorwoord\n  1 Inleiding\n  2 Ambities\n    2.1 Wonen\n    2.2 Werken\n  Bijlage 1: Cijfers"
    )


def test_lone_capitals_in_a_row_number_their_headings() -> None:
    assert tree("Artikel 4", "A Doel", "B Rol", "Uitvoeren", "Financieren", "C Middelen", "D Gevolgen") == (
        "Artikel 4\n  A Doel\n  B Rol\n    Uitvoeren\n    Financieren\n  C Middelen\n  D Gevolgen"
    )


def test_an_english_article_is_no_number() -> None:
    assert tree("Strategy", "A Safe Country", "B Plan", "Costs") == "Strategy\n  A Safe Country\n  B Plan\n  Costs"
