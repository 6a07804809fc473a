"""What the names of paragraph styles tell, in the languages that office programs name them in.

"Heading 2", "Kop 2", "Überschrift 2"     level 2          "toc 1", "Inhopg 1"     an entry of the contents
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(
    r"(?:heading|kop|überschrift|titre|título|titulo|titolo|rubrik|overskrift|otsikko|encabezado|nagłówek|nadpis)\s*([1-9])",
    re.IGNORECASE,
)
_TITLES = frozenset(("title", "titel", "titre", "título", "titolo", "document title"))
_SUBTITLES = frozenset(("subtitle", "ondertitel", "untertitel", "sous-titre", "subtítulo", "sottotitolo"))
_CONTENTS = re.compile(r"(?:toc|inhopg|inhoudsopgave|verzeichnis|tm)\s*(?:heading|kop|\d)|table of figures$", re.I)
_LIST = re.compile(r"(?:list|lijst)\s*(bullet|opsom|number|nummer)[a-z]*\s*(\d)?|lijstopsom\S*\s*(\d)?", re.I)
TITLE_LEVEL = 0


@dataclass(frozen=True, slots=True)
class Named:
    """level: of a heading, 0 the title. listed: bullet or number, where the style is one of items."""

    level: int | None = None
    subtitle: bool = False
    contents: bool = False
    listed: str = ""


def named(name: str) -> Named:
    """What a style of this name is for."""
    name = name.strip()
    folded = name.casefold()
    heading = _HEADING.fullmatch(name)
    if heading:
        return Named(level=int(heading[1]))
    if folded in _TITLES:
        return Named(level=TITLE_LEVEL)
    if folded in _SUBTITLES:
        return Named(subtitle=True)
    if _CONTENTS.match(name):
        return Named(contents=True)
    listed = _LIST.match(name)
    if listed:
        return Named(listed="number" if (listed[1] or "").lower().startswith("n") else "bullet")
    return Named()
