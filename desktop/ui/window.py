"""The window: tool bar, menus, the start page, and room for what the desk shows. Layout and passing on, nothing else.

┌ tool bar ────────────────────────────────────────┐
│ notice                                           │
├──────────┬────────────────────────────┬─┬────────┤
│ sections │ find bar                   │r│ changes│
│          │ comparison                 │ │ notes  │
├──────────┴────────────────────────────┴─┴────────┤
└ status ──────────────────────────────────────────┘

It is there before the workspace is: that, and the desk that shows it, are loaded when something is first asked of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.settings import Settings
from desktop.ui.actions.binder import Binder, KeyGuard
from desktop.ui.handlers import Handlers
from desktop.ui.memory import Memory, is_project
from desktop.ui.panels.start import StartPage, dropped_files, older_first
from desktop.ui.qt_numbers import TEXT_BESIDE_ICON
from desktop.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from desktop.ui.desk import Desk
    from desktop.ui.dialogs.palette import Entry, Palette
    from desktop.ui.panels.notices import NoticeBar
    from desktop.ui.panes import Panes
    from desktop.ui.search import Search
    from desktop.ui.tour.guide import Guide
    from desktop.ui.workspace import Workspace

SIZE = (1280, 800)


class Window(QMainWindow):
    """See the module. make_workspace: gives the workspace, which outlives a window."""

    settings_changed = Signal(object)
    memory_changed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        make_workspace: Callable[[], Workspace],
        theme: Theme,
        settings: Settings,
        memory: Memory,
        t: Translator,
        guard: KeyGuard,
    ) -> None:
        super().__init__()
        self._make_workspace = make_workspace
        self.theme, self.settings, self.memory, self.t, self.guard = theme, settings, memory, t, guard
        self._desk: Desk | None = None
        self._notices: NoticeBar | None = None
        self._palette: Palette | None = None
        self.setWindowTitle("Naast")
        self.setAcceptDrops(True)
        self.handlers = Handlers(self)
        self.binder = Binder(self, t, theme.icons, dict(settings.keys), self.run)
        self.binder.add_menus()
        self.tools = self.binder.tool_bar()
        self.addToolBar(self.tools)
        self._label_tools()
        middle = QWidget()
        self.setCentralWidget(middle)
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.stack = QStackedWidget()
        self._column.addWidget(self.stack, 1)
        self.start = StartPage(theme, t, self.stack)  # what is moved when it is full takes its style sheet anew
        self.start.commanded.connect(self.run)
        self.start.choose.connect(self._choose_one)
        self.start.compare.connect(self.open_paths)
        self.start.forget.connect(self._forget_recent)
        self.start.set_recent(memory.recent)
        self.start.invite(not memory.tour_done)
        self.stack.addWidget(self.start)
        self.statusBar().setSizeGripEnabled(False)
        theme.changed.connect(self._recolor)
        self._place()

    # --- what is made when it is needed ------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """What shows the workspace."""
        if self._desk is None:
            from desktop.ui.desk import Desk

            self._desk = Desk(self._make_workspace(), self)
        return self._desk

    @property
    def workspace(self) -> Workspace:
        return self.desk.workspace

    @property
    def panes(self) -> Panes:
        return self.desk.panes

    @property
    def search(self) -> Search:
        return self.desk.search

    @property
    def guide(self) -> Guide:
        return self.desk.guide

    @property
    def shows_panes(self) -> bool:
        return self._desk is not None and self._desk.shows_panes

    @property
    def notices(self) -> NoticeBar:
        """The line above the text that tells something."""
        if self._notices is None:
            from desktop.ui.panels.notices import NoticeBar

            self._notices = NoticeBar(self.theme, self.t)
            self._notices.commanded.connect(self.run)
            self._notices.copied.connect(self.copy_report)
            self._column.insertWidget(0, self._notices)
        return self._notices

    # --- what commands use -------------------------------------------------------------------------------------------

    def run(self, id: str) -> None:
        """Do a command, if it makes sense now."""
        self.desk.settle()
        if self.binder.actions[id].isEnabled():
            self.handlers.run(id)
            self.guide.ran(id)

    def notice(self, code: str, level: str = "info", **facts: object) -> None:
        """Tell something in place."""
        from desktop.ui.state import Notice

        self.notices.show_notice(Notice(code, tuple(facts.items()), level))

    def offer(self, entries: Sequence[Entry], prompt: str, then: Callable[[str], None]) -> None:
        """Let one of several be chosen."""
        from desktop.ui.dialogs.palette import Palette

        if self._palette is None:
            self._palette = Palette(self.theme, self, self.t)
        self._palette.ask(entries, prompt, then)

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog that is gone once it is closed."""
        from PySide6.QtCore import Qt

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
        dialog.activateWindow()

    def as_widget(self) -> QWidget:
        return self

    def open_paths(self, old: str, new: str) -> None:
        """Compare two files, or open a project."""
        from desktop.ui.messages import Source

        projects = [p for p in (old, new) if is_project(p)]
        if projects:
            self.open_project(projects[0])
        else:
            self.workspace.open(Source(os.path.abspath(old)), Source(os.path.abspath(new)))

    def open_project(self, path: str) -> None:
        """Open a project; what is open stays where that fails."""
        self.workspace.open_project(os.path.abspath(path))

    def take_file(self, path: str) -> None:
        """One file: the other is still to come."""
        self.start.take([path])
        self.notice("one_file")

    def _choose_one(self, side: str) -> None:
        from desktop.ui.handlers.files import choose_one

        choose_one(self, side)

    def copy_report(self, report: str) -> None:
        """Put a report for those who mend it on the clipboard."""
        QGuiApplication.clipboard().setText(report)
        self.notice("copied")

    # --- looks -------------------------------------------------------------------------------------------------------

    def title(self, words: str) -> None:
        """What stands over the window."""
        self.setWindowTitle(f"{words} – Naast" if words else "Naast")

    def toggle_full_screen(self) -> None:
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.renew_checks()

    def renew_checks(self) -> None:
        """Show which views and panes are on."""
        self.binder.actions["view.full"].setChecked(self.isFullScreen())
        self.desk.renew_checks()

    def set_zoom(self, percent: int) -> None:
        """Larger or smaller text."""
        self.remember(zoom_percent=percent)
        self.desk.set_zoom(percent)

    def change_settings(self, settings: Settings) -> None:
        """A person chose other settings; see `Application.set_settings`."""
        self.settings_changed.emit(settings)

    def apply(self, settings: Settings) -> None:
        """Other settings; language and theme are the application's affair."""
        before, self.settings = self.settings, settings
        if settings.keys != before.keys:
            self.binder.set_keys(dict(settings.keys))
        if self._desk is not None:
            self._desk.apply(settings)

    def _recolor(self) -> None:
        self.binder.set_icons(self.theme.icons)

    def _label_tools(self) -> None:
        """Words beside the icons that do not speak for themselves."""
        for id in ("file.open", "view.side", "view.inline", "view.changes_only", "edit.find", "file.export"):
            action = self.binder.tool(id)
            button = self.tools.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setProperty("toolButtonStyle", TEXT_BESIDE_ICON)
                action.setIconText(_short(self.t, id) or action.text().rstrip("…"))

    # --- remembering, dropping, leaving ------------------------------------------------------------------------------

    def remember(self, **values: object) -> None:
        """Keep something for the next time; see `Memory`."""
        memory = self.memory.but(**values)
        if memory != self.memory:
            self.memory = memory
            self.memory_changed.emit(memory)

    def _forget_recent(self, old: str, new: str) -> None:
        self.remember(recent=self.memory.forgot((old, new)).recent)
        self.start.set_recent(self.memory.recent)

    def forget_recent(self) -> None:
        """Forget all names of files."""
        self.remember(recent=())
        self.start.set_recent(())

    def _place(self) -> None:
        """Where the window stood last, if that is still on a screen."""
        from PySide6.QtCore import QByteArray

        geometry = QByteArray.fromBase64(self.memory.geometry.encode("ascii", "ignore"))
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            screen = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(SIZE[0], screen.width()), min(SIZE[1], screen.height()))

    def keep_place(self) -> None:
        """Remember where the window stands."""
        widths = self._desk.widths() if self._desk is not None else ()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.remember(geometry=geometry, panes=widths or self.memory.panes)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Two files are compared; one, over a comparison, goes to the start page to wait for the other."""
        event.acceptProposedAction()
        paths = dropped_files(event)
        if len(paths) >= 2:
            self.open_paths(*older_first(paths))
        elif paths and is_project(paths[0]):
            self.open_project(paths[0])
        elif paths:
            if self.stack.currentWidget() is not self.start:
                self.workspace.close()
            self.take_file(paths[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        with suppress(RuntimeError):
            self.keep_place()
        self.closed.emit()
        super().closeEvent(event)


def _short(t: Translator, id: str) -> str:
    """What a tool says where its command's title is too long."""
    return {"file.open": t("Open"), "file.export": t("Export"), "edit.find": t("Find")}.get(id, "")
