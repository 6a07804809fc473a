"""`naast compare OLD NEW --project P.naast`: the comparison is kept in a project, which is made or brought up to date.

In: two files, options, the path of a project. Out: the project on the disk, and its comparison with notes for reports.
"""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import replace

from desktop import workflow
from desktop.cli.compare import check_pins
from desktop.cli.projects import Opened, check_project_path, compare_project, open_to_write
from desktop.cli.replace import report
from desktop.errors import InvalidOption
from desktop.i18n import Translator
from desktop.model.document import Extract
from desktop.model.options import EditionGuess, Options, ReadOptions, Side
from desktop.progress import Progress
from desktop.project.codebook import default_codebook
from desktop.project.decisions import become, set_options
from desktop.project.editions import is_kept, put_editions, with_lost_pins
from desktop.project.files import write_file
from desktop.project.pinning import Carried, pin_places
from desktop.project.project import Project, new_project
from desktop.project.store import Store


def compare_in_project(
    arguments: Namespace, given: Options, passwords: tuple[str, str], t: Translator, progress: Progress
) -> tuple[Opened, list[str]]:
    """Compare two files in a project; what became of its notes, in lines, where an edition was replaced.

    Raises:
        InvalidOption: project_suffix, not_a_project_pair, unknown_block. CannotWrite, UnreadableFile: as `Store`.
    """
    path = arguments.project
    check_project_path(path)
    if not os.path.lexists(path):
        old = _read(arguments.old, given.old, passwords[0], progress)
        new = _read(arguments.new, given.new, passwords[1], progress)
        comparison = workflow.compare_extracts(old, new, given, progress)
        check_pins(given, comparison)
        project = new_project(old, new, given, default_codebook(t))
        project = replace(project, places=pin_places(given, comparison.old, comparison.new))
        write_file(os.path.abspath(path), project)
        return Opened(project, comparison, (), Carried(given)), []
    with open_to_write(path, t) as store:
        return _update(store, arguments, given, passwords, t, progress)


def _update(
    store: Store, arguments: Namespace, given: Options, passwords: tuple[str, str], t: Translator, progress: Progress
) -> tuple[Opened, list[str]]:
    project = _with_facts(store.project, given)
    files = {
        Side.OLD: _read(arguments.old, project.options.old, passwords[0], progress),
        Side.NEW: _read(arguments.new, project.options.new, passwords[1], progress),
    }
    changed = [side for side, extract in files.items() if not is_kept(project.edition(side), extract)]
    if len(changed) == len(files):
        raise InvalidOption("not_a_project_pair", path=arguments.project)
    lines: list[str] = []
    for side in changed:
        replaced = put_editions(project, {side: files[side]}, workflow.Making(progress))
        lines += report(project, replaced, side, files[side].path, t, progress)
        project = with_lost_pins(replaced.project, project.places, replaced.carried, t)
    for side, extract in files.items():
        edition = replace(project.edition(side), path=extract.path)
        project = replace(project, old=edition) if side is Side.OLD else replace(project, new=edition)
    opened = compare_project(project, progress)
    project = with_lost_pins(project, project.places, opened.carried, t)
    options = opened.carried.options
    asked = {(p.old, p.new, p.level) for p in given.pins}
    pins = (*(p for p in options.pins if (p.old, p.new, p.level) not in asked), *given.pins)
    wanted = replace(options, pins=pins, ignore=given.ignore or options.ignore)
    check_pins(wanted, opened.comparison)
    project = set_options(wanted, opened.comparison.old, opened.comparison.new).make(project)
    if wanted != options:
        opened = compare_project(project, progress)
    store.apply(become(project, "replace_edition" if changed else "set_options"))
    return opened, lines


def _read(path: str, guess: EditionGuess, password: str, progress: Progress) -> Extract:
    extract = workflow.read_file(path, progress, ReadOptions(password, guess.tracked))
    return replace(extract, path=os.path.abspath(path))


def _with_facts(project: Project, given: Options) -> Project:
    """A project with what is said about its editions this time; what is not said stays."""

    def merged(kept: EditionGuess, said: EditionGuess) -> EditionGuess:
        return EditionGuess(
            said.title or kept.title,
            said.year or kept.year,
            said.language or kept.language,
            said.series or kept.series,
            said.tracked if said.tracked is not EditionGuess().tracked else kept.tracked,
        )

    options = project.options
    return replace(
        project,
        options=replace(options, old=merged(options.old, given.old), new=merged(options.new, given.new)),
    )
