"""What a format tells about its blocks, laid over the lines of the extract, so that only the rest is guessed.

    Part(HEADING, "2 Doel", level=1)          fixed: a heading, whatever it looks like
    Part(PARAGRAPH, "Vrede", bold=True)       fixed too: it was made to look like one
    Part(PARAGRAPH, "a. kosten")              open: by its marker an item, as in plain text

A file whose every paragraph is one line of a wrapped text (a text pasted into Word) tells nothing: its lines are read
like those of plain text. In: an extract with parts, its lines. Out: `Told`.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.model.document import FURNITURE, BlockKind, Part
from desktop.segmentation.drafts import NO_HINTS, Draft, Hints
from desktop.segmentation.furniture import TERMINAL
from desktop.segmentation.line_facts import BULLETS, DASHES
from desktop.segmentation.notes import NONE as NO_NOTES
from desktop.segmentation.notes import Note, Notes
from desktop.segmentation.tables import Row
from desktop.text.lines import Lines
from desktop.text.numbering import parse_numbering

RUNNING_SHARE = 0.2
MIN_RUNNING = 2
"""A paragraph that ends no sentence before one that begins in lower case is a wrapped line. One in five is such in
wrapped text (in the samples 35 % and more), hardly any in a text of real paragraphs."""
MAX_HEADING_CHARS = 200
MAX_HEADING_WORDS = 24
LARGER = 1.12
"""A heading in larger type is larger by an eighth at least: 12.5 pt over 11 pt."""


@dataclass(frozen=True, slots=True)
class Told:
    """What needs no guess. by_lines: the lines are to be read like those of plain text, apart from what is told here.
    furniture: kind by line. settled: lines of rows, headings and items."""

    by_lines: bool
    furniture: dict[int, BlockKind]
    notes: Notes
    rows: dict[int, Row]
    settled: frozenset[int]
    hints: Hints


NOTHING = Told(True, {}, NO_NOTES, {}, frozenset(), NO_HINTS)


def read_parts(lines: Lines, parts: Sequence[Part] | None) -> Told:
    """Lay parts over lines. The lines of a part are those it overlaps."""
    if parts is None:
        return NOTHING
    spans = _line_spans(lines, parts)
    looks = _headings_by_looks(lines, parts, spans)
    levels = _levels(parts, looks)
    furniture: dict[int, BlockKind] = {}
    notes: dict[int, Note] = {}
    marks: dict[int, list[tuple[int, int, str]]] = {}
    rows: dict[int, Row] = {}
    fixed: dict[int, Draft] = {}
    joined: set[int] = set()
    for i, (part, own) in enumerate(zip(parts, spans, strict=True)):
        if not own:
            continue
        for start, end, label in part.marks:
            _add_mark(lines, own, start, end, label, marks)
        if part.kind in FURNITURE:
            furniture.update(dict.fromkeys(own, part.kind))
        elif part.kind is BlockKind.FOOTNOTE:
            notes[own[0]] = Note(tuple(own), part.label, _skip(lines, own, part))
        elif part.kind is BlockKind.TABLE_ROW:
            rows[own[0]] = Row(tuple(own), part.cells)
        elif part.kind is BlockKind.HEADING or i in looks:
            number = parse_numbering(" ".join(lines.texts[k] for k in own))
            fixed[own[0]] = Draft(BlockKind.HEADING, list(own), numbering=number, level=levels.get(i))
        elif part.kind is BlockKind.LIST_ITEM:
            fixed[own[0]] = _item(lines, own, part)
        else:
            joined.update(k for k in own[1:] if not _is_typed_item(lines.texts[k]))
    wrapped = _is_line_by_line(lines, parts, spans, looks)
    by_lines = wrapped or not (fixed or rows)
    headed = any(draft.kind is BlockKind.HEADING for draft in fixed.values())
    hints = Hints(fixed, frozenset(() if wrapped else joined), not by_lines, by_lines or not headed)
    note_lines = frozenset(k for note in notes.values() for k in note.lines)
    settled = frozenset(
        k for block in [*(d.lines for d in fixed.values()), *(r.lines for r in rows.values())] for k in block
    )
    return Told(by_lines, furniture, Notes(notes, marks, note_lines), rows, settled, hints)


def _is_typed_item(text: str) -> bool:
    """Whether a line begins with a bullet or dash that was typed."""
    return text[0] in BULLETS | DASHES and text[1:2].isspace()


def _item(lines: Lines, own: Sequence[int], part: Part) -> Draft:
    text = lines.texts[own[0]]
    if not part.marker:  # the format knows that this is an item, but its marker may have been typed
        typed = parse_numbering(text)
        if _is_typed_item(text):
            skip = len(text) - len(text[1:].lstrip())
            return Draft(BlockKind.LIST_ITEM, list(own), text[0], skip=skip, level=part.level)
        if typed is not None and not typed.rank and not typed.style.startswith(("word:", "bare")):
            return Draft(BlockKind.LIST_ITEM, list(own), typed.label, typed, skip=typed.length, level=part.level)
    number = parse_numbering(f"{part.marker} x") if any(c.isalnum() for c in part.marker) else None
    return Draft(BlockKind.LIST_ITEM, list(own), part.marker, number, skip=_skip(lines, own, part), level=part.level)


def _line_spans(lines: Lines, parts: Sequence[Part]) -> list[list[int]]:
    """Indices of the lines with text of each part. Parts are in reading order, so one sweep does."""
    start, end, texts = lines.start.tolist(), lines.end.tolist(), lines.texts
    n, k = len(lines), 0
    spans = []
    for part in parts:
        while k < n and end[k] <= part.start:
            k += 1
        own = []
        while k < n and start[k] < part.end:
            if texts[k]:
                own.append(k)
            k += 1
        spans.append(own)
    return spans


def _skip(lines: Lines, own: Sequence[int], part: Part) -> int:
    """Characters of the stripped first line that are marker; 0 where the marker is all there is."""
    if not part.skip:
        return 0
    text = lines.texts[own[0]]
    skip = max(part.start + part.skip - int(lines.start[own[0]]), 0)
    skip += len(text[skip:]) - len(text[skip:].lstrip())
    return skip if skip < len(text) else 0


def _add_mark(
    lines: Lines, own: Sequence[int], start: int, end: int, label: str, marks: dict[int, list[tuple[int, int, str]]]
) -> None:
    for k in own:
        at = int(lines.start[k])
        if at <= start and end <= int(lines.end[k]):
            marks.setdefault(k, []).append((start - at, end - at, label))


def _headings_by_looks(lines: Lines, parts: Sequence[Part], spans: Sequence[Sequence[int]]) -> set[int]:
    """Paragraphs that were only made to look like headings: bold or larger than the running text, short, no sentence,
    and something that is no heading follows somewhere below."""
    sizes: Counter[float] = Counter()
    bold_chars = plain_chars = 0
    for part in parts:
        if part.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            sizes[part.size] += part.end - part.start
            if part.bold:
                bold_chars += part.end - part.start
            else:
                plain_chars += part.end - part.start
    if not sizes:
        return set()
    body = max(sizes, key=lambda size: sizes[size])
    bold_tells = bold_chars < plain_chars
    found = set()
    for i, part in enumerate(parts):
        larger = body > 0 and part.size >= LARGER * body
        if part.kind is not BlockKind.PARAGRAPH or not spans[i] or not (larger or (part.bold and bold_tells)):
            continue
        text = " ".join(lines.texts[k] for k in spans[i])
        if _title_like(text):
            found.add(i)
    last = max((i for i, p in enumerate(parts) if p.kind not in FURNITURE and spans[i] and i not in found), default=-1)
    return {i for i in found if i < last}


def _title_like(text: str) -> bool:
    words = text.split()
    if len(text) > MAX_HEADING_CHARS or len(words) > MAX_HEADING_WORDS or not any(c.isalpha() for c in text):
        return False
    number = parse_numbering(text)
    if text[-1] in ".!;,":
        return number is not None and len(words) <= 8
    return text[-1] != ":" or len(words) <= 6


def _levels(parts: Sequence[Part], looks: set[int]) -> dict[int, int]:
    """Levels of headings. Those the format tells stay; one known by its looks stands one below the last of them, or,
    where the format tells none, the larger of two sizes stands above the smaller. Without sizes: no level."""
    told = any(p.kind is BlockKind.HEADING and p.level is not None for p in parts)
    sizes = sorted({parts[i].size for i in looks}, reverse=True)
    levels: dict[int, int] = {}
    last = 0
    for i, part in enumerate(parts):
        if part.kind is BlockKind.HEADING and part.level is not None:
            levels[i] = last = part.level
        elif (part.kind is BlockKind.HEADING or i in looks) and told:
            levels[i] = last + 1
        elif i in looks and len(sizes) > 1:
            levels[i] = sizes.index(part.size) + 1
    return levels


def _is_line_by_line(lines: Lines, parts: Sequence[Part], spans: Sequence[Sequence[int]], looks: set[int]) -> bool:
    """Whether the paragraphs are lines of a wrapped text, by how often one runs on in the next.

    Hard breaks count as ends of lines: a text may have been pasted into one paragraph."""
    single = [
        k
        for i, (part, own) in enumerate(zip(parts, spans, strict=True))
        for k in (own if part.kind is BlockKind.PARAGRAPH and i not in looks else (-1,))
    ]
    texts = lines.texts
    running = sum(
        a >= 0 and b == a + 1 and texts[b][0].islower() and texts[a][-1] not in TERMINAL
        for a, b in itertools.pairwise(single)
    )
    return running >= MIN_RUNNING and running >= RUNNING_SHARE * sum(k >= 0 for k in single)
