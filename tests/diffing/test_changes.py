"""Changes as a reader names them: kind, importance, group, and what options hide."""

from __future__ import annotations

import pytest

from desktop.model.comparison import Change
from desktop.model.options import Ignore, Options
from tests.making import compare, shown

FRAME = "De minister heeft de Kamer gisteren laten weten dat {} en dat dit voorlopig zo blijft."


def changes(old: str, new: str, options: Options | None = None) -> tuple[Change, ...]:
    return compare(FRAME.format(old), FRAME.format(new), options).changes


@pytest.mark.parametrize(
    ("old", "new", "kind", "words_old", "words_new", "importance"),
    [
        ("er 12 schepen varen", "er 14 schepen varen", "number", "12", "14", 3),
        ("het Kader 2009 geldt", "het Kader 2014 geldt", "number", "Kader 2009", "Kader 2014", 3),
        ("dit € 1,5 mln. kost", "dit € 2,5 mln. kost", "amount", "€ 1,5 mln.", "€ 2,5 mln.", 3),
        ("dit € 5 miljoen kost", "dit € 5 miljard kost", "amount", "€ 5 miljoen", "€ 5 miljard", 3),
        ("dit op 1 mei 2014 begint", "dit op 3 juni 2014 begint", "date", "1 mei 2014", "3 juni 2014", 3),
        ("artikel 3, lid 1, geldt", "artikel 3, lid 2, geldt", "reference", "artikel 3, lid 1", "artikel 3, lid 2", 3),
        ("Section 12(3)(b) of it", "Section 14(1) of it", "reference", "Section 12(3)(b)", "Section 14(1)", 3),
        ("l’article L. 1-3 dit", "l’article L. 1-4 dit", "reference", "l’article L. 1-3", "l’article L. 1-4", 3),
        ("dit € 12 miljoen. Kost", "dit € 15 miljoen. Kost", "amount", "€ 12 miljoen", "€ 15 miljoen", 3),
        ("dit 12% scheelt", "dit 15% scheelt", "number", "12%", "15%", 3),
        ("zijn vriend Jansen komt", "zijn vriend Pietersen komt", "name", "Jansen", "Pietersen", 3),
        ("dit snel werkt", "dit langzaam werkt", "wording", "snel", "langzaam", 2),
        ("dit op zee gebeurt", "dit aan zee gebeurt", "wording", "op", "aan", 1),
        ("dit helder is", "dit zeer helder is", "insertion", "", "zeer", 2),
        ("dit zeer helder is", "dit helder is", "deletion", "zeer", "", 2),
        ("het kabinet komt", "het Kabinet komt", "case", "kabinet", "Kabinet", 0),
    ],
)  # fmt: skip
def test_kind_words_and_importance(
    old: str, new: str, kind: str, words_old: str, words_new: str, importance: int
) -> None:
    found = changes(old, new)
    assert shown(found) == [(kind, words_old, words_new)]
    assert [c.importance for c in found] == [importance]


def test_punctuation_is_a_kind_of_its_own() -> None:
    found = changes("dit mooi, groot is", "dit mooi; groot is")
    assert [(c.kind.value, c.importance) for c in found] == [("punctuation", 0)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("de e-mails komen", "de emails komen"),
        ("de foto’s komen", "de foto's komen"),
        ("het «woord» geldt", "het “woord” geldt"),
        ("dit – helaas – geldt", "dit — helaas — geldt"),
        ("het caf\u00e9 open is", "het cafe\u0301 open is"),
    ],
)
def test_typography_is_no_change(old: str, new: str) -> None:
    assert changes(old, new) == ()


def test_eight_words_in_or_out_weigh_most() -> None:
    found = changes("dit geldt", "dit geldt voor alle grote schepen, kleine boten, snelle kano’s, houten vlotten")
    assert [(c.kind.value, c.importance) for c in found] == [("insertion", 3)]


def test_eight_words_in_or_out_weigh_most_function_words_among_them() -> None:
    found = changes("dit geldt", "dit geldt voor alle grote schepen en voor alle kleine boten")
    assert [(c.kind.value, c.importance) for c in found] == [("insertion", 3)]


