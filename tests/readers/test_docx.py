"""Word documents: what a page prints is read, as what it is; nothing twice, nothing lost, nothing beside."""

from __future__ import annotations

import pytest

from desktop.errors import UnreadableFile
from desktop.model.options import Tracked
from tests.readers.office import docx, docx_parts, heading_styles, numbering, p, r, read_docx, shown, zipped

BY = 'w:id="1" w:author="Jan" w:date="2024-05-01T10:00:00Z"'


def ins(inner: str) -> str:
    return f"<w:ins {BY}>{inner}</w:ins>"


def gone(text: str) -> str:
    return f'<w:del {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def test_headings_by_style_by_base_style_by_outline_level_and_by_localised_name() -> None:
    styles = (
        heading_styles("heading 1", "heading 2")
        + '<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Eigen kop"/><w:basedOn w:val="heading 2"/>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="x3"><w:name w:val="Kop 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Plat"><w:basedOn w:val="heading 1"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    body = (
        p("Nota", "T") + p("Een", "heading 1") + p("Twee", "Eigen") + p("Drie", "x3") + p("Tekst")
        + '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Los</w:t></w:r></w:p>'
        + p("Geen kop", "Plat") + p("Onbekend", "Heading2")
    )  # fmt: skip
    assert shown(read_docx(docx(body, styles=styles))) == [
        "h0 Nota", "h1 Een", "h2 Twee", "h3 Drie", "p Tekst", "h2 Los", "p Geen kop", "h2 Onbekend",
    ]  # fmt: skip


