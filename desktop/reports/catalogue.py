"""The reports there are, by suffix and by key. A report's module is imported only when it is asked for.

In: a file name or a key. Out: the object that writes it, or an `InvalidOption` that lists what there is.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from desktop.errors import InvalidOption

if TYPE_CHECKING:  # the help lists the reports without loading what they stand on
    from desktop.reports.base import DocumentReport, Report


LAYOUTS = ("side-by-side", "inline")
"""The values of `base.Layout`, without loading what that stands on."""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report. key: its name, also in `wording.REPORTS`; suffix: how the name of its file ends; module, object: who
    writes it. is_text: may be printed on a terminal. takes: which options of the looks alter it."""

    key: str
    suffix: str
    module: str
    object: str
    is_text: bool = False
    takes: frozenset[str] = frozenset()


_PAGES = frozenset({"sections", "changes_only", "language"})
_TRACKED = frozenset({"notes", "title", "author", "made", "language"})
_KINDS = {
    kind.key: kind
    for kind in (
        ReportKind("html", ".html", "desktop.reports.html", "HTML", True, _PAGES | _TRACKED | {"logo", "layout"}),
        ReportKind(
            "docx", ".docx", "desktop.reports.docx", "DOCX", takes=_PAGES | _TRACKED | {"logo", "layout", "template"}
        ),
        ReportKind("tracked", ".tracked.docx", "desktop.reports.tracked", "TRACKED", takes=_TRACKED),
        ReportKind("pdf", ".pdf", "desktop.reports.pdf", "PDF", takes=_PAGES | _TRACKED | {"logo", "layout"}),
        ReportKind("xlsx", ".xlsx", "desktop.reports.xlsx", "XLSX", takes=_PAGES | _TRACKED | {"logo"}),
        ReportKind("csv", ".csv", "desktop.reports.csv", "CSV", True, _PAGES),
        ReportKind("md", ".md", "desktop.reports.markdown", "MARKDOWN", True, _PAGES | _TRACKED),
        ReportKind("json", ".json", "desktop.reports.json", "JSON", True, frozenset({"notes"})),
    )
}
_OTHER_SUFFIXES = {".htm": "html", ".markdown": "md"}
_DOCUMENT_REPORTS = {
    "md": ("desktop.reports.markdown", "MARKDOWN"),
    "json": ("desktop.reports.json", "JSON"),
}
_TERMINAL = ("desktop.reports.text", "TEXT")
_TERMINAL_DOCUMENT = ("desktop.reports.reading", "READING")


def kinds() -> tuple[ReportKind, ...]:
    """The reports of a comparison, in the order in which to offer them."""
    return tuple(_KINDS.values())


def kind(key: str) -> ReportKind:
    """The report of a key."""
    return _KINDS[key]


def text_keys() -> tuple[str, ...]:
    """Names of the reports that can be printed."""
    return tuple(kind.key for kind in _KINDS.values() if kind.is_text)


def document_keys() -> tuple[str, ...]:
    """Names of the reports of one file."""
    return tuple(_DOCUMENT_REPORTS)


def key_for(path: str) -> str:
    """The key of the report that a file name asks for; of two suffixes that fit, the longer one counts.

    Raises:
        InvalidOption: unknown_suffix.
    """
    name = os.path.basename(path).lower()
    suffixes = {kind.suffix: kind.key for kind in _KINDS.values()} | _OTHER_SUFFIXES
    for suffix in sorted(suffixes, key=len, reverse=True):
        if name.endswith(suffix) and name != suffix:
            return suffixes[suffix]
    raise InvalidOption("unknown_suffix", path=path, known=", ".join(kind.suffix for kind in _KINDS.values()))


def report(key: str | None) -> Report:
    """The report of a key; None is the summary for a terminal."""
    module, name = (_KINDS[key].module, _KINDS[key].object) if key else _TERMINAL
    return cast("Report", getattr(import_module(module), name))


def document_report(key: str | None) -> DocumentReport:
    """The report of how one file was read; None is the view for a terminal."""
    module, name = _DOCUMENT_REPORTS[key] if key else _TERMINAL_DOCUMENT
    return cast("DocumentReport", getattr(import_module(module), name))
