"""What hangs together: connected groups of old and new items under a set of links.

links (0, 0), (0, 1) over two old and two new items   →   ([0], [0, 1]), ([1], [])
"""

from __future__ import annotations

from collections.abc import Iterable


def connected(
    links: Iterable[tuple[int, int]], old: Iterable[int], new: Iterable[int]
) -> list[tuple[list[int], list[int]]]:
    """Groups of old and new ids, by their first member, old ones first; an item without link is a group by itself."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def find(x: tuple[int, int]) -> tuple[int, int]:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in links:
        ra, rb = find((0, a)), find((1, b))
        if ra != rb:
            parent[max(ra, rb)] = min(ra, rb)
    groups: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
    for side, ids in enumerate((old, new)):
        for k in ids:
            groups.setdefault(find((side, k)), ([], []))[side].append(k)
    return list(groups.values())
