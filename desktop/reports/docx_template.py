"""A user's Word document as the house a report is put into: its styles, page, head, foot and settings stay.

In: the bytes of a .docx or .dotx. Out: a `Template`: what to write around the report's paragraphs, which of its styles
to use for which of ours, and the parts to copy. Styles are known by their names ("heading 1"), whatever their ids are;
those it lacks are added.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from desktop.errors import InvalidOption
from desktop.reports.docx_styles import named_styles

MAX_BYTES = 200_000_000
"""Unpacked; a template with pictures is far smaller, a hostile archive is not."""
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROOT = re.compile(r"<w:document\b[^>]*>")
_SECTION = re.compile(r"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.S)
_SIZE = re.compile(r"<w:pgSz\b[^>]*?\bw:w=\"(\d+)\"")
_MARGINS = (re.compile(r"<w:pgMar\b[^>]*?\bw:left=\"(\d+)\""), re.compile(r"<w:pgMar\b[^>]*?\bw:right=\"(\d+)\""))
A4_WIDTH, MARGIN = 11906, 1134
"""Twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Template:
    """root: start tag of the document; section: its last section properties; ids: ours to its style ids; parts: all
    parts to copy, styles completed; relations: of the document, as XML; has_footer: whether it brings its own."""

    root: str
    section: str
    ids: Mapping[str, str]
    parts: Mapping[str, bytes]
    relations: str
    content_types: str
    has_footer: bool
    text_width: int


def read_template(data: bytes) -> Template:
    """Take a template apart.

    Raises:
        InvalidOption: bad_template.
    """
    try:
        parts = _parts(data)
        document = parts.pop("word/document.xml").decode("utf-8")
        relations = parts.pop("word/_rels/document.xml.rels").decode("utf-8")
        types = parts.pop("[Content_Types].xml").decode("utf-8")
        styles = parts["word/styles.xml"].decode("utf-8")
        root = _ROOT.search(document)
        if root is None or "macroEnabled" in types:
            raise InvalidOption("bad_template")
        if any("<!DOCTYPE" in text for text in (document, relations, types, styles)):
            raise InvalidOption("bad_template")
        ids, styles = _completed(styles)
    except (KeyError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, ElementTree.ParseError) as error:
        raise InvalidOption("bad_template") from error
    sections = _SECTION.findall(document)
    section = sections[-1] if sections else "<w:sectPr/>"
    parts["word/styles.xml"] = styles.encode()
    return Template(
        root=root[0],
        section=section,
        ids=ids,
        parts=parts,
        relations=relations,
        content_types=_as_document(types),
        has_footer="<w:footerReference" in section,
        text_width=_text_width(section),
    )


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if sum(m.file_size for m in members) > MAX_BYTES or len(members) > 5000:
            raise InvalidOption("bad_template")
        parts = {}
        for member in members:
            with archive.open(member) as stream:
                parts[member.filename] = stream.read(member.file_size + 1)
            if len(parts[member.filename]) != member.file_size:
                raise InvalidOption("bad_template")
        return parts


def _completed(styles: str) -> tuple[dict[str, str], str]:
    """Our style ids to those of the template, and its style sheet with the styles it lacks."""
    theirs: dict[str, str] = {}
    default = "Normal"
    ids: set[str] = set()
    for style in ElementTree.fromstring(styles).iter(f"{_W}style"):
        key, name = style.get(f"{_W}styleId", ""), style.find(f"{_W}name")
        ids.add(key)
        if name is not None:
            theirs.setdefault(name.get(f"{_W}val", "").casefold(), key)
        if style.get(f"{_W}default") in ("1", "true") and style.get(f"{_W}type") == "paragraph":
            default = key
    mapped: dict[str, str] = {"Normal": default, "TableNormal": theirs.get("normal table", "TableNormal")}
    missing = []
    for key, (own_name, xml) in named_styles().items():
        known = theirs.get(own_name.casefold())
        mapped[key] = known or (key if key not in ids else f"Naast{key}")
        if not known:
            missing.append(xml)
    added = re.sub(
        r'(<w:(?:basedOn|next) w:val="|w:styleId=")(\w+)"',
        lambda m: f'{m[1]}{mapped.get(m[2], m[2])}"',
        "".join(missing),
    )
    end = styles.rindex("</w:styles>")
    return mapped, styles[:end] + added + styles[end:]


def _as_document(types: str) -> str:
    """The list of content types of a template as that of a document."""
    return types.replace("wordprocessingml.template.main+xml", "wordprocessingml.document.main+xml")


def _text_width(section: str) -> int:
    size = _SIZE.search(section)
    left, right = (margin.search(section) for margin in _MARGINS)
    width = (
        (int(size[1]) if size else A4_WIDTH) - (int(left[1]) if left else MARGIN) - (int(right[1]) if right else MARGIN)
    )
    return max(width, 4000)
