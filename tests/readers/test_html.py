"""Web pages: their text as what it is, and nothing of the site around it."""

from __future__ import annotations

import pytest

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.model.options import ReadOptions, Tracked
from desktop.readers.html import HTML, decode_page
from tests.readers.office import shown


def read(body: str, head: str = "", tracked: Tracked = Tracked.ACCEPTED) -> Extract:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
    assert HTML.sniff(page, "a.html")
    return HTML.read(page, "a.html", options=ReadOptions(tracked=tracked))


def test_headings_paragraphs_and_text_without_elements() -> None:
    body = """<h1>Nota</h1> los <b>stuk</b>
      tekst<div>In een <i>div</i>, <span>ook</span>.<p>Alinea.</p>staart</div>
      <h3>Diep &amp; dieper</h3><blockquote>Citaat.</blockquote><dl><dt>Term</dt><dd>Uitleg.</dd></dl>"""
    assert shown(read(body)) == [
        "h1 Nota", "p los stuk tekst", "p In een div, ook.", "p Alinea.", "p staart", "h3 Diep & dieper",
        "p Citaat.", "p Term", "p Uitleg.",
    ]  # fmt: skip


def test_one_break_is_hard_two_end_a_paragraph_and_pre_keeps_its_lines() -> None:
    body = "<p>Een<br>twee <br> <br>drie</p><pre>regel een \nregel <b>twee</b>\n\nregel vier</pre>"
    extract = read(body)
    assert shown(extract) == ["p Een\ntwee", "p drie", "p regel een ", "p regel twee", "p regel vier"]
    assert extract.source == "Een\ntwee\ndrie\nregel een \nregel twee\n\nregel vier"


def test_lists_with_levels_kinds_starts_and_further_paragraphs() -> None:
    body = (
        "<ul><li>punt<ul><li>diep</li></ul></li><li><p>eerste</p><p>vervolg</p></li></ul>"
        '<ol start="3"><li>drie</li><li value="7">zeven</li></ol><ol type="a"><li>a</li></ol>'
        '<ol style="list-style-type: upper-roman"><li>een</li></ol><ul style="list-style:none"><li>a. getypt</li></ul>'
        "<li>zonder lijst</li>"
    )
    assert shown(read(body)) == [
        "li1 • punt", "li2 • diep", "li1 • eerste", "p vervolg", "li1 3. drie", "li1 7. zeven", "li1 a. a",
        "li1 I. een", "li1 a. getypt", "li1 • zonder lijst",
    ]  # fmt: skip


def test_tables_stand_on_their_grid_and_layout_tables_are_their_blocks() -> None:
    table = (
        "<table><caption>Tabel 1</caption><thead><tr><th colspan=2>Uitgaven</th><th rowspan=2>x</th></tr></thead>"
        "<tbody><tr><td>9.377</td><td><p>a</p><ul><li>b</li></ul></td></tr>"
        "<tr><td colspan='999999999'>12</td></tr></table>"
    )
    rows = shown(read(table))
    assert rows[:3] == ["p Tabel 1", "tr Uitgaven |  | x", "tr 9.377 | a • b | "]
    assert rows[3].startswith("tr 12 | ") and len(rows[3]) < 400
    layout = "<table><tr><td><a href='/'>Menu</a></td><td><h2>Kop</h2><p>Tekst.</p></td></tr></table>"
    assert shown(read(layout)) == ["p Menu", "h2 Kop", "p Tekst."]


