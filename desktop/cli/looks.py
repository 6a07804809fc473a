"""What alters the looks and the extent of reports, never the result: out of the arguments.

In: parsed arguments. Out: `ReportOptions`; files they name were read and found usable, before any work.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from desktop.cli.screen import report_options
from desktop.errors import InvalidOption
from desktop.i18n import Translator
from desktop.model.comparison import Comparison
from desktop.reports.base import Layout, ReportOptions, Selection
from desktop.reports.belongings import load_logo, load_template
from desktop.reports.outline import build_outline
from desktop.reports.selection import find_parts


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
        logo=load_logo(options.logo or ""),
        layout=Layout(options.layout),
        template=load_template(options.template or ""),
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
