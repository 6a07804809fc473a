"""The HTML report: self-contained, safe with any text, readable by everybody."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from datetime import datetime

import html5lib
import pytest
from lxml import etree, html

from desktop.i18n import translator
from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.comparison import Comparison, Op, Tag
from desktop.model.document import Warning
from desktop.reports.base import Layout, Logo, ReportOptions
from desktop.reports.html import HTML, TEMPLATES
from tests.reports.making import comparison, document
from tests.reports.test_outline import arms

PNG = b"\x89PNG a picture"
CSS = (TEMPLATES / "report.css").read_text(encoding="utf-8")
JS = (TEMPLATES / "report.js").read_text(encoding="utf-8")
HOSTILE = (
    "<script>alert(1)</script> \"><img src=x onerror='alert(1)'> </title></style><b>vet</b> "
    "{{ 7*7 }} {% x %} &lt;niet&gt; javascript:alert(1) ]]> \x00\x07\x1b[2J "
    "\u202eomgekeerd\u202c עברית العربية \U0001f468\u200d\U0001f469 \u2028"
)


def page(made: Comparison, language: str = "en") -> str:
    stream = io.BytesIO()
    HTML.write(made, stream, ReportOptions(translator(language)))
    return stream.getvalue().decode("utf-8")


def tree(made: Comparison, language: str = "en") -> html.HtmlElement:
    return html.document_fromstring(page(made, language))


def hostile() -> Comparison:
    old = document(
        [("h1", HOSTILE), ("list_item", HOSTILE + " oud"), ("table_row", HOSTILE), ("page_footer", HOSTILE)],
        path=f"{HOSTILE[:40]}\udce9.txt",
        title=HOSTILE,
        warnings=(Warning("undecodable_bytes", (("count", "1"), ("encoding", HOSTILE))),),
    )
    new = document([("h1", HOSTILE), ("list_item", HOSTILE + " nieuw")], title=HOSTILE, year=None)
    return comparison(old, new, [([0], [0]), ([1], [1])], [([0], [0])])


def test_text_of_documents_never_becomes_markup() -> None:
    root = tree(hostile())
    assert len(root.xpath("//script")) == 1 and root.xpath("string(//script)") == JS
    assert not root.xpath("//img | //b[text()='vet'] | //iframe | //object")
    assert not [a for e in root.iter(etree.Element) for a in e.attrib if a.startswith("on") or a == "style"]
    assert {h[:1] for h in root.xpath("//@href")} == {"#"}
    assert len(root.xpath("//title")) == 1 and len(root.xpath("//style")) == 1
    text = root.xpath("string(//td[p[contains(@class, 'list_item')]])")
    assert "<script>alert(1)</script>" in text and "{{ 7*7 }}" in text and "&lt;niet&gt;" in text


def test_control_characters_are_shown_not_active() -> None:
    text = page(hostile())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", text)
    assert "␀" in text and "␛[2J" in text


def digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def test_nothing_is_fetched_and_nothing_but_its_own_script_may_run() -> None:
    root = tree(arms())
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    style, script = root.xpath("string(//style)"), root.xpath("string(//script)")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not root.xpath("//link | //@src | //@style")
    assert "url(" not in style and "@import" not in style
    assert not re.search(r"fetch|XMLHttp|import\(|innerHTML|eval|document\.write|https?:", script)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_link_leads_somewhere_and_ids_are_unique(language: str) -> None:
    root = tree(arms(), language)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in root.xpath("//@href")} <= set(ids)
    assert root.get("lang") == language
    assert {"nl"} == set(root.xpath("//tr[@class='same']/td/@lang"))


def side_by_side(cell: html.HtmlElement) -> str:
    """What a reader sees of a cell side by side: without what is there for the inline view."""
    return "".join(cell.xpath(".//text()[not(ancestor::del[contains(@class, 'in')])]"))


def test_removed_is_struck_and_added_underlined_beside_each_other() -> None:
    row = tree(arms()).xpath("//tr[td//del[text()='2009']]")[0]
    sign, old, new = row.xpath("td")
    assert old.text_content() == "Kader 2009 geldt."
    assert side_by_side(new) == "Kader 2014 geldt."
    assert new.xpath("string(.//ins)") == "2014"
    assert sign.xpath("string(span[@class='unseen'])") == "edited"
    assert re.search(r"\bdel \{[^}]*line-through", CSS) and re.search(r"\bins \{[^}]*underline", CSS)


def test_what_was_dropped_stands_in_the_new_text_for_who_reads_inline() -> None:
    _, _, new = tree(arms()).xpath("//tr[td//del[text()='2009']]")[0].xpath("td")
    assert new.text_content() == "Kader 20092014 geldt."
    assert new.xpath("string(.//del[@class='in'])") == "2009"
    assert re.search(r"^del\.in \{ display: none; \}$", CSS, re.M)


def test_each_change_has_a_place_of_its_own_to_link_to() -> None:
    made = arms()
    root = tree(made)
    change = root.xpath("//span[@class='c' and @id='c1']")[0]
    assert change.text_content().strip() == "20092014" and change.get("title") == "number · weighty"
    assert set(root.xpath("//section[@id='changes']//tr[1]//a/@href")) == {"#c1"}
    assert {f"c{c.id}" for c in made.changes} <= set(root.xpath("//@id"))


def test_a_change_of_several_words_is_one_place_with_the_words_that_stayed() -> None:
    old = document([("paragraph", "Het kader van 2009 geldt nog.")])
    new = document([("paragraph", "Het kader van 2014 geldt nog.")])
    made = comparison(old, new, [([0], [0])])
    wide = replace(made.changes[0], old="kader van 2009", new="kader van 2014", span_old=(4, 18), span_new=(4, 18))
    details = replace(made.make_details(), changes=(wide,))
    root = tree(replace(made, make_details=lambda: details))
    assert root.xpath("string(//span[@id='c1'])") == "kader van 20092014"


def test_the_layout_asked_for_is_the_one_that_is_shown_first() -> None:
    stream = io.BytesIO()
    HTML.write(arms(), stream, ReportOptions(layout=Layout.INLINE))
    root = html.document_fromstring(stream.getvalue().decode())
    assert root.xpath("//input[@name='view' and @checked]/@id") == ["inline"]
    assert tree(arms()).xpath("//input[@name='view' and @checked]/@id") == ["beside"]


def test_the_filter_knows_kinds_and_weights_of_every_row_with_a_change() -> None:
    root = tree(arms())
    row = root.xpath("//tr[.//span[@id='c1']]")[0]
    assert (row.get("data-kinds"), row.get("data-weight")) == ("number", "3")
    assert all(tr.get("data-kinds") for tr in root.xpath("//tr[.//span[@class='c']]"))
    assert root.xpath("//div[@id='tools' and @hidden]")  # shown by the script alone


def test_a_moved_block_is_linked_to_where_it_stood_and_back() -> None:
    root = tree(arms())
    here = root.xpath("//tr[@class='moved' and starts-with(@id, 'm')]")[0]
    stood = root.xpath("//tr[starts-with(@id, 's')]")[0]
    assert here.xpath("string(.//a/@href)") == "#" + stood.get("id")
    assert stood.xpath("string(.//a/@href)") == "#" + here.get("id")
    assert here.xpath("string(.//a)") == "moved from Rol"
    assert stood.xpath("string(.//a)") == "moved to Slotwoord"


def test_a_moved_sentence_is_linked_to_its_other_end() -> None:
    old = document([("paragraph", "Een. Twee drie."), ("paragraph", "Slot.")])
    new = document([("paragraph", "Een."), ("paragraph", "Slot. Twee drie.")])
    move = Op(Tag.MOVE, 5, 15, new.text.index("Twee"), len(new.text))
    root = tree(comparison(old, new, [([0], [0]), ([1], [1])], [([0], [0])], [move]))
    rows = root.xpath("//tr[starts-with(@id, 'm')]/@id")
    assert root.xpath("string(//del[@class='moved']/a/@href)") == f"#{rows[1]}"
    assert root.xpath("string(//ins[@class='moved']/a/@href)") == f"#{rows[0]}"


def test_tables_have_heads_and_captions() -> None:
    root = tree(arms())
    for table in root.xpath("//table[@class='rows']"):
        assert len(table.xpath("thead/tr/th[@scope='col']")) == 3
        assert table.xpath("string(caption)")
        assert {len(row.xpath("td")) for row in table.xpath("tbody/tr")} == {3}


def test_all_changes_are_listed_once_a_group_with_kind_and_weight() -> None:
    rows = tree(arms()).xpath("//section[@id='changes']//tbody/tr")
    first = [cell.text_content() for cell in rows[0].xpath("td")]
    assert first == ["2009 → 2014", "number", "●●●weighty", "Rol"]
    assert len(rows) == 7
    moved = [cell.text_content() for cell in rows[3].xpath("td")]
    assert moved == ["Dit blijft.", "moved", "●small", "Slot → Slotwoord"]


def test_title_origin_logo_and_notes_of_the_user() -> None:
    made = arms()
    row = next(m for m in made.block_matches if m.old and m.new)
    notes = (
        Annotation(Target(TargetKind.CHANGE, 1), "Waarom <b>nu</b>?\nEn hoe?", ("kader",), 3, author="B."),
        Annotation(Target(TargetKind.SECTION, made.section_matches[0].id), "Over de rol"),
        Annotation(Target(TargetKind.COMPARISON), "Voor de **commissie & raad**\n- lezen"),
        Annotation(Target(TargetKind.BLOCK, row.id), "", ("leeg",)),
    )
    options = ReportOptions(
        title="Wapens <& beleid>", author="A.", made=datetime(2024, 3, 14), logo=Logo(PNG, "png", 1, 1),
        annotations=notes,
    )  # fmt: skip
    stream = io.BytesIO()
    HTML.write(made, stream, options)
    root = html.document_fromstring(stream.getvalue().decode())
    assert root.xpath("string(//title)") == root.xpath("string(//h1)") == "Wapens <& beleid>"
    assert root.xpath("string(//p[contains(@class, 'origin')])") == "A. · 14 March 2024"
    said = [[p.text_content() for p in note.xpath("p")] for note in root.xpath("//aside[@class='note']")]
    assert said == [
        ["Voor de commissie & raad", "• lezen"], ["Over de rol"], ["leeg"],
        ["Waarom <b>nu</b>?", "En hoe?", "kader · weighty · B."],
    ]  # fmt: skip
    assert root.xpath("//aside//strong/text()") == ["commissie & raad"]
    source = root.xpath("string(//img/@src)")
    assert base64.b64decode(source.removeprefix("data:image/png;base64,")) == PNG
    assert "img-src data:;" in root.xpath("string(//meta[@http-equiv]/@content)")


@pytest.mark.parametrize("made", [arms(), hostile()], ids=["arms", "hostile"])
def test_html5lib_finds_nothing_wrong(made: Comparison) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page(made))
    assert [str(error) for error in parser.errors] == []


def test_it_speaks_dutch() -> None:
    text = page(arms(), "nl")
    for said in ("Alleen wijzigingen", "Alle wijzigingen", "Dekking", "verplaatst uit Rol", "vervallen"):
        assert said in text


def test_nothing_changed_has_its_own_words() -> None:
    one = document([("h1", "Rol"), ("paragraph", "Tekst.")])
    root = tree(comparison(one, one, [([0], [0]), ([1], [1])], [([0], [0])]))
    assert "No changes." in root.text_content()
    assert not root.xpath("//input[@type='checkbox' or @type='search']")


def test_the_same_bytes_each_time() -> None:
    assert page(arms()) == page(arms())


def colors(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(color: str) -> float:
    """Relative luminance of WCAG 2.1."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_contrast_is_at_least_four_and_a_half(theme: int) -> None:
    roles = colors(re.findall(r":root \{([^}]*)\}", CSS)[theme])
    pairs = [
        (text, paper) for text in ("text", "quiet", "accent", "old", "new", "moved") for paper in ("paper", "page")
    ]
    pairs += [("old", "old-bg"), ("new", "new-bg"), ("moved", "moved-bg")]
    pairs += [(text, "target") for text in ("text", "quiet", "old", "new", "moved")]
    for text, paper in pairs:
        assert contrast(roles[text], roles[paper]) >= 4.5, (text, paper)
