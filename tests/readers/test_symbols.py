"""Signs of the fonts Symbol and Wingdings are read as the characters they show."""

from __future__ import annotations

import pytest

from desktop.readers.symbols import numbered_sign, with_signs
from tests.readers.office import docx, odt, p, r, read_docx, read_odt, shown


@pytest.mark.parametrize(
    ("code", "font", "shows"),
    [
        ("F0B3", "Symbol", "≥"), ("F0A3", "Symbol", "≤"), ("00B1", "Symbol", "±"), ("F061", "Symbol", "α"),
        ("F0FC", "Wingdings", "✓"), ("F0A3", "Wingdings 2", "□"), ("F0B7", "", "•"), ("2022", "Arial", "•"),
        ("F0FF", "Wingdings 3", "\uf0ff"), ("zz", "Symbol", ""), ("D800", "Symbol", ""),
    ],
)  # fmt: skip
def test_a_place_in_a_font_is_a_character(code: str, font: str, shows: str) -> None:
    assert numbered_sign(code, font) == shows


def test_text_keeps_what_is_no_sign() -> None:
    assert with_signs("a \uf0b3 b \ue123", "Symbol") == "a ≥ b \ue123"


def test_signs_in_word_whether_inserted_or_typed() -> None:
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    body = p(r("ten minste ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 50%")) + p(
        r("of ") + r("\uf0a3", fonts) + r(" 5, \uf0b7")
    )
    assert shown(read_docx(docx(body))) == ["p ten minste ≥ 50%", "p of ≤ 5, •"]


def test_signs_in_opendocument_by_the_font_of_their_span() -> None:
    style = (
        '<style:style style:name="S" style:family="text"><style:text-properties style:font-name="Symbol"/>'
        "</style:style>"
    )
    body = '<text:p>of <text:span text:style-name="S">\uf0a3</text:span> 5</text:p>'
    assert shown(read_odt(odt(body, automatic=style))) == ["p of ≤ 5"]
