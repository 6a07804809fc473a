"""`naast replace` puts a corrected file in the place of an edition; `naast relink` says where a moved file is now.

Out: the project with it, and on standard output what changed and what became of the notes.
"""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import replace

from desktop import workflow
from desktop.cli.compare import read_passwords
from desktop.cli.progress_line import close, progress_line
from desktop.cli.projects import MAX_LISTED, count_lines, open_to_write, pin_lines, say
from desktop.errors import InvalidOption
from desktop.i18n import Translator
from desktop.model.options import Options, ReadOptions, Side
from desktop.progress import Progress
from desktop.project.decisions import become
from desktop.project.editions import Replaced, put_editions, relinked, with_lost_pins
from desktop.project.project import Project
from desktop.wording import ELDER, name


def run_replace(options: Namespace, t: Translator) -> int:
    """Replace one edition or both; 0."""
    given = _given(options)
    progress = progress_line(options.progress, t)
    passwords = read_passwords(options.password)
    lines: list[str] = []
    try:
        with open_to_write(options.project, t) as store:
            project = store.project
            for side, path in given:
                guess = project.options.old if side is Side.OLD else project.options.new
                password = passwords[0 if side is Side.OLD else 1]
                extract = workflow.read_file(path, progress, ReadOptions(password, guess.tracked))
                text = replace(extract, path=os.path.abspath(path))
                replaced = put_editions(project, {side: text}, workflow.Making(progress))
                lines += report(project, replaced, side, path, t, progress)
                project = with_lost_pins(replaced.project, project.places, replaced.carried, t)
            store.apply(become(project, "replace_edition"))
    finally:
        close(progress)
    say(lines)
    return 0


def report(project: Project, replaced: Replaced, side: Side, path: str, t: Translator, progress: Progress) -> list[str]:
    """What changed in the text, and what became of the notes."""
    earlier = project.edition(side).extract()
    later = replaced.project.edition(side).extract()
    changes = workflow.compare_extracts(earlier, later, Options(), progress).changes
    edition = name(ELDER, side.value, t)
    lines = [t("{path} is now the {side} edition.", path=path, side=edition)]
    lines.append(t.plural("{n} change in its text", "{n} changes in its text", len(changes)))
    lines += [f"  {c.old or '–'} → {c.new or '–'}" for c in changes[:MAX_LISTED]]
    if len(changes) > MAX_LISTED:
        lines.append("  " + t("… and {n} more", n=t.number(len(changes) - MAX_LISTED)))
    lines += count_lines(replaced.placements, t)
    lines.append(t.plural("{n} note moved with its words", "{n} notes moved with their words", len(replaced.moved)))
    return lines + pin_lines(replaced.carried, t)


def run_relink(options: Namespace, t: Translator) -> int:
    """Say where files are now; their content must be the one that was compared; 0."""
    given = _given(options)
    with open_to_write(options.project, t) as store:
        project = store.project
        for side, path in given:
            project = relinked(project, side, path)
        store.apply(become(project, "relink"))
    say(t("{path} is now the {side} edition.", path=path, side=name(ELDER, side.value, t)) for side, path in given)
    return 0


def _given(options: Namespace) -> list[tuple[Side, str]]:
    given = [(side, path) for side, path in ((Side.OLD, options.old), (Side.NEW, options.new)) if path]
    if not given:
        raise InvalidOption("no_side")
    return given
