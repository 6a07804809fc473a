"""Make documents whose structure is known, set them as PDF, and take the text out again as people do.

    python -m tools.extracts OUT_DIR [--only TEXT]

Writes OUT_DIR/<case>.<way>.txt, what a program gave as the text of the PDF, and <case>.json, what the document is: its
blocks in order with kind, level and text, and the lines its pages repeat. `samples/extracts` holds the ones that are
scored by `make quality`. Needs LibreOffice (`soffice`) and poppler (`pdftotext`); the invented prose is in
`tools.extract_prose`. Broken words come from soft hyphens at the vowels, so that no dictionary is needed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from tools.extract_prose import Prose

SHY = "\u00ad"
_BREAKABLE = re.compile(r"(?<=[^\W\d_]{2}[aeiouyäöüéè])(?=[bcdfgklmnprstvwzj][aeiouäöüé][^\W\d_]{2})", re.I)


@dataclass(slots=True)
class Element:
    """A block of the document. note: text of a footnote whose mark stands at the end of the block."""

    kind: str
    text: str
    level: int = 0
    marker: str = ""
    note: str = ""
    cells: tuple[str, ...] = ()
    breaks: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a document is set."""

    columns: int = 1
    head: str = ""
    foot: str = "{page}"
    head_left: str | None = None
    foot_left: str | None = None
    serif: bool = False
    hyphens: bool = True
    gap_mm: float = 2.5
    indent_mm: float = 0.0
    heading_gap_mm: float = 4.0
    size_pt: float = 10.0
    justify: bool = True
    first_page: int = 1
    contents: str = ""
    narrow_mm: float = 25.0


@dataclass(slots=True)
class Case:
    """A document with its look and how its text is taken out: names of EXTRACTORS."""

    name: str
    language: str
    look: Look
    elements: list[Element]
    ways: tuple[str, ...]
    furniture: list[str] = field(default_factory=list)


# ---- documents -------------------------------------------------------------------------------------------------------
def _cased(text: str) -> str:
    return text[0].upper() + text[1:]


def programme(language: str, rng: random.Random, *, bullet: str, notes: bool, numbered: bool) -> list[Element]:
    """Chapters with bare or decimal headings, lists, footnotes and captions, as a policy programme has them."""
    prose = Prose(language, rng)
    title = {
        "nl": "Programma Leefbare Regio 2020–2024",
        "en": "Living Regions Programme 2020–2024",
        "de": "Programm Lebendige Region 2020–2024",
        "fr": "Programme Régions vivantes 2020–2024",
    }[language]
    out = [Element("title", title)]
    captions = {"nl": "Figuur", "en": "Figure", "de": "Abbildung", "fr": "Figure"}
    for chapter in range(1, 5):
        mark = f"{chapter} " if numbered else ""
        out.append(Element("heading", mark + prose.title(), 1, breaks="page" if chapter % 2 == 0 else ""))
        out.append(Element("paragraph", prose.paragraph()))
        for part in range(1, rng.randint(3, 4)):
            mark = f"{chapter}.{part} " if numbered else ""
            out.append(Element("heading", mark + prose.title(), 2))
            out.append(Element("paragraph", prose.paragraph(), note=prose.sentence() if notes else ""))
            if rng.random() < 0.5:
                out.append(Element("paragraph", prose.paragraph(1, 3)))
            if rng.random() < 0.6:
                out.append(Element("paragraph", prose.sentence()[:-1] + ":"))
                items = [prose.item() for _ in range(rng.randint(2, 4))]
                out += [
                    Element("list_item", t + (";" if k < len(items) - 1 else "."), marker=bullet)
                    for k, t in enumerate(items)
                ]
                if rng.random() < 0.4:
                    out.append(Element("paragraph", prose.paragraph(1, 2)))
            if rng.random() < 0.3:
                out.append(Element("paragraph", f"{captions[language]} {chapter}.{part}: {prose.title()}"))
    return out


