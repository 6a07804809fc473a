"""Which section became which, on small documents."""

from __future__ import annotations

import pytest

from desktop.model.comparison import Comparison, Match
from desktop.model.options import Options, Pin, PinKind
from tests.making import compare

WATER = (
    "De dijken langs de rivier worden verhoogd. "
    "Het waterschap betaalt de helft van de kosten. In de polder komt een gemaal."
)
WOOD = (
    "Het bos wordt uitgebreid met eiken en beuken. "
    "Wandelaars krijgen nieuwe paden. De boswachter telt elk voorjaar de reeën."
)
ROADS = (
    "De snelweg krijgt een derde rijstrook. "
    "Fietsers rijden over een aparte brug. Vrachtauto’s mogen niet door het dorp."
)
MUSIC = "Het orkest speelt elke zomer in het park. Leerlingen lenen gratis een viool. De fanfare bestaat honderd jaar."
FOOD = "Op de markt staan dertig kramen. De bakker verkoopt roggebrood. Kinderen eten op school een warme maaltijd."


def text(*sections: tuple[str, str]) -> str:
    return "\n\n".join(f"{title}\n\n{body}" for title, body in sections) + "\n"


def links(comparison: Comparison) -> list[str]:
    """Section matches as text: old titles, relation with marks, new titles."""
    return [link(comparison, m) for m in comparison.section_matches]


def link(comparison: Comparison, match: Match) -> str:
    old = " + ".join(comparison.old.sections[s].title for s in match.old)
    new = " + ".join(comparison.new.sections[s].title for s in match.new)
    marks = ", ".join([match.relation.value, *(m.value for m in match.marks)])
    return f"{old} | {marks} | {new}"


def test_sections_that_stayed_are_paired() -> None:
    both = text(("Water", WATER), ("Bos", WOOD))
    assert links(compare(both, both)) == ["Water | paired | Water", "Bos | paired | Bos"]


def test_a_renamed_section_is_known_by_its_text() -> None:
    old, new = text(("Water", WATER), ("Bos", WOOD)), text(("Dijken en gemalen", WATER), ("Bos", WOOD))
    assert links(compare(old, new))[0] == "Water | paired, renamed | Dijken en gemalen"


def test_a_renumbered_section_is_known_by_title_and_text() -> None:
    old = text(("1. Water", WATER), ("2. Bos", WOOD))
    new = text(("1. Muziek", MUSIC), ("2. Water", WATER), ("3. Bos", WOOD))
    assert links(compare(old, new)) == [
        " | added | 1. Muziek",
        "1. Water | paired, renumbered | 2. Water",
        "2. Bos | paired, renumbered | 3. Bos",
    ]


def test_titles_that_repeat_are_told_apart_by_their_text() -> None:
    old = text(("Toelichting", WATER), ("Toelichting", WOOD), ("Toelichting", ROADS))
    new = text(("Toelichting", ROADS), ("Toelichting", WATER), ("Toelichting", WOOD))
    comparison = compare(old, new)
    pairs = {m.old: m.new for m in comparison.section_matches}
    assert pairs == {(0,): (1,), (1,): (2,), (2,): (0,)}


def test_a_section_that_moved_is_marked_and_the_others_are_not() -> None:
    old = text(("Water", WATER), ("Bos", WOOD), ("Wegen", ROADS), ("Muziek", MUSIC))
    new = text(("Muziek", MUSIC), ("Water", WATER), ("Bos", WOOD), ("Wegen", ROADS))
    assert links(compare(old, new)) == [
        "Muziek | paired, moved | Muziek",
        "Water | paired | Water",
        "Bos | paired | Bos",
        "Wegen | paired | Wegen",
    ]


def test_a_section_divided_in_two_is_split() -> None:
    old = text(("Ruimte", f"{WATER}\n\n{WOOD}"), ("Wegen", ROADS))
    new = text(("Water", WATER), ("Bos", WOOD), ("Wegen", ROADS))
    assert links(compare(old, new)) == ["Ruimte | split, renamed | Water + Bos", "Wegen | paired | Wegen"]


def test_two_sections_joined_are_merged() -> None:
    old = text(("Water", WATER), ("Bos", WOOD), ("Wegen", ROADS))
    new = text(("Ruimte", f"{WATER}\n\n{WOOD}"), ("Wegen", ROADS))
    assert links(compare(old, new)) == ["Water + Bos | merged, renamed | Ruimte", "Wegen | paired | Wegen"]


def test_documents_with_nothing_in_common_have_no_pair() -> None:
    comparison = compare(text(("Water", WATER), ("Bos", WOOD)), text(("Muziek", MUSIC), ("Eten", FOOD)))
    assert {m.relation.value for m in comparison.section_matches} == {"removed", "added"}
    assert {m.relation.value for m in comparison.block_matches} == {"removed", "added"}


