"""Numbers and letters that a heading or list item begins with: "Artikel 3.2a Taken" → style, value, rest.

Hoofdstuk 2 Landelijke cliëntenraad   word:hoofdstuk  (2,)      Landelijke cliëntenraad
2.4.1 Uitgaven                        decimal:3       (2, 4, 1) Uitgaven
IV. Slot · B: Rol · § 5 Kosten · 1) Doel · (a) kosten · 1° frais
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.text.languages import DIVISIONS

_ROMAN = r"(?=[IVXLC])(?:X{0,4}(?:IX|IV|V?I{0,3})|XL|L|XC|C)"
# As the first of a row is counted in French: "Chapitre Ier", "Article premier".
_FIRSTS = frozenset(("Ier", "Ire", "Ière", "premier", "première"))
_NUMBER = r"\d{1,4}(?:[.:]\d{1,3})*[a-z]{0,2}"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sign", re.compile(rf"(?P<word>§§?|Art\.)\s?(?P<value>{_NUMBER})(?P<end>[.:)]?)(?:\s+|$)")),
    (
        "word",
        re.compile(
            rf"(?P<word>[^\W\d_][\w-]{{2,24}}\.?)\s(?P<value>{_NUMBER}|{'|'.join(sorted(_FIRSTS))}|{_ROMAN}\b|[A-Z]\b)(?P<end>\s?[.:]|\s?[–-](?=\s))?(?:\s+|$)"
        ),
    ),
    ("decimal", re.compile(r"(?P<value>\d{1,3}(?:\.\d{1,3})+[a-z]?)(?P<end>\.?)\s+(?=\S)")),
    ("digit", re.compile(r"(?P<value>\d{1,3}[a-z]?)(?P<end>[.:)°])\s+(?=\S)")),
    # "1.Definitions", "2.1Scope": where the blank was lost
    ("digit", re.compile(r"(?P<value>\d{1,2})(?P<end>\.)(?=[A-ZÀ-Þ][a-zß-ÿ]{2})")),
    ("decimal", re.compile(r"(?P<value>\d{1,2}(?:\.\d{1,2})+)(?P<end>\.?)(?=[A-ZÀ-Þ][a-zß-ÿ]{2})")),
    ("brackets", re.compile(r"\((?P<value>\d{1,3}[a-z]?|[a-z]{1,3})(?P<end>\))\s+(?=\S)")),
    ("roman", re.compile(rf"(?P<value>{_ROMAN})(?P<end>[.:)]?)\s+(?=\S)")),
    ("capital", re.compile(r"(?P<value>[A-Z])(?P<end>[.:)])\s+(?=\S)")),
    ("letter", re.compile(r"(?P<value>[a-z]|[ivx]{1,4})(?P<end>[.)°])\s+(?=\S)")),
    ("bare", re.compile(r"(?P<value>\d{1,2}(?:bis|ter)?)(?P<end>)\s+(?=[A-ZÀ-Þa-zß-ÿ«(])")),
)
# Those that may match a text which begins with a letter, and with a figure.
_OF_WORDS = tuple(p for p in _PATTERNS if p[0] in ("sign", "word", "roman", "capital", "letter"))
_OF_FIGURES = tuple(p for p in _PATTERNS if p[0] in ("decimal", "digit", "bare"))
# What every text that begins with a letter and has a number begins with: most have none, and need no further look.
_MAY_BE_NUMBERED = re.compile(
    r"§|Art\.|[^\W\d_][\w-]{2,24}\.?\s(?:\d|[IVXLC]|[A-Z]\b|premi)|[IVXLC]{1,8}[.:)]?\s|[A-Z][.:)]\s|[a-z]{1,4}[.)°]\s"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LIST_STYLES = frozenset({"digit", "brackets", "letter", "bare"})


@dataclass(frozen=True, slots=True)
class Numbering:
    """style: kind of number, with the word or depth where that matters. value: for order and equality.
    label: as printed. length: code points up to the rest. rank: of the division word, 0 without one."""

    style: str
    value: tuple[int, ...]
    label: str
    length: int
    rank: int = 0

    def follows(self, other: Numbering | None) -> bool:
        """Whether this is the next number of the same style."""
        if other is None or other.style != self.style or len(other.value) != len(self.value) or not self.value:
            return False
        return self.value[:-1] == other.value[:-1] and self.value[-1] - other.value[-1] == 1


_LONE = re.compile(
    rf"(?P<value>\d{{1,3}}[a-z]?|[a-z]|[A-Z]|{_ROMAN})(?P<end>[.)])|\((?P<inner>\d{{1,3}}[a-z]?|[a-z])\)"
)


MAX_LONE_CHARS = len("XXXXVIII.")


def parse_lone(text: str) -> Numbering | None:
    """A line that is nothing but a number with its sign: "5a)", "IV.", "(2)"; its title or text is on the next line."""
    found = _LONE.fullmatch(text) if len(text) <= MAX_LONE_CHARS else None
    if not found:
        return None
    raw = found["value"] or found["inner"]
    if found["inner"]:
        return Numbering("brackets)", _value(raw, False), text, len(text))
    roman = len(raw) > 1 and raw.isupper() and raw.isalpha()
    kind = "roman" if roman else "capital" if raw.isupper() else "digit" if raw[0].isdigit() else "letter"
    name = "decimal:1" if kind == "digit" and found["end"] == "." else kind + found["end"]
    return Numbering(name, _value(raw, roman), text, len(text))


def roman_value(text: str) -> int:
    """Value of a Roman numeral written in capitals."""
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if any(v < w for w in values[k + 1 : k + 2]) else v for k, v in enumerate(values))


def _value(text: str, roman: bool) -> tuple[int, ...]:
    if text in _FIRSTS:
        return (1,)
    if roman:
        return (roman_value(text),)
    numbers = re.findall(r"\d+|[A-Za-z]+", text)
    return tuple(int(n) if n.isdigit() else ord(n[0].lower()) - 96 for n in numbers)


def parse_numbering(text: str) -> Numbering | None:
    """The number a line begins with, or None. A lone word counts only when it is capitalised."""
    head = text[:48]
    if head[:1].isalpha() and not _MAY_BE_NUMBERED.match(head):
        return None
    patterns = _OF_WORDS if head[:1].isalpha() else _OF_FIGURES if head[:1].isdigit() else _PATTERNS
    for style, pattern in patterns:
        found = pattern.match(head)
        if not found:
            continue
        raw = found["value"]
        if style == "roman" and len(raw) == 1 and raw not in "IVX":
            continue
        if style == "roman" and raw == "I" and not found["end"]:
            continue
        if style == "decimal" and re.search(r"\.0\d", raw):
            return None  # 9.00 is a time or an amount
        word = ""
        if style in ("word", "sign"):
            word = found["word"].lower()
            if style == "word" and word not in DIVISIONS and head[found.end() :][:1].islower() and not found["end"]:
                return None  # "Datum 3 mei" is no division
            if style == "word" and not found["word"][0].isupper():
                return None
        roman = style == "roman" or (style == "word" and re.fullmatch(_ROMAN, raw) is not None and raw.isalpha())
        if style == "digit" and found["end"] == ".":
            name = "decimal:1"
        elif style == "decimal":
            name = f"decimal:{raw.count('.') + 1}"
        elif word:
            name = f"word:{word}"
        else:
            name = style + found["end"]
        label = found.group().strip()
        return Numbering(name, _value(raw, roman), label, found.end(), DIVISIONS.get(word, 0))
    return None