def law(rng: random.Random) -> list[Element]:
    """A Dutch law: chapters, articles with a title, numbered members, lettered parts."""
    prose = Prose("nl", rng)
    out = [Element("title", "Wet leefbare regio"), Element("paragraph", prose.paragraph(1, 2))]
    article = 0
    for chapter in range(1, 4):
        out.append(Element("heading", f"Hoofdstuk {chapter} {prose.title()}", 1))
        for part in range(1, 3):
            if chapter == 2:
                out.append(Element("heading", f"§ {chapter}.{part} {prose.title()}", 2))
            for _ in range(3):
                article += 1
                named = rng.random() < 0.5
                out.append(Element("heading", f"Artikel {article}" + (f" {prose.title()}" if named else ""), 3))
                members = rng.randint(1, 3)
                if members == 1:
                    out.append(Element("paragraph", prose.paragraph(1, 2)))
                for k in range(1, members + 1):
                    if members > 1:
                        text = prose.sentence()
                        last = k == members and rng.random() < 0.5
                        out.append(Element("list_item", text[:-1] + ":" if last else text, marker=f"{k}."))
                        if last:
                            parts = [prose.item() for _ in range(3)]
                            out += [
                                Element("list_item", t + (";" if j < 2 else "."), marker=f"{'abc'[j]}.")
                                for j, t in enumerate(parts)
                            ]
    out.append(Element("heading", "Bijlage", 1, breaks="page"))
    out.append(Element("paragraph", prose.paragraph(2, 3)))
    out.append(Element("heading", "Toelichting", 1))
    out.append(Element("heading", "Algemeen", 2))
    out += [Element("paragraph", prose.paragraph()) for _ in range(2)]
    out.append(Element("heading", "Artikelsgewijs", 2))
    for k in (1, 3, 5):
        out.append(Element("heading", f"Artikel {k}", 3))
        out.append(Element("paragraph", prose.paragraph(1, 3)))
    return out


def ordinance(rng: random.Random) -> list[Element]:
    """A German ordinance: § 12 on a line of its own, the title on the next, members in brackets."""
    prose = Prose("de", rng)
    out = [Element("title", "Verordnung über lebendige Regionen"), Element("paragraph", prose.paragraph(1, 2))]
    section = 0
    for chapter in range(1, 4):
        out.append(Element("heading", f"Abschnitt {chapter}\n{prose.title()}", 1))
        for _ in range(4):
            section += 1
            out.append(Element("heading", f"§ {section}\n{prose.title()}", 2))
            members = rng.randint(1, 3)
            if members == 1:
                out.append(Element("paragraph", prose.paragraph(1, 2)))
            for k in range(1, members + 1):
                if members > 1:
                    text = prose.sentence()
                    last = k == members and rng.random() < 0.5
                    out.append(Element("list_item", text[:-1] + ":" if last else text, marker=f"({k})"))
                    if last:
                        parts = [prose.item() for _ in range(3)]
                        out += [
                            Element("list_item", t + (",", ",", ".")[j], marker=f"{j + 1}.")
                            for j, t in enumerate(parts)
                        ]
    out.append(Element("heading", "Anlage 1\n(zu § 2 Absatz 1)", 1, breaks="page"))
    out.append(Element("paragraph", prose.paragraph(2, 3)))
    return out


def handbook(language: str, rng: random.Random) -> list[Element]:
    """Chapters whose sections all bear one of four headings."""
    prose = Prose(language, rng)
    title = {"nl": "Handboek dienstverlening", "en": "Service Handbook"}[language]
    out = [Element("title", title)]
    for chapter in range(1, 9):
        out.append(Element("heading", f"{chapter}. {prose.title()}", 1))
        for label in prose.stock.labels:
            out.append(Element("heading", label, 2))
            out.append(Element("paragraph", prose.paragraph(1, 3)))
            if label == prose.stock.labels[1]:
                out += [Element("list_item", prose.sentence(), marker=f"{k}.") for k in range(1, 4)]
    return out


def letter(rng: random.Random) -> list[Element]:
    """A letter to parliament with its closing, and an annex with a table."""
    prose = Prose("nl", rng)
    out = [Element("paragraph", "Geachte voorzitter,"), Element("paragraph", prose.paragraph(2, 3))]
    for _ in range(3):
        out.append(Element("heading", prose.title(), 1))
        out += [Element("paragraph", prose.paragraph(2, 4), note=prose.sentence()) for _ in range(2)]
    out.append(Element("letter_closing", "Hoogachtend,"))
    out.append(Element("letter_closing", "de staatssecretaris van Infrastructuur,\nA.B. van der Wielen"))
    out.append(Element("heading", "Bijlage 1 Overzicht van de uitgaven", 1, breaks="page"))
    out.append(Element("paragraph", prose.paragraph(1, 2)))
    for label in ("Waterbeheer", "Bodemherstel", "Spoorveiligheid", "Totaal"):
        figures = tuple(f"{rng.randint(1, 9)}.{rng.randint(100, 999)}" for _ in range(3))
        out.append(Element("table_row", " ".join((label, *figures)), cells=(label, *figures)))
    out.append(Element("paragraph", prose.paragraph(2, 3)))
    return out