def test_one_section_replaced_by_another_is_not_that_section() -> None:
    old = text(("Water", WATER), ("Muziek", MUSIC), ("Wegen", ROADS))
    new = text(("Water", WATER), ("Eten", FOOD), ("Wegen", ROADS))
    assert sorted(links(compare(old, new))) == [
        " | added | Eten",
        "Muziek | removed | ",
        "Water | paired | Water",
        "Wegen | paired | Wegen",
    ]


def test_a_section_without_text_is_known_by_its_title() -> None:
    old = text(("Artikel 1 Water", WATER), ("Artikel 2 Vervallen", ""), ("Artikel 3 Bos", WOOD))
    new = text(
        ("Artikel 1 Water", WATER), ("Artikel 2 Vervallen", ""), ("Artikel 3 Bos", WOOD.replace("eiken", "elzen"))
    )
    assert [m.relation.value for m in compare(old, new).section_matches] == ["paired"] * 3


def test_chapters_that_hold_only_sections_are_paired_by_them() -> None:
    old = text(
        ("Hoofdstuk 1 Natuur", ""),
        ("Artikel 1", WATER),
        ("Artikel 2", WOOD),
        ("Hoofdstuk 2 Verkeer", ""),
        ("Artikel 3", ROADS),
    )
    new = text(
        ("Hoofdstuk 1 Groen", ""),
        ("Artikel 1", WATER),
        ("Artikel 2", WOOD),
        ("Hoofdstuk 2 Verkeer", ""),
        ("Artikel 3", ROADS),
    )
    assert [m.relation.value for m in compare(old, new).section_matches] == ["paired"] * 5


def test_bare_numbers_are_not_likened_by_their_digits() -> None:
    old = text(("Artikel 1.1", WATER), ("Artikel 1.2", MUSIC), ("Artikel 1.3", WOOD))
    new = text(("Artikel 2.1", WATER), ("Artikel 2.4", FOOD), ("Artikel 2.5", WOOD))
    assert links(compare(old, new)) == [
        "Artikel 1.1 | paired, renumbered | Artikel 2.1",
        "Artikel 1.2 | removed | ",
        " | added | Artikel 2.4",
        "Artikel 1.3 | paired, renumbered | Artikel 2.5",
    ]


def test_the_same_bare_number_over_other_text_is_another_article() -> None:
    old = text(("Artikel 1", WATER), ("Artikel 2", MUSIC), ("Artikel 3", WOOD))
    new = text(("Artikel 1", WATER), ("Artikel 2", FOOD), ("Artikel 3", WOOD))
    assert "Artikel 2 | removed | " in links(compare(old, new))


def test_a_copy_of_the_next_section_makes_no_split() -> None:
    kinds = "Uitgaven naar soort: loon, huur en energie. Het bedrag staat in de tabel."
    laws = "Uitgaven naar wet: loon, huur en energie. Het bedrag staat in de tabel hieronder."
    old = text(("1. Uitgaven naar soort", kinds), ("2. Uitgaven naar wet", laws), ("3. Bos", WOOD))
    new = text(("1. Uitgaven naar soort", kinds), ("2. Uitgaven naar wet", f"{laws} {ROADS}"), ("3. Bos", WOOD))
    assert [m.relation.value for m in compare(old, new).section_matches] == ["paired"] * 3


def test_a_repeated_title_pairs_under_the_heading_it_belongs_to() -> None:
    old = text(("Hoofdstuk 1 Water", WATER), ("1.1 Doel", MUSIC), ("Hoofdstuk 2 Bos", WOOD), ("2.1 Doel", FOOD))
    new = text(("Hoofdstuk 1 Bos", WOOD), ("1.1 Doel", ROADS), ("Hoofdstuk 2 Zorg", ""), ("2.1 Doel", ""))
    found = links(compare(old, new))
    assert not any(link.startswith("1.1 Doel") and link.endswith("1.1 Doel") for link in found)


def test_a_part_is_not_paired_with_the_first_section_in_it() -> None:
    old = text(("Deel I", ""), ("Artikel 1", WATER), ("Artikel 2", WOOD))
    new = text(("Deel I", ""), ("Hoofdstuk 1", ""), ("Artikel 1", WATER), ("Artikel 2", WOOD))
    assert links(compare(old, new))[:2] == ["Deel I | paired | Deel I", " | added | Hoofdstuk 1"]


def test_a_division_of_another_name_with_the_same_number_is_that_division() -> None:
    old, new = text(("Beleidsartikel 2", ""), ("Water", WATER)), text(("Beleidsthema 2", ""), ("Water", WATER))
    assert links(compare(old, new))[0] == "Beleidsartikel 2 | paired, renumbered | Beleidsthema 2"


