"""How fast is a project of 10,000 notes? `make bench-project` prints it beside the goals.

In: the sample strategy of 2013 and report of 2020, and notes on words of them. Out: milliseconds to open (texts
unpacked, check sums verified), to save a note, to undo, to choose by a filter, to place all notes; beside them the bare
wait for the disk, for that is what saving is made of. Then the same in the window (`bench_project_window`).
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desktop.model.annotation import Annotation, Status
from desktop.model.options import Options, Side
from desktop.project.decisions import put_notes
from desktop.project.guide import Guide
from desktop.project.placing import Places
from desktop.project.project import SavedFilter, new_id, new_project
from desktop.project.reading import Reading
from desktop.project.store import Store
from desktop.workflow import compare_extracts, read_file
from tools.tables import Goal, Report, at_most

SAMPLES = Path(__file__).parent.parent / "samples"
TAGS = ("doel", "instrument", "doelgroep", "geld")
FILTERS = (
    ("by status", SavedFilter(statuses=(Status.OPEN,))),
    ("by tag and weight", SavedFilter(tags=("geld",), min_significance=2)),
    ("by author and text", SavedFilter(authors=("Jan",), text="NOTITIE 99")),
)


def measured(function: Callable[[], object], times: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Milliseconds of each of some runs, sorted."""
    found = []
    for _ in range(times):
        began = clock()
        function()
        found.append((clock() - began) * 1000)
    return sorted(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--store", action="store_true", help="leave the window out")
    parser.add_argument("--json", metavar="OUT")
    options = parser.parse_args()
    report = Report()
    rows: list[tuple[str, float, float, float, str, str]] = []

    def row(what: str, times: list[float], goal: Goal | None) -> None:
        middle, high = statistics.median(times), times[int(0.95 * (len(times) - 1))]
        met = report.check("project", what, "ms, 95 of 100", high, goal) if goal else ""
        rows.append((what, middle, high, times[-1], str(goal or ""), met))

    old = read_file(str(SAMPLES / "2013-bz-internationale-veiligheidsstrategie.txt"))
    new = read_file(str(SAMPLES / "2020-bz-tussenrapportage-gbvs.txt"))
    comparison = compare_extracts(old, new, Options())
    random_ = random.Random(1)
    places = Places(comparison)
    text = comparison.new.text
    notes = []
    began = time.perf_counter()
    for k in range(options.notes):
        start = random_.randrange(len(text) - 100)
        target, anchor = places.selection(Side.NEW, start, start + random_.randint(3, 90))
        notes.append(
            Annotation(
                *(target, f"Notitie {k}: " + "waarom is dit veranderd? " * random_.randint(1, 10)),
                tuple(random_.sample(TAGS, random_.randrange(3))),
                random_.choice((None, 0, 1, 2, 3)),
                random_.choice(tuple(Status)),
                random_.choice(("Jan", "Piet", "Fatma")),
                datetime.now(UTC),
                new_id(),
                anchor,
            )
        )
    row("make an anchor", [(time.perf_counter() - began) * 1000 / options.notes], None)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "groot.naast")
        project = replace(new_project(old, new, Options()), notes=tuple(notes))
        Store.create(path, project).close()
        size = os.path.getsize(path)

        def open_it() -> None:
            with Store.open(path) as opened:
                opened.project.old.extract()
                opened.project.new.extract()

        row("open, wall", measured(open_it, 7), None)
        row("open", measured(open_it, 7, time.process_time), at_most(500))
        with Store.open(path) as store:
            row(
                "save a note",
                measured(lambda: store.apply(put_notes(replace(random_.choice(notes), text="Aangepast."))), 200),
                at_most(20),
            )
            row(
                "write a new note", measured(lambda: store.apply(put_notes(replace(notes[0], id=""))), 100), at_most(20)
            )
            row("undo", measured(store.undo, 100), at_most(20))
            row("settle", measured(store.settle, 20), None)
            kept = store.project.notes
            for name, chosen in FILTERS:
                row(f"filter {name}", measured(lambda chosen=chosen: chosen.choose(kept), 20), at_most(50))
            row("place all, same text", measured(lambda: places.place(kept), 3), None)
        if not options.store:
            from tools.bench_project_window import measure

            goals = {"open": 500, "type a letter of a note": 20, "judge": 20, "undo": 20, "filter": 50}
            for what, times in measure(path).items():
                goal = at_most(goals[what]) if what in goals else None
                by_processor = sorted(cpu for _, cpu in times)
                row(f"window: {what}, wall", sorted(wall for wall, _ in times), None)
                if any(by_processor):
                    row(f"window: {what}", by_processor, goal)
        with open(os.path.join(folder, "bare"), "wb", buffering=0) as stream:
            row(
                "bare write and fsync",
                measured(lambda: (stream.write(bytes(8192)), os.fsync(stream.fileno())), 100),
                None,
            )
    edited = " ".join("anders" if random_.random() < 0.1 else w for w in new.source.split(" "))
    later = compare_extracts(old, replace(new, source=edited), Options())
    guides = (None, Guide(Reading(text), Reading(later.new.text)))
    row("place all, a tenth of the words edited", measured(lambda: Places(later).place(notes, guides), 1), None)
    columns = ("milliseconds", "median", "95 of 100", "most", "goal", "")
    report.table(f"A project of {options.notes} notes, {size / 1e6:.1f} MB", columns, rows)
    if options.json:
        report.write(options.json)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
