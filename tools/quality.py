"""How well documents are read, aligned and compared, measured against texts whose truth is known.

    python -m tools.quality [--fast] [--faults] [--json OUT]

The project's own truth (samples/truth, samples/phenomena, generated hard cases) is always scored; the gold set in
`../shared/gold` too when it is there. One table per topic, then the goals with what was met. It reports and is no test:
the exit code is 0 unless something crashes.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from desktop.model.comparison import Comparison, Mark, Match, Relation
from desktop.model.document import Block, Document, Section
from desktop.model.options import EditionGuess, Options
from desktop.workflow import compare_files, inspect_file
from tools import hardcases, phenomena
from tools.extract_scores import EXTRACTS, extracts, extracts_table, starts_table
from tools.tables import MET, Report, at_least, at_most, mean

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
USER, OWN = SAMPLES / "truth" / "user", SAMPLES / "truth" / "own"
SHARED = ROOT.parent / "shared" / "gold"
DOCUMENTS = {
    "000": SAMPLES / "2014-bz-jaarverslag-artikel-2.txt",
    "001": SAMPLES / "2022-bz-jaarverslag-artikel-2.txt",
    "002": SAMPLES / "2013-bz-internationale-veiligheidsstrategie.txt",
    "003": SAMPLES / "2022-bhos-jaarverslag-beleidsthema-2.txt",
    "004": SAMPLES / "2020-bz-tussenrapportage-gbvs.txt",
    "2014": SAMPLES / "2014-bz-jaarverslag-artikel-2.txt",
    "2016": USER / "editions" / "artikel2_2016.txt",
}
"""Documents by the number the truth gives them."""

BLOCKS_GOAL, JOINED_GOAL, WHOLE = at_least(0.98), at_least(0.995), at_least(1.0)
RECALL_GOAL, NONE = at_least(0.97), at_most(0)
LINE_GOALS = {"plain": at_least(0.96), "blind": at_least(0.95), "pdf": at_least(0.94)}
MOVES_GOAL, GROUPS_GOAL = at_least(0.8), at_least(0.6)


# ---- the scorers -----------------------------------------------------------------------------------------------------
@cache
def scorer(name: str) -> ModuleType:
    """A module of tools/scorers, which are scripts kept as they came."""
    path = ROOT / "tools" / "scorers" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"scorer_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_scorer(name: str, truth: Path, prediction: Any, *arguments: str) -> dict[str, Any]:
    """What a scorer's command line prints with --json, the truth being looked up in the folder `truth`."""
    module = scorer(name)
    vars(module)["HERE"] = str(truth)
    printed = io.StringIO()
    with tempfile.TemporaryDirectory(prefix="naast-quality-") as folder:
        file = Path(folder) / "tool.json"
        file.write_text(json.dumps(prediction, ensure_ascii=False), encoding="utf-8")
        before = sys.argv
        sys.argv = [name, str(file), *arguments, "--json"]
        try:
            with contextlib.redirect_stdout(printed):
                module.main()
        finally:
            sys.argv = before
    result: dict[str, Any] = json.loads(printed.getvalue())
    return result


# ---- structure -------------------------------------------------------------------------------------------------------
def structure(report: Report, truths: Sequence[tuple[Path, str]], faults: bool) -> None:
    """Blocks, furniture and joined words of single documents."""
    rows = []
    for folder, number in truths:
        document = inspect_file(str(DOCUMENTS[number]), EditionGuess())
        said = [{"kind": "page_header" if b.is_furniture else b.kind.value, "text": b.text} for b in document.blocks]
        scored = run_scorer("score_structure", folder, said, number, *(["--verbose"] if faults else []))
        result = scored["result"]
        f1 = {kind: result[kind]["f1"] if kind in result else None for kind in ("heading", "paragraph", "list_item")}
        figures = {
            "headings F1": (f1["heading"], BLOCKS_GOAL),
            "paragraphs F1": (f1["paragraph"], BLOCKS_GOAL),
            "list items F1": (f1["list_item"], BLOCKS_GOAL),
            "furniture out": (result["furniture_removed"]["share"], WHOLE),
            "words joined": (result["joined_words"]["share"], JOINED_GOAL),
            "kept apart": (result["kept_apart"]["share"], WHOLE),
        }
        verdicts = [report.check("structure", number, key, value, goal) for key, (value, goal) in figures.items()]
        wanted = result["kept_apart"]["gold"] - result["kept_apart"]["right"]
        extra = (result.get("table_row", {}).get("f1"), result.get("footnote", {}).get("f1"), wanted)
        rows.append([number, *(v for v, _ in figures.values()), *extra, verdict(verdicts)])
        if faults:
            show_faults(number, scored["errors"])
    columns = ("document", *figures, "table rows F1", "notes F1", "false joins", "")
    report.table("Structure", columns, rows, "Goals: F1 ≥ 0.98, furniture out 1, words joined ≥ 0.995, kept apart 1.")


