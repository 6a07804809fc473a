"""Closings of letters: a salutation, then who signs, with office and name.

    Hoogachtend,                          a few words and a comma, by themselves
    de wethouder van Dierenwelzijn,       an office: ends in a comma although the line had room
    J.M. ter Braak                        a name, by itself

    Done at Brussels, 29 April 2021.      a place and a day; below it, part by part:
    For the Council                       for whom,
    The President                         an office, and
    A. P. ZACARIAS                        a name

Known by the name on a line of its own under a line that ends in a comma before it was full, or below a place and a day;
nobody's words are needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import numpy as np

from desktop.segmentation.line_facts import LineFacts
from desktop.segmentation.neighbours import place_before
from desktop.text.languages import DIVISIONS
from desktop.text.numbering import parse_numbering

MAX_NAME_CHARS = 45
MAX_OFFICE_LINES = 3
MAX_SALUTATION_WORDS = 5
MAX_WORDS_ABOVE_NAME = 3
MAX_GAP = 4
_PARTICLE = r"(?:van|de|den|der|ter|ten|te|het|in|op|’t|'t|von|zu|zur|zum|le|la|du|di|da|del|al|el|und)"
_TITLE = r"(?:(?:[Dd]rs?|[Mm]rs?|[Mm]s|[Pp]rof|[Ii]ng|[Ii]r)\.\s?)*"
_NAME = r"[A-ZÀ-Þ][\w’'-]+"
# J.M. ter Braak; mr. W.A. de Boer-Jansen
SIGNATORY = re.compile(rf"{_TITLE}(?:[A-ZÀ-Þ]h?\.\s?){{1,5}}(?:\s?{_PARTICLE}\b)*\s*{_NAME}(?:\s{_NAME})?")
# Anna van den Berg
_FULL_NAME = re.compile(rf"{_TITLE}{_NAME}(?:\s(?:[A-ZÀ-Þ]\.|{_PARTICLE}|{_NAME})){{0,3}}\s{_NAME}")
# Done at Brussels, 29 April 2021. · Fait à Paris, le 30 juillet 2021 · Berlin, den 3. Mai 2021
_PLACE_AND_DAY = re.compile(
    r"[A-ZÀ-Þ’'][^\d.;:]{1,40}, (?:\w{2,3} )?\d{1,2}(?:\.|er|st|nd|rd|th)? [^\W\d]{3,10}\.? (?:19|20)\d\d\.?"
)
MIN_LINES_BEFORE = 6
"""A letter begins with a place and a day as well, and then who it is for."""
MAX_LINES_OF_ONE = 4
MAX_WORDS_OF_ONE = 9


def find_closings(facts: LineFacts) -> dict[int, list[int]]:
    """Blocks of closings: first line → its lines. A salutation is a block, each who signs is one."""
    if facts.hints.paragraphs:
        return {}
    return {**_by_name_and_office(facts), **_below_a_day(facts), **_by_commas(facts)}


def _by_name_and_office(facts: LineFacts) -> dict[int, list[int]]:
    """A name and below it, in lower case, an office, between a finished sentence and a numbered heading or the end:
    "Ina Adema", "burgemeester van Lelystad" below a foreword."""
    found: dict[int, list[int]] = {}
    lines = facts.lines
    short = (lines.chars > 3) & (lines.chars <= MAX_NAME_CHARS) & (lines.digits == 0) & (lines.gap > 0)
    lower = np.asarray(facts.lower, bool)
    short[:-1] &= lower[1:] & (lines.chars[1:] <= MAX_NAME_CHARS)
    for k in np.flatnonzero(short).tolist():
        above, office = place_before(facts.content, k), facts.next.get(k)
        if above is None or office is None or not facts.ended(above) or k in facts.settled:
            continue
        below = facts.next.get(office)
        if not _ends_line_of_words(facts, office) or not (
            SIGNATORY.fullmatch(facts.texts[k]) or _FULL_NAME.fullmatch(facts.texts[k])
        ):
            continue
        if below is None or (facts.gap[below] > 0 and parse_numbering(facts.texts[below]) is not None):
            found[k] = [k, office]
    return found


def _ends_line_of_words(facts: LineFacts, k: int) -> bool:
    return facts.gap[k] == 0 and facts.last[k].isalpha() and not any(c.isdigit() for c in facts.texts[k])


def _below_a_day(facts: LineFacts) -> dict[int, list[int]]:
    """Those who sign below a place and a day: short lines without figures between blank lines, one of them a name."""
    found: dict[int, list[int]] = {}
    lines = facts.lines
    figure = (lines.last >= 48) & (lines.last <= 57) | (lines.last == ord("."))
    if len(facts.content) <= MIN_LINES_BEFORE:
        return found
    begin = facts.content[MIN_LINES_BEFORE]
    dated = np.flatnonzero(figure & (lines.digits >= 5) & (lines.digits <= 6) & (lines.chars <= 80)).tolist()
    for at in dated:
        if at < begin or at in facts.settled or not _PLACE_AND_DAY.fullmatch(facts.texts[at]):
            continue
        group: list[int] = []
        k = facts.next.get(at)
        while k is not None:
            group = [*group, k] if group and not facts.gap[k] else [k]
            n = facts.next.get(k)
            if n is None or facts.gap[n] > 0:
                if not _signs(facts, group):
                    break
                found[group[0]] = group
            k = n
    return found


def _signs(facts: LineFacts, group: list[int]) -> bool:
    if len(group) > MAX_LINES_OF_ONE or facts.gap[group[0]] > MAX_GAP or any(k in facts.settled for k in group):
        return False
    texts = [facts.texts[k] for k in group]
    if any(any(c.isdigit() for c in t) or len(t.split()) > MAX_WORDS_OF_ONE or t[-1] in ".;" for t in texts):
        return False
    if any(t.partition(" ")[0].casefold() in DIVISIONS for t in texts):
        return False
    return any(SIGNATORY.fullmatch(t) or _FULL_NAME.fullmatch(t) for t in texts)


def _by_commas(facts: LineFacts) -> dict[int, list[int]]:
    """Those who sign below an office that ends in a comma, and the salutation above them."""
    found: dict[int, list[int]] = {}
    lines, content = facts.lines, np.asarray(facts.content, np.int64)
    short = (lines.chars > 3) & (lines.chars <= MAX_NAME_CHARS) & (lines.digits == 0)
    candidates = content[1:][short[content[1:]] & (lines.last[content[:-1]] == ord(","))].tolist()
    before = partial(place_before, facts.content)
    names: set[int] = set()
    for k in candidates:
        if k in facts.settled:
            continue
        text = facts.texts[k]
        initials = SIGNATORY.fullmatch(text) is not None
        if not initials and not _FULL_NAME.fullmatch(text):
            continue
        office = _office(facts, before, k, names)
        if not office or not _ends_after(facts, k):
            continue
        found[office[0]] = [*office, k]
        names.add(k)
        above = before(office[0])
        if above is not None and _is_salutation(facts, above, before(above)):
            found[above] = [above]
        elif (
            len(office) == 1
            and not initials
            and len(facts.texts[office[0]].split()) <= MAX_WORDS_ABOVE_NAME
            and _is_salutation(facts, office[0], above)
        ):
            found[office[0]] = [office[0]]
            found[k] = [k, *_office_below(facts, k)]
    return found


def is_signed(text: str) -> bool:
    """Whether a line is an office and a name: "De Minister van Financiën, W. Kok"."""
    return SIGNATORY.fullmatch(text.rpartition(", ")[2]) is not None


def _office_below(facts: LineFacts, k: int) -> list[int]:
    """The office under the name at line `k`, as English letters have it: one short line, and then nothing."""
    n = facts.next.get(k)
    if n is None or facts.gap[n] > 0 or facts.lines.chars[n] > MAX_NAME_CHARS or facts.last[n] in ".,:;":
        return []
    m = facts.next.get(n)
    return [n] if m is None or facts.gap[m] > 0 else []


def _office(facts: LineFacts, before: Callable[[int], int | None], k: int, names: set[int]) -> list[int]:
    """Lines of the office above the name at line `k`, or nothing: they begin a block and had room for the name."""
    lines: list[int] = []
    at = before(k)
    below = k
    while at is not None and len(lines) < MAX_OFFICE_LINES and facts.gap[below] <= MAX_GAP:
        if at in facts.settled or at in names or facts.ended(at) or (lines and facts.last[at] in ",:;"):
            break
        if not lines and facts.wrapped and facts.gap[below] == 0 and not facts.fits(at, below):
            return []
        if lines and (facts.gap[below] > 0 or (facts.wrapped and facts.fits(at, below))):
            break
        lines.insert(0, at)
        below, at = at, before(at)
    if not lines or len(lines) == MAX_OFFICE_LINES:
        return []
    first = lines[0]
    above = before(first)
    begins = (
        facts.gap[first] > 0
        or above is None
        or facts.ended(above)
        or facts.last[above] == ","
        or above in facts.settled
        or above in names
    )
    return lines if begins and not any(c.isdigit() for j in lines for c in facts.texts[j]) else []


def _ends_after(facts: LineFacts, k: int) -> bool:
    """Whether the text is over after the name, or a new block begins."""
    n = facts.next.get(k)
    if n is None or facts.gap[n] > 0 or n in facts.settled or n in facts.pages or n in facts.apart:
        return True
    return facts.last[n] == "," or (not facts.lower[n] and (not facts.wrapped or facts.fits(k, n)))


def _is_salutation(facts: LineFacts, k: int, above: int | None) -> bool:
    """Whether line `k` is a short greeting that stands by itself after a finished sentence."""
    text = facts.texts[k]
    if k in facts.settled or text[-1] != "," or not text[0].isupper() or len(text.split()) > MAX_SALUTATION_WORDS:
        return False
    return above is None or facts.gap[k] > 0 or facts.ended(above)
