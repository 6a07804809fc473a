"""`naast merge A.naast B.naast -o C.naast`: two people's copies of one project made one."""

from __future__ import annotations

import os
from argparse import Namespace
from dataclasses import replace

from desktop.cli.progress_line import close, progress_line
from desktop.cli.projects import MAX_LISTED, check_project_path, compare_project, say, words_of
from desktop.errors import CannotWrite, InvalidOption
from desktop.i18n import Translator
from desktop.project.files import write_file
from desktop.project.history import with_notes
from desktop.project.merge import Merged, merge
from desktop.project.store import Store


def run_merge(options: Namespace, t: Translator) -> int:
    """Merge and tell; 0, or 1 when something was changed in both copies and a person must look."""
    check_project_path(options.output)
    if os.path.lexists(options.output):
        raise CannotWrite("project_exists", path=options.output)
    if os.path.realpath(options.a) == os.path.realpath(options.b):
        raise InvalidOption("same_file_twice", path=options.a)
    with Store.open(options.a, read_only=True) as one, Store.open(options.b, read_only=True) as two:
        a, b = one.project, two.project
        known = one.versions(), two.versions()
    if a.id != b.id:
        raise InvalidOption("other_project", path=options.b, other=options.a)
    same = (a.old.check, a.new.check) == (b.old.check, b.new.check)
    merged = merge(a, known[0], b, known[1], same)
    project = merged.project
    if not same:
        # B's notes were written on another text: give them their places in A's.
        progress = progress_line(options.progress, t)
        try:
            opened = compare_project(project, progress)
        finally:
            close(progress)
        project = replace(project, notes=with_notes(project.notes, [p.kept for p in opened.placements]))
    write_file(os.path.abspath(options.output), project, merged.versions)
    say(_lines(options.output, merged, (project.notes and len(project.notes)) or 0, same, t))
    return 1 if merged.conflicts or merged.pins else 0


def _lines(path: str, merged: Merged, count: int, same: bool, t: Translator) -> list[str]:
    lines = [
        t("{path}: {n} notes", path=path, n=t.number(count)),
        t(
            "  {added} added, {updated} in a later version, {dropped} deleted by the other",
            added=t.number(merged.added),
            updated=t.number(merged.updated),
            dropped=t.number(merged.dropped),
        ),
    ]
    if not same:
        lines.append("  " + t("the texts differ: those of the first copy were kept, notes were placed in them"))
    if merged.options:
        lines.append("  " + t("the options differ: those of the first copy were kept"))
    if merged.pins:
        pairs = ", ".join(f"{p.old}:{p.new}" for p in merged.pins)
        lines.append("  " + t("pins of the second copy left out: {pairs}", pairs=pairs))
    if merged.conflicts:
        lines.append("  " + t("changed in both copies, both versions are kept:"))
    for first, second in merged.conflicts[:MAX_LISTED]:
        one, two = merged.project.note(first), merged.project.note(second)
        if one is not None and two is not None:
            lines.append(f"    {words_of(one.anchor)}")
            lines.append(f"      A {one.author}: {' '.join(one.text.split())}")
            lines.append(f"      B {two.author}: {' '.join(two.text.split())}")
    if len(merged.conflicts) > MAX_LISTED:
        lines.append("    " + t("… and {n} more", n=t.number(len(merged.conflicts) - MAX_LISTED)))
    return lines
