"""Markdown: CommonMark with tables and notes."""

from __future__ import annotations

import pytest

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.readers.markdown import MARKDOWN
from tests.readers.office import shown


def read(text: str) -> Extract:
    return MARKDOWN.read(text.encode(), "a.md")


def test_blocks_of_markdown() -> None:
    text = """---
title: Nota
---
# Nota *met nadruk*

Een alinea over
twee regels met een [koppeling](http://x/) en `code`.

Kop twee
--------
- punt
  - diep
- twee

  vervolg

3. drie
4. vier

> Citaat.

| Onderdeel | 2014 |
|-----------|-----:|
| Missies   | 9.377 |

```
regel een
regel twee
```
"""
    assert shown(read(text)) == [
        "h1 Nota met nadruk", "p Een alinea over twee regels met een koppeling en code.", "h2 Kop twee",
        "li1 • punt", "li2 • diep", "li1 • twee", "p vervolg", "li1 3. drie", "li1 4. vier", "p Citaat.",
        "tr Onderdeel | 2014", "tr Missies | 9.377", "p regel een", "p regel twee",
    ]  # fmt: skip


def test_notes_and_what_only_looks_like_one() -> None:
    text = "De inzet[^1] telt.[^lang] En [^geen].\n\n[^1]: Kamerstuk.\n[^lang]: Een *lange*\n    noot.\n\nMeer."
    assert shown(read(text)) == [
        "p De inzet telt. En [^geen].", "fn 1 Kamerstuk.", "fn 2 Een lange noot.", "p Meer.",
    ]  # fmt: skip


def test_raw_html_is_read_as_on_a_page_and_scripts_are_not() -> None:
    assert shown(read("# Kop\n\n<div><p>Tekst<br>twee</p></div>\n\n<script>x</script>\n\nEinde.")) == [
        "h1 Kop", "p Tekst\ntwee", "p Einde.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "path", "is_markdown"),
    [
        ("Gewone tekst.", "a.md", True),
        ("# Een\n\nTekst.\n\n## Twee\n", "a.txt", True),
        ("# Een\n\nZie [daar](http://x).\n", "a", True),
        ("# Een\n\nTekst.\n", "a.txt", False),
        ("# opmerking\n# nog een\nx = 1\n\n# derde\n", "a.txt", False),
        ("Nummer # 3 en\n#hekje\n", "a.txt", False),
        ("Kop\n===\n\n1. een\n", "a.txt", False),
    ],
)
def test_markdown_is_told_by_name_or_by_its_signs(text: str, path: str, is_markdown: bool) -> None:
    assert MARKDOWN.sniff(text.encode(), path) is is_markdown


def test_empty_and_binary_files_have_their_codes() -> None:
    for data, code in ((b"\n", "empty_file"), (b"\x01\x02" * 400, "binary_file"), (b"<!-- x -->", "empty_file")):
        with pytest.raises(UnreadableFile) as caught:
            MARKDOWN.read(data, "a.md")
        assert caught.value.code == code


def test_notes_of_several_paragraphs_and_in_the_line_and_none_in_code() -> None:
    text = "Een[^a] twee^[los] en `[^a]` [^a].\n\n```\n[^a]: code\n```\n\n[^a]: Eerste.\n\n    Tweede.\n"
    assert shown(read(text)) == ["p Een twee en [^a].", "fn 1 Eerste. Tweede.", "fn 2 los", "p [^a]: code"]


def test_all_of_it_is_text_for_there_is_no_site_around_it() -> None:
    links = "\n".join(f"- [nota {k}](https://x.nl/{k})" for k in range(6))
    text = f"# Zie ook\n\n{links}\n\n<footer>Slotwoord.</footer>\n"
    assert shown(read(text)) == ["h1 Zie ook", *(f"li1 • nota {k}" for k in range(6)), "p Slotwoord."]


def test_lists_of_terms_and_headings_with_attributes() -> None:
    assert shown(read("# Begrippen {#sec:a .los}\n\nInzet\n: wat men doet\n")) == [
        "h1 Begrippen",
        "p Inzet",
        "p wat men doet",
    ]
