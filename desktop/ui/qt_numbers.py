"""Numbers of Qt's enumerations, for what the start page is made of.

`PySide6.QtCore.Qt` is made with all of its ninety enumerations when it is first asked for: 17 ms, a tenth of the start.
Properties take the bare number as well: `label.setProperty("alignment", CENTER)`. A test holds each to Qt's own; what
is made later uses Qt's names.
"""

from __future__ import annotations

RIGHT = 0x2
MIDDLE = 0x80
CENTER = 0x84
"""Qt.AlignmentFlag"""

PLAIN_TEXT = 0
"""Qt.TextFormat"""

NO_FOCUS = 0
"""Qt.FocusPolicy"""

TEXT_BESIDE_ICON = 2
"""Qt.ToolButtonStyle"""

NO_CONTEXT_MENU = 4
"""Qt.ContextMenuPolicy.PreventContextMenu"""

NO_ROLE = 0
"""QAction.MenuRole"""

WITH_CHILDREN = 3
"""Qt.ShortcutContext.WidgetWithChildrenShortcut"""

NO_FRAME = 0
"""QFrame.Shape"""

KEY_SPACE, KEY_RETURN, KEY_ENTER = 0x20, 0x01000004, 0x01000005
KEY_ESCAPE, KEY_F1, KEY_F35 = 0x01000000, 0x01000030, 0x01000052
"""Qt.Key"""