def test_the_site_around_the_text_is_left_out_and_that_is_told() -> None:
    body = """
      <header><a href="/">Rijksoverheid</a></header><nav><ul><li><a href="/a">Home</a></li></ul></nav>
      <div id="cookie-melding">Wij gebruiken cookies. <button>Akkoord</button></div>
      <ul><li><a href="/1">Een</a><li><a href="/2">Twee</a><li><a href="/3">Drie</a><li><a href="/4">Vier</a>
      <li><a href="/5">Vijf</a></ul>
      <div role="search">Zoeken</div><script>alert("x")</script><style>p { color: red }</style>
      <p style="display: none">Verborgen.</p><p hidden>Ook.</p><svg><text>teken</text></svg>
      <h1>Nota</h1><p>De tekst over <a href="/x">vrede</a>.</p><h2 id="cookies">Cookies</h2><p>Een hoofdstuk.</p>
      <form><p>Uw naam <input> <button>Stuur</button></p></form><footer>Colofon</footer>"""
    extract = read(body)
    assert shown(extract) == [
        "h1 Nota", "p De tekst over vrede.", "h2 Cookies", "p Een hoofdstuk.", "p Uw naam ".rstrip(),
    ]  # fmt: skip
    assert [w.code for w in extract.warnings] == ["page_parts_left_out"]


def test_a_list_of_links_into_the_page_is_its_contents() -> None:
    entries = "".join(f"<li><a href='#k{k}'>Hoofdstuk {k}</a></li>" for k in range(1, 6))
    text = "".join(
        f"<h2 id='k{k}'>Hoofdstuk {k}</h2><p>Zie ook <a href='#k1'>hoofdstuk 1</a>.</p>" for k in range(1, 6)
    )
    found = shown(read(f"<div class=toc><p>Inhoud</p><ul>{entries}</ul></div>{text}"))
    assert [line.split()[0] for line in found[:6]] == ["contents"] * 6
    assert found[6:8] == ["h2 Hoofdstuk 1", "p Zie ook hoofdstuk 1."]


def test_running_heads_and_feet_of_a_saved_office_document_are_left_out() -> None:
    assert shown(read("<div title='header'><p>Verslag 3</p></div><p>Tekst.</p><div title='footer'>12</div>")) == [
        "p Tekst."
    ]


def test_a_main_part_that_holds_the_text_is_all_that_is_read() -> None:
    text = "De minister bevordert de veiligheid in de wereld. " * 5
    extract = read(f"<div>Nieuwsbrief</div><main><header><h1>Nota</h1></header><p>{text}</p></main><p>Delen</p>")
    assert shown(extract) == ["h1 Nota", f"p {text.strip()}"]
    teaser = read(f"<main><p>Kort.</p></main><p>{text}</p>")
    assert shown(teaser) == ["p Kort.", f"p {text.strip()}"]


@pytest.mark.parametrize(
    ("mark", "notes"),
    [
        ('<sup id="fnref:1"><a href="#fn:1">1</a></sup>',
         '<ol><li id="fn:1"><p>Kamerstuk 35 207. <a href="#fnref:1">↩</a></p></li></ol>'),
        ('<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
         '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Kamerstuk 35 207.</p></div>'),
        ('<a class="sdfootnoteanc" name="s1anc" href="#s1sym"><sup>1</sup></a>',
         '<div id="s1"><p><a name="s1sym" href="#s1anc">1</a> Kamerstuk 35 207.</p></div>'),
        ('<sup><a href="#n1">1</a></sup>', '<p id="n1">1 Kamerstuk 35 207.</p>'),
    ],
)  # fmt: skip
def test_notes_are_known_by_their_links(mark: str, notes: str) -> None:
    extract = read(f"<p>De inzet{mark} telt.</p><p>Meer.</p>{notes}")
    assert shown(extract) == ["p De inzet telt.", "fn 1 Kamerstuk 35 207.", "p Meer."]


def test_a_link_to_a_chapter_is_no_note() -> None:
    body = '<p>Zie <a href="#h2">2</a>.</p><h2 id="h2">Twee</h2><p>Tekst.</p>'
    assert shown(read(body)) == ["p Zie 2.", "h2 Twee", "p Tekst."]


def test_insertions_and_deletions_as_accepted_or_as_original() -> None:
    body = "<p>De <del>oude</del><ins>nieuwe</ins> aanpak.</p><del><p>Weg.</p></del>"
    assert shown(read(body)) == ["p De nieuwe aanpak."]
    original = read(body, tracked=Tracked.ORIGINAL)
    assert shown(original) == ["p De oude aanpak.", "p Weg."]
    assert dict(original.warnings[0].facts) == {"count": "3", "tracked": "original"}


