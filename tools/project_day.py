"""A working day in a project, as a process of its own that can be killed: decisions by a seeded chance, each announced
before and acknowledged after.

    python -m tools.project_day PATH SEED        makes the project if there is none

On standard output, one line each, written through at once:

    start DIGEST          the project as opened
    begin DIGEST          what the next decision will make of it
    done DIGEST           acknowledged: it must be in the file from now on
    refused CODE          it was not made, and the user was told so
    moved PATH            goes on in another file (save as)
"""

from __future__ import annotations

import os
import random
import sys
from dataclasses import replace
from datetime import UTC, datetime

from desktop.errors import NaastError
from desktop.model.annotation import Annotation, Status, Target, TargetKind
from desktop.model.document import Extract
from desktop.model.options import Ignore, Options, Pin, PinKind
from desktop.project.decisions import Decision, become, drop_notes, put_notes, rename_tag, set_codebook, set_title
from desktop.project.packing import digest, pack
from desktop.project.project import Code, Project, keep, new_id, new_project
from desktop.project.store import Store

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WORDS = ("doel", "instrument", "doelgroep", "geld", "taak", "procedure", "waarom", "kamer", "beleid", "kader")


def fingerprint(project: Project) -> str:
    """One check sum over all a project holds."""
    texts = [(e.path, e.format, e.sha256, e.check, pack(e.read)) for e in (project.old, project.new)]
    told = (project.options, project.places, project.notes, project.codebook, project.filters)
    return digest(project.id, project.title, texts, [pack(value) for value in told])


def say(*words: str) -> None:
    """A line that is out before anything else happens."""
    os.write(1, (" ".join(words) + "\n").encode("ascii"))


def first_project(seed: int) -> Project:
    """A small project to begin the day with."""
    random_ = random.Random(seed)
    old, new = (
        Extract(" ".join(random_.choices(WORDS, k=2000)), f"{side}.txt", "text", "0" * 64) for side in ("old", "new")
    )
    return new_project(old, new, Options(), (Code("doel"), Code("geld")))


def note(random_: random.Random) -> Annotation:
    """A note of any length."""
    return Annotation(
        Target(TargetKind.CHANGE, random_.randrange(50)),
        " ".join(random_.choices(WORDS, k=random_.choice((3, 30, 300, 3000)))),
        tuple(random_.sample(WORDS[:5], random_.randrange(3))),
        random_.choice((None, 0, 1, 2, 3)),
        random_.choice(tuple(Status)),
        random_.choice(("Jan", "Piet")),
        NOON,
        new_id(),
    )


def decide(project: Project, random_: random.Random) -> Decision:
    """Something a person may decide."""
    what = random_.random()
    ids = [n.id for n in project.notes]
    if what < 0.45 or not ids:
        return put_notes(note(random_))
    if what < 0.55:
        return put_notes(*(note(random_) for _ in range(random_.randint(2, 60))))
    if what < 0.7:
        changed = project.note(random_.choice(ids))
        assert changed is not None
        return put_notes(replace(changed, text=changed.text[:500] + " en meer", status=Status.REVIEWED))
    if what < 0.78:
        return drop_notes(*random_.sample(ids, min(len(ids), random_.randint(1, 40))))
    if what < 0.84:
        pins = tuple(Pin(PinKind.LINK, random_.randrange(9), random_.randrange(9)) for _ in range(3))
        return become(replace(project, options=Options(frozenset({Ignore.CASE}), pins)), "set_options")
    if what < 0.88:
        return rename_tag(random_.choice(WORDS[:5]), random_.choice(WORDS[:5]))
    if what < 0.92:
        return set_codebook(Code(w) for w in random_.sample(WORDS, 4))
    if what < 0.96:
        return set_title(" ".join(random_.choices(WORDS, k=3)))
    extract = Extract(" ".join(random_.choices(WORDS, k=20_000)), "new.txt", "text", "1" * 64)
    return become(replace(project, new=keep(extract, NOON)), "replace_edition")


def work(store: Store, random_: random.Random, steps: int) -> None:
    """Decide, undo, redo, settle, go on in another file; each announced and acknowledged."""
    for _ in range(steps):
        what = random_.random()
        try:
            if what < 0.1 and store.history.done:
                say("begin", fingerprint(store.history.done[-1][1].inverse().apply(store.project)))
                store.undo()
            elif what < 0.15 and store.history.undone:
                say("begin", fingerprint(store.history.undone[-1][1].inverse().apply(store.project)))
                store.redo()
            elif what < 0.25:
                store.settle()
            elif what < 0.27:
                store.close()
                store = Store.open(store.path)
            elif what < 0.28:
                path = f"{store.path.removesuffix('.naast')}x.naast"
                if len(os.path.basename(path)) < 40 and not os.path.exists(path):
                    store.save_as(path)
                    say("moved", path)
            else:
                decision = decide(store.project, random_)
                say("begin", fingerprint(decision.make(store.project)))
                store.apply(decision)
            say("done", fingerprint(store.project))
        except NaastError as error:
            say("refused", error.code)


def main() -> int:
    path, seed = sys.argv[1], int(sys.argv[2])
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    store = Store.open(path) if os.path.exists(path) else Store.create(path, first_project(seed))
    say("start", fingerprint(store.project))
    work(store, random.Random(seed), steps)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
