"""Opening, reading again, how it was read, writing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFileDialog

from desktop.ui.handlers.shell import Shell
from desktop.ui.memory import is_project
from desktop.ui.panels.start import older_first


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""

    def paste() -> None:
        from desktop.ui.dialogs.paste import PasteDialog

        dialog = PasteDialog(shell.t, shell.as_widget())
        dialog.accepted.connect(lambda: shell.workspace.open(*dialog.sources()))
        shell.show_dialog(dialog)

    def sample() -> None:
        from desktop.ui.samples import sample_pair

        pair = sample_pair()
        if pair is None:
            shell.notice("no_samples", "error")
        else:
            shell.open_paths(*pair)

    def settings() -> None:
        from desktop.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(shell.settings, shell.t, shell.as_widget())
        dialog.changed.connect(shell.change_settings)
        dialog.forget.connect(shell.forget_recent)
        shell.show_dialog(dialog)

    return {
        "file.open": lambda: choose_files(shell),
        "file.paste": paste,
        "file.sample": sample,
        "file.swap": lambda: shell.workspace.swap(),
        "file.reload": lambda: shell.workspace.reload(),
        "file.reading": lambda: show_reading(shell),
        "file.export": lambda: show_export(shell),
        "file.stop": lambda: shell.workspace.stop(),
        "file.close": lambda: shell.workspace.close(),
        "file.settings": settings,
        "file.quit": lambda: shell.close(),
    }


def choose_files(shell: Shell) -> None:
    """Ask for two files: both at once, or one after the other."""
    t, window = shell.t, shell.as_widget()
    prompt = t("Open two editions: the older and the newer")
    paths, _ = QFileDialog.getOpenFileNames(window, prompt, shell.memory.folder)
    if len(paths) == 1 and is_project(paths[0]):
        shell.open_project(paths[0])
    elif len(paths) == 1:
        prompt = t("Now the newer edition, after {name}", name=os.path.basename(paths[0]))
        more, _ = QFileDialog.getOpenFileName(window, prompt, os.path.dirname(paths[0]))
        if more:
            shell.open_paths(paths[0], more)
    elif len(paths) >= 2:
        shell.open_paths(*older_first(paths))


def choose_one(shell: Shell, side: str) -> None:
    """Ask for one edition, for the start page. side: old or new."""
    t, start = shell.t, shell.start
    title = t("Older edition") if side == "old" else t("Newer edition")
    path, _ = QFileDialog.getOpenFileName(shell.as_widget(), title, shell.memory.folder)
    if path:
        shell.remember(folder=os.path.dirname(path))
        start.take([path], start.old if side == "old" else start.new)


def show_reading(shell: Shell, side: str = "", block: int = -1) -> None:
    """How it was read, at a block or at the current row."""
    from desktop.ui.dialogs.reading import ReadingDialog

    workspace = shell.workspace
    dialog = ReadingDialog(workspace, shell.theme, shell.t, shell.as_widget())
    row = workspace.reader.cursor.row
    if block >= 0:
        dialog.show_block(side, block)
    elif row is not None and row < len(workspace.rows):
        shown = workspace.rows[row]
        for page, cells in zip(dialog.sides, (shown.old, shown.new), strict=True):
            if cells:
                page.choose(cells[0].block.id)
    shell.show_dialog(dialog)


def show_export(shell: Shell) -> None:
    """What to write, and where."""
    from desktop.ui.dialogs.export import ExportDialog
    from desktop.ui.wishes import usable

    sources = shell.workspace.work.sources
    assert sources is not None
    stem = " - ".join(os.path.splitext(os.path.basename(s.path))[0] for s in sources)
    memory = shell.memory
    folder = memory.report_folder if os.path.isdir(memory.report_folder) else memory.folder or os.path.expanduser("~")
    dialog = ExportDialog(shell.workspace, shell.t, folder, stem, usable(memory.report), shell.as_widget())
    dialog.wished.connect(
        lambda wishes, folder: shell.remember(
            report=wishes.for_the_next_time(), report_folder=folder or shell.memory.report_folder
        )
    )
    shell.show_dialog(dialog)
