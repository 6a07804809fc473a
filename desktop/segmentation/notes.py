"""Footnotes: the note at the foot of a page and its mark in the sentence, found together or not at all.

    ... om zijn belangen veilig te stellen1.        mark 1 at the end of a word
    1 De Strategie Nationale Veiligheid beschouwt   note 1, further down

A number glued to a word is a mark only when a note of that number follows, in order; so F-35, COVID-19 and 5G stay.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict, deque
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from desktop.model.document import BlockKind
from desktop.segmentation.drafts import Draft
from desktop.text.char_tables import among
from desktop.text.languages import MONTHS
from desktop.text.lines import Ints, Lines, Wrap, find_in_lines

MAX_NOTE_DISTANCE_LINES = 400
MAX_SKIPPED_NOTES = 2
MAX_NOTE_LINES = 15
_SENTENCE_ENDS = frozenset(".!?")
MAX_NOTES_A_PAGE = 12
# "1 Zie", "[1] Zie", "1. Zie", and "1Zie", as many programs take notes out of a PDF.
_NOTE = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?)(?:\s+(?=\S)|(?<=\d)(?=[A-ZÀ-Þ«\"“‘(]))")
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_UNITS = frozenset({"m", "cm", "mm", "dm", "km", "co", "ch", "no", "so"})
MAX_UNIT_CHARS = 8
"""So far back it is looked whether a number belongs to a unit or a lone letter; lines may be very long."""
_LISTED = re.compile(r"\d{1,3}\.\s")
_MARK = re.compile(
    r"(?<=[^\W\d_])(\d{1,3})(?=[.,;:!?)»”’'\"]*(?:\s|$))|(?<=[.,;:!?)»”’\"])(?<!\d[.,])(\d{1,3})(?=[.,;:!?)»”’\"]*(?:\s|$))|\[(\d{1,3})\]"
    # after a year that ends a sentence: "in 2017.2 Het"
    r"|(?<=\d{3}\.)(\d{1,3})(?=\s+[A-ZÀ-Þ«“]|$)"
    # raised by itself behind the last sentence of a line: "before July. 3", not "Art. 3"
    r"|(?<=[^\W\d_]{4}[.!?])\s(\d{1,2})$"
)

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(RAISED, "0123456789")
_RAISED_NOTE = re.compile(rf"([{RAISED}]{{1,3}})\)?\s*(?=\S)")
_RAISED_MARK = re.compile(rf"(?<=[^\s{RAISED}])[{RAISED}]{{1,3}}(?!\w)")
# What every mark holds: a digit behind a letter, a closing sign or a bracket, or behind the end of a sentence.
_MARK_LIKE = re.compile(r"\d(?:(?<=[^\W\d_]\d|[.,;:!?)»”’\"\[]\d)|(?<=[.!?][^\S\n]\d))")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its lines, its number as printed, and how many characters of the first line the number takes."""

    lines: tuple[int, ...]
    label: str
    marker_length: int


@dataclass(frozen=True, slots=True)
class Notes:
    """notes by first line; marks: line index → (start, end, label) inside the stripped line."""

    notes: dict[int, Note]
    marks: dict[int, list[tuple[int, int, str]]]
    lines: frozenset[int]


NONE = Notes({}, {}, frozenset())


def find_notes(
    lines: Lines, furniture: Mapping[int, object], pages: Sequence[int], wrap: Wrap, numbered: Sequence[int]
) -> Notes:
    """Pair note lines with marks. numbered: indices of lines that begin with a digit or bracket."""
    raised = _find_raised_notes(lines, furniture, set(pages), wrap)
    return raised if raised.notes else _find_typed_notes(lines, furniture, pages, wrap, numbered)


