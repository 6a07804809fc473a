"""Styles of a Word document: what a paragraph inherits – heading level, numbering, weight, size.

    "Kop 2" basedOn "Kop" ...      → level 2, numbered by list 3, bold, 13 pt

A style's chain is walked once, each style at most once, so that cyclic styles end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.readers.safe_xml import Element, number
from desktop.readers.style_names import named

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
MAX_CHAIN = 64


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style comes to. level: of a heading (0: the title); None: none, 10: surely none. list_id,
    list_level: automatic numbering. size in points, 0 where nothing says it."""

    level: int | None = None
    subtitle: bool = False
    contents: bool = False
    listed: str = ""
    list_id: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    size: float = 0.0
    hidden: bool = False
    style_id: str = ""


PLAIN = Style()
NO_HEADING = 10


def is_on(element: Element | None) -> bool | None:
    """The state of a property such as <w:b/>; None where it is not set."""
    if element is None:
        return None
    return element.get(VAL, "true") not in ("0", "false", "off", "none")


def points(properties: Element | None) -> float:
    """Size of type in points out of run properties; 0 where they do not say."""
    size = properties.find(W + "sz") if properties is not None else None
    return number(size.get(VAL)) / 2 if size is not None else 0.0


class Styles:
    """All styles of a document, by id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._characters: dict[str, Style] = {}
        self._base = PLAIN
        self.default = ""
        self.hidden_runs: dict[str, bool] = {}
        if root is None:
            return
        for element in root.iter(W + "style"):
            identity = element.get(W + "styleId") or ""
            self._elements.setdefault(identity, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.default = identity
        self._find_hidden()
        properties = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if properties is not None:
            self._base = Style(bold=is_on(properties.find(W + "b")), size=points(properties))

    def paragraph(self, identity: str | None) -> Style:
        """What the style of this id comes to; the default style where a paragraph names none."""
        identity = identity or self.default
        found = self._resolved.get(identity)
        if found is None:
            found = self._resolved[identity] = self._resolve(identity)
        return found

    def character(self, identity: str | None) -> Style:
        """What the style of a run comes to by itself; what it leaves open is as in the paragraph."""
        identity = identity or ""
        if identity not in self._characters:
            style = PLAIN
            for element in reversed(self._chain(identity)):
                style = _with(style, element)
            self._characters[identity] = style
        return self._characters[identity]

    def _find_hidden(self) -> None:
        """Which styles of runs hide them, or show them again."""
        for identity, element in self._elements.items():
            if element.get(W + "type") != "character":
                continue
            for above in self._chain(identity):
                told = is_on(above.find(f"{W}rPr/{W}vanish"))
                if told is not None:
                    self.hidden_runs[identity] = told
                    break

    def _chain(self, identity: str) -> list[Element]:
        """A style and those it is based on, each once."""
        chain: list[Element] = []
        current = identity
        while current in self._elements and len(chain) < MAX_CHAIN:
            element = self._elements[current]
            if element in chain:
                break
            chain.append(element)
            based = element.find(W + "basedOn")
            current = based.get(VAL) or "" if based is not None else ""
        return chain

    def _resolve(self, identity: str) -> Style:
        chain = self._chain(identity)
        style = replace(self._base, style_id=identity)
        if not chain:  # a style that is used but not defined: its id is all there is
            return _named(style, identity)
        for element in reversed(chain):
            style = _with(style, element)
        return style


def _with(style: Style, element: Element) -> Style:
    """A style changed by one that is based on it."""
    name = element.find(W + "name")
    style = _named(style, (name.get(VAL) or "") if name is not None else element.get(W + "styleId") or "")
    properties = element.find(W + "pPr")
    if properties is not None:
        style = with_paragraph_properties(style, properties)
        if properties.find(W + "numPr") is not None:
            style = replace(style, style_id=element.get(W + "styleId") or "")
    runs = element.find(W + "rPr")
    if runs is not None:
        bold, hidden = is_on(runs.find(W + "b")), is_on(runs.find(W + "vanish"))
        style = replace(
            style,
            bold=style.bold if bold is None else bold,
            size=points(runs) or style.size,
            hidden=style.hidden if hidden is None else hidden,
        )
    return style


def with_paragraph_properties(style: Style, properties: Element) -> Style:
    """A style changed by the properties of a paragraph (or of a style)."""
    outline = properties.find(W + "outlineLvl")
    if outline is not None:
        level = number(outline.get(VAL), 9)
        style = replace(style, level=level + 1 if 0 <= level < 9 else NO_HEADING)
    numbering = properties.find(W + "numPr")
    if numbering is not None:
        identity, level_element = numbering.find(W + "numId"), numbering.find(W + "ilvl")
        style = replace(
            style,
            list_id=identity.get(VAL) if identity is not None else style.list_id,
            list_level=number(level_element.get(VAL)) if level_element is not None else style.list_level,
        )
    return style


def _named(style: Style, name: str) -> Style:
    """What the name of a style tells."""
    told = named(name)
    if told.level is not None:
        return replace(style, level=told.level)
    if told.subtitle:
        return replace(style, subtitle=True)
    if told.contents:
        return replace(style, contents=True)
    return replace(style, listed=told.listed) if told.listed else style
