"""Lines: where they stand, how wide they are, and at which margin they were wrapped."""

from __future__ import annotations

import re
import textwrap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.text.char_tables import codes_of
from desktop.text.glued_numbers import without_glued_page_numbers
from desktop.text.lines import Lines, Wrap, find_in_lines, find_wrap, looking_alike, split_lines

PROSE = (
    "Het kabinet zet zich in voor een veilige en stabiele omgeving, waarin mensen hun leven in vrijheid kunnen leiden. "
    "Daarvoor werkt het samen met partners in binnen- en buitenland, want geen land kan deze opgave alleen aan. "
    "De inzet van middelen volgt de afspraken die eerder met de Kamer zijn gemaakt en waarover elk jaar verslag volgt. "
) * 4  # fmt: skip


@pytest.mark.parametrize("text", [PROSE, "", "a\n\n  – twee  woorden\n\u200b\n\tEinde", "één\r\ntwee\r\n"])
def test_sparing_lines_say_the_same(text: str) -> None:
    plain, sparing = split_lines(text), split_lines(text, sparing=True)
    assert list(sparing.texts) == plain.texts and sparing.texts[:2] == plain.texts[:2]
    for name in (
        "number",
        "start",
        "end",
        "lead",
        "trail",
        "gap",
        "first",
        "last",
        "digits",
        "chars",
        "width",
        "word",
        "at",
    ):
        assert getattr(sparing, name).tolist() == getattr(plain, name).tolist(), name


def wrap_of(lines: Lines) -> Wrap:
    return find_wrap(lines, np.asarray([t[:1].islower() for t in lines.texts], bool))


def filled(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\nb", ["a", "b"]),
        ("a\nb\n", ["a", "b", ""]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\rb\r", ["a", "b", ""]),
        ("a\rb\nc", ["a\rb", "c"]),
        ("  a \n\n\tb", ["a", "", "b"]),
        ("a\fb\n\fc", ["a\fb", "c"]),
    ],
)
def test_lines_end_at_lf_or_crlf_and_at_cr_where_there_is_no_lf(source: str, texts: list[str]) -> None:
    assert split_lines(source).texts == texts


@given(st.text("ab é\n\r\t\f\ud83d👩", max_size=60))
def test_start_and_end_give_each_line_back(source: str) -> None:
    lines = split_lines(source)
    for k, text in enumerate(lines.texts):
        assert source[lines.start[k] : lines.end[k]] == text
        assert lines.chars[k] == len(text)
        assert (chr(lines.first[k]), chr(lines.last[k])) == ((text[0], text[-1]) if text else ("\0", "\0"))


def test_each_line_knows_the_white_space_around_it() -> None:
    lines = split_lines("  twee \nnul\r\n\n\n\fna de pagina\r\n")
    assert lines.lead.tolist()[:2] == [2, 0]
    assert lines.trail.tolist()[:2] == [True, False]
    assert lines.gap.tolist() == [0, 0, 0, 0, 2, 0]
    assert lines.breaks.tolist() == [False, False, False, False, True, False]


def test_widths_are_those_of_helvetica() -> None:
    lines = split_lines("iW €1\néé\n")
    assert lines.width.tolist() == [222 + 944 + 278 + 556 + 556, 2 * 556, 0]
    assert lines.first_width.tolist() == [222 + 944, 2 * 556, 0]
    assert lines.first_chars.tolist() == [2, 2, 0]
    assert lines.digits.tolist() == [1, 0, 0]


def test_a_file_of_many_lines_is_measured_as_one_of_few() -> None:
    lines = split_lines("ab 12\n" * 9000)
    assert set(lines.width.tolist()) == {4 * 556 + 278, 0}
    assert lines.digits.sum() == 18000


def test_codes_of_takes_lone_surrogates() -> None:
    assert codes_of("a\ud83d").tolist() == [97, 0xD83D]


@pytest.mark.parametrize("width", [30, 45, 60, 72, 80, 100, 130])
def test_margin_of_text_wrapped_at_a_number_of_characters_is_found(width: int) -> None:
    lines = split_lines(filled(PROSE, width))
    wrap = wrap_of(lines)
    assert wrap.measure in ("chars", "width")
    assert wrap.doubt <= 0.1
    if wrap.measure == "chars":
        assert max(lines.chars) <= wrap.margin + 1 <= width + 2


@pytest.mark.parametrize("width", [30, 45, 72, 100])
def test_no_word_would_have_fitted_on_the_line_before(width: int) -> None:
    lines = split_lines(filled(PROSE, width))
    wrap = wrap_of(lines)
    fitting = sum(wrap.fits(k, k + 1) for k in range(len(lines) - 1))
    assert fitting <= 0.1 * len(lines)


def test_a_line_ended_on_purpose_leaves_room_for_the_next_word() -> None:
    text = filled(PROSE, 60) + "\nKort.\n" + filled(PROSE, 60)
    lines = split_lines(text)
    at = lines.texts.index("Kort.")
    assert wrap_of(lines).fits(at, at + 1)
    assert not wrap_of(lines).fits(at, at + 1, margin=5.0)