# ---- changes and links -----------------------------------------------------------------------------------------------
class Numbers:
    """The blocks of a document by the numbers its truth gives them: those that share lines and most words."""

    def __init__(self, document: Document, truth: Path, number: str) -> None:
        path = truth / f"structure_{number}.json"
        path = path if path.exists() else truth / "editions" / path.name
        self.document = document
        self.gold: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        self.of_block: dict[int, int] = {}
        self.of_number: dict[int, set[int]] = {b["i"]: set() for b in self.gold}
        for block in document.blocks:
            alike = max(((likeness(block, g), -g["i"]) for g in self.gold), default=(0.0, 0))
            if alike[0] > 0.5:
                self.of_block[block.id] = -alike[1]
                self.of_number[-alike[1]].add(block.id)

    def blocks(self, numbers: Iterable[int]) -> set[int]:
        """Content blocks of these numbers."""
        found = {b for n in numbers for b in self.of_number[n]}
        return {b for b in found if not self.document.blocks[b].is_furniture}

    def sections(self, numbers: Iterable[int]) -> set[int]:
        """Sections these numbers stand in; of a heading its own."""
        found = (self.document.blocks[b].section for b in self.blocks(numbers))
        return {s for s in found if s is not None}

    def counts(self, number: int) -> bool:
        """Whether the block is content that must be there."""
        gold = self.gold[number]
        return not gold.get("optional") and gold["kind"] not in {"page_header", "page_footer", "page_number"}


def likeness(block: Block, gold: dict[str, Any]) -> float:
    """Share of words in common, 0 without a common line."""
    ranges = gold.get("line_ranges", [gold["lines"]])
    if not any(a <= d and c <= b for a, b in block.lines for c, d in ranges):
        return 0.0
    ours, theirs = Counter(block.text.split()), Counter(gold["text"].split())
    return 2 * sum((ours & theirs).values()) / max(1, sum(ours.values()) + sum(theirs.values()))


def changes(report: Report, truth: Path, pairs: Sequence[str], faults: bool) -> None:
    """Changes as the JSON of `naast compare` lists them."""
    rows = []
    for pair in pairs:
        comparison, old, new = compared(truth, pair)
        said = [
            {
                "old": c.old,
                "new": c.new,
                "block_old": None if c.block_old is None else old.of_block.get(c.block_old),
                "block_new": None if c.block_new is None else new.of_block.get(c.block_new),
            }
            for c in comparison.changes
        ]
        result = run_scorer("score_changes", truth, said, pair)
        figures = {
            "strict recall": (result["recall_strict"], RECALL_GOAL),
            "noise": (result["noise"], NONE),
            "mixed": (result["mixed"], NONE),
        }
        verdicts = [report.check("changes", pair, key, value, goal) for key, (value, goal) in figures.items()]
        extra = (result["recall_loose"], result["gold"], result["tool"], result["other"])
        rows.append([pair, *(v for v, _ in figures.values()), *extra, verdict(verdicts)])
        if faults:
            show_faults(pair, (f"{c.kind.value} {c.old[:80]!r} -> {c.new[:80]!r}" for c in comparison.changes))
    columns = ("pair", *figures, "loose recall", "true", "reported", "not in truth", "")
    report.table("Changes", columns, rows, "Goals: strict recall ≥ 0.97, noise 0, mixed 0.")