def cases() -> list[Case]:
    """All documents; each depends on its own name only."""
    made: list[Case] = []

    def add(name: str, language: str, look: Look, make: Callable[[random.Random], list[Element]], *ways: str) -> None:
        made.append(Case(name, language, look, make(random.Random(name)), ways))

    def prog(language: str, **how: object) -> Callable[[random.Random], list[Element]]:
        return lambda rng: programme(language, rng, **how)  # type: ignore[arg-type]

    add(
        "programme-nl-columns",
        "nl",
        Look(columns=2, head="{chapter}", foot="{page}", gap_mm=0, indent_mm=0, size_pt=9, contents="dots"),
        prog("nl", bullet="•", notes=True, numbered=False),
        "raw",
        "layout",
    )
    add(
        "programme-nl-heads",
        "nl",
        Look(head="{page}  {title}", head_left="{title}  {page}", foot="", gap_mm=0, heading_gap_mm=2, serif=True),
        prog("nl", bullet="–", notes=True, numbered=False),
        "plain",
        "pdfium",
    )
    add(
        "programme-en",
        "en",
        Look(head="", foot="{title} | {page}", contents="dots", first_page=3),
        prog("en", bullet="•", notes=True, numbered=True),
        "plain",
    )
    add(
        "programme-fr",
        "fr",
        Look(head="{chapter}", foot="– {page} –", serif=True, gap_mm=1.5, indent_mm=5),
        prog("fr", bullet="–", notes=True, numbered=False),
        "raw",
    )
    add(
        "programme-de-columns",
        "de",
        Look(columns=2, head="{title}", foot="Seite {page}", contents="plain", size_pt=9),
        prog("de", bullet="■", notes=False, numbered=True),
        "raw",
        "layout",
    )
    add("law-nl", "nl", Look(foot="Staatsblad 2019 123 {page}", gap_mm=1), law, "plain")
    add(
        "ordinance-de",
        "de",
        Look(head="Bundesgesetzblatt Jahrgang 2019 Teil I Nr. 14 {page}", foot="", columns=2, size_pt=9, gap_mm=1),
        ordinance,
        "raw",
    )
    add(
        "handbook-nl",
        "nl",
        Look(head="Handboek dienstverlening", foot="Versie 3.1, pagina {page} van 12", gap_mm=1),
        lambda rng: handbook("nl", rng),
        "plain",
    )
    add(
        "handbook-en",
        "en",
        Look(head="{chapter}", foot="{page}", gap_mm=0, heading_gap_mm=0.5, hyphens=False, justify=False),
        lambda rng: handbook("en", rng),
        "raw",
    )
    add(
        "letter-nl",
        "nl",
        Look(foot="Tweede Kamer, vergaderjaar 2018–2019, 35 000, nr. 14 {page}", hyphens=True),
        letter,
        "layout",
    )
    return made


# ---- setting ---------------------------------------------------------------------------------------------------------
NAMESPACES = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for p, n in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)


