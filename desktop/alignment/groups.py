"""What hangs together: connected groups of old and new items under a set of links.

links (0, 0), (0, 1) over two old and two new items   →   ([0], [0, 1]), ([1], [])
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

Group = tuple[list[int], list[int]]


def connected(links: Iterable[tuple[int, int]], old: Iterable[int], new: Iterable[int]) -> list[Group]:
    """Groups of old and new ids, by their first member, old ones first; an item without link is a group by itself."""
    links, old, new = set(links), list(old), list(new)
    listed_old, listed_new = set(old), set(new)
    times_old, times_new = Counter(a for a, _ in links), Counter(b for _, b in links)
    # most items have one link or none; only what hangs together further needs a search
    alone = {a: b for a, b in links if times_old[a] == times_new[b] == 1 and a in listed_old and b in listed_new}
    head_old, head_new = _heads([(a, b) for a, b in links if a not in alone])
    groups: list[Group] = []
    partners = set(alone.values())
    found: dict[int, Group] = {}

    def group_of(head: int) -> Group:
        if head not in found:
            found[head] = ([], [])
            groups.append(found[head])
        return found[head]

    for a in old:
        if a in alone:
            groups.append(([a], [alone[a]]))
        elif a in head_old:
            group_of(head_old[a])[0].append(a)
        else:
            groups.append(([a], []))
    for b in new:
        if b in head_new:
            group_of(head_new[b])[1].append(b)
        elif b not in partners:
            groups.append(([], [b]))
    return groups


def _heads(links: Iterable[tuple[int, int]]) -> tuple[dict[int, int], dict[int, int]]:
    """One old id for all that hangs together with it, for each old and each new id."""
    parent: dict[int, int] = {}
    of_new: dict[int, int] = {}

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in links:
        parent.setdefault(a, a)
        other = of_new.setdefault(b, a)
        ra, rb = find(a), find(other)
        parent[max(ra, rb)] = min(ra, rb)
    return {a: find(a) for a in parent}, {b: find(a) for b, a in of_new.items()}
