"""OpenDocument texts: what a page prints is read, as what it is."""

from __future__ import annotations

import pytest

from desktop.errors import UnreadableFile
from desktop.model.options import Tracked
from desktop.readers.odt import ODT
from tests.readers.office import odt, odt_parts, read_odt, shown, zipped

OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I"/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)
LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
    'loext:num-list-format="%1%.%2%)"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>'
    "</text:list-style>"
)


def para(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def item(inner: str, attributes: str = "") -> str:
    return f"<text:list-item {attributes}>{inner}</text:list-item>"


def h(text: str, level: int, attributes: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {attributes}>{text}</text:h>'


def listed(attributes: str, *items: str) -> str:
    return f"<text:list {attributes}>{''.join(items)}</text:list>"


def test_headings_and_their_numbers() -> None:
    styles = (
        '<style:style style:name="Title" style:family="paragraph"/>'
        '<style:style style:name="Heading_20_2" style:family="paragraph" style:default-outline-level="2"/>' + OUTLINE
    )
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
    body = (
        para("Nota", "Title") + h("Beleid", 1) + h("Doel", 2) + h("Inzet", 2)
        + h("Los", 1, 'text:is-list-header="true"') + para("Kop", "P1") + para("Tekst")
    )  # fmt: skip
    assert shown(read_odt(odt(body, automatic, styles))) == [
        "h0 Nota", "h1 I Beleid", "h2 I.1 Doel", "h2 I.2 Inzet", "h1 Los", "h2 I.3 Kop", "p Tekst",
    ]  # fmt: skip


def test_lists_with_levels_further_paragraphs_and_numbers_that_go_on() -> None:
    inner = listed("", item(para("diep")), item(para("dieper")))
    header = f"<text:list-header>{para('kop van lijst')}</text:list-header>"
    numbered = 'text:style-name="L"'
    body = (
        listed(f'{numbered} xml:id="een"', item(para("een") + para("vervolg") + inner), item(para("twee")))
        + para("Tussendoor")
        + listed(f'{numbered} text:continue-numbering="true"', item(para("drie")))
        + listed(numbered, item(para("anders")), item(para("zeven"), 'text:start-value="7"'))
        + listed(f'{numbered} text:continue-list="een"', item(para("vier")))
        + listed('text:style-name="B"', item(para("punt")), header)
    )
    assert shown(read_odt(odt(body, LIST))) == [
        "li1 1. een", "p vervolg", "li2 1.a) diep", "li2 1.b) dieper", "li1 2. twee", "p Tussendoor", "li1 3. drie",
        "li1 1. anders", "li1 7. zeven", "li1 4. vier", "li1 • punt", "p kop van lijst",
    ]  # fmt: skip


def test_white_space_is_one_blank_unless_it_has_an_element() -> None:
    body = para(
        '\n   Een  <text:span>twee\n</text:span>  drie<text:s text:c="2"/>vier<text:tab/>vijf<text:line-break/> zes'
    )
    assert shown(read_odt(odt(body))) == ["p Een twee drie  vier\tvijf\nzes"]
    far = para('a<text:s text:c="99999999"/>b')
    assert len(read_odt(odt(far)).source) < 300


def test_notes_comments_and_fields() -> None:
    body = para(
        "De inzet<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Kamerstuk 35 207.</text:p></text:note-body></text:note> telt<text:note text:note-class='endnote'>"
        "<text:note-citation>i</text:note-citation><text:note-body><text:p>Slot.</text:p></text:note-body></text:note>"
        "<office:annotation><dc:creator>Piet</dc:creator><text:p>Klopt dit?</text:p></office:annotation> in "
        "<text:date>2014</text:date>."
    ) + para("Einde.")
    extract = read_odt(odt(body))
    assert shown(extract) == ["p De inzet telt in 2014.", "fn 1 Kamerstuk 35 207.", "p Einde.", "fn i Slot."]
    assert [w.code for w in extract.warnings] == ["comments", "comment"]


def test_tracked_changes_as_accepted_or_as_original() -> None:
    changes = (
        "<text:tracked-changes>"
        "<text:changed-region text:id='d'><text:deletion><text:p>oude </text:p></text:deletion></text:changed-region>"
        "<text:changed-region text:id='i'><text:insertion/></text:changed-region>"
        "<text:changed-region text:id='p'><text:insertion/></text:changed-region></text:tracked-changes>"
    )
    body = (
        changes
        + para("De <text:change text:change-id='d'/><text:change-start text:change-id='i'/>nieuwe "
               "<text:change-end text:change-id='i'/>aanpak.")
        + para("Een<text:change-start text:change-id='p'/>.")
        + para("Tw<text:change-end text:change-id='p'/>eedracht.")
    )  # fmt: skip
    accepted, original = read_odt(odt(body)), read_odt(odt(body), Tracked.ORIGINAL)
    assert shown(accepted) == ["p De nieuwe aanpak.", "p Een.", "p Tweedracht."]
    assert shown(original) == ["p De oude aanpak.", "p Eeneedracht."]
    assert [dict(w.facts) for w in original.warnings] == [{"count": "3", "tracked": "original"}]


def test_tables_stand_on_their_grid_and_boxes_of_one_column_are_their_blocks() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{para(text)}</table:table-cell>"

    def row(inner: str, attributes: str = "") -> str:
        return f"<table:table-row {attributes}>{inner}</table:table-row>"

    covered = "<table:covered-table-cell/>"
    head = row(cell("Uitgaven", 'table:number-columns-spanned="2"') + covered + cell("x"))
    body = (
        f"<table:table><table:table-header-rows>{head}</table:table-header-rows>"
        + row(cell("9.377") + f"<table:table-cell>{para('a')}{para('b')}</table:table-cell>" + covered)
        + row("<table:table-cell/><table:table-cell/>", 'table:number-rows-repeated="99999999"')
        + f"</table:table><table:table>{row(cell('Kader.'))}</table:table>"
    )
    assert shown(read_odt(odt(body))) == ["tr Uitgaven |  | x", "tr 9.377 | a b | ", "p Kader."]


def test_contents_shapes_and_running_heads() -> None:
    masters = (
        "<style:master-page><style:header><text:p>Tweede Kamer</text:p></style:header><style:header-left>"
        "<text:p>Tweede Kamer</text:p></style:header-left><style:footer><text:p>Pagina <text:page-number>3"
        "</text:page-number></text:p></style:footer></style:master-page>"
    )
    body = (
        f"<text:table-of-content><text:table-of-content-source/><text:index-body>{para('Doel 3')}</text:index-body>"
        "</text:table-of-content>"
        + para("Voor<draw:frame><draw:text-box>" + para("Vak") + "</draw:text-box></draw:frame> na.")
        + f"<text:section>{para('In een sectie.')}</text:section>"
        f"<text:section text:display='none'>{para('Verborgen.')}</text:section>"
    )
    assert shown(read_odt(odt(body, masters=masters))) == [
        "contents Doel 3", "p Voor na.", "p Vak", "p In een sectie.", "head Tweede Kamer", "page Pagina 3",
    ]  # fmt: skip


def test_looks_of_a_paragraph_are_told() -> None:
    automatic = (
        '<style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-size="11pt"/>'
        "</style:style>"
        '<style:style style:name="V" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="G" style:family="paragraph" style:parent-style-name="P">'
        '<style:text-properties fo:font-size="150%" fo:font-weight="700"/></style:style>'
    )
    vet = "<text:span text:style-name='V'>Vet</text:span>"
    body = para(vet, "P") + para(f"{vet} half", "P") + para("Groot", "G")
    parts = read_odt(odt(body, automatic)).parts or ()
    assert [(part.bold, part.size) for part in parts] == [(True, 11.0), (False, 11.0), (True, 16.5)]


def test_one_xml_file_is_read_too() -> None:
    parts = odt_parts(para("Plat."))
    flat = parts["content.xml"].replace("office:document-content", "office:document").encode()
    assert ODT.sniff(b'<?xml version="1.0"?>\n' + flat, "a.fodt")
    assert shown(ODT.read(flat, "a.fodt")) == ["p Plat."]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"content.xml": "<office"}, "damaged_xml"),
        ({"content.xml": "<a/>"}, "no_document"),
        ({"content.xml": None}, "part_missing"),
        ({"META-INF/manifest.xml": "<manifest:encryption-data/>"}, "locked_archive"),
    ],
)
def test_what_is_wrong_has_a_code(changed: dict[str, str | None], code: str) -> None:
    members = {**odt_parts(para("Tekst.")), **changed}
    with pytest.raises(UnreadableFile) as caught:
        read_odt(zipped({name: text for name, text in members.items() if text is not None}, 0))
    assert caught.value.code == code


