"""`naast recover FILE [-o OUT]`: what can still be read of a damaged project, in a new file."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import suppress

from desktop import workflow
from desktop.cli.projects import check_project_path, say
from desktop.errors import CannotWrite, NaastError, UnreadableFile
from desktop.i18n import Translator
from desktop.project.editions import sha256_of
from desktop.project.exchange import send
from desktop.project.files import SUFFIX, write_file
from desktop.project.notes_json import write_json
from desktop.project.project import KeptEdition, keep
from desktop.project.rescue import Rescued, rescue
from desktop.reports.files import write_whole
from desktop.wording import ELDER, name


def run_recover(options: Namespace, t: Translator) -> int:
    """Rescue and tell; 0 when all was there, 1 when something is lost."""
    path = options.file
    output = options.output or f"{path.removesuffix(SUFFIX)}-recovered{SUFFIX}"
    check_project_path(output)
    if os.path.lexists(output):
        raise CannotWrite("project_exists", path=output)
    rescued = rescue(path)
    project = rescued.project
    if project is None:
        project = rescued.completed(_read_again(rescued))
    lost = [side for side in ("old", "new") if side in rescued.lost and project is None]
    lines = []
    if project is None:
        output = f"{output.removesuffix(SUFFIX)}.json"
        if os.path.lexists(output):
            raise CannotWrite("project_exists", path=output)
        write_whole([(output, lambda stream: write_json(send(rescued.notes), stream))])
        for side in lost:
            lines.append(t("The text of the {side} edition is lost.", side=name(ELDER, side, t)))
        lines.append(t("Compare the files anew with --project, then take the notes in with: naast notes --add"))
    else:
        write_file(os.path.abspath(output), project, rescued.versions)
    lines.insert(0, t.plural("{path}: {n} note rescued", "{path}: {n} notes rescued", len(rescued.notes), path=output))
    if rescued.lost_notes:
        lines.append(t.plural("{n} note is lost", "{n} notes are lost", rescued.lost_notes))
    if {"options", "places"} & set(rescued.lost):
        lines.append(t("Options and pins are lost."))
    if {"codebook", "filters", "title"} & set(rescued.lost):
        lines.append(t("Codebook, saved filters or title are lost."))
    if not rescued.whole:
        lines.append(t("The file was damaged: there may have been more of which nothing is left."))
    say(lines)
    return 0 if rescued.whole else 1


def _read_again(rescued: Rescued) -> dict[str, KeptEdition]:
    """Editions whose text is lost, read from their files if those are still the same."""
    found: dict[str, KeptEdition] = {}
    for side, (path, sha256) in rescued.editions.items():
        with suppress(UnreadableFile, NaastError):
            if sha256_of(path) == sha256:
                found[side] = keep(workflow.read_file(path))
    return found
