"""`naast notes PROJECT.naast`: list the notes, write them as JSON or Excel, take them in again."""

from __future__ import annotations

import os
from argparse import Namespace

from desktop.cli.progress_line import close, progress_line
from desktop.cli.projects import compare_project, count_lines, note_line, open_to_write, say
from desktop.errors import InvalidOption
from desktop.i18n import Translator
from desktop.project.decisions import become
from desktop.project.exchange import receive, send
from desktop.project.notes_files import parse, suffix_of, writer
from desktop.project.store import Store
from desktop.readers.catalogue import read_bytes
from desktop.reports.files import check_target, write_whole


def run_notes(options: Namespace, t: Translator) -> int:
    """List notes; 0. With --add: take notes in first; with -o: write them."""
    for path in (*options.add, *options.output):
        suffix_of(path)
    for path in options.output:
        if os.path.realpath(path) in {os.path.realpath(p) for p in (*options.add, options.project)}:
            raise InvalidOption("output_is_input", path=path)
        check_target(path)
    lines = _add(options, t) if options.add else []
    with Store.open(options.project, read_only=True) as store:
        project = store.project
    if options.output:
        sent = send(project.notes)
        write_whole([(path, writer(path, sent, t)) for path in options.output])
    else:
        progress = progress_line(options.progress, t)
        try:
            placements = compare_project(project, progress).placements
        finally:
            close(progress)
        lines += [*count_lines((), t)] if not placements else [note_line(p, t) for p in placements]
    say(lines)
    return 0


def _add(options: Namespace, t: Translator) -> list[str]:
    lines = []
    with open_to_write(options.project, t) as store:
        for path in options.add:
            received = receive(store.project, parse(read_bytes(path), path), store.versions())
            store.apply(become(received.project, "import_notes"))
            lines.append(
                t(
                    "{path}: {added} notes new, {updated} changed, {conflicts} changed here too (both are kept)",
                    path=path,
                    added=t.number(received.added),
                    updated=t.number(received.updated),
                    conflicts=t.number(len(received.conflicts)),
                )
            )
    return lines