def compared(truth: Path, pair: str) -> tuple[Comparison, Numbers, Numbers]:
    old, new = pair.split("_")
    comparison = compare_files(str(DOCUMENTS[old]), str(DOCUMENTS[new]), Options())
    # 2014 is document 000; its truth has that number.
    return (
        comparison,
        Numbers(comparison.old, truth, "000" if old == "2014" else old),
        Numbers(comparison.new, truth, new),
    )


def links(report: Report, truth: Path, pairs: Sequence[str], faults: bool) -> None:
    """Section and block links, forbidden pairs, and what lies outside an excerpt."""
    rows = []
    for pair in pairs:
        path = truth / f"alignment_{pair}.json"
        path = path if path.exists() else truth / "editions" / path.name
        gold = json.loads(path.read_text(encoding="utf-8"))
        comparison, old, new = compared(truth, pair)
        right, all_links, wrong = Counter[str](), Counter[str](), []
        for entry in gold["entries"]:
            kind = "excerpt" if entry.get("excerpt") else entry["level"]
            fault = link_fault(comparison, old, new, entry)
            all_links[kind] += 1
            right[kind] += fault is None
            if fault:
                wrong.append(f"{entry['level']} {entry['old']} ~ {entry['new']} ({entry['kind']}): {fault}")
        forbidden = [f for f in gold.get("must_not_align", ()) if together(comparison, old, new, f["old"], f["new"])]
        related = [
            (a, b)
            for entry in gold.get("related", ())
            for a in entry["old"]
            for b in entry["new"]
            if together(comparison, old, new, a, b)
        ]
        wrong += [f"paired although forbidden: {f['old']} ~ {f['new']}" for f in forbidden]
        wrong += [f"paired although only related: {a} ~ {b}" for a, b in related]
        verdicts = [
            report.check("links", pair, f"{kind} links right", right[kind] / total, WHOLE)
            for kind, total in sorted(all_links.items())
        ]
        verdicts.append(report.check("links", pair, "forbidden pairs", len(forbidden), NONE))
        shares = (f"{right[k]} of {all_links[k]}" if all_links[k] else None for k in ("section", "block", "excerpt"))
        rows.append([pair, *shares, len(forbidden), len(related), verdict(verdicts)])
        if faults:
            show_faults(pair, wrong)
    report.table(
        "Links",
        ("pair", "sections", "blocks", "outside the excerpt", "forbidden pairs", "related paired", ""),
        rows,
        "Goals: all links right, no forbidden pair; what lies outside an excerpt is neither added nor removed.",
    )


def link_fault(comparison: Comparison, old: Numbers, new: Numbers, entry: dict[str, Any]) -> str | None:
    """What is wrong with one link of the truth, or nothing."""
    section = entry["level"] == "section"
    matches = comparison.section_matches if section else comparison.block_matches
    sides: list[set[int]] = []
    for numbers, side in ((old, "old"), (new, "new")):
        asked = entry[side]
        if section and not asked and entry.get("implicit_new_heading") and side == "new":
            asked = entry["new_members"][:1]  # the heading lies outside the excerpt, its points do not
        asked = [n for n in asked if numbers.counts(n) or numbers.blocks([n])]
        missing = [n for n in asked if not numbers.blocks([n])]
        if missing:
            return f"not read as blocks: {side} {missing}"
        sides.append(numbers.sections(asked) if section else numbers.blocks(asked))
    ours, theirs = sides
    touched = [m for m in matches if ours & set(m.old) or theirs & set(m.new)]
    if entry.get("excerpt"):
        bad = [m for m in touched if m.relation in (Relation.ADDED, Relation.REMOVED)]
        return f"called {bad[0].relation.value}" if bad else None
    if not ours or not theirs:
        bad = [m for m in touched if m.old and m.new]
        return f"linked: {found(bad[0], old, new, section)}" if bad else None
    if any(ours == set(m.old) and theirs == set(m.new) for m in touched):
        return None
    if section and all(m.old and m.new for m in touched):  # a title over two headings is two pairs
        union = [{s for m in touched for s in m.old}, {s for m in touched for s in m.new}]
        if union == [ours, theirs]:
            return None
    return "found " + ", ".join(found(m, old, new, section) for m in touched)


