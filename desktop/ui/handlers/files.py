"""Opening, reading again, writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.ui.handlers.shell import Shell


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    workspace = shell.workspace
    return {
        "file.open": shell.choose_files,
        "file.open_project": shell.choose_project,
        "file.save": shell.save_project,
        "file.paste": shell.paste_texts,
        "file.sample": shell.open_sample,
        "file.swap": workspace.swap,
        "file.replace": shell.choose_replacement,
        "file.reload": workspace.reload,
        "file.reading": shell.show_reading,
        "file.export": shell.show_export,
        "file.stop": workspace.stop,
        "file.close": workspace.close,
        "file.settings": shell.show_settings,
        "file.quit": shell.quit,
    }