def test_damaged_styles_are_told_and_done_without() -> None:
    extract = read_odt(zipped({**odt_parts(para("Tekst.")), "styles.xml": "<"}, 0))
    assert shown(extract) == ["p Tekst."]
    assert [w.code for w in extract.warnings] == ["part_damaged"]


def test_a_document_that_was_packed_again_is_recognised() -> None:
    members = odt_parts("<text:p>Tekst</text:p>")
    mimetype = members.pop("mimetype")
    again = zipped({**{f"Pictures/{k}.png": bytes(range(256)) * 40 for k in range(3)}, **members, "mimetype": mimetype})
    assert b"opendocument.text" not in again
    assert shown(read_odt(again)) == ["p Tekst"]


def test_a_box_in_a_cell_and_a_list_in_a_note_are_read_once() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:list><text:list-item><text:p>Noot</text:p></text:list-item></text:list></text:note-body></text:note>"
    )
    frame = "<draw:frame><draw:text-box><text:p>Kader</text:p></draw:text-box></draw:frame>"
    cells = "".join(
        f"<table:table-cell><text:p>{x}</text:p></table:table-cell>" for x in (f"Cel{note}", f"Tekst{frame}")
    )
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert shown(read_odt(odt(body))) == ["tr Cel | Tekst", "p Kader", "fn 1 Noot"]