def found(match: Match, old: Numbers, new: Numbers, section: bool) -> str:
    if section:
        titles = [[n.document.sections[s].title for s in ids] for n, ids in ((old, match.old), (new, match.new))]
        return f"{titles[0]} ~ {titles[1]}"
    return f"{[old.of_block.get(b) for b in match.old]} ~ {[new.of_block.get(b) for b in match.new]}"


def together(comparison: Comparison, old: Numbers, new: Numbers, a: int, b: int) -> bool:
    ours, theirs = old.blocks([a]), new.blocks([b])
    return any(ours & set(m.old) and theirs & set(m.new) for m in comparison.block_matches)


# ---- alignment of cases with known history ---------------------------------------------------------------------------
def aligned(report: Report, topic: str, cases: Iterable[Path]) -> None:
    """Line F and the rest, by block matches and by section matches, per case and per variant."""
    score = scorer("score_alignment")
    rows: list[list[Any]] = []
    for case in cases:
        gold, lines = score.read(str(case))
        comparison = compare_files(str(case / "old.txt"), str(case / "new.txt"), Options())
        blocks = score.score(gold, lines, {"alignment": list(block_prediction(comparison))})
        sections = score.score(gold, lines, {"alignment": list(section_prediction(comparison))})
        variant = gold["variant"]
        goal = LINE_GOALS[variant]
        by_block = report.check(topic, case.name, f"line F, blocks, {variant}", blocks["lineF"], goal)
        by_section = report.check(topic, case.name, f"line F, sections, {variant}", sections["lineF"], goal)
        groups = (sections["splitR"], sections["mergeR"])
        figures = (blocks["lineF"], sections["lineF"], blocks["movF"], sections["movF"], *groups, sections["secF"])
        rows.append([case.name, *figures, sections["addF"], sections["remF"], verdict([by_block, by_section])])
    if not rows:
        return
    with_goals = ("line F blocks", "line F sections", "moves F blocks", "moves F sections", "splits", "merges")
    columns = (*with_goals, "section F", "added F", "removed F")
    means = []
    for group in (*LINE_GOALS, "all"):
        of_group = [r for r in rows if group == "all" or r[0].endswith(f".{group}")]
        if not of_group:
            continue
        averages = [mean(r[k] for r in of_group) for k in range(1, 10)]
        goals = (LINE_GOALS.get(group), LINE_GOALS.get(group), MOVES_GOAL, MOVES_GOAL, GROUPS_GOAL, GROUPS_GOAL)
        verdicts = [
            report.check(f"{topic}, means", group, f"{columns[k]}, {group}", averages[k], goal)
            for k, goal in enumerate(goals)
            if goal is not None
        ]
        means.append([f"mean {group}", *averages, verdict(verdicts)])
    note = "Goals: line F ≥ 0.96 plain, 0.95 blind, 0.94 pdf; means of moves F ≥ 0.8, splits and merges ≥ 0.6."
    report.table(topic, ("case", *columns, ""), [*rows, *means], note)


