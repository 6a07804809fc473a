"""What alters the looks and the extent of reports, never the result: out of the arguments.

In: parsed arguments. Out: `ReportOptions`; files they name were read and found usable, before any work.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.cli.screen import report_options
from desktop.errors import InvalidOption, UnreadableFile
from desktop.i18n import Translator
from desktop.model.comparison import Comparison
from desktop.reports.base import Layout, ReportOptions, Selection
from desktop.reports.logo import read_logo
from desktop.reports.outline import build_outline
from desktop.reports.selection import find_parts

Read = TypeVar("Read")


def read_looks(options: Namespace, t: Translator) -> ReportOptions:
    """The options of reports, but for sections: those are found once there is a comparison.

    Raises:
        InvalidOption: bad_logo, bad_template.
        UnreadableFile: where these cannot be read.
    """
    return replace(
        report_options(t),
        selection=Selection(changes_only=options.changes_only, notes=not options.no_notes),
        title=options.report_title.strip(),
        author=options.author.strip(),
        logo=_checked(options.logo, read_logo) if options.logo else None,
        layout=Layout(options.layout),
        template=_checked(options.template, _as_template) if options.template else None,
    )


def with_sections(looks: ReportOptions, titles: Sequence[str], comparison: Comparison) -> ReportOptions:
    """The options with the sections of these headings and those under them chosen; all where none is named.

    Raises:
        InvalidOption: unknown_section.
    """
    if not titles:
        return looks
    outline = build_outline(comparison)
    found: set[int] = set()
    for title in titles:
        ids = find_parts(outline, title)
        if not ids:
            raise InvalidOption("unknown_section", title=title)
        found.update(ids)
    return replace(looks, selection=replace(looks.selection, sections=frozenset(found)))


def _checked(path: str, check: Callable[[bytes], Read]) -> Read:
    try:
        with open(path, "rb") as stream:
            return check(stream.read())
    except FileNotFoundError as error:
        raise UnreadableFile("file_missing", path=path) from error
    except OSError as error:
        raise UnreadableFile("cannot_read", path=path, reason=error.strerror or type(error).__name__) from error
    except InvalidOption as error:
        raise InvalidOption(error.code, **{**error.facts, "path": path}) from error


def _as_template(data: bytes) -> bytes:
    from desktop.reports.docx_template import read_template

    read_template(data)
    return data
