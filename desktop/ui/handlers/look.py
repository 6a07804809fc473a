"""Views, panes, zoom, help."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop import __version__
from desktop.ui.compare.folding import ViewMode
from desktop.ui.handlers.shell import Shell

ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    modes = tuple(ViewMode)

    def set_mode(mode: ViewMode) -> None:
        shell.panes.view.set_mode(mode)
        shell.renew_checks()

    def cycle() -> None:
        set_mode(modes[(modes.index(shell.panes.view.mode) + 1) % len(modes)])

    def toggle(pane: str) -> None:
        shell.panes.toggle(pane)
        shell.renew_checks()

    def zoom(step: int) -> None:
        now = shell.memory.zoom_percent
        others = [z for z in ZOOM_STEPS if (z > now if step > 0 else z < now)]
        if others:
            shell.set_zoom(others[0] if step > 0 else others[-1])

    def commands() -> None:
        from desktop.ui.actions.table import keys_of
        from desktop.ui.dialogs.keys import native
        from desktop.ui.dialogs.palette import Entry

        changed, t = dict(shell.settings.keys), shell.t
        entries = [
            Entry(e.id, t(e.title), t(e.help), native(keys_of(e, changed)[:1]), e.icon) for e in shell.binder.entries()
        ]
        shell.offer(entries, t("What do you want to do?"), shell.run)

    def keys() -> None:
        from desktop.ui.dialogs.keys import KeysDialog

        shell.show_dialog(KeysDialog(dict(shell.settings.keys), shell.t, shell.as_widget()))

    def manual() -> None:
        from desktop.ui.manual import open_manual

        code, path = open_manual(shell.t.language)
        if code:
            shell.notice(code, "error", path=path)

    def about() -> None:
        from desktop.ui.dialogs.about import AboutDialog

        shell.show_dialog(AboutDialog(__version__, shell.t, shell.as_widget()))

    return {
        "view.cycle": cycle,
        "view.side": lambda: set_mode(ViewMode.SIDE_BY_SIDE),
        "view.inline": lambda: set_mode(ViewMode.INLINE),
        "view.changes_only": lambda: set_mode(ViewMode.CHANGES_ONLY),
        "view.sections": lambda: toggle("sections"),
        "view.lists": lambda: toggle("lists"),
        "view.wider": lambda: shell.panes.widen(1),
        "view.narrower": lambda: shell.panes.widen(-1),
        "view.changes": lambda: shell.panes.show_page("changes"),
        "view.notes": lambda: shell.panes.show_page("notes"),
        "view.coverage": lambda: shell.panes.show_page("coverage"),
        "view.zoom_in": lambda: zoom(1),
        "view.zoom_out": lambda: zoom(-1),
        "view.zoom_reset": lambda: shell.set_zoom(100),
        "view.full": shell.toggle_full_screen,
        "help.palette": commands,
        "help.keys": keys,
        "help.manual": manual,
        "help.tour": lambda: shell.guide.begin(),
        "help.about": about,
    }