def test_items_in_a_cell_keep_their_numbers_as_in_word() -> None:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a" '
        'style:num-suffix=")"/></text:list-style>'
    )
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("een", "twee"))
    cell = f'<table:table-cell><text:list text:style-name="L">{items}</text:list></table:table-cell>'
    row = f"<table:table-row><table:table-cell><text:p>Eisen</text:p></table:table-cell>{cell}</table:table-row>"
    assert shown(read_odt(odt(f"<table:table>{row}</table:table>", automatic=style))) == ["tr Eisen | a) een b) twee"]


def test_chapters_written_as_a_list_are_numbered_as_chapters_and_others_may_have_no_number() -> None:
    styles = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
        '<style:style style:name="Los" style:family="paragraph" style:list-style-name=""/>'
    )
    deep = '<text:list-item><text:h text:outline-level="2">Doel</text:h></text:list-item>'
    body = (
        '<text:h text:outline-level="1">Beleid</text:h>'
        '<text:list text:style-name="Outline"><text:list-item>'
        f"<text:list>{deep}</text:list></text:list-item></text:list>"
        '<text:h text:outline-level="1" text:style-name="Los">Bijlage</text:h>'
        '<text:h text:outline-level="1">Slot</text:h>'
    )
    assert shown(read_odt(odt(body, styles=styles))) == ["h1 1 Beleid", "h2 1.1 Doel", "h1 Bijlage", "h1 2 Slot"]


def test_a_paragraph_that_is_an_item_by_itself() -> None:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/></text:list-style>'
    )
    body = "".join(
        f'<text:numbered-paragraph text:list-id="x" text:style-name="L"><text:p>{text}</text:p>'
        "</text:numbered-paragraph>"
        for text in ("een", "twee")
    )
    assert shown(read_odt(odt(body, automatic=style))) == ["li1 1. een", "li1 2. twee"]


