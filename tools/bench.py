"""Speed, memory and sense of the comparison, measured in one run beside other diff programs.

    python -m tools.bench [--large] [--rounds 3] [--cases a,b,c] [--product] [--json OUT]

The cases come from tools/corpus.py, with the truth of every edit:

    a    the article of 2014 against that of 2022         b    two strategy papers (hardly a sentence in common)
    c    a paper lightly edited, moved, re-wrapped        ch   the same with the hyphens of broken words lost
    m    the paper heavily rewritten                      d10  0.9 MB edited as c        d100  9 MB (--large)

Times are CPU times (user + system), the least of all rounds; every measurement has a process of its own. A library's
time is its call, a program's its process. Programs and libraries that are not there are named as missing.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tools import bench_metrics as metrics
from tools.tables import MET, NOT_MET, Goal, Report, at_least, at_most

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = (
    "2014-bz-jaarverslag-artikel-2.txt",
    "2022-bz-jaarverslag-artikel-2.txt",
    "2013-bz-internationale-veiligheidsstrategie.txt",
    "2022-bhos-jaarverslag-beleidsthema-2.txt",
    "2020-bz-tussenrapportage-gbvs.txt",
)
"""By the number tools/corpus.py and the truth know them."""
CASES = ("a", "b", "c", "ch", "m", "d10")
LARGE = "d100"
PRODUCT, PROCESS = "naast (in process)", "naast (whole process)"
REPEATS, BUDGET_S, TIMEOUT_S = 5, 3.0, 60.0
"""Calls in one process: at most five, and no new one after three seconds. A peer that needs a minute is left out."""
PYTHON_HOME = Path(str(importlib.import_module("desktop").__file__)).parent.parent

SENSE_GOALS: dict[tuple[str, str], Goal] = {
    ("a", "hunks"): at_most(8),
    ("b", "stray"): at_most(0),
    ("c", "recall"): at_least(0.997),
    ("c", "rep/true"): at_most(1.03),
    ("c", "moved"): at_least(0.95),
    ("ch", "rep/true"): at_most(1.04),
    ("m", "false"): at_most(4),
    ("m", "moved"): at_least(0.8),
}
TIME_GOALS: dict[str, tuple[Goal, float]] = {
    "c": (at_most(4), 1.5),
    "d10": (at_most(1), 0.45),
    LARGE: (at_most(0.6), 0.3),
}
"""Times of wdiff's process: the goal, and what is aimed at."""
PROCESS_GOAL_S, START_GOAL_S = at_most(0.4), at_most(0.1)
GROWTH_GOAL, PEAK_GOAL_MB, DEGENERATE_GOAL = at_most(110), at_most(500), at_most(2)
REPORTED_GOAL = at_most(1.05)
"""Of odd inputs: words reported changed by words edited; one word of each side an edit."""


# ---- cases -----------------------------------------------------------------------------------------------------------
def make_cases(large: bool) -> Path:
    """Folder of the cases, made when it is not there yet; named after all it is made from."""
    print("making the cases ...", file=sys.stderr)
    maker = ROOT / "tools" / "corpus.py"
    sources = [ROOT / "samples" / name for name in SAMPLES]
    key = hashlib.sha256(b"".join(p.read_bytes() for p in (maker, *sources))).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"naast-bench-{key}"
    if (folder / (LARGE if large else CASES[-1]) / "truth.json").exists():
        return folder
    with tempfile.TemporaryDirectory(prefix="naast-seeds-") as seeds:
        for number, source in enumerate(sources):
            shutil.copy(source, Path(seeds) / f"{number:03}.txt")
        sizes = "1,10,100" if large else "1,10"
        command = [sys.executable, str(maker), seeds, str(folder), "--sizes", sizes]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for case in folder.iterdir():
        for side in "ab":
            words = "\n".join(read(case / f"{side}.txt").split()) + "\n"
            (case / f"w{side}.txt").write_text(words, encoding="utf-8", newline="\n")
    return folder


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


# ---- libraries: called in a process of their own (`--one`) -----------------------------------------------------------
Pieces = list[tuple[str, int]]


def call_difflib() -> Callable[[str, str], Pieces]:
    from difflib import SequenceMatcher

    def call(old: str, new: str) -> Pieces:
        pieces: Pieces = []
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes():
            pieces += [("=", i2 - i1)] if tag == "equal" else [("-", i2 - i1), ("+", j2 - j1)]
        return pieces

    return call