def flat_odt(case: Case) -> str:
    """The document as flat OpenDocument text."""
    look = case.look
    font = "Liberation Serif" if look.serif else "Liberation Sans"
    title = next((e.text for e in case.elements if e.kind == "title"), "")

    def line(pattern: str) -> str:
        made = escape(pattern.replace("{title}", title))
        made = re.sub("  +", lambda m: f'<text:s text:c="{len(m.group()) * 12}"/>', made)
        made = made.replace("{page}", '<text:page-number text:select-page="current"/>')
        chapter = '<text:chapter text:display="name" text:outline-level="1"/>'
        return f'<text:p text:style-name="Head">{made.replace("{chapter}", chapter)}</text:p>'

    def region(tag: str, right: str, left: str | None) -> str:
        if not right:
            return ""
        other = f"<style:{tag}-left>{line(left)}</style:{tag}-left>" if left else ""
        return f"<style:{tag}>{line(right)}</style:{tag}>{other}"

    def paragraph(
        name: str, extra: str, size: float, bold: bool = False, after: float = 0.0, before: float = 0.0
    ) -> str:
        weight = ' fo:font-weight="bold"' if bold else ""
        return (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f'<style:paragraph-properties fo:margin-bottom="{after}mm" fo:margin-top="{before}mm" {extra}/>'
            f'<style:text-properties style:font-name="{font}" fo:font-family="{font}" fo:font-size="{size}pt"{weight}/>'
            "</style:style>"
        )

    align = 'fo:text-align="justify"' if look.justify else 'fo:text-align="start"'
    body_extra = f'{align} fo:text-indent="{look.indent_mm}mm" fo:orphans="2" fo:widows="2"'
    page_break = 'fo:break-before="page"'
    gap = look.heading_gap_mm
    item_extra = f'{align} fo:margin-left="6mm" fo:text-indent="-6mm"'
    styles = "".join(
        (
            paragraph("Body", body_extra, look.size_pt, after=look.gap_mm),
            paragraph("Plain", "", look.size_pt, after=look.gap_mm),
            paragraph("Item", item_extra, look.size_pt, after=look.gap_mm / 2),
            paragraph("Title", "", 18, True, after=6),
            paragraph("H1", 'fo:keep-with-next="always"', look.size_pt + 4, True, after=gap / 2, before=gap),
            paragraph("H1page", f'fo:keep-with-next="always" {page_break}', look.size_pt + 4, True, after=gap / 2),
            paragraph("H2", 'fo:keep-with-next="always"', look.size_pt + 1, True, after=gap / 4, before=gap / 2),
            paragraph("H3", 'fo:keep-with-next="always"', look.size_pt, True, after=gap / 4, before=gap / 2),
            paragraph("Head", "", 8),
            paragraph("Footnote", "", look.size_pt - 2),
            '<style:style style:name="Toc" style:family="paragraph"><style:paragraph-properties><style:tab-stops>'
            f'<style:tab-stop style:position="{155 if look.columns == 1 else 72}mm" style:type="right"'
            + (' style:leader-style="dotted" style:leader-text="."' if look.contents == "dots" else "")
            + f'/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-family="{font}"'
            f' fo:font-size="{look.size_pt}pt"/></style:style>',
        )
    )
    columns = f'<style:columns fo:column-count="{look.columns}" fo:column-gap="8mm"/>' if look.columns > 1 else ""
    mirrored = ' style:page-usage="mirrored"' if look.head_left or look.foot_left else ""
    layout = (
        f'<style:page-layout style:name="pm"{mirrored}><style:page-layout-properties fo:page-width="210mm"'
        f' fo:page-height="240mm" fo:margin-left="{look.narrow_mm}mm" fo:margin-right="{look.narrow_mm}mm"'
        f' fo:margin-top="15mm" fo:margin-bottom="15mm" style:first-page-number="{look.first_page}">{columns}'
        "</style:page-layout-properties>"
        '<style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="5mm"/>'
        "</style:header-style><style:footer-style>"
        '<style:header-footer-properties fo:min-height="8mm" fo:margin-top="5mm"/></style:footer-style>'
        "</style:page-layout>"
    )
    master = (
        '<style:master-page style:name="Standard" style:page-layout-name="pm">'
        f"{region('header', look.head, look.head_left)}{region('footer', look.foot, look.foot_left)}"
        "</style:master-page>"
    )
    body = "".join(_body(case, title))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{styles}"
        '<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-value="0"'
        ' text:footnotes-position="page" text:start-numbering-at="document"/></office:styles>'
        f"<office:automatic-styles>{layout}</office:automatic-styles><office:master-styles>{master}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _body(case: Case, title: str) -> list[str]:
    look, parts, number = case.look, [], 0

    def run(text: str) -> str:
        soft = _BREAKABLE.sub(SHY, text) if look.hyphens else text
        return escape(soft).replace("\n", "<text:line-break/>")

    for k, e in enumerate(case.elements):
        if e.kind == "title":
            parts.append(f'<text:p text:style-name="Title">{escape(e.text)}</text:p>')
            if look.contents:
                parts += _contents(case)
        elif e.kind == "heading":
            style = f"H{e.level}" + ("page" if e.breaks and e.level == 1 else "")
            text = escape(e.text).replace("\n", "<text:line-break/>")
            parts.append(f'<text:h text:style-name="{style}" text:outline-level="{e.level}">{text}</text:h>')
        elif e.kind == "list_item":
            text = f"{escape(e.marker)}<text:tab/>{run(e.text)}"
            parts.append(f'<text:p text:style-name="Item">{text}</text:p>')
        elif e.kind == "table_row":
            before = case.elements[k - 1].kind == "table_row"
            after = k + 1 < len(case.elements) and case.elements[k + 1].kind == "table_row"
            cells = "".join(
                f'<table:table-cell><text:p text:style-name="Plain">{escape(c)}</text:p></table:table-cell>'
                for c in e.cells
            )
            begin = f'<table:table><table:table-column table:number-columns-repeated="{len(e.cells)}"/>'
            parts.append(
                ("" if before else begin)
                + f"<table:table-row>{cells}</table:table-row>"
                + ("" if after else "</table:table>")
            )
        else:
            note = ""
            if e.note:
                number += 1
                note = (
                    f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
                    f'<text:note-body><text:p text:style-name="Footnote">{run(e.note)}</text:p></text:note-body>'
                    "</text:note>"
                )
            style = "Plain" if e.kind == "letter_closing" else "Body"
            parts.append(f'<text:p text:style-name="{style}">{run(e.text)}{note}</text:p>')
    return parts


