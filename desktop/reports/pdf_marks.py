"""What Qt does not write into a PDF: bookmarks, links inside it, its language, and that its title be shown.

In: a PDF as Qt wrote it and the places on its pages. Out: the same with an addition at its end (an incremental update,
PDF 32000-1, 7.5.6): a new catalogue, the outline, and the annotations of pages with links. A PDF library would read
and copy every page first: pypdf took 0.7 s for 1,200 pages, this takes 0.03 s.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import BinaryIO

from desktop.reports.characters import visible
from desktop.reports.pdf_device import HEIGHT
from desktop.reports.pdf_page import Link, Places

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TRAILER = re.compile(rb"/(Root|Info) (\d+) 0 R")
_ID = re.compile(rb"/ID \[[^\]]*\]")
_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_ANNOTATIONS = re.compile(rb"/Annots (\d+) 0 R")


def add_marks(data: bytes, target: BinaryIO, places: Places, language: str) -> None:
    """Write a PDF with its marks to `target`."""
    addition = _Addition(data)
    first, last, count = addition.outline(places)
    addition.annotate(places.links, places)
    catalog = addition.object(addition.root)
    end = catalog.rindex(b">>")
    more = f"/Lang {_text(language)}\n/PageMode /UseOutlines\n/ViewerPreferences << /DisplayDocTitle true >>\n"
    if count:
        outlines = addition.add(f"<< /Type /Outlines /First {first} 0 R /Last {last} 0 R /Count {count} >>")
        more += f"/Outlines {outlines} 0 R\n"
        addition.set_parent_of_top(outlines)
    addition.replace(addition.root, catalog[:end] + more.encode() + catalog[end:])
    target.write(data)
    target.write(addition.bytes())


class _Addition:
    """Objects to be added or replaced."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        start = _START.search(data, max(len(data) - 200, 0))
        if start is None:
            raise ValueError("no PDF as Qt writes it")
        self.previous = int(start[1])
        lines = data[self.previous :].split(b"\n", 2)
        count = int(lines[1].split()[1])
        table = self.previous + len(lines[0]) + len(lines[1]) + 2
        self.offsets = [int(data[table + 20 * k : table + 20 * k + 10]) for k in range(count)]
        self.trailer = data[table + 20 * count :]
        named = {m[1]: int(m[2]) for m in _TRAILER.finditer(self.trailer)}
        self.root, self.info = named[b"Root"], named[b"Info"]
        self.next = count
        self.made: dict[int, bytes] = {}
        self.top: list[int] = []
        pages = _found(_PAGES, self.object(self.root))
        kids = _KIDS.search(self.object(int(pages)))
        self.pages = [int(n) for n in _REFERENCE.findall(kids[1])] if kids else []

    def object(self, number: int) -> bytes:
        """The body of an object of the file: between "obj" and "endobj"."""
        at = self.data.index(b"obj", self.offsets[number]) + 3
        return self.data[at : self.data.index(b"endobj", at)].strip()

    def add(self, body: str) -> int:
        """A new object; its number."""
        self.made[self.next] = body.encode()
        self.next += 1
        return self.next - 1

    def replace(self, number: int, body: bytes) -> None:
        """A new version of an object."""
        self.made[number] = body

    def destination(self, mark: tuple[int, float]) -> str:
        """A place in the document, at the zoom the reader has."""
        page, y = mark
        return f"[{self.pages[page]} 0 R /XYZ 0 {HEIGHT - y + 6:.1f} null]"

    def outline(self, places: Places) -> tuple[int, int, int]:
        """The bookmarks as a tree; (first, last, number) of the top."""
        entries = places.outline
        base = self.next
        parents: list[int] = []
        children: dict[int, list[int]] = {}
        open_at: list[tuple[int, int]] = []
        for k, (level, _, _) in enumerate(entries):
            while open_at and open_at[-1][0] >= level:
                open_at.pop()
            parent = open_at[-1][1] if open_at else -1
            parents.append(parent)
            children.setdefault(parent, []).append(k)
            open_at.append((level, k))
        for k, (_, title, key) in enumerate(entries):
            parent = parents[k]
            siblings = children[parent]
            at = bisect_left(siblings, k)
            above = f"/Parent {base + parent} 0 R" if parent >= 0 else "/Parent TOP 0 R"
            around = f"/Prev {base + siblings[at - 1]} 0 R " if at else ""
            around += f"/Next {base + siblings[at + 1]} 0 R " if at + 1 < len(siblings) else ""
            below = children.get(k)
            inner = ""
            if below:
                # A negative count: shown closed, so that the chapters can be taken in at a glance.
                shown = -len(below) if parent >= 0 else len(below)
                inner = f"/First {base + below[0]} 0 R /Last {base + below[-1]} 0 R /Count {shown} "
            place = self.destination(places.marks[key])
            number = self.add(f"<< /Title {_text(visible(title))} {above} {around}{inner}/Dest {place} >>")
            if parent < 0:
                self.top.append(number)
        top = children.get(-1, [])
        if not top:
            return 0, 0, 0
        return base + top[0], base + top[-1], len(top)

    def set_parent_of_top(self, outlines: int) -> None:
        """Tell the bookmarks of the top what they hang from."""
        for number in self.top:
            self.made[number] = self.made[number].replace(b"/Parent TOP", f"/Parent {outlines}".encode(), 1)

    def annotate(self, links: Iterable[Link], places: Places) -> None:
        """Put links on their pages."""
        by_page: dict[int, list[Link]] = {}
        for link in links:
            if link.mark in places.marks:
                by_page.setdefault(link.page, []).append(link)
        for page, here in by_page.items():
            numbers = []
            for link in here:
                box = (
                    f"{link.x:.1f} {HEIGHT - link.y - link.height:.1f} {link.x + link.width:.1f} {HEIGHT - link.y:.1f}"
                )
                place = self.destination(places.marks[link.mark])
                numbers.append(
                    self.add(f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 /Dest {place} >>")
                )
            array = int(_found(_ANNOTATIONS, self.object(self.pages[page])))
            self.replace(array, ("[" + " ".join(f"{n} 0 R" for n in numbers) + "]").encode())

    def bytes(self) -> bytes:
        """The addition, with its table of objects."""
        at = len(self.data)
        pieces: list[bytes] = []
        table: list[bytes] = []
        for number in sorted(self.made):
            piece = b"%d 0 obj\n%s\nendobj\n" % (number, self.made[number])
            table.append(b"%d 1\n%010d 00000 n \n" % (number, at))
            pieces.append(piece)
            at += len(piece)
        identity = _ID.search(self.trailer)
        trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            self.next, self.root, self.info, self.previous, identity[0] if identity else b"", at,
        )  # fmt: skip
        return b"".join([*pieces, b"xref\n", *table, trailer])


def _found(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    found = pattern.search(text)
    if found is None:
        raise ValueError("no PDF as Qt writes it")
    return found[1]


def _text(value: str) -> str:
    """A text string of PDF: UTF-16 with its mark, as hexadecimal digits, so that nothing in it needs escaping."""
    return "<FEFF" + value.encode("utf-16-be", "replace").hex().upper() + ">"