def call_dmp() -> Callable[[str, str], Pieces]:
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0

    def call(old: str, new: str) -> Pieces:
        table: dict[str, str] = {}

        def coded(text: str) -> str:
            # Past the surrogates, which are no characters.
            return "".join(
                table.setdefault(w, chr(len(table) + (1 if len(table) < 0xD000 else 0x1001))) for w in text.split()
            )

        diffs = engine.diff_main(coded(old), coded(new), False)
        engine.diff_cleanupSemantic(diffs)
        return [("-=+"[sign + 1], len(words)) for sign, words in diffs]

    return call


def call_redlines() -> Callable[[str, str], Pieces]:
    redlines = importlib.import_module("redlines")

    def call(old: str, new: str) -> Pieces:
        codes = redlines.Redlines(" ".join(old.split()), " ".join(new.split())).opcodes
        return [("=" if code[0] == "equal" else "-", 0) for code in codes]  # its own tokens: hunks only

    return call


def call_naast() -> Callable[[str, str], list[dict[str, Any]]]:
    from desktop.model.document import Extract
    from desktop.model.options import Options
    from desktop.workflow import compare_extracts

    def call(old: str, new: str) -> list[dict[str, Any]]:
        extracts = [Extract(text, f"{name}.txt", "text", "") for name, text in (("a", old), ("b", new))]
        ops: Any = compare_extracts(extracts[0], extracts[1], Options()).source_ops
        return ops  # type: ignore[no-any-return]

    return call


LIBRARIES: dict[str, Callable[[], Callable[[str, str], Any]]] = {
    PRODUCT: call_naast,
    "difflib": call_difflib,
    "redlines": call_redlines,
    "diff-match-patch": call_dmp,
}


def one(library: str, folder: Path) -> dict[str, Any]:
    """Time, memory and result of one library on one case."""
    old, new = read(folder / "a.txt"), read(folder / "b.txt")
    try:
        call = LIBRARIES[library]()
    except ImportError:
        return {"fail": "not installed"}
    times: list[float] = []
    begin = time.perf_counter()
    result: Any = None
    while len(times) < REPEATS and (not times or time.perf_counter() - begin < BUDGET_S):
        result = None  # or two results would count as memory
        start = time.process_time()
        result = call(old, new)
        times.append(time.process_time() - start)
    found: dict[str, Any] = {"seconds": min(times), "memory_mb": peak_mb()}
    truth = json.loads(read(folder / "truth.json")) if (folder / "truth.json").exists() else None
    if library == PRODUCT:
        ops = [{"tag": op.tag.value, "a": [op.old_start, op.old_end], "b": [op.new_start, op.new_end]} for op in result]
        found["tiles"] = metrics.tiles(ops, old, new)
        runs = metrics.runs_of_ops(ops, old, new)
    elif library == "redlines":
        return found | {"hunks": sum(sign != "=" for sign, _ in result)}
    else:
        runs = metrics.runs_of_pieces(result)
    return found | metrics.measure(runs, old.split(), new.split(), truth)


