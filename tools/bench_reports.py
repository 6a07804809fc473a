"""How long does each report take on 10,000 rows, and how much memory? `make bench-reports` prints it beside the goals.

    python -m tools.bench_reports [--rows 10000] [--rounds 3] [--kinds html,pdf] [--json OUT]

Two invented editions of 10,000 paragraphs under 200 headings, a third of them changed (*ordinary*), or every one of
them (*rewritten*: over 20,000 changes), with a thousand notes. Each figure is the CPU time of writing one report of a
comparison that is there, the least of some rounds, each in a process of its own; memory is what the peak rises by.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from desktop import workflow
from desktop.collector import collector_held
from desktop.i18n import translator
from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.model.options import Options
from desktop.reports import catalogue
from desktop.reports.base import ReportOptions
from tools.tables import Goal, Report, at_most

GOALS = {"html": 2.0, "xlsx": 3.0, "docx": 3.0, "pdf": 5.0}
"""Seconds of CPU."""
MEMORY = at_most(100.0)
"""MB. A report is written in pieces; what stays is its outline, 2 KB a row, of a PDF the file too."""
NOTES = 1_000
CONSONANTS = tuple("bcdgklmnprstvwz")
COMMON = (
    "de",
    "het",
    "een",
    "van",
    "en",
    "in",
    "op",
    "voor",
    "met",
    "dat",
    "die",
    "is",
    "zijn",
    "wordt",
    "door",
    "aan",
)


def editions(rows: int, share: float) -> tuple[str, str]:
    """Two texts of so many paragraphs, of which a share differs in one to four words."""
    random_ = random.Random(20)
    words = [
        "".join(random_.choice(CONSONANTS) + random_.choice("aeiou") for _ in range(random_.randint(2, 5)))
        for _ in range(8_000)
    ]
    old: list[str] = []
    new: list[str] = []
    for k in range(rows):
        if k % 50 == 0:
            heading = f"Hoofdstuk {k // 50 + 1} {' '.join(random_.choices(words, k=3))}"
            old += [heading, ""]
            new += [heading, ""]
        size = random_.randint(8, 40)
        before = [random_.choice(COMMON if random_.random() < 0.4 else words) for _ in range(size)]
        after = list(before)
        if random_.random() < share:
            for place in random_.sample(range(size), random_.randint(1, 4)):
                after[place] = random_.choice(words)
        old += [" ".join(before).capitalize() + ".", ""]
        new += [" ".join(after).capitalize() + ".", ""]
    return "\n".join(old), "\n".join(new)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kinds", default=",".join(kind.key for kind in catalogue.kinds()))
    parser.add_argument("--json", metavar="OUT")
    options = parser.parse_args()
    report = Report()
    for case, share in (("ordinary", 1 / 3), ("rewritten", 1.0)):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("old.txt", "new.txt")]
            for path, text in zip(paths, editions(options.rows, share), strict=True):
                Path(path).write_text(text, "utf-8")
            comparison = workflow.compare_files(*paths, Options())
        count = len(comparison.changes)
        rows = list(figures(report, case, comparison, options.kinds.split(","), options.rounds))
        title = f"{case}: {len(comparison.block_matches)} rows, {count} changes, {NOTES} notes"
        report.table(title, ("report", "seconds", "goal", "", "MB more", "goal", "", "MB file"), rows)
    report.summary()
    if options.json:
        report.write(options.json)
    return 0


def figures(
    report: Report, case: str, comparison: Comparison, kinds: list[str], rounds: int
) -> Iterator[tuple[object, ...]]:
    notes = tuple(
        Annotation(Target(TargetKind.CHANGE, change.id), "Waarom is dit veranderd?", ("vraag",), change.id % 4)
        for change in comparison.changes[:NOTES]
    )
    for key in kinds:
        runs = [_in_process(comparison, key, notes) for _ in range(rounds)]
        seconds, memory, size = min(r[0] for r in runs), max(r[1] for r in runs), runs[0][2]
        goal = at_most(GOALS[key]) if key in GOALS else None
        met = report.check(case, key, "seconds of CPU", seconds, goal) if goal else ""
        yield key, seconds, _said(goal), met, memory, str(MEMORY), report.check(case, key, "MB", memory, MEMORY), size


def _said(goal: Goal | None) -> str:
    return str(goal) if goal else ""


def _in_process(comparison: Comparison, key: str, notes: tuple[Annotation, ...]) -> tuple[float, float, float]:
    """Seconds, MB the peak rose by, MB of the file; measured in a copy of this process."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(there, comparison, key, notes))
    process.start()
    result: tuple[float, float, float] = here.recv()
    process.join()
    return result


class _Counting(io.RawIOBase):
    """Counts what is written, as a file would take it."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        length = len(data)  # type: ignore[arg-type]
        self.size += length
        return length


def _measure(pipe: object, comparison: Comparison, key: str, notes: tuple[Annotation, ...]) -> None:
    made = catalogue.report(key)
    options = ReportOptions(translator("nl"), annotations=notes)
    stream = io.BytesIO() if key == "xlsx" else _Counting()  # a workbook is a ZIP that goes back to mend its heads
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    with collector_held():  # as `write_whole` does
        made.write(comparison, stream, options)  # type: ignore[arg-type]
    seconds = time.process_time() - began
    rise = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    size = stream.size if isinstance(stream, _Counting) else len(stream.getvalue())
    pipe.send((seconds, rise / 1024, size / 1e6))  # type: ignore[attr-defined]


if __name__ == "__main__":
    raise SystemExit(main())