def test_automatic_numbers_as_printed() -> None:
    lists = numbering(
        [("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "(%3)")],
        [("bullet", "\uf0b7"), ("bullet", "o")],
        [("upperRoman", "Deel %1"), ("decimal", "%1.%2")],
    )
    body = "".join(
        p(text, numbering=where)
        for text, where in [
            ("een", (1, 0)), ("a", (1, 1)), ("b", (1, 1)), ("diep", (1, 2)), ("twee", (1, 0)), ("weer a", (1, 1)),
            ("punt", (2, 0)), ("rondje", (2, 1)), ("Inleiding", (3, 0)), ("Doel", (3, 1)), ("geen", (0, 0)),
        ]
    )  # fmt: skip
    assert shown(read_docx(docx(body, numbering=lists))) == [
        "li1 1. een", "li2 a) a", "li2 b) b", "li3 (i) diep", "li1 2. twee", "li2 a) weer a",
        "li1 • punt", "li2 o rondje", "li1 Deel I Inleiding", "li2 I.1 Doel", "p geen",
    ]  # fmt: skip


def test_numbers_of_headings_belong_to_their_text_and_legal_numbering_is_decimal() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{k}"><w:name w:val="heading {k}"/><w:pPr><w:numPr>'
        f'<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{k - 1}"/></w:pPr></w:style>'
        for k in (1, 2)
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="upperRoman"/>'
        '<w:pStyle w:val="H1"/><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:pStyle w:val="H2"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p("Beleid", "H1") + p("Doel", "H2") + p("Inzet", "H2")
    assert shown(read_docx(docx(body, styles=styles, numbering=lists))) == [
        "h1 II Beleid",
        "h2 2.1 Doel",
        "h2 2.2 Inzet",
    ]


def test_lists_that_share_numbers_start_anew_or_point_to_each_other_in_a_circle() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="A"/><w:styleLink w:val="B"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="B"/><w:styleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = "".join(p("x", numbering=(k, 0)) for k in (1, 2, 3, 3, 4, 9))
    found = shown(read_docx(docx(body, numbering=lists)))
    assert found == ["li1 1. x", "li1 2. x", "li1 1. x", "li1 2. x", "p x", "p x"]


def test_notes_leave_the_sentence_and_follow_their_block_endnotes_the_document() -> None:
    body = (
        p(r("De inzet") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" telt.")
          + '<w:r><w:endnoteReference w:id="1"/></w:r>')
        + p(r("Meer") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>')
    )  # fmt: skip
    footnotes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r(" Kamerstuk 35 207."))}{p("Nr. 1.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Zie aldaar.")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="1">{p("Slot.")}</w:endnote>'
    extract = read_docx(docx(body, footnotes=footnotes, endnotes=endnotes))
    assert shown(extract) == [
        "p De inzet telt.", "fn 1 Kamerstuk 35 207. Nr. 1.", "p Meer", "fn * Zie aldaar.", "fn i Slot.",
    ]  # fmt: skip
    assert extract.source.startswith("De inzet1 telt.i\n1 Kamerstuk")


def test_tracked_changes_as_accepted_or_as_original() -> None:
    lost_mark = f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{r('Eerste helft, ')}</w:p>"
    new_mark = f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{r('Deel een. ')}</w:p>"
    row = "<w:tr><w:trPr><w:{0} {1}/></w:trPr><w:tc>{2}</w:tc><w:tc>{2}</w:tc></w:tr>"
    body = (
        p(r("De ") + gone("oude ") + ins(r("nieuwe ")) + r("aanpak."))
        + lost_mark + p("tweede helft.") + new_mark + p("Deel twee.")
        + p(f'<w:moveFrom {BY}>{r("Verplaatst.")}</w:moveFrom>') + p(f'<w:moveTo {BY}>{r("Verplaatst.")}</w:moveTo>')
        + "<w:tbl>" + row.format("ins", BY, p("nieuw")) + row.format("del", BY, p("oud")) + "</w:tbl>"
        + f'<w:p><w:pPr><w:pStyle w:val="heading 1"/><w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr>{r("Kop")}</w:p>'
    )  # fmt: skip
    data = docx(body, styles=heading_styles("heading 1"))
    accepted, original = read_docx(data), read_docx(data, Tracked.ORIGINAL)
    assert shown(accepted) == [
        "p De nieuwe aanpak.", "p Eerste helft, tweede helft.", "p Deel een. ", "p Deel twee.", "p Verplaatst.",
        "tr nieuw | nieuw", "h1 Kop",
    ]  # fmt: skip
    assert shown(original) == [
        "p De oude aanpak.", "p Eerste helft, ", "p tweede helft.", "p Deel een. Deel twee.", "p Verplaatst.",
        "tr oud | oud", "p Kop",
    ]  # fmt: skip
    told = [dict(w.facts) for w in original.warnings if w.code == "tracked_changes"]
    assert told == [{"count": "8", "tracked": "original"}]


def test_tables_stand_on_their_grid_and_boxes_of_one_column_are_their_blocks() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"

    table = (
        "<w:tbl><w:tr>" + cell("Uitgaven", '<w:gridSpan w:val="2"/>') + cell("x", '<w:vMerge w:val="restart"/>')
        + "</w:tr><w:tr>" + cell("9.377") + cell(r("a") + "</w:p><w:p>" + r("b")) + cell("", "<w:vMerge/>")
        + '</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("12") + cell("") + "</w:tr></w:tbl>"
    )  # fmt: skip
    nested = f"<w:tbl><w:tr><w:tc>{table}<w:p/></w:tc>{cell('rechts')}</w:tr></w:tbl>"
    box = f"<w:tbl><w:tr><w:tc>{p('Kader', 'heading 1')}{p('Tekst in een kader.')}</w:tc></w:tr></w:tbl>"
    styles = heading_styles("heading 1")
    assert shown(read_docx(docx(table + box, styles=styles))) == [
        "tr Uitgaven |  | x", "tr 9.377 | a b | ", "tr  | 12 | ", "h1 Kader", "p Tekst in een kader.",
    ]  # fmt: skip
    assert shown(read_docx(docx(nested))) == ["tr Uitgaven x 9.377 a b 12 | rechts"]


def test_a_note_in_a_cell_is_no_part_of_its_figure() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    row = f"<w:tbl><w:tr><w:tc>{p('Inzet')}</w:tc><w:tc>{p(r('9.377') + mark)}</w:tc></w:tr></w:tbl>"
    extract = read_docx(docx(row, footnotes=f'<w:footnote w:id="2">{p("In duizenden.")}</w:footnote>'))
    assert shown(extract) == ["tr Inzet | 9.377", "fn 1 In duizenden."]
    assert extract.source.startswith("Inzet\t9.3771\n")


def test_text_boxes_are_read_once() -> None:
    new = f"<w:drawing><wps:txbx><w:txbxContent>{p('Vak')}</w:txbxContent></wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox><w:txbxContent>{p('Oud vak')}</w:txbxContent></v:textbox></w:pict>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    body = p(r("Voor") + f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>" + r(" na."))
    assert shown(read_docx(docx(body))) == ["p Voor na.", "p Vak"]
    assert shown(read_docx(docx(p(f"<w:r>{old}</w:r>")))) == ["p Oud vak"]


def test_hyphens_breaks_symbols_and_formulas() -> None:
    body = p(
        r("Noord") + "<w:r><w:noBreakHyphen/></w:r>" + r("Afrika, crisis") + "<w:r><w:softHyphen/></w:r>"
        + r("beheersing") + "<w:r><w:br/><w:tab/></w:r>" + r("regel")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"
    )  # fmt: skip
    assert shown(read_docx(docx(body))) == ["p Noord\u2011Afrika, crisis\u00adbeheersing\n\tregel→E=mc"]