def block_prediction(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for match in comparison.block_matches:
        if match.old and match.new:
            old = [list(r) for b in match.old for r in comparison.old.blocks[b].lines]
            new = [list(r) for b in match.new for r in comparison.new.blocks[b].lines]
            yield {"old": old, "new": new, "moved": Mark.MOVED in match.marks}


def section_prediction(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for match in comparison.section_matches:
        if match.old and match.new:
            old = [r for s in match.old for r in section_lines(comparison.old, comparison.old.sections[s])]
            new = [r for s in match.new for r in section_lines(comparison.new, comparison.new.sections[s])]
            if old and new:
                yield {"old": old, "new": new, "moved": Mark.MOVED in match.marks}


def section_lines(document: Document, section: Section) -> list[list[int]]:
    """Line ranges of a section's heading and of the blocks directly under it."""
    ids = [*([] if section.heading is None else [section.heading]), *section.blocks]
    return [list(r) for b in dict.fromkeys(ids) for r in document.blocks[b].lines]


# ---- phenomena -------------------------------------------------------------------------------------------------------
def small_pairs(report: Report, faults: bool) -> None:
    results = {folder.name: phenomena.check(folder) for folder in phenomena.pairs()}
    right = sum(not said for said in results.values())
    report.check("phenomena", "all", "share right", right / max(1, len(results)), WHOLE)
    rows = [[name, len(said), said[0][:90]] for name, said in results.items() if said]
    title = f"Phenomena: {right} of {len(results)} small pairs right"
    report.table(title, ("pair not right", "faults", "first fault"), rows)
    if faults:
        for name, said in results.items():
            show_faults(name, said)


# ---- all of it -------------------------------------------------------------------------------------------------------
def verdict(results: Sequence[str]) -> str:
    missed = [r for r in results if r and r != MET]
    return missed[0] if missed else MET if any(results) else ""


def show_faults(case: str, said: Iterable[str]) -> None:
    for fault in said:
        print(f"    {case}: {fault}")


def truths(folder: Path, pattern: str) -> list[str]:
    """Numbers of the truth files of a kind: `structure_000.json` → `000`; editions after the rest."""
    paths = [*sorted(folder.glob(f"{pattern}_*.json")), *sorted(folder.glob(f"editions/{pattern}_*.json"))]
    return [p.stem.partition("_")[2] for p in paths]


def known(number: str) -> bool:
    return all(part in DOCUMENTS for part in number.split("_"))


def is_new(path: Path, own: Path) -> bool:
    """Whether a truth file of the gold set says something the project's own does not."""
    return not own.exists() or path.read_bytes() != own.read_bytes()


def shared_truth() -> list[tuple[str, str]]:
    """(kind, number) of the gold set's truth files that differ from ours."""
    result = []
    for kind in ("structure", "changes", "alignment"):
        for number in truths(SHARED, kind):
            path = next(p for p in (SHARED, SHARED / "editions") if (p / f"{kind}_{number}.json").exists())
            file = path / f"{kind}_{number}.json"
            if is_new(file, USER / file.relative_to(SHARED)):
                result.append((kind, number))
    return result


def hard_cases(folder: Path) -> list[Path]:
    """The generated cases, written to `folder`."""
    with contextlib.redirect_stdout(io.StringIO()):
        hardcases.main([str(folder)])
    return sorted(p.parent for p in folder.glob("*/gold.json"))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.quality", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--fast", action="store_true", help="leave the generated hard cases out")
    parser.add_argument("--faults", action="store_true", help="say what is wrong, case by case")
    parser.add_argument("--json", metavar="OUT", help="write all figures there too")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    report = Report()

    structures = [(USER, n) for n in truths(USER, "structure")] + [(OWN, n) for n in truths(OWN, "structure")]
    change_pairs, link_pairs = truths(USER, "changes"), truths(USER, "alignment")
    structure(report, structures, options.faults)
    changes(report, USER, change_pairs, options.faults)
    links(report, USER, link_pairs, options.faults)
    small_pairs(report, options.faults)
    extracts_table(report, "Extracted documents", extracts(EXTRACTS), options.faults)
    if SHARED.is_dir():
        other = shared_truth()
        numbers: dict[str, list[str]] = {k: [n for kind, n in other if kind == k and known(n)] for k, _ in other}
        if any(numbers.values()):
            print("\nThe gold set beside the project has truth that differs from samples/truth:")
            if numbers.get("structure"):
                structure(report, [(SHARED, n) for n in numbers["structure"]], options.faults)
            if numbers.get("changes"):
                changes(report, SHARED, numbers["changes"], options.faults)
            if numbers.get("alignment"):
                links(report, SHARED, numbers["alignment"], options.faults)
        for kind, number in other:
            if not known(number):
                print(f"\nNot scored, its documents are not among the samples: {kind} {number}")
        editions = sorted(p.parent for p in SHARED.glob("aligned/*/gold.json"))
        starts_table(report, "Section starts", editions, options.faults)
        aligned(report, "Aligned editions", editions)
    else:
        print("\nNo gold set beside the project: aligned editions are not scored.")
    if not options.fast:
        with tempfile.TemporaryDirectory(prefix="naast-hardcases-") as folder:
            cases = hard_cases(Path(folder))
            starts_table(report, "Section starts (generated)", cases, options.faults)
            aligned(report, "Hard cases (generated)", cases)
    report.summary()
    print(f"\n{time.perf_counter() - start:.0f} s")
    if options.json:
        report.write(options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