def _find_typed_notes(
    lines: Lines, furniture: Mapping[int, object], pages: Sequence[int], wrap: Wrap, numbered: Sequence[int]
) -> Notes:
    candidates = []
    for k in numbered:
        found = _NOTE.match(lines.texts[k])
        if found and k not in furniture and not _is_date(lines.texts[k], found):
            candidates.append((k, int(found[1] or found[2]), found))
    if not candidates:
        return NONE
    marks = _all_marks(lines, furniture)
    if not marks:
        return NONE
    page_set = set(pages)
    notes: dict[int, Note] = {}
    chosen: dict[int, list[tuple[int, int, str]]] = {}
    used: set[int] = set()
    mark_from = 0
    expected: int | None = None
    by_number: dict[int, list[int]] = {}
    for i, (_, number, _, _) in enumerate(marks):
        by_number.setdefault(number, []).append(i)
    position = -1
    for k, number, found in candidates:
        if k <= position or (
            expected is not None and number != 1 and not expected <= number <= expected + MAX_SKIPPED_NOTES
        ):
            continue
        if expected is None and number > 40:
            continue
        standing_apart = lines.gap[k] > 0 or (k - 1) in used
        dotted = "." in found.group()
        if not standing_apart and dotted:
            continue
        fitting = [
            i
            for i in by_number.get(number, ())
            if i >= mark_from and marks[i][0] < k and k - marks[i][0] <= MAX_NOTE_DISTANCE_LINES
        ]
        fitting = [i for i in fitting if marks[i][0] not in used]
        glued = found.group()[-1].isdigit() and wrap.measure != "none"
        if not fitting and not (glued and number == expected and k - 1 in used):
            continue  # right behind the note before it, the mark may have been lost
        if dotted and any(_LISTED.match(lines.texts[j]) and j not in used for j in range(max(0, k - 12), k)):
            continue
        if _is_title(lines, k, wrap):
            continue
        extent = _extent(lines, k, furniture, page_set, wrap, number)
        ends_page = _is_set_apart(lines, extent, dotted, furniture, page_set, wrap) and (
            standing_apart or _runs_to_page_end(lines, extent, number, furniture, page_set, wrap)
        )
        if glued and (not ends_page or _takes_sentence_along(lines, extent, used)):
            extent = _to_sentence_end(lines, extent)
        elif not ends_page:
            extent = []
        if not 0 < len(extent) <= MAX_NOTE_LINES:
            continue
        length = len(found.group())
        notes[k] = Note(tuple(extent), str(number), length)
        used.update(extent)
        position = extent[-1]
        expected = number + 1
        if fitting:
            mark_from = fitting[0] + 1
            line, _, start, end = marks[fitting[0]]
            chosen.setdefault(line, []).append((start, end, str(number)))
    return Notes(notes, chosen, frozenset(used))


def _find_raised_notes(lines: Lines, furniture: Mapping[int, object], pages: set[int], wrap: Wrap) -> Notes:
    """Notes whose numbers are raised figures (`¹`) on both ends, so that nothing need be guessed from the place. A note
    goes on to the next one, a sentence that ends before its line is full, a blank line or the end of the page."""
    begin = np.flatnonzero(among(lines.first, RAISED)).tolist()
    if not begin:
        return NONE
    marks: dict[str, deque[tuple[int, int, int]]] = defaultdict(deque)
    starts = {k: found for k in begin if k not in furniture and (found := _RAISED_NOTE.match(lines.texts[k]))}
    for k, at in find_in_lines(lines, np.arange(len(lines)), _RAISED_MARK):
        text = lines.texts[k]
        mark = _RAISED_MARK.match(text, at)
        if k in furniture or mark is None:
            continue
        word = _WORD_BEFORE.search(text[max(0, at - MAX_UNIT_CHARS) : at])
        if word is None or (len(word.group()) > 1 and word.group().casefold() not in _UNITS):  # x², km²
            marks[mark.group()].append((k, at, mark.end()))
    notes: dict[int, Note] = {}
    chosen: dict[int, list[tuple[int, int, str]]] = {}
    for k, found in starts.items():
        waiting = marks[found[1]]
        if not waiting or waiting[0][0] >= k:
            continue
        line, start, end = waiting.popleft()
        extent = [k]
        for j in range(k + 1, min(len(lines), k + MAX_NOTE_LINES)):
            if not lines.chars[j] or j in pages or j in furniture or j in starts:
                break
            if wrap.measure == "none" or (_finished(lines.texts[j - 1]) and wrap.fits(j - 1, j)):
                break
            extent.append(j)
        label = found[1].translate(_LOWERED)
        notes[k] = Note(tuple(extent), label, found.end())
        chosen.setdefault(line, []).append((start, end, label))
    return Notes(notes, chosen, frozenset(k for note in notes.values() for k in note.lines))


