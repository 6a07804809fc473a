"""What to say when something goes wrong that nobody foresaw: a report to copy, without a word of any document.

    report_of(error)     Naast 0.1.0 · Python 3.11.7 · Linux
                         KeyError
                           workspace.py:120 link

Messages of exceptions may quote the text they choked on, so only their kind and the places in the code are told.
"""

from __future__ import annotations

import os
import platform
import traceback

from desktop import __version__


def report_of(error: BaseException) -> str:
    """Kind of the error and where it passed, with the versions that matter."""
    lines = [f"Naast {__version__} · Python {platform.python_version()} · {platform.system()} {platform.machine()}"]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(type(current).__name__)
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {os.path.basename(frame.filename)}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines)
