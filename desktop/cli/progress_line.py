"""One line on standard error that tells how far the work is; it never mixes with the output."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from desktop.i18n import Translator
from desktop.progress import SILENT, Progress, Stage
from desktop.wording import STAGES

PATIENCE_S = 0.5
"""Work shorter than this needs no line."""
REFRESH_S = 0.1
ERASE = "\r\x1b[K"


class ProgressLine(Progress):
    """Rewrites a line of a terminal; elsewhere prints a line a stage. patience_s: quiet time at first."""

    def __init__(self, stream: TextIO, t: Translator, terminal: bool, patience_s: float) -> None:
        self._stream, self._t, self._terminal = stream, t, terminal
        self._next = time.monotonic() + patience_s
        self._stage: Stage | None = None
        self._drawn = False

    def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        """Draw when something new is worth a line; a stream that is closed is nobody's concern."""
        now = time.monotonic()
        if self._terminal:
            if now < self._next:
                return
            self._next = now + REFRESH_S
        elif stage is self._stage:
            return
        self._stage = stage
        text = self._t(STAGES[stage])
        if self._terminal and total:
            text += f"  {self._t.percent(min(done / total, 1))}"
        try:
            self._stream.write(f"{ERASE}{text}" if self._terminal else f"{text}\n")
            self._stream.flush()
            self._drawn = True
        except (OSError, ValueError):
            self._next = float("inf")

    def close(self) -> None:
        """Take the line away."""
        if self._drawn and self._terminal:
            self._stream.write(ERASE)
            self._stream.flush()
            self._drawn = False


def progress_line(asked: str, t: Translator) -> Progress:
    """What --progress asks for; `auto`: a line if standard error is a terminal and the work takes a while."""
    terminal = sys.stderr.isatty()
    if asked == "never" or (asked == "auto" and not terminal):
        return SILENT
    return ProgressLine(sys.stderr, t, terminal, 0 if asked == "always" else PATIENCE_S)


def close(progress: Progress) -> None:
    """Take the line of a progress away, if it has one."""
    if isinstance(progress, ProgressLine):
        progress.close()
