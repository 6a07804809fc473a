"""Makes Qt's actions, menus and tool bar from the table, and keeps plain keys away from where text is typed.

In: the table, what a person set for keys, a function to run a command. Out: `QAction`s by id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolBar, QWidget

from desktop.i18n import Translator
from desktop.ui.actions.table import BY_ID, GROUPS, TABLE, TOOL_BAR, Action, Facts, Group, Scope, is_offered, keys_of
from desktop.ui.icons import Icons
from desktop.ui.qt_numbers import (
    KEY_ENTER,
    KEY_ESCAPE,
    KEY_F1,
    KEY_F35,
    KEY_RETURN,
    KEY_SPACE,
    NO_CONTEXT_MENU,
    NO_ROLE,
    WITH_CHILDREN,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QMenu

TYPING = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox", "QComboBox", "QKeySequenceEdit")
PRESSING = ("QAbstractButton",)
"""By name: to load these classes of Qt takes longer than to ask about them."""
_PRESS_KEYS = (KEY_SPACE, KEY_RETURN, KEY_ENTER)
_VIEW_KEYS = (KEY_RETURN, KEY_ENTER)


class KeyGuard(QObject):
    """Plain keys belong to the field or button that has the focus: `N` is a letter in a note, a space presses a button.
    Watches only the widget that has the focus, for Python is slow to ask about each event."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spared: QWidget | None = None
        self._override: QEvent.Type | None = None
        self._app = app

    def watch(self) -> None:
        """Begin, once the window is there: to look at events loads the names of all there are."""
        self._app.focusChanged.connect(self._moved)
        self._moved(None, self._app.focusWidget())

    def spare(self, view: QWidget) -> None:
        """Leave Enter to the text: there it unfolds what is folded."""
        self._spared = view

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None and (_is_any(new, TYPING + PRESSING) or new is self._spared):
            from PySide6.QtCore import QEvent

            self._override = QEvent.Type.ShortcutOverride
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is self._override:
            assert _is_key(event)
            plain = _is_plain(event)
            typing = plain and _is_any(watched, TYPING) and not _is_function_key(event.key())
            pressing = plain and _is_any(watched, PRESSING) and event.key() in _PRESS_KEYS
            own = watched is self._spared and plain and event.key() in _VIEW_KEYS
            if typing or pressing or own:
                event.accept()
                return True
        return False


def _is_any(thing: QObject, names: tuple[str, ...]) -> bool:
    return any(thing.inherits(name) for name in names)


def _is_key(event: QEvent) -> TypeGuard[QKeyEvent]:
    from PySide6.QtGui import QKeyEvent

    return isinstance(event, QKeyEvent)


def _is_plain(event: QKeyEvent) -> bool:
    from PySide6.QtCore import Qt

    held = Qt.KeyboardModifier
    return not event.modifiers() & (held.ControlModifier | held.AltModifier | held.MetaModifier)


def _is_function_key(key: int) -> bool:
    return KEY_F1 <= key <= KEY_F35 or key == KEY_ESCAPE


