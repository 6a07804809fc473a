"""The PDF, read back by PDFium: text, bookmarks, links, pages; nothing clipped, no heading alone."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from desktop.i18n import translator
from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.model.document import Warning
from desktop.progress import Progress, Stage
from desktop.reports.base import Layout, Logo, ReportOptions, Selection
from desktop.reports.pdf import PDF
from tests.reports.making import comparison, document
from tests.reports.test_html import hostile
from tests.reports.test_outline import arms
from tests.reports.test_xlsx import PNG

ROOT = Path(__file__).parents[2]


def written(made: Comparison, options: ReportOptions | None = None) -> bytes:
    stream = io.BytesIO()
    PDF.write(made, stream, options or ReportOptions())
    return stream.getvalue()


def opened(made: Comparison, options: ReportOptions | None = None) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(written(made, options))


def texts(pdf: pypdfium2.PdfDocument) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def long_paper(sections: int = 40, heading: str = "Kop") -> Comparison:
    """heading: what "Kop" became; another word makes a row of its own of the two headings."""
    blocks = []
    for n in range(sections):
        blocks.append(("h1" if n % 3 else "h2", f"Kop {n}"))
        blocks += [
            ("paragraph", f"Alinea {n}.{k} " + "over het beleid van de minister " * (3 + n % 7)) for k in range(n % 4)
        ]
    new = [(kind, text.replace("beleid", "kader", 1).replace("Kop", heading)) for kind, text in blocks]
    links = [([i], [i]) for i in range(len(blocks))]
    a, b = document(blocks), document(new, "new.txt", 2022)
    return comparison(a, b, links, [([s.id], [s.id]) for s in a.sections])


def test_both_editions_stand_on_the_page_with_remarks() -> None:
    text = " ".join(texts(opened(arms())))
    for said in ("Kader 2009 geldt.", "Kader 2014 geldt.", "number · weighty", "moved from Rol", "moved to Slotwoord"):
        assert said in text
    inline = " ".join(texts(opened(arms(), ReportOptions(layout=Layout.INLINE))))
    assert "Kader 20092014 geldt." in inline


def test_bookmarks_follow_chapters_and_sections() -> None:
    marks = [(m.level, m.get_title(), m.get_dest().get_index()) for m in opened(arms()).get_toc()]
    assert [(level, title) for level, title, _ in marks] == [
        (0, "Summary"), (0, "Sections"), (0, "Comparison"),
        (1, "Rol"), (1, "Weg"), (1, "Slot → Slotwoord"), (1, "Nieuw"), (0, "Coverage"),
        (0, "How it was compared"),
    ]  # fmt: skip


def test_bookmarks_lead_to_the_page_of_their_section() -> None:
    pdf = opened(long_paper())
    assert len(pdf) > 3
    pages = texts(pdf)
    sections = [m for m in pdf.get_toc() if m.get_title().startswith("Kop ")]
    assert len(sections) == 40
    for mark in sections:
        assert re.search(rf"\b{mark.get_title()}\b", pages[mark.get_dest().get_index()])


def test_links_lead_to_sections() -> None:
    pdf = opened(arms())
    found = 0
    for page in pdf:
        start, link = pdfium.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page.raw, start, link):
            assert pdfium.FPDFLink_GetDest(pdf.raw, link)
            found += 1
    assert found == 4 + 1  # the sections in the overview, and the place where a block stood before it moved


def test_it_says_what_it_is() -> None:
    options = ReportOptions(
        translator("nl"), title="Wapenexport „2014”", author="A. de Vries", made=datetime(2024, 3, 14),
        logo=Logo(PNG, "png", 1, 1),
    )  # fmt: skip
    data = written(arms(), options)
    pdf = pypdfium2.PdfDocument(data)
    assert pdf.get_metadata_dict()["Title"] == "Wapenexport „2014”"
    assert pdf.get_metadata_dict()["Author"] == "A. de Vries"
    assert b"/Lang <FEFF006E006C>" in data and b"/DisplayDocTitle true" in data
    pages = texts(pdf)
    assert "14 maart 2024" in pages[0]
    assert all(f"pagina {n}" in text for n, text in enumerate(pages, 1))
    assert len(list(pdf[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))) == 1


def test_every_font_is_embedded() -> None:
    data = written(arms())
    assert data.count(b"/FontFile2") == data.count(b"/Type /FontDescriptor") > 1


@pytest.mark.parametrize("heading", ["Kop", "Titel"])
def test_no_heading_stands_alone_at_the_foot_of_a_page_and_nothing_is_cut_off(heading: str) -> None:
    pdf = opened(long_paper(120, heading))
    for number, page in enumerate(pdf):
        words = page.get_textpage()
        for k in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(k)
            assert left > 40 and right < 595 - 40 and bottom > 15 and top < 842 - 30, number
    for mark in (m for m in pdf.get_toc() if m.level):
        page, height = mark.get_dest().get_index(), mark.get_dest().get_view()[1][1]
        below = pdf[page].get_textpage().get_text_bounded(bottom=44, top=height - 24)
        following = int(mark.get_title().split()[-1])
        assert following % 4 == 0 or f"Alinea {following}.0" in below


def test_a_very_long_text_goes_on_over_pages_and_is_whole() -> None:
    words = [f"woord{i}" for i in range(30_000)]
    one = document([("h1", "Kop"), ("paragraph", " ".join(words))])
    pdf = opened(comparison(one, one, [([0], [0]), ([1], [1])], [([0], [0])]))
    assert len(pdf) > 50
    found = [w for text in texts(pdf) for w in re.findall(r"woord\d+", text)]
    assert sorted(found) == sorted(words * 2)


@pytest.mark.parametrize("layout", list(Layout))
def test_any_text_makes_a_valid_pdf(layout: Layout) -> None:
    made = hostile()
    notes = (Annotation(Target(TargetKind.CHANGE, 1), "=1+1 <b>\x00\x07 עברית 👩‍👧", ("a\nb",)),)
    text = " ".join(texts(opened(made, ReportOptions(layout=layout, annotations=notes))))
    assert "<script>alert(1)</script>" in text and "{{ 7*7 }}" in text and "=1+1 <b>" in text


def test_right_to_left_text_stands_at_the_right_and_emoji_do_not_shift_the_marks() -> None:
    old = document([("paragraph", "👩👧 een 2009 slot"), ("paragraph", "שלום עולם")])
    new = document([("paragraph", "👩👧 een 2014 slot"), ("paragraph", "שלום עולם")], "new.txt", 2022)
    pdf = opened(comparison(old, new, [([0], [0]), ([1], [1])], [([0], [0])]))
    page = next(p for p in pdf if "2014 slot" in " ".join(p.get_textpage().get_text_range().split()))
    text = page.get_textpage()
    hebrew = text.get_text_range().index("ש")
    assert text.get_charbox(hebrew)[2] > 250


def test_text_without_a_letter_in_any_font_is_told() -> None:
    told: list[Warning] = []
    one = document([("paragraph", "Een \U000f1234 teken.")])
    made = comparison(one, one, [([0], [0])], [([0], [0])])
    written(made, ReportOptions(warn=told.append))
    assert [(w.code, dict(w.facts)["count"]) for w in told] == [("no_glyph", "1")]
    assert "U+F1234" in dict(told[0].facts)["characters"]
    told.clear()
    written(arms(), ReportOptions(warn=told.append))
    assert told == []


def test_changes_only_folds_and_counts() -> None:
    text = " ".join(texts(opened(long_paper(), ReportOptions(selection=Selection(changes_only=True)))))
    assert "10 sections are left out." in text


def test_it_can_be_interrupted_and_tried_again() -> None:
    class Stop(Progress):
        def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(arms(), ReportOptions(progress=Stop()))
    assert written(arms())


def test_qt_is_imported_only_for_a_pdf() -> None:
    code = (
        "import sys; from desktop.reports import catalogue; "
        "[catalogue.report(k.key) for k in catalogue.kinds()]; "
        "sys.exit('PySide6' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