def test_two_changes_of_one_word_each_are_two() -> None:
    found = changes("er vijf schepen langs onze lange kust varen", "er zes schepen langs onze lange kust zeilen")
    assert [(c.old, c.new) for c in found] == [("vijf", "zes"), ("varen", "zeilen")]


def test_equal_changes_share_a_group_and_others_do_not() -> None:
    first = "1. Water\n\nDe minister van Waterstaat komt.\n\n"
    old = f"{first}De minister van Waterstaat spreekt lang.\n\nEr zijn drie vragen gesteld.\n"
    new = old.replace("Waterstaat", "Infrastructuur").replace("drie", "vier")
    found = compare(old, new).changes
    assert [c.group for c in found] == [1, 1, 2]
    assert [c.id for c in found] == [1, 2, 3]


def test_a_whole_paragraph_added_or_removed_is_one_change() -> None:
    old = "1. Water\n\nDe dijken worden dit jaar verhoogd.\n\nHet gemaal blijft in de polder staan.\n"
    new = "1. Water\n\nDe dijken worden dit jaar verhoogd.\n"
    assert shown(compare(old, new).changes) == [("deletion", "Het gemaal blijft in de polder staan.", "")]
    assert shown(compare(new, old).changes) == [("insertion", "", "Het gemaal blijft in de polder staan.")]


def test_letters_are_shown_inside_a_word_that_got_another_ending() -> None:
    found = changes("het gebied groeit", "het gebieden groeit")
    assert found[0].letters == (("=", "gebied"), ("+", "en"))


def test_the_new_number_of_a_heading_weighs_little() -> None:
    body = "De dijken langs de rivier worden dit jaar verhoogd en het gemaal in de polder blijft staan."
    found = compare(f"Artikel 3\n\n{body}\n", f"Artikel 4\n\n{body}\n").changes
    assert [(c.kind.value, c.importance) for c in found] == [("reference", 1)]


# ---- options ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ignore", "old", "new"),
    [
        (Ignore.CASE, "het kabinet komt", "het Kabinet komt"),
        (Ignore.PUNCTUATION, "dit mooi, groot is", "dit mooi; groot is"),
    ],
)
def test_a_rule_hides_its_kind_and_counts_it(ignore: Ignore, old: str, new: str) -> None:
    both = FRAME.format(old), FRAME.format(new)
    hidden = compare(*both, Options(ignore=frozenset({ignore})))
    assert len(compare(*both).changes) == 1
    assert hidden.changes == ()
    assert dict(hidden.ignored)[ignore.value] == 1


def test_a_rule_hides_nothing_else() -> None:
    options = Options(ignore=frozenset(Ignore))
    assert len(changes("er 12 schepen varen", "er 14 schepen varen", options)) == 1


def test_new_numbers_of_headings_can_be_hidden() -> None:
    body = "De dijken langs de rivier worden dit jaar verhoogd en het gemaal in de polder blijft staan."
    options = Options(ignore=frozenset({Ignore.NUMBERING}))
    found = compare(f"Artikel 3\n\n{body}\n", f"Artikel 4\n\n{body}\n", options)
    assert found.changes == ()
    assert dict(found.ignored) == {"numbering": 1}


NOTED = """Nederland stelt zijn belangen veilig1. De strategie
noemt er vijf, die alle vijf met elkaar samenhangen.

1 Zie de brief van de minister van {} over dit onderwerp.
"""


def test_changes_in_footnotes_can_be_hidden() -> None:
    old, new = NOTED.format("mei"), NOTED.format("juni")
    assert len(compare(old, new).changes) == 1
    hidden = compare(old, new, Options(ignore=frozenset({Ignore.FOOTNOTES})))
    assert hidden.changes == ()
    assert dict(hidden.ignored) == {"footnotes": 1}


@pytest.mark.parametrize("title", ["1. {}", "{}", "Artikel 3 {}"])
def test_the_first_word_of_a_heading_is_no_name(title: str) -> None:
    text = title + "\n\nDe minister heeft de Kamer gisteren laten weten dat dit voorlopig zo blijft.\n"
    found = compare(text.format("Doel"), text.format("Oogmerk")).changes
    assert [c.kind.value for c in found] == ["wording"]
