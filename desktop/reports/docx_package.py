"""The file around the body of the Word report: styles or a template, foot of the page, logo, properties.

In: the body as pieces, a template or none. Out: a .docx. What a template brings along stays as it is; only what the
report needs is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from desktop import __version__
from desktop.reports import ooxml
from desktop.reports.base import Logo, ReportOptions
from desktop.reports.docx_styles import settings, styles
from desktop.reports.docx_template import Template
from desktop.reports.ooxml import Package, R, W, run

PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134" w:bottom="1304" w:left="1134" '
    'w:header="624" w:footer="624" w:gutter="0"/>'
)
A4_TEXT_WIDTH = 11906 - 2 * 1134
LOGO_HEIGHT = 500_000
"""English metric units: 14 mm."""
EMU_A_TWIP = 635


def write_package(
    stream: BinaryIO,
    body: Iterable[str],
    title: str,
    language: str,
    options: ReportOptions,
    template: Template | None,
) -> None:
    """Write the file. language: of the text, where no template says it."""
    author = options.author or f"Naast {__version__}"
    core = ooxml.core_properties(title, author, options.t.language, options.made)
    logo = options.logo
    extra = [] if template and template.has_footer else [("rIdNaastFooter", "footer", "naast-footer.xml")]
    has_footer = bool(extra)
    if logo is not None:
        extra.append(("rIdNaastLogo", "image", f"media/naast-logo.{logo.kind}"))
    types = _with_types(template.content_types, has_footer, logo) if template else None
    with Package(stream, types) as package:
        package.part("word/document.xml", f"{ooxml.WORD}document.main+xml", _document(body, logo, template))
        if template:
            for name, data in template.parts.items():
                if name not in ("docProps/core.xml", "_rels/.rels"):
                    package.data(name, "", data)
            package.data("word/_rels/document.xml.rels", "", ooxml.with_relations(template.relations, extra))
        else:
            package.part("word/styles.xml", f"{ooxml.WORD}styles+xml", [styles(language)])
            package.part("word/settings.xml", f"{ooxml.WORD}settings+xml", [settings()])
            fixed = [("rId1", "styles", "styles.xml"), ("rId2", "settings", "settings.xml")]
            package.relations("word/document.xml", [*fixed, *extra])
        if has_footer:
            package.part("word/naast-footer.xml", f"{ooxml.WORD}footer+xml", [_footer(title, options, template)])
        if logo is not None:
            package.data(f"word/media/naast-logo.{logo.kind}", f"image/{logo.kind}", logo.data)
        package.part("docProps/core.xml", ooxml.CORE, [core])
        package.relations(
            "",
            [("rId1", "officeDocument", "word/document.xml"), ("rId2", ooxml.CORE_RELATION, "docProps/core.xml")],
        )


def text_width(template: Template | None) -> int:
    """How wide the text of a page is, in twips."""
    return template.text_width if template else A4_TEXT_WIDTH


def _document(body: Iterable[str], logo: Logo | None, template: Template | None) -> Iterator[str]:
    yield template.root if template else f"<w:document {W} {R}>"
    yield "<w:body>"
    if logo is not None:
        yield _picture(logo, text_width(template))
    yield from body
    yield _section(template)
    yield "</w:body></w:document>"


def _footer(title: str, options: ReportOptions, template: Template | None) -> str:
    page = options.t("Page {page} of {pages}", page="\0", pages="\1")
    fields = {"\0": "PAGE", "\1": "NUMPAGES"}
    said = ""
    for piece in _split_at(page, fields):
        said += _field(fields[piece]) if piece in fields else run(piece)
    tabs = f'<w:tabs><w:tab w:val="clear" w:pos="9070"/><w:tab w:val="right" w:pos="{text_width(template)}"/></w:tabs>'
    # A template's own style for feet may have stops for tabs in the middle; ours has none.
    style = template.ids.get("NaastRemark", "NaastRemark") if template else "Footer"
    return (
        f'<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="{style}"/>{tabs}</w:pPr>'
        f"{run(_short(title, 90))}<w:r><w:tab/></w:r>{said}</w:p></w:ftr>"
    )


def _section(template: Template | None) -> str:
    reference = f'<w:footerReference w:type="default" r:id="rIdNaastFooter" {R}/>'
    if template is None:
        return f"<w:sectPr>{reference}{PAGE}</w:sectPr>"
    section = template.section
    if template.has_footer:
        return section
    if section.endswith("/>") and "</w:sectPr>" not in section:
        return f"{section[:-2]}>{reference}</w:sectPr>"
    start = section.index(">") + 1
    return section[:start] + reference + section[start:]


def _field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _split_at(text: str, marks: Iterable[str]) -> Iterator[str]:
    piece = ""
    for char in text:
        if char in marks:
            if piece:
                yield piece
            yield char
            piece = ""
        else:
            piece += char
    if piece:
        yield piece


def _short(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1].rstrip() + "…"


def _picture(logo: Logo, room: int) -> str:
    """The logo in a paragraph of its own; a very wide one is as wide as the text, in twips."""
    height = LOGO_HEIGHT
    width = int(height * logo.width / max(logo.height, 1))
    if width > room * EMU_A_TWIP:
        width, height = room * EMU_A_TWIP, int(room * EMU_A_TWIP * logo.height / logo.width)
    return (
        "<w:p><w:r><w:drawing>"
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" '
        f'distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:docPr id="1" name="Logo" descr="Logo"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="logo.{logo.kind}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="rIdNaastLogo" {R}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _with_types(types: str, footer: bool, logo: Logo | None) -> str:
    """The content types of a template, with those of what the report adds."""
    rows = ""
    if footer and "/word/naast-footer.xml" not in types:
        rows += f'<Override PartName="/word/naast-footer.xml" ContentType="{ooxml.WORD}footer+xml"/>'
    if logo is not None:
        rows += f'<Override PartName="/word/media/naast-logo.{logo.kind}" ContentType="image/{logo.kind}"/>'
    if "/docProps/core.xml" not in types:
        rows += f'<Override PartName="/docProps/core.xml" ContentType="{ooxml.CORE}"/>'
    end = types.rindex("</Types>")
    return types[:end] + rows + types[end:]
