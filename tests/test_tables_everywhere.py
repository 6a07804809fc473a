"""A table is the same table in every format: drawn or not, with wrapped, merged and empty cells, over several pages."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from desktop.model.document import Extract
from tools.flat_odt import Sheet, flat_odt_of, run_office
from tools.formats import differences, document_of, read_path

SHEETS = {
    "drawn": Sheet(foot="Kamerstuk\t#"),
    "open": Sheet(foot="#", ruled=False),
    "columns": Sheet(columns=2, size_pt=9, head="Verslag #"),
}
FORMS = ("drawn.docx", "drawn.odt", "drawn.html", "drawn.pdf", "open.pdf", "columns.pdf")
TEXT = "Het kabinet zet zich in voor een veilige omgeving in Europa en daarbuiten, samen met partners in de regio. "


def cell(text: str, columns: int = 1, rows: int = 1) -> str:
    style = "Amount" if text[:1].isdigit() else "Cell"
    spans = f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
    return (
        f'<table:table-cell table:style-name="BoxCell"{spans}><text:p text:style-name="{style}">{text}</text:p>'
        "</table:table-cell>" + "<table:covered-table-cell/>" * (columns - 1)
    )


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</table:table-row>"


def table(*rows: str, head: str = "") -> str:
    repeated = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
    return (
        '<table:table table:style-name="Table"><table:table-column table:style-name="Label"/><table:table-column '
        f'table:style-name="Amount" table:number-columns-repeated="3"/>{repeated}{"".join(rows)}</table:table>'
    )


COVERED = "<table:covered-table-cell/>"
POSTS = [f"Post {k} met een omschrijving die over meer dan een regel van de cel loopt" for k in range(1, 30)]


def body(amount: str = "16.411") -> str:
    wrapped = table(
        row("Onderdeel", "2014", "2015", "2016"),
        row("Verplichtingen", "246.318", "258.904", "262.117"),
        row("Uitgaven voor goede samenwerking ter bevordering van de veiligheid", "16.204", "15.873", amount),
        row("Wapenbeheersing", "9.377", "", "9.610"),
    )
    merged = table(
        row(cell("Thema", rows=2), cell("Uitgaven in duizenden euro", columns=3)),
        row(COVERED, "2014", "2015", "2016"),
        row("Missies", "9.402", "9.505", "9.715"),
        row(cell("Steun", rows=2), "12", "13", "14"),
        row(COVERED, "15", "16", "17"),
        row("Totaal van alle onderdelen samen", cell("zie de bijlage bij dit verslag", columns=3)),
    )
    long = table(
        *(row(post, f"{k}.204", f"{k}.873", f"{k}.411") for k, post in enumerate(POSTS, 1)),
        head=row("Post", "2014", "2015", "2016"),
    )
    paragraph = f'<text:p text:style-name="Body">{TEXT * 3}</text:p>'
    return "".join(paragraph + t for t in (wrapped, merged, long)) + paragraph


ROWS = [
    ("Onderdeel", "2014", "2015", "2016"),
    ("Verplichtingen", "246.318", "258.904", "262.117"),
    ("Uitgaven voor goede samenwerking ter bevordering van de veiligheid", "16.204", "15.873", "16.411"),
    ("Wapenbeheersing", "9.377", "", "9.610"),
    ("Thema", "Uitgaven in duizenden euro", "", ""),
    ("", "2014", "2015", "2016"),
    ("Missies", "9.402", "9.505", "9.715"),
    ("Steun", "12", "13", "14"),
    ("", "15", "16", "17"),
    ("Totaal van alle onderdelen samen", "zie de bijlage bij dit verslag", "", ""),
    ("Post", "2014", "2015", "2016"),
    *((post, f"{k}.204", f"{k}.873", f"{k}.411") for k, post in enumerate(POSTS, 1)),
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Extract]:
    """The same tables in each form, and with another amount as "changed.FORM"."""
    folder = tmp_path_factory.mktemp("tables")
    for name, sheet in SHEETS.items():
        (folder / f"{name}.fodt").write_text(flat_odt_of(body(), sheet), encoding="utf-8")
        (folder / f"changed.{name}.fodt").write_text(flat_odt_of(body("16.999"), sheet), encoding="utf-8")
    for suffix, forms in itertools.groupby(FORMS, lambda form: Path(form).suffix[1:]):
        names = [Path(form).stem for form in forms]
        files = [str(folder / f"{before}{name}.fodt") for name in names for before in ("", "changed.")]
        run_office(["--convert-to", suffix, "--outdir", str(folder), *files], folder)
    return {before + form: read_path(folder / (before + form)) for form in FORMS for before in ("", "changed.")}


@pytest.mark.parametrize("form", FORMS)
def test_rows_and_cells_are_the_same(tables: dict[str, Extract], form: str) -> None:
    assert [b.cells for b in document_of(tables[form]).content if b.cells] == ROWS


@pytest.mark.parametrize(("old", "new"), [*itertools.combinations(FORMS, 2)])
def test_the_same_tables_have_no_change(tables: dict[str, Extract], old: str, new: str) -> None:
    assert differences(tables[old], tables[new]) == []


@pytest.mark.parametrize(("old", "new"), [*itertools.pairwise(FORMS), (FORMS[-1], FORMS[0])])
def test_a_changed_amount_is_one_change(tables: dict[str, Extract], old: str, new: str) -> None:
    assert [c[1:] for c in differences(tables[old], tables[f"changed.{new}"])] == [("16.411", "16.999")]
