"""Find a command or a section by a few letters of its name. Knows no Qt.

rank("nch", ("Next change", "Notes"))    [(0, (0, 5, 6))]       place in the row, which letters were meant
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def plain(text: str) -> str:
    """Lower case, without accents, one character for one character."""
    folded = []
    for c in text:
        base = unicodedata.normalize("NFD", c)[0].lower()
        folded.append(base if len(base) == 1 else c)
    return "".join(folded)


def rank(query: str, names: Sequence[str]) -> list[tuple[int, tuple[int, ...]]]:
    """The names that have all letters of the query in order, best first; ties keep their order. An empty query finds
    all."""
    wanted = plain(query).replace(" ", "")
    found = []
    for i, name in enumerate(names):
        match = _match(wanted, plain(name))
        if match is not None:
            score, letters = match
            found.append((-score, len(name) if wanted else 0, i, letters))
    return [(i, letters) for _, _, i, letters in sorted(found)]


def _match(wanted: str, name: str) -> tuple[int, tuple[int, ...]] | None:
    """How well, and with which letters: runs and beginnings of words count most."""
    if not wanted:
        return 0, ()
    whole = name.find(wanted)
    if whole >= 0:
        begins = whole == 0 or not name[whole - 1].isalnum()
        return (100 if begins else 60) + len(wanted), tuple(range(whole, whole + len(wanted)))
    best = _along(wanted, name, initials=True) or _along(wanted, name, initials=False)
    if best is None:
        return None
    score = 0
    for k, at in enumerate(best):
        score += 3 if at == 0 or not name[at - 1].isalnum() else 1
        score += 2 if k and best[k - 1] == at - 1 else 0
    return score, best


def _along(wanted: str, name: str, initials: bool) -> tuple[int, ...] | None:
    """Places of the letters, each as early as can be; with `initials` the next letter of a run or else of a word's
    beginning."""
    places: list[int] = []
    at = 0
    for c in wanted:
        if initials and not (places and at < len(name) and name[at] == c):
            while at < len(name) and not (name[at] == c and (at == 0 or not name[at - 1].isalnum())):
                at += 1
            if at == len(name):
                return None
        else:
            at = name.find(c, at)
            if at < 0:
                return None
        places.append(at)
        at += 1
    return tuple(places)
