"""The parts of a Word document by what they are for, found through the relations between them.

    parts.main        root of word/document.xml, whatever it is called
    parts.side("styles")   root of the part with the styles, or None: missing or damaged

Relations to places outside the archive are never followed.
"""

from __future__ import annotations

from desktop.errors import UnreadableFile
from desktop.model.document import Warning
from desktop.readers.docx_styles import W
from desktop.readers.safe_xml import Element, children, parse_xml
from desktop.readers.zip_guard import Package, resolve

USUAL_MAIN = "word/document.xml"
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


class Parts:
    """The main part and its relations. Raises UnreadableFile where the main part is missing or damaged."""

    def __init__(self, package: Package, path: str) -> None:
        self._package, self._path = package, path
        self.warnings: list[Warning] = []
        self._main_name = self._find_main()
        self.main = self._parse(self._main_name)
        if not self.main.tag.startswith(W):
            raise UnreadableFile("no_document", path=path, part=self._main_name)
        self._relations = self._read_relations(self._main_name)

    def _parse(self, name: str) -> Element:
        data = self._package.read(name)
        for strict, usual in _STRICT:
            if strict in data[:8192]:
                data = data.replace(strict, usual)
        return parse_xml(data, self._path, name)

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

    def related(self, element: Element) -> Element | None:
        """The part that an element names by the id of its relation."""
        relation = self._relations.get(element.get(R_ID) or "")
        return self._side(relation[1]) if relation else None
