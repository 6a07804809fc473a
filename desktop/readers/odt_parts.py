"""The parts of an OpenDocument text: content and styles, and the formulas that are objects of their own."""

from __future__ import annotations

from desktop.errors import UnreadableFile
from desktop.model.document import Warning
from desktop.readers.formulas import formula_text
from desktop.readers.odt_text import DRAW
from desktop.readers.safe_xml import Element, local_name, parse_xml
from desktop.readers.zip_guard import Package

MATH = "{http://www.w3.org/1998/Math/MathML}math"
HREF = "{http://www.w3.org/1999/xlink}href"


def open_package(package: Package, path: str, warnings: list[Warning]) -> tuple[Element, Element | None]:
    """The content and the styles of a document; damaged styles are told in `warnings` and done without."""
    if package.find("META-INF/manifest.xml") and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableFile("locked_archive", path=path, part="content.xml")
    content = parse_xml(package.read("content.xml"), path, "content.xml")
    styles = None
    if package.find("styles.xml"):
        try:
            styles = parse_xml(package.read("styles.xml"), path, "styles.xml")
        except UnreadableFile as error:
            if error.code not in ("damaged_xml", "damaged_archive"):
                raise
            warnings.append(Warning("part_damaged", (("part", "styles.xml"),)))
    return content, styles


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
