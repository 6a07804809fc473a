"""From change to change, from section to section, from pane to pane."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.ui.handlers.shell import Shell
from desktop.ui.models.sections import fate_icon, fate_words
from desktop.ui.state import Phase


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    workspace = shell.workspace

    def change(step: int, open_only: bool = False) -> None:
        if not workspace.reader.next_change(step, open_only):
            shell.notice("last_change" if step > 0 else "first_change")

    def section(step: int, open_only: bool = False) -> None:
        if not workspace.reader.next_section(step, open_only):
            shell.notice("last_section" if step > 0 else "first_section")

    def choose_section() -> None:
        from desktop.ui.dialogs.palette import Entry

        result, t = workspace.result, shell.t
        if result is None:
            return
        entries = [
            Entry(str(n.match), n.title or t("Before the first heading"), fate_words(n, t), icon=fate_icon(n))
            for n in result.sections
        ]

        def go(id: str) -> None:
            workspace.reader.go_to_section(int(id))
            shell.panes.focus_text()

        shell.offer(entries, t("Go to a section"), go)

    def edge(last: bool) -> None:
        workspace.reader.go_to_row(len(workspace.rows) - 1 if last else 0)

    def step_pane(step: int) -> None:
        if shell.shows_panes:
            shell.panes.step(step)

    def back() -> None:
        """Out of a field to the text; else close what lies on top; from the text to the list."""
        if shell.guide.leave():
            return
        if workspace.phase is Phase.LOADING:
            workspace.stop()
        elif shell.shows_panes and shell.panes.is_typed_in():
            shell.panes.focus_text()
        elif not shell.notices.isHidden():
            shell.notices.hide()
            workspace.corrections.begin_link(None)
        elif not shell.shows_panes:
            return
        elif workspace.corrections.pending is not None:
            workspace.corrections.begin_link(None)
        elif shell.panes.find_bar.isVisible():
            shell.panes.find_bar.close_bar()
            shell.panes.focus_text()
        elif shell.isFullScreen():
            shell.toggle_full_screen()
        elif shell.panes.view.hasFocus():
            shell.panes.show_page("changes")
        else:
            shell.panes.focus_text()

    return {
        "go.next_change": lambda: change(1),
        "go.previous_change": lambda: change(-1),
        "go.next_open_change": lambda: change(1, True),
        "go.previous_open_change": lambda: change(-1, True),
        "go.next_section": lambda: section(1),
        "go.previous_section": lambda: section(-1),
        "go.next_open_section": lambda: section(1, True),
        "go.previous_open_section": lambda: section(-1, True),
        "go.section": choose_section,
        "go.other_end": lambda: shell.panes.view.other_end(),
        "go.footnote": lambda: shell.panes.view.follow_note(),
        "go.start": lambda: edge(False),
        "go.end": lambda: edge(True),
        "go.text": lambda: shell.panes.focus_text(),
        "go.back": back,
        "go.next_pane": lambda: step_pane(1),
        "go.previous_pane": lambda: step_pane(-1),
    }
