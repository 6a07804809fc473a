"""Reviewed, judged, tagged, noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from desktop.i18n import mark
from desktop.ui.handlers.shell import Shell


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    workspace = shell.workspace

    def reviewed() -> None:
        """Mark and go on; a change or section that was reviewed is unmarked, and one stays there."""
        about_sections = shell.panes.is_about_sections() or workspace.cursor.change is None
        anchor = workspace.anchor(about_sections)
        if anchor is None:
            return
        cursor = workspace.cursor
        noted = workspace.annotated
        note = noted.sections.get(cursor.section or -1) if about_sections else noted.changes.get(cursor.change or -1)
        was = bool(note and note.reviewed)
        step = workspace.next_section if about_sections else workspace.next_change
        workspace.annotate(mark("Reviewed"), note.anchor if note else anchor, lambda a: replace(a, reviewed=not was))
        if not was and not step(1):
            done = workspace.result is not None and workspace.reviewed_count == len(workspace.result.changes)
            shell.notice("all_reviewed" if done else "last_section" if about_sections else "last_change")

    def write() -> None:
        shell.panes.show_page("notes", focus=False)
        shell.panes.notes.be_about(shell.panes.is_about_sections())
        shell.panes.notes.write()

    def tag() -> None:
        shell.panes.show_page("notes", focus=False)
        shell.panes.notes.be_about(shell.panes.is_about_sections())
        shell.panes.notes.tag()

    def judge(value: int) -> None:
        about_sections = shell.panes.is_about_sections()
        anchor = workspace.anchor(about_sections)
        if anchor is not None:
            workspace.annotate(
                mark("Judge"),
                anchor,
                lambda a: replace(a, significance=None if a.significance == value else value),
            )

    def accept_place() -> None:
        id = shell.panes.notes.doubtful
        if id and workspace.accept_place(id):
            shell.notice("placed", "success")

    return {
        "note.accept_place": accept_place,
        "note.reviewed": reviewed,
        "note.write": write,
        "note.tag": tag,
        **{f"note.significance_{n}": partial(judge, n) for n in range(4)},
    }
