"""What the window is showing, as frozen values: phase, cursor, decisions. Pure; knows no Qt.

work = Work(sources, options, annotations)         what a person made of two files
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.model.options import Options

if TYPE_CHECKING:
    from desktop.ui.messages import Source
    from desktop.ui.remarks import Remark


class Phase(StrEnum):
    """What the middle of the window shows."""

    START = "start"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the reader is: a row of the view, a change in it, a section (id of its match)."""

    row: int | None = None
    change: int | None = None
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell in place. level: info, success or error. commands: what can be done about it."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()
    level: str = "info"
    commands: tuple[str, ...] = ()
    report: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """All that a person decided about two editions."""

    sources: tuple[Source, Source] | None = None
    options: Options = field(default_factory=Options)
    annotations: tuple[Remark, ...] = ()
