"""Styles of an OpenDocument text: what a paragraph inherits, and how lists and headings are numbered.

"P3" ← "Heading_20_2" ← "Heading"      level 2, bold, 13 pt
list style "WWNum1", level 2           "%1%.%2%." → "1.2."
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from desktop.readers.markers import bullet_sign, format_number
from desktop.readers.safe_xml import Element, number
from desktop.readers.style_names import named

FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MAX_CHAIN = 64
MAX_LEVEL = 10

_DEEP_HEADING = re.compile(r"heading(?: |_20_)(\d+)", re.IGNORECASE)
_CODED = re.compile(r"_([0-9a-f]{2,4})_")
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_PLACE = re.compile(r"%(\d+)%")
_POINTS = re.compile(r"(\d{1,4}(?:\.\d+)?)(pt|in|cm|mm)")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style comes to. level: of a heading (0: the title). list_style: the list it names; empty: none
    at all, None: nothing is said."""

    level: int | None = None
    subtitle: bool = False
    contents: bool = False
    bold: bool = False
    size: float = 0.0
    hidden: bool = False
    list_style: str | None = None


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is printed. places: how many levels of numbers are shown."""

    bullet: str = ""
    format: str = "none"
    prefix: str = ""
    suffix: str = ""
    pattern: str = ""
    places: int = 1
    start: int = 1


@dataclass(slots=True)
class Styles:
    """Styles of all parts by name; later ones (automatic) win."""

    elements: dict[str, Element] = field(default_factory=dict)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    outline: dict[int, ListLevel] = field(default_factory=dict)
    outline_name: str = "Outline"
    hidden_spans: set[str] = field(default_factory=set)
    sign_spans: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[bool | None, str]] = field(default_factory=dict)
    _resolved: dict[str, Style] = field(default_factory=dict)

    def add(self, root: Element | None) -> None:
        """Take in all styles of a part."""
        if root is None:
            return
        for element in root.iter(STYLE + "style"):
            family, name = element.get(STYLE + "family"), element.get(STYLE + "name") or ""
            if family == "paragraph":
                self.elements[name] = element
            elif family == "text":
                runs = element.find(STYLE + "text-properties")
                weight = runs.get(FO + "font-weight") if runs is not None else None
                size = runs.get(FO + "font-size") if runs is not None else None
                self.spans[name] = (None if weight is None else is_heavy(weight), size or "")
                if runs is None:
                    continue
                if runs.get(TEXT + "display") == "none":
                    self.hidden_spans.add(name)
                font = runs.get(STYLE + "font-name") or runs.get(FO + "font-family") or ""
                if font.strip("'").casefold().startswith(("symbol", "wingdings")):
                    self.sign_spans[name] = font.strip("'")
        for element in root.iter(TEXT + "list-style"):
            self.lists[element.get(STYLE + "name") or ""] = _levels(element)
        for element in root.iter(TEXT + "outline-style"):
            self.outline = _levels(element)
            self.outline_name = element.get(STYLE + "name") or self.outline_name

    def span_is_bold(self, name: str | None, inherited: bool) -> bool:
        bold = self.spans.get(name or "", (None, ""))[0]
        return inherited if bold is None else bold

    def span_size(self, name: str | None, inherited: float) -> float:
        return points(self.spans.get(name or "", (None, ""))[1], inherited)

    def paragraph(self, name: str | None) -> Style:
        name = name or ""
        if name not in self._resolved:
            chain: list[Element] = []
            current = name
            while current in self.elements and len(chain) < MAX_CHAIN and self.elements[current] not in chain:
                chain.append(self.elements[current])
                current = chain[-1].get(STYLE + "parent-style-name") or ""
            style = _named(Style(), current) if current and current not in self.elements else Style()
            for element in reversed(chain):
                style = _with(style, element)
            self._resolved[name] = style
        return self._resolved[name]


def _with(style: Style, element: Element) -> Style:
    style = _named(style, element.get(STYLE + "name") or "")
    outline = element.get(STYLE + "default-outline-level")
    if outline is not None:
        level = number(outline)
        style = replace(style, level=level if 1 <= level <= MAX_LEVEL else None)
    if element.get(STYLE + "list-style-name") is not None:
        style = replace(style, list_style=element.get(STYLE + "list-style-name") or "")
    runs = element.find(STYLE + "text-properties")
    if runs is not None:
        weight = runs.get(FO + "font-weight")
        style = replace(
            style,
            bold=style.bold if weight is None else is_heavy(weight),
            size=points(runs.get(FO + "font-size"), style.size),
            hidden=style.hidden or runs.get(TEXT + "display") == "none",
        )
    return style


def _named(style: Style, name: str) -> Style:
    """What the name of a style tells; in a file a blank in it is _20_."""
    heading = _DEEP_HEADING.fullmatch(name)
    if heading and 1 <= int(heading[1][:3]) <= MAX_LEVEL:
        return replace(style, level=int(heading[1]))
    if name.startswith(("Contents_20_", "Contents ")):
        return replace(style, contents=True)
    told = named(_CODED.sub(lambda found: chr(int(found[1], 16)), name))
    if told.level is not None:
        return replace(style, level=told.level)
    if told.subtitle or told.contents:
        return replace(style, subtitle=told.subtitle, contents=told.contents)
    return style


def is_heavy(weight: str) -> bool:
    return weight == "bold" or (weight.isascii() and weight.isdigit() and number(weight) >= 600)


def points(size: str | None, inherited: float) -> float:
    """A size of type in points; one in per cent is of the inherited size."""
    found = _POINTS.fullmatch((size or "").strip())
    if found:
        return round(float(found[1]) * _UNITS[found[2]], 1)
    share = (size or "").strip()
    if share.endswith("%") and share[:-1].isascii() and share[:-1].isdigit() and len(share) < 5:
        return round(inherited * int(share[:-1]) / 100, 1)
    return inherited


def _levels(element: Element) -> dict[int, ListLevel]:
    result = {}
    for level in element:
        if not isinstance(level.tag, str):
            continue
        k = number(level.get(TEXT + "level"), 1)
        if level.tag == TEXT + "list-level-style-bullet":
            result[k] = ListLevel(bullet=bullet_sign(level.get(TEXT + "bullet-char") or ""))
        elif level.tag in (TEXT + "list-level-style-number", TEXT + "outline-level-style"):
            result[k] = ListLevel(
                format=_FORMATS.get(level.get(STYLE + "num-format") or "", "decimal"),
                prefix=(level.get(STYLE + "num-prefix") or "")[:40],
                suffix=(level.get(STYLE + "num-suffix") or "")[:40],
                pattern=(level.get(LOEXT + "num-list-format") or "")[:100],
                places=max(number(level.get(TEXT + "display-levels"), 1), 1),
                start=number(level.get(TEXT + "start-value"), 1),
            )
        elif level.tag == TEXT + "list-level-style-image":
            result[k] = ListLevel(bullet="•")
    return result


class Counter:
    """Numbers of one list (or of the headings), counted in reading order."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}

    def next(self, levels: dict[int, ListLevel], k: int, start: int | None = None) -> str:
        """The marker of the next item at level `k`, as printed; start: the number it begins anew with."""
        own = levels.get(k)
        for deeper in [d for d in self.counts if d > k]:
            del self.counts[deeper]
        begin = own.start if own is not None else 1
        self.counts[k] = start if start is not None else self.counts.get(k, begin - 1) + 1
        if own is None:
            return ""
        if own.bullet:
            return own.bullet
        if own.format == "none" and not own.pattern:
            return (own.prefix + own.suffix).strip()
        if own.pattern:
            return _PLACE.sub(lambda found: self._place(levels, number(found[1], 1)), own.pattern).strip()
        places = [self._place(levels, j) for j in range(max(1, k - own.places + 1), k + 1)]
        return (own.prefix + ".".join(p for p in places if p) + own.suffix).strip()

    def _place(self, levels: dict[int, ListLevel], k: int) -> str:
        level = levels.get(k, ListLevel())
        if level.bullet:
            return ""
        return format_number(self.counts.setdefault(k, level.start), level.format)
