"""Which section became which: shared sentences, titles and numbers speak; order settles what they leave open.

    old  1 Doel   2 Toelichting   3 Werkwijze            flow of words between sections, from scored sentence pairs
           │            ╲             │╲
    new  1 Doel   2 Taken   3 Werkwijze   4 Toezicht      a split: 3 flows into 3 and 4

A `Node` is a section; `Links` holds the primary pairs (one to one) and all further links (splits and merges).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from desktop.alignment.order import heaviest_chain
from desktop.alignment.section_gaps import SIMILAR_TITLE, fill_gaps
from desktop.alignment.section_nodes import FEW_WORDS, Links, Node
from desktop.alignment.titles import Titles

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

TITLE_WORDS = 6.0
NUMBER_WORDS = 2.0
NEAREST = 3
MOVED_SHARE = 0.35
NAMED_MOVED_SHARE = 0.1
LINK_SHARE = 0.40
MIN_LINK_WORDS = 8.0
REHEADED_SHARE = 0.5


def find_flow(
    i: Ints, j: Ints, score: Floats, weight: Floats, old_section: Ints, new_section: Ints
) -> dict[tuple[int, int], float]:
    """Words that flow between sections. i, j, score: scored unit pairs; weight: words of the smaller unit.

    A unit with several equally good partners divides its weight among them, so that boilerplate speaks softly.
    """
    if not len(i):
        return {}
    sharp = score.astype(np.float64) ** 8
    share_old = sharp / np.bincount(i, sharp)[i]
    share_new = sharp / np.bincount(j, sharp)[j]
    words = score**2 * weight * np.minimum(share_old, share_new)
    width = int(new_section.max()) + 1
    code = old_section[i] * width + new_section[j]
    order = np.argsort(code, kind="stable")
    code = code[order]
    first = np.flatnonzero(np.concatenate([[True], code[1:] != code[:-1]]))
    total = np.add.reduceat(words[order], first)
    return {
        (int(c // width), int(c % width)): float(t) for c, t in zip(code[first].tolist(), total.tolist(), strict=True)
    }


def match_sections(
    old: Sequence[Node],
    new: Sequence[Node],
    flow: dict[tuple[int, int], float],
    fixed: Iterable[tuple[int, int]],
    forbidden: set[tuple[int, int]],
    cut: tuple[bool, bool] = (False, False),
) -> Links:
    """Pair sections. fixed, forbidden: pairs a person decided, by index. cut: whether the old and the new document
    begin in the middle."""
    links = Links(flow=_rolled_up(old, new, flow))
    flow = links.flow
    titles = _title_pairs(old, new)
    wording = Titles(n.title for n in (*old, *new))
    fixed = list(fixed)
    links.pairs.update(fixed)
    taken_old, taken_new = {a for a, _ in fixed}, {b for _, b in fixed}
    plausible = [
        (a, b, _weight(old[a], new[b], flow.get((a, b)), titles.get((a, b)), wording))
        for a, b in _plausible_pairs(old, new, flow, titles)
        if (a, b) not in forbidden and a not in taken_old and b not in taken_new
    ]
    base = heaviest_chain([a for a, _, _ in plausible], [b for _, b, _ in plausible], [w for _, _, w in plausible])
    for k in base:
        a, b, _ = plausible[k]
        links.pairs[a] = b
    dropped = _drop_weak(links, titles, set(fixed))
    _add_moves(links, old, new, plausible, titles)
    once = {pair for pair, bonus in titles.items() if bonus >= TITLE_WORDS}
    for _ in range(2):  # once for headings, once more for what stands under those just paired
        fill_gaps(links, old, new, forbidden, dropped, wording, once)
    _pair_headless(links, old, new, cut)
    _mark_moved(links, old, new)
    links.reheaded = {
        a
        for a, b in links.pairs.items()
        if (a, b) not in fixed
        and old[a].title
        and new[b].title
        and not wording.likeness(old[a].title, new[b].title)
        and flow.get((a, b), 0.0) < REHEADED_SHARE * min(old[a].extent, new[b].extent)
    }
    return links


def _rolled_up(
    old: Sequence[Node], new: Sequence[Node], flow: dict[tuple[int, int], float]
) -> dict[tuple[int, int], float]:
    """Give sections that hold only sections the flow of their children, halved at each step up."""
    total = dict(flow)
    layer = flow
    for _ in range(6):
        above: dict[tuple[int, int], float] = defaultdict(float)
        for (a, b), words in layer.items():
            pa, pb = old[a].parent, new[b].parent
            if pa >= 0 and pb >= 0 and old[pa].words < 8 and new[pb].words < 8:
                above[pa, pb] += words / 2
        if not above:
            break
        for pair, words in above.items():
            total[pair] = total.get(pair, 0.0) + words
        layer = above
    return total


def _title_pairs(old: Sequence[Node], new: Sequence[Node]) -> dict[tuple[int, int], float]:
    """Weight of equal titles, in words; a title that many sections bear weighs less, and only near ones are tried."""
    by_title: tuple[dict[str, list[int]], dict[str, list[int]]] = (defaultdict(list), defaultdict(list))
    for side, nodes in enumerate((old, new)):
        for k, node in enumerate(nodes):
            if node.name:
                by_title[side][node.name].append(k)
    result: dict[tuple[int, int], float] = {}
    for title, left in by_title[0].items():
        right = by_title[1].get(title)
        if not right:
            continue
        rarity = 1.0 / (1 + np.log2(max(len(left), len(right))))
        for rank, a in enumerate(left):
            if len(left) * len(right) <= 64:
                near = right
            else:
                at = round(rank * len(right) / len(left))
                near = right[max(0, at - NEAREST) : at + NEAREST + 1]
            for b in near:
                known = TITLE_WORDS * rarity if old[a].telling and new[b].telling else 0.0
                result[a, b] = known + (NUMBER_WORDS if old[a].label == new[b].label else 0.0)
    return result


def _plausible_pairs(
    old: Sequence[Node],
    new: Sequence[Node],
    flow: dict[tuple[int, int], float],
    titles: dict[tuple[int, int], float],
) -> list[tuple[int, int]]:
    """Pairs that may be considered at all: some text in common, or a title where there is hardly text."""
    extent_old, extent_new = [n.extent for n in old], [n.extent for n in new]
    # most pairs share a sentence of many, and are done with here
    enough = [(a, b) for (a, b), words in flow.items() if words >= 0.08 * min(extent_old[a], extent_new[b]) + 0.5]
    named = [pair for pair, bonus in titles.items() if _alike_by_title(old[pair[0]], new[pair[1]], bonus)]
    return [(a, b) for a, b in dict.fromkeys([*enough, *named]) if not _other_division(old[a], new[b])]


def _other_division(a: Node, b: Node) -> bool:
    """ "Part I" holds "Section 1" and is not one."""
    return bool(a.division and b.division and a.division != b.division)


def _alike_by_title(a: Node, b: Node, title: float) -> bool:
    return a.telling and b.telling and (title >= 1.0 or (title > 0 and min(a.words, b.words) < FEW_WORDS))


def _weight(a: Node, b: Node, flow: float | None, title: float | None, wording: Titles) -> float:
    """What speaks for a pair of sections, in words. flow: the words they share, None when no sentence is scored. title:
    weight of their equal titles, None when these differ."""
    weight = (flow or 0.0) + (title or 0.0)
    if flow is None:
        return weight
    if title is None and flow > 1 and a.title and b.title:
        likeness = wording.likeness(a.title, b.title)
        if likeness >= SIMILAR_TITLE:
            weight += TITLE_WORDS * likeness * 0.5
    return weight + NUMBER_WORDS if a.label and a.label == b.label else weight


def _drop_weak(links: Links, titles: dict[tuple[int, int], float], fixed: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Take back pairs whose text clearly went elsewhere: another section shares far more words with either."""
    dropped: set[tuple[int, int]] = set()
    best_old: dict[int, float] = defaultdict(float)
    best_new: dict[int, float] = defaultdict(float)
    for (a, b), words in links.flow.items():
        if words > best_old[a]:
            best_old[a] = words
        if words > best_new[b]:
            best_new[b] = words
    for a, b in list(links.pairs.items()):
        words = links.flow.get((a, b), 0.0)
        other = max(best_old[a], best_new[b])
        bound = 4 + 3 * words + 2 * titles.get((a, b), 0.0)
        if other > bound and (a, b) not in fixed:
            del links.pairs[a]
            dropped.add((a, b))
    return dropped


