"""Flat OpenDocument files (one XML file each) out of marked-up blocks, and LibreOffice to print them as PDF.

In: blocks (kind, text, level, ...). Out: the text of an `.fodt`; `print_pdfs` turns many of them into PDF in one run of
LibreOffice.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One block to be printed. notes: where footnotes hang in the text, and their texts. cells: of a table row."""

    kind: str
    text: str = ""
    level: int = 1
    notes: tuple[tuple[int, str], ...] = ()
    cells: tuple[str, ...] = ()
    bullet: str = "•"


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the pages look. head, foot: running texts (`#` stands for the page number); left_head: of left pages."""

    columns: int = 1
    size_pt: float = 10
    font: str = "Liberation Sans"
    head: str = ""
    left_head: str = ""
    foot: str = ""
    justified: bool = False
    indent_cm: float = 0
    below_pt: float = 6
    hyphenated: bool = False
    language: tuple[str, str] = ("nl", "NL")
    ruled: bool = True
    width_cm: float = 21
    height_cm: float = 29.7


def flat_odt(pieces: Sequence[Piece], sheet: Sheet = Sheet()) -> str:
    """The file. Headings are bold and larger by level, lists hang, notes are at the foot of the page."""
    return flat_odt_of(_body(pieces, sheet), sheet)


def flat_odt_of(body: str, sheet: Sheet = Sheet()) -> str:
    """A file with the content of a text written by hand; the styles are those of `flat_odt`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_styles(sheet)}</office:styles>"
        f"<office:automatic-styles>{_automatic(sheet)}</office:automatic-styles>"
        f"<office:master-styles>{_master(sheet)}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _styles(sheet: Sheet) -> str:
    size, font = sheet.size_pt, sheet.font
    language, country = sheet.language
    text = (
        f'style:font-name="{font}" fo:font-family="{font}" fo:font-size="{size}pt" fo:language="{language}" '
        f'fo:country="{country}" fo:hyphenate="{str(sheet.hyphenated).lower()}"'
    )
    align = ' fo:text-align="justify"' if sheet.justified else ""
    indent = f' fo:text-indent="{sheet.indent_cm}cm"' if sheet.indent_cm else ""
    result = [
        f'<style:default-style style:family="paragraph"><style:text-properties {text}/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph"/>'
        f'<style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">'
        f'<style:paragraph-properties fo:margin-bottom="{sheet.below_pt}pt"{align}{indent}/></style:style>'
        f'<style:style style:name="Item" style:family="paragraph" style:parent-style-name="Standard">'
        f'<style:paragraph-properties fo:margin-bottom="{sheet.below_pt / 2}pt"{align}/></style:style>'
        '<style:style style:name="Closing" style:family="paragraph" style:parent-style-name="Standard">'
        '<style:paragraph-properties fo:margin-top="12pt" fo:margin-bottom="6pt"/></style:style>'
        '<style:style style:name="Cell" style:family="paragraph" style:parent-style-name="Standard"/>'
        '<style:style style:name="Amount" style:family="paragraph" style:parent-style-name="Standard">'
        '<style:paragraph-properties fo:text-align="end"/></style:style>'
        '<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">'
        f'<style:paragraph-properties fo:margin-left="0.4cm" fo:text-indent="-0.4cm"/>'
        f'<style:text-properties fo:font-size="{size * 0.8}pt"/></style:style>'
        '<style:style style:name="Head" style:family="paragraph" style:parent-style-name="Standard">'
        f'<style:text-properties fo:font-size="{size * 0.85}pt"/></style:style>'
        '<style:style style:name="Raised" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="Strong" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    ]
    for level, factor in ((1, 1.6), (2, 1.3), (3, 1.1), (4, 1.0)):
        result.append(
            f'<style:style style:name="Heading{level}" style:family="paragraph" style:parent-style-name="Standard">'
            '<style:paragraph-properties fo:margin-top="12pt" fo:margin-bottom="4pt" fo:keep-with-next="always"/>'
            f'<style:text-properties fo:font-size="{size * factor}pt" fo:font-weight="bold" '
            'fo:hyphenate="false"/></style:style>'
        )
    result.append(
        '<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="Raised" '
        'text:citation-style-name="Raised" style:num-format="1" text:start-value="0" '
        'text:footnotes-position="page" text:start-numbering-at="document"/>'
    )
    return "".join(result)


def _automatic(sheet: Sheet) -> str:
    columns = f'<style:columns fo:column-count="{sheet.columns}" fo:column-gap="0.8cm"/>' if sheet.columns > 1 else ""
    usage = "mirrored" if sheet.left_head else "all"
    border = "0.5pt solid #000000" if sheet.ruled else "none"
    label, amount = _widths(sheet)
    lists = "".join(
        f'<text:list-style style:name="List{ord(sign)}"><text:list-level-style-bullet text:level="1" '
        f'text:bullet-char="{sign}"><style:list-level-properties text:list-level-position-and-space-mode='
        '"label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" '
        'text:list-tab-stop-position="0.6cm" fo:text-indent="-0.6cm" fo:margin-left="0.6cm"/>'
        "</style:list-level-properties></text:list-level-style-bullet></text:list-style>"
        for sign in "•–▪-"
    )
    return (
        f'<style:page-layout style:name="Page" style:page-usage="{usage}">'
        f'<style:page-layout-properties fo:page-width="{sheet.width_cm}cm" fo:page-height="{sheet.height_cm}cm" '
        f'fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm">'
        f"{columns}</style:page-layout-properties>"
        '<style:header-style><style:header-footer-properties fo:margin-bottom="0.6cm" fo:min-height="0.8cm"/>'
        '</style:header-style><style:footer-style><style:header-footer-properties fo:margin-top="0.6cm" '
        'fo:min-height="0.8cm"/></style:footer-style></style:page-layout>'
        '<style:style style:name="Table" style:family="table"><style:table-properties '
        f'style:width="{label + 3 * amount:.2f}cm" fo:margin-bottom="8pt" table:align="left"/></style:style>'
        '<style:style style:name="BoxCell" style:family="table-cell"><style:table-cell-properties '
        f'fo:padding="0.1cm" fo:border="{border}"/></style:style>'
        + "".join(
            f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width:.2f}cm"/></style:style>'
            for name, width in (("Label", label), ("Amount", amount))
        )
        + lists
    )


