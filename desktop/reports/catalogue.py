"""The reports there are, by suffix and by key. A report's module is imported only when it is asked for.

In: a file name or a key. Out: the object that writes it, or an `InvalidOption` that lists what there is.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, cast

from desktop.errors import InvalidOption

if TYPE_CHECKING:  # the help lists the reports without loading what they stand on
    from desktop.reports.base import DocumentReport, Report

_REPORTS = {
    "html": ("desktop.reports.html", "HTML"),
    "md": ("desktop.reports.markdown", "MARKDOWN"),
    "json": ("desktop.reports.json", "JSON"),
}
_DOCUMENT_REPORTS = {
    "md": ("desktop.reports.markdown", "MARKDOWN"),
    "json": ("desktop.reports.json", "JSON"),
}
_TERMINAL = ("desktop.reports.text", "TEXT")
_TERMINAL_DOCUMENT = ("desktop.reports.reading", "READING")


def keys() -> tuple[str, ...]:
    """Names of the reports of a comparison."""
    return tuple(_REPORTS)


def document_keys() -> tuple[str, ...]:
    """Names of the reports of one file."""
    return tuple(_DOCUMENT_REPORTS)


def key_for(path: str) -> str:
    """The key of the report that a file name asks for.

    Raises:
        InvalidOption: unknown_suffix.
    """
    suffix = os.path.splitext(path)[1].lower().lstrip(".")
    suffix = {"htm": "html", "markdown": "md"}.get(suffix, suffix)
    if suffix not in _REPORTS:
        raise InvalidOption("unknown_suffix", path=path, known=", ".join(f".{key}" for key in _REPORTS))
    return suffix


def report(key: str | None) -> Report:
    """The report of a key; None is the summary for a terminal."""
    module, name = _REPORTS[key] if key else _TERMINAL
    return cast("Report", getattr(import_module(module), name))


def document_report(key: str | None) -> DocumentReport:
    """The report of how one file was read; None is the view for a terminal."""
    module, name = _DOCUMENT_REPORTS[key] if key else _TERMINAL_DOCUMENT
    return cast("DocumentReport", getattr(import_module(module), name))
