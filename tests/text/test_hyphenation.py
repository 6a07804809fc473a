"""Words broken at line ends, one by one. The editions' own words come first, then shape and word list."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from importlib.resources import files

import pytest

from desktop.text.hyphenation import Break, Hyphenation
from desktop.text.languages import DE, EN, FR, NEUTRAL, NL, Language
from desktop.text.lexicon import Lexicon, lexicon

LANGUAGES = {"nl": NL, "en": EN, "de": DE, "fr": FR, "": NEUTRAL}


def hyphenation(words: str, language: Language) -> Hyphenation:
    return Hyphenation(Counter(words.split()), language)


@pytest.mark.parametrize(
    ("language", "words", "left", "right", "expected"),
    [
        # the editions print the word
        ("nl", "nederlandse", "Neder", "landse", Break.SOFT),
        ("nl", "non-proliferatie", "non", "proliferatie", Break.KEPT),
        ("nl", "crisisbeheersing crisisbeheersing crisis-beheersing", "crisis", "beheersing", Break.SOFT),
        ("en", "owner-occupiers", "owner", "occupiers", Break.KEPT),
        ("en", "cooperation", "(coop", "eration),", Break.SOFT),
        ("de", "haushaltsplan", "Haushalts", "plan.", Break.SOFT),
        ("fr", "sous-préfet", "sous", "préfet", Break.KEPT),
        # a hanging hyphen
        ("nl", "", "inlichtingen", "en", Break.SPACE),
        ("nl", "", "land", "of", Break.SPACE),
        ("de", "", "Land", "und", Break.SPACE),
        ("en", "", "short", "and", Break.SPACE),
        # names and abbreviations
        ("nl", "", "Noord", "Afrika", Break.KEPT),
        ("nl", "", "EU", "lidstaten", Break.KEPT),
        ("nl", "", "e", "mail", Break.KEPT),
        ("nl", "", "F", "35", Break.KEPT),
        ("nl", "", "2009", "beleid", Break.KEPT),
        ("nl", "", "VER", "ANTWOORDING", Break.SOFT),
        # two adjectives, two vowels
        ("nl", "", "politiek", "strategische", Break.KEPT),
        ("nl", "zee egel", "zee", "egel", Break.KEPT),
        # Dutch and German join, English and French need a word
        ("nl", "", "samen", "werking", Break.SOFT),
        ("de", "", "Zusammen", "arbeit", Break.SOFT),
        ("en", "", "govern", "ment", Break.SOFT),
        ("en", "well being", "well", "being", Break.KEPT),
        ("fr", "", "gouverne", "ment", Break.SOFT),
        # a part of a compound with hyphens
        ("nl", "toetsingskader", "EU-toetsings", "kader", Break.SOFT),
        ("nl", "ministerie", "kabinet-Rutte", "Asscher", Break.KEPT),
        # nothing there
        ("nl", "", "«", "woord", Break.SPACE),
        ("nl", "", "woord", "...", Break.SPACE),
    ],
)  # fmt: skip
def test_a_hyphen_at_a_line_end(language: str, words: str, left: str, right: str, expected: Break) -> None:
    assert hyphenation(words, LANGUAGES[language]).after_hyphen(left, right)[0] is expected


def test_what_the_editions_print_is_certain() -> None:
    assert hyphenation("nederlandse", NL).after_hyphen("Neder", "landse") == (Break.SOFT, True)


def test_a_conjunction_may_still_be_the_end_of_a_word() -> None:
    assert hyphenation("kansen", NL).after_hyphen("kans", "en")[0] is Break.SOFT


@pytest.mark.parametrize(
    ("words", "left", "right", "lossy", "unspaced", "expected"),
    [
        ("ontwikkelingssamenwerking", "Ontwik", "kelingssamenwerking", False, False, Break.LOST),
        ("vergunningverlening", "vergunning", "verlening", False, False, Break.LOST),
        ("vergunning verlening vergunningverlening", "vergunning", "verlening", False, False, Break.SPACE),
        ("vergunning verlening vergunningverlening", "vergunning", "verlening", False, True, Break.LOST),
        ("", "het", "kabinet", True, False, Break.SPACE),
        ("", "goede", "samenwerking", True, False, Break.SPACE),
        ("", "samenwer", "king", True, False, Break.LOST),
        ("", "samenwer", "king", False, False, Break.SPACE),
        ("", "ab", "cd", True, True, Break.SPACE),
        ("", "beleid", "Nederland", True, True, Break.SPACE),
        ("", "2009", "beleid", True, True, Break.SPACE),
        ("", "beleid", "5e", True, True, Break.SPACE),
    ],
)
def test_a_line_end_without_hyphen(
    words: str, left: str, right: str, lossy: bool, unspaced: bool, expected: Break
) -> None:
    assert hyphenation(words, NL).without_hyphen(left, right, lossy, unspaced)[0] is expected


def test_without_a_language_nothing_is_joined_without_evidence() -> None:
    neutral = hyphenation("", NEUTRAL)
    assert neutral.without_hyphen("xqzw", "vbnmk", lossy=True, unspaced=False)[0] is Break.SPACE


def test_a_hyphen_of_an_unknown_language_is_kept_and_called_doubtful() -> None:
    """Nothing is joined without evidence."""
    assert hyphenation("", NEUTRAL).after_hyphen("xqzw", "vbnmk") == (Break.KEPT, False)
    assert hyphenation("xqzwvbnmk", NEUTRAL).after_hyphen("xqzw", "vbnmk") == (Break.SOFT, True)


@pytest.mark.parametrize(
    ("words", "left", "right", "expected"),
    [
        ("veiligheidsbelangen", "(veiligheids)", "belangen", (Break.LOST, True)),
        ("veiligheidsbelangen veiligheids", "(veiligheids)", "belangen", None),
        ("", "(veiligheids)", "belangen", None),
        ("", "(zie hierna)", "belangen", None),
        ("veiligheidsbelangen", "(veiligheids)", "Belangen", None),
    ],
)
def test_a_bracketed_first_half(words: str, left: str, right: str, expected: tuple[Break, bool] | None) -> None:
    assert hyphenation(words, NL).after_bracket(left, right) == expected


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "samenwerking"), ("en", "government"), ("de", "regierung"), ("fr", "gouvernement")]
)
def test_the_word_lists_know_common_words(language: str, word: str) -> None:
    assert lexicon(language).knows(word)
    assert not lexicon(language).knows("xqzwv")


@pytest.mark.parametrize("language", ["nl", "en", "de", "fr"])
def test_a_word_list_knows_exactly_its_words_in_whatever_order_they_are_asked(language: str) -> None:
    packed = files("spellchecker") / "resources" / f"{language}.json.gz"
    words = list(json.loads(gzip.decompress(packed.read_bytes())))
    asked = [words[0], words[-1], *words[:: len(words) // 97]]
    asked += [word + "q" for word in asked] + [word[:-1] for word in asked] + ["", "~", "\U0010ffff"]
    for order in (asked, asked[::-1]):
        fresh, known = Lexicon(language), set(words)
        assert [word for word in order if fresh.knows(word) != (word in known)] == []


def test_a_language_without_a_list_knows_no_word() -> None:
    nothing = Lexicon("")
    assert not any(nothing.knows("water") for _ in range(30))
