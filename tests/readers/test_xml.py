"""XML of official publications and Akoma Ntoso: the samples, read as they would be printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.model.options import ReadOptions, Tracked
from desktop.readers.catalogue import find_reader
from desktop.readers.xml_document import XML
from tests.readers.office import shown


def read(text: str, tracked: Tracked = Tracked.ACCEPTED) -> Extract:
    data = text.encode()
    assert XML.sniff(data, "a.xml")
    return XML.read(data, "a.xml", options=ReadOptions(tracked=tracked))


def sample(samples: Path, name: str) -> Extract:
    data = (samples / "formats" / name).read_bytes()
    assert find_reader(data, name) is XML
    return XML.read(data, name)


def test_a_parliamentary_paper(samples: Path) -> None:
    assert shown(sample(samples, "kamerstuk.xml")) == [
        "h0 Vrede en veiligheid (voorbeeld)",
        "h1 BRIEF VAN DE MINISTER VAN VOORBEELDEN",
        "p Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
        "p Den Haag, 3 mei 2015",
        "h1 1. Inleiding",
        "p Nederland draagt bij aan vrede in de wereld. Dat doet het kabinet met bondgenoten en in verbanden die "
        "daarvoor zijn opgericht.",
        "fn 1 Kamerstukken II 2013/14, 99 999, nr. 7.",
        "li1 a. de inzet in missies;",
        "li1 b. de steun aan partners:",
        "li2 – met geld;",
        "li2 – met kennis.",
        "h2 1.1 Uitgaven",
        "p Uitgaven (x € 1.000)",
        "tr Onderdeel | Jaar | ",
        "tr  | 2014 | 2015",
        "tr Missies | 9.377 | 9.402",
        "tr Partners |  | 1.250",
        "fn 2 Zonder de bijdrage in natura.",
        "h2 Vervolg",
        "p Over de voortgang wordt de Kamer jaarlijks bericht.",
        "p De Minister van Voorbeelden,",
        "p A. Voorbeeld",
        "head Tweede Kamer der Staten-Generaal Vergaderjaar 2014-2015",
        "head 99 999",
        "head Nr. 1",
    ]


def test_a_regulation_in_the_gazette(samples: Path) -> None:
    assert shown(sample(samples, "staatscourant.xml"))[1:] == [
        "p De Minister van Voorbeelden,",
        "p Gelet op artikel 2 van de Voorbeeldwet;",
        "p Besluit:",
        "h1 Paragraaf 1 Algemeen",
        "h2 Artikel 1 Begripsbepalingen",
        "p In deze regeling wordt verstaan onder:",
        "li1 • minister: de Minister van Voorbeelden;",
        "li1 • voorbeeld: wat iets duidelijk maakt.",
        "h2 Artikel 2 Subsidie",
        "li1 1. De minister kan subsidie verstrekken voor een voorbeeld.",
        "li1 2. De subsidie bedraagt ten hoogste:",
        "li2 a. € 5.000 voor een klein voorbeeld;",
        "li2 b. € 25.000 voor een groot voorbeeld.",
        "p De Minister van Voorbeelden,",
        "p A. Voorbeeld",
        "h1 TOELICHTING",
        "p Deze regeling is verzonnen.",
    ]


def test_a_consolidated_act(samples: Path) -> None:
    assert shown(sample(samples, "regeling.xml")) == [
        "h0 Wet van 3 mei 2015, houdende regels over voorbeelden",
        "h0 Voorbeeldwet",
        "p Wij Willem-Alexander, bij de gratie Gods, Koning der Nederlanden,",
        "p Allen saluut! doen te weten:",
        "h1 Hoofdstuk 1 Algemene bepalingen",
        "h2 Artikel 1",
        "li1 1 Deze wet geldt voor voorbeelden.",
        "li1 2 Bij ministeriële regeling kunnen regels worden gesteld.",
        "h2 Artikel 1a",
        "p Onze Minister kan vrijstelling verlenen:",
        "li1 a. in het algemeen belang;",
        "li1 b. op verzoek.",
    ]


def test_akoma_ntoso(samples: Path) -> None:
    assert shown(sample(samples, "akoma-ntoso.xml")) == [
        "h0 An Act about examples, made up for this project",
        "p Dated 3 May 2015",
        "li1 (1) Whereas examples help readers,",
        "h1 Chapter 1 General",
        "h2 1. Purpose",
        "li1 (1) This Act is about examples of all kinds.",
        "fn 1 See the memorandum.",
        "li1 (2) It applies to:",
        "li2 (a) small examples;",
        "li2 (b) large examples.",
        "h2 2. Amounts",
        "p The amounts are:",
        "li1 – as in the table.",
        "tr Kind | Amount",
        "tr small | 5,000",
        "tr large | 25,000",
    ]


def test_publications_of_the_environment_act_and_their_tracked_changes() -> None:
    text = (
        '<Besluit xmlns="https://standaarden.overheid.nl/stop/imop/tekst/"><Lichaam><Artikel><Kop><Label>Artikel</Label>'
        "<Nummer>3.1</Nummer><Opschrift>Doel</Opschrift></Kop><Lid><LidNummer>1.</LidNummer><Inhoud><Al>De "
        "<VerwijderdeTekst>oude</VerwijderdeTekst><NieuweTekst>nieuwe</NieuweTekst> regel."
        "<Noot><NootNummer>1</NootNummer><Al>Zie aldaar.</Al></Noot></Al>"
        "<Al wijzigactie='verwijder'>Weg.</Al></Inhoud></Lid></Artikel></Lichaam></Besluit>"
    )
    assert shown(read(text)) == ["h1 Artikel 3.1 Doel", "li1 1. De nieuwe regel.", "fn 1 Zie aldaar."]
    original = read(text, Tracked.ORIGINAL)
    assert shown(original) == ["h1 Artikel 3.1 Doel", "li1 1. De oude regel.", "fn 1 Zie aldaar.", "p Weg."]
    assert dict(original.warnings[0].facts) == {"count": "3", "tracked": "original"}


def test_inline_elements_beside_each_other_are_one_paragraph() -> None:
    text = "<regeling><al><nadruk>Hele</nadruk> <extref>zin</extref></al><al>x<onbekend>y</onbekend>z</al></regeling>"
    assert shown(read(text)) == ["p Hele zin", "p xyz"]


def test_unknown_xml_is_read_and_told() -> None:
    extract = read('<?xml version="1.0"?><boek><kop><titel>Een</titel></kop><alinea>Tekst.</alinea></boek>')
    assert shown(extract) == ["h1 Een", "p Tekst."]
    assert [w.code for w in extract.warnings] == ["unknown_xml"]


def test_entities_that_nobody_declared_are_those_of_html() -> None:
    text = '<!DOCTYPE kamerstuk SYSTEM "http://127.0.0.1:9/op.dtd"><kamerstuk><al>ministeri&euml;le</al></kamerstuk>'
    assert shown(read(text)) == ["p ministeriële"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<kamerstuk><al>Half", "damaged_xml"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><kamerstuk><al>&x;</al></kamerstuk>', "unsafe_xml"),
        ("<kamerstuk>" + "<al>" * 400 + "x" + "</al>" * 400 + "</kamerstuk>", "too_deep"),
        ("<kamerstuk/>", "empty_file"),
    ],
)
def test_what_is_wrong_has_a_code(text: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        XML.read(text.encode(), "a.xml")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("<kamerstuk>", True),
        ('<?xml version="1.0"?>\n<!-- x -->\n<an:akomaNtoso xmlns:an="x">', True),
        ('<?xml version="1.0"?><html xmlns="x">', False),
        ("<p>Tekst</p>", False),
        ("kamerstuk", False),
    ],
)
def test_the_root_tells_the_family(text: str, is_known: bool) -> None:
    assert XML.sniff(text.encode(), "a.txt") is is_known


def test_headings_between_paragraphs_rank_by_how_they_are_set() -> None:
    heads = [("vet", "Groot"), ("vetcur", "Middel"), ("cur", "Klein"), ("vet", "Weer")]
    body = "".join(f'<tussenkop kopopmaak="{look}">{text}</tussenkop><al>a</al>' for look, text in heads)
    texts = shown(read(f"<kamerstuk><tekst>{body}</tekst></kamerstuk>"))
    assert texts[::2] == ["h1 Groot", "h2 Middel", "h3 Klein", "h1 Weer"]
    alone = '<kamerstuk><tekst><tussenkop kopopmaak="cur">Enige</tussenkop><al>a</al></tekst></kamerstuk>'
    assert shown(read(alone)) == ["h1 Enige", "p a"]


def test_numbers_of_questions_and_answers_are_their_headings_and_captions_of_pictures_are_text() -> None:
    xml = (
        "<kamervragen><kamervraagkop>Vergaderjaar 2024-2025</kamervraagkop><vraag><nr>Vraag 1</nr><al>Is dit zo?</al>"
        "</vraag><antwoord><nr>Antwoord 1</nr><al>Ja.</al><plaatje><illustratie/><bijschrift>Figuur 1</bijschrift>"
        "</plaatje></antwoord></kamervragen>"
    )
    assert shown(read(xml)) == [
        "h1 Vraag 1", "p Is dit zo?", "h1 Antwoord 1", "p Ja.", "p Figuur 1", "head Vergaderjaar 2024-2025",
    ]  # fmt: skip


def test_notes_kept_apart_and_the_title_of_a_bill() -> None:
    xml = (
        '<akomaNtoso><bill><meta><notes><note eId="n1" marker="1"><p>Zie de bijlage.</p></note></notes></meta><preface>'
        "<p><docType>Voorstel</docType> <docTitle>voor een verordening</docTitle></p></preface><body><section><content>"
        '<p>Tekst<noteRef href="#n1" marker="1"/>.</p><p><recordedTime>10.30</recordedTime> <person>A</person></p>'
        "</content></section></body></bill></akomaNtoso>"
    )
    assert shown(read(xml)) == ["h0 Voorstel voor een verordening", "p Tekst.", "fn 1 Zie de bijlage.", "p 10.30 A"]


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = "<table><tr><td><p>in</p></td><td><p>nest</p></td></tr></table>"
    xml = f"<akomaNtoso><doc><table><tr><td><p>1</p></td><td><p>2</p>{inner}</td></tr></table></doc></akomaNtoso>"
    assert shown(read(xml)) == ["tr 1 | 2 in nest"]
