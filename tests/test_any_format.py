"""A document is the same document in every format: the blocks of its truth, and no change between any two formats.

`make formats` compares all with all; here is a part of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from desktop.model.document import Extract
from desktop.readers.catalogue import find_reader
from desktop.workflow import read_file
from tests.readers.office import docx, heading_styles, odt, p
from tools.formats import NUMBERS, OFFICE, SHEETS, WRITTEN, differences, document_of, read_forms, scores, write_forms
from tools.quality import DOCUMENTS

PASTED = ("000", "001", "002")
FORMS = (*OFFICE, "fodt", *WRITTEN, *(f"{name}.pdf" for name in SHEETS))
SHORT, LONG = ("000", "001", "003", "2016"), ("002", "004")  # scoring and comparing the long ones takes its time
SCORED = [*itertools.product(SHORT, FORMS), *itertools.product(LONG, ("one.pdf", "two.pdf"))]
SCORED += [("002", "docx"), ("002", "tags.html"), ("004", "odt"), ("004", "xml")]
PAIRS = [
    *itertools.product(SHORT, [("txt", form) for form in FORMS]),
    *itertools.product(LONG, [("txt", form) for form in ("docx", "html", "xml", "one.pdf", "two.pdf")]),
    *itertools.product(("000", "2016"), [*itertools.pairwise(FORMS), ("xml", "docx"), ("two.pdf", "docx")]),
    *itertools.product(LONG, [("docx", "one.pdf"), ("one.pdf", "two.pdf"), ("two.pdf", "odt")]),
]
GOAL = 0.98

# the scorers, kept as they came, leave their files to be closed by themselves
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

Forms = Mapping[str, Mapping[str, Extract]]


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    """Each document in each format, and the text of some as LibreOffice pastes it into a document."""
    folder = tmp_path_factory.mktemp("forms")
    write_forms(NUMBERS, SHEETS, folder, PASTED)
    return {number: read_forms(number, folder) for number in NUMBERS}


@pytest.mark.parametrize(("number", "form"), SCORED)
def test_a_document_has_the_blocks_of_its_truth(forms: Forms, number: str, form: str) -> None:
    of_kinds = scores(document_of(forms[number][form]), number)
    assert {k: f1 for k, f1 in of_kinds.items() if f1 < GOAL} == {}


@pytest.mark.parametrize(("number", "pair"), PAIRS)
def test_any_two_formats_have_no_change(forms: Forms, number: str, pair: tuple[str, str]) -> None:
    old, new = pair
    assert differences(forms[number][old], forms[number][new]) == []


@pytest.mark.parametrize("form", OFFICE)
@pytest.mark.parametrize("number", PASTED)
def test_a_text_pasted_line_by_line_reads_like_the_text(forms: Forms, number: str, form: str) -> None:
    text = document_of(read_file(str(DOCUMENTS[number])))
    pasted = document_of(forms[number][f"pasted.{form}"])
    assert [(b.kind, b.text) for b in pasted.blocks] == [(b.kind, b.text) for b in text.blocks]


def test_pages_are_counted_and_read_as_printed(forms: Forms) -> None:
    document = document_of(forms["002"]["two.pdf"])
    assert {(b.page, b.printed_page) for b in document.content} == {
        (p, str(p)) for p in range(1, max(b.page or 0 for b in document.content) + 1)
    }


def test_each_block_leads_back_to_its_lines(forms: Forms) -> None:
    document = document_of(forms["2016"]["one.pdf"])
    lines = document.source.split("\n")
    for block in document.content:
        line, column = document.locate(block.start)
        assert lines[line - 1][column:].startswith(block.text[:1])


ROWS = [("Onderdeel", "2014", "2015"), ("Missies", "9.377", "9.402"), ("Steun aan partners", "", "1.250")]


def _table(form: str, amount: str) -> Extract:
    """A small table after a heading, in one format."""
    rows = [tuple(cell.replace("9.402", amount) for cell in row) for row in ROWS]
    if form == "docx":
        cells = ["".join(f"<w:tc>{p(c) if c else '<w:p/>'}</w:tc>" for c in row) for row in rows]
        body = p("Uitgaven", "heading 1") + f"<w:tbl>{''.join(f'<w:tr>{c}</w:tr>' for c in cells)}</w:tbl>"
        data = docx(body, styles=heading_styles("heading 1"))
    elif form == "odt":
        cells = ["".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row) for row in rows]
        table = "".join(f"<table:table-row>{c}</table:table-row>" for c in cells)
        data = odt(f"<text:h text:outline-level='1'>Uitgaven</text:h><table:table>{table}</table:table>")
    elif form == "md":
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        data = "\n".join(["# Uitgaven", "", lines[0], "|---|---|---|", *lines[1:]]).encode()
    elif form == "html":
        table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
        data = f"<html><body><h1>Uitgaven</h1><table>{table}</table></body></html>".encode()
    else:
        table = "".join("<row>" + "".join(f"<entry><al>{c}</al></entry>" for c in row) + "</row>" for row in rows)
        head = "<divisie><kop><titel>Uitgaven</titel></kop><table><tgroup><tbody>"
        data = f"<kamerstuk>{head}{table}</tbody></tgroup></table></divisie></kamerstuk>".encode()
    return find_reader(data, f"a.{form}").read(data, f"a.{form}")


@pytest.mark.parametrize("form", ["docx", "odt", "md", "html", "xml"])
def test_a_table_has_the_same_cells_everywhere_and_a_changed_amount_is_one_change(form: str) -> None:
    extract = _table(form, "9.402")
    assert [b.cells for b in document_of(extract).blocks if b.cells] == ROWS
    assert differences(extract, _table("docx", "9.402")) == []
    assert [c[1:] for c in differences(extract, _table("html", "9.999"))] == [("9.402", "9.999")]
