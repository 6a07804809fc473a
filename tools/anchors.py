"""Do notes find their words again? Texts are edited by a generator that knows where each word went.

In: the sample documents. Out: for each share of edited words, how many notes were found rightly, were marked as
guesses, became orphans – and how many were attached to a wrong place without being marked, which must be none.

    python -m tools.anchors [--notes 400] [--seeds 3]

An edited word is put in another's place (half of them), left out, or a new word is put before it; new words come from
the text itself, which is harder than words that stand nowhere. With `moves`, a tenth of the paragraphs stand elsewhere
and one in twenty is gone. `guided` knows the earlier text, as a project does; `alone` has only the quote, as notes
that were sent by themselves.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.model.annotation import Place
from desktop.model.options import EditionGuess
from desktop.project.anchoring import Certainty, describe, find
from desktop.project.guide import Guide
from desktop.project.reading import Reading
from desktop.workflow import inspect_file
from tools.tables import Report, at_least, at_most

SAMPLES = Path(__file__).parent.parent / "samples"
SHARES = (0.02, 0.05, 0.1, 0.2)


@dataclass(frozen=True)
class Edited:
    """A text after editing. went: for each word of the earlier text its span in the later one; None where it is gone.
    gone: words of whole paragraphs that are gone."""

    text: str
    went: list[tuple[int, int] | None]
    gone: list[bool]
    spans: list[tuple[int, int]]


def edit(text: str, share: float, random_: random.Random, moves: bool) -> Edited:
    """A text with a share of its words edited."""
    spans = [m.span() for m in re.finditer(r"\S+", text)]
    vocabulary = [text[s:e] for s, e in spans]
    went: list[tuple[int, int] | None] = [None] * len(spans)
    gone = [False] * len(spans)
    paragraphs: list[list[int]] = [[]]
    for k, (start, _) in enumerate(spans):
        if k and "\n" in text[spans[k - 1][1] : start]:
            paragraphs.append([])
        paragraphs[-1].append(k)
    if moves:
        for k in range(len(paragraphs)):
            if random_.random() < 0.1:
                other = random_.randrange(len(paragraphs))
                paragraphs.insert(other, paragraphs.pop(k))
    parts: list[str] = []
    size = 0
    for words in paragraphs:
        if moves and random_.random() < 0.05:
            for k in words:
                gone[k] = True
            continue
        line: list[str] = []
        for k in words:
            kept = vocabulary[k]
            if random_.random() < share:
                what = random_.random()
                if what < 0.5:
                    kept = random_.choice(vocabulary)
                elif what < 0.75:
                    kept = ""
                else:
                    new = random_.choice(vocabulary)
                    line.append(new)
                    size += len(new) + 1
            if kept:
                went[k] = (size, size + len(kept))
                line.append(kept)
                size += len(kept) + 1
        parts.append(" ".join(line))
        size += 0 if line else 1
    return Edited("\n".join(parts), went, gone, spans)


def places(reading: Reading, count: int, random_: random.Random) -> Iterator[tuple[int, int, Place]]:
    """Quotes as notes have them: changes of one to six words, selections, whole paragraphs. Word indices and place."""
    spans = [m.span() for m in re.finditer(r"\S+", reading.text)]
    breaks = [0, *(k for k in range(1, len(spans)) if "\n" in reading.text[spans[k - 1][1] : spans[k][0]]), len(spans)]
    for _ in range(count):
        kind = random_.random()
        if kind < 0.2:
            at = random_.randrange(len(breaks) - 1)
            first, last = breaks[at], breaks[at + 1]
        else:
            first = random_.randrange(len(spans))
            end = next(b for b in breaks if b > first)
            last = min(first + (random_.randint(1, 6) if kind < 0.7 else random_.randint(7, 40)), end)
        yield first, last, describe(reading, spans[first][0], spans[last - 1][1])


def is_right(edited: Edited, first: int, last: int, start: int, end: int) -> bool:
    """Whether a span is where the words went: most of it, or for words that are gone the place where they were."""
    there = [w for w in edited.went[first:last] if w]
    if not there:
        before = next((w for w in reversed(edited.went[:first]) if w), (0, 0))
        after = next((w for w in edited.went[last:] if w), (len(edited.text),) * 2)
        return before[0] <= start <= end <= after[1]
    low, high = min(w[0] for w in there), max(w[1] for w in there)
    shared = min(end, high) - max(start, low)
    return shared > 0 and (2 * shared >= max(end, high) - min(start, low) or len(there) <= 3)


def measure(texts: list[str], share: float, notes: int, seeds: int, moves: bool, guided: bool) -> Counter[str]:
    """Counts of: notes, right, guess, orphan, wrong (attached wrongly and not marked), lost (in a paragraph gone)."""
    counts: Counter[str] = Counter()
    for seed in range(seeds):
        for k, text in enumerate(texts):
            random_ = random.Random(f"{seed} {k} {share} {moves}")
            reading = Reading(text)
            edited = edit(text, share, random_, moves)
            later = Reading(edited.text)
            guide = Guide(reading, later) if guided else None
            for first, last, place in places(reading, notes, random_):
                found = find(place, later, guide)
                if all(edited.gone[first:last]):
                    counts["lost"] += 1
                    counts["wrong"] += found.certainty is Certainty.SURE
                    continue
                right = is_right(edited, first, last, found.start, found.end)
                counts["notes"] += 1
                counts["right"] += right and found.certainty is not Certainty.ORPHAN
                counts["guess"] += found.certainty is Certainty.GUESS
                counts["orphan"] += found.certainty is Certainty.ORPHAN
                counts["wrong"] += not right and found.certainty is Certainty.SURE
    return counts


def sample_texts() -> list[str]:
    """The sample documents as read."""
    return [inspect_file(str(p), EditionGuess()).text for p in sorted(SAMPLES.glob("*.txt"))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=400, help="notes a document")
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    report = Report()
    texts = sample_texts()
    for guided in (True, False):
        rows = []
        for moves in (False, True):
            for share in SHARES:
                c = measure(texts, share, options.notes, options.seeds, moves, guided)
                name = f"{share:.0%} of words{', moves' if moves else ''}"
                n = c["notes"]
                rows.append((name, n, c["right"] / n, c["guess"] / n, c["orphan"] / n, c["lost"], c["wrong"]))
                report.goal(f"{name}, {'guided' if guided else 'alone'}: found rightly", c["right"] / n, at_least(0.95))
                report.goal(f"{name}, {'guided' if guided else 'alone'}: wrong", c["wrong"], at_most(0))
        columns = ("edited", "notes", "found rightly", "guess", "orphan", "of gone text", "wrong, unmarked")
        report.table("Notes, the earlier text known" if guided else "Notes sent by themselves", columns, rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