def test_hidden_spans_and_sections_hidden_by_their_condition_are_not_read() -> None:
    style = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        '<text:p>Open<text:span text:style-name="T1"> geheim</text:span>.</text:p>'
        '<text:section text:display="condition" text:is-hidden="true"><text:p>Weg</text:p></text:section>'
        '<text:section text:display="condition"><text:p>Hier</text:p></text:section>'
    )
    assert shown(read_odt(odt(body, automatic=style))) == ["p Open.", "p Hier"]


def test_formulas_stand_in_their_line_whether_packed_or_written_out() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"'
    body = (
        f"<text:p>Uit <draw:frame><draw:object {link}/></draw:frame> volgt "
        f"<draw:frame><draw:object>{math}</draw:object></draw:frame>.</text:p>"
    )
    members = {**odt_parts(body), "Object 1/content.xml": math}
    assert shown(read_odt(zipped(members))) == ["p Uit a/b volgt a/b."]


def test_endnotes_and_deleted_text_outlive_the_blocks_they_were_met_in() -> None:
    note = (
        '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body>'
        "<text:p>Slotnoot</text:p></text:note-body></text:note>"
    )
    tracked = (
        '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><text:p> oude</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )
    between = "".join(f"<text:p>alinea {k}</text:p>" for k in range(3))
    body = f'{tracked}<text:p>Een{note}</text:p>{between}<text:p>De<text:change text:change-id="d"/> inzet</text:p>'
    read = shown(read_odt(odt(body), Tracked.ORIGINAL))
    assert [read[0], *read[4:]] == ["p Een", "p De oude inzet", "fn i Slotnoot"]


def test_an_identity_that_is_no_name_does_no_harm() -> None:
    assert shown(read_odt(odt('<text:p xml:id="geo1#dec">Tekst</text:p>'))) == ["p Tekst"]


def test_a_cell_that_was_split_has_its_lines_beside_the_others() -> None:
    def cell(inner: str) -> str:
        return f"<table:table-cell>{inner}</table:table-cell>"

    def row(*texts: str) -> str:
        return f"<table:table-row>{''.join(cell(f'<text:p>{text}</text:p>') for text in texts)}</table:table-row>"

    split = f'<table:table table:is-sub-table="true">{row("Inzet", "9")}{row("Steun", "12")}</table:table>'
    body = f"<table:table><table:table-row>{cell('<text:p>2014</text:p>')}{cell(split)}</table:table-row></table:table>"
    assert shown(read_odt(odt(body))) == ["tr 2014 | Inzet | 9", "tr  | Steun | 12"]


def test_deleted_text_is_left_out_where_it_stands_in_the_text_and_put_back_with_its_breaks_where_it_does_not() -> None:
    tracked = (
        '<text:tracked-changes><text:changed-region text:id="hier"><text:deletion/></text:changed-region>'
        '<text:changed-region text:id="weg"><text:deletion><text:p>een<text:line-break/>twee<text:tab/>drie</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        '<text:p>De <text:change-start text:change-id="hier"/>oude </text:p><text:p>lange '
        '<text:change-end text:change-id="hier"/>inzet</text:p><text:p>: <text:change text:change-id="weg"/>.</text:p>'
    )
    data = odt(tracked + body)
    assert shown(read_odt(data)) == ["p De inzet", "p : ."]
    assert shown(read_odt(data, Tracked.ORIGINAL)) == ["p De oude ", "p lange inzet", "p : een\ntwee\tdrie."]


def test_a_note_in_deleted_text_is_a_note_of_the_original() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Noot</text:p></text:note-body></text:note>"
    )
    tracked = (
        f'<text:tracked-changes><text:changed-region text:id="d"><text:deletion><text:p> oude{note}</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    data = odt(f'{tracked}<text:p>De<text:change text:change-id="d"/> inzet</text:p>')
    assert shown(read_odt(data)) == ["p De inzet"]
    assert shown(read_odt(data, Tracked.ORIGINAL)) == ["p De oude inzet", "fn 1 Noot"]