def _is_date(text: str, found: re.Match[str]) -> bool:
    """Whether the number is the day of a date that a page end cut: "1 juli verslag doen."."""
    return text[found.end() :].partition(" ")[0].casefold().rstrip(".,") in MONTHS


def _all_marks(lines: Lines, furniture: Mapping[int, object]) -> list[tuple[int, int, int, int]]:
    """(line, number, start, end) of every number glued to a word or closing sign, in reading order."""
    marks = []
    for k, digit in find_in_lines(lines, _with_marks_perhaps(lines), _MARK_LIKE):
        text = lines.texts[k]
        # a bracket and a blank are part of the mark
        found = _MARK.match(text, digit - 1 if text[digit - 1] == "[" or text[digit - 1].isspace() else digit)
        if found is None or k in furniture or (not found.start() and (not k or lines.gap[k] > 0)):
            continue  # at the beginning of a paragraph there is no word that a mark could stand behind
        number = next(g for g in found.groups() if g)
        stretch = text[max(0, found.start() - MAX_UNIT_CHARS) : found.start()]
        before = _WORD_BEFORE.search(stretch)
        base = before.group() if before else ""
        single = len(base) == 1 and (before is None or stretch[before.start() - 1 : before.start()] not in "’'")
        if single or (base.casefold() in _UNITS and number in "234"):
            continue  # A1; m2, m3, CO2, SO4
        if not number.startswith("0"):
            marks.append((k, int(number), found.start(), found.end()))
    return marks


def _with_marks_perhaps(lines: Lines) -> Ints:
    """Lines with a digit and anything else but single blanks."""
    blanks = np.maximum(np.diff(lines.word) - 1, 0)
    return np.flatnonzero((lines.digits > 0) & (lines.chars - lines.digits > blanks))


def _extent(
    lines: Lines, k: int, furniture: Mapping[int, object], pages: set[int], wrap: Wrap, number: int
) -> list[int]:
    """Lines of the note that begins at line `k`: to the next note, page or blank line after a finished sentence."""
    extent = [k]
    n = len(lines)
    for j in range(k + 1, min(n, k + 40)):
        if not lines.chars[j]:
            continue
        if j in pages or j in furniture:
            break
        found = _NOTE.match(lines.texts[j])
        if found and int(found[1] or found[2]) == number + 1:
            break
        previous = extent[-1]
        finished = _finished(lines.texts[previous])
        if lines.gap[j] > 0 and (finished or lines.gap[j] > 1 or wrap.measure == "none"):
            break
        if (
            lines.gap[j] == 0
            and finished
            and wrap.measure != "none"
            and wrap.fits(previous, j)
            and lines.texts[j][0].isupper()
            and _wider_after(lines, wrap, j)
        ):
            break
        extent.append(j)
    return extent


def _to_sentence_end(lines: Lines, extent: Sequence[int]) -> list[int]:
    """Lines of a note at the foot of a column within the page, to the first that ends a sentence; nothing where none
    does. Only for a number glued to its note ("3Het kabinet"), as a raised one is when text is taken out of a PDF."""
    for i, k in enumerate(extent):
        if _finished(lines.texts[k]):
            return list(extent[: i + 1])
    return []


def _takes_sentence_along(lines: Lines, extent: Sequence[int], used: Container[int]) -> bool:
    """Whether the sentence that was open before a note, or notes (used), goes on in lower case within its lines."""
    before = extent[0] - 1
    while before in used:
        before -= 1
    if before < 0 or not lines.chars[before] or _finished(lines.texts[before]):
        return False
    return any(_finished(lines.texts[a]) and lines.texts[b][0].islower() for a, b in pairwise(extent))


