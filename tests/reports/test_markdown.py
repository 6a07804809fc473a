"""Markdown reports; what a document says stays text."""

from __future__ import annotations

import io
from datetime import datetime

import pytest

from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.document import Repair, Warning
from desktop.reports.base import ReportOptions
from desktop.reports.markdown import MARKDOWN, escape
from tests.reports.making import comparison, document
from tests.reports.test_outline import arms


def test_a_comparison_section_by_section() -> None:
    stream = io.BytesIO()
    MARKDOWN.write(arms(), stream, ReportOptions())
    text = stream.getvalue().decode()
    assert text.startswith("# 2014 → 2022\n\n- old: (old.txt; Dutch")
    assert "## Rol\n\n*edited · 25 % changed*\n\n- ~~2009~~ → **2014** (number)\n" in text
    assert "- ⇄ Dit blijft. (moved)" in text
    assert "- − ~~Dit vervalt.~~ (removed)" in text
    assert "- \\+ **Geheel nieuw.** (added)" in text
    assert "| old | 11 | 11 | 0 | 0 | 0 |" in text


def test_title_author_date_and_notes() -> None:
    notes = (
        Annotation(Target(TargetKind.CHANGE, 1), "Waarom *nu*?", ("kader",), author="B."),
        Annotation(Target(TargetKind.COMPARISON), "Voor de commissie"),
    )
    options = ReportOptions(title="Wapens & beleid", author="A.", made=datetime(2024, 3, 14), annotations=notes)
    stream = io.BytesIO()
    MARKDOWN.write(arms(), stream, options)
    text = stream.getvalue().decode()
    assert text.startswith("# Wapens \\& beleid\n\nA. · 14 March 2024\n")
    assert "\n> Voor de commissie\n" in text.replace("  \n", "\n")
    assert "> Waarom *nu*?\n> kader · B.\n" in text.replace("  \n", "\n")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# geen kop", "\\# geen kop"),
        ("1. geen lijst", "1\\. geen lijst"),
        ("- geen punt", "\\- geen punt"),
        ("=== geen streep", "\\=== geen streep"),
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("[klik](http://x) *vet* `code` | cel", "\\[klik\\](http://x) \\*vet\\* \\`code\\` \\| cel"),
        ("een\nregel\x00", "een regel␀"),
        ("€ 1.234,5 mln. (2014–2022)", "€ 1.234,5 mln. (2014–2022)"),
    ],
)
def test_text_of_documents_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_how_a_file_was_read() -> None:
    one = document(
        [
            ("h1", "Rol"),
            ("paragraph", "Tekst."),
            ("list_item", "Een"),
            ("list_item", "Twee"),
            ("table_row", "a  1"),
            ("table_row", "b  2"),
            ("footnote", "Kamerstuk."),
            ("page_footer", "Tweede Kamer"),
        ],
        repairs=(Repair("lost_hyphen", 4, "Ontwik⏎keling", "Ontwikkeling"),),
        warnings=(Warning("nul_characters", (("count", "1"),)),),
    )
    stream = io.BytesIO()
    MARKDOWN.write_document(one, stream, ReportOptions())
    text = stream.getvalue().decode()
    assert "# Rol\n\nTekst.\n\n- Een\n- Twee\n\n| a | 1 |\n|---|---|\n| b | 2 |\n" in text
    assert "> *running foot: Tweede Kamer*" in text
    assert "| 4 | Ontwik⏎keling | Ontwikkeling | lost hyphen: word joined |" in text
    assert "- 1 NUL characters" in text


def test_nothing_changed() -> None:
    one = document([("paragraph", "Tekst.")])
    stream = io.BytesIO()
    MARKDOWN.write(comparison(one, one, [([0], [0])], [([0], [0])]), stream, ReportOptions())
    assert "**No changes.**" in stream.getvalue().decode()
