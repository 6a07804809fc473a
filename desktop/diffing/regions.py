"""Changed stretches of a pair of blocks: neighbouring ops as one, widened to the whole amounts, dates and references
they touch, and a lone number to the name before it.

    equal "conform het Toetsingskader" · replace "2009" "2014"   →   Toetsingskader 2009 → Toetsingskader 2014
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.diffing.both_texts import BothTexts
from desktop.diffing.cells import by_cell, cell_starts
from desktop.diffing.token_ops import EQUAL, MatchOps, TokenOp
from desktop.model.comparison import Match, Tag
from desktop.model.stretches import places
from desktop.text.languages import FUNCTION_WORDS
from desktop.text.tokens import Tokens


@dataclass(slots=True)
class Region:
    """A changed stretch of one block pair, in token indices of both rows."""

    i1: int
    i2: int
    j1: int
    j2: int
    case: bool = False


class RegionFinder:
    """Finds the regions of matches. forms: old tokens equal to a new one but written otherwise. typography: how often
    only hyphens, dashes or quotes were others, so far."""

    def __init__(self, texts: BothTexts, forms: Sequence[int]) -> None:
        self.texts, self.forms = texts, forms
        self.typography = 0

    def find(self, match: Match, ops: Sequence[TokenOp]) -> Iterator[Region]:
        """The regions of a match, in order."""
        for piece in self._by_cell(match, ops):
            regions = self._regions(piece)
            if regions:
                yield from self._widen(regions, piece)

    def _by_cell(self, match: Match, ops: Sequence[TokenOp]) -> Sequence[Sequence[TokenOp]]:
        """The ops of two table rows of as many cells, cell by cell: no change reaches over two of them."""
        if len(match.old) != 1 or len(match.new) != 1:
            return [ops]
        old, new = self.texts.documents[0].blocks[match.old[0]], self.texts.documents[1].blocks[match.new[0]]
        left, right = cell_starts(old), cell_starts(new)
        if not left or len(left) != len(right):
            return [ops]
        cells = [
            [bisect_right(starts, at - block.start) for at in column[0][first:last]]
            for starts, block, column, first, last in (
                (left, old, self.texts.columns[0], min(o.i1 for o in ops), max(o.i2 for o in ops)),
                (right, new, self.texts.columns[1], min(o.j1 for o in ops), max(o.j2 for o in ops)),
            )
        ]
        return by_cell(ops, cells[0], cells[1])

    def _regions(self, ops: Sequence[TokenOp]) -> list[Region]:
        owner_old, owner_new = self.texts.columns[0][2], self.texts.columns[1][2]
        regions: list[Region] = []
        glue = False
        for op in ops:
            if op.tag is Tag.EQUAL:
                found = self._form_differences(op)
                for k, n in found:
                    region = Region(op.i1 + k, op.i1 + k + n, op.j1 + k, op.j1 + k + n, True)
                    if glue and k == 0 and regions and regions[-1].i2 == op.i1 and regions[-1].j2 == op.j1:
                        regions[-1] = Region(regions[-1].i1, region.i2, regions[-1].j1, region.j2)
                    else:
                        regions.append(region)
                glue = False
                continue
            if op.tag is Tag.MOVE:
                glue = False
                continue
            if (
                regions
                and glue
                and regions[-1].i2 == op.i1
                and regions[-1].j2 == op.j1
                and self._same_blocks(regions[-1], op, owner_old, owner_new)
            ):
                regions[-1].i2, regions[-1].j2 = op.i2, op.j2
            else:
                regions.append(Region(op.i1, op.i2, op.j1, op.j2))
            glue = True
        return regions

    @staticmethod
    def _same_blocks(region: Region, op: TokenOp, owner_old: Sequence[int], owner_new: Sequence[int]) -> bool:
        old = [owner_old[k] for k in (region.i1, op.i2 - 1) if (region.i2 > region.i1 or k >= op.i1) and op.i2 > op.i1]
        new = [owner_new[k] for k in (region.j1, op.j2 - 1) if (region.j2 > region.j1 or k >= op.j1) and op.j2 > op.j1]
        return len(set(old)) <= 1 and len(set(new)) <= 1

    def _form_differences(self, op: TokenOp) -> list[tuple[int, int]]:
        """Runs of an equal op whose letters differ in case: (offset, length). Hyphens, dashes and quotes are
        forgiven."""
        old, new = self.texts.rows
        left, right = (document.text for document in self.texts.documents)
        runs: list[tuple[int, int]] = []
        for at in self.forms[bisect_left(self.forms, op.i1) : bisect_left(self.forms, op.i2)]:
            k = at - op.i1
            a = left[old.start[op.i1 + k] : old.end[op.i1 + k]]
            b = right[new.start[op.j1 + k] : new.end[op.j1 + k]]
            if [c for c in a if c.isalpha()] == [c for c in b if c.isalpha()] or (
                a.casefold() == a and b.casefold() == b
            ):
                self.typography += 1
                continue
            if runs and runs[-1][0] + runs[-1][1] == k:
                runs[-1] = (runs[-1][0], runs[-1][1] + 1)
            else:
                runs.append((k, 1))
        return runs

    def _widen(self, regions: list[Region], ops: Sequence[TokenOp]) -> list[Region]:
        """Widen each region to the atoms it touches, and a lone number to the name before it."""
        before, after = _equal_room(regions, ops)
        for k, region in enumerate(regions):
            if region.case:
                continue
            left, right = self._reach(region, before[k], after[k])
            region.i1, region.j1 = region.i1 - left, region.j1 - left
            region.i2, region.j2 = region.i2 + right, region.j2 + right
        merged: list[Region] = []
        for region in regions:
            if merged and (region.i1 < merged[-1].i2 or region.j1 < merged[-1].j2):
                last = merged[-1]
                last.i2, last.j2, last.case = max(last.i2, region.i2), max(last.j2, region.j2), False
            else:
                merged.append(region)
        return merged

    def _reach(self, region: Region, room_before: int, room_after: int) -> tuple[int, int]:
        """How many equal tokens before and after belong to the change."""
        left = right = 0
        for side, first, last in ((0, region.i1, region.i2), (1, region.j1, region.j2)):
            starts, ends, owner = self.texts.columns[side]
            if not starts:
                continue
            row_at = min(first, len(owner) - 1)
            block = owner[row_at] if last > first else -1
            if block < 0:
                continue
            base = self.texts.documents[side].blocks[block].start
            for atom in self.texts.atoms(side, block, starts[first] - base, ends[last - 1] - base):
                lo, hi = atom.start + base, atom.end + base
                if lo < ends[last - 1] and starts[first] < hi:
                    while left < room_before and first - left - 1 >= 0 and ends[first - left - 1] > lo:
                        left += 1
                    while right < room_after and last + right < len(starts) and starts[last + right] < hi:
                        right += 1
        if left == right == 0 and room_before and region.i2 - region.i1 == 1 and region.j2 - region.j1 == 1:
            x, y = self.texts.word(0, region.i1), self.texts.word(1, region.j1)
            name = self.texts.word(0, region.i1 - 1)
            if x[:1].isdigit() and y[:1].isdigit() and name[:1].isupper() and name.casefold() not in FUNCTION_WORDS:
                left = 1
        return left, right


def other_forms(tokens: Tokens, ops: MatchOps) -> list[int]:
    """Old tokens that are equal to a new one but written otherwise, ascending."""
    _, i1, i2, j1, _ = ops.rows[ops.rows[:, 0] == EQUAL].T
    old, new = places(i1, i2 - i1), places(j1, i2 - i1)
    return sorted(old[tokens.old.form[old] != tokens.new.form[new]].tolist())


def _equal_room(regions: Sequence[Region], ops: Sequence[TokenOp]) -> tuple[list[int], list[int]]:
    """Equal tokens right before and right after each region, up to the next op."""
    ends = {(op.i2, op.j2): op.i2 - op.i1 for op in ops if op.tag is Tag.EQUAL}
    starts = {(op.i1, op.j1): op.i2 - op.i1 for op in ops if op.tag is Tag.EQUAL}
    before = [ends.get((r.i1, r.j1), 0) for r in regions]
    after = [starts.get((r.i2, r.j2), 0) for r in regions]
    return before, after
