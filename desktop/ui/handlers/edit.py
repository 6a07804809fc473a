"""Undo, copy, find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop.ui.handlers.shell import Shell
from desktop.wording import decision_name

if TYPE_CHECKING:
    from desktop.project.history import Name


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""

    def worded(name: Name) -> str:
        return decision_name(name.code, name.facts, shell.t)

    def undo() -> None:
        name = shell.workspace.undo()
        if name is None:
            shell.notice("nothing_to_undo")
        else:
            shell.notice("undone", name=worded(name))

    def redo() -> None:
        name = shell.workspace.redo()
        if name is not None:
            shell.notice("redone", name=worded(name))

    def copy() -> None:
        if shell.panes.view.copy():
            shell.notice("copied")

    def find() -> None:
        words = shell.panes.view.selected_text()
        shell.panes.find_bar.open_bar("" if "\n" in words else words)

    return {
        "edit.undo": undo,
        "edit.redo": redo,
        "edit.copy": copy,
        "edit.select_all": lambda: shell.panes.view.select_all(),
        "edit.find": find,
        "edit.find_next": lambda: shell.search.step(1),
        "edit.find_previous": lambda: shell.search.step(-1),
    }
