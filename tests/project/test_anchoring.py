"""Quotes are found again; what is not certain is said to be a guess, and nothing is attached wrongly without that."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.project.anchoring import Certainty, describe, find
from desktop.project.guide import Guide
from desktop.project.reading import Reading
from tests.random_texts import any_text, documents
from tools.anchors import measure, sample_texts

TEXT = (
    "Nederland zet in op een sterke Europese Unie. De commissie toetst aanvragen conform het Toetsingskader 2009 en "
    "brengt jaarlijks verslag uit aan de Kamer.\nDe minister is verantwoordelijk voor de inzet. Het budget bedraagt "
    "5 miljoen euro per jaar en wordt verdeeld over de posten.\nDe commissie toetst ook de naleving in het buitenland."
)


def found(text: str, quote: str, later: str, guided: bool = True) -> tuple[str, str]:
    reading, after = Reading(text), Reading(later)
    start = text.index(quote)
    place = describe(reading, start, start + len(quote))
    result = find(place, after, Guide(reading, after) if guided else None)
    return later[result.start : result.end], result.certainty.name.lower()


def test_in_the_same_text_a_quote_is_where_it_was() -> None:
    assert found(TEXT, "Toetsingskader 2009", TEXT) == ("Toetsingskader 2009", "sure")


@pytest.mark.parametrize("guided", [True, False])
def test_line_breaks_hyphens_case_and_accents_are_no_difference(guided: bool) -> None:
    later = textwrap.fill(TEXT, 30).replace("Toetsingskader", "Toetsings-\nkader").replace("é", "e").upper()
    words, certainty = found(TEXT, "Toetsingskader 2009", later, guided)
    assert (" ".join(words.split()), certainty) == ("TOETSINGS- KADER 2009", "sure")


def test_of_two_like_words_the_surroundings_decide() -> None:
    assert TEXT.count("De commissie toetst") == 2
    later = TEXT.replace("Nederland zet in op een sterke Europese Unie. ", "")
    reading = Reading(TEXT)
    second = TEXT.rindex("De commissie toetst")
    result = find(describe(reading, second, second + 19), Reading(later), Guide(reading, Reading(later)))
    assert result.start == later.rindex("De commissie toetst") and result.certainty is Certainty.SURE


def test_words_that_were_replaced_are_guessed_by_their_surroundings() -> None:
    later = TEXT.replace("Toetsingskader 2009", "nieuwe kader van 2014")
    assert found(TEXT, "Toetsingskader 2009", later) == ("nieuwe kader van 2014", "guess")


def test_a_sentence_that_was_edited_is_a_guess() -> None:
    later = TEXT.replace("brengt jaarlijks verslag uit", "doet elk jaar verslag")
    quote = (
        "De commissie toetst aanvragen conform het Toetsingskader 2009 en brengt jaarlijks verslag uit aan de Kamer."
    )
    words, certainty = found(TEXT, quote, later)
    assert certainty == "guess"
    assert words.startswith("De commissie toetst aanvragen") and words.endswith("aan de Kamer")


def test_what_is_gone_is_an_orphan_with_a_proposal() -> None:
    later = "Een heel andere tekst over vissen, vogels en bloemen in de tuin van mijn oom."
    words, certainty = found(TEXT, "Het budget bedraagt 5 miljoen euro per jaar", later)
    assert certainty == "orphan"
    assert words in later


def test_the_twin_of_an_edited_sentence_is_not_taken_for_it() -> None:
    twin = "Dat vraagt om samenwerking met alle partners in de regio."
    text = (
        f"Eerste deel begint hier zo. {twin} En dan verder met dit.\nLaatste deel begint hier zo. {twin} En dan verder."
    )
    later = text.replace(twin, "Hier staat nu iets geheel anders over landbouw.", 1)
    assert found(text, twin, later)[1] == "guess"
    assert found(text, twin, later, guided=False)[1] == "guess"


FIRST = "Bijdrage aan de veiligheid van burgers via het Nederlandse humanitair ontmijnen en clustermunitie programma."
TWIN = "Bijdrage aan de veiligheid van mensen via meerjarig humanitair ontmijnen en clustermunitieprogramma."
NEXT = "De behoeftes van de bevolking centraal te stellen in de hervorming van leger, politie en rechtspraak."
FAR = "Het kabinet steunt de opbouw van het bestuur in landen waar de staat door een oorlog is weggevallen."


@pytest.mark.parametrize("guided", [True, False])
def test_a_twin_that_came_to_stand_before_the_same_next_paragraph_is_not_certain(guided: bool) -> None:
    text = "\n".join((FIRST, NEXT, FAR, TWIN, "Het slot."))
    for later in ("\n".join((FIRST, TWIN, NEXT, FAR, "Het slot.")), "\n".join((TWIN, NEXT, FAR, "Het slot."))):
        assert found(text, "en clustermunitie programma.", later, guided)[1] == "guess"


@pytest.mark.parametrize("guided", [True, False])
def test_the_last_twin_of_a_long_quote_that_was_edited_is_not_certain(guided: bool) -> None:
    quote = "moderne dreigingen laten zich weinig gelegen liggen aan grenzen of dijken."
    text = "\n".join((FAR, f"In dit deel staat dat {quote} Dat is zo.", FIRST, NEXT, f"{TWIN} Want {quote}"))
    later = text.replace(f"Want {quote}", "Want moderne dreigingen laten weinig gelegen liggen grenzen of dijken.")
    start = text.rindex(quote)
    reading, after = Reading(text), Reading(later)
    place = describe(reading, start, start + len(quote))
    assert find(place, after, Guide(reading, after) if guided else None).certainty is not Certainty.SURE


def test_signs_alone_are_found_between_their_words() -> None:
    later = TEXT.replace("Nederland zet", "Nederland zette")
    reading = Reading(TEXT)
    at = TEXT.index("Unie.") + 4
    result = find(describe(reading, at, at + 1), Reading(later), Guide(reading, Reading(later)))
    assert later[result.start - 4 : result.end] == "Unie."


def test_a_place_between_words_is_kept() -> None:
    reading = Reading(TEXT)
    at = TEXT.index("De minister")
    later = "Vooraf een zin. " + TEXT
    result = find(describe(reading, at, at), Reading(later), Guide(reading, Reading(later)))
    assert (result.start, result.end) == (later.index("De minister"),) * 2


@given(documents(), st.data())
def test_every_place_of_any_text_is_found_in_that_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 200)))
    reading = Reading(text)
    result = find(describe(reading, start, end), reading)
    if text:
        assert (result.start, result.end, result.certainty) == (start, end, Certainty.SURE)


@given(any_text, any_text, st.data())
def test_whatever_the_texts_a_span_of_the_later_one_is_given(text: str, later: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    reading, after = Reading(text), Reading(later)
    for guide in (None, Guide(reading, after)):
        result = find(describe(reading, start, end), after, guide)
        assert 0 <= result.start <= result.end <= len(later)


@pytest.mark.parametrize(("share", "moves"), [(0.0, False), (0.02, False), (0.1, True), (0.2, False)])
def test_after_edits_notes_find_their_words_and_none_is_wrong_unmarked(share: float, moves: bool) -> None:
    counts = measure(sample_texts(), share, 60, 1, moves, guided=True)
    assert counts["wrong"] == 0
    assert counts["right"] >= 0.95 * counts["notes"]
    if not share:
        assert counts["right"] == counts["notes"] and not counts["guess"]
