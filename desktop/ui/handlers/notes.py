"""Reviewed, judged, tagged, noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication

from desktop.model.annotation import Status, TargetKind
from desktop.ui.compare.rows import Side as Shown
from desktop.ui.compare.view import CompareView
from desktop.ui.handlers.shell import Shell
from desktop.ui.panels.notes import NotesPanel
from desktop.ui.remarks import WHOLE, Anchor


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    workspace = shell.workspace

    def reviewed() -> None:
        """Mark and go on; a change or section that was reviewed is unmarked, and one stays there."""
        about_sections = shell.panes.is_about_sections() or workspace.reader.cursor.change is None
        anchor = workspace.noting.anchor(about_sections)
        if anchor is None:
            return
        cursor = workspace.reader.cursor
        noted = workspace.annotated
        note = noted.sections.get(cursor.section or -1) if about_sections else noted.changes.get(cursor.change or -1)
        was = bool(note and note.reviewed)
        step = workspace.reader.next_section if about_sections else workspace.reader.next_change
        workspace.noting.annotate("review", note.anchor if note else anchor, lambda a: a.marked(not was))
        if not was and not step(1):
            done = workspace.result is not None and workspace.noting.reviewed_count == len(workspace.result.changes)
            shell.notice("all_reviewed" if done else "last_section" if about_sections else "last_change")

    def editor(about_anchor: Anchor | None = None) -> NotesPanel:
        """The page of notes, about what a person points at: selected words, else where he is."""
        panes = shell.panes
        panes.show_page("notes", focus=False)
        selected = about_anchor or selected_words(panes.view)
        if selected is not None:
            panes.notes.be_about_anchor(selected)
        else:
            panes.notes.be_about(panes.is_about_sections())
        return panes.notes

    def on_row() -> None:
        anchor = workspace.noting.row_anchor()
        if anchor is not None:
            editor(anchor).write()

    def mark_as(status: Status) -> None:
        """Give what a person is at a status; again takes it back."""
        panel = shell.panes.notes
        about_sections = shell.panes.is_about_sections()
        at = QApplication.focusWidget()
        remark = panel.remark if at is not None and panel.isAncestorOf(at) else None
        anchor = remark.anchor if remark else workspace.noting.anchor(about_sections)
        if anchor is not None:
            workspace.noting.annotate(
                "review",
                anchor,
                lambda r: replace(r, status=Status.OPEN if r.status is status else status),
                remark.id if remark else "",
            )

    def on_equal() -> None:
        remark = shell.panes.notes.remark
        count = workspace.noting.copy_to_equal(remark) if remark is not None else 0
        if count:
            shell.notice("noted_equal", "success", n=count)

    def delete() -> None:
        remark = shell.panes.notes.remark
        if remark is not None and workspace.noting.drop(remark):
            shell.notice("note_deleted")

    def conflicts() -> None:
        from desktop.ui.dialogs.conflicts import ConflictsDialog

        shell.show_dialog(ConflictsDialog(workspace, shell.theme, shell.t, shell.as_widget()))

    def codebook() -> None:
        from desktop.ui.dialogs.codebook import CodebookDialog

        shell.show_dialog(CodebookDialog(workspace, shell.t, shell.as_widget()))

    def find() -> None:
        shell.panes.show_page("notes", focus=False)
        shell.panes.notes.focus_filter()

    def proposal() -> None:
        id = shell.panes.notes.doubtful
        if id and not workspace.noting.go_to(id, "notes"):
            workspace.noting.go_to_proposal(id, "notes")

    def judge(value: int) -> None:
        about_sections = shell.panes.is_about_sections()
        anchor = workspace.noting.anchor(about_sections)
        if anchor is not None:
            workspace.noting.annotate(
                "judge_notes",
                anchor,
                lambda a: replace(a, significance=None if a.significance == value else value),
            )

    def accept_place() -> None:
        id = shell.panes.notes.doubtful
        if id and workspace.noting.accept_place(id):
            shell.notice("placed", "success")

    return {
        "note.accept_place": accept_place,
        "note.reviewed": reviewed,
        "note.write": lambda: editor().write(),
        "note.tag": lambda: editor().tag(),
        "note.row": on_row,
        "note.whole": lambda: editor(WHOLE).write(),
        "note.question": lambda: mark_as(Status.QUESTION),
        "note.dismissed": lambda: mark_as(Status.DISMISSED),
        "note.equal": on_equal,
        "note.delete": delete,
        "note.find": find,
        "note.codebook": codebook,
        "note.conflicts": conflicts,
        "note.proposal": proposal,
        **{f"note.significance_{n}": partial(judge, n) for n in range(4)},
    }


def selected_words(view: CompareView) -> Anchor | None:
    """What is selected in one edition, with what stands beside it in the other; None where nothing is."""
    stretches = view.selected_stretches()
    if stretches is None:
        return None
    side, parts = stretches
    if side is Shown.BOTH or not parts:
        return None
    here = tuple((cell.block.id, start, end) for _, cell, start, end in parts)
    there = {
        c.block.id: len(c.block.text) for row, _, _, _ in parts for c in (row.new if side is Shown.OLD else row.old)
    }
    beside = tuple((block, 0, length) for block, length in there.items())
    return Anchor(TargetKind.SELECTION, *((here, beside) if side is Shown.OLD else (beside, here)))
