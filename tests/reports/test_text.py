"""The summary for a terminal."""

from __future__ import annotations

import io

from desktop.i18n import translator
from desktop.model.comparison import Comparison
from desktop.model.document import Document, Warning
from desktop.reports.base import ReportOptions
from desktop.reports.terminal import visible
from desktop.reports.text import TEXT
from tests.reports.making import comparison, document
from tests.reports.test_outline import arms


def lines(made: Comparison, columns: int = 72, color: bool = False, language: str = "en") -> list[str]:
    stream = io.BytesIO()
    TEXT.write(made, stream, ReportOptions(translator(language), columns=columns, color=color))
    return stream.getvalue().decode().splitlines()


SUMMARY = """\
2014 → 2022

old  old.txt                          Dutch · 11 words · sha256 abababab
new  new.txt                          Dutch · 11 words · sha256 abababab

Rol                                                edited · 25 % changed
  ⇄ Dit blijft.                                       moved to Slotwoord
  ≠ 2009 → 2014                                                   number

Weg                                                    dropped · 3 words
  − Dit vervalt.

Slot → Slotwoord                                  renamed · 25 % changed
  ⇄ Dit blijft.                                           moved from Rol

Nieuw                                                      new · 3 words
  + Geheel nieuw.

────────────────────────────────────────────────────────────────────────
6 changes · 1 block moved · sections: edited 2, dropped 1, new 1
removed 2 · added 2 · number 1 · wording 1

Words  in all  compared  ignored  unpaired  outside the excerpt
old        11        11        0         0                    0
new        11        11        0         0                    0"""


def test_section_by_section_then_counts_and_coverage() -> None:
    assert lines(arms()) == SUMMARY.splitlines()


def test_it_speaks_dutch() -> None:
    text = "\n".join(lines(arms(), language="nl"))
    for said in (
        "bewerkt · 25 % gewijzigd",
        "hernoemd",
        "vervallen · 3 woorden",
        "verplaatst uit Rol",
        "getal",
    ):
        assert said in text


def many(n: int, edit: int | None = None) -> tuple[Document, Document]:
    def made(year: str) -> Document:
        blocks = []
        for i in range(n):
            blocks += [("h1", f"Artikel {i}"), ("paragraph", f"Tekst {year if i == edit else i}.")]
        return document(blocks)

    return made("2009"), made("2014")


def same_links(n: int) -> list[tuple[list[int], list[int]]]:
    return [([i], [i]) for i in range(n)]


def test_an_unchanged_section_is_one_line_and_many_in_a_row_are_counted() -> None:
    old, new = many(12, 3)
    text = lines(comparison(old, new, same_links(24), same_links(12)))
    assert sum("unchanged" in line and "Artikel" in line for line in text) == 3
    assert "8 sections unchanged" in text
    assert any(line.startswith("  ≠ 2009. → 2014.") for line in text)


def test_nothing_changed_is_said() -> None:
    one = document([("h1", "Rol"), ("paragraph", "Tekst.")])
    text = lines(comparison(one, one, same_links(2), same_links(1)))
    assert "No changes." in text
    assert "2014" in text[0]


def test_equal_changes_are_grouped_with_their_count() -> None:
    old = document([("h1", "A"), ("paragraph", "x 2009 y"), ("paragraph", "z 2009 w")])
    new = document([("h1", "A"), ("paragraph", "x 2014 y"), ("paragraph", "z 2014 w")])
    text = lines(comparison(old, new, same_links(3), same_links(1)))
    assert sum("2009 → 2014" in line for line in text) == 1
    assert any(line.endswith("number ×2") for line in text)


def test_colours_only_when_asked_and_no_line_too_wide() -> None:
    assert not any("\x1b" in line for line in lines(arms()))
    for columns in (40, 60, 100):
        colored = lines(arms(), columns, color=True)
        assert any("\x1b[38;5;" in line for line in colored)
        assert all(visible(line) <= columns for line in colored[5:-4]), columns


def test_a_document_cannot_give_orders_to_the_terminal() -> None:
    old = document([("h1", "A\x1b]0;titel\x07"), ("paragraph", "een \x1b[31m rood")], path="x\x1b[2J.txt")
    new = document([("h1", "A\x1b]0;titel\x07"), ("paragraph", "twee \x1b[32m groen")], path="y.txt")
    assert not any("\x1b" in line for line in lines(comparison(old, new, same_links(2), same_links(1))))


def test_warnings_about_reading_are_shown_at_the_head() -> None:
    old = document([("paragraph", "a")], warnings=(Warning("nul_characters", (("count", "2"),)),))
    text = lines(comparison(old, old, same_links(1), same_links(1)), 100)
    assert any(line.startswith("! old: 2 NUL characters") for line in text)


def test_a_large_new_section_is_shown_by_its_beginning() -> None:
    new = document([("h1", "Nieuw"), *(("paragraph", f"Alinea nummer {i}.") for i in range(20))])
    old = document([("h1", "Oud"), ("paragraph", "Tekst.")])
    text = lines(comparison(old, new, [], []))
    assert "  … and 15 more" in text