def test_looks_come_from_tags_styles_and_rules() -> None:
    rules = "p { font-size: 11pt } .kop, h9.x { font-weight: bold; font-size: 14pt } @media print { a { b } }"
    head = f"<style>{rules}</style>"
    body = (
        '<p><b>Vet</b></p><p><b>Half</b> vet</p><p class="kop">Regel</p><p style="font-weight:700">Stijl</p>'
        '<p><font size="5"><strong>Groot</strong></font></p>'
    )
    parts = read(body, head).parts or ()
    assert [(p.bold, p.size) for p in parts] == [(True, 11), (False, 11), (True, 14), (True, 11), (True, 18)]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=utf-8>café".encode(), "café"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">caf\xe9 \x93x\x94'.encode("latin-1"),
         "café “x”"),
        ("<meta charset=latin1>café".encode(), "café"),
        ("<p>café".encode("cp1252"), "café"),
        ("<p>café".encode("utf-16"), "café"),
        ("<meta charset=shift_jis>日本".encode("shift_jis"), "日本"),
        ("<meta charset=utf-7>caf\u00e9".encode(), "café"),
        ("<meta charset=onzin>café".encode(), "café"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><html>café'.encode("latin-1"), "café"),
    ],
)  # fmt: skip
def test_the_encoding_is_found_as_browsers_do(data: bytes, text: str) -> None:
    assert decode_page(data)[0].endswith(text)


def test_a_page_saved_with_its_pictures_in_one_file() -> None:
    data = (
        b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body><h1>Caf=C3=A9</h1></body></html>\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    assert HTML.sniff(data, "a.mht")
    assert shown(HTML.read(data, "a.mht")) == ["h1 Café"]


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        (b"<h1>Kop</h1><p>Tekst</p>", True),
        (b"\xef\xbb\xbf\n<!-- x --><html>", True),
        ("<!DOCTYPE html><p>".encode("utf-16"), True),
        (b"<p is kleiner dan q", False),
        (b"Gewone tekst over <html>.", False),
        (b'<?xml version="1.0"?><kamerstuk/>', False),
        (b"%PDF-1.4", False),
    ],
)
def test_pages_are_told_by_their_tags(data: bytes, is_page: bool) -> None:
    assert HTML.sniff(data, "a") is is_page


def test_text_in_deep_elements_is_kept_and_what_is_too_deep_is_refused() -> None:
    assert shown(read("<div>" * 1500 + "Diep." + "</div>" * 1500 + "<p>Na.</p>")) == ["p Diep.", "p Na."]
    with pytest.raises(UnreadableFile) as caught:
        read("<div>" * 5000 + "Diep.")
    assert caught.value.code == "too_deep"


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read("<script>x</script>")
    assert caught.value.code == "empty_file"


def test_a_note_in_a_list_of_terms_is_the_description_of_its_term_only() -> None:
    body = (
        '<section><h2>Doel</h2><p>De inzet <a href="#f1" id="r1">1</a> groeit <a href="#f2" id="r2">2</a>.</p>'
        '<dl class="footnote"><dt id="f1"><span><a href="#r1">1</a></span></dt><dd><p>Kamerstuk.</p></dd>'
        '<dt><a id="f2"></a><a href="#r2">2</a></dt><dd>Brief.</dd></dl></section>'
    )
    assert shown(read(body)) == ["h2 Doel", "p De inzet groeit.", "fn 1 Kamerstuk.", "fn 2 Brief."]


def test_a_mark_stands_right_behind_its_word_and_keeps_words_apart() -> None:
    note = '<li id="f">Noot. <a href="#r">↩</a></li>'
    for written, text in (
        ("een <sup>{}</sup> twee", "een twee"),
        ("een <sup>{}</sup>twee", "een twee"),
        ("een{}.", "een."),
    ):
        marked = written.format('<a href="#f" id="r">1</a>')
        extract = read(f"<p>{marked}</p><ol>{note}</ol>")
        assert (extract.source.split("\n")[0][:4], shown(extract)[0]) == ("een1", f"p {text}")


