"""The bare numbers of the start page are those of Qt."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame

from desktop.ui import qt_numbers as n


def test_each_number_is_what_qt_calls_it() -> None:
    align, key = Qt.AlignmentFlag, Qt.Key
    assert tuple(a.value for a in (align.AlignRight, align.AlignVCenter, align.AlignCenter)) == (
        n.RIGHT,
        n.MIDDLE,
        n.CENTER,
    )
    assert Qt.TextFormat.PlainText.value == n.PLAIN_TEXT
    assert Qt.FocusPolicy.NoFocus.value == n.NO_FOCUS
    assert Qt.ToolButtonStyle.ToolButtonTextBesideIcon.value == n.TEXT_BESIDE_ICON
    assert Qt.ContextMenuPolicy.PreventContextMenu.value == n.NO_CONTEXT_MENU
    assert QAction.MenuRole.NoRole.value == n.NO_ROLE
    assert Qt.ShortcutContext.WidgetWithChildrenShortcut.value == n.WITH_CHILDREN
    assert QFrame.Shape.NoFrame.value == n.NO_FRAME
    assert tuple(
        k.value for k in (key.Key_Space, key.Key_Return, key.Key_Enter, key.Key_Escape, key.Key_F1, key.Key_F35)
    ) == (n.KEY_SPACE, n.KEY_RETURN, n.KEY_ENTER, n.KEY_ESCAPE, n.KEY_F1, n.KEY_F35)