def _contents(case: Case) -> list[str]:
    """A table of contents; the page numbers only have to rise."""
    word = {"nl": "Inhoud", "en": "Contents", "de": "Inhalt", "fr": "Sommaire"}[case.language]
    parts = [f'<text:p text:style-name="H1">{word}</text:p>']
    case.furniture.append(word)
    page = case.look.first_page + 1
    for k, e in enumerate(h for h in case.elements if h.kind == "heading" and h.level < 3):
        page += k % 3 == 2
        text = escape(e.text.replace("\n", " "))
        parts.append(f'<text:p text:style-name="Toc">{text}<text:tab/>{page}</text:p>')
        case.furniture.append(f"{e.text} {page}".replace("\n", " "))
    return parts


# ---- taking the text out ---------------------------------------------------------------------------------------------
def _pdftotext(pdf: Path, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def _pdfium(pdf: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(str(pdf))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(p.replace("\r\n", "\n") for p in pages)


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    "plain": lambda pdf: _pdftotext(pdf),
    "raw": lambda pdf: _pdftotext(pdf, "-raw"),
    "layout": lambda pdf: _pdftotext(pdf, "-layout"),
    "pdfium": _pdfium,
    # copied and pasted: no form feeds and no blank lines
    "pasted": lambda pdf: re.sub(r"\n{2,}", "\n", _pdftotext(pdf).replace("\f", "")),
}


def truth(case: Case) -> dict[str, object]:
    """What the document is."""
    look = case.look
    title = next((e.text for e in case.elements if e.kind == "title"), "")
    repeated = [p for p in (look.head, look.foot, look.head_left, look.foot_left) if p]
    chapters = [e.text for e in case.elements if e.kind == "heading" and e.level == 1]
    furniture = [p.replace("{title}", title) for p in repeated if "{chapter}" not in p]
    furniture += [p.replace("{chapter}", c) for p in repeated if "{chapter}" in p for c in chapters]
    blocks: list[dict[str, object]] = []
    notes = 0
    for e in case.elements:
        kind = "heading" if e.kind == "title" else e.kind
        # a number on a line of its own and the title under it are two headings
        for text in e.text.split("\n") if e.kind == "heading" else [e.text.replace("\n", " ")]:
            block: dict[str, object] = {"kind": kind, "text": text}
            if e.kind == "heading":
                block["level"] = e.level
            if e.marker:
                block["marker"] = e.marker
            blocks.append(block)
        if e.note:
            notes += 1
            blocks.append({"kind": "footnote", "text": e.note, "label": str(notes)})
    return {
        "language": case.language,
        "furniture": [" ".join(p.replace("{page}", "#").split()) for p in furniture] + case.furniture,
        "blocks": blocks,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.extracts", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="only cases whose name contains this")
    parser.add_argument("--all", action="store_true", help="every way of taking the text out for every case")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    chosen = [c for c in cases() if options.only in c.name]
    with tempfile.TemporaryDirectory(prefix="naast-extracts-") as folder:
        for case in chosen:
            (Path(folder) / f"{case.name}.fodt").write_text(flat_odt(case), encoding="utf-8")
        names = [str(Path(folder) / f"{c.name}.fodt") for c in chosen]
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *names],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for case in chosen:
            said = json.dumps(truth(case), ensure_ascii=False, indent=1)
            (options.out / f"{case.name}.json").write_text(said + "\n", encoding="utf-8")
            for way in EXTRACTORS if options.all else case.ways:
                text = EXTRACTORS[way](Path(folder) / f"{case.name}.pdf")
                (options.out / f"{case.name}.{way}.txt").write_text(text, encoding="utf-8")
                print(f"{case.name}.{way}", len(text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
