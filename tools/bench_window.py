"""The comparison view, measured without a screen: first paint, frames, jumps, resizing, search, memory.

    python -m tools.bench_window [--rows 1000,10000,50000] [--size 1280x900] [--profile] [--json OUT]

The comparison is made, not computed: paragraphs of about fifty words a side, a heading at every twentieth row, words
replaced in every fourth, one in forty added or removed, with their changes. Each number of rows has a process of its
own. A frame is scrolling by 60 px and painting what that asks for; a jump is going to a change, painted. Memory is what
the process holds above what it held with the comparison alone (texts, matches, changes), after all of that was done.
Times are CPU times (user + system), so that a busy machine does not alter them.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from desktop.model.comparison import (
    BlockDiff,
    Change,
    ChangeKind,
    Comparison,
    Coverage,
    Details,
    Level,
    Match,
    Op,
    Relation,
    Tag,
)
from desktop.model.document import Block, BlockKind, Document, Edition, Extract, OriginMap, Section
from desktop.model.options import Options
from desktop.text.pieces import Pieces, words_of
from tools.tables import Report, at_most

SIZES = (1_000, 10_000, 50_000)
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
WORDS = [
    "de",
    "het",
    "een",
    "van",
    "in",
    "op",
    "voor",
    "met",
    "door",
    "aan",
    "tot",
    "bij",
    "om",
    "over",
    "onder",
    "tegen",
    "zonder",
    "binnen",
    "beleid",
    "Minister",
    "kabinet",
    "veiligheid",
    "stabiliteit",
    "internationale",
    "samenwerking",
    "verantwoordelijkheid",
    "crisisbeheersingsoperaties",
    "verdrag",
    "bijdrage",
    "bijdragen",
    "coördinatie",
    "Europese",
    "Unie",
    "Verenigde",
    "Naties",
    "begroting",
    "uitvoering",
    "toezicht",
    "regio",
    "landen",
    "multilaterale",
    "organisaties",
    "wapenexportbeleid",
    "toetsing",
    "rechtsorde",
    "preventie",
    "conflict",
    "inzet",
    "middelen",
    "doelstelling",
]
GOALS = {
    "first paint s": at_most(0.1),
    "frame ms median": at_most(8),
    "frame ms p95": at_most(16),
    "jump ms p95": at_most(20),
    "resize s": at_most(0.15),
    "find s": at_most(0.2),
    "MB above texts": at_most(60),
}


def made_comparison(count: int) -> Comparison:
    """A comparison of `count` rows, the same each time."""
    rng = random.Random(7)
    texts: tuple[list[tuple[BlockKind, str]], list[tuple[BlockKind, str]]] = ([], [])
    plan: list[tuple[bool, bool, tuple[int, int, int, int] | None]] = []
    for n in range(count):
        if n % 20 == 0:
            heading = BlockKind.HEADING, f"{n // 20 + 1}. " + " ".join(rng.choices(WORDS, k=4))
            texts[0].append(heading)
            texts[1].append(heading)
            plan.append((True, True, None))
            continue
        words = rng.choices(WORDS, k=rng.randint(20, 80))
        old = " ".join(words).capitalize() + "."
        if n % 40 == 7:
            texts[n // 40 % 2].append((BlockKind.PARAGRAPH, old))
            plan.append((n // 40 % 2 == 0, n // 40 % 2 == 1, None))
            continue
        texts[0].append((BlockKind.PARAGRAPH, old))
        if n % 4:
            texts[1].append((BlockKind.PARAGRAPH, old))
            plan.append((True, True, None))
            continue
        at = rng.randrange(5, len(words) - 2)
        before = len(" ".join(words[:at])) + 1
        gone, come = words[at], rng.choice(["2014", "zorgvuldig", "de bewindspersoon"])
        texts[1].append((BlockKind.PARAGRAPH, old[:before] + come + old[before + len(gone) :]))
        plan.append((True, True, (before, before + len(gone), before, before + len(come))))
    documents = tuple(_document(side, f"{name}.txt") for side, name in zip(texts, ("old", "new"), strict=True))
    return _compared(documents[0], documents[1], plan)


def _document(texts: Sequence[tuple[BlockKind, str]], path: str) -> Document:
    blocks: list[Block] = []
    heads: list[list[int]] = []
    at = 0
    for i, (kind, text) in enumerate(texts):
        if kind is BlockKind.HEADING:
            heads.append([])
        level = 1 if kind is BlockKind.HEADING else None
        blocks.append(Block(i, kind, text, at, ((i + 1, i + 1),), level, len(heads) - 1))
        heads[-1].append(i)
        at += len(text) + 1
    source = "\n".join(text for _, text in texts)
    sections = tuple(Section(s, h[0], None, blocks[h[0]].text, tuple(h[1:]), 1) for s, h in enumerate(heads))
    origin = OriginMap(np.array([0]), np.array([0]))
    extract, words = Extract(source, path, "text", "0" * 64), words_of(source, Pieces())
    return Document(extract, Edition(path), origin, words, tuple(blocks), sections)


def _compared(
    old: Document, new: Document, plan: Sequence[tuple[bool, bool, tuple[int, int, int, int] | None]]
) -> Comparison:
    matches: list[Match] = []
    diffs: list[BlockDiff] = []
    changes: list[Change] = []
    i = j = 0
    for n, (in_old, in_new, place) in enumerate(plan):
        relation = Relation.PAIRED if in_old and in_new else Relation.REMOVED if in_old else Relation.ADDED
        matches.append(Match(n, Level.BLOCK, (i,) * in_old, (j,) * in_new, relation))
        if in_old and in_new:
            a, b = old.blocks[i], new.blocks[j]
            s1, e1, s2, e2 = place or (len(a.text), len(a.text), len(b.text), len(b.text))
            ops = [Op(Tag.EQUAL, a.start, a.start + s1, b.start, b.start + s2)]
            if place:
                ops.append(Op(Tag.REPLACE, a.start + s1, a.start + e1, b.start + s2, b.start + e2))
                ops.append(Op(Tag.EQUAL, a.start + e1, a.end, b.start + e2, b.end))
                changes.append(_change(len(changes), a, b, (s1, e1), (s2, e2), ChangeKind.WORDING))
            diffs.append(BlockDiff(n, tuple(ops)))
        elif in_old:
            a = old.blocks[i]
            changes.append(_change(len(changes), a, None, (0, len(a.text)), (0, 0), ChangeKind.DELETION))
        else:
            b = new.blocks[j]
            changes.append(_change(len(changes), None, b, (0, 0), (0, len(b.text)), ChangeKind.INSERTION))
        i, j = i + in_old, j + in_new
    sections = tuple(Match(len(plan) + s, Level.SECTION, (s,), (s,), Relation.PAIRED) for s in range(len(old.sections)))
    words = Coverage(0, 0, 0, 0, 0)
    details = Details(tuple(diffs), (), tuple(changes), words, words)
    return Comparison(old, new, Options(), lambda: (tuple(matches), sections), lambda: details, lambda: ())


def _change(
    id_: int, a: Block | None, b: Block | None, old: tuple[int, int], new: tuple[int, int], kind: ChangeKind
) -> Change:
    return Change(
        id_,
        a.text[slice(*old)] if a else "",
        b.text[slice(*new)] if b else "",
        kind,
        2,
        a.id if a else None,
        b.id if b else None,
        a.section if a else None,
        b.section if b else None,
        old,
        new,
        id_,
    )


def held_mb() -> float:
    """Resident memory of this process."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(count: int, size: tuple[int, int], profile: bool) -> dict[str, float]:
    """All figures of one number of rows, in this process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.reports.outline import build_outline
    from desktop.ui.compare.find import Hits, Query, find
    from desktop.ui.compare.folding import ViewMode
    from desktop.ui.compare.rows import build_rows, change_order
    from desktop.ui.compare.ruler import Ruler
    from desktop.ui.compare.view import CompareView

    app = QApplication([])
    warm = CompareView()  # fonts are read once, whatever is shown
    warm.resize(*size)
    warm.set_rows(build_rows(made_comparison(40)))
    warm.grab()
    warm.deleteLater()
    app.processEvents()
    comparison = made_comparison(count)
    _ = comparison.details
    gc.collect()
    before = held_mb()
    figures: dict[str, float] = {}
    start = time.process_time()
    outline = build_outline(comparison)
    rows = build_rows(comparison, outline)
    figures["rows s (worker)"] = time.process_time() - start
    del outline
    gc.collect()

    view = CompareView()
    ruler = Ruler(view)
    view.resize(*size)
    ruler.resize(ruler.sizeHint().width(), size[1])
    view.show()
    ruler.show()
    app.processEvents()

    def timed(action: Callable[[], object]) -> float:
        start = time.process_time()
        action()
        app.processEvents()
        return time.process_time() - start

    figures["first paint s"] = timed(lambda: view.set_rows(rows))
    bar = view.verticalScrollBar()
    frames = [timed(lambda: bar.setValue(bar.value() + 60)) * 1000 for _ in range(400)]
    figures["frame ms median"] = statistics.median(frames)
    figures["frame ms p95"] = percentile(frames, 0.95)
    figures["frame ms max"] = max(frames)
    back = [timed(lambda: bar.setValue(bar.value() - 60)) * 1000 for _ in range(100)]
    figures["frame back ms median"] = statistics.median(back)
    pages = [timed(lambda: bar.setValue(bar.value() + bar.pageStep())) * 1000 for _ in range(60)]
    figures["page ms median"] = statistics.median(pages)
    order = list(change_order(rows))
    random.Random(3).shuffle(order)
    timed(lambda: view.go_to_change(order[0]))
    jumps = [timed(lambda change=change: view.go_to_change(change)) * 1000 for change in order[1:101]]  # type: ignore[misc]
    figures["jump ms median"] = statistics.median(jumps)
    figures["jump ms p95"] = percentile(jumps, 0.95)
    figures["resize s"] = max(timed(lambda width=width: view.resize(width, size[1])) for width in (900, 1100, size[0]))  # type: ignore[misc]
    figures["zoom s"] = max(timed(lambda zoom=zoom: view.set_zoom(zoom)) for zoom in (120, 150, 100))  # type: ignore[misc]
    figures["find s"] = max(
        min(timed(lambda word=word: view.set_find_hits(find(rows, Query(word)), 0)) for _ in range(3))  # type: ignore[misc]
        for word in ("verantwoordelijkheid", "coordinatie", "zorgvuldig")
    )
    figures["find regex s"] = timed(lambda: view.set_find_hits(find(rows, Query(r"\b20\d\d\b", regex=True)), 0))
    figures["find a letter s"] = timed(lambda: view.set_find_hits(find(rows, Query("e")), 0))
    view.set_find_hits(Hits())
    figures["changes only s"] = timed(lambda: view.set_mode(ViewMode.CHANGES_ONLY))
    figures["inline s"] = timed(lambda: view.set_mode(ViewMode.INLINE))
    figures["select all, copy s"] = timed(lambda: (view.select_all(), view.selected_text()))
    view.clear_selection()
    view.set_mode(ViewMode.SIDE_BY_SIDE)
    gc.collect()
    figures["MB above texts"] = held_mb() - before
    if profile:
        _profile(lambda: [timed(lambda: bar.setValue(bar.value() + 60)) for _ in range(300)])
    return figures


def _profile(action: Callable[[], object]) -> None:
    import cProfile
    import pstats

    profiler = cProfile.Profile()
    profiler.runcall(action)
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(30)


def samples(size: tuple[int, int]) -> dict[str, float]:
    """The two strategies of 90 KB: what the window adds to comparing them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.ui.compare.rows import build_rows
    from desktop.ui.compare.view import CompareView
    from desktop.workflow import compare_files

    app = QApplication([])
    names = ("2013-bz-internationale-veiligheidsstrategie.txt", "2020-bz-tussenrapportage-gbvs.txt")
    figures = {}
    start = time.process_time()
    comparison = compare_files(*(str(SAMPLES / name) for name in names), Options())
    figures["compare s"] = time.process_time() - start
    start = time.process_time()
    rows = build_rows(comparison)
    figures["changes and rows s"] = time.process_time() - start
    view = CompareView()
    view.resize(*size)
    view.show()
    app.processEvents()
    start = time.process_time()
    view.set_rows(rows)
    app.processEvents()
    figures["first paint s"] = time.process_time() - start
    return figures


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tools.bench_window", description="Measure the comparison view.")
    parser.add_argument("--rows", default=",".join(map(str, SIZES)), help="numbers of rows, separated by commas")
    parser.add_argument("--size", default="1280x900", help="of the view, in pixels")
    parser.add_argument("--profile", action="store_true", help="say where the time of a frame goes")
    parser.add_argument("--json", metavar="OUT", help="write all figures")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    width, height = map(int, options.size.split("x"))
    if options.one:
        count = int(options.one)
        figures = measure(count, (width, height), options.profile) if count else samples((width, height))
        print(json.dumps(figures))
        return 0
    report = Report()
    results: dict[str, dict[str, Any]] = {}
    for case in [*options.rows.split(","), "0"]:
        command = [sys.executable, "-m", "tools.bench_window", "--one", case, "--size", options.size]
        command += ["--profile"] * options.profile
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        results[case] = json.loads(done.stdout.splitlines()[-1])
    strategies = results.pop("0")
    names = list(next(iter(results.values())))
    rows = [
        [
            name,
            *(figures[name] for figures in results.values()),
            str(GOALS[name]) if name in GOALS else "",
            report.check("window", list(results)[-1], name, list(results.values())[-1][name], GOALS[name])
            if name in GOALS
            else "",
        ]
        for name in names
    ]
    report.table("The comparison view", ["figure", *(f"{case} rows" for case in results), "goal", ""], rows)
    report.table("The two strategies of 90 KB", ["figure", "seconds"], list(strategies.items()))
    report.summary()
    if options.json:
        report.write(options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
