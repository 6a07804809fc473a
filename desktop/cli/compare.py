"""`naast compare OLD NEW`: two files in; a summary, or reports in the files and form asked for, out."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from desktop import workflow
from desktop.cli.looks import read_looks, with_sections
from desktop.cli.progress_line import close, progress_line
from desktop.cli.screen import output
from desktop.errors import InvalidOption
from desktop.i18n import Translator
from desktop.model.annotation import Annotation
from desktop.model.comparison import Comparison
from desktop.model.document import Warning
from desktop.model.options import EditionGuess, Ignore, Options, Pin, PinKind, Tracked
from desktop.progress import Progress
from desktop.reports import catalogue
from desktop.reports.base import ReportOptions
from desktop.reports.files import Writer, check_target, write_whole
from desktop.reports.outline import has_changes
from desktop.wording import warning_sentence


def run_compare(options: Namespace, t: Translator) -> int:
    """Compare and report; 0 when nothing changed, 1 otherwise."""
    result_options = read_options(options)
    outputs = check_outputs(options.output, (options.old, options.new, *filter(None, [options.project])))
    looks = read_looks(options, t)
    progress = progress_line(options.progress, t)
    passwords = read_passwords(options.password)
    notes: tuple[Annotation, ...] = ()
    try:
        if options.project:
            comparison, notes = _in_project(options, result_options, passwords, t, progress)
        else:
            comparison = workflow.compare_files(options.old, options.new, result_options, progress, passwords)
            check_pins(result_options, comparison)
        wants_ops = options.ops and "json" in {options.format, *(key for _, key in outputs)}
        looks = with_sections(looks, options.section, comparison)
        ops = workflow.source_ops(comparison) if wants_ops else None
        write_reports(comparison, outputs, options.format, replace(looks, ops=ops, annotations=notes), progress)
    finally:
        close(progress)
    return 1 if has_changes(comparison) else 0


def write_reports(
    comparison: Comparison,
    outputs: Sequence[tuple[str, str]],
    printed: str | None,
    looks: ReportOptions,
    progress: Progress,
) -> None:
    """Write the reports asked for; print one, or the summary where nothing else was asked for. What a report warns of
    goes to standard error."""
    warnings: list[Warning] = []
    looks = replace(looks, progress=progress, warn=warnings.append)
    write_whole([(path, _writer(path, key, comparison, looks)) for path, key in outputs], progress)
    close(progress)
    for warning in dict.fromkeys(warnings):
        print(f"naast: {warning_sentence(warning, looks.t)}", file=sys.stderr)
    if printed or not outputs:
        stream = output()
        catalogue.report(printed).write(comparison, stream, looks)
        stream.flush()


def _in_project(
    options: Namespace, given: Options, passwords: tuple[str, str], t: Translator, progress: Progress
) -> tuple[Comparison, tuple[Annotation, ...]]:
    from desktop.cli.compare_project import compare_in_project
    from desktop.cli.projects import say

    opened, lines = compare_in_project(options, given, passwords, t, progress)
    if not options.format:
        say(lines)
    return opened.comparison, opened.annotations


def _writer(path: str, key: str, comparison: Comparison, looks: ReportOptions) -> Writer:
    def write(stream: BinaryIO) -> None:
        try:
            catalogue.report(key).write(comparison, stream, looks)
        except InvalidOption as error:  # a report does not know what its file is called
            raise InvalidOption(error.code, **{"path": path, **error.facts}) from error

    return write


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
    blocks = {"old": {b.id for b in comparison.old.blocks}, "new": {b.id for b in comparison.new.blocks}}
    for pin in options.pins:
        for side, block in (("old", pin.old), ("new", pin.new)):
            if pin.level == "block" and block not in blocks[side]:
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
