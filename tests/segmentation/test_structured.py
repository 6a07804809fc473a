"""Blocks that a format tells: taken as told, guessed where it says nothing, read by lines where it tells nothing."""

from __future__ import annotations

from desktop.model.document import BlockKind, Document
from desktop.model.options import EditionGuess
from desktop.readers.rendition import Rendition, Text
from desktop.segmentation.segment import prepare, printed_words, segment
from tests.making import kinds, read

H, P, L = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM


def segmented(rendition: Rendition) -> Document:
    prepared = prepare(rendition.extract("a.docx", "docx", "0" * 64))
    return segment(prepared, printed_words(prepared), EditionGuess())


def test_headings_stand_on_the_level_that_was_told() -> None:
    r = Rendition()
    r.add(H, "Veiligheid", level=1)
    r.add(P, "Kort")
    r.add(H, "een kop in kleine letters.", level=2)
    r.add(H, "Dieper", level=3)
    r.add(H, "Slot", level=2)
    r.add(P, "Einde")
    document = segmented(r)
    assert [(b.kind.value, b.level, b.text) for b in document.blocks] == [
        ("heading", 1, "Veiligheid"),
        ("paragraph", None, "Kort"),
        ("heading", 2, "een kop in kleine letters."),
        ("heading", 3, "Dieper"),
        ("heading", 2, "Slot"),
        ("paragraph", None, "Einde"),
    ]
    assert [s.parent for s in document.sections] == [None, 0, 1, 0]


def test_numbers_of_headings_stay_and_markers_of_items_go() -> None:
    r = Rendition()
    r.add(H, "2.1 Doel", level=1)
    r.add(L, "kosten", marker="a.", level=1)
    r.add(L, "baten", marker="•", level=2)
    r.add(P, "c. getypt")
    document = segmented(r)
    assert [(b.kind.value, b.text, b.label, b.marker, b.level) for b in document.blocks] == [
        ("heading", "2.1 Doel", "2.1", "", 1),
        ("list_item", "kosten", "a", "a.", 1),
        ("list_item", "baten", "", "•", 2),
        ("list_item", "getypt", "c", "c.", None),
    ]
    assert [document.source[b.marker_at :][:2] for b in document.blocks if b.marker] == ["a.", "• ", "c."]


def test_a_note_leaves_the_sentence_and_the_way_back_is_exact() -> None:
    r = Rendition()
    r.add(H, "Doel", level=1)
    r.add(P, Text("De inzet12 telt.", ((8, 10, "12"),)))
    r.add(BlockKind.FOOTNOTE, "Kamerstuk 35 207.", label="12")
    document = segmented(r)
    assert kinds(document)[1:] == [("paragraph", "De inzet telt."), ("footnote", "Kamerstuk 35 207.")]
    assert document.blocks[1].refs == ("12",)
    assert document.blocks[2].label == "12"
    for block in document.blocks:
        for k, char in enumerate(block.text):
            assert document.source[int(document.origin.to_source([block.start + k])[0])] == char


def test_rows_keep_their_cells_and_read_as_one_line() -> None:
    r = Rendition()
    r.add(H, "Uitgaven", level=1)
    r.add_row([Text("Wapens\n en munitie"), Text("9.3773", ((5, 6, "3"),)), Text()])
    document = segmented(r)
    assert document.blocks[1].cells == ("Wapens en munitie", "9.377", "")
    assert document.blocks[1].text == "Wapens en munitie 9.377"


def test_what_was_only_made_to_look_like_a_heading_is_one() -> None:
    body = "Nederland draagt bij aan vrede en veiligheid in de wereld, ook buiten het eigen gebied."
    r = Rendition()
    r.add(P, "Vrede en veiligheid", size=16)
    r.add(P, body, size=11)
    r.add(P, "Inzet", bold=True, size=11)
    r.add(P, "Dit is een hele zin in vette letters.", bold=True, size=11)
    r.add(P, body, size=11)
    document = segmented(r)
    assert [(b.kind.value, b.level) for b in document.blocks] == [
        ("heading", 1),
        ("paragraph", None),
        ("heading", 2),
        ("paragraph", None),
        ("paragraph", None),
    ]


