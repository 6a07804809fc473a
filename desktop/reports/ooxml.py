"""Office Open XML: text that is safe in it, and packages written piece by piece.

In: parts (name, content type, XML in pieces). Out: a .docx as a zip archive, the same bytes for the same parts.

    with Package(stream) as package:
        package.part("word/document.xml", MAIN, pieces)
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO
from xml.sax.saxutils import escape as escape_markup

from desktop.reports.characters import visible

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time in the archive: the earliest there is, so that the same report is the same file."""

Writer = Callable[[bytes], int]

_BREAKS = re.compile("([\t\n\r])")


def text(value: str) -> str:
    """A text as content of an element."""
    return escape_markup(visible(value))


def attribute(value: str) -> str:
    """A text as value of an attribute in double quotes, on one line."""
    return escape_markup(" ".join(visible(value).split()), {'"': "&quot;"})


def run(value: str, properties: str = "", element: str = "t") -> str:
    """A run of Word with a text; tabs and line ends become Word's own. element: "t", or "delText" in a deletion."""
    if not value:
        return ""
    content = []
    for piece in _BREAKS.split(value):
        if piece == "\t":
            content.append("<w:tab/>")
        elif piece in ("\n", "\r"):
            content.append("<w:br/>")
        elif piece:
            content.append(f'<w:{element} xml:space="preserve">{text(piece)}</w:{element}>')
    return f"<w:r>{properties}{''.join(content)}</w:r>"


def stamp(moment: datetime) -> str:
    """A moment as Office writes it; one that knows its zone in UTC."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Package:
    """A package being written. Parts are compressed as they come; the list of their types comes last, made from them
    unless it is given."""

    def __init__(self, stream: BinaryIO, content_types: str | None = None) -> None:
        self._given_types = content_types
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        self._types: dict[str, str] = {}

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._content_types()
        self._zip.close()

    def part(self, name: str, content_type: str, pieces: Iterable[str]) -> None:
        """A part of XML."""
        self._types[f"/{name}"] = content_type
        with self._open(name) as write:
            write(HEAD.encode())
            buffer: list[str] = []
            size = 0
            for piece in pieces:
                buffer.append(piece)
                size += len(piece)
                if size > 1 << 17:
                    write("".join(buffer).encode())
                    buffer, size = [], 0
            write("".join(buffer).encode())

    def data(self, name: str, content_type: str, data: bytes) -> None:
        """A part as it is: a picture, or one taken from another package."""
        self._types[f"/{name}"] = content_type
        with self._open(name) as write:
            write(data)

    def relations(self, of: str, targets: Iterable[tuple[str, str, str]]) -> None:
        """(id, kind, target) of what a part refers to; kind is the last word of an office relation or a whole address.
        of: name of the part, "" for the package."""
        folder, _, name = of.rpartition("/")
        rows = ""
        for key, kind, target in targets:
            full = kind if ":" in kind else RELATIONS + kind
            rows += f'<Relationship Id="{key}" Type="{full}" Target="{attribute(target)}"/>'
        with self._open(f"{folder}/_rels/{name}.rels".lstrip("/")) as write:
            write(f"{HEAD}<Relationships {_PACKAGE_RELATIONS}>{rows}</Relationships>".encode())

    def _content_types(self) -> None:
        if self._given_types is not None:
            with self._open("[Content_Types].xml") as write:
                write(self._given_types.encode())
            return
        rows = "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(self._types.items())
        )
        with self._open("[Content_Types].xml") as write:
            write(
                f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'.encode()
            )

    @contextmanager
    def _open(self, name: str) -> Iterator[Writer]:
        info = zipfile.ZipInfo(name, EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._zip.open(info, "w") as member:
            yield member.write


_PACKAGE_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def with_relations(xml: str, targets: Iterable[tuple[str, str, str]]) -> bytes:
    """The relations of a part, with more of them."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}{kind}" Target="{attribute(target)}"/>'
        for key, kind, target in targets
    )
    if xml.rstrip().endswith("/>"):
        raise ValueError("relations without any")
    end = xml.rindex("</")
    return (xml[:end] + rows + xml[end:]).encode()


def core_properties(title: str, author: str, language: str, made: datetime | None) -> str:
    """What a document says of itself: title, author, language, date."""
    when = ""
    if made is not None:
        when = "".join(
            f'<dcterms:{key} xsi:type="dcterms:W3CDTF">{stamp(made)}</dcterms:{key}>' for key in ("created", "modified")
        )
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text(title)}</dc:title><dc:creator>{text(author)}</dc:creator>"
        f"<dc:language>{language}</dc:language>{when}</cp:coreProperties>"
    )
