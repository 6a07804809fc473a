"""The Word report: read back by python-docx, shown by LibreOffice, put into a template."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.shared import Mm
from lxml import etree

from desktop.errors import InvalidOption
from desktop.i18n import translator
from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.progress import Progress, Stage
from desktop.reports.base import Layout, Logo, ReportOptions, Selection
from desktop.reports.docx import DOCX
from tests.reports.making import comparison, document
from tests.reports.test_html import HOSTILE, hostile
from tests.reports.test_outline import arms
from tests.reports.test_xlsx import PNG
from tools.office import Office

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(made: Comparison, options: ReportOptions | None = None) -> bytes:
    stream = io.BytesIO()
    DOCX.write(made, stream, options or ReportOptions())
    return stream.getvalue()


def word(made: Comparison, options: ReportOptions | None = None) -> WordDocument:
    return docx.Document(io.BytesIO(written(made, options)))


def headings(made: WordDocument) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in made.paragraphs if p.style.name.startswith(("Heading", "Title"))]


def cells(made: WordDocument, table: int) -> list[list[str]]:
    return [[c.text for c in row.cells] for row in made.tables[table].rows]


def test_headings_are_those_of_word_and_follow_the_sections() -> None:
    assert headings(word(arms())) == [
        ("Title", "2014 → 2022"), ("Heading 1", "Summary"), ("Heading 1", "Sections"), ("Heading 1", "Comparison"),
        ("Heading 2", "Rol"), ("Heading 2", "Weg"), ("Heading 2", "Slot → Slotwoord"), ("Heading 2", "Nieuw"),
        ("Heading 1", "Coverage"), ("Heading 1", "How it was compared"),
    ]  # fmt: skip


def test_old_and_new_stand_beside_each_other_with_changes_marked_and_weighed() -> None:
    made = word(arms())
    assert cells(made, 2) == [
        ["2014", "2022", "what happened"],
        ["Kader 2009 geldt.", "Kader 2014 geldt.", "edited\nnumber · weighty"],
        ["moved to Slotwoord “Dit blijft.”", "", ""],
    ]
    runs = [(r.style.name, r.text) for c in made.tables[2].rows[1].cells for r in c.paragraphs[0].runs]
    assert ("Naast Removed", "2009") in runs and ("Naast Added", "2014") in runs
    assert made.styles["Naast Removed"].font.strike and made.styles["Naast Added"].font.underline


def test_head_rows_repeat_and_pages_are_numbered() -> None:
    made = word(arms())
    for table in made.tables[1:]:
        assert table.rows[0]._tr.trPr.find(W + "tblHeader") is not None
    footer = made.sections[0].footer._element
    assert [e.text.strip() for e in footer.iter(W + "instrText")] == ["PAGE", "NUMPAGES"]
    assert "Page 1 of 1" in "".join(footer.itertext()).replace(" PAGE ", "").replace(" NUMPAGES ", "")


def test_inline_is_one_text() -> None:
    made = word(arms(), ReportOptions(layout=Layout.INLINE))
    assert cells(made, 2)[1] == ["Kader 20092014 geldt.", "edited\nnumber · weighty"]


def test_options_of_the_user() -> None:
    made = arms()
    options = ReportOptions(
        translator("nl"), title="Wapenexport", author="A. de Vries", made=datetime(2024, 3, 14),
        logo=Logo(PNG, "png", 1, 1), selection=Selection(frozenset({made.section_matches[0].id}), changes_only=True),
        annotations=(Annotation(Target(TargetKind.CHANGE, 1), "Waarom **nu** *pas*?", ("kader",), author="B."),),
    )  # fmt: skip
    document_ = word(made, options)
    assert [text for _, text in headings(document_)] == [
        "Wapenexport",
        "Samenvatting",
        "Vergelijking",
        "Rol",
        "Dekking",
        "Hoe is vergeleken",
    ]
    assert document_.core_properties.title == "Wapenexport" and document_.core_properties.language == "nl"
    text = "\n".join(p.text for p in document_.paragraphs)
    assert "A. de Vries · 14 maart 2024" in text and "3 paragrafen zijn weggelaten." in text
    assert "▸ Waarom nu pas?\nkader · B." in cells(document_, 1)[1][2]
    runs = [r for c in document_.tables[1]._cells for p in c.paragraphs if p.text.startswith("▸") for r in p.runs]
    assert [r.text for r in runs if r.italic] == ["pas"]
    assert [r.text for r in runs if "strong" in r.style.name.lower()] == ["nu"]
    assert len(document_.inline_shapes) == 1


def test_links_lead_to_bookmarks() -> None:
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(written(arms()))).read("word/document.xml"))
    marks = [e.get(W + "name") for e in body.iter(W + "bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert {e.get(W + "anchor") for e in body.iter(W + "hyperlink")} <= set(marks)


def test_any_text_is_valid_and_comes_back(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    long = " ".join(f"woord{i}" for i in range(30_000))
    both = [("h1", HOSTILE), ("paragraph", long), ("paragraph", "=1+1"), ("paragraph", "👩‍👧 עברית")]
    made = comparison(document(both), document(both, "new.txt"), [([i], [i]) for i in range(4)], [([0], [0])])
    path.write_bytes(written(made))
    texts = [c.text for row in docx.Document(path).tables[-2].rows for c in row.cells]
    assert {"=1+1", "👩‍👧 עברית"} <= set(texts)
    for side in (0, 1):
        pieces = [row.cells[side].text for row in docx.Document(path).tables[-2].rows]
        assert "".join(p for p in pieces if p.startswith("woord")) == long
    path.write_bytes(written(hostile()))
    assert any("<script>alert(1)</script>" in p for p in office.paragraphs(path))


# ---- templates ------------------------------------------------------------------------------------------------------


def template() -> bytes:
    """A house style: other ids, its own heading, a footer, a landscape page and a text to be replaced."""
    made = docx.Document()
    made.add_paragraph("Te vervangen")
    made.styles["Heading 1"].font.name = "Comic Neue"
    made.sections[0].footer.paragraphs[0].text = "Ministerie"
    made.sections[0].page_width, made.sections[0].page_height = Mm(297), Mm(210)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_template_gives_styles_page_and_foot(office: Office, tmp_path: Path) -> None:
    data = written(arms(), ReportOptions(template=template(), logo=Logo(PNG, "png", 1, 1)))
    made = docx.Document(io.BytesIO(data))
    text = "\n".join(p.text for p in made.paragraphs)
    assert "Te vervangen" not in text and "Coverage" in text
    assert made.styles["Heading 1"].font.name == "Comic Neue"
    assert made.sections[0].footer.paragraphs[0].text == "Ministerie"
    assert abs(made.sections[0].page_width - Mm(297)) < Mm(1)
    assert made.styles["Naast Removed"].font.strike, "what the template lacks is added"
    assert cells(made, 2)[1][:2] == ["Kader 2009 geldt.", "Kader 2014 geldt."]
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len(names) == len(set(names))
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert "Coverage" in office.paragraphs(path)


def test_a_template_without_a_foot_gets_page_numbers() -> None:
    stream = io.BytesIO()
    docx.Document().save(stream)
    made = word(arms(), ReportOptions(template=stream.getvalue()))
    assert "PAGE" in "".join(made.sections[0].footer._element.itertext())


@pytest.mark.parametrize("data", [b"", b"no zip", PNG])
def test_what_is_no_template_is_an_error_a_person_understands(data: bytes) -> None:
    with pytest.raises(InvalidOption) as caught:
        written(arms(), ReportOptions(template=data or b"PK\x05\x06" + bytes(18)))
    assert caught.value.code == "bad_template"


def test_it_can_be_interrupted() -> None:
    class Stop(Progress):
        def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(arms(), ReportOptions(progress=Stop()))
