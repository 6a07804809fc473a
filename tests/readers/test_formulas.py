"""Formulas are read with all signs that they print."""

from __future__ import annotations

import pytest

from desktop.readers.formulas import formula_text
from desktop.readers.safe_xml import parse_xml


def word(xml: str) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    return formula_text(parse_xml(f'<m:oMath xmlns:m="{space}">{xml}</m:oMath>'.encode(), "x"))


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<m:f><m:num>{t('a')}</m:num><m:den>{t('b+c')}</m:den></m:f>", "a/(b+c)"),
        (f'<m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>{t("n")}</m:num><m:den>{t("k")}</m:den></m:f>', "n k"),
        (f"<m:d><m:e>{t('x')}</m:e><m:e>{t('y')}</m:e></m:d>", "(x|y)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr><m:e>{t("x")}</m:e></m:d>', "[x"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i=1")}</m:sub><m:sup>{t("n")}</m:sup>'
         f"<m:e>{t('i')}</m:e></m:nary>", "∑i=1n i"),
        (f"<m:rad><m:deg>{t('3')}</m:deg><m:e>{t('x+1')}</m:e></m:rad>", "3√(x+1)"),
        (f"<m:sSup><m:e>{t('x')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>", "x2"),
        (f"<m:func><m:fName>{t('sin')}</m:fName><m:e>{t('x')}</m:e></m:func>", "sin x"),
        (f"<m:m><m:mr><m:e>{t('1')}</m:e><m:e>{t('2')}</m:e></m:mr><m:mr><m:e>{t('3')}</m:e></m:mr></m:m>", "1 2; 3"),
    ],
)  # fmt: skip
def test_formulas_of_word(xml: str, text: str) -> None:
    assert word(xml) == text


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mi>c</mi></mrow></mfrac>", "a/(b+c)"),
        ("<msqrt><mi>x</mi></msqrt><msup><mi>y</mi><mn>2</mn></msup>", "√xy2"),
        ('<mfenced open="[" close="]"><mi>x</mi><mi>y</mi></mfenced>', "[x,y]"),
        ("<semantics><mi>x</mi><annotation>x in words</annotation></semantics>", "x"),
    ],
)
def test_formulas_in_mathml(xml: str, text: str) -> None:
    assert formula_text(parse_xml(f"<math>{xml}</math>".encode(), "x")) == text
