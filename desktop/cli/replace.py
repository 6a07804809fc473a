"""`naast replace` puts a corrected file in the place of an edition; `naast relink` says where a moved file is now.

Out: the project with it, and on standard output what changed and what became of the notes.
"""

from __future__ import annotations

import hashlib
import os
from argparse import Namespace
from dataclasses import dataclass, replace

from desktop import workflow
from desktop.cli.compare import read_passwords
from desktop.cli.progress_line import close, progress_line
from desktop.cli.projects import MAX_LISTED, compare_project, count_lines, open_to_write, pin_lines, say, with_lost_pins
from desktop.errors import InvalidOption, UnreadableFile
from desktop.i18n import Translator
from desktop.model.comparison import Comparison
from desktop.model.document import Extract
from desktop.model.options import Options, ReadOptions, Side
from desktop.progress import Progress
from desktop.project.decisions import become
from desktop.project.editions import Replaced, carry_over, replace_edition
from desktop.project.pinning import pin_places
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
                result = put_edition(project, side, replace(extract, path=os.path.abspath(path)), progress)
                lines += report(project, result, side, path, t, progress)
                project = with_lost_pins(result.replaced.project, project.places, result.replaced.carried, t)
            store.apply(become(project, "replace_edition"))
    finally:
        close(progress)
    say(lines)
    return 0


@dataclass(frozen=True, slots=True)
class Put:
    """An edition in its place, with the comparison after it."""

    replaced: Replaced
    comparison: Comparison


def put_edition(project: Project, side: Side, extract: Extract, progress: Progress) -> Put:
    """Put another text in the place of an edition, and everything that was decided in its new place."""
    before = compare_project(project, progress)
    settled = before.carried
    if settled.options != project.options:  # numbers of blocks as this program reads the text
        places = pin_places(settled.options, before.comparison.old, before.comparison.new)
        project = replace(project, options=settled.options, places=places)
    old = extract if side is Side.OLD else project.old.extract()
    new = extract if side is Side.NEW else project.new.extract()
    # Pins name blocks of the text as it was; the new text is first read without them.
    plain = replace(project.options, pins=(), kinds=())
    documents = workflow.read_documents(old, new, plain, progress)
    pair = (before.comparison.old, documents[0]) if side is Side.OLD else (before.comparison.new, documents[1])
    carried = carry_over(project, side, *pair)
    carried = replace(carried, pins=(*settled.pins, *carried.pins), kinds=(*settled.kinds, *carried.kinds))
    after = workflow.compare_extracts(old, new, carried.options, progress)
    return Put(replace_edition(project, side, extract, before.comparison, after, carried), after)


def report(project: Project, put: Put, side: Side, path: str, t: Translator, progress: Progress) -> list[str]:
    """What changed in the text, and what became of the notes."""
    earlier = project.edition(side).extract()
    later = put.replaced.project.edition(side).extract()
    changes = workflow.compare_extracts(earlier, later, Options(), progress).changes
    edition = name(ELDER, side.value, t)
    lines = [t("{path} is now the {side} edition.", path=path, side=edition)]
    lines.append(t.plural("{n} change in its text", "{n} changes in its text", len(changes)))
    lines += [f"  {c.old or '–'} → {c.new or '–'}" for c in changes[:MAX_LISTED]]
    if len(changes) > MAX_LISTED:
        lines.append("  " + t("… and {n} more", n=t.number(len(changes) - MAX_LISTED)))
    lines += count_lines(put.replaced.placements, t)
    lines.append(t.plural("{n} note moved with its words", "{n} notes moved with their words", put.replaced.moved))
    return lines + pin_lines(put.replaced.carried, t)


def run_relink(options: Namespace, t: Translator) -> int:
    """Say where files are now; their content must be the one that was compared; 0."""
    given = _given(options)
    with open_to_write(options.project, t) as store:
        project = store.project
        for side, path in given:
            edition = project.edition(side)
            if sha256_of(path) != edition.sha256:
                raise InvalidOption("other_file", path=path)
            edition = replace(edition, path=os.path.abspath(path))
            project = replace(project, old=edition) if side is Side.OLD else replace(project, new=edition)
        store.apply(become(project, "relink"))
    say(t("{path} is now the {side} edition.", path=path, side=name(ELDER, side.value, t)) for side, path in given)
    return 0


def sha256_of(path: str) -> str:
    """The hash of a file. Raises UnreadableFile: file_missing, is_directory, cannot_read."""
    if os.path.isdir(path):
        raise UnreadableFile("is_directory", path=path)
    try:
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise UnreadableFile("file_missing", path=path) from error
    except OSError as error:
        raise UnreadableFile("cannot_read", path=path, reason=error.strerror or type(error).__name__) from error


def _given(options: Namespace) -> list[tuple[Side, str]]:
    given = [(side, path) for side, path in ((Side.OLD, options.old), (Side.NEW, options.new)) if path]
    if not given:
        raise InvalidOption("no_side")
    return given
