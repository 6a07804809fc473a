"""The documents of the user, printed as PDF by LibreOffice in one and two columns, are the same documents as their
texts: the same blocks, and no change when they are compared."""

from __future__ import annotations

import pytest

from desktop.model.document import Document, Extract
from desktop.model.options import EditionGuess, Options
from desktop.readers.pdf import PDF
from desktop.segmentation.segment import prepare, printed_words, segment
from desktop.workflow import compare_extracts, read_file
from tests.readers.flat_odt import Sheet, flat_odt, print_pdfs
from tests.readers.truth import truth_path, truth_pieces
from tools.quality import DOCUMENTS, run_scorer

ONE = Sheet(foot="Tweede Kamer, vergaderjaar 2016–2017, 34 725 V, nr. 1\t#", hyphenated=True)
TWO = Sheet(columns=2, size_pt=9, head="Verslag # – Rijk", left_head="# Ministerie", foot="#", justified=True)
SHEETS = {"one": ONE, "two": TWO}
PRINTED = [
    ("000", "one"),
    ("001", "two"),
    ("002", "one"),
    ("002", "two"),
    ("003", "two"),
    ("004", "two"),
    ("2016", "one"),
]
GOAL = 0.98

# the scorers, kept as they came, leave their files to be closed by themselves
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Extract]:
    """All of them, printed in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    files = {f"{number}-{sheet}": flat_odt(truth_pieces(number), SHEETS[sheet]) for number, sheet in PRINTED}
    paths = print_pdfs(files, folder)
    return {
        (number, sheet): PDF.read(paths[f"{number}-{sheet}"].read_bytes(), f"{number}.pdf") for number, sheet in PRINTED
    }


def read(extract: Extract) -> Document:
    prepared = prepare(extract)
    return segment(prepared, printed_words(prepared), EditionGuess())


@pytest.mark.parametrize(("number", "sheet"), PRINTED)
def test_printed_documents_have_the_blocks_of_their_truth(
    printed: dict[tuple[str, str], Extract], number: str, sheet: str
) -> None:
    document = read(printed[number, sheet])
    said = [{"kind": "page_header" if b.is_furniture else b.kind.value, "text": b.text} for b in document.blocks]
    folder = truth_path(number).parent
    result = run_scorer("score_structure", folder if folder.name != "editions" else folder.parent, said, number)[
        "result"
    ]
    of_kinds = {k: v["f1"] for k, v in result.items() if isinstance(v, dict) and "f1" in v}
    assert {k: f1 for k, f1 in of_kinds.items() if f1 < GOAL} == {}
    assert result["kept_apart"]["share"] >= GOAL
    assert result["joined_words"]["share"] >= GOAL
    assert result["block_boundaries_kept"]["share"] == 1


@pytest.mark.parametrize(("number", "sheet"), [p for p in PRINTED if p[0] != "004"])
def test_a_text_and_its_print_have_no_change(printed: dict[tuple[str, str], Extract], number: str, sheet: str) -> None:
    text = read_file(str(DOCUMENTS[number]))
    comparison = compare_extracts(text, printed[number, sheet], Options())
    assert [(c.kind, c.old, c.new) for c in comparison.changes] == []


def test_two_prints_of_a_document_have_no_change(printed: dict[tuple[str, str], Extract]) -> None:
    comparison = compare_extracts(printed["002", "one"], printed["002", "two"], Options())
    assert [(c.kind, c.old, c.new) for c in comparison.changes] == []


def test_pages_are_counted_and_read_as_printed(printed: dict[tuple[str, str], Extract]) -> None:
    document = read(printed["002", "two"])
    assert {(b.page, b.printed_page) for b in document.content} == {
        (p, str(p)) for p in range(1, max(b.page or 0 for b in document.content) + 1)
    }


def test_each_block_leads_back_to_its_lines(printed: dict[tuple[str, str], Extract]) -> None:
    document = read(printed["2016", "one"])
    lines = document.source.split("\n")
    for block in document.content:
        line, column = document.locate(block.start)
        assert lines[line - 1][column:].startswith(block.text[:1])