def test_fields_print_their_result_and_a_broken_one_hides_nothing() -> None:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText> REF x </w:instrText></w:r>"
    body = (
        p(r("Zie ") + sign("begin") + code + sign("begin") + code + sign("separate") + r("NEST") + sign("end")
          + sign("separate") + r("artikel 3") + sign("end") + r("."))
        + p('<w:fldSimple w:instr="DATE">' + r("3 mei") + "</w:fldSimple>")
        + p(r("Half ") + sign("begin") + code) + p("Volgende.")
    )  # fmt: skip
    assert shown(read_docx(docx(body))) == ["p Zie artikel 3.", "p 3 mei", "p Half ", "p Volgende."]


def test_contents_are_set_aside_but_an_unclosed_field_takes_no_text_with_it() -> None:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    begin = sign("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>" + sign("separate")
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Inhoud')}{p('Doel 3', 'TOC1')}</w:sdtContent></w:sdt>"
    )
    body = control + p(begin + r("Inzet") + "<w:r><w:tab/></w:r>" + r("12")) + p("Gewone tekst.")
    assert shown(read_docx(docx(body, styles=styles))) == [
        "contents Inhoud", "contents Doel 3", "contents Inzet\t12", "p Gewone tekst.",
    ]  # fmt: skip


def test_hidden_text_prints_nothing_controls_links_and_what_a_form_asks_for_do() -> None:
    body = p(
        r("Zichtbaar ") + r("geheim", "<w:vanish/>") + r("en aan", '<w:vanish w:val="0"/>')
        + f"<w:hyperlink>{r(' met link')}</w:hyperlink>"
        + f"<w:sdt><w:sdtContent>{r(' in vak')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r(' Klik hier')}</w:sdtContent></w:sdt>"
    )  # fmt: skip
    assert shown(read_docx(docx(body))) == ["p Zichtbaar en aan met link in vak Klik hier"]


def test_heads_and_feet_are_furniture_at_the_end_and_comments_are_told() -> None:
    body = p("Tekst.") + '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    comments = f'<w:comment w:id="0" w:author="Piet">{p("Klopt dit?")}</w:comment>'
    extract = read_docx(docx(body, header=p("Tweede Kamer"), footer=p("nr. 1") + p("33"), comments=comments))
    assert shown(extract) == ["p Tekst.", "head Tweede Kamer", "foot nr. 1", "page 33"]
    assert [(w.code, dict(w.facts)) for w in extract.warnings] == [
        ("comments", {"count": "1"}), ("comment", {"author": "Piet", "text": "Klopt dit?"}),
    ]  # fmt: skip


def test_a_drop_cap_joins_the_word_it_begins() -> None:
    cap = f'<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>{r("H")}</w:p>'
    assert shown(read_docx(docx(cap + p("et kabinet.")))) == ["p Het kabinet."]


def test_looks_of_a_paragraph_are_told() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="V"><w:name w:val="Vet"/><w:rPr><w:b/><w:sz w:val="28"/></w:rPr>'
        "</w:style>"
    )
    body = p(r("Vet", "<w:b/>") + r(" en vet", "<w:b/>")) + p(r("Half", "<w:b/>") + r(" vet")) + p("Stijl", "V")
    parts = read_docx(docx(body, styles=styles)).parts or ()
    assert [(part.bold, part.size) for part in parts] == [(True, 11.0), (False, 11.0), (True, 14.0)]


def test_strict_documents_and_main_parts_of_another_name() -> None:
    parts = docx_parts(p("Kop", "Heading1"))
    strict = {
        name: text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, text in parts.items()
    }  # fmt: skip
    assert shown(read_docx(zipped(strict))) == ["h1 Kop"]
    other = {
        name.replace("document.xml", "document2.xml"): text.replace("document.xml", "document2.xml")
        for name, text in parts.items()
    }
    assert shown(read_docx(zipped(other))) == ["h1 Kop"]
    bare = {"word/document.xml": parts["word/document.xml"]}
    assert shown(read_docx(zipped(bare))) == ["h1 Kop"]


def test_cyclic_styles_and_values_without_sense_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="heading 2"/><w:basedOn w:val="A"/></w:style>'
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="99999999999"/>'
        '<w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p("Kop", "A") + p("punt", numbering=(1, 0)) + p("diep", numbering=(1, 99))
    assert shown(read_docx(docx(body, styles=styles, numbering=lists))) == ["h2 Kop", "li1 a) punt", "p diep"]


