"""`naast compare OLD NEW`: two files in; a summary, or reports in the files and form asked for, out."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence

from desktop import workflow
from desktop.cli.progress_line import close, progress_line
from desktop.cli.screen import output, report_options
from desktop.errors import InvalidOption
from desktop.i18n import Translator
from desktop.model.comparison import Comparison
from desktop.model.options import EditionGuess, Ignore, Options, Pin, PinKind, Tracked
from desktop.reports import catalogue
from desktop.reports.base import Report, ReportOptions
from desktop.reports.files import Writer, check_target, write_whole
from desktop.reports.outline import has_changes


def run_compare(options: Namespace, t: Translator) -> int:
    """Compare and report; 0 when nothing changed, 1 otherwise."""
    result_options = read_options(options)
    outputs = check_outputs(options.output, (options.old, options.new))
    progress = progress_line(options.progress, t)
    try:
        comparison = workflow.compare_files(
            options.old, options.new, result_options, progress, read_passwords(options.password)
        )
        check_pins(result_options, comparison)
        wants_ops = options.ops and "json" in {options.format, *(key for _, key in outputs)}
        looks = report_options(t, workflow.source_ops(comparison) if wants_ops else None)
        write_whole([(path, _writer(catalogue.report(key), comparison, looks)) for path, key in outputs], progress)
    finally:
        close(progress)
    if options.format or not outputs:
        stream = output()
        catalogue.report(options.format).write(comparison, stream, looks)
        stream.flush()
    return 1 if has_changes(comparison) else 0


def _writer(report: Report, comparison: Comparison, looks: ReportOptions) -> Writer:
    return lambda stream: report.write(comparison, stream, looks)


def check_outputs(paths: Sequence[str], inputs: Sequence[str]) -> list[tuple[str, str]]:
    """Each output with the key of its report, checked before the work begins.

    Raises:
        InvalidOption: unknown_suffix, output_is_input, output_twice.
        CannotWrite: where it can be told beforehand.
    """
    sources = {os.path.realpath(path) for path in inputs}
    seen: set[str] = set()
    result = []
    for path in paths:
        key = catalogue.key_for(path)
        target = os.path.realpath(path)
        if target in sources:
            raise InvalidOption("output_is_input", path=path)
        if target in seen:
            raise InvalidOption("output_twice", path=path)
        check_target(path)
        seen.add(target)
        result.append((path, key))
    return result


def read_options(options: Namespace) -> Options:
    """What alters the result, out of the arguments.

    Raises:
        InvalidOption: bad_ignore, bad_pin, pin_conflict, bad_year.
    """
    links = [_pin(PinKind.LINK, value) for value in options.link]
    forbids = [_pin(PinKind.FORBID, value) for value in options.forbid]
    linked = {(pin.old, pin.new) for pin in links}
    for pin in forbids:
        if (pin.old, pin.new) in linked:
            raise InvalidOption("pin_conflict", value=f"{pin.old}:{pin.new}")
    return Options(
        ignore=_ignored(options.ignore),
        pins=(*links, *forbids),
        old=read_edition(options, "old_"),
        new=read_edition(options, "new_"),
    )


def read_edition(options: Namespace, prefix: str) -> EditionGuess:
    """What the user says about an edition. Raises InvalidOption: bad_year."""
    given = {key: getattr(options, prefix + key).strip() for key in ("title", "year", "series", "language")}
    year = given["year"]
    if year and not (len(year) == 4 and year.isascii() and year.isdigit() and year[0] != "0"):
        raise InvalidOption("bad_year", value=year)
    tracked = getattr(options, prefix + "tracked") or getattr(options, "tracked", None) or Tracked.ACCEPTED
    return EditionGuess(
        given["title"], int(year) if year else None, given["language"].lower(), given["series"], Tracked(tracked)
    )


def read_passwords(given: Sequence[str]) -> tuple[str, str]:
    """The passwords of both files: one is for either, of two the first is for the older edition."""
    return (given[0], given[-1]) if given else ("", "")


def check_pins(options: Options, comparison: Comparison) -> None:
    """Whether the blocks of all pins exist. Raises InvalidOption: unknown_block."""
    for pin in options.pins:
        for side, block, document in (("old", pin.old, comparison.old), ("new", pin.new, comparison.new)):
            if block not in {b.id for b in document.blocks}:
                raise InvalidOption("unknown_block", id=block, side=side)


def _ignored(lists: Sequence[str]) -> frozenset[Ignore]:
    known = {ignore.value for ignore in Ignore}
    names = [name.strip().lower() for value in lists for name in value.split(",")]
    for name in names:
        if name and name not in known:
            raise InvalidOption("bad_ignore", value=name, known=", ".join(sorted(known)))
    return frozenset(Ignore(name) for name in names if name)


def _pin(kind: PinKind, value: str) -> Pin:
    old, colon, new = value.partition(":")
    if not (colon and all(x.strip().isascii() and x.strip().isdigit() for x in (old, new))):
        raise InvalidOption("bad_pin", value=value)
    return Pin(kind, int(old), int(new))
