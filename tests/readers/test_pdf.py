"""PDF files: what is read of them, and what is said of those that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.model.options import ReadOptions
from desktop.readers.catalogue import read_file
from desktop.readers.page_gutters import Gutters
from desktop.readers.page_lines import Piece
from desktop.readers.pdf import PDF
from tests.readers.pdf_maker import Page, make_pdf


def read(*pages: Page) -> Extract:
    return PDF.read(make_pdf(pages), "a.pdf")


def refused(data: bytes, password: str = "") -> str:
    with pytest.raises(UnreadableFile) as caught:
        PDF.read(data, "a.pdf", options=ReadOptions(password=password))
    return caught.value.code


def some_page() -> Page:
    page = Page()
    page.text(70, 100, "Regels", 14, "bold")
    page.lines(70, 130, "Het kabinet zet zich in voor een veilige en stabiele omge-", "ving in Europa.")
    return page


def test_lines_come_with_their_place_size_and_weight() -> None:
    extract = read(some_page())
    layout = extract.layout
    assert layout is not None
    assert extract.source.split("\n") == [
        "Regels",
        "Het kabinet zet zich in voor een veilige en stabiele omge-",
        "ving in Europa.",
    ]
    assert layout.page.tolist() == [1, 1, 1]
    assert layout.size.tolist() == [14, 10, 10]
    assert layout.weight.tolist() == [700, 400, 400]
    assert layout.x0.round().tolist() == [70, 70, 70]
    assert layout.y.round().tolist() == [100, 130, 142]
    assert layout.x1[1] > 300


def test_a_raised_figure_is_a_mark_and_stays_where_it_stands() -> None:
    page = Page()
    page.text(70, 100, "om zijn belangen veilig te stellen")
    page.text(214.1, 96, "12", 6).text(220.9, 100, ". Daarna volgt meer.")
    extract = read(page)
    assert extract.source == "om zijn belangen veilig te stellen12. Daarna volgt meer."
    assert extract.layout is not None
    assert [extract.source[a:b] for _, a, b in extract.layout.marks] == ["12"]


def test_columns_are_read_one_after_the_other_under_a_heading_over_both() -> None:
    page = Page()
    page.text(150, 80, "Een titel over de volle breedte van beide kolommen", 12, "bold")
    for k in range(6):
        page.text(70, 110 + 12 * k, f"links regel {k} met genoeg woorden erin")
        page.text(310, 113 + 12 * k, f"rechts regel {k} met genoeg woorden erin")
    lines = read(page).source.split("\n")
    assert lines[0].startswith("Een titel")
    assert [line.split()[0] for line in lines[1:]] == ["links"] * 6 + ["rechts"] * 6


def test_three_columns_are_three_columns() -> None:
    page = Page()
    for k in range(8):
        for column, x in enumerate((50, 220, 390)):
            page.text(x, 100 + 12 * k, f"kolom {column} regel {k} met tekst erin", 9)
    lines = read(page).source.split("\n")
    assert [line.split()[1] for line in lines] == ["0"] * 8 + ["1"] * 8 + ["2"] * 8


def test_a_note_in_the_margin_stands_before_the_line_it_begins_at() -> None:
    page = Page()
    for k in range(14):
        page.text(190, 100 + 12 * k, f"regel {k} van de lopende tekst, die gewoon verdergaat over de bladspiegel")
    page.text(60, 172, "Kosten en baten", 9, "bold").text(60, 183, "van het plan", 9, "bold")
    lines = read(page).source.split("\n")
    at = lines.index("Kosten en baten")
    assert lines[at + 1] == "van het plan"
    assert lines[at + 2].startswith("regel 6 ")
    assert lines[at - 1].startswith("regel 5 ")


def test_bullets_are_no_column_and_no_table() -> None:
    page = Page()
    for k in range(4):
        page.text(70, 100 + 24 * k, "\u2022").text(88, 100 + 24 * k, f"punt {k} dat over twee regels loopt zodat het")
        page.text(88, 112 + 24 * k, "inspringt")
    extract = read(page)
    assert extract.source.split("\n")[:2] == ["\u2022 punt 0 dat over twee regels loopt zodat het", "inspringt"]
    assert extract.layout is not None
    assert set(extract.layout.row.tolist()) == {-1}


def test_a_table_without_drawn_lines_is_rows_and_cells() -> None:
    page = Page()
    rows = [
        ("Onderwerp", "2021", "2022"),
        ("Wapenbeheersing", "9.377", "9.402"),
        ("Bevordering van transitie in prio-", "16.700", "16.932"),
        ("ritaire gebieden", "", ""),
        ("Ontvangsten", "1.248", "987"),
    ]
    page.text(70, 70, "De uitgaven staan in de tabel hieronder, in duizenden euro.")
    for k, (label, *amounts) in enumerate(rows):
        page.text(70, 100 + 12 * k, label)
        for x, amount in zip((330, 400), amounts, strict=True):
            if amount:
                page.text(x - 5.56 * sum(c.isdigit() for c in amount) - 2.78 * amount.count("."), 100 + 12 * k, amount)
    extract = read(page)
    layout = extract.layout
    assert layout is not None
    found: dict[int, dict[int, list[str]]] = {}
    for text, row, cell in zip(extract.source.split("\n"), layout.row.tolist(), layout.cell.tolist(), strict=True):
        found.setdefault(row, {}).setdefault(cell, []).append(text)
    assert found.pop(-1) == {-1: ["De uitgaven staan in de tabel hieronder, in duizenden euro."]}
    assert [[" ".join(row[c]) for c in sorted(row)] for row in found.values()] == [
        ["Onderwerp", "2021", "2022"],
        ["Wapenbeheersing", "9.377", "9.402"],
        ["Bevordering van transitie in prio- ritaire gebieden", "16.700", "16.932"],
        ["Ontvangsten", "1.248", "987"],
    ]


def test_wide_spaces_of_justified_lines_are_no_cells() -> None:
    page = Page()
    page.text(70, 100, "internationale veiligheidsstrategie")
    for k, words in enumerate((("gewelddadig", "extremisme"), ("desinformatiecampagnes", "sneller"))):
        page.text(70, 112 + 12 * k, words[0])
        page.text(226 - 5.1 * len(words[1]), 112 + 12 * k, words[1])
    for k in range(4):
        page.text(70, 136 + 12 * k, "internationale veiligheidsstrategie")
    layout = read(page).layout
    assert layout is not None
    assert set(layout.row.tolist()) == {-1}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotate: int) -> None:
    """The page is shown turned by `rotate`; text printed against that direction is upright for the reader."""
    page = Page(rotate=rotate)
    for k in range(3):
        place = {0: (70, 100 + 12 * k), 90: (100 + 12 * k, 700), 180: (500, 700 - 12 * k), 270: (500 - 12 * k, 100)}
        page.text(*place[rotate], f"regel {k} van de tekst", angle=rotate)
    extract = read(page)
    assert extract.layout is not None
    assert extract.source.split("\n") == ["regel 0 van de tekst", "regel 1 van de tekst", "regel 2 van de tekst"]
    assert set(extract.layout.rotation.tolist()) == {0}
    assert (extract.layout.y[1:] > extract.layout.y[:-1]).all()


def test_text_up_the_side_of_a_page_stands_after_the_text() -> None:
    page = some_page().text(30, 600, "CONCEPT", angle=90)
    extract = read(page)
    assert extract.layout is not None
    assert extract.source.split("\n")[-1] == "CONCEPT"
    assert extract.layout.rotation.tolist() == [0, 0, 0, 90]


def test_pages_that_are_pictures_are_told_and_the_others_read() -> None:
    extract = read(some_page(), Page(picture=True), Page(picture=True), some_page(), Page())
    assert [(w.code, w.page, dict(w.facts)) for w in extract.warnings] == [("page_without_text", 2, {"pages": "2–3"})]


def test_pages_whose_characters_are_not_letters_are_told() -> None:
    page = Page()
    for k in range(5):
        page.text(70, 100 + 12 * k, "\x90\x8d\x9d\x81\x8f #$%&+ <=> \x90\x8d@[ \x81^_ {|}~ \x9d\x8f")
    extract = read(some_page(), page)
    assert [(w.code, w.page) for w in extract.warnings] == [("page_with_broken_characters", 2)]


def test_printed_page_numbers_of_the_file_are_kept() -> None:
    data = make_pdf([some_page(), some_page(), some_page()], labels="0 << /S /r >> 2 << /S /D >>")
    layout = PDF.read(data, "a.pdf").layout
    assert layout is not None
    assert layout.labels == ("i", "ii", "1")


def test_what_cannot_be_read_is_told_with_its_reason(samples: Path) -> None:
    locked = (samples / "formats" / "locked.pdf").read_bytes()
    assert refused(b"") == "empty_file"
    assert refused(b"%PDF-1.7\n1 0 obj") == "pdf_damaged"
    assert refused(make_pdf([])) == "pdf_no_pages"
    assert refused(make_pdf([Page(picture=True)])) == "pdf_only_pictures"
    assert refused(make_pdf([Page()])) == "pdf_no_text"
    assert refused(locked) == "password_needed"
    assert refused(locked, "fout") == "password_wrong"
    opened = PDF.read(locked, "a.pdf", options=ReadOptions(password="geheim"))
    assert "achter slot" in opened.source


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.readers.pdf.MAX_PAGES", 2)
    assert refused(make_pdf([some_page()] * 3)) == "pdf_too_long"


def test_a_page_read_before_tells_where_the_columns_of_a_short_one_are() -> None:
    pages = []
    for count in (8, 2):
        page = Page()
        for k in range(count):
            page.text(70, 100 + 12 * k, f"links regel {k} met genoeg woorden erin")
            page.text(310, 100 + 12 * k, f"rechts regel {k} met genoeg woorden erin")
        page.lines(70, 220, "links gaat het verhaal nog even verder", "links tot aan het einde ervan")
        pages.append(page)
    words = [line.split()[0] for line in read(*pages).source.split("\n")]
    assert words == ["links"] * 10 + ["rechts"] * 8 + ["links"] * 4 + ["rechts"] * 2


def test_a_crowded_page_is_read_in_bounded_time() -> None:
    page = Page()
    for k in range(6000):
        page.text(20 + k * 37 % 550, 20 + k * 53 % 800, "ab", 2)
    assert len(read(page).source.split("\n")) > 500


def test_a_file_is_read_through_the_catalogue(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(make_pdf([some_page()]))
    extract = read_file(str(tmp_path / "a.txt"))
    assert extract.format == "pdf" and extract.layout is not None
    assert [w.code for w in extract.warnings] == ["wrong_suffix"]


def test_huge_and_odd_page_sizes_do_no_harm() -> None:
    for width, height in ((20_000, 20_000), (10, 10), (14_400, 5)):
        page = Page(width, height)
        page.text(1, min(height, 100) - 1, "Regel", 4)
        assert read(page, some_page()).source.split("\n")[-1] == "ving in Europa."


@settings(max_examples=60)
@given(st.data())
def test_damaged_files_give_text_or_a_reason(data: st.DataObject) -> None:
    whole = bytearray(make_pdf([some_page(), some_page()]))
    if data.draw(st.booleans(), "cut"):
        del whole[data.draw(st.integers(0, len(whole))) :]
    for _ in range(data.draw(st.integers(0, 8), "flips")):
        if whole:
            at = data.draw(st.integers(0, len(whole) - 1))
            whole[at] ^= 1 << data.draw(st.integers(0, 7))
    try:
        extract = PDF.read(bytes(whole), "a.pdf")
    except UnreadableFile as error:
        assert error.code.startswith(("pdf_", "password_", "empty_file"))
    else:
        assert extract.layout is not None
        assert len(extract.layout) == len(extract.source.split("\n"))


def cells(extract: Extract) -> dict[int, list[tuple[int, str]]]:
    """Row → (cell, text) of its lines; -1 is the text outside tables."""
    found: dict[int, list[tuple[int, str]]] = {}
    assert extract.layout is not None
    for k, line in enumerate(extract.source.split("\n")):
        found.setdefault(int(extract.layout.row[k]), []).append((int(extract.layout.cell[k]), line))
    return found


def test_drawn_cells_hold_what_stands_in_them_however_close() -> None:
    page = Page()
    page.text(70, 80, "De tabel hieronder heeft een kop over twee kolommen.")
    page.box(70, 90, 170, 130).box(170, 90, 300, 110).box(170, 110, 235, 130).box(235, 110, 300, 130)
    page.box(70, 130, 170, 170).box(170, 130, 235, 170).box(235, 130, 300, 170)
    page.text(73, 104, "Onderdeel").text(173, 104, "Uitgaven").text(173, 124, "2014").text(238, 124, "2015")
    page.text(73, 144, "Een omschrijving die").text(73, 156, "op twee regels staat")
    page.text(173, 144, "1.000.000").text(238, 144, "2")
    assert cells(read(page)) == {
        -1: [(-1, "De tabel hieronder heeft een kop over twee kolommen.")],
        0: [(0, "Onderdeel"), (1, "Uitgaven")],
        1: [(1, "2014"), (2, "2015")],
        2: [(0, "Een omschrijving die"), (0, "op twee regels staat"), (1, "1.000.000"), (2, "2")],
    }


def test_rows_without_lines_between_them_are_told_by_their_amounts() -> None:
    page = Page()
    page.box(70, 90, 170, 160).box(170, 90, 250, 160).box(250, 90, 320, 160)
    for k, (name, amount) in enumerate([("Missies", "9.377"), ("Steun aan", "12"), ("Overig", "15.004")]):
        page.text(73, 104 + 16 * k, name).text(190, 104 + 16 * k, amount).text(260, 104 + 16 * k, str(k))
    assert [row for row, _ in cells(read(page)).items()] == [0, 1, 2]


def test_words_that_a_program_prints_one_by_one_keep_their_spaces() -> None:
    # as Qt does, and what prints web pages with it: large type made small, each word at its place, no spaces
    page = Page()
    for row, (words, places) in enumerate(
        [(("Rol", "van", "de", "provincie"), (70, 89, 110, 125)), (("en", "haar", "taken"), (70, 85, 108))]
    ):
        for word, x in zip(words, places, strict=True):
            page.content.append(f"BT /F0 100 Tf 0.1 0 0 0.1 {x} {742 - 12 * row} Tm ({word}) Tj ET")
    extract = read(page)
    assert extract.source == "Rol van de provincie\nen haar taken"
    assert extract.layout is not None
    assert extract.layout.x1.tolist() == pytest.approx([166, 133], abs=3)


def test_white_space_with_all_text_on_one_side_parts_no_halves() -> None:
    piece = Piece("een regel", 300, 400, 100, 10, 400, False, "", False)
    gutters = [(100.0, 120.0), (150.0, 170.0)]
    assert Gutters((), ())._halves([piece], gutters) == gutters


def test_a_frame_around_a_page_is_no_table() -> None:
    page = Page()
    page.box(60, 60, 100, 700).box(100, 60, 540, 700)
    for k in range(12):
        page.text(110, 80 + 12 * k, f"regel {k} van een tekst die in een kader met een brede marge staat")
    assert set(cells(read(page))) == {-1}


def test_boxes_beside_each_other_without_text_are_no_table() -> None:
    page = Page()
    page.text(70, 80, "In de legenda staan twee vakjes van kleur, met de woorden ernaast.")
    page.box(70, 90, 92, 100).box(92, 90, 114, 100)
    page.text(120, 99, "geraamd en gerealiseerd")
    assert [text for row in cells(read(page)).values() for _, text in row] == [
        "In de legenda staan twee vakjes van kleur, met de woorden ernaast.",
        "geraamd en gerealiseerd",
    ]


def test_the_last_label_of_a_table_may_wrap() -> None:
    page = Page()
    for k, (name, amount) in enumerate([("Missies", "9.377"), ("Steun", "12"), ("Bijdragen aan de", "15.004")]):
        page.text(70, 100 + 18 * k, name).text(300, 100 + 18 * k, amount).text(360, 100 + 18 * k, amount)
    page.text(70, 148, "fondsen van de VN")
    page.text(70, 170, "Daarna volgt een alinea die veel breder is dan de eerste kolom van de tabel was.")
    found = cells(read(page))
    assert found[2] == [(0, "Bijdragen aan de"), (0, "fondsen van de VN"), (1, "15.004"), (2, "15.004")]
    assert len(found[-1]) == 1


def test_labels_beside_texts_are_rows() -> None:
    page = Page()
    for k in range(3):
        y = 100 + 60 * k
        page.text(70, y, f"Doel {k}: veiligheid")
        page.lines(
            220, y, f"Het kabinet zet zich in voor doel {k} en doet dat in", "heel Europa, samen met partners", "daar."
        )
    found = cells(read(page))
    assert [[cell for cell, _ in found[row]] for row in (0, 1, 2)] == [[0, 1, 1, 1]] * 3


def test_a_raised_figure_with_a_space_before_it_takes_no_comma_along() -> None:
    page = Page()
    page.text(70, 100, "door Nederland en").text(154, 96, "21", 6).text(160.8, 100, ", alsook de capaciteiten")
    extract = read(page)
    assert extract.layout is not None
    assert [extract.source[a:b] for _, a, b in extract.layout.marks] == ["21"]
