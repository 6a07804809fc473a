"""A comparison with its notes as a file; another file in the place of an edition."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFileDialog

from desktop.i18n import Translator
from desktop.ui.handlers.shell import Shell
from desktop.ui.memory import PROJECT, is_project


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    t = shell.t

    def choose() -> None:
        path, _ = QFileDialog.getOpenFileName(
            shell.as_widget(), t("Open project"), shell.memory.folder, project_filter(t)
        )
        if path:
            shell.open_project(path)

    def save() -> None:
        """Keep the comparison in a file of its own."""
        keeper = shell.workspace.keeper
        path = "" if keeper.is_unsaved else keeper.path
        stem = "-".join(os.path.splitext(n)[0] for n in shell.workspace.file_names)
        given = path or os.path.join(shell.memory.folder or os.path.expanduser("~"), stem + PROJECT)
        options = QFileDialog.Option.DontConfirmOverwrite  # what is there already is left as it is
        title = t("Save project as")
        path, _ = QFileDialog.getSaveFileName(shell.as_widget(), title, given, project_filter(t), "", options)
        if path:
            whole = path if is_project(path) else path + PROJECT
            shell.workspace.save_project(whole)

    def replace() -> None:
        """Which edition, then which file."""
        which_edition(shell, choose_replacement)

    def choose_replacement(side: str) -> None:
        from desktop.model.options import Side

        sources = shell.workspace.work.sources
        folder = os.path.dirname(sources[0 if side == "old" else 1].path) if sources else ""
        path, _ = QFileDialog.getOpenFileName(shell.as_widget(), t("Replace an edition"), folder or shell.memory.folder)
        if path:
            shell.workspace.replace_edition(Side(side), os.path.abspath(path))

    return {"file.open_project": choose, "file.save": save, "file.replace": replace}


def which_edition(shell: Shell, then: Callable[[str], None]) -> None:
    """Let one of both editions be chosen; then: with its side."""
    from desktop.ui.dialogs.palette import Entry

    t = shell.t
    titles, names = (t("Older edition"), t("Newer edition")), shell.workspace.file_names
    entries = [Entry(side, title, name) for side, title, name in zip(("old", "new"), titles, names, strict=True)]
    shell.offer(entries, t("Which edition?"), then)


def project_filter(t: Translator) -> str:
    """Which files a dialog shows."""
    return f"{t('Projects of Naast')} (*{PROJECT})"
