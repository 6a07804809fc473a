"""How text on a web page looks, as far as it says something: bold, size of type, hidden, kind of list.

    <style> p.kop { font-weight: bold; font-size: 14pt } </style>  <p class="kop">Doel</p>      bold, 14 pt

Only rules for an element, a class, or both are read; that is what word processors write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from desktop.readers.safe_xml import Element

MAX_CSS_CHARS = 300_000
MAX_RULES = 5_000
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}@;]{1,1000})\{([^{}]{0,5000})\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)\s*(pt|px|em|rem|%|cm|mm|in)")
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "rem": 12.0}
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}


@dataclass(frozen=True, slots=True)
class Looks:
    """How text looks here. size in points, 0 where nothing says it; pre: white space counts."""

    bold: bool = False
    size: float = 0.0
    pre: bool = False


class Sheet:
    """The rules in a page that tell something."""

    def __init__(self, root: Element) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}
        css = "\n".join("".join(style.itertext()) for style in root.iter("style"))[:MAX_CSS_CHARS]
        for count, rule in enumerate(_RULE.finditer(_COMMENT.sub(" ", css))):
            if count >= MAX_RULES:
                break
            told = _told(rule[2])
            for selector in rule[1].split(",") if told else ():
                found = _SELECTOR.fullmatch(selector.strip())
                if found and (found[1] or found[2]):
                    self._rules.setdefault(((found[1] or "").lower(), found[2] or ""), {}).update(told)

    def _properties(self, element: Element, tag: str) -> dict[str, str]:
        result = dict(self._rules.get((tag, ""), ())) if self._rules else {}
        classes = element.get("class")
        if classes and self._rules:
            for name in classes.split()[:20]:
                result.update(self._rules.get(("", name), ()))
                result.update(self._rules.get((tag, name), ()))
        style = element.get("style")
        if style:
            result.update(_told(style[:5000]))
        return result

    def looks(self, element: Element, tag: str, inherited: Looks) -> Looks:
        """How text in an element looks."""
        size = inherited.size
        if tag == "font":
            size = _FONT_SIZES.get(element.get("size") or "", size)
        properties = self._properties(element, tag)
        if not properties:
            return replace(inherited, size=size) if size != inherited.size else inherited
        weight = properties.get("font-weight")
        bold = inherited.bold
        if weight is not None:
            bold = weight in ("bold", "bolder") or (weight.isascii() and weight.isdigit() and int(weight[:6]) >= 600)
        found = _SIZE.fullmatch(properties.get("font-size", ""))
        if found:
            unit = found[2]
            base = {"em": size or 12.0, "%": (size or 12.0) / 100}.get(unit)
            size = round(float(found[1]) * (base if base is not None else _POINTS[unit]), 1)
        pre = properties.get("white-space", "pre" if inherited.pre else "").startswith("pre")
        return Looks(bold, size, pre)

    def is_hidden(self, element: Element, tag: str) -> bool:
        if not element.get("style") and not element.get("class"):
            return False
        properties = self._properties(element, tag)
        return properties.get("display") == "none" or properties.get("visibility") == "hidden"

    def list_style(self, element: Element) -> str:
        properties = self._properties(element, str(element.tag))
        return properties.get("list-style-type") or properties.get("list-style", "").split(" ")[0]


_TELLING = frozenset(
    ("font-weight", "font-size", "display", "visibility", "white-space", "list-style", "list-style-type")
)


def _told(declarations: str) -> dict[str, str]:
    """The declarations that tell something."""
    result = {}
    for declaration in declarations.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in _TELLING:
            result[name] = value.replace("!important", "").strip().lower()[:60]
    return result