# ---- pins -------------------------------------------------------------------------------------------------

OLD = text(("Water", WATER), ("Bos", WOOD))
NEW = text(("Water", WATER), ("Muziek", MUSIC))


def test_a_section_link_against_the_text_is_kept() -> None:
    pin = Pin(PinKind.LINK, 1, 0, "section")
    comparison = compare(OLD, NEW, Options(pins=(pin,)))
    assert any(1 in m.old and 0 in m.new for m in comparison.section_matches)


def test_a_section_link_joins_what_has_nothing_in_common() -> None:
    pin = Pin(PinKind.LINK, 1, 1, "section")
    assert links(compare(OLD, NEW, Options(pins=(pin,))))[1].startswith("Bos | paired")


def test_a_forbidden_section_pair_is_not_made() -> None:
    pin = Pin(PinKind.FORBID, 0, 0, "section")
    comparison = compare(OLD, NEW, Options(pins=(pin,)))
    assert not any(0 in m.old and 0 in m.new for m in comparison.section_matches)


def test_a_block_link_joins_what_has_nothing_in_common() -> None:
    pin = Pin(PinKind.LINK, 3, 3)
    comparison = compare(OLD, NEW, Options(pins=(pin,)))
    match = next(m for m in comparison.block_matches if 3 in m.old)
    assert (match.old, match.new) == ((3,), (3,))
    assert "pinned" in [m.value for m in match.marks]


def test_a_forbidden_block_pair_is_not_made() -> None:
    pin = Pin(PinKind.FORBID, 1, 1)
    comparison = compare(OLD, NEW, Options(pins=(pin,)))
    assert not any(1 in m.old and 1 in m.new for m in comparison.block_matches)


@pytest.mark.parametrize("level", ["block", "section"])
def test_a_link_of_what_is_paired_anyway_alters_no_text(level: str) -> None:
    plain, pinned = compare(OLD, NEW), compare(OLD, NEW, Options(pins=(Pin(PinKind.LINK, 0, 0, level),)))
    assert plain.source_ops == pinned.source_ops
    assert [(m.old, m.new) for m in plain.block_matches] == [(m.old, m.new) for m in pinned.block_matches]


def test_a_block_link_keeps_the_old_block_from_its_natural_partner() -> None:
    pin = Pin(PinKind.LINK, 1, 3)
    comparison = compare(OLD, NEW, Options(pins=(pin,)))
    match = next(m for m in comparison.block_matches if 1 in m.old)
    assert (match.old, match.new) == ((1,), (3,))


def test_the_same_number_alone_makes_no_pair_of_sections_whose_text_went_elsewhere() -> None:
    old = (
        "1. Quiet\n\nPlease do not talk in the reading room. Telephones are switched off.\n\n"
        "2. Lending\n\nYou may borrow up to six books for three weeks. Fines are 10 cents a day. "
        "Children pay nothing.\n\n"
        "3. Food\n\nEating is not allowed. Water is.\n"
    )
    new = (
        "1. Quiet\n\nPlease do not talk in the reading room. Telephones are switched off.\n\n"
        "2. Borrowing\n\nYou may borrow up to ten books for three weeks.\n\n"
        "3. Fines\n\nFines are 15 cents a day. Children pay nothing.\n"
    )
    comparison = compare(old, new)
    titles = [
        ({comparison.old.sections[k].title for k in m.old}, {comparison.new.sections[k].title for k in m.new})
        for m in comparison.section_matches
    ]
    assert not any("3. Food" in left and "3. Fines" in right for left, right in titles)


def test_a_heading_worded_anew_over_text_of_which_little_came_along_is_not_compared() -> None:
    old = text(("Water", WATER), ("Bos", f"{WOOD} {MUSIC}"), ("Wegen", ROADS))
    new = text(("Water", WATER), ("Zorg", f"{MUSIC.split('. ')[0]}. {FOOD}"), ("Wegen", ROADS))
    comparison = compare(old, new)
    changes = {(c.old, c.new) for c in comparison.changes}
    assert ("Bos", "Zorg") not in changes


def test_two_sections_of_a_title_alone_in_one_place_are_each_others_by_half_of_it() -> None:
    days = "vastgesteld door de raad op 12 februari 2019", "vastgesteld door de raad op 14 maart 2023"
    old, new = (text(("1 Water", WATER), ("2 Wegen", ROADS)).replace("2 Wegen", f"{day}\n\n2 Wegen") for day in days)
    old, new = (t.replace("vastgesteld", "Gemeente Gouda, vastgesteld") for t in (old, new))
    assert links(compare(old, new))[1].split(" | ")[1] == "paired, renamed"
