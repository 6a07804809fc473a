"""Lists of an OpenDocument text: which blocks stand in them, with the marker of the item each begins and its depth.

<text:list> <text:list-item> <text:p>kosten</text:p> …       (p, "a)", 1)
A list begins to count anew, or goes on where another one stopped.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop.readers.odt_styles import TEXT, Counter, ListLevel, Styles
from desktop.readers.odt_text import H, P
from desktop.readers.safe_xml import Element, children, number

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class Lists:
    """Counts all lists of a document. Lists must be asked for in reading order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counters: dict[str, Counter] = {}

    def items(
        self, element: Element, style: str = "", depth: int = 1, counter: Counter | None = None
    ) -> Iterator[tuple[Element, str | None, int]]:
        """What stands in a list and the lists in it, with the marker of the item that each block begins, and its depth.
        A heading that is in the list of the chapters has no marker but the number of its chapter."""
        style = element.get(TEXT + "style-name") or style
        if counter is None:
            counter = self._counter(element, style)
        levels = self._styles.lists.get(style, {})
        of_chapters = style == self._styles.outline_name and style not in self._styles.lists
        for item in children(element):
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            first = item.tag == TEXT + "list-item"
            own = self._styles.lists.get(item.get(TEXT + "style-override") or "", levels)
            for block in children(item):
                if block.tag == H and of_chapters:
                    yield block, None, depth
                elif block.tag in (P, H):
                    marker = self._item_marker(item, block, own or self._by_paragraph(block), depth, counter, first)
                    first = False
                    yield block, marker, depth
                elif block.tag == TEXT + "list":
                    yield from self.items(block, style, depth + 1, counter)
                else:
                    yield block, None, depth

    def _by_paragraph(self, block: Element) -> dict[int, ListLevel]:
        """Levels of the list that the paragraph's own style names, where the list names none."""
        return self._styles.lists.get(self._styles.paragraph(block.get(TEXT + "style-name")).list_style or "", {})

    def _item_marker(
        self, item: Element, block: Element, levels: dict[int, ListLevel], depth: int, counter: Counter, first: bool
    ) -> str:
        if not first:
            return ""
        printed = block.find(TEXT + "number")
        if printed is None:
            printed = item.find(TEXT + "number")
        start = item.get(TEXT + "start-value")
        marker = counter.next(levels, depth, number(start, 1) if start is not None else None)
        return "".join(printed.itertext()).strip() if printed is not None else marker

    def _counter(self, element: Element, style: str) -> Counter:
        """Where a list begins to count: anew, or where another list stopped."""
        before = self._counters.get("id:" + (element.get(TEXT + "continue-list") or ""))
        if before is None and element.get(TEXT + "continue-numbering") == "true":
            before = self._counters.get("style:" + style)
        counter = before or Counter()
        self._counters["style:" + style] = counter
        identity = element.get(XML_ID) or element.get(TEXT + "id")
        if identity:
            self._counters["id:" + identity] = counter
        return counter

    def numbered(self, element: Element) -> Iterator[tuple[Element, str, int]]:
        """A paragraph that is an item by itself, in a list that is named and not written around it."""
        style = element.get(TEXT + "style-name") or ""
        depth = number(element.get(TEXT + "level"), 1)
        counter = self._counters.setdefault("id:" + (element.get(TEXT + "list-id") or style), Counter())
        for block in children(element):
            if block.tag in (P, H):
                levels = self._styles.lists.get(style) or self._by_paragraph(block)
                yield block, self._item_marker(element, block, levels, depth, counter, True), depth
