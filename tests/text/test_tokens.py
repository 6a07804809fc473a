"""Tokens: nothing of a text is lost, and what is forgiven when words are compared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model.document import Document
from desktop.text.tokens import TokenRow, Tokens, fold, tokenize
from desktop.text.word_chars import word_chars
from tests.making import read
from tests.random_texts import any_text


def tokens_of(text: str) -> list[str]:
    document = read(text)
    return texts(document, tokenize(document, document).old)


def texts(document: Document, row: TokenRow) -> list[str]:
    return [document.text[a:b] for a, b in zip(row.start.tolist(), row.end.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Het is af.", ["Het", "is", "af", "."]),
        ("zee-egels, e-mail’s", ["zee-egels", ",", "e-mail’s"]),
        ("€ 1.234,5 mln.", ["€", "1.234,5", "mln", "."]),
        ("12-03-2014", ["12-03-2014"]),
        ("2016–2017", ["2016–2017"]),
        ("9:30 of 1/2", ["9:30", "of", "1/2"]),
        ("artikel 3.2, lid 1", ["artikel", "3.2", ",", "lid", "1"]),
        ("F-35 en COVID-19", ["F-35", "en", "COVID-19"]),
        ("in- en uitvoer", ["in", "-", "en", "uitvoer"]),
        ("«wat?»", ["«", "wat", "?", "»"]),
        ("a_b", ["a", "_", "b"]),
        ("50%", ["50", "%"]),
        ("m² 👩 שלום", ["m²", "👩", "שלום"]),
    ],
)
def test_words_numbers_and_signs_are_tokens(text: str, tokens: list[str]) -> None:
    assert tokens_of(f"Doel {text} slot") == ["Doel", *tokens, "slot"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kabinet", "kabinet"),
        ("é", "e\u0301"),
        ("foto’s", "foto's"),
        ("“", '"'),
        ("«", "„"),
        ("–", "-"),
        ("—", "−"),
        ("co-operatie", "cooperatie"),
        ("ﬁnanciën", "financiën"),
        ("Straße", "STRASSE"),
        ("m²", "m2"),
        ("…", "."),
        ("\u2019", "'"),
    ],
)
def test_forgiven_when_words_are_compared(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("F-35", "F35"),
        ("2016–2017", "20162017"),
        ("1.5", "1,5"),
        ("een", "één"),
        (".", ","),
        ("de", "den"),
        ("(", ")"),
        ("€", "$"),
    ],
)
def test_not_forgiven(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_no_break_hyphen_is_forgiven() -> None:
    """NFKC makes U+2011 to U+2010."""
    assert fold("co\u2011operatie") == fold("co-operatie") == fold("coöperatie".replace("ö", "o"))


@given(st.text("aBcé1", min_size=1, max_size=8))
def test_folding_twice_is_folding_once_for_words(token: str) -> None:
    assert fold(fold(token)) == fold(token)


@settings(max_examples=60)
@given(any_text)
def test_tokens_and_the_white_space_between_them_are_the_text(text: str) -> None:
    document = read(text)
    row = tokenize(document, document).old
    for block in document.content:
        of_block = np.flatnonzero(row.block == block.id).tolist()
        at, rest = 0, []
        for k in of_block:
            start, end = int(row.start[k]) - block.start, int(row.end[k]) - block.start
            assert at <= start < end <= len(block.text)
            rest.append(block.text[at:start])
            at = end
        rest.append(block.text[at:])
        assert not "".join(rest).strip()
    assert row.start.tolist() == sorted(row.start.tolist())


def test_page_furniture_has_no_tokens() -> None:
    pages = "\n".join(f"{'Dit is een regel van de tekst. ' * 2}\n" * 12 + f"Agenda | {k}\n" for k in range(1, 6))
    document = read(pages)
    assert sum(b.is_furniture for b in document.blocks) == 5
    assert "Agenda" not in texts(document, tokenize(document, document).old)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Het is af. De rest volgt.", 2),
        ("Het is af! Is dat zo? Ja.", 3),
        ("De heer dr. Jansen sprak.", 1),
        ("Zie o.a. De Wit en art. 5.", 1),
        ("Hij zei: «Ja.» Daarna zweeg hij.", 2),
        ("Dat kost € 1.5 miljoen. «Veel», zei hij.", 2),
        ("Het is af. de rest volgt.", 1),
        ("Namens J. Jansen en P. de Wit.", 1),
    ],
)
def test_sentences_begin_after_a_full_stop_that_ends_one(text: str, sentences: int) -> None:
    document = read(text)
    assert len(tokenize(document, document).old.sentence) == sentences


def both(old: str, new: str) -> Tokens:
    return tokenize(read(old), read(new))


def test_word_chars_are_equal_where_keys_are() -> None:
    left, right = word_chars(both("De Kat zit hier", "de hond zit daar"))
    assert [a == b for a, b in zip(left, right, strict=True)] == [True, False, True, False]
    assert len({left[1], right[1]}) == 2


def test_word_chars_of_a_large_vocabulary_step_over_surrogates() -> None:
    many = " ".join(f"w{k}" for k in range(60_000))
    left, right = word_chars(both(many, many))
    assert left == right
    assert len(set(left)) == 60_000
    assert not any(0xD800 <= ord(c) <= 0xDFFF for c in left)


def test_signs_and_function_words_weigh_less_than_content() -> None:
    tokens = both("De vrede, nu", "De vrede, nu")
    weight = dict(zip(tokens.keys, tokens.weight.tolist(), strict=True))
    assert weight[","] < weight["de"] < weight["vrede"]


def test_emoji_count_as_words_and_bullets_do_not() -> None:
    tokens = both("De 🚲 staat ● buiten 👍🏽.", "")
    assert {k for k, word in zip(tokens.keys, tokens.word.tolist(), strict=True) if not word} == {"●", "."}
