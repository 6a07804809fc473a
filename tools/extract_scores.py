"""Score how extracted text is read against the document it was taken from, and headings against the starts of sections.

    python -m tools.extract_scores [FOLDER ...] [--faults]

Folders are known by what they hold: extracts of `tools.extracts` (x.plain.txt beside x.json), or cases with `gold.json`
(old.txt, new.txt and their sections by line range). `make quality` prints the same tables.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from desktop.model.document import Block, Document
from desktop.model.options import EditionGuess
from desktop.workflow import inspect_file
from tools.tables import Report, at_least, at_most, mean

ROOT = Path(__file__).resolve().parent.parent
EXTRACTS = ROOT / "samples" / "extracts"
ALIKE = 0.9
"""Two blocks are the same from nine tenths of their words in order."""
MAX_TITLE_LINES = 6
KINDS = ("heading", "paragraph", "list_item", "table_row", "footnote")
MARKER = re.compile(r"^(?:\(?(?:\d{1,3}|[a-z])[.)°]|[•■▪–-])\s+")


# ---- starts of sections ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Starts:
    """Section starts of one side of a case: found, missed and false ones, by line."""

    case: str
    side: str
    right: int
    missed: tuple[int, ...]
    false: tuple[int, ...]

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.false))


def section_starts(case: Path, side: str) -> tuple[Starts, list[str]]:
    """Whether each section of a gold case begins with a heading of ours, and no other line does; and the lines.

    Later lines of a title are neither right nor false, nor are lines that the truth calls noise.
    """
    gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
    lines = (case / f"{side}.txt").read_text(encoding="utf-8").split("\n")
    begins, neutral = set(), set(gold.get("noise_lines", {}).get(side, ()))
    for section in gold[f"sections_{side}"]:
        at, wanted, got = section["start_line"], _bare(section["heading"]), ""
        begins.add(at)
        for k in range(at, min(at + MAX_TITLE_LINES, len(lines) + 1)):
            if len(got) >= len(wanted):
                break
            got += _bare(lines[k - 1])
            neutral.add(k)
    document = inspect_file(str(case / f"{side}.txt"), EditionGuess())
    said = {b.lines[0][0] for b in document.blocks if b.is_heading}
    missed, false = sorted(begins - said), sorted(said - begins - neutral)
    return Starts(case.name, side, len(begins & said), tuple(missed), tuple(false)), lines


def starts_table(report: Report, title: str, cases: Iterable[Path], faults: bool) -> None:
    """Recall and precision of section starts, case by case, both sides."""
    rows: list[list[Any]] = []
    all_starts: list[Starts] = []
    for case in cases:
        cells: list[Any] = [case.name]
        for side in ("old", "new"):
            starts, lines = section_starts(case, side)
            all_starts.append(starts)
            cells += [starts.right + len(starts.missed), starts.recall, starts.precision]
            if faults:
                for word, places in (("missed", starts.missed), ("false", starts.false)):
                    for k in places:
                        print(f"    {case.name} {side} {k}: {word} {lines[k - 1].strip()[:100]!r}")
        worst = min(cells[2], cells[5])
        rows.append([*cells, report.check(title, case.name, "recall of section starts", worst, at_least(0.97))])
    if rows:
        averages = [mean(s.recall for s in all_starts), mean(s.precision for s in all_starts)]
        rows.append(["mean", None, averages[0], averages[1], None, None, None, ""])
        columns = ("case", "old", "recall", "precision", "new", "recall ", "precision ", "")
        report.table(title, columns, rows, "Goal: recall ≥ 0.97 on both sides, without losing precision.")


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


# ---- extracted documents ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Reading:
    """How one extract was read. f1 by kind of block; words of the text set aside, lost or out of place, words of pages
    left in, words wrongly joined or cut."""

    name: str
    f1: dict[str, float | None]
    lost: int
    extra: int
    joints: int
    words: int
    faults: tuple[str, ...]


def read_extract(file: Path) -> Reading:
    """Score one extract. file: the text, <case>.<way>.txt; its truth lies beside it as <case>.json."""
    truth = json.loads(truth_of(file).read_text(encoding="utf-8"))
    document = inspect_file(str(file), EditionGuess())
    faults: list[str] = []
    f1: dict[str, float | None] = {}
    for kind in KINDS:
        wanted = [_norm(b["text"]) for b in truth["blocks"] if _kind(b["kind"]) == kind]
        found = [_norm(b.text) for b in document.blocks if _kind(b.kind.value) == kind and b.text]
        right, missed, extra = matched(wanted, found)
        f1[kind] = 2 * right / (len(wanted) + len(found)) if wanted else None
        faults += [f"missed {kind}: {t[:100]!r}" for t in missed] + [f"extra {kind}: {t[:100]!r}" for t in extra]
    wanted_words = [w for b in truth["blocks"] if b["kind"] != "footnote" for w in _norm(b["text"]).split()]
    found_words = [w for b in content(document) for w in _norm(b.text).split()]
    lost, extra_words, joints, said = word_faults(wanted_words, found_words)
    return Reading(file.stem, f1, lost, extra_words, joints, len(wanted_words), (*faults, *said))


def truth_of(file: Path) -> Path:
    return file.with_name(file.name.partition(".")[0] + ".json")


def extracts(folder: Path) -> list[Path]:
    """Texts of a folder that have a truth beside them."""
    return sorted(p for p in folder.glob("*.txt") if truth_of(p).exists())


def content(document: Document) -> Iterator[Block]:
    return (b for b in document.blocks if not b.is_furniture and b.kind.value != "footnote")


def _kind(kind: str) -> str:
    return {"letter_closing": "paragraph", "box_heading": "heading"}.get(kind, kind)


def _norm(text: str) -> str:
    text = " ".join(text.replace("’", "'").replace("\u00ad", "").split()).casefold()
    return MARKER.sub("", text)


def matched(wanted: Sequence[str], found: Sequence[str]) -> tuple[int, list[str], list[str]]:
    """How many of the wanted texts were found, which were not, and which found ones were not wanted."""
    rest = Counter(found)
    missed = []
    for text in wanted:
        if rest[text]:
            rest[text] -= 1
        else:
            missed.append(text)
    spare = list(rest.elements())
    for text in list(missed):
        words = text.split()
        for other in spare:
            have = other.split()
            if 2 * min(len(words), len(have)) < ALIKE * (len(words) + len(have)):
                continue
            if SequenceMatcher(None, words, have, autojunk=False).ratio() >= ALIKE:
                missed.remove(text)
                spare.remove(other)
                break
    return len(wanted) - len(missed), missed, spare


def word_faults(wanted: Sequence[str], found: Sequence[str]) -> tuple[int, int, int, list[str]]:
    """Words lost, words too many, and words joined or cut wrongly, with what they are."""
    lost = extra = joints = 0
    said = []
    for tag, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old, new = wanted[a:b], found[c:d]
        if "".join(old).replace("-", "") == "".join(new).replace("-", ""):
            joints += max(len(old), len(new)) - 1 or 1
            said.append(f"joint {' '.join(old)!r} as {' '.join(new)!r}")
            continue
        gone, more = Counter(old) - Counter(new), Counter(new) - Counter(old)
        lost += gone.total()
        extra += more.total()
        said.append(f"words {' '.join(old)[:90]!r} as {' '.join(new)[:90]!r}")
    return lost, extra, joints, said


def extracts_table(report: Report, title: str, files: Iterable[Path], faults: bool) -> None:
    """Blocks, words set aside wrongly, words left in, joints; one row an extract."""
    rows: list[list[Any]] = []
    for file in files:
        reading = read_extract(file)
        figures = (*(reading.f1[k] for k in KINDS), reading.lost, reading.extra, reading.joints)
        verdicts = [
            report.check(title, reading.name, f"{kind} F1", reading.f1[kind], at_least(0.95))
            for kind in ("heading", "paragraph", "list_item")
        ]
        verdicts.append(report.check(title, reading.name, "words of the text lost", reading.lost, at_most(0)))
        missed = [v for v in verdicts if v and v != "met"]
        rows.append([reading.name, *figures, missed[0] if missed else "met"])
        if faults:
            for fault in reading.faults:
                print(f"    {reading.name}: {fault}")
    if rows:
        rows.append(["mean", *(mean(r[k] for r in rows) for k in range(1, 9)), ""])
        columns = (
            "extract",
            "headings F1",
            "paragraphs",
            "items",
            "rows",
            "notes",
            "words lost",
            "left in",
            "joints",
            "",
        )
        report.table(
            title,
            columns,
            rows,
            "Goals: headings, paragraphs, items F1 ≥ 0.95; no word of the text lost or out of place.",
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.extract_scores", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[EXTRACTS])
    parser.add_argument("--faults", action="store_true", help="say what is wrong, case by case")
    options = parser.parse_args(arguments)
    report = Report()
    for folder in options.folders:
        cases = sorted({p.parent for p in (*folder.glob("gold.json"), *folder.glob("*/gold.json"))})
        starts_table(report, "Section starts", cases, options.faults)
        extracts_table(report, "Extracted documents", extracts(folder), options.faults)
    return 0


if __name__ == "__main__":
    sys.exit(main())