def test_a_link_to_the_middle_of_something_marks_no_note() -> None:
    body = '<p>Zie <a href="#x" id="r">1</a>.</p><p>Lange tekst <a id="x"></a>en verder <a href="#r">terug</a>.</p>'
    assert shown(read(body)) == ["p Zie 1.", "p Lange tekst en verder terug."]


def test_signs_that_copy_the_address_of_a_heading_are_no_text() -> None:
    body = (
        '<h2>Doel<a href="#doel" title="Link">¶</a></h2><h3><a href="#inzet">#</a> Inzet</h3>'
        '<p><a href="#a">§ 3</a></p>'
    )
    assert shown(read(body)) == ["h2 Doel", "h3 Inzet", "p § 3"]


def test_text_after_elements_without_content_is_kept_whatever_the_parser_makes_of_them() -> None:
    assert shown(read("<p>Wet<wbr>gever <embed src=x>en <source>meer</p><p>Slot</p>")) == [
        "p Wetgever en meer",
        "p Slot",
    ]


def test_a_table_with_heads_stays_a_table_with_one_in_a_cell_and_one_in_a_table_never_closed_is_read() -> None:
    inner = "<table><tr><td>in</td><td>nest</td></tr></table>"
    assert shown(read(f"<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2{inner}</td></tr></table>")) == [
        "tr A | B",
        "tr 1 | 2 in nest",
    ]
    assert shown(read(f"<table><tr><th>A</th><th>B</th></tr>{inner}")) == ["tr A | B", "tr in | nest"]


def test_quotation_marks_and_formulas_that_the_page_shows() -> None:
    math = "<math><semantics><mfrac><mi>a</mi><mi>b</mi></mfrac><annotation>a over b</annotation></semantics></math>"
    assert shown(read(f"<p>Hij zei <q>ja</q>: {math}.</p>")) == ["p Hij zei “ja”: a/b."]


def test_raw_sections_of_a_page_in_xml_are_text() -> None:
    page = b'<?xml version="1.0"?><html><body><p><![CDATA[a < b]]> en <a id="x"/>c</p><p>d</p></body></html>'
    assert shown(HTML.read(page, "a.xhtml")) == ["p a < b en c", "p d"]


@pytest.mark.parametrize(("name", "is_page"), [("a.html", True), ("a.txt", False)])
def test_a_part_of_a_page_is_one_where_its_name_says_so(name: str, is_page: bool) -> None:
    assert HTML.sniff(b"<li>een</li>\n<li>twee</li>", name) is is_page


def test_elements_nobody_knows_stand_in_their_line_and_a_rule_ends_it() -> None:
    place = '<st1:place w:st="on">Den Haag</st1:place>'
    body = f"<p>Wij zijn in {place} <my-chip>bij</my-chip> elkaar.<o:p></o:p></p>een<hr>twee"
    assert shown(read(body)) == ["p Wij zijn in Den Haag bij elkaar.", "p een", "p twee"]


def test_control_characters_show_nothing() -> None:
    assert shown(read("<p>\x04Klik hier\x05 om te kie\x07zen.</p>")) == ["p Klik hier om te kiezen."]


@pytest.mark.parametrize("name", ["navheader", "navfooter", "page-navigation", "navbar"])
def test_a_row_to_the_pages_before_and_after_is_no_text(name: str) -> None:
    row = f'<div class="{name}"><table><tr><td>2.1. Hardware</td><td>Hoofdstuk 2</td></tr></table></div>'
    assert shown(read(f"{row}<h1>2.1. Hardware</h1><p>Het navigatiesysteem telt mee.</p>{row}")) == [
        "h1 2.1. Hardware", "p Het navigatiesysteem telt mee.",
    ]  # fmt: skip