def test_a_text_all_in_bold_has_no_headings_for_that() -> None:
    r = Rendition()
    for text in ("Kop", "Een hele zin.", "nog een"):
        r.add(P, text, bold=True)
    r.add(L, "punt", marker="-", bold=True)
    assert [k for k, _ in kinds(segmented(r))] != ["heading"] * 4
    assert kinds(segmented(r))[2] == ("paragraph", "nog een")


def test_hard_breaks_join_and_mend_words() -> None:
    r = Rendition()
    r.add(H, "Hoofdstuk 2\nVeiligheid", level=1)
    r.add(P, "De veilig-\nheid van burgers en\nbedrijven.")
    assert kinds(segmented(r)) == [
        ("heading", "Hoofdstuk 2 Veiligheid"),
        ("paragraph", "De veiligheid van burgers en bedrijven."),
    ]


def test_heads_and_feet_are_furniture_wherever_they_stand() -> None:
    r = Rendition()
    r.add(H, "Doel", level=1)
    r.add(BlockKind.PAGE_FOOTER, "Tweede Kamer, vergaderjaar 2014–2015, 34 200 V, nr. 1")
    document = segmented(r)
    assert document.blocks[1].is_furniture and document.edition.session_year == "2014–2015"


WRAPPED = """1. Veiligheid

Nederland draagt bij aan vrede en veilig-
heid in de wereld. Dat doet het kabinet met
bondgenoten en in internationale verbanden die
daarvoor zijn opgericht.

2. Handel

De handel groeit. Daarvan profiteren burgers
en bedrijven, al gaat dat niet vanzelf en
overal even snel.
"""
HANDEL = "De handel groeit. Daarvan profiteren burgers en bedrijven, al gaat dat niet vanzelf en overal even snel."


def test_lines_pasted_as_paragraphs_read_like_the_text() -> None:
    r = Rendition()
    for line in WRAPPED.rstrip("\n").split("\n"):
        r.add(P, line)
    document = segmented(r)
    assert document.source == WRAPPED.rstrip("\n")
    assert kinds(document) == kinds(read(WRAPPED))
    assert ("paragraph", HANDEL) in kinds(document)


def test_a_told_heading_among_pasted_lines_stays_a_heading() -> None:
    r = Rendition()
    r.add(H, "over de handel", level=1)
    for line in WRAPPED.split("\n")[9:12]:
        r.add(P, line)
    assert kinds(segmented(r)) == [("heading", "over de handel"), ("paragraph", HANDEL)]


def test_typed_notes_between_real_paragraphs_are_found() -> None:
    r = Rendition()
    r.add(H, "Doel", level=1)
    r.add(P, "Het kabinet zet zich in voor een veilig land1.")
    r.add(P, "1 Zie de brief van 3 mei.")
    r.add(P, "De volgende alinea gaat verder.")
    assert kinds(segmented(r))[1:3] == [
        ("paragraph", "Het kabinet zet zich in voor een veilig land."),
        ("footnote", "Zie de brief van 3 mei."),
    ]


def test_points_in_brackets_before_questions_mark_no_notes() -> None:
    r = Rendition()
    texts = ("[25] a. Geef een schatting.", "De kans is groot.", "[25] b. Leg uit wat dit betekent.", "Meer niet.")
    for text in texts:
        r.add(P, text)
    assert [b.kind for b in segmented(r).blocks].count(BlockKind.FOOTNOTE) == 0


def test_a_verse_below_a_reference_that_ends_in_its_number_is_no_note() -> None:
    r = Rendition()
    r.add(H, "Lezingen", level=1)
    r.add(P, "Wij lezen over de roeping van Paulus.[2]")
    r.add(P, "Meer tekst die hier verder gaat.")
    r.add(P, "2 Korintiers 3:18.")
    assert [b.kind for b in segmented(r).blocks].count(BlockKind.FOOTNOTE) == 0
