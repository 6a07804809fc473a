"""What a screen reader gets of the rows."""

from __future__ import annotations

import itertools

import pytest
import shiboken6
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from desktop.i18n import translator
from desktop.ui.compare.painter import RowMarks
from desktop.ui.compare.rows import RowKind, ViewRow, build_rows, change_order
from desktop.ui.compare.spoken import row_words
from desktop.ui.compare.view import CompareView
from tests.making import compare
from tests.ui.compare.test_view import long_rows

EN, NL = translator("en"), translator("nl")


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    made = CompareView(EN)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.set_rows(long_rows())
    made.show()
    return made


def test_rows_in_sight_are_children_with_their_words(view: CompareView) -> None:
    interface = QAccessible.queryAccessibleInterface(view)
    first, last = view.visible_rows()
    assert interface.role() == QAccessible.Role.Document
    assert interface.childCount() == last - first + 1
    head, paragraph = interface.child(0), interface.child(1)
    assert head.role() == QAccessible.Role.Heading
    assert head.text(QAccessible.Text.Name) == "edited · < 1 % changed. heading: Vergunningen"
    assert paragraph.role() == QAccessible.Role.Paragraph
    assert paragraph.text(QAccessible.Text.Name).startswith("unchanged. De gemeente houdt")
    assert interface.indexOfChild(paragraph) == 1
    assert paragraph.parent().role() == QAccessible.Role.Document


def test_the_current_row_is_exposed_wherever_it_is(view: CompareView) -> None:
    view.go_to_change(change_order(view.rows)[2])
    view.verticalScrollBar().setValue(0)
    interface = QAccessible.queryAccessibleInterface(view)
    last = interface.child(interface.childCount() - 1)
    assert last.text(QAccessible.Text.Name).endswith("Peildatum [removed: 2009.] [added: 2014.]")
    assert last.state().offscreen and not interface.child(0).state().offscreen


def test_places_on_the_screen_are_those_of_the_rows(view: CompareView) -> None:
    interface = QAccessible.queryAccessibleInterface(view)
    rects = [interface.child(i).rect() for i in range(interface.childCount())]
    for above, below in itertools.pairwise(rects):
        assert above.bottom() + 1 == below.top()
    assert interface.childAt(rects[2].center().x(), rects[2].center().y()) is interface.child(2)


def test_marks_are_said(view: CompareView) -> None:
    view.set_marks({1: RowMarks(note=True, reviewed=True, pinned=True)})
    text = QAccessible.queryAccessibleInterface(view).child(1).text(QAccessible.Text.Name)
    assert text.startswith("unchanged, reviewed, has a note, fixed by hand. De gemeente")


def spoken(old: str, new: str, nl: bool = False) -> list[str]:
    return [row_words(row, ("2014", "2022"), NL if nl else EN) for row in build_rows(compare(old, new))]


def test_changes_are_said_where_they_stand() -> None:
    old = "Het beleid is restrictief en transparant voor alle landen.\n"
    new = "Het beleid is zorgvuldig en transparant voor alle landen.\n"
    assert spoken(old, new) == [
        "edited. Het beleid is [removed: restrictief] [added: zorgvuldig] en transparant voor alle landen."
    ]
    assert spoken(old, new, nl=True)[0].startswith("bewerkt. Het beleid is [weggehaald: restrictief] [toegevoegd:")


def test_rows_without_text_say_what_they_are() -> None:
    assert row_words(ViewRow(RowKind.EDGE, begins=True), ("2014", "2022"), EN) == "the excerpt of 2014 begins here"
    assert row_words(ViewRow(RowKind.FOLD, count=3), ("", ""), EN) == "3 equal paragraphs"
    assert row_words(ViewRow(RowKind.STOOD, place="B", opening="een"), ("", ""), EN) == "moved to B: een"


def test_rows_and_views_that_are_gone_leave_no_trace_behind(qtbot: QtBot) -> None:
    """Qt asks for an interface again once the class of a view has grown a slot, and deletes all it was given: the same
    one twice was the end of the program."""
    view = CompareView(EN)
    view.resize(900, 500)
    view.set_rows(long_rows())
    view.show()
    asked = [QAccessible.queryAccessibleInterface(view)]
    rows = [asked[0].child(i) for i in range(3)]
    ids = [QAccessible.uniqueId(row) for row in rows]
    assert QAccessible.accessibleInterface(ids[1]) is rows[1]
    view.set_rows(long_rows()[:2])
    assert [QAccessible.accessibleInterface(id) for id in ids] == [None, None, None]
    view.objectNameChanged.connect(view.update)
    asked.append(QAccessible.queryAccessibleInterface(view))
    shiboken6.delete(view)
    assert not any(shiboken6.isValid(interface) for interface in asked)
