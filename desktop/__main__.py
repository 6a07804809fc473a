"""The door: `naast`, also as `python -m desktop`. Decides which face a person meets, and loads only that one.

naast compare A B · naast inspect A · naast --help      the command line
naast · naast A B · naast A · naast P.naast · naast --timings A B       the window
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from desktop.cli.main import COMMANDS, asked_language, guarded, plain_arguments
from desktop.cli.main import main as command_line
from desktop.i18n import Translator

WINDOW_OPTIONS = frozenset({"--timings"})
WORKER_FLAG = "--naast-worker"
"""As its only argument: this process is the worker of a window (see `ui.process`). For packaged programs, which have no
Python to start."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `naast` with these arguments, else those of the process; return its exit code. Raises nothing."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == [WORKER_FLAG]:
        from desktop.ui.worker import main as work

        work()
        return 0
    if not wants_window(given):
        return command_line(given)
    return guarded(given, _open)


def wants_window(given: Sequence[str]) -> bool:
    """Whether these arguments ask for the window: none at all, one or two files, or its own options."""
    if set(given) & {"-h", "--help", "-V", "--version", "--licences"}:
        return False
    plain = plain_arguments(given)
    options = [a for a in given if a.startswith("-") and a != "--language" and not a.startswith("--language=")]
    if set(options) - WINDOW_OPTIONS or len(plain) > 2:
        return False
    if not plain:
        return True
    if plain[0] in COMMANDS:
        return False
    if len(plain) == 1 and plain[0].lower().endswith(".naast"):
        return True
    if len(plain) == 1:
        return os.path.exists(plain[0])
    return os.path.exists(plain[0]) or not _resembles_command(plain[0])


def _resembles_command(word: str) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(word, COMMANDS, 1))


def _open(given: Sequence[str], _: Translator) -> int:
    from desktop.ui.app import run_window

    return run_window(plain_arguments(given), asked_language(given), "--timings" in given)


if __name__ == "__main__":
    sys.exit(main())
