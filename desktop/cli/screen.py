"""What the output can show: width, colours, bytes. In: environment and streams. Out: `ReportOptions`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import BinaryIO, cast

from desktop.i18n import Translator
from desktop.model.comparison import Op
from desktop.reports.base import ReportOptions
from desktop.reports.belongings import today

MIN_COLUMNS, MAX_COLUMNS = 40, 120
"""Lines over 120 characters are hard to read; under 40 nothing fits beside anything."""


def report_options(t: Translator, ops: Sequence[Op] | None = None) -> ReportOptions:
    """Options of a report that goes to standard output or to a file."""
    terminal = sys.stdout.isatty()
    columns = shutil.get_terminal_size((100, 24)).columns
    return ReportOptions(t, ops, min(max(columns, MIN_COLUMNS), MAX_COLUMNS), terminal and _wants_color(), made=today())


def _wants_color() -> bool:
    """Colours unless NO_COLOR (https://no-color.org) or a terminal that has none says otherwise."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if sys.platform == "win32":
        os.system("")  # makes the console of Windows obey colour codes
    return True


def output() -> BinaryIO:
    """Standard output as bytes. What was printed as text before goes out first."""
    with suppress(ValueError):
        sys.stdout.flush()
    return cast(BinaryIO, sys.stdout.buffer)
