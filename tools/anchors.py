"""Do notes find their words again? Texts are edited by a generator that knows where each word went.

First the same text is read again from other line widths and, where LibreOffice is installed, other formats: all must be
found. Then the words themselves are edited.

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
import subprocess
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from desktop.model.annotation import Place
from desktop.model.document import Document
from desktop.model.options import EditionGuess
from desktop.project.anchoring import Certainty, describe, find
from desktop.project.guide import Guide
from desktop.project.reading import Reading, squeeze
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


def as_html(document: Document) -> str:
    """A document as a plain web page."""
    names = {True: "h2", False: "p"}
    blocks = (f"<{names[b.is_heading]}>{escape(b.text)}</{names[b.is_heading]}>" for b in document.content)
    return f"<html><head><meta charset='utf-8'><title>x</title></head><body>{''.join(blocks)}</body></html>"


def other_forms(document: Document, folder: Path) -> Iterator[tuple[str, str]]:
    """The same text as it reads in other line widths, and in the formats LibreOffice can write: name and text."""
    for width in (40, 75, 110):
        lines = (textwrap.fill(b.text, width, break_on_hyphens=False) for b in document.content)
        path = folder / f"{width}.txt"
        path.write_text("\n\n".join(lines), encoding="utf-8")
        yield f"lines of {width}", inspect_file(str(path), EditionGuess()).text
    page = folder / "page.html"
    page.write_text(as_html(document), encoding="utf-8")
    yield "html", inspect_file(str(page), EditionGuess()).text
    filters = {"odt": "odt:writer8", "docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
    for suffix, kind in filters.items():
        source = folder / ("page.odt" if suffix != "odt" else "page.html")
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        if suffix == "odt":
            command.insert(2, "--infilter=HTML (StarWriter)")
        try:
            subprocess.run([*command, kind, "--outdir", folder, source], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return
        yield suffix, inspect_file(str(folder / f"page.{suffix}"), EditionGuess()).text


def measure_forms(notes: int, report: Report) -> None:
    """How many notes are found, for certain and rightly, when the same text is read from another file."""
    counts: dict[str, Counter[str]] = {}
    for path in sorted(SAMPLES.glob("*.txt")):
        document = inspect_file(str(path), EditionGuess())
        reading = Reading("\n".join(b.text for b in document.content))
        with tempfile.TemporaryDirectory() as folder:
            for name, text in other_forms(document, Path(folder)):
                later = Reading(text)
                guide = Guide(reading, later)
                count = counts.setdefault(name, Counter())
                for _, _, place in places(reading, notes, random.Random(path.name)):
                    found = find(place, later, guide)
                    quote = squeeze(place.exact)
                    count["notes"] += 1
                    same = squeeze(text[found.start : found.end]) == quote and _rank(
                        reading, quote, place.start
                    ) == _rank(later, quote, found.start)
                    count["sure"] += same and found.certainty is Certainty.SURE
                    count["guess"] += same and found.certainty is Certainty.GUESS
                    count["wrong"] += not same and found.certainty is Certainty.SURE
    rows = []
    for name, count in counts.items():
        right = (count["sure"] + count["guess"]) / count["notes"]
        met = report.check("the same text", name, "found rightly", right, at_least(1.0))
        none = report.check("the same text", name, "wrong, unmarked", count["wrong"], at_most(0))
        rows.append((name, count["notes"], right, met, count["guess"] / count["notes"], count["wrong"], none))
    columns = ("read from", "notes", "found rightly", "= 1", "guess", "wrong, unmarked", "≤ 0")
    report.table("The same text read again", columns, rows)


def _rank(reading: Reading, quote: str, offset: int) -> int:
    """Which of its occurrences a quote is, counted from the start."""
    return reading.squeezed[: reading.squeezed_index(offset)].count(quote)


def sample_texts() -> list[str]:
    """The sample documents as read."""
    return [inspect_file(str(p), EditionGuess()).text for p in sorted(SAMPLES.glob("*.txt"))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=400, help="notes a document")
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    report = Report()
    measure_forms(options.notes, report)
    texts = sample_texts()
    for guided in (True, False):
        topic = "the earlier text known" if guided else "sent by themselves"
        rows = []
        for moves in (False, True):
            for share in (0.0, *SHARES):
                c = measure(texts, share, options.notes, options.seeds, moves, guided)
                case = f"{share:.0%} of words{', moves' if moves else ''}"
                n = c["notes"]
                right = c["right"] / n
                met = report.check(topic, case, "found rightly", right, at_least(0.95))
                none = report.check(topic, case, "wrong, unmarked", c["wrong"], at_most(0))
                rows.append((case, n, right, met, c["guess"] / n, c["orphan"] / n, c["lost"], c["wrong"], none))
        columns = ("edited", "notes", "found rightly", "≥ 0.95", "guess", "orphan", "gone", "wrong, unmarked", "≤ 0")
        report.table(f"Notes, {topic}", columns, rows, "gone: notes on paragraphs that are gone, not among the notes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
