"""Closings of letters: a salutation, then who signs, with office and name.

    Hoogachtend,                          a few words and a comma, by themselves
    de wethouder van Dierenwelzijn,       an office: ends in a comma although the line had room
    J.M. ter Braak                        a name, by itself

Known by the name on a line of its own under a line that ends in a comma before it was full; nobody's words are needed.
"""

from __future__ import annotations

import re

import numpy as np

from desktop.segmentation.line_facts import LineFacts

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


def find_closings(facts: LineFacts) -> dict[int, list[int]]:
    """Blocks of closings: first line → its lines. A salutation is a block, each who signs is one."""
    found: dict[int, list[int]] = {}
    if facts.hints.paragraphs:
        return found
    lines, content = facts.lines, np.asarray(facts.content, np.int64)
    short = (lines.chars > 3) & (lines.chars <= MAX_NAME_CHARS) & (lines.digits == 0)
    candidates = content[1:][short[content[1:]] & (lines.last[content[:-1]] == ord(","))].tolist()
    before = {n: k for k, n in facts.next.items()} if candidates else {}
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
        above = before.get(office[0])
        if above is not None and _is_salutation(facts, above, before.get(above)):
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


def _office(facts: LineFacts, before: dict[int, int], k: int, names: set[int]) -> list[int]:
    """Lines of the office above the name at line `k`, or nothing: they begin a block and had room for the name."""
    lines: list[int] = []
    at = before.get(k)
    below = k
    while at is not None and len(lines) < MAX_OFFICE_LINES and facts.gap[below] <= MAX_GAP:
        if at in facts.settled or at in names or facts.ended(at) or (lines and facts.last[at] in ",:;"):
            break
        if not lines and facts.wrapped and facts.gap[below] == 0 and not facts.fits(at, below):
            return []
        if lines and (facts.gap[below] > 0 or (facts.wrapped and facts.fits(at, below))):
            break
        lines.insert(0, at)
        below, at = at, before.get(at)
    if not lines or len(lines) == MAX_OFFICE_LINES:
        return []
    first = lines[0]
    above = before.get(first)
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
