"""What was left between two pairs of sections that follow one another on both sides: paired by names, in order."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from desktop.alignment.order import heaviest_chain
from desktop.alignment.section_nodes import FEW_WORDS, Links, Node
from desktop.alignment.similarity import word_likeness
from desktop.alignment.titles import Titles

MAX_GAP_PAIRS = 900
SIMILAR_TITLE = 0.65
"""Line F of the aligned editions is the same from 0.56 to 0.75 and falls below."""

LONE_TITLE = 0.4
"""Enough where each side has but one section in its place, and hardly a word in it."""

SIMILAR_DIVISION = 0.5
"""`Beleidsartikel 2` and `Beleidsthema 2` have 0.54 of their letters in common, `Teil` and `Abschnitt` 0.15."""


def fill_gaps(
    links: Links,
    old: Sequence[Node],
    new: Sequence[Node],
    forbidden: set[tuple[int, int]],
    dropped: set[tuple[int, int]],
    wording: Titles,
    once: set[tuple[int, int]],
) -> None:
    """Between two pairs that follow one another on both sides: pair what is left by likeness of titles, in order.

    A number alone does not bring back a pair that was dropped: the text of "4. Food" is not that of "4. Fines".
    """
    edges = [(-1, -1), *sorted(links.pairs.items()), (len(old), len(new))]
    used = set(links.pairs.values())
    for (a0, b0), (a1, b1) in itertools.pairwise(edges):
        if b1 <= b0:
            continue
        left = [a for a in range(a0 + 1, a1) if a not in links.pairs]
        right = [b for b in range(b0 + 1, b1) if b not in used]
        if not left or not right or len(left) * len(right) > MAX_GAP_PAIRS:
            continue
        alone = len(left) == len(right) == 1 and max(old[left[0]].extent, new[right[0]].extent) < FEW_WORDS
        known = _known_by_name(left, right, old, new, links.pairs) | once
        found = []
        for a in left:
            for b in right:
                if (a, b) in forbidden or not old[a].headed or not new[b].headed:
                    continue
                likeness = _name_score(old[a], new[b], wording)
                if likeness == 1.0 and old[a].title and (a, b) not in known:
                    likeness = 0.0  # several bear this name, and nothing but the text tells which is which
                share = links.flow.get((a, b), 0.0) / max(1.0, min(old[a].extent, new[b].extent))
                same_number = bool(old[a].label) and old[a].label == new[b].label
                value = likeness + share + 0.2 * same_number
                same_number &= (a, b) not in dropped
                if likeness >= (LONE_TITLE if alone else SIMILAR_TITLE) or (
                    share >= 0.08 and (likeness >= 0.4 or same_number)
                ):
                    found.append((a, b, value))
        for k in heaviest_chain([f[0] for f in found], [f[1] for f in found], [f[2] for f in found]):
            a, b, _ = found[k]
            links.pairs[a] = b
            used.add(b)


def _known_by_name(
    left: Sequence[int], right: Sequence[int], old: Sequence[Node], new: Sequence[Node], pairs: dict[int, int]
) -> set[tuple[int, int]]:
    """Sections of a gap that are the only ones of their name in it, and alone there or under headings that are each
    other's."""
    count_old, count_new = Counter(old[a].name for a in left), Counter(new[b].name for b in right)
    place = {new[b].name: b for b in right}
    return {
        (a, place[old[a].name])
        for a in left
        if count_old[old[a].name] == count_new[old[a].name] == 1
        and (len(left) == len(right) == 1 or _under_one_heading(a, place[old[a].name], old, new, pairs))
    }


def _under_one_heading(a: int, b: int, old: Sequence[Node], new: Sequence[Node], pairs: dict[int, int]) -> bool:
    """Whether two sections stand somewhere under headings that are each other's, or under none at all."""
    above_old, above_new = _ancestors(old, a), _ancestors(new, b)
    if not above_old or not above_new:
        return not above_old and not above_new
    return any(pairs.get(x) in above_new for x in above_old)


def _ancestors(nodes: Sequence[Node], at: int) -> list[int]:
    found = []
    while (at := nodes[at].parent) >= 0:
        found.append(at)
    return found


def _name_score(a: Node, b: Node, wording: Titles) -> float:
    """Likeness of two names, 0–1: of titles by their words; of bare numbers by the word before the same number."""
    if a.title and b.title:
        return wording.likeness(a.title, b.title)
    if a.title or b.title or not (a.telling and b.telling):
        return 0.0
    if a.name == b.name:
        return 1.0
    same_number = a.name.rpartition(" ")[2] == b.name.rpartition(" ")[2]
    return SIMILAR_TITLE * (same_number and word_likeness(a.division, b.division) >= SIMILAR_DIVISION)
