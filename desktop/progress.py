"""How long work tells where it is and learns that it must stop.

The core calls `progress.check(stage, done, total)` at each natural unit (a file, a chunk of lines, a stage).
"""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Steps of a comparison, in order; `desktop.wording` names them."""

    READING = "reading"
    SEGMENTING = "segmenting"
    ALIGNING = "aligning"
    DIFFING = "diffing"
    WRITING = "writing"


class Progress:
    """Silent progress that never cancels; faces override `check`."""

    def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        """Report that `done` of `total` units of `stage` are ready.

        Raises:
            Cancelled: when the user stopped the work (only in subclasses).
        """


SILENT = Progress()
