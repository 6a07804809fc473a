"""Views, panes, zoom, help."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.ui.compare.folding import ViewMode
from desktop.ui.handlers.shell import Shell

ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    modes = tuple(ViewMode)

    def cycle() -> None:
        shell.set_mode(modes[(modes.index(shell.view.mode) + 1) % len(modes)])

    def zoom(step: int) -> None:
        now = shell.zoom
        others = [z for z in ZOOM_STEPS if (z > now if step > 0 else z < now)]
        if others:
            shell.set_zoom(others[0] if step > 0 else others[-1])

    return {
        "view.cycle": cycle,
        "view.side": lambda: shell.set_mode(ViewMode.SIDE_BY_SIDE),
        "view.inline": lambda: shell.set_mode(ViewMode.INLINE),
        "view.changes_only": lambda: shell.set_mode(ViewMode.CHANGES_ONLY),
        "view.sections": lambda: shell.toggle_pane("sections"),
        "view.lists": lambda: shell.toggle_pane("lists"),
        "view.changes": lambda: shell.show_page("changes"),
        "view.notes": lambda: shell.show_page("notes"),
        "view.coverage": lambda: shell.show_page("coverage"),
        "view.zoom_in": lambda: zoom(1),
        "view.zoom_out": lambda: zoom(-1),
        "view.zoom_reset": lambda: shell.set_zoom(100),
        "view.full": shell.toggle_full_screen,
        "help.palette": shell.show_commands,
        "help.keys": shell.show_keys,
        "help.manual": shell.show_manual,
        "help.tour": shell.show_tour,
        "help.about": shell.show_about,
    }