@pytest.mark.parametrize(
    ("members", "code", "part"),
    [
        ({"word/styles.xml": "<x/>"}, "part_missing", "word/document.xml"),
        ({"word/document.xml": "<w:document"}, "damaged_xml", "word/document.xml"),
        ({"word/document.xml": "<html/>"}, "no_document", "word/document.xml"),
        ({"word/document.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}, "unsafe_xml", "word/document.xml"),
    ],
)
def test_what_is_wrong_names_file_and_part(members: dict[str, str], code: str, part: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_docx(zipped(members))
    assert (caught.value.code, caught.value.facts["path"], caught.value.facts["part"]) == (code, "a.docx", part)


def test_a_damaged_side_part_is_told_and_done_without() -> None:
    parts = {**docx_parts(p("Tekst.")), "word/styles.xml": "<w:styles", "word/comments.xml": "\0"}
    extract = read_docx(zipped(parts))
    assert shown(extract) == ["p Tekst."]
    assert [dict(w.facts)["part"] for w in extract.warnings] == ["word/styles.xml", "word/comments.xml"]


def test_documents_without_text_say_why() -> None:
    for body, code in (("<w:p/>", "empty_file"), (p("<w:r><w:drawing/></w:r>"), "only_pictures")):
        with pytest.raises(UnreadableFile) as caught:
            read_docx(docx(body))
        assert caught.value.code == code


def test_text_hidden_by_the_style_of_its_run_or_paragraph_unless_the_run_shows_itself() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Ook"><w:basedOn w:val="Weg"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Intern"><w:name w:val="Intern"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        p(r("Openbaar") + r(" intern", '<w:rStyle w:val="Ook"/>') + r("."))
        + p("Intern", "Intern")
        + p(r("Geheim ") + r("toch te zien", '<w:vanish w:val="0"/>') + "<w:r><w:t>, niet dit</w:t></w:r>", "Intern")
    )
    assert shown(read_docx(docx(body, styles=styles))) == ["p Openbaar.", "p toch te zien"]


def test_a_level_that_starts_anew_counts_from_its_start_also_where_only_deeper_levels_are_printed() -> None:
    lists = numbering([("decimal", "%1."), ("decimal", "%1.%2.")]).replace(
        '<w:num w:numId="1">',
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/>'
        '</w:lvlOverride><w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        '<w:num w:numId="1">',
    )
    body = "".join(p("x", numbering=where) for where in [(1, 0), (1, 1), (2, 1), (2, 1), (2, 0), (2, 1)])
    assert shown(read_docx(docx(body, numbering=lists))) == [
        "li1 1. x", "li2 1.1. x", "li2 4.7. x", "li2 4.8. x", "li1 5. x", "li2 5.7. x",
    ]  # fmt: skip


def test_an_item_that_was_moved_away_counts_only_where_it_stands_now() -> None:
    def item(text: str, mark: str = "") -> str:
        signed = f"<w:rPr><w:{mark} {BY}/></w:rPr>" if mark else ""
        run = f"<w:{mark} {BY}>{r(text)}</w:{mark}>" if mark else r(text)
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{signed}</w:pPr>{run}</w:p>'

    body = item("een") + item("twee", "moveFrom") + item("drie") + item("twee", "moveTo") + item("vier")
    data = docx(body, numbering=numbering([("decimal", "%1.")]))
    assert shown(read_docx(data)) == ["li1 1. een", "li1 2. drie", "li1 3. twee", "li1 4. vier"]
    assert shown(read_docx(data, Tracked.ORIGINAL)) == ["li1 1. een", "li1 2. twee", "li1 3. drie", "li1 4. vier"]


def test_fields_of_forms_show_the_chosen_entry_and_their_ticks() -> None:
    def form(inside: str, result: str = "") -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    entries = '<w:listEntry w:val="akkoord"/><w:listEntry w:val="niet akkoord"/>'
    body = (
        p(r("Besluit: ") + form(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>'))
        + p(r("Besluit: ") + form(f"<w:ddList>{entries}</w:ddList>", r("uitgesteld")))
        + p(form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') + r(" ja "))
        + p(form('<w:checkBox><w:default w:val="0"/></w:checkBox>') + r(" nee"))
    )
    assert shown(read_docx(docx(body))) == ["p Besluit: niet akkoord", "p Besluit: uitgesteld", "p ☒ ja ", "p ☐ nee"]


def test_text_in_diagrams_and_word_art_is_text() -> None:
    points = "".join(
        f"<dgm:pt{kind}><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for kind, text in [(' type="doc"', "x"), ("", "Doel"), (' type="sibTrans"', "y"), (' type="node"', "Middel")]
    )
    diagram = (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>'
    )
    body = (
        p('<w:r><w:drawing><dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
          'r:dm="rIdD"/></w:drawing></w:r>')
        + p('<w:r><w:pict><v:shape><v:textpath string="Strategie"/></v:shape></w:pict></w:r>')
    )  # fmt: skip
    parts = docx_parts(body)
    relations = parts["word/_rels/document.xml.rels"]
    told = '<Relationship Id="rIdD" Type="x/diagramData" Target="diagrams/data1.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", told)
    parts["word/diagrams/data1.xml"] = diagram
    assert shown(read_docx(zipped(parts))) == ["p Doel", "p Middel", "p Strategie"]


def test_a_note_with_a_box_in_it_says_the_box_once() -> None:
    box = f"<w:txbxContent>{p('in een kader')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    notes = f'<w:footnote w:id="2">{p(r("Noot ") + twice)}</w:footnote>'
    body = p(r("Tekst") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert shown(read_docx(docx(body, footnotes=notes))) == ["p Tekst", "fn 1 Noot in een kader"]


def test_paragraphs_in_bold_by_the_style_of_their_runs_look_like_headings() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="D"><w:basedOn w:val="Strong"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    body = p(r("Doel", '<w:rStyle w:val="Strong"/>')) + p(r("Tekst", '<w:rStyle w:val="D"/>'))
    assert [part.bold for part in read_docx(docx(body, styles=styles)).parts or ()] == [True, False]


def test_a_typed_mark_is_the_sign_of_its_note_and_stands_there_once() -> None:
    def mark(sign: str, identity: int) -> str:
        return f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{identity}"/>{sign}</w:r>'

    notes = "".join(
        f'<w:footnote w:id="{k}">{p(sign + r(" Noot"))}</w:footnote>'
        for k, sign in ((2, r("**")), (3, '<w:r><w:sym w:font="Symbol" w:char="F0A7"/></w:r>'))
    )
    body = p(r("Een") + mark("<w:t>**</w:t>", 2) + r(" twee") + mark('<w:sym w:font="Symbol" w:char="F0A7"/>', 3))
    assert shown(read_docx(docx(body, footnotes=notes))) == ["p Een twee", "fn ** Noot", "fn ♣ Noot"]


def test_an_item_whose_bullet_is_a_blank_has_none() -> None:
    lists = numbering([("bullet", " ")], [("bullet", "")]).replace(
        '<w:lvlText w:val=""/>', '<w:lvlText w:val=""/><w:lvlPicBulletId w:val="0"/>'
    )
    body = p("vervolg", numbering=(1, 0)) + p("plaatje", numbering=(2, 0))
    assert shown(read_docx(docx(body, numbering=lists))) == ["p vervolg", "li1 • plaatje"]


def with_chunks(*chunks: tuple[str, bytes]) -> bytes:
    body = p("Voor") + "".join(f'<w:altChunk r:id="c{k}"/>' for k in range(len(chunks))) + p("Na")
    members: dict[str, bytes | str] = dict(docx_parts(body))
    told = "".join(f'<Relationship Id="c{k}" Type="x/aFChunk" Target="{name}"/>' for k, (name, _) in enumerate(chunks))
    relations = str(members["word/_rels/document.xml.rels"])
    members["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", f"{told}</Relationships>")
    return zipped({**members, **{f"word/{name}": data for name, data in chunks}})


def test_documents_inside_a_document_are_read_where_they_stand() -> None:
    note = b'<ol><li id="f">Noot <a href="#r">x</a></li></ol>'
    page = b'<html><body><h2>Doel</h2><p>Tekst<a href="#f" id="r">1</a></p>' + note
    data = with_chunks(("a.htm", page), ("b.txt", b"een\ntwee"), ("c.docx", docx(p("Binnen"))))
    extract = read_docx(data)
    assert shown(extract) == ["p Voor", "h2 Doel", "p Tekst", "fn 1 Noot", "p een", "p twee", "p Binnen", "p Na"]
    assert extract.source == "Voor\nDoel\nTekst1\n1 Noot\neen\ntwee\nBinnen\nNa"
    assert not extract.warnings


def test_what_cannot_be_read_inside_a_document_is_told() -> None:
    deep = with_chunks(("d.docx", docx(p("te diep"))))
    extract = read_docx(
        with_chunks(("a.docx", deep), ("b.docx", b"PK\x03\x04word/ kapot"), ("c.png", b"\x89PNG\r\n\x1a\n"))
    )
    assert shown(extract) == ["p Voor", "p Voor", "p Na", "p Na"]
    assert [(w.code, w.facts) for w in extract.warnings] == [("embedded_parts", (("count", "3"),))]
