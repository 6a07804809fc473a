"""Footnotes of printed pages: smaller lines at the end of a page or column, and the raised marks that point to them.

... om zijn belangen veilig te stellen¹.     a raised figure: mark 1
─────
1 De Strategie Nationale Veiligheid          smaller, at the end, begins with 1; may run on over the page
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.model.layout import Layout
from desktop.segmentation.notes import Note, Notes
from desktop.segmentation.page_facts import Facts
from desktop.text.lines import Lines

SMALLER = 0.93
"""Notes are 75-90 % of the size of text (8 of 10, 9 of 10, 8.5 of 9.5 pt)."""
MIN_SERIES = 3
MAX_PAGE_SHARE = 0.8
"""A page that is small to more than this is an annex in small type, and not one long note."""
_LABEL = re.compile(r"\[?(\d{1,3}|[*†‡§]{1,3}|[a-z](?=\)))[\])]?[.]?\s*")
_PLAIN_START = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?)(?:\s+(?=\S)|(?=[A-ZÀ-Þ«“‘\"]|https?:|www\.))")
_PARTS = re.compile(r"\d{1,3}|[*†‡§]+|[a-z]")
_UNIT = re.compile(r"(?:^|[^\w])(?:[kcdm]?m|co|ch|no|so|ha)$", re.I)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class _Start:
    line: int
    label: str
    length: int
    raised: bool


def find_page_notes(lines: Lines, facts: Facts, furniture: Collection[int]) -> Notes:
    """Notes and their marks in printed lines that are no furniture."""
    layout = facts.layout
    raised = _raised(lines, layout, furniture)
    at_end = _small_ends(lines, facts, furniture)
    body_labels = {label for k, marks in raised.items() if k not in at_end for _, _, label in marks}
    plain_marks = _glued_labels(lines, facts, furniture, at_end) if not body_labels else set()
    notes: dict[int, Note] = {}
    members: list[int] = []
    current: _Start | None = None
    last_page = 0
    last_number = 0

    def close() -> None:
        nonlocal members
        if current is not None and members:
            notes[current.line] = Note(tuple(members), current.label, current.length)
        members = []

    for k in sorted(at_end):
        start = _start(lines, layout, k, raised)
        believed = start is not None and (start.label in body_labels or start.raised or start.label in plain_marks)
        if start is not None and believed and not start.raised and start.label.isdigit():
            # a plain number that begins a line of a note by chance does not go on from the last one
            believed = current is None or int(start.label) in (last_number + 1, 1, last_number + 2)
        if start is not None and believed:
            close()
            current, members = start, [k]
            last_number = int(start.label) if start.label.isdigit() else last_number
        elif current is not None and layout.page[k] - last_page <= 1:
            members.append(k)
        else:
            continue
        last_page = int(layout.page[k])
    close()
    taken = frozenset(k for note in notes.values() for k in note.lines)
    known = {note.label for note in notes.values()}
    return Notes(notes, _marks(raised, taken, known, layout, lines, facts, plain_marks & known), taken)


def _raised(lines: Lines, layout: Layout, furniture: Collection[int]) -> dict[int, list[tuple[int, int, str]]]:
    """Raised figures and signs by line, each with its label; figures that Unicode itself raises count too."""
    result: dict[int, list[tuple[int, int, str]]] = {}
    for k, start, end in layout.marks:
        text = lines.texts[k][start:end]
        if k not in furniture and any(c.isdigit() or c in "*†‡§" for c in text):
            result.setdefault(k, []).append((start, end, text.translate(_SUPERSCRIPTS).strip("()[].,; ")))
    joined = re.compile("[⁰¹²³⁴-⁹]+")
    for k, text in enumerate(lines.texts):
        if k in furniture or text.isascii():
            continue
        for found in joined.finditer(text):
            spans = result.setdefault(k, [])
            if not any(a <= found.start() < b for a, b, _ in spans):
                spans.append((found.start(), found.end(), found.group().translate(_SUPERSCRIPTS)))
    return result


def _small_ends(lines: Lines, facts: Facts, furniture: Collection[int]) -> set[int]:
    """Lines at the end of their frame or page that are smaller than text, up to the first that is not."""
    layout = facts.layout
    result: set[int] = set()
    n = len(layout)
    small = (layout.size <= SMALLER * facts.body) & (layout.row < 0)
    begin = 0
    while begin < n:
        end = begin
        while end < n and layout.page[end] == layout.page[begin]:
            end += 1
        page = [k for k in range(begin, end) if k not in furniture and layout.rotation[k] == layout.rotation[begin]]
        begin = end
        if not page or (sum(bool(small[k]) for k in page) > MAX_PAGE_SHARE * len(page) and len(page) > 10):
            continue
        for frame in dict.fromkeys(int(layout.frame[k]) for k in page):
            of_frame = [k for k in page if layout.frame[k] == frame]
            low = max(float(layout.y[k]) for k in of_frame)
            beside = [
                k
                for k in page
                if layout.frame[k] != frame and layout.y[k] > low and not small[k] and _overlap(facts, k, of_frame[0])
            ]
            if beside:
                continue  # text goes on under this frame
            for k in reversed(of_frame):
                if not small[k]:
                    break
                result.add(k)
    return result


def _overlap(facts: Facts, a: int, b: int) -> bool:
    layout = facts.layout
    fa, fb = int(layout.frame[a]), int(layout.frame[b])
    return bool(
        min(layout.frame_x1[fa], layout.frame_x1[fb]) - max(layout.frame_x0[fa], layout.frame_x0[fb]) > 2 * facts.body
    )


def _start(lines: Lines, layout: Layout, k: int, raised: dict[int, list[tuple[int, int, str]]]) -> _Start | None:
    """The label with which a note begins at line k, or None."""
    text = lines.texts[k]
    for start, end, label in raised.get(k, ()):
        if start == 0:
            return _Start(k, label, end + len(text[end:]) - len(text[end:].lstrip()), True)
    found = _PLAIN_START.match(text)
    if found:
        return _Start(k, found[1] or found[2], found.end(), False)
    sign = re.match(r"([*†‡]{1,3})\)?\s*(?=\S)", text)
    return _Start(k, sign[1], sign.end(), False) if sign else None


def _glued_labels(lines: Lines, facts: Facts, furniture: Collection[int], at_end: set[int]) -> set[str]:
    """Numbers at the end of words, where no mark at all is raised: "veilig1." The files of some programs lose it."""
    labels: set[str] = set()
    for k in np.flatnonzero(lines.digits > 0).tolist():
        if k in furniture or k in at_end:
            continue
        labels.update(re.findall(r"(?<=[^\W\d_]{2})(\d{1,3})(?=[.,;:!?)»”’]*(?:\s|$))", lines.texts[k]))
    return labels


def _marks(
    raised: dict[int, list[tuple[int, int, str]]],
    taken: frozenset[int],
    known: set[str],
    layout: Layout,
    lines: Lines,
    facts: Facts,
    plain: set[str],
) -> dict[int, list[tuple[int, int, str]]]:
    """Marks to take out of the text: those with a note, and those that go on in a series although their notes stand
    elsewhere. The 2 of m² is neither."""
    series = _series([label for k in sorted(raised) if k not in taken for _, _, label in sorted(raised[k])])
    result: dict[int, list[tuple[int, int, str]]] = {}
    for k, marks in raised.items():
        if k in taken:
            continue
        for start, end, label in marks:
            before = lines.texts[k][:start]
            parts = _PARTS.findall(label)
            unit = label in ("2", "3") and _UNIT.search(before) is not None
            if not unit and parts and all(p in known or p in series for p in parts) and (before or len(parts) == 1):
                result.setdefault(k, []).extend([(start, end, parts[0]), *((end, end, p) for p in parts[1:])])
    for label in plain:
        pattern = re.compile(rf"(?<=[^\W\d_]{{2}}){label}(?=[.,;:!?)»”’]*(?:\s|$))")
        for k in np.flatnonzero(lines.digits > 0).tolist():
            found = pattern.search(lines.texts[k]) if k not in taken else None
            if found:
                result.setdefault(k, []).append((found.start(), found.end(), label))
                break
    return {k: sorted(v) for k, v in result.items()}


def _series(labels: Sequence[str]) -> set[str]:
    """Labels that count on from one to the next, three at least."""
    best: list[str] = []
    run: list[str] = []
    for label in labels:
        if not label.isdigit():
            continue
        if run and int(label) == int(run[-1]) + 1:
            run.append(label)
        elif int(label) == 1 or not run:
            run = [label]
        if len(run) > len(best):
            best = list(run)
    return set(best) if len(best) >= MIN_SERIES else set()
