"""Tracked changes judged by LibreOffice: accept all must give the new text, reject all the old one, letter for letter.

    make check-tracked                       every pair of samples/, invented papers with tables, notes and moved text
                                             and comments on all of it, and generated sequences: over 1,000 checks
    make check-tracked ARGS="--seed 7"       other generated sequences

A check is one document with all its changes accepted, or all rejected. What is wrong is printed; the exit code says
whether anything was.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.model.document import Block, BlockKind
from desktop.model.options import Options
from desktop.reports.base import ReportOptions
from desktop.reports.characters import visible
from desktop.reports.tracked import TRACKED, tracked_document
from desktop.reports.tracks import Paragraph, Track, TrackedRun
from desktop.workflow import compare_files
from tools.office import Office
from tools.papers import editions

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
OPTIONS = ReportOptions(made=datetime(2024, 1, 2, 3, 4, 5))
LETTERS = "IDECAXMNSG"
"""Kinds of paragraphs: inserted, deleted, equal, changed, longer, shorter, moved here, moved away, split, merged."""
RANDOM_DOCUMENTS = 200
PAPERS = 60


@dataclass(frozen=True, slots=True)
class Case:
    """A document with tracked changes, and the paragraphs it must have without them."""

    name: str
    data: bytes
    old: tuple[str, ...]
    new: tuple[str, ...]


def sample_pairs() -> list[tuple[Path, Path]]:
    """Every pair of real documents, and the pair of every phenomenon."""
    texts = sorted(SAMPLES.glob("*.txt"))
    folders = sorted(p.parent for p in (SAMPLES / "phenomena").glob("*/old.txt"))
    return [
        *((a, b) for a in texts for b in texts if a.name < b.name),
        *((folder / "old.txt", folder / "new.txt") for folder in folders),
    ]


def case_of(name: str, comparison: Comparison, options: ReportOptions = OPTIONS) -> Case:
    """The case of a comparison: the text as read, without furniture."""
    sides = (tuple(visible(b.text) for b in document.content) for document in (comparison.old, comparison.new))
    return Case(name, tracked_bytes(comparison, options), *sides)


def tracked_bytes(comparison: Comparison, options: ReportOptions = OPTIONS) -> bytes:
    """The Word document of a comparison."""
    with tempfile.TemporaryFile() as stream:
        TRACKED.write(comparison, stream, options)
        stream.seek(0)
        return stream.read()


def sample_cases() -> Iterator[Case]:
    """One case for each pair of samples."""
    for old, new in sample_pairs():
        name = old.parent.name if old.parent == new.parent and old.name == "old.txt" else f"{old.stem} {new.stem}"
        yield case_of(name, compare_files(str(old), str(new), Options()))


def paper_cases(count: int, seed: int) -> Iterator[Case]:
    """Invented papers, each with a comment on every change, every section and the whole."""
    with tempfile.TemporaryDirectory() as folder:
        for n in range(count):
            paths = [Path(folder, name) for name in ("old.md", "new.md")]
            for path, text in zip(paths, editions(seed * 1000 + n), strict=True):
                path.write_text(text, encoding="utf-8")
            comparison = compare_files(*map(str, paths), Options())
            about = [
                Target(TargetKind.COMPARISON),
                *(Target(TargetKind.CHANGE, change.id) for change in comparison.changes),
                *(Target(TargetKind.SECTION, match.id) for match in comparison.section_matches),
            ]
            notes = tuple(Annotation(target, f"Waarom?\nOver {k}", ("vraag",)) for k, target in enumerate(about))
            yield case_of(f"paper {seed}:{n}", comparison, replace(OPTIONS, annotations=notes))


def small_sequences(longest: int) -> Iterator[str]:
    """Every sequence of letters up to a length, between two equal paragraphs."""
    for size in range(1, longest + 1):
        for letters in itertools.product(LETTERS, repeat=size):
            yield "".join(letters)


def random_sequences(count: int, seed: int) -> Iterator[list[Paragraph]]:
    """Paragraphs of random runs: any order of kept, inserted and deleted ones, with any fate of their ends."""
    chance = random.Random(seed)
    for _ in range(count):
        yield [*(_random_paragraph(chance, i) for i in range(chance.randint(1, 5))), _paragraph(99, [("E", "slot")])]


def _random_paragraph(chance: random.Random, i: int) -> Paragraph:
    if chance.random() < 0.5:
        kind = chance.choice("EIDTF")
        return _paragraph(i, [(kind, f"w{i} y{i}")], kind)
    kinds: list[str] = []
    for _ in range(chance.randint(1, 4)):
        kinds.append(chance.choice([k for k in "EEID" if k not in kinds[-1:]]))
    return _paragraph(i, [(k, f" w{i}{n} y{i}{n}") for n, k in enumerate(kinds)], chance.choice("EEEEEEID"))


def from_letters(letters: str) -> list[Paragraph]:
    """The paragraphs of a sequence of letters."""
    made: list[Paragraph] = []
    for i, letter in enumerate(f"E{letters}E"):
        made += {
            "E": [_paragraph(i, [("E", f"gelijk {i}.")])],
            "I": [_paragraph(i, [("I", f"nieuw {i} alinea.")], "I")],
            "D": [_paragraph(i, [("D", f"oud {i} alinea.")], "D")],
            "C": [
                _paragraph(i, [("D", f"eind{i}"), ("I", f"begin{i}"), ("E", " woord "), ("D", "gaat"), ("I", "komt")])
            ],
            "A": [_paragraph(i, [("E", f"kort {i}"), ("I", " en langer")])],
            "X": [_paragraph(i, [("E", f"kort {i}"), ("D", " en langer")])],
            "M": [_paragraph(i, [("T", f"verplaatst {i} "), ("I", "nu"), ("T", " hier")], "T")],
            "N": [_paragraph(i, [("F", f"stond {i} hier")], "F")],
            "S": [_paragraph(i, [("E", f"een {i}.")], "I"), _paragraph(i, [("D", " "), ("E", "twee.")])],
            "G": [_paragraph(i, [("E", f"een {i}.")], "D"), _paragraph(i, [("I", " "), ("E", "twee.")])],
        }[letter]
    return made


_TRACKS = {
    "E": Track.KEPT,
    "I": Track.INSERTED,
    "D": Track.DELETED,
    "T": Track.MOVED_HERE,
    "F": Track.MOVED_AWAY,
}


def _paragraph(i: int, runs: Sequence[tuple[str, str]], end: str = "E") -> Paragraph:
    kind = BlockKind.LIST_ITEM if i % 3 == 2 else BlockKind.PARAGRAPH
    tracked = [TrackedRun(_TRACKS[k], text, f"m{i}{k}" if k in "TF" else "") for k, text in runs]
    return Paragraph(Block(0, kind, "", 0, ()), -1, tracked, _TRACKS[end])


def without(paragraphs: Iterable[Paragraph], side: str) -> tuple[str, ...]:
    """The paragraphs of one side: "old" is what is left when all is rejected, "new" when all is accepted."""
    texts, text = [], ""
    for paragraph in paragraphs:
        for run in paragraph.runs:
            text += "" if (run.track.comes if side == "old" else run.track.goes) else run.text
        if not (paragraph.end.comes if side == "old" else paragraph.end.goes):
            texts.append(text)
            text = ""
    return tuple(texts)


def generated_case(name: str, paragraphs: list[Paragraph]) -> Case:
    """The case of paragraphs made by hand."""
    old, new = without(paragraphs, "old"), without(paragraphs, "new")
    return Case(name, tracked_document(paragraphs, OPTIONS), old, new)


def generated_cases(longest: int, count: int, seed: int) -> Iterator[Case]:
    """All small sequences, then random ones."""
    for letters in small_sequences(longest):
        yield generated_case(letters, from_letters(letters))
    for n, paragraphs in enumerate(random_sequences(count, seed)):
        yield generated_case(f"random {seed}:{n}", paragraphs)


def wrong(case: Case, office: Office, folder: Path) -> list[str]:
    """What LibreOffice makes of a case that it should not; two checks."""
    path = folder / "case.docx"
    path.write_bytes(case.data)
    found = []
    for do, wanted in (("accept", case.new), ("reject", case.old)):
        got = office.paragraphs(path, do)
        # The empty paragraph that closes every document is no text; paragraphs of blocks are never empty.
        if [p for p in got if p] != [p for p in wanted if p]:
            at = next((k for k, (x, y) in enumerate(zip(got, wanted, strict=False)) if x != y), len(wanted))
            found.append(f"{case.name}, {do}: paragraph {at}: {got[at : at + 2]!a}, not {wanted[at : at + 2]!a}")
    return found


def main() -> int:
    """Run all checks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="of the random sequences")
    options = parser.parse_args()
    begun, checks, faults = time.monotonic(), 0, []
    with Office() as office, tempfile.TemporaryDirectory() as folder:
        papers = paper_cases(PAPERS, options.seed)
        for case in itertools.chain(
            sample_cases(), papers, generated_cases(2, RANDOM_DOCUMENTS, options.seed), _threes()
        ):
            faults += wrong(case, office, Path(folder))
            checks += 2
    for fault in faults:
        print(fault)
    print(f"{checks:,} checks, {len(faults)} wrong, {time.monotonic() - begun:.0f} s")
    return 1 if faults else 0


def _threes() -> Iterator[Case]:
    """Sequences of three with what touches: additions, cuts and whole paragraphs."""
    for letters in itertools.product("IDAXM", repeat=3):
        yield generated_case("".join(letters), from_letters("".join(letters)))


if __name__ == "__main__":
    sys.exit(main())
