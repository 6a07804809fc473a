"""The parts of an OpenDocument text: content and styles, and the formulas that are objects of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, cast

from desktop.errors import UnreadableFile
from desktop.model.document import Warning
from desktop.readers.formulas import formula_text
from desktop.readers.odt_styles import OFFICE, TABLE, TEXT
from desktop.readers.odt_text import DRAW
from desktop.readers.safe_xml import Element, children, first_element, local_name, parse_xml, stream_blocks
from desktop.readers.zip_guard import Package

MATH = "{http://www.w3.org/1998/Math/MathML}math"
HREF = "{http://www.w3.org/1999/xlink}href"
CONTENT = "content.xml"
HEAD_BYTES = 8192
_TEXTS = (
    "p h list numbered-paragraph section tracked-changes change change-start change-end table-of-content user-index"
    " illustration-index table-index object-index alphabetical-index bibliography page-sequence a meta"
)
_SHAPES = (
    "frame custom-shape g a text-box rect line polyline polygon regular-polygon path circle ellipse connector caption"
    " measure control page-thumbnail object"
)
BLOCKS = (*(TEXT + n for n in _TEXTS.split()), *(DRAW + n for n in _SHAPES.split()), TABLE + "table")
"""What may stand in the text of a document."""


class Parts:
    """What a document is made of. Raises UnreadableFile where its content is missing, damaged or locked."""

    def __init__(self, data: bytes, path: str) -> None:
        self._path = path
        self.package = Package(data, path) if data[:2] == b"PK" else None
        self.warnings: list[Warning] = []
        self._whole: Element | None = None
        if self.package is None:
            self._whole = self.styles = parse_xml(data, path)
            self.automatic = self._whole
            return
        self._check_unlocked(self.package)
        self.styles = self._read_styles(self.package)
        with self.package.open(CONTENT) as stream:
            told = b"<!DOCTYPE" in stream.read(HEAD_BYTES)  # as OpenOffice 1 and others wrote: harmless ones pass
        if told:
            self._whole = self.automatic = parse_xml(self.package.read(CONTENT), path, CONTENT)
            return
        with self.package.open(CONTENT) as stream:
            source = cast(BinaryIO, stream)
            self.automatic = first_element(source, path, CONTENT, OFFICE + "automatic-styles", OFFICE + "text")

    def blocks(self) -> Iterator[Element]:
        """The blocks of the text, one after another; in an archive each is gone when the next is asked for.

        Raises:
            UnreadableFile: no_document, damaged_xml, too_deep, unsafe_xml, archive_bomb, damaged_archive.
        """
        if self._whole is not None or self.package is None:
            body = self._whole.find(f"{OFFICE}body/{OFFICE}text") if self._whole is not None else None
            if body is None:
                raise UnreadableFile("no_document", path=self._path, part=CONTENT)
            yield from children(body)
            return
        with self.package.open(CONTENT) as stream:
            yield from stream_blocks(cast(BinaryIO, stream), self._path, CONTENT, OFFICE + "text", BLOCKS)

    def _check_unlocked(self, package: Package) -> None:
        manifest = "META-INF/manifest.xml"
        if package.find(manifest) and b"encryption-data" in package.read(manifest):
            raise UnreadableFile("locked_archive", path=self._path, part=CONTENT)

    def _read_styles(self, package: Package) -> Element | None:
        """The styles; damaged ones are told and done without."""
        if not package.find("styles.xml"):
            return None
        try:
            return parse_xml(package.read("styles.xml"), self._path, "styles.xml")
        except UnreadableFile as error:
            if error.code not in ("damaged_xml", "damaged_archive"):
                raise
            self.warnings.append(Warning("part_damaged", (("part", "styles.xml"),)))
            return None


class Objects:
    """Formulas in a document: each in a part of its own, or written into the text where all is one file."""

    def __init__(self, package: Package | None, path: str) -> None:
        self._package, self._path = package, path

    def formula(self, frame: Element) -> str:
        """The text of the formula that a frame holds; empty where it holds none."""
        held = frame.find(DRAW + "object")
        if held is None:
            return ""
        written = next(held.iter(MATH), None)
        name = (held.get(HREF) or "").removeprefix("./").rstrip("/") + "/content.xml"
        if written is None and self._package is not None and self._package.find(name):
            try:
                root = parse_xml(self._package.read(name), self._path, name)
            except UnreadableFile as error:
                if error.code not in ("damaged_xml", "damaged_archive"):
                    raise
                return ""  # a picture of it is in the text, too
            written = root if local_name(root) == "math" else None
        return formula_text(written) if written is not None else ""
