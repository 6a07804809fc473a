"""Pieces of text that change as a whole: amounts with their unit, dates, references to law and papers, numbers with
unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from desktop.model.comparison import ChangeKind
from desktop.text.languages import MONTHS

_NUMBER = r"\d+(?:[.,\u00a0\u202f]\d+)*"
_UNIT = (
    r"(?:(?:mln|mld|Mio|Mrd)\b\.?"
    r"|(?:miljoen|miljard|million|billion|millions?|milliards?|Millionen|Milliarden|duizend|thousand)\b)"
)
_CURRENCY = r"(?:€|\$|£|EUR|USD|CHF|Euro|euro)"
_MONTH = "(?:" + "|".join(sorted((re.escape(m) for m in MONTHS), key=len, reverse=True)) + ")"
_ORDINAL = (
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|enig"
    r"|first|second|third|fourth|fifth)"
)
_REF_NUMBER = rf"(?:(?:[A-Z]\.\s?)?{_NUMBER}(?:[:–-]\d+)*[a-z]{{0,2}}|[IVXLC]+)\b"
_PATTERNS: dict[ChangeKind, re.Pattern[str]] = {
    ChangeKind.AMOUNT: re.compile(
        rf"{_CURRENCY}\s?[-–]?\s?{_NUMBER}(?:,[-–])?(?:\s{_UNIT})?|{_NUMBER}(?:,[-–])?\s(?:{_UNIT}\s)?{_CURRENCY}(?:\b|(?<=[€$£]))|{_NUMBER}\s{_UNIT}"
    ),
    ChangeKind.DATE: re.compile(
        rf"\b\d{{1,2}}(?:\.|er|st|nd|rd|th)?\s{_MONTH}(?:\s\d{{4}})?\b|\b{_MONTH}\s\d{{1,2}},?\s\d{{4}}\b|\b{_MONTH}\s\d{{4}}\b|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b",
        re.I,
    ),
    ChangeKind.REFERENCE: re.compile(
        rf"(?:\b(?:artikel(?:en)?|article|articles|art\.|paragraaf|section|Absatz|Abs\.|onderdeel|bijlage|annex)|§§?)"
        rf"\s?{_REF_NUMBER}(?:\([0-9a-z]{{1,4}}\))*"
        rf"(?:,?\s(?:{_ORDINAL}\s(?:lid|volzin|paragraph|subparagraph)|lid\s\d+|onder(?:deel)?\s[a-z0-9]+\b|Abs\.\s\d+|Nr\.\s\d+|Satz\s\d+|{_ORDINAL}\sen\s{_ORDINAL}\slid))*"
        rf"|\b{_ORDINAL}\s(?:lid|volzin)\b|\b\d{{2}}\s\d{{3}}(?:\s[IVXLC]+|\s[A-Z])?,\snr\.\s\d+\b",
        re.I,
    ),
    ChangeKind.NUMBER: re.compile(rf"{_NUMBER}\s?(?:%|procent\b|percent\b|per cent\b|Prozent\b|pour cent\b)"),
}

# Without one of these words in a text, or of these signs, a pattern finds nothing in it. Most texts have none.
_MONEY = "€ $ £ EUR USD CHF uro mln mld Mio Mrd miljoen miljard illion illiard duizend thousand"
_REFERRING = "artikel article art. paragraaf section absatz abs. onderdeel bijlage annex § lid volzin nr."
_NEEDED = {
    ChangeKind.AMOUNT: tuple(_MONEY.split()),
    ChangeKind.DATE: tuple(sorted({month.casefold() for month in MONTHS})),
    ChangeKind.REFERENCE: tuple(_REFERRING.split()),
    ChangeKind.NUMBER: ("%", "cent", "Prozent"),
}
_FOLDED = (ChangeKind.DATE, ChangeKind.REFERENCE)
"""Those whose patterns ask for no case."""

_DIGIT = re.compile(r"\d")
_FIGURES_OF_A_DATE = re.compile(r"\d[-/.]\d")
_WITHOUT_DIGIT = re.compile(r"\blid\b|\bvolzin\b|[IVXLC]\b")


@dataclass(frozen=True, slots=True)
class Atom:
    """A whole piece of a block's text, in code points, and what kind of thing it is."""

    start: int
    end: int
    kind: ChangeKind


@lru_cache(maxsize=1 << 12)
def find_atoms(text: str) -> tuple[Atom, ...]:
    """Atoms of a block, not overlapping, first pattern first. Kept for a while: each change asks several times, and
    equal changes ask the same."""
    atoms: list[Atom] = []
    for kind in _asked(text):
        for found in _PATTERNS[kind].finditer(text):
            if found.end() > found.start() and not any(a.start < found.end() and found.start() < a.end for a in atoms):
                atoms.append(Atom(found.start(), found.end(), kind))
    return tuple(sorted(atoms, key=lambda a: a.start))


def _asked(text: str) -> list[ChangeKind]:
    """The patterns that may find something."""
    folded = text.casefold()
    if not _DIGIT.search(text):
        referring = _says(folded, ChangeKind.REFERENCE) and _WITHOUT_DIGIT.search(text)
        return [ChangeKind.REFERENCE] if referring else []
    found = [kind for kind in _PATTERNS if _says(folded if kind in _FOLDED else text, kind)]
    if ChangeKind.DATE not in found and _FIGURES_OF_A_DATE.search(text):
        found = [kind for kind in _PATTERNS if kind in found or kind is ChangeKind.DATE]
    return found


def _says(text: str, kind: ChangeKind) -> bool:
    return any(map(text.__contains__, _NEEDED[kind]))
