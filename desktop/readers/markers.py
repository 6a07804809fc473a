"""Numbers and bullets of lists as a page prints them.

format_number(4, "lowerRoman") == "iv"    format_number(28, "upperLetter") == "BB"    bullet_sign("\\uf0b7") == "•"
"""

from __future__ import annotations

from desktop.readers.symbols import sign

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MAX_ROMAN = 3999
MAX_LETTERS = 780
"""Thirty times the alphabet; beyond it a number is meant."""


def format_number(value: int, kind: str) -> str:
    """A number in the way a level of a list is printed; kinds are named as in Word."""
    if kind == "none":
        return ""
    if kind in ("lowerLetter", "upperLetter") and 1 <= value <= MAX_LETTERS:
        first = "a" if kind == "lowerLetter" else "A"
        return chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1)
    if kind in ("lowerRoman", "upperRoman") and 1 <= value <= MAX_ROMAN:
        text = ""
        for size, sign in _ROMAN:
            while value >= size:
                text += sign
                value -= size
        return text.lower() if kind == "lowerRoman" else text
    if kind == "decimalZero":
        return f"{value:02d}"
    return str(value)


def bullet_sign(text: str) -> str:
    """The sign of a bullet: what Symbol and Wingdings draw, as a character that every font has."""
    first = text.strip()[:1]
    if not first:
        return "•"
    drawn = sign(ord(first)) if first >= "\ue000" else first
    return "•" if "\ue000" <= drawn <= "\uf8ff" else drawn
