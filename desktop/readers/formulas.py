"""Formulas written out on one line: what they print, from left to right, and nothing that is not printed.

    <m:f><m:num>a</m:num><m:den>b+c</m:den></m:f>      a/(b+c)        Word (OMML)
    <msqrt><mi>x</mi></msqrt><msup>y 2</msup>          √x y2          MathML, in web pages and OpenDocument

Delimiters, roots and great operators stand in attributes there; read as mere text they would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop.readers.safe_xml import Element, children, local_name

MAX_DEPTH = 60
_SPACES = re.compile(r"\s+")
_SILENT = frozenset(("annotation", "annotation-xml", "mphantom", "phant", "ctrlPr", "rPr", "mspace", "none"))
_ROWS = frozenset(("mtr", "mlabeledtr", "mr"))


def formula_text(element: Element) -> str:
    """A formula of Word or in MathML on one line; empty where it prints nothing."""
    return _SPACES.sub(" ", _text(element, 0))


def _text(element: Element, depth: int) -> str:
    name = local_name(element)
    if name in _SILENT or name.endswith("Pr") or depth > MAX_DEPTH:
        return ""
    parts = [child for child in children(element) if not local_name(child).endswith("Pr")]
    if not parts:
        return "" if name in ("mtd", "e") else (element.text or "")
    texts = [_text(part, depth + 1) for part in parts]
    named = dict(zip(map(local_name, parts), texts, strict=True))
    if name in ("f", "mfrac") and len(texts) > 1:
        barred = _property(element, "type", "bar") != "noBar" and element.get("linethickness") not in (
            "0",
            "0pt",
            "0px",
        )
        return f"{_grouped(texts[0])}/{_grouped(texts[1])}" if barred else f"{texts[0]} {texts[1]}"
    if name == "rad":
        return f"{named.get('deg', '')}√{_grouped(named.get('e', ''))}"
    if name == "msqrt":
        return f"√{_grouped(''.join(texts))}"
    if name == "mroot" and len(texts) > 1:
        return f"{texts[1]}√{_grouped(texts[0])}"
    if name == "nary":
        sign = _property(element, "chr", "∫")
        return f"{sign}{named.get('sub', '')}{named.get('sup', '')} {named.get('e', '')}"
    if name == "d":
        inner = _property(element, "sepChr", "|").join(texts)
        return f"{_property(element, 'begChr', '(')}{inner}{_property(element, 'endChr', ')')}"
    if name == "mfenced":
        inner = (element.get("separators") or ",").strip()[:1].join(texts)
        return f"{element.get('open', '(')}{inner}{element.get('close', ')')}"
    if name == "func":
        return _spaced(texts)
    if name in ("m", "mtable", "eqArr"):
        return "; ".join(t for t in texts if t)
    if name in _ROWS:
        return " ".join(texts)
    return "".join(texts)


def _property(element: Element, name: str, usual: str) -> str:
    """A sign that is a property of an element of Word's: as it says, or the usual one."""
    for holder in children(element):
        if local_name(holder) == f"{local_name(element)}Pr":
            for told in children(holder):
                if local_name(told) == name:
                    return next((str(v) for k, v in told.attrib.items() if k.endswith("val")), "")[:8]
    return usual


def _grouped(text: str) -> str:
    """A part of a fraction or under a root, in parentheses where it would not hold together by itself."""
    whole = text.strip()
    simple = all(c.isalnum() or c in ".," for c in whole)
    return whole if simple or (whole[:1] == "(" and whole.find(")") == len(whole) - 1) else f"({whole})"


def _spaced(texts: Iterable[str]) -> str:
    """The name of a function and what it is of: sin x, f(x)."""
    result = ""
    for text in texts:
        result += f" {text}" if result and result[-1].isalnum() and text[:1].isalnum() else text
    return result
