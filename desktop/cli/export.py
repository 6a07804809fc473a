"""`naast export PROJECT.naast -o OUT…`: reports of a project, its notes included."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from desktop import workflow
from desktop.cli.compare import check_outputs, write_reports
from desktop.cli.looks import read_looks, with_sections
from desktop.cli.progress_line import close, progress_line
from desktop.cli.projects import compare_project
from desktop.i18n import Translator
from desktop.project.store import Store


def run_export(options: Namespace, t: Translator) -> int:
    """Compare the editions a project holds and report; 0, for what changed is in the report."""
    outputs = check_outputs(options.output, (options.project,))
    looks = read_looks(options, t)
    progress = progress_line(options.progress, t)
    try:
        with Store.open(options.project, read_only=True) as store:
            project = store.project
        opened = compare_project(project, progress)
        wants_ops = options.ops and "json" in {options.format, *(key for _, key in outputs)}
        looks = with_sections(looks, options.section, opened.comparison)
        ops = workflow.source_ops(opened.comparison) if wants_ops else None
        title = looks.title or project.title
        looks = replace(looks, ops=ops, annotations=opened.annotations, title=title)
        write_reports(opened.comparison, outputs, options.format, looks, progress)
    finally:
        close(progress)
    return 0
