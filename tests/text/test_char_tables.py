"""Tables of characters say what Python says of each."""

from __future__ import annotations

import numpy as np

from desktop.text.char_tables import CODE_LIMIT, among, char_tables, codes_of, is_letter, of_kind, text_of_codes


def test_blank_is_what_python_splits_at() -> None:
    blank = char_tables().blank
    assert [k for k in range(CODE_LIMIT) if blank[k]] == [k for k in range(0x110000) if chr(k).isspace()]


def test_letters_are_letters() -> None:
    codes = np.arange(0x3000, dtype=np.uint32)
    assert all(chr(k).isalpha() for k in codes[is_letter(codes)].tolist())
    assert is_letter(codes_of("azAZéßł")).all()
    assert not is_letter(codes_of("1.,-–×÷ _")).any()


def test_codes_and_text_are_each_other_s_way_back() -> None:
    assert text_of_codes(codes_of("é👩\ud83d\0")) == "é👩\ud83d\0"


def test_among_a_few_signs() -> None:
    assert among(codes_of("a.b!c…"), ".!…").tolist() == [False, True, False, True, False, True]
    assert not among(codes_of("abc"), "").any()


def test_each_code_point_is_asked_once_what_it_is() -> None:
    assert of_kind(codes_of("aB1éa😀"), str.islower).tolist() == [True, False, False, True, True, False]
    assert of_kind(codes_of(""), str.islower).tolist() == []
