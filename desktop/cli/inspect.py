"""`naast inspect FILE`: how one file was read."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from desktop import workflow
from desktop.cli.compare import read_edition
from desktop.cli.progress_line import close, progress_line
from desktop.cli.screen import output, report_options
from desktop.i18n import Translator
from desktop.reports import catalogue


def run_inspect(options: Namespace, t: Translator) -> int:
    """Read a file and show what became of it; 0, for nothing is compared."""
    guess = read_edition(options, "given_")
    progress = progress_line(options.progress, t)
    try:
        document = workflow.inspect_file(
            options.file, guess, progress, options.password[-1] if options.password else ""
        )
    finally:
        close(progress)
    stream = output()
    how = replace(report_options(t), text_only=options.text_only)
    catalogue.document_report("md" if options.text_only else options.format).write_document(document, stream, how)
    stream.flush()
    return 0