def _finished(text: str) -> bool:
    return text.rstrip('»”"’)')[-1:] in _SENTENCE_ENDS


def _is_title(lines: Lines, k: int, wrap: Wrap) -> bool:
    """Whether a numbered line is a title: it ends no sentence, stops short of the margin, a new sentence follows."""
    following = next((j for j in range(k + 1, min(len(lines), k + 4)) if lines.chars[j]), None)
    if following is None or _finished(lines.texts[k]):
        return False
    short = wrap.measure == "none" or wrap.fits(k, following)
    return short and not lines.texts[following][0].islower() and not _NOTE.match(lines.texts[following])


def _is_set_apart(
    lines: Lines, extent: list[int], dotted: bool, furniture: Mapping[int, object], pages: set[int], wrap: Wrap
) -> bool:
    """Whether numbered lines stand where notes stand: at the end of a page (other notes may follow), or, with a bare
    number and a finished sentence, between blank lines. "1. Aim" in the middle of a page is a heading or an item."""
    following = next((j for j in range(extent[-1] + 1, len(lines)) if lines.chars[j]), None)
    if following is None or following in pages or following in furniture:
        return True
    if (
        _NOTE.match(lines.texts[following])
        and following - extent[-1] <= 2
        and lines.lead[following] == 0
        and wrap.measure != "none"
    ):
        return not dotted
    finished = _finished(lines.texts[extent[-1]])
    return (
        not dotted
        and bool(lines.gap[following])
        and finished
        and (wrap.measure != "none" or bool(lines.gap[extent[0]]))
    )


def _runs_to_page_end(
    lines: Lines, extent: Sequence[int], number: int, furniture: Mapping[int, object], pages: set[int], wrap: Wrap
) -> bool:
    """Whether the page ends with these lines, or with the notes that follow them: then no blank line need stand
    before a note."""
    for _ in range(MAX_NOTES_A_PAGE):
        following = next((j for j in range(extent[-1] + 1, len(lines)) if lines.chars[j]), None)
        if following is None or following in furniture or following in pages:
            return True
        found = _NOTE.match(lines.texts[following])
        number += 1
        if found is None or int(found[1] or found[2]) != number:
            return False
        extent = _extent(lines, following, furniture, pages, wrap, number)
    return False


def _wider_after(lines: Lines, wrap: Wrap, j: int) -> bool:
    """Whether body text seems to go on at line `j`: it is followed by a line of body width."""
    return bool(0.85 * wrap.margin <= wrap.size[j] <= wrap.margin)


def beside_marks(drafts: Sequence[Draft], notes: Notes) -> list[Draft]:
    """Drafts with each note right behind the block that its mark stands in, wherever it was printed: where a page ends
    is no matter of the text. Notes without a mark stay where they are."""
    if not notes.notes or not notes.marks:
        return list(drafts)
    count = np.fromiter((len(draft.lines) for draft in drafts), np.int64, len(drafts))
    line = np.fromiter(itertools.chain.from_iterable(draft.lines for draft in drafts), np.int64, int(count.sum()))
    marked = np.zeros(max(int(line.max()), *notes.marks) + 1, bool)
    marked[list(notes.marks)] = True
    inside = np.flatnonzero(marked[line])
    owner = dict(zip(line[inside].tolist(), np.repeat(np.arange(len(drafts)), count)[inside].tolist(), strict=True))
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for k in sorted(owner):
        for _, _, label in notes.marks[k]:
            waiting[label].append(owner[k])
    behind: dict[int, list[Draft]] = defaultdict(list)
    moved: set[int] = set()
    for i, draft in enumerate(drafts):
        if draft.kind is BlockKind.FOOTNOTE and waiting[draft.note]:
            behind[waiting[draft.note].popleft()].append(draft)
            moved.add(i)
    result: list[Draft] = []
    for i, draft in enumerate(drafts):
        if i not in moved:
            result.append(draft)
        result.extend(behind.get(i, ()))
    return result