class Binder:
    """The actions of one window. Those of the tool bar, and what can be done with nothing open, are there at once; the
    others are made with the first menu, or when somebody asks for `actions`: a start does not wait for them."""

    def __init__(
        self, window: QMainWindow, t: Translator, icons: Icons, keys: Mapping[str, str], run: Callable[[str], None]
    ) -> None:
        self._window, self._t, self._run, self._keys = window, t, run, keys
        self._facts = Facts()
        self._icons: Icons | None = None
        self._drawn: set[str] = set()
        self._menus: dict[Group, QMenu] = {}
        self._is_filled = False
        self._bar: QToolBar | None = None
        self._made: dict[str, QAction] = {}
        self._make(e for e in TABLE if e.id in TOOL_BAR or is_offered(e, self._facts))
        self.set_icons(icons)

    @property
    def actions(self) -> Mapping[str, QAction]:
        """All of them, by the ids of their commands."""
        if len(self._made) < len(TABLE):
            self._make(e for e in TABLE if e.id not in self._made)
        return self._made

    def _make(self, entries: Iterable[Action]) -> None:
        for entry in entries:
            action = QAction(self._t(entry.title), self._window)
            action.setObjectName(entry.id)
            action.setStatusTip(self._t(entry.help))
            action.setCheckable(entry.checkable)
            # Whatever Qt would make of a title ("About", "Quit") is decided here, not by its wording.
            action.setProperty("menuRole", NO_ROLE)
            action.triggered.connect(lambda _=False, id=entry.id: self._run(id))
            if entry.scope is Scope.TEXT:
                action.setProperty("shortcutContext", WITH_CHILDREN)
            else:
                self._window.addAction(action)
            action.setEnabled(is_offered(entry, self._facts))
            self._set_keys(entry, action)
            self._made[entry.id] = action

    def set_keys(self, changed: Mapping[str, str]) -> None:
        """Give every command its keys, and say them where the mouse asks."""
        self._keys = changed
        for entry in TABLE:
            if entry.id in self._made:
                self._set_keys(entry, self._made[entry.id])

    def _set_keys(self, entry: Action, action: QAction) -> None:
        sequences = [QKeySequence(key) for key in keys_of(entry, self._keys)]
        action.setShortcuts(sequences)
        shown = sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""
        title = self._t(entry.title).rstrip("…")
        action.setToolTip(f"{title} ({shown})" if shown else title)

    def set_icons(self, icons: Icons) -> None:
        """Draw the icons of the tool bar in the colours of a theme as they are seen now; others when a menu opens."""
        self._icons = icons
        self._drawn.clear()
        if self._is_filled:
            self._draw_more()
        for id in TOOL_BAR:
            action = self._made.get(id)
            if action is not None:
                action.setIcon(icons.sketch(BY_ID[id].icon, action.isEnabled()))

    def _draw_more(self) -> None:
        """The button behind which are the tools there is no room for: Qt's own arrow is not seen on every ground."""
        from PySide6.QtWidgets import QToolButton

        more = self._bar.findChild(QToolButton, "qt_toolbar_ext_button") if self._bar is not None else None
        if isinstance(more, QToolButton) and self._icons is not None:
            more.setIcon(self._icons("arrow_right"))
            more.setToolTip(self._t("More tools"))
            more.setAccessibleName(self._t("More tools"))

    def _draw(self, entries: Iterable[Action]) -> None:
        for entry in entries:
            if entry.icon and entry.id in self._made and entry.id not in self._drawn and self._icons is not None:
                self._drawn.add(entry.id)
                self._made[entry.id].setIcon(self._icons(entry.icon))

    def draw_all(self) -> None:
        """Draw every icon: a menu is put together from any of them."""
        self._draw(TABLE)

    def set_title(self, id: str, title: str) -> None:
        """A command says what it would do."""
        action = self.actions[id]
        if action.text() != title:
            action.setText(title)

    def set_facts(self, facts: Facts) -> None:
        """Offer what makes sense now."""
        self._facts = facts
        for entry in TABLE:
            action, is_so = self._made.get(entry.id), is_offered(entry, facts)
            if action is not None and is_so != action.isEnabled():
                action.setEnabled(is_so)
                if entry.id in TOOL_BAR:
                    self._draw([entry])

    def add_menus(self) -> None:
        """The menu bar, a menu a group; what is in them is put there by `fill_menus`, or when one opens."""
        bar = self._window.menuBar()
        for group, title in GROUPS.items():
            self._menus[group] = bar.addMenu(self._t(title))
            self._menus[group].aboutToShow.connect(self.fill_menus)
            self._menus[group].aboutToShow.connect(self.draw_all)

    def fill_menus(self) -> None:
        """Put the commands into the menus."""
        if not self._is_filled:
            self.set_keys(self._keys)  # again, for Qt may have learnt the language since
        for entry in TABLE if not self._is_filled else ():
            menu = self._menus[entry.group]
            if entry.break_before:
                menu.addSeparator()
            menu.addAction(self.actions[entry.id])
        self._is_filled = True
        self._draw_more()

    def tool_bar(self) -> QToolBar:
        """The tool bar."""
        bar = self._bar = QToolBar(self._t("Tool bar"), self._window)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setProperty("contextMenuPolicy", NO_CONTEXT_MENU)
        for id in TOOL_BAR:
            if id == "|":
                bar.addSeparator()
            elif id == "->":
                filler = QWidget()  # takes what room there is, for its layout does; to say so would load a class of Qt
                QHBoxLayout(filler).addStretch(1)
                bar.addWidget(filler)
            else:
                bar.addAction(self._made[id])
        return bar

    def tool(self, id: str) -> QAction:
        """What a button of the tool bar does."""
        return self._made[id]

    def add_to_text(self, widget: QWidget) -> None:
        """Let the keys that act only in the text act there."""
        for entry in TABLE:
            if entry.scope is Scope.TEXT:
                widget.addAction(self.actions[entry.id])

    def title(self, id: str) -> str:
        """The title of a command, as a button says it."""
        return self._t(BY_ID[id].title).rstrip("…")

    def entries(self) -> tuple[Action, ...]:
        """All commands that are offered now."""
        return tuple(e for e in TABLE if self.actions[e.id].isEnabled())
