"""Any text in any report: the file is valid to a reader that is not ours, and the text comes back as it was."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable

import docx
import html5lib
import openpyxl
import pypdfium2
import pytest
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl.utils.escape import unescape

from desktop.i18n import translator
from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.reports import catalogue
from desktop.reports.base import Layout, ReportOptions
from desktop.reports.characters import visible
from tests.reports.making import comparison, document
from tests.reports.test_json import validator

MANY = " ".join(f"woord{k}" for k in range(30_000))
TEXTS = {
    "markup": "<script>alert('1')</script> <img src=x onerror=alert(1)> &amp; &#60; ]]> --> <!-- {{ 7*7 }} {% raw %}",
    "attributes": "\" onmouseover=\"alert(1)\" ' style='x' href=javascript:alert(1)",
    "formula": "=HYPERLINK(\"http://x\",\"y\")",
    "command": "+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd",
    "minus": "-2+3+cmd",
    "fields": "{ INCLUDETEXT \"/etc/passwd\" } MERGEFIELD _x0041_ %PDF-1.4 endobj",
    "markdown": "# geen kop * geen punt | geen cel ~~niet~~ [x](y) `z` <b> 1. een \\ einde",
    "controls": "nul\x00 bel\x07 escape\x1b[2J verticaal\x0b einde\x7f \ufffe \ufff9 x\u2028y",
    "right to left": "העברית של שלום עולם",
    "arabic": "مرحبا بالعالم الكبير",
    "mixed": "Nederland \u202eomgekeerd\u202c שלום 2014 مرحبا einde",
    "emoji": "een 👨\u200d👩\u200d👧 twee 🇳🇱 drie ❤️ vier",
    "scripts": "Ελληνικά кириллица 中文字 日本語 ไทย हिन्दी é e\u0301 ﬁ",
}  # fmt: skip


def written(key: str, text: str, **options: object) -> bytes:
    """A report of a comparison in which a text is everywhere: headings, text, items, cells, notes, titles."""
    texts = [("h1", text), ("paragraph", text), ("list_item", f"{text} oud"), ("table_row", text)]
    old = document(texts, title=text)
    new = document([*texts[:2], ("list_item", f"{text} nieuw"), texts[3], ("paragraph", text)], "new.txt", title=text)
    made = comparison(old, new, [([k], [k]) for k in range(4)], [([0], [0])])
    notes = (
        Annotation(Target(TargetKind.COMPARISON), text, (text,), author=text),
        Annotation(Target(TargetKind.CHANGE, 1), text),
    )
    looks = ReportOptions(translator("nl"), title=text, author=text, annotations=notes, **options)  # type: ignore[arg-type]
    stream = io.BytesIO()
    catalogue.report(key).write(made, stream, looks)
    return stream.getvalue()


def plain(text: str) -> str:
    """A text as a reader may give it back: white space of any kind is one space, control characters are shown."""
    return " ".join(visible(text).split())


def of_html(data: bytes) -> str:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(data.decode("utf-8"))
    assert parser.errors == []
    assert len(tree.findall(".//script")) == 1 and not tree.findall(".//img")
    return " ".join("".join(tree.find("body").itertext()).split())


def of_word(data: bytes) -> str:
    """All text, deleted and inserted; python-docx opens it, and every part is XML."""
    docx.Document(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        roots = [etree.fromstring(package.read(n)) for n in package.namelist() if n.endswith((".xml", ".rels"))]
        texts = [
            "".join(e.text or "" for e in p.iter("{*}t", "{*}delText")) for r in roots for p in r.iter("{*}p")
        ]  # fmt: skip
        assert b"<w:fldSimple" not in package.read("word/document.xml")
    return " ".join(" ".join(texts).split())


def of_excel(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} <= {"s", "n"}  # no formulas
    return " ".join(unescape(" ".join(str(c.value) for c in cells)).split())


def of_csv(data: bytes) -> str:
    limit = csv.field_size_limit(10_000_000)  # of Python's reader, not of the format
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    csv.field_size_limit(limit)
    assert len({len(row) for row in rows}) == 1
    return " ".join(" ".join(cell for row in rows for cell in row).split())


def of_markdown(data: bytes) -> str:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(data.decode("utf-8"))
    inline = [child for token in tokens for child in token.children or ()]
    assert not [t for t in (*tokens, *inline) if t.type in ("html_block", "html_inline", "link_open", "image", "fence")]
    return " ".join("".join(child.content or " " for child in inline).split())


def of_json(data: bytes) -> str:
    found = json.loads(data)
    assert not list(validator("comparison").iter_errors(found))
    return " ".join(" ".join(str(b["text"]) for side in ("old", "new") for b in found[side]["blocks"]).split())


READERS: dict[str, Callable[[bytes], str]] = {
    "html": of_html, "docx": of_word, "tracked": of_word, "xlsx": of_excel, "csv": of_csv, "md": of_markdown,
    "json": of_json,
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("key", READERS)
def test_it_is_valid_and_the_text_comes_back(key: str, name: str) -> None:
    text = TEXTS[name]
    found = READERS[key](written(key, text))
    # JSON holds any character, CSV any but NUL: there the text comes back to the letter.
    raw = {"json": text, "csv": text.replace("\0", "␀")}.get(key)
    wanted = plain(text) if raw is None else " ".join(raw.split())
    if key == "md":  # what cannot be seen is shown there too
        wanted, found = (_without_format_characters(x) for x in (wanted, found))
    assert wanted in found


@pytest.mark.parametrize("key", ["html", "csv", "md", "json"])
def test_so_does_one_of_thirty_thousand_words(key: str) -> None:
    one, other = document([]), document([("paragraph", MANY)])
    stream = io.BytesIO()
    catalogue.report(key).write(comparison(one, other, []), stream, ReportOptions())
    assert MANY in READERS[key](stream.getvalue())


@pytest.mark.parametrize("layout", list(Layout))
def test_inline_and_side_by_side_hold_the_same_text_in_word(layout: Layout) -> None:
    assert plain(TEXTS["mixed"]) in of_word(written("docx", TEXTS["mixed"], layout=layout))


@pytest.mark.parametrize("name", TEXTS)
def test_a_pdf_holds_the_words_of_any_text(name: str) -> None:
    text = TEXTS[name]
    with pypdfium2.PdfDocument(io.BytesIO(written("pdf", text))) as pdf:
        found = ""
        for page in pdf:
            textpage = page.get_textpage()
            found += textpage.get_text_range()
            textpage.close()
            page.close()
    wanted = {w for w in plain(text).split() if w.isascii() and w.isalnum()}
    assert wanted <= set(found.replace("\r\n", " ").split())


@pytest.mark.parametrize("key", [*(k for k in READERS if k != "json"), "pdf"])
def test_what_is_sent_on_does_not_tell_in_whose_folder_the_files_were(key: str) -> None:
    sides = [document([("paragraph", words)], f"/home/jan/geheim/{words}.txt") for words in ("oud", "nieuw")]
    stream = io.BytesIO()
    catalogue.report(key).write(comparison(*sides, [([0], [0])]), stream, ReportOptions())
    if key == "pdf":
        with pypdfium2.PdfDocument(stream) as pdf:
            page = pdf[0]
            textpage = page.get_textpage()
            found = textpage.get_text_range()
            textpage.close()
            page.close()
    else:
        found = READERS[key](stream.getvalue())
    assert "geheim" not in found


def test_csv_says_what_changed_with_notes_and_starts_with_the_mark_of_excel() -> None:
    data = written("csv", "Nota")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(row["soort"], row["oud"], row["nieuw"], row["notities"]) for row in rows] == [
        ("vergelijking", "2014", "2014", "Nota"),
        ("formulering", "oud", "nieuw", "Nota"),
        ("toegevoegd", "", "Nota", ""),
    ]  # fmt: skip


def _without_format_characters(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "So") and c.isprintable())
