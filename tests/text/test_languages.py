"""The language is guessed from its function words."""

from __future__ import annotations

from collections import Counter

import pytest

from desktop.text.languages import LANGUAGES, NEUTRAL, guess_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("de minister van financiën heeft het voorstel in de kamer toegelicht en aangepast", "nl"),
        ("the minister of finance has explained the proposal to the house and changed it", "en"),
        ("der minister hat den vorschlag im parlament erläutert und ihn mit der fraktion geändert", "de"),
        ("le ministre a présenté la proposition dans les commissions et l' a modifiée pour le sénat", "fr"),
        ("lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod", ""),
        ("203.114 206.215 214.008", ""),
        ("שלום עולם", ""),
        ("", ""),
    ],
)
def test_language_of_a_sentence(text: str, code: str) -> None:
    assert guess_language(Counter(text.split())).code == code


def test_a_few_stray_words_of_a_language_do_not_decide() -> None:
    assert guess_language(Counter({"de": 7, "xyzzy": 93})) is NEUTRAL
    assert guess_language(Counter({"het": 8, "xyzzy": 92})).code == "nl"


def test_every_language_has_its_twelve_months() -> None:
    assert {code: len(language.months) for code, language in LANGUAGES.items()} == dict.fromkeys(LANGUAGES, 12)
