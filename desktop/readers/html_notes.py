"""Notes on a web page, known by their links, whatever program wrote them.

    inzet<a href="#fn1" id="ref1">1</a> … <li id="fn1">Kamerstuk. <a href="#ref1">↩</a></li>      a link and a link back
    inzet<sup><a href="#n1">1</a></sup> … <p id="n1">1 Kamerstuk.</p>                       a raised number, met again

In: the page. Out: which elements are marks, which blocks are notes, their labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from desktop.readers.safe_xml import Element, local_name

_LABEL = re.compile(r"[\[(]?\s*(\d{1,3}[a-z]?|[ivxlc]{1,7}|[*†‡§]{1,4})\s*[\])]?\.?")
_BLOCKS = frozenset(("li", "p", "div", "aside", "dd", "td", "section", "blockquote", "details"))
_HOLDERS = frozenset(("body", "main", "article", "html"))
MAX_NOTE_CHARS = 20_000


@dataclass(slots=True)
class Notes:
    """marks: element of a mark → id of its note. targets: id → blocks (a term with its descriptions are several).
    blocks: all of them. back: links in notes that lead back to the text."""

    marks: dict[Element, str] = field(default_factory=dict)
    targets: dict[str, list[Element]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    blocks: set[Element] = field(default_factory=set)
    back: set[Element] = field(default_factory=set)

    def text(self, identity: str, dropped: str) -> str:
        """The text of a note without its number and the links back."""
        pieces: list[str] = []
        for block in self.targets[identity]:
            self._gather(block, dropped, pieces, 0)
            pieces.append(" ")
        text = " ".join("".join(pieces).split())
        label = self.labels[identity]
        for lead in (f"[{label}]", f"({label})", f"{label}.", f"{label})", label):
            if text.startswith(lead) and not text[len(lead) : len(lead) + 1].isalnum():
                return text[len(lead) :].strip()
        return text

    def _gather(self, element: Element, dropped: str, pieces: list[str], depth: int) -> None:
        pieces.append(element.text or "")
        for child in element:
            tag = local_name(child)
            if child not in self.back and tag not in ("", dropped, "script", "style") and depth < 100:
                block = tag in _BLOCKS or tag == "br"
                pieces.append(" " if block else "")
                self._gather(child, dropped, pieces, depth + 1)
                pieces.append(" " if block else "")
            pieces.append(child.tail or "")


def find_notes(root: Element) -> Notes:
    """All notes of a page."""
    notes = Notes()
    targets: dict[str, Element] = {}
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    targets.setdefault(name, element)
    for link in root.iter("a"):
        href = link.get("href") or ""
        if len(href) < 2 or href[0] != "#" or href[1:] not in targets:
            continue
        printed = "".join(link.itertext()).strip()
        label = _LABEL.fullmatch(printed)
        if label is None or any(above in notes.blocks for above in link.iterancestors()):
            continue
        identity = href[1:]
        blocks = _blocks_of(targets[identity])
        if not blocks or blocks[0] in set(link.iterancestors()):
            continue
        back = [a for block in blocks for a in _links_back(block, link)]
        if not back and not (_is_raised(link) and _begins_with(blocks[0], label[1])):
            continue
        notes.marks[_whole_mark(link)] = identity
        notes.targets.setdefault(identity, blocks)
        notes.labels.setdefault(identity, label[1])
        notes.blocks.update(blocks)
        notes.back.update(back)
    return notes


def _blocks_of(target: Element) -> list[Element]:
    """The blocks that a target names: itself, or the block it stands at the beginning of; a term with its descriptions.
    None where it stands in the middle of something: then it is no note that it names."""
    for element in (target, *target.iterancestors()):
        tag = local_name(element)
        if tag in _HOLDERS:
            return []
        if tag == "dt":
            return [element, *_descriptions(element)]
        if tag in _BLOCKS:
            return [element] if len("".join(element.itertext())) <= MAX_NOTE_CHARS else []
        if not _is_first(element):
            return []
    return []


def _descriptions(term: Element) -> list[Element]:
    """The descriptions that follow a term, up to the next one."""
    found: list[Element] = []
    for element in term.itersiblings():
        if local_name(element) == "dt":
            break
        if local_name(element) == "dd":
            found.append(element)
    return found


def _is_first(element: Element) -> bool:
    """Whether nothing but white space stands before an element in the one around it."""
    around = element.getparent()
    if around is None or (around.text and not around.text.isspace()):
        return around is None
    return all(
        not "".join(e.itertext()).strip() and not (e.tail or "").strip() for e in element.itersiblings(preceding=True)
    )


def _links_back(block: Element, link: Element) -> list[Element]:
    """Links in a note that lead to the mark or to what stands closely around it."""
    names = {n for e in (link, *link.iterdescendants(), *_around(link)) for n in (e.get("id"), e.get("name")) if n}
    return [a for a in block.iter("a") if (a.get("href") or "")[:1] == "#" and (a.get("href") or "")[1:] in names]


def _around(link: Element) -> list[Element]:
    found = []
    for element in link.iterancestors():
        if local_name(element) not in ("sup", "span"):
            break
        found.append(element)
    previous = link.getprevious()
    if previous is not None and local_name(previous) == "a" and not "".join(previous.itertext()).strip():
        found.append(previous)
    return found


def _is_raised(link: Element) -> bool:
    return next(link.iter("sup"), None) is not None or any(local_name(e) == "sup" for e in _around(link))


def _begins_with(block: Element, label: str) -> bool:
    text = "".join(block.itertext()).lstrip(" \t\r\n[(")
    return text.startswith(label) and not text[len(label) : len(label) + 1].isalnum()


def _whole_mark(link: Element) -> Element:
    """The mark with the raised element around it, where that holds nothing else."""
    parent = link.getparent()
    printed = "".join(link.itertext()).strip()
    if parent is not None and local_name(parent) in ("sup", "span") and "".join(parent.itertext()).strip() == printed:
        return parent
    return link