def peak_mb() -> float | None:
    """Most memory this process had so far. Linux says it itself; elsewhere what its parent held may count too."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]
        return int(kilobytes) / 1024
    try:
        import resource
    except ImportError:  # Windows
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def run_one(library: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tools.bench", "--one", library, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, cwd=PYTHON_HOME)
    except subprocess.TimeoutExpired:
        return {"fail": f"over {TIMEOUT_S:.0f} s"}
    if done.returncode:
        return {"fail": (done.stderr.strip().split("\n") or ["crashed"])[-1][:80]}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


# ---- programs: whole processes ---------------------------------------------------------------------------------------
NAAST = [sys.executable, "-m", "desktop"]
PROGRAMS: dict[str, list[str]] = {
    PROCESS: [*NAAST, "compare", "{a}", "{b}", "--format", "json", "--ops"],
    "wdiff": ["wdiff", "-w", "\x01", "-x", "\x02", "-y", "\x03", "-z", "\x04", "{a}", "{b}"],
    "git --word-diff": ["git", "diff", "--no-index", "-U9999999", "--word-diff=porcelain", "{a}", "{b}"],
    "GNU diff, words": ["diff", "{wa}", "{wb}"],
}


def run_program(name: str, folder: Path, measured: bool) -> dict[str, Any]:
    """CPU and wall time of one process; with `measured` also its memory and what its output is worth."""
    command = [c.format(**{k: str(folder / f"{k}.txt") for k in ("a", "b", "wa", "wb")}) for c in PROGRAMS[name]]
    if shutil.which(command[0]) is None:
        return {"fail": "not installed"}
    with tempfile.TemporaryFile() as output:
        result = timed(command, output.fileno())
        if measured:
            output.seek(0)
            result["memory_mb"] = memory_mb(command)
            result |= read_output(name, output.read().decode("utf-8", "replace"), folder)
    return result


def timed(command: Sequence[str], output: int) -> dict[str, Any]:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, cwd=PYTHON_HOME)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        return {"fail": f"exit code {process.returncode}"}
    return {"seconds": usage.ru_utime + usage.ru_stime, "wall": time.perf_counter() - start}


def memory_mb(command: Sequence[str]) -> float | None:
    """Peak of a process. Asked of `time`, for what this process holds would count in its child's figure."""
    clock = shutil.which("time")
    if clock is None:
        return None
    with tempfile.NamedTemporaryFile("r") as said:
        subprocess.run(
            [clock, "-f", "%M", "-o", said.name, *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=PYTHON_HOME,
        )
        return int(said.read().split()[-1]) / 1024


def read_output(name: str, output: str, folder: Path) -> dict[str, Any]:
    old, new = read(folder / "a.txt"), read(folder / "b.txt")
    truth = json.loads(read(folder / "truth.json")) if (folder / "truth.json").exists() else None
    old_words, new_words = old.split(), new.split()
    if name == PROCESS:
        ops = json.loads(output)["ops"]
        found = {"tiles": metrics.tiles(ops, old, new)}
        return found | metrics.measure(metrics.runs_of_ops(ops, old, new), old_words, new_words, truth)
    if name.startswith("GNU"):
        runs = metrics.runs_of_normal_diff(output, len(old_words), len(new_words))
        return metrics.measure(runs, old_words, new_words, truth)
    pieces = metrics.pieces_of_marks(output) if name == "wdiff" else metrics.pieces_of_porcelain(output)
    ours = [w for sign, words in pieces if sign in "=-" for w in words]
    theirs = [w for sign, words in pieces if sign in "=+" for w in words]
    if len(ours) != len(old_words) or len(theirs) != len(new_words):
        truth = None  # it does not rebuild the texts: measured on its own words
    return metrics.measure(metrics.runs_of_pieces((s, len(w)) for s, w in pieces), ours, theirs, truth)


# ---- the comparison with others --------------------------------------------------------------------------------------
def side_by_side(
    report: Report, cases: Sequence[str], folder: Path, rounds: int, peers: bool
) -> dict[str, dict[str, dict[str, Any]]]:
    """All engines on all cases, round by round; `results[case][engine]`."""
    programs = list(PROGRAMS) if peers else [PROCESS, "wdiff"]
    libraries = list(LIBRARIES) if peers else [PRODUCT]
    results: dict[str, dict[str, dict[str, Any]]] = {}
    for case in cases:
        best: dict[str, dict[str, Any]] = {}
        for turn in range(rounds):
            for name in (*programs, *libraries):
                known = best.get(name, {})
                if "fail" in known or known.get("seconds", 0) > TIMEOUT_S / 6:
                    continue  # failed, or so slow that once is enough
                print(f"case {case}, round {turn + 1}: {name}", file=sys.stderr)
                is_program = name in programs
                result = run_program(name, folder / case, turn == 0) if is_program else run_one(name, folder / case)
                for key in ("seconds", "wall"):
                    if key in known and key in result:
                        result[key] = min(result[key], known[key])
                best[name] = known | result
        results[case] = best
        show_case(report, case, best)
    return results


def show_case(report: Report, case: str, best: dict[str, dict[str, Any]]) -> None:
    wdiff = best.get("wdiff", {}).get("seconds")
    columns = ("hunks", "changed", "stray", "recall", "moved", "false", "rep/true")
    rows = []
    for name, result in sorted(best.items(), key=lambda item: item[1].get("seconds", 1e9)):
        if "fail" in result:
            rows.append([name, None, None, None, *(None for _ in columns), result["fail"]])
            continue
        ratio = result["seconds"] / wdiff if wdiff else None
        figures = [result.get(column) for column in columns]
        note = ""
        if name in (PRODUCT, PROCESS):
            said = [
                report.check("sense", case, column, result.get(column), goal)
                for (of_case, column), goal in SENSE_GOALS.items()
                if of_case == case and name == PRODUCT
            ]
            note = "covers both files" if result.get("tiles") else "DOES NOT COVER BOTH FILES"
            note = (
                ", ".join([note, *(f"{c} {s}" for (_, c), s in zip(goals_of(case), said, strict=True))])
                if said
                else note
            )
        rows.append([name, result["seconds"] * 1000, ratio, result.get("memory_mb"), *figures, note])
    report.table(f"Case {case}", ("engine", "CPU ms", "x wdiff", "MB", *columns, ""), rows)


def goals_of(case: str) -> list[tuple[str, str]]:
    return [key for key in SENSE_GOALS if key[0] == case]


def speed(report: Report, results: dict[str, dict[str, dict[str, Any]]], rounds: int) -> None:
    """Times beside their goals."""
    rows: list[list[Any]] = []

    def line(figure: str, value: float | None, goal: Goal, aim: float | None = None, case: str = "") -> None:
        verdict = report.check("speed", case, figure, value, goal)
        rows.append([figure, value, str(goal), aim, verdict if value is not None else "not measured"])

    def seconds(case: str, engine: str) -> float | None:
        value: float | None = results.get(case, {}).get(engine, {}).get("seconds")
        return value

    for case, (goal, aim) in TIME_GOALS.items():
        product, wdiff = seconds(case, PRODUCT), seconds(case, "wdiff")
        ratio = product / wdiff if product and wdiff else None
        line(f"{case}: in process, by wdiff's process", ratio, goal, aim, case)
    small, large = seconds("c", PRODUCT), seconds(LARGE, PRODUCT)
    line(f"growth, {LARGE} by c", large / small if small and large else None, GROWTH_GOAL, None, LARGE)
    for engine, what in ((PRODUCT, "in process"), (PROCESS, "whole process, JSON with ops")):
        memory = results.get(LARGE, {}).get(engine, {}).get("memory_mb")
        line(f"{LARGE}: peak MB, {what}", memory, PEAK_GOAL_MB, None, LARGE)
    line("c: whole process, CPU s", seconds("c", PROCESS), PROCESS_GOAL_S, None, "c")
    start = [timed([*NAAST, "--version"], subprocess.DEVNULL) for _ in range(3 * rounds)]
    line("--version, CPU s", min(s["seconds"] for s in start), START_GOAL_S)
    walls = [results.get("c", {}).get(PROCESS, {}).get("wall"), min(s["wall"] for s in start)]
    note = "Least wall time: " + ", ".join(
        f"{what} {wall:.3f} s" for what, wall in zip(("whole process on c", "--version"), walls, strict=True) if wall
    )
    report.table("Speed and memory", ("figure", "value", "goal", "aim", ""), rows, note)


# ---- degenerate inputs -----------------------------------------------------------------------------------------------
def degenerate(folder: Path) -> dict[str, tuple[str, str, int]]:
    """Odd texts of known edits: name → old, new, words edited on each side."""
    rng = random.Random(7)
    words = [w for w in read(ROOT / "samples" / SAMPLES[4]).split() if w.isalpha() and w.islower() and len(w) > 3]

    def edited(items: list[str], places: int, change: Callable[[str], str]) -> list[str]:
        result = list(items)
        for place in rng.sample(range(len(items)), places):
            result[place] = change(result[place])
        return result

    def number() -> str:
        return f"{rng.randrange(1, 1000)}.{rng.randrange(100, 1000)}"

    rows = [f"{rng.choice(words)} {k}   {number()}   {number()}" for k in range(50_000)]
    long_sentence = [rng.choice(words) for _ in range(20_000)]
    same = ["De Minister beslist binnen dertien weken na ontvangst van de aanvraag."] * 5_000
    lone = [" ".join(rng.choice(words) for _ in range(6)).capitalize() for _ in range(8_000)]
    digits = [" ".join(str(rng.randrange(10_000)) for _ in range(12)) for _ in range(8_000)]
    letters = "אבגדהוזחטיכלמנסעפצקרשת"
    hebrew = ["".join(rng.choice(letters) for _ in range(rng.randint(2, 8))) for _ in range(3_000)]
    right_to_left = [" ".join(rng.choice(hebrew) for _ in range(12)) + "." for _ in range(6_000)]
    faces = ["😀", "👍🏽", "👩‍👩‍👧", "🇳🇱", "❤️", "🚲", "🌷"]
    emoji = [" ".join(rng.choice([*faces, rng.choice(words)]) for _ in range(12)) + "." for _ in range(6_000)]

    def last(text: str, by: str) -> str:
        return f"{text.rpartition(' ')[0]} {by}"

    def pair(items: list[str], places: int, change: Callable[[str], str], joint: str) -> tuple[str, str, int]:
        return joint.join(items) + "\n", joint.join(edited(items, places, change)) + "\n", places

    half = [" ".join(long_sentence[k : k + 12]) for k in range(0, len(long_sentence), 12)]
    one_edit = [*same[:2_500], same[0].replace("dertien", "twintig"), *same[2_501:]]
    return {
        "50,000 table rows": pair(rows, 50, lambda row: last(row, "9.999.999"), "\n"),
        "one sentence of 20,000 words": pair(half, 20, lambda line: last(line, "veranderde"), "\n"),
        "5,000 equal sentences, one edit": ("\n".join(same) + "\n", "\n".join(one_edit) + "\n", 1),
        "every line its own paragraph": pair(lone, 40, lambda line: last(line, "veranderde"), "\n\n"),
        "only digits": pair(digits, 40, lambda line: last(line, "123456"), "\n"),
        "right to left": pair(right_to_left, 40, lambda line: last(line, "שלוםעולם."), "\n"),
        "emoji": pair(emoji, 40, lambda line: last(line, "🦥."), "\n"),
    }


def odd_inputs(report: Report, folder: Path, rounds: int) -> None:
    """Each odd text against as many characters of ordinary text (case d10, cut at a line end)."""
    ordinary = [read(folder / "d10" / f"{side}.txt") for side in "ab"]
    rows = []
    with tempfile.TemporaryDirectory(prefix="naast-odd-") as scratch:
        for name, (old, new, edits) in degenerate(folder).items():
            print(f"odd input: {name}", file=sys.stderr)
            odd, plain = Path(scratch) / "odd", Path(scratch) / "plain"
            cut = [text[: text.rfind("\n", 0, len(old)) + 1] for text in ordinary]
            for place, texts in ((odd, (old, new)), (plain, cut)):
                place.mkdir(exist_ok=True)
                for side, text in zip("ab", texts, strict=True):
                    (place / f"{side}.txt").write_text(text, encoding="utf-8", newline="")
            measured = [(run_one(PRODUCT, odd), run_one(PRODUCT, plain)) for _ in range(max(1, rounds - 1))]
            failed = [r["fail"] for both in measured for r in both if "fail" in r]
            if failed:
                report.check("odd inputs", name, "runs", 0, at_least(1))
                rows.append([name, len(old) / 1e6, None, None, None, edits, None, None, failed[0]])
                continue
            seconds, usual = (min(both[k]["seconds"] for both in measured) for k in (0, 1))
            # Ordinary text is cut from 0.9 MB; longer odd ones are held against its time by the character.
            usual *= len(old) / len(cut[0])
            result = measured[0][0]
            said = [
                report.check("odd inputs", name, figure, value, goal)
                for figure, value, goal in (
                    ("time by ordinary text", seconds / usual, DEGENERATE_GOAL),
                    ("covers both files", float(result["tiles"]), at_least(1)),
                    ("words reported by edited", result["changed"] / (2 * edits), REPORTED_GOAL),
                )
            ]
            figures = (seconds * 1000, usual * 1000, seconds / usual, edits, result["hunks"], result["changed"])
            rows.append([name, len(old) / 1e6, *figures, NOT_MET if NOT_MET in said else MET])
    columns = ("input", "M characters", "CPU ms", "ordinary ms", "ratio", "edits", "hunks", "words reported", "")
    report.table(
        "Odd inputs",
        columns,
        rows,
        "Goals: within twice the time of ordinary text, and hardly more words reported than edited.",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--large", action="store_true", help=f"also {LARGE}, 9 MB (some minutes)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cases", default=",".join(CASES), help="only these, separated by commas")
    parser.add_argument("--product", action="store_true", help="Naast and wdiff only")
    parser.add_argument("--json", metavar="OUT", help="write all figures there too")
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "CASE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(one(options.one[0], Path(options.one[1]))))
        return 0
    cases = [c for c in options.cases.split(",") if c]
    large = options.large or LARGE in cases
    folder = make_cases(large)
    report = Report()
    if large and LARGE not in cases:
        cases.append(LARGE)
    results = side_by_side(report, cases, folder, max(1, options.rounds), not options.product)
    speed(report, results, max(1, options.rounds))
    odd_inputs(report, folder, max(1, options.rounds))
    report.summary()
    if options.json:
        report.write(options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
