"""Small office files made by hand, part by part, so that a test shows the XML it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from desktop.model.document import BlockKind, Extract, Part
from desktop.model.options import ReadOptions, Tracked
from desktop.readers.docx import DOCX
from desktop.readers.odt import ODT

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
    "comments": "comments", "settings": "settings", "header": "hdr", "footer": "ftr",
}  # fmt: skip


def zipped(members: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx_parts(body: str, **parts: str) -> dict[str, str]:
    """The members of a Word document: the body, and other parts by name (styles, footnotes, ...)."""
    relations = "".join(f'<Relationship Id="{name}" Type="{_REL}/{name}" Target="{name}.xml"/>' for name in parts)
    return {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_REL}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{_ROOTS[name]} {_W}>{xml}</w:{_ROOTS[name]}>" for name, xml in parts.items()},
    }


def _content_types(parts: Mapping[str, str]) -> str:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{main}.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **{name: name for name in parts}}.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def docx(body: str, **parts: str) -> bytes:
    return zipped(docx_parts(body, **parts))


def p(text: str, style: str = "", numbering: tuple[int, int] | None = None) -> str:
    """A paragraph. text: runs, or plain text. numbering: (list, level)."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering is not None:
        properties += f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{text if text.startswith('<') else r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def heading_styles(*names: str) -> str:
    """Styles named as given, with outline levels 0, 1, ..."""
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:pPr><w:outlineLvl w:val="{k}"/></w:pPr></w:style>'
        for k, name in enumerate(names)
    )


def numbering(*lists: list[tuple[str, str]]) -> str:
    """Lists 1, 2, ...; each a list of levels (format, text)."""
    levels = [
        "".join(
            f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for k, (form, text) in enumerate(one)
        )
        for one in lists
    ]
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{k}">{x}</w:abstractNum>' for k, x in enumerate(levels))
    return abstract + "".join(
        f'<w:num w:numId="{k + 1}"><w:abstractNumId w:val="{k}"/></w:num>' for k in range(len(lists))
    )


_ODF = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{
            name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
            for name in ("office", "style", "text", "table", "meta")
        },
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)


def odt_parts(body: str, automatic: str = "", styles: str = "", masters: str = "") -> dict[str, str]:
    """The members of an OpenDocument text."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {_ODF}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
    }


def odt(body: str, automatic: str = "", styles: str = "", masters: str = "") -> bytes:
    return zipped(odt_parts(body, automatic, styles, masters), zipfile.ZIP_STORED)


def read_docx(data: bytes, tracked: Tracked = Tracked.ACCEPTED) -> Extract:
    assert DOCX.sniff(data, "a.docx")
    return DOCX.read(data, "a.docx", options=ReadOptions(tracked=tracked))


def read_odt(data: bytes, tracked: Tracked = Tracked.ACCEPTED) -> Extract:
    assert ODT.sniff(data, "a.odt")
    return ODT.read(data, "a.odt", options=ReadOptions(tracked=tracked))


def text_of(extract: Extract, part: Part) -> str:
    """The text of a part, note marks left out."""
    text, at = "", part.start + part.skip
    for start, end, _ in part.marks:
        text += extract.source[at:start]
        at = end
    return text + extract.source[at : part.end]


def shown(extract: Extract) -> list[str]:
    """Each part on a line, to read at a glance: `h1 Doel`, `li2 a) kosten`, `tr 9 | 12`, `fn 1 Zie`, `p Tekst`."""
    names = {
        BlockKind.HEADING: "h", BlockKind.PARAGRAPH: "p", BlockKind.LIST_ITEM: "li", BlockKind.FOOTNOTE: "fn",
        BlockKind.PAGE_HEADER: "head", BlockKind.PAGE_FOOTER: "foot", BlockKind.PAGE_NUMBER: "page",
        BlockKind.CONTENTS: "contents",
    }  # fmt: skip
    lines = []
    for part in extract.parts or ():
        if part.kind is BlockKind.TABLE_ROW:
            lines.append("tr " + " | ".join(part.cells))
            continue
        name = names[part.kind] + (str(part.level) if part.level is not None else "")
        lead = f"{part.label if part.kind is BlockKind.FOOTNOTE else part.marker} ".lstrip()
        lines.append(f"{name} {lead}{text_of(extract, part)}")
    return lines