def _widths(sheet: Sheet) -> tuple[float, float]:
    """Widths of the column of labels and of the others, in centimetres: those of a table of four fill the text."""
    text = sheet.width_cm - 5
    return (0.47 * text, 0.156 * text) if sheet.columns == 1 else (0.156 * text, 0.106 * text)


def _master(sheet: Sheet) -> str:
    def line(text: str) -> str:
        return f'<text:p text:style-name="Head">{_inline(text)}</text:p>'

    header = f"<style:header>{line(sheet.head)}</style:header>" if sheet.head else ""
    if sheet.left_head:
        header += f"<style:header-left>{line(sheet.left_head)}</style:header-left>"
    footer = f"<style:footer>{line(sheet.foot)}</style:footer>" if sheet.foot else ""
    return (
        f'<style:master-page style:name="Standard" style:page-layout-name="Page">{header}{footer}</style:master-page>'
    )


def _inline(text: str) -> str:
    return escape(text).replace("#", '<text:page-number text:select-page="current"/>').replace("\t", "<text:tab/>")


def _noted(piece: Piece, counter: list[int]) -> str:
    """The text with its footnotes at their places."""
    parts: list[str] = []
    at = 0
    for place, note in piece.notes:
        counter[0] += 1
        parts.append(escape(piece.text[at:place]))
        parts.append(
            f'<text:note text:note-class="footnote" text:id="n{counter[0]}"><text:note-citation>{counter[0]}'
            f'</text:note-citation><text:note-body><text:p text:style-name="Footnote">{escape(note)}</text:p>'
            "</text:note-body></text:note>"
        )
        at = place
    return "".join(parts) + escape(piece.text[at:])


def _body(pieces: Sequence[Piece], sheet: Sheet) -> str:
    result: list[str] = []
    counter = [0]
    k = 0
    while k < len(pieces):
        piece = pieces[k]
        if piece.kind == "table_row":
            end = k
            while end < len(pieces) and pieces[end].kind == "table_row":
                end += 1
            result.append(_table([p.cells for p in pieces[k:end]], sheet))
            k = end
            continue
        if piece.kind == "list_item":
            end = k
            while end < len(pieces) and pieces[end].kind == "list_item" and pieces[end].bullet == piece.bullet:
                end += 1
            items = "".join(
                f'<text:list-item><text:p text:style-name="Item">{_noted(p, counter)}</text:p></text:list-item>'
                for p in pieces[k:end]
            )
            result.append(f'<text:list text:style-name="List{ord(piece.bullet)}">{items}</text:list>')
            k = end
            continue
        text = _noted(piece, counter)
        if piece.kind in ("heading", "box_heading"):
            level = min(piece.level, 4)
            result.append(f'<text:h text:style-name="Heading{level}" text:outline-level="{level}">{text}</text:h>')
        elif piece.kind == "letter_closing":
            result.append(f'<text:p text:style-name="Closing">{text}</text:p>')
        else:
            result.append(f'<text:p text:style-name="Body">{text}</text:p>')
        k += 1
    return "".join(result)


def _table(rows: Sequence[tuple[str, ...]], sheet: Sheet) -> str:
    """A table with a wide first column."""
    width = max(len(r) for r in rows)
    columns = '<table:table-column table:style-name="Label"/>'
    columns += f'<table:table-column table:style-name="Amount" table:number-columns-repeated="{width - 1}"/>'

    def cell(text: str) -> str:
        style = "Amount" if text[:1].isdigit() else "Cell"
        return (
            f'<table:table-cell table:style-name="BoxCell"><text:p text:style-name="{style}">{escape(text)}</text:p>'
            "</table:table-cell>"
        )

    body = "".join(
        "<table:table-row>" + "".join(cell(c) for c in (*r, *[""] * (width - len(r)))) + "</table:table-row>"
        for r in rows
    )
    return f'<table:table table:style-name="Table">{columns}{body}</table:table>'


def print_pdfs(files: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """Print flat OpenDocument texts as PDF, all in one run of LibreOffice. name → text in, name → PDF out."""
    sources: list[str] = []
    for name, text in files.items():
        path = folder / f"{name}.fodt"
        path.write_text(text, encoding="utf-8")
        sources.append(str(path))
    run_office(["--convert-to", "pdf", "--outdir", str(folder), *sources], folder)
    return {name: folder / f"{name}.pdf" for name in files}


def run_office(arguments: Iterable[str], folder: Path) -> None:
    """LibreOffice without a screen, with a profile of its own, so that runs do not disturb each other."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", *arguments],
        check=True,
        capture_output=True,
        timeout=110,
    )