def test_proportional_type_is_told_from_a_number_of_characters() -> None:
    """Lines of narrow and of wide letters: equal in Helvetica units, very unequal in characters."""
    lines, line, size = [], "", 0
    for k in range(400):
        word = ("illit", "mmwmm", "lijfijl", "waarom")[k * 7 % 4 if k % 5 else k % 3]
        width = int(split_lines(word).width[0])
        if size + 278 + width > 22_000:
            lines.append(line)
            line, size = word, width
        else:
            line, size = (f"{line} {word}", size + 278 + width) if line else (word, width)
    wrap = wrap_of(split_lines("\n".join(lines)))
    assert wrap.measure == "width"
    assert 20_000 <= wrap.margin <= 22_500


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Een regel",
        "Elke alinea staat op één regel en begint met een hoofdletter.\nDe volgende ook, zonder witregel.\n" * 5,
        "1\n2\n3\n",
        "kort\nkort\nkort\n",
        "U mag:\n"
        + "".join(f"de gegevens {'van de dienst ' * n}kopiëren;\n" for n in (0, 18, 1, 22, 3, 14, 2, 0, 17, 25)),
    ],
)
def test_text_whose_paragraphs_are_lines_has_no_margin(text: str) -> None:
    wrap = wrap_of(split_lines(text))
    assert wrap.measure == "none"
    assert not wrap.fits(0, 0, margin=0.0)


def test_ragged_text_is_doubted() -> None:
    words = PROSE.split()
    ragged, k, size = [], 0, (9, 4, 11, 5, 3, 8)
    while k < len(words):
        n = size[len(ragged) % len(size)]
        ragged.append(" ".join(words[k : k + n]))
        k += n
    assert wrap_of(split_lines("\n".join(ragged))).doubt > 0.4


def page(number: str, k: int) -> str:
    return "\n".join([number, *(f"Regel {'abcdefghij'[k]}{'klmnopqrst'[j]} van deze bladzijde." for j in range(10))])


def test_page_numbers_glued_before_or_behind_words_are_taken_off() -> None:
    text = "\n".join(page(f"{k + 3}Ruimte voor water" if k % 2 else f"Ruimte voor water{k + 3}", k) for k in range(6))
    lines, numbers = without_glued_page_numbers(split_lines(text))
    assert numbers == {11 * k: str(k + 3) for k in range(6)}
    assert {lines.texts[11 * k] for k in range(6)} == {"Ruimte voor water"}
    assert all(text[lines.start[k] : lines.end[k]] == lines.texts[k] for k in range(len(lines)))


@pytest.mark.parametrize(
    "text",
    [
        "3Ruimte\n" + "regel\n" * 9 + "4Ruimte\n" + "regel\n" * 9 + "5Ruimte",
        "3Ruimte\n4Ruimte\n5Ruimte\n6Ruimte\n7Ruimte\n",
        "De F16, de CO2 en de A4\n" * 6,
        "geen enkel getal",
    ],
)
def test_few_or_crowded_numbers_glued_to_words_stay(text: str) -> None:
    before = split_lines(text)
    lines, numbers = without_glued_page_numbers(before)
    assert not numbers
    assert lines.texts == before.texts


def test_columns_do_not_depend_on_where_the_text_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "De inzet  van\tmiddelen\n\n\u200b\n 1.234,5 \u00a0x\r\n\fnieuwe pagina, \u00e9\u00e9n\nlaatste"
    whole = split_lines(source)
    monkeypatch.setattr("desktop.text.lines.CHUNK_CHARS", 4)
    parts = split_lines(source)
    for name in Lines.__slots__:
        a, b = getattr(whole, name), getattr(parts, name)
        assert np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b, name


def test_lines_with_wide_gaps_and_with_odd_white_space_are_told_apart() -> None:
    lines = split_lines("a b\na  b\na\tb\na\u00a0b\na\u00a0\u00a0b\na  b\u00a0c")
    assert lines.spaced.tolist() == [1, 2, 3, 4, 5]
    assert lines.mixed.tolist() == [3, 5]


def test_lines_of_one_text_look_alike() -> None:
    lines = split_lines("Doel\nWerkwijze\nDoel\nlange regel\nDoel\nWerkwijze")
    assert looking_alike(lines, np.arange(6), 2).tolist() == [0, 1, 2, 4, 5]
    assert looking_alike(lines, np.arange(6), 3).tolist() == [0, 2, 4]


@given(st.lists(st.text("ab 1", max_size=6), min_size=1, max_size=6))
def test_a_pattern_is_found_in_many_lines_as_in_each(texts: list[str]) -> None:
    lines = split_lines("\n".join(texts))
    pattern = re.compile(r"[a1](?=b|$)", re.M)
    index = np.flatnonzero(lines.chars != 3)
    each = [(k, found.start()) for k in index.tolist() for found in pattern.finditer(lines.texts[k])]
    assert find_in_lines(lines, index, pattern) == each


def test_figures_at_the_ends_of_lines_are_counted_where_there_may_be_tables() -> None:
    rows = ["Water 12 1.234,5", "Lucht 3.5", "Totaal 12 3a", "7", "Bodem n.v.t. 4", "1 2 3", "Nul .5 1.", ""]
    assert split_lines("\n".join(rows)).figures.tolist() == [2, 1, 0, 1, 1, 2, 0, 0]
    assert split_lines("\n".join([*rows, *["Geen getal"] * 30])).figures.any() is np.False_
