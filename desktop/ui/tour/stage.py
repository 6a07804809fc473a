"""What tour and hints may use of the window, and how it writes its keys. Loads nothing that a start has to wait for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolBar, QWidget

from desktop.i18n import Translator
from desktop.ui.actions.table import TABLE, keys_of
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop.ui.panels.notices import NoticeBar
    from desktop.ui.panes import Panes


class Stage(Protocol):
    """The window, as far as the tour knows it."""

    theme: Theme
    t: Translator

    @property
    def workspace(self) -> Workspace: ...
    @property
    def panes(self) -> Panes: ...
    @property
    def notices(self) -> NoticeBar: ...
    def run(self, id: str) -> None:
        """Do a command, if it makes sense now."""


def native_keys(changed: Mapping[str, str], t: Translator) -> dict[str, str]:
    """Keys as the system writes them, and as they are printed on the keyboard where Qt knows English only."""
    native = QKeySequence.SequenceFormat.NativeText
    result = {}
    for key in (k for a in TABLE for k in keys_of(a, changed)):
        said = QKeySequence(key).toString(native)
        for name, printed in (("Down", "↓"), ("Up", "↑"), ("Space", t("Space bar"))):
            said = said[: -len(name)] + printed if said.endswith(name) else said
        result[key] = said
    return result


def tool_of(window: QWidget, action_of: Callable[[str], QAction]) -> Callable[[str], QWidget | None]:
    """The button of a command on the tool bar, if it is there."""

    def widget_of(id: str) -> QWidget | None:
        bar = window.findChild(QToolBar, "tool_bar")
        return bar.widgetForAction(action_of(id)) if bar is not None else None

    return widget_of
