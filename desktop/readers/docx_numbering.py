"""Automatic numbers of a Word document as they are printed: "2.1", "a)", "Artikel 3", "•".

levels of a list      %1.  decimal · %1.%2 decimal · %3) lowerLetter
paragraphs at         0  1  2  2  1  0
printed               1.  1.1  a)  b)  1.2  2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from desktop.readers.docx_styles import VAL, Styles, W, is_on
from desktop.readers.markers import bullet_sign, format_number
from desktop.readers.safe_xml import Element, number

MAX_LINKS = 16
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    picture: bool = False


@dataclass(slots=True)
class _List:
    """One w:num: the abstract list whose counters it shares, its own levels, which of them start anew when it is
    first used."""

    abstract: str
    levels: dict[int, _Level]
    anew: list[int] = field(default_factory=list)
    used: bool = False


class Numbering:
    """Counts. Paragraphs must be asked for in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, Element] = {}
        self._linked: dict[str, str] = {}
        self._parsed: dict[str, dict[int, _Level]] = {}
        if root is None:
            return
        nums: dict[str, Element] = {}
        for element in root.iter(W + "abstractNum", W + "num"):
            if element.tag == W + "num":
                nums.setdefault(element.get(W + "numId") or "", element)
                continue
            identity = element.get(W + "abstractNumId") or ""
            self._abstract.setdefault(identity, element)
            link = element.find(W + "styleLink")
            if link is not None:
                self._linked.setdefault(link.get(VAL) or "", identity)
        for identity, element in nums.items():
            self._lists[identity] = self._read_list(element)

    def _read_list(self, element: Element) -> _List:
        pointer = element.find(W + "abstractNumId")
        abstract = (pointer.get(VAL) or "") if pointer is not None else ""
        abstract = self._follow(abstract)
        result = _List(abstract, dict(self._levels(abstract)))
        for override in element.findall(W + "lvlOverride"):
            k = number(override.get(W + "ilvl"))
            level, start = override.find(W + "lvl"), override.find(W + "startOverride")
            if level is not None:
                result.levels[k] = _read_level(level)
            if start is not None:
                result.levels[k] = replace(result.levels.get(k, _Level()), start=number(start.get(VAL), 1))
                result.anew.append(k)
        return result

    def _follow(self, abstract: str) -> str:
        """The list that has the levels, where one only points to another by a style of lists."""
        for _ in range(MAX_LINKS):
            element = self._abstract.get(abstract)
            link = element.find(W + "numStyleLink") if element is not None else None
            if link is None or (link.get(VAL) or "") not in self._linked:
                break
            abstract = self._linked[link.get(VAL) or ""]
        return abstract

    def _levels(self, abstract: str) -> dict[int, _Level]:
        if abstract not in self._parsed:
            element = self._abstract.get(abstract)
            self._parsed[abstract] = (
                {number(level.get(W + "ilvl")): _read_level(level) for level in element.findall(W + "lvl")}
                if element is not None
                else {}
            )
        return self._parsed[abstract]

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """The level of a list that belongs to a paragraph style."""
        numbered = self._lists.get(list_id)
        if numbered is None:
            return 0
        return next((k for k, level in numbered.levels.items() if level.style == style_id), 0)

    def next(self, list_id: str, k: int) -> str:
        """The marker of the next paragraph at level `k` of a list, as printed; empty where there is none."""
        numbered = self._lists.get(list_id)
        if numbered is None or k not in numbered.levels:
            return ""
        counts = self._counts.setdefault(numbered.abstract, {})
        if not numbered.used:
            numbered.used = True
            for level in numbered.anew:
                counts.pop(level, None)
        own = numbered.levels[k]
        for deeper in [d for d in counts if d > k]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or (restart and k < restart):
                del counts[deeper]
        counts[k] = counts.get(k, own.start - 1) + 1
        if own.format == "bullet":
            return bullet_sign(own.text) if own.picture or own.text.strip() else ""
        return _PLACE.sub(lambda found: self._place(numbered, counts, int(found[1]) - 1, own.legal), own.text).strip()

    @staticmethod
    def _place(numbered: _List, counts: dict[int, int], k: int, legal: bool) -> str:
        level = numbered.levels.get(k, _Level())
        value = counts.setdefault(k, level.start)
        return format_number(value, "decimal" if legal and level.format != "none" else level.format)


def _read_level(element: Element) -> _Level:
    start = element.find(W + "start")
    kind = element.find(W + "numFmt")
    if kind is None:  # in a choice between a new and an old way to write it, the old one comes last
        kind = next(reversed(list(element.iter(W + "numFmt"))), None)
    text, restart, style = element.find(W + "lvlText"), element.find(W + "lvlRestart"), element.find(W + "pStyle")
    return _Level(
        start=number(start.get(VAL), 1) if start is not None else 0,
        format=(kind.get(VAL) or "decimal") if kind is not None else "decimal",
        text=(text.get(VAL) or "")[:100] if text is not None else "",
        legal=bool(is_on(element.find(W + "isLgl"))),
        restart=number(restart.get(VAL)) if restart is not None else None,
        style=(style.get(VAL) or "") if style is not None else "",
        picture=element.find(W + "lvlPicBulletId") is not None,
    )
