"""What commands, and what shows the workspace, may use of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.i18n import Translator

if TYPE_CHECKING:  # the window is there before any of these are loaded
    from PySide6.QtWidgets import QStackedWidget, QStatusBar, QWidget

    from desktop.settings import Settings
    from desktop.ui.actions.binder import Binder, KeyGuard
    from desktop.ui.dialogs.palette import Entry
    from desktop.ui.memory import Memory
    from desktop.ui.panels.notices import NoticeBar
    from desktop.ui.panels.start import StartPage
    from desktop.ui.panes import Panes
    from desktop.ui.search import Search
    from desktop.ui.theme import Theme
    from desktop.ui.tour.guide import Guide
    from desktop.ui.workspace import Workspace


class Shell(Protocol):
    """The window, as far as commands know it."""

    t: Translator
    theme: Theme
    settings: Settings
    memory: Memory
    binder: Binder
    guard: KeyGuard
    start: StartPage
    stack: QStackedWidget

    @property
    def workspace(self) -> Workspace: ...
    @property
    def panes(self) -> Panes: ...
    @property
    def search(self) -> Search: ...
    @property
    def guide(self) -> Guide: ...
    @property
    def notices(self) -> NoticeBar: ...
    @property
    def shows_panes(self) -> bool:
        """Whether a comparison is in sight."""

    def run(self, id: str) -> None:
        """Do a command, if it makes sense now."""

    def notice(self, code: str, level: str = "info", **facts: object) -> None:
        """Tell something in place."""

    def offer(self, entries: Sequence[Entry], prompt: str, then: Callable[[str], None]) -> None:
        """Let one of several be chosen."""

    def open_paths(self, old: str, new: str) -> None: ...
    def open_project(self, path: str) -> None: ...
    def copy_report(self, report: str) -> None: ...
    def change_settings(self, settings: Settings) -> None: ...
    def remember(self, **values: object) -> None:
        """Keep something for the next time; see `Memory`."""

    def forget_recent(self) -> None: ...
    def show_dialog(self, dialog: QWidget) -> None: ...
    def title(self, words: str) -> None:
        """What stands over the window, before the name of the program."""

    def toggle_full_screen(self) -> None: ...
    def renew_checks(self) -> None:
        """Show which views and panes are on."""

    def set_zoom(self, percent: int) -> None: ...
    def statusBar(self) -> QStatusBar: ...
    def isFullScreen(self) -> bool: ...
    def close(self) -> bool: ...
    def as_widget(self) -> QWidget:
        """The window itself, for what stands over it."""
