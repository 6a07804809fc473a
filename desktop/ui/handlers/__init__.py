"""What each command does: one function a command, by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.ui.handlers.shell import Shell

_MODULES_OF = {
    "file": ("files", "projects", "exchange"),
    "edit": ("edit",),
    "go": ("travel",),
    "note": ("notes",),
    "pair": ("pairing",),
    "view": ("look",),
    "help": ("look",),
}


class Handlers:
    """Finds the function of a command; a group is loaded when it is first used, so that the window is there at once."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._known: dict[str, Callable[[], object]] = {}

    def run(self, id: str) -> None:
        """Do it."""
        if id not in self._known:
            self._load(id.partition(".")[0])
        self._known[id]()

    def all(self) -> Mapping[str, Callable[[], object]]:
        """Every function, by command id."""
        for group in _MODULES_OF:
            self._load(group)
        return self._known

    def _load(self, group: str) -> None:
        for name in _MODULES_OF[group]:
            self._known.update(import_module(f"desktop.ui.handlers.{name}").handlers(self._shell))
