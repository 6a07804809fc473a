"""Laid-out rows: every place in the text is a place on the page, and back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.colors import SIGN_CONTRAST, THEMES, contrast, load_colors
from desktop.i18n import translator
from desktop.model.document import BlockKind
from desktop.ui.compare.boxes import CellBox, RowBox
from desktop.ui.compare.captions import RowWriter
from desktop.ui.compare.geometry import Geometry, lay_out
from desktop.ui.compare.painter import QUIET_ALPHA, Painter
from desktop.ui.compare.rows import Side, ViewRow, build_rows
from desktop.ui.compare.typesetter import BoxMaker, is_rtl
from desktop.ui.compare.typography import HEADING_SCALE, SYSTEM_SCALE, Typography
from tests.reports.making import comparison, document
from tests.ui.compare.test_places import noted_rows

TEXTS = [
    "De Minister draagt zorg voor een restrictief en transparant wapenexportbeleid in alle landen.",
    "Hottentottententententoonstellingsmakersopleidingscommissievoorzitter zonder een enkele spatie",
    "Het wijkteam 😀 is 𝒳 bereikbaar en spreekt ook Arabisch en Hebreeuws in de wijk.",
    "يمكن للسكان زيارة المكتب كل يوم من الأحد إلى الخميس.",
    "Het woord שלום عليكم staat midden in een Nederlandse zin van enige lengte.",
]


def rows_of(kind: str, *texts: str) -> tuple[ViewRow, ...]:
    made = document([("h1", "Kop"), *((kind, text) for text in texts)])
    count = len(texts) + 1
    return build_rows(comparison(made, made, [((i,), (i,)) for i in range(count)], [((0,), (0,))]))


def boxed(row: ViewRow, width: int = 500, inline: bool = False) -> tuple[RowBox, Geometry]:
    type_ = Typography()
    geometry = lay_out(width, type_.em, type_.char, inline, has_pages=False)
    maker = BoxMaker(geometry, type_, load_colors("light"))
    return RowWriter(maker, translator("en"), ("2014", "2022")).box(row), geometry


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", ["paragraph", "list_item"])
def test_each_letter_is_within_its_column(text: str, kind: str, qtbot: QtBot) -> None:
    box, geometry = boxed(rows_of(kind, text)[1])
    for side in (Side.OLD, Side.NEW):
        cell = box.cell(side, 0)
        assert cell is not None
        left, right = geometry.x(side), geometry.x(side) + geometry.text
        for at in range(len(text)):
            for stroke in cell.strokes(at, at + 1):
                assert left - 1 <= stroke.rect.left() and stroke.rect.right() <= right + 1
                assert cell.rect.top() <= stroke.rect.top() and stroke.rect.bottom() <= box.height


@pytest.mark.parametrize("text", TEXTS[:3])
def test_a_place_on_the_page_leads_back_to_its_letter(text: str, qtbot: QtBot) -> None:
    cell = boxed(rows_of("paragraph", text)[1])[0].cell(Side.NEW, 0)
    assert cell is not None
    for at in range(len(text) + 1):
        caret = cell.caret(at)
        found = cell.offset_at(caret.left(), caret.center().y())
        # Before a line break the end of a line and the beginning of the next are the same place in the text.
        assert found == at or text[min(found, at) : max(found, at)].isspace()


def table_box() -> CellBox:
    rows = rows_of("table_row", "Gemeente  Plaatsen", "Aubrac-le-Haut  45", "Montrevel  1.250")
    cell = boxed(rows[3])[0].cell(Side.OLD, 0)
    assert cell is not None
    return cell


def test_figures_stand_right_in_their_column(qtbot: QtBot) -> None:
    cell = table_box()
    (name,) = cell.strokes(0, 9)
    (figure,) = cell.strokes(11, 16)
    assert name.rect.left() == pytest.approx(cell.rect.left(), abs=1)
    assert figure.rect.right() == pytest.approx(cell.rect.right(), abs=1)
    assert figure.rect.width() < 60
    assert cell.offset_at(figure.rect.left() + 1, figure.rect.center().y()) == 11


def test_a_text_from_right_to_left_begins_right(qtbot: QtBot) -> None:
    assert [is_rtl(t) for t in TEXTS] == [False, False, False, True, False]
    box, geometry = boxed(rows_of("paragraph", TEXTS[3])[1], width=1200)
    cell = box.cell(Side.OLD, 0)
    assert cell is not None
    first = next(iter(cell.strokes(0, 4)))
    assert first.rect.right() == pytest.approx(geometry.old_x + geometry.text, abs=2)


def test_markers_hang_and_may_be_long(qtbot: QtBot) -> None:
    box, geometry = boxed(rows_of("list_item", TEXTS[0])[1])
    cell = box.cell(Side.OLD, 0)
    assert cell is not None and cell.marker is not None and cell.marker.text == "•"
    assert cell.marker.rect.left() == pytest.approx(geometry.old_x, abs=1)
    lefts = {round(s.rect.left()) for s in cell.strokes(0, len(TEXTS[0]))}
    assert len(lefts) == 1 and lefts.pop() > cell.marker.rect.right()


def test_references_and_notes_are_links_to_each_other(qtbot: QtBot) -> None:
    rows = noted_rows()
    (reference,) = boxed(rows[1])[0].cell(Side.NEW, 0).notes  # type: ignore[union-attr]
    (label,) = boxed(rows[3])[0].cell(Side.NEW, 0).notes  # type: ignore[union-attr]
    assert (reference.text, reference.link) == ("1", "note:to:new:1")
    assert (label.text, label.link) == ("1", "note:back:new:1")
    assert reference.rect.width() > 2 and label.rect.width() > 2


def test_old_and_new_begin_at_the_same_height_and_the_row_holds_both(qtbot: QtBot) -> None:
    old = document([("h1", "Kop"), ("paragraph", "kort")])
    new = document([("h3", "Kop"), ("paragraph", TEXTS[0] * 3)])
    for row in build_rows(comparison(old, new, [((0,), (0,)), ((1,), (1,))], [((0,), (0,))])):
        box, _ = boxed(row)
        assert len({c.rect.top() for c in box.cells}) == 1
        assert box.height >= max(c.rect.bottom() for c in box.cells)
        assert len({c.style.font.pointSizeF() for c in box.cells}) == 1


def test_headings_are_larger_by_level(qtbot: QtBot) -> None:
    type_ = Typography()
    blocks = document([(f"h{n}", "Kop") for n in range(1, 5)]).blocks
    sizes = [type_.style(b).font.pointSizeF() for b in blocks]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == pytest.approx(type_.size_pt * HEADING_SCALE[0])
    body = type_.style(document([("paragraph", "tekst")]).blocks[0])
    assert sizes[-1] > body.font.pointSizeF() and body.line >= 1.45 * type_.em
    note = type_.style(document([("footnote", "noot")]).blocks[0])
    assert note.font.pointSizeF() < body.font.pointSizeF()


def pixels(row: ViewRow, theme: str = "light") -> set[str]:
    """The colours of a drawn row."""
    type_ = Typography()
    geometry = lay_out(700, type_.em, type_.char, False, has_pages=False)
    colors = load_colors(theme)
    box = RowWriter(BoxMaker(geometry, type_, colors), translator("en"), ("", "")).box(row)
    image = QImage(700, box.height, QImage.Format.Format_RGB32)
    image.fill(colors.surface)
    p = QPainter(image)
    Painter(geometry, type_, colors).row(p, box, 0)
    p.end()
    return {image.pixelColor(x, y).name() for x in range(0, 700) for y in range(box.height)}


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_changed_words_have_their_ground(theme: str, qtbot: QtBot) -> None:
    old = document([("h1", "Kop"), ("paragraph", "het kader 2009 geldt")])
    new = document([("h1", "Kop"), ("paragraph", "het kader 2014 geldt")])
    rows = build_rows(comparison(old, new, [((0,), (0,)), ((1,), (1,))], [((0,), (0,))]))
    colors = load_colors(theme)
    assert {colors.removed_back, colors.added_back} <= pixels(rows[1], theme)
    assert not {colors.removed_back, colors.added_back} & pixels(rows[0], theme)


def test_a_reference_follows_the_last_word(qtbot: QtBot) -> None:
    row = noted_rows()[1]
    cell = boxed(row)[0].cell(Side.NEW, 0)
    assert cell is not None and row.new[0].form is BlockKind.PARAGRAPH
    (last,) = cell.strokes(0, len(row.new[0].text))
    assert cell.notes[0].rect.center().x() > last.rect.right()
    assert cell.offset_at(cell.notes[0].rect.right(), last.rect.center().y()) == len(row.new[0].text)


@pytest.mark.parametrize("theme", THEMES)
def test_even_quiet_signs_can_be_seen(theme: str) -> None:
    colors = load_colors(theme)
    channels = [(int(colors.muted[i : i + 2], 16), int(colors.surface[i : i + 2], 16)) for i in (1, 3, 5)]
    mixed = "#" + "".join(f"{round(QUIET_ALPHA * fore + (1 - QUIET_ALPHA) * back):02x}" for fore, back in channels)
    assert contrast(mixed, colors.surface) >= SIGN_CONTRAST


def test_reading_follows_the_letters_of_the_system_unless_a_size_is_chosen(qtbot: QtBot) -> None:
    usual = QGuiApplication.font()
    large = QFont(usual)
    large.setPointSizeF(20)
    try:
        QGuiApplication.setFont(large)
        assert Typography().size_pt == pytest.approx(20 * SYSTEM_SCALE)
        assert Typography("", 11).size_pt == 11
        assert Typography("", 11, 200).size_pt == 22
        assert Typography().label.pointSizeF() == pytest.approx(20)
    finally:
        QGuiApplication.setFont(usual)