def _add_moves(
    links: Links,
    old: Sequence[Node],
    new: Sequence[Node],
    pairs: Sequence[tuple[int, int, float]],
    titles: dict[tuple[int, int], float],
) -> None:
    """Pairs out of order that share enough text, best first."""
    used = set(links.pairs.values())
    for a, b, _ in sorted(pairs, key=lambda p: (-p[2], p[0], p[1])):
        if a in links.pairs or b in used:
            continue
        words = links.flow.get((a, b), 0.0)
        least = min(old[a].extent, new[b].extent)
        named = titles.get((a, b), 0.0) >= TITLE_WORDS
        share = NAMED_MOVED_SHARE if named else MOVED_SHARE
        if (words >= share * least and words >= 4) or (named and least < 8):
            links.pairs[a] = b
            used.add(b)


def _pair_headless(links: Links, old: Sequence[Node], new: Sequence[Node], cut: tuple[bool, bool]) -> None:
    """A document that begins in the middle of a section lacks that section's heading: it is the section before the
    partner of the next one, at the same level."""
    partner_of_new = {b: a for a, b in links.pairs.items()}
    if old and new and not old[0].headed and not new[0].headed and 0 not in links.pairs and 0 not in partner_of_new:
        links.pairs[0] = 0  # what stands before the first heading on both sides
        partner_of_new[0] = 0
    if cut[1] and len(new) > 1 and not new[0].headed and 0 not in partner_of_new and 1 in partner_of_new:
        before = _sibling_before(old, partner_of_new[1])
        if before is not None and before not in links.pairs:
            links.pairs[before] = 0
    if cut[0] and len(old) > 1 and not old[0].headed and 0 not in links.pairs and 1 in links.pairs:
        before = _sibling_before(new, links.pairs[1])
        if before is not None and before not in partner_of_new:
            links.pairs[0] = before


def _sibling_before(nodes: Sequence[Node], at: int) -> int | None:
    siblings = [k for k in range(at) if nodes[k].parent == nodes[at].parent]
    return siblings[-1] if siblings else None


def add_links(
    links: Links,
    old: Sequence[Node],
    new: Sequence[Node],
    left_over: dict[tuple[int, int], float],
    forbidden: set[tuple[int, int]],
) -> None:
    """Splits and merges: further pairs in which most words of the smaller side went to the other. left_over: words by
    pair of sections that found no place in the partner."""
    for (a, b), words in left_over.items():
        if links.pairs.get(a) == b or (a, b) in forbidden or words < MIN_LINK_WORDS:
            continue
        if words >= LINK_SHARE * min(old[a].words, new[b].words):
            links.more.add((a, b))


def _mark_moved(links: Links, old: Sequence[Node], new: Sequence[Node]) -> None:
    pairs = sorted(links.pairs.items())
    weight = [20 + min(old[a].words, new[b].words) for a, b in pairs]
    kept = set(heaviest_chain([a for a, _ in pairs], [b for _, b in pairs], weight))
    links.moved = {a for k, (a, _) in enumerate(pairs) if k not in kept}
