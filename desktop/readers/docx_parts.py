"""The parts of a Word document by what they are for, found through the relations between them.

    parts.blocks()         what stands in the body of word/document.xml, whatever it is called
    parts.side("styles")   root of the part with the styles, or None: missing or damaged

Relations to places outside the archive are never followed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from desktop.errors import UnreadableFile
from desktop.model.document import Warning
from desktop.readers.docx_styles import W
from desktop.readers.safe_xml import Element, children, parse_xml, stream_blocks
from desktop.readers.zip_guard import Package, PartStream, resolve

USUAL_MAIN = "word/document.xml"
HEAD_BYTES = 8192
_BODY = ("p", "tbl", "sdt", "customXml", "ins", "del", "moveFrom", "moveTo", "altChunk", "smartTag", "sectPr")
BLOCKS = (
    *(W + name for name in _BODY),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
)
"""What may stand in the body of a document."""
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Strict documents have names of their own for what transitional ones call by these.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_UNSAFE = frozenset(("archive_bomb", "unsafe_xml"))


def _as_usual(data: bytes) -> bytes:
    """A part of a strict document with the names that transitional ones have."""
    for strict, usual in _STRICT:
        if strict in data[:HEAD_BYTES]:
            data = data.replace(strict, usual)
    return data


class _Joined:
    """The head of a stream that was read, and the rest of it."""

    def __init__(self, head: bytes, rest: PartStream) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return self._rest.read(size)


class Parts:
    """The main part and its relations. Raises UnreadableFile where the main part is missing or damaged."""

    def __init__(self, package: Package, path: str) -> None:
        self._package, self._path = package, path
        self.warnings: list[Warning] = []
        self._main_name = self._find_main()
        self._relations = self._read_relations(self._main_name)

    def blocks(self) -> Iterator[Element]:
        """The blocks of the body, one after another; each is gone when the next is asked for.

        Raises:
            UnreadableFile: damaged_xml, too_deep, unsafe_xml, no_document, archive_bomb, damaged_archive.
        """
        with self._package.open(self._main_name) as stream:
            head = stream.read(HEAD_BYTES)
            if b"<!DOCTYPE" in head:  # no program writes one
                raise UnreadableFile("unsafe_xml", path=self._path, part=self._main_name)
            if any(strict in head for strict, _ in _STRICT):
                source = cast(BinaryIO, io.BytesIO(_as_usual(head + b"".join(iter(stream.read, b"")))))
            else:
                source = cast(BinaryIO, _Joined(head, stream))
            yield from stream_blocks(source, self._path, self._main_name, W + "body", BLOCKS)

    def _parse(self, name: str) -> Element:
        data = self._package.read(name)
        return parse_xml(_as_usual(data), self._path, name)

    def _find_main(self) -> str:
        for kind, target in self._read_relations("").values():
            if kind == "officeDocument" and self._package.find(target):
                return target
        if self._package.find(USUAL_MAIN) is None:
            raise UnreadableFile("part_missing", path=self._path, part=USUAL_MAIN)
        return USUAL_MAIN

    def _read_relations(self, source: str) -> dict[str, tuple[str, str]]:
        """Relations of a part by id: (last word of the kind, name of the target inside the archive)."""
        folder, _, name = source.rpartition("/")
        root = self._side(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        if root is None:
            return {}
        return {
            relation.get("Id") or "": (
                (relation.get("Type") or "").rpartition("/")[2],
                resolve(source, relation.get("Target") or ""),
            )
            for relation in children(root)
            if relation.get("TargetMode") != "External"
        }

    def _side(self, name: str) -> Element | None:
        """The root of a part that can be done without."""
        if self._package.find(name) is None:
            return None
        try:
            return self._parse(name)
        except UnreadableFile as error:
            if error.code in _UNSAFE:
                raise
            self.warnings.append(Warning("part_damaged", (("part", name),)))
            return None

    def side(self, kind: str) -> Element | None:
        """The part that the main part has for something: styles, numbering, footnotes, endnotes, comments, settings."""
        target = next((t for k, t in self._relations.values() if k == kind), None)
        if target is None:
            target = resolve(self._main_name, f"{kind}.xml")
        return self._side(target)

    def chunk(self, identity: str) -> tuple[str, bytes] | None:
        """Name and bytes of a document of another format inside this one."""
        relation = self._relations.get(identity)
        if relation is None or self._package.find(relation[1]) is None:
            return None
        return relation[1], self._package.read(relation[1])

    def related(self, identity: str) -> Element | None:
        """The part that a relation of this id leads to."""
        relation = self._relations.get(identity)
        return self._side(relation[1]) if relation else None
