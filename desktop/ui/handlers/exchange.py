"""Copies of a project, notes by themselves, moved files, and what a new text changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFileDialog

from desktop.model.options import Side
from desktop.ui.exchange import Exchange
from desktop.ui.handlers.projects import project_filter, which_edition
from desktop.ui.handlers.shell import Shell

EXCEL, JSON = "Excel (*.xlsx)", "JSON (*.json)"


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    t, exchange = shell.t, Exchange(shell.workspace.record)

    def relink() -> None:
        which_edition(shell, choose_file)

    def choose_file(side: str) -> None:
        path, _ = QFileDialog.getOpenFileName(shell.as_widget(), t("Where a file is now"), shell.memory.folder)
        if path:
            exchange.relink(Side(side), os.path.abspath(path))

    def merge() -> None:
        title = t("Take in a copy")
        path, _ = QFileDialog.getOpenFileName(shell.as_widget(), title, shell.memory.folder, project_filter(t))
        if path:
            exchange.merge_copy(os.path.abspath(path))

    def take_notes() -> None:
        kinds = f"{t('Notes')} (*.xlsx *.json)"
        path, _ = QFileDialog.getOpenFileName(shell.as_widget(), t("Import notes"), shell.memory.folder, kinds)
        if path:
            exchange.import_notes(os.path.abspath(path))

    def write_notes() -> None:
        given = os.path.join(shell.memory.folder or os.path.expanduser("~"), t("notes") + ".xlsx")
        kinds = f"{EXCEL};;{JSON}"
        path, kind = QFileDialog.getSaveFileName(shell.as_widget(), t("Export notes"), given, kinds)
        if path:
            whole = path if os.path.splitext(path)[1] else path + (".json" if kind == JSON else ".xlsx")
            exchange.export_notes(os.path.abspath(whole))

    def renewal() -> None:
        from desktop.ui.dialogs.renewal import RenewalDialog

        dialog = RenewalDialog(shell.workspace, shell.t, shell.as_widget())
        dialog.commanded.connect(shell.run)
        shell.show_dialog(dialog)

    return {
        "file.relink": relink,
        "file.merge": merge,
        "file.import_notes": take_notes,
        "file.export_notes": write_notes,
        "file.renewal": renewal,
    }
