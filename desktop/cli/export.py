"""`naast export PROJECT.naast -o OUT…`: reports of a project, its notes included."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from desktop import workflow
from desktop.cli.compare import check_outputs, write_reports
from desktop.cli.progress_line import close, progress_line
from desktop.cli.projects import compare_project
from desktop.cli.screen import report_options
from desktop.i18n import Translator
from desktop.project.store import Store


def run_export(options: Namespace, t: Translator) -> int:
    """Compare the editions a project holds and report; 0, for what changed is in the report."""
    outputs = check_outputs(options.output, (options.project,))
    progress = progress_line(options.progress, t)
    try:
        with Store.open(options.project, read_only=True) as store:
            project = store.project
        opened = compare_project(project, progress)
        wants_ops = options.ops and "json" in {options.format, *(key for _, key in outputs)}
        looks = report_options(t, workflow.source_ops(opened.comparison) if wants_ops else None)
        looks = replace(looks, annotations=opened.annotations, title=project.title)
        write_reports(opened.comparison, outputs, options.format, looks, progress)
    finally:
        close(progress)
    return 0
