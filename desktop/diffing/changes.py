"""Changes a reader would name: ops gathered to phrases, widened to whole amounts, dates, references and names, with
kind, importance and group.

    equal "conform het Toetsingskader" · replace "2009" "2014"   →   Toetsingskader 2009 → Toetsingskader 2014
    (number, 3)

Importance: 3 for negations, numbers, amounts, dates, references and names, and for eight words or more in or out; 2 for
content words; 1 for function words, renumbering, moved text, and what an excerpt's cut makes uncertain; 0 for case and
punctuation.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.diffing.atoms import Atom, find_atoms
from desktop.diffing.cells import by_cell, cell_starts
from desktop.diffing.letters import letter_runs
from desktop.diffing.token_ops import EQUAL, MatchOps, TokenOp
from desktop.model.comparison import Change, ChangeKind, Level, Mark, Match, Relation, Tag
from desktop.model.document import Block, Document
from desktop.model.options import Ignore
from desktop.model.stretches import places
from desktop.model.words import Ids
from desktop.text.languages import FUNCTION_WORDS
from desktop.text.tokens import TokenRow, Tokens

LONG_WORDS = 8
PUNCTUATION = frozenset(".,;:!?'\"()[]{}-–—−…/«»“”„‘’‚•·")
NEGATIONS = frozenset(
    {"niet", "geen", "nooit", "noch", "not", "no", "never", "nor"}
    | {"nicht", "kein", "keine", "keinen", "keiner", "nie", "ne", "pas", "aucun", "aucune", "jamais"}
)
ATOM_REACH = 60
Columns = tuple["array[int]", "array[int]", "array[int]"]
"""Start, end and block of the tokens of a side."""
ASPECTS = {ChangeKind.AMOUNT, ChangeKind.DATE, ChangeKind.REFERENCE, ChangeKind.NUMBER}
_LABEL_EDGE = " .:()–-"


@dataclass(slots=True)
class _Region:
    """A changed stretch of one block pair, in token indices of both rows."""

    i1: int
    i2: int
    j1: int
    j2: int
    case: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Changes, and how many differences each rule of the options hid."""

    changes: tuple[Change, ...]
    ignored: tuple[tuple[str, int], ...]


class Finder:
    """Finds the changes of one comparison."""

    def __init__(
        self,
        old: Document,
        new: Document,
        tokens: Tokens,
        ignore: frozenset[Ignore],
        cut: tuple[bool, bool],
        cut_start: tuple[bool, bool] = (False, False),
    ) -> None:
        self.old, self.new, self.tokens = old, new, tokens
        self.ignore, self.cut, self.cut_start = ignore, cut, cut_start
        self.columns: tuple[Columns, ...] = tuple(
            (_compact(row.start), _compact(row.end), _compact(row.block)) for row in (tokens.old, tokens.new)
        )
        self.hidden: dict[str, int] = {}
        self.forms: list[int] = []

    def run(
        self,
        matches: Sequence[Match],
        ops: MatchOps,
        moves: Sequence[TokenOp],
        inner: Sequence[TokenOp] = (),
    ) -> Found:
        """All changes in the order of the matches."""
        self.forms = other_forms(self.tokens, ops)
        changed = self._changed(ops)
        raw: list[Change] = []
        moved = self._moved_changes(moves)
        for op in inner:
            change = self._inside_move(op)
            if change is not None and change.block_new is not None:
                moved.setdefault(change.block_new, []).append(change)
        for index, match in enumerate(matches):
            if match.relation is Relation.OUTSIDE:
                continue
            if not match.old or not match.new:
                raw += self._whole(match, ops[index])
            elif index in changed:
                raw += self._inside(match, ops[index])
            for block in match.new:
                raw += moved.get(block, ())
        groups: dict[tuple[str, str, str], int] = {}
        changes: list[Change] = []
        for change in raw:
            rule = self._hidden_by(change)
            if rule:
                self.hidden[rule] = self.hidden.get(rule, 0) + 1
                continue
            key = (" ".join(change.old.casefold().split()), " ".join(change.new.casefold().split()), change.kind.value)
            group = groups.setdefault(key, len(groups) + 1)
            changes.append(change.numbered(len(changes) + 1, group))
        return Found(tuple(changes), tuple(sorted(self.hidden.items())))

    def _changed(self, ops: MatchOps) -> set[int]:
        """Matches in which something is not equal, or equal words are written otherwise."""
        tag, i1, i2 = ops.rows[:, 0], ops.rows[:, 1], ops.rows[:, 2]
        forms = np.asarray(self.forms, np.int64)
        written = np.searchsorted(forms, i2) > np.searchsorted(forms, i1)
        return set(ops.owner[(tag != EQUAL) | written].tolist())

    def _hidden_by(self, change: Change) -> str:
        if change.kind is ChangeKind.CASE and Ignore.CASE in self.ignore:
            return Ignore.CASE.value
        if change.kind is ChangeKind.PUNCTUATION and Ignore.PUNCTUATION in self.ignore:
            return Ignore.PUNCTUATION.value
        if Ignore.FOOTNOTES in self.ignore:
            blocks = [
                d.blocks[b] for d, b in ((self.old, change.block_old), (self.new, change.block_new)) if b is not None
            ]
            if any(b.kind.value == "footnote" for b in blocks):
                return Ignore.FOOTNOTES.value
        if Ignore.NUMBERING in self.ignore and change.kind is ChangeKind.REFERENCE and change.importance == 1:
            return Ignore.NUMBERING.value
        return ""

    # ---- whole blocks and moves --------------------------------------------------------------------------------

    def _whole(self, match: Match, ops: Sequence[TokenOp]) -> Iterator[Change]:
        side = 0 if match.old else 1
        spans = [(o.i1, o.i2) if side == 0 else (o.j1, o.j2) for o in ops if o.tag is not Tag.MOVE]
        whole = len(spans) == len(ops)
        starts, ends, owner = self.columns[side]
        for b in match.old or match.new:
            block = (self.old, self.new)[side].blocks[b]
            for s, e in spans:
                if e <= s or owner[s] != b:
                    continue
                lo, hi = starts[s] - block.start, ends[e - 1] - block.start
                span = (0, len(block.text)) if whole else (lo, hi)
                text = block.text[span[0] : span[1]]
                if _only_dashes(text):
                    continue
                kind = ChangeKind.DELETION if side == 0 else ChangeKind.INSERTION
                importance = 3 if len(text.split()) >= LONG_WORDS else 2
                if side == 0:
                    yield Change(0, text, "", kind, importance, b, None, block.section, None, span, (0, 0), 0)
                else:
                    yield Change(0, "", text, kind, importance, None, b, None, block.section, (0, 0), span, 0)
                if whole:
                    break

    def _moved_changes(self, moves: Sequence[TokenOp]) -> dict[int, list[Change]]:
        """Moved runs as changes of the block where they now stand; neighbouring runs are one."""
        joined: list[TokenOp] = []
        owner_old, owner_new = self.columns[0][2], self.columns[1][2]
        for move in sorted(moves, key=lambda m: (m.j1, m.i1)):
            last = joined[-1] if joined else None
            if (
                last is not None
                and owner_old[last.i1] == owner_old[move.i1]
                and owner_new[last.j1] == owner_new[move.j1]
                and 0 <= move.i1 - last.i2 <= 12
                and 0 <= move.j1 - last.j2 <= 12
            ):
                joined[-1] = TokenOp(Tag.MOVE, last.i1, move.i2, last.j1, move.j2)
            else:
                joined.append(move)
        result: dict[int, list[Change]] = {}
        for move in joined:
            a, b = owner_old[move.i1], owner_new[move.j1]
            x, y = self.old.blocks[a], self.new.blocks[b]
            span_old = self._span(0, move.i1, move.i2, x)
            span_new = self._span(1, move.j1, move.j2, y)
            result.setdefault(b, []).append(
                Change(
                    0,
                    x.text[slice(*span_old)],
                    y.text[slice(*span_new)],
                    ChangeKind.MOVED,
                    1,
                    a,
                    b,
                    x.section,
                    y.section,
                    span_old,
                    span_new,
                    0,
                )
            )
        return result

    def _inside_move(self, op: TokenOp) -> Change | None:
        """What changed inside a sentence that moved."""
        owner_old, owner_new = self.columns[0][2], self.columns[1][2]
        a = owner_old[min(op.i1, len(owner_old) - 1)] if op.i2 > op.i1 else owner_old[max(0, op.i1 - 1)]
        b = owner_new[min(op.j1, len(owner_new) - 1)] if op.j2 > op.j1 else owner_new[max(0, op.j1 - 1)]
        pair = Match(0, Level.BLOCK, (a,), (b,), Relation.PAIRED)
        return self._change(pair, _Region(op.i1, op.i2, op.j1, op.j2))

    def _span(self, side: int, first: int, last: int, block: Block) -> tuple[int, int]:
        starts, ends, _ = self.columns[side]
        if last <= first:
            return 0, 0
        return starts[first] - block.start, ends[last - 1] - block.start

    # ---- changes inside a pair ---------------------------------------------------------------------------------

    def _inside(self, match: Match, ops: Sequence[TokenOp]) -> Iterator[Change]:
        for piece in self._by_cell(match, ops):
            regions = self._regions(piece)
            if not regions:
                continue
            for region in self._widen(regions, piece):
                change = self._change(match, region)
                if change is not None:
                    yield change

    def _by_cell(self, match: Match, ops: Sequence[TokenOp]) -> Sequence[Sequence[TokenOp]]:
        """The ops of two table rows of as many cells, cell by cell: no change reaches over two of them."""
        if len(match.old) != 1 or len(match.new) != 1:
            return [ops]
        old, new = self.old.blocks[match.old[0]], self.new.blocks[match.new[0]]
        left, right = cell_starts(old), cell_starts(new)
        if not left or len(left) != len(right):
            return [ops]
        cells = [
            [bisect_right(starts, at - block.start) for at in column[0][first:last]]
            for starts, block, column, first, last in (
                (left, old, self.columns[0], min(o.i1 for o in ops), max(o.i2 for o in ops)),
                (right, new, self.columns[1], min(o.j1 for o in ops), max(o.j2 for o in ops)),
            )
        ]
        return by_cell(ops, cells[0], cells[1])

    def _regions(self, ops: Sequence[TokenOp]) -> list[_Region]:
        owner_old, owner_new = self.columns[0][2], self.columns[1][2]
        regions: list[_Region] = []
        glue = False
        for op in ops:
            if op.tag is Tag.EQUAL:
                found = self._form_differences(op)
                for k, n in found:
                    region = _Region(op.i1 + k, op.i1 + k + n, op.j1 + k, op.j1 + k + n, True)
                    if glue and k == 0 and regions and regions[-1].i2 == op.i1 and regions[-1].j2 == op.j1:
                        regions[-1] = _Region(regions[-1].i1, region.i2, regions[-1].j1, region.j2)
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
                regions.append(_Region(op.i1, op.i2, op.j1, op.j2))
            glue = True
        return regions

    @staticmethod
    def _same_blocks(region: _Region, op: TokenOp, owner_old: Sequence[int], owner_new: Sequence[int]) -> bool:
        old = [owner_old[k] for k in (region.i1, op.i2 - 1) if (region.i2 > region.i1 or k >= op.i1) and op.i2 > op.i1]
        new = [owner_new[k] for k in (region.j1, op.j2 - 1) if (region.j2 > region.j1 or k >= op.j1) and op.j2 > op.j1]
        return len(set(old)) <= 1 and len(set(new)) <= 1

    def _form_differences(self, op: TokenOp) -> list[tuple[int, int]]:
        """Runs of an equal op whose letters differ in case: (offset, length). Hyphens, dashes and quotes are
        forgiven."""
        old, new = self.tokens.old, self.tokens.new
        runs: list[tuple[int, int]] = []
        for at in self.forms[bisect_left(self.forms, op.i1) : bisect_left(self.forms, op.i2)]:
            k = at - op.i1
            a = self.old.text[old.start[op.i1 + k] : old.end[op.i1 + k]]
            b = self.new.text[new.start[op.j1 + k] : new.end[op.j1 + k]]
            if [c for c in a if c.isalpha()] == [c for c in b if c.isalpha()] or (
                a.casefold() == a and b.casefold() == b
            ):
                self.hidden["typography"] = self.hidden.get("typography", 0) + 1
                continue
            if runs and runs[-1][0] + runs[-1][1] == k:
                runs[-1] = (runs[-1][0], runs[-1][1] + 1)
            else:
                runs.append((k, 1))
        return runs

    def _widen(self, regions: list[_Region], ops: Sequence[TokenOp]) -> list[_Region]:
        """Widen each region to the atoms it touches, and a lone number to the name before it."""
        before, after = _equal_room(regions, ops)
        for k, region in enumerate(regions):
            if region.case:
                continue
            left, right = self._reach(region, before[k], after[k])
            region.i1, region.j1 = region.i1 - left, region.j1 - left
            region.i2, region.j2 = region.i2 + right, region.j2 + right
        merged: list[_Region] = []
        for region in regions:
            if merged and (region.i1 < merged[-1].i2 or region.j1 < merged[-1].j2):
                last = merged[-1]
                last.i2, last.j2, last.case = max(last.i2, region.i2), max(last.j2, region.j2), False
            else:
                merged.append(region)
        return merged

    def _reach(self, region: _Region, room_before: int, room_after: int) -> tuple[int, int]:
        """How many equal tokens before and after belong to the change."""
        left = right = 0
        for side, first, last in ((0, region.i1, region.i2), (1, region.j1, region.j2)):
            starts, ends, owner = self.columns[side]
            if not starts:
                continue
            row_at = min(first, len(owner) - 1)
            block = owner[row_at] if last > first else -1
            if block < 0:
                continue
            base = (self.old, self.new)[side].blocks[block].start
            for atom in self._atoms(side, block, starts[first] - base, ends[last - 1] - base):
                lo, hi = atom.start + base, atom.end + base
                if lo < ends[last - 1] and starts[first] < hi:
                    while left < room_before and first - left - 1 >= 0 and ends[first - left - 1] > lo:
                        left += 1
                    while right < room_after and last + right < len(starts) and starts[last + right] < hi:
                        right += 1
        if left == right == 0 and room_before and region.i2 - region.i1 == 1 and region.j2 - region.j1 == 1:
            x, y = self._word(0, region.i1), self._word(1, region.j1)
            name = self._word(0, region.i1 - 1)
            if x[:1].isdigit() and y[:1].isdigit() and name[:1].isupper() and name.casefold() not in FUNCTION_WORDS:
                left = 1
        return left, right

    def _word(self, side: int, k: int) -> str:
        row: TokenRow = (self.tokens.old, self.tokens.new)[side]
        return (self.old, self.new)[side].text[row.start[k] : row.end[k]]

    def _atoms(self, side: int, block: int, lo: int, hi: int) -> list[Atom]:
        """Atoms within reach of a stretch of a block's text."""
        text = (self.old, self.new)[side].blocks[block].text
        begin = max(0, lo - ATOM_REACH)
        return [Atom(a.start + begin, a.end + begin, a.kind) for a in find_atoms(text[begin : hi + ATOM_REACH])]

    def _change(self, match: Match, region: _Region) -> Change | None:
        owner_old, owner_new = self.columns[0][2], self.columns[1][2]
        a = owner_old[region.i1] if region.i2 > region.i1 else self._beside(match.old, owner_old, region.i1)
        b = owner_new[region.j1] if region.j2 > region.j1 else self._beside(match.new, owner_new, region.j1)
        x, y = self.old.blocks[a], self.new.blocks[b]
        span_old, span_new = self._span(0, region.i1, region.i2, x), self._span(1, region.j1, region.j2, y)
        if region.i2 <= region.i1:
            span_old = (self._place(0, region.i1, x),) * 2
        if region.j2 <= region.j1:
            span_new = (self._place(1, region.j1, y),) * 2
        old, new = x.text[slice(*span_old)], y.text[slice(*span_new)]
        if old == new:
            return None
        kind = self._kind(region, old, new, a, b)
        if kind is ChangeKind.PUNCTUATION and _only_dashes(old + new) and not self._before_figure(region):
            self.hidden["typography"] = self.hidden.get("typography", 0) + 1
            return None
        certain = self._certain(region, a, b)
        importance = self._importance(kind, old, new) if certain else 1
        if match.marks and Mark.RENUMBERED in match.marks and x.is_heading and kind in ASPECTS:
            importance = 1
        letters = letter_runs(old, new) if kind is ChangeKind.WORDING and " " not in old + new else ()
        return Change(
            0, old, new, kind, importance, a, b, x.section, y.section, span_old, span_new, 0, certain, letters
        )

    def _before_figure(self, region: _Region) -> bool:
        """Whether a figure follows the signs that changed: then a dash may be a minus."""
        for side, at in ((0, region.i2), (1, region.j2)):
            row = (self.tokens.old, self.tokens.new)[side]
            if at < len(row) and self._word(side, at)[:1].isdigit():
                return True
        return False

    def _beside(self, blocks: Sequence[int], owner: Sequence[int], k: int) -> int:
        """Block of an empty side: that of the token before it, if it is in the match."""
        for at in (k - 1, k):
            if 0 <= at < len(owner) and owner[at] in blocks:
                return owner[at]
        return blocks[0]

    def _place(self, side: int, k: int, block: Block) -> int:
        starts, ends, owner = self.columns[side]
        if 0 < k <= len(owner) and owner[k - 1] == block.id:
            return ends[k - 1] - block.start
        return max(0, starts[k] - block.start) if k < len(starts) and owner[k] == block.id else 0

    def _certain(self, region: _Region, a: int, b: int) -> bool:
        """Whether the change cannot be due to a document that was cut off in this block."""
        sides = (
            (0, self.old, self.new, a, b, region.i1, region.i2),
            (1, self.new, self.old, b, a, region.j1, region.j2),
        )
        for side, document, other, block, beside, begin, at in sides:
            if (
                self.cut_start[1 - side]
                and first_of(other) == beside
                and self._place(side, begin, document.blocks[block]) == 0
            ):
                return False
            if (
                self.cut[side]
                and document.content
                and document.content[-1].id == block
                and self._place(side, at, document.blocks[block]) >= len(document.blocks[block].text) - 1
            ):
                return False
        return True

    def _kind(self, region: _Region, old: str, new: str, a: int, b: int) -> ChangeKind:
        if region.case:
            return ChangeKind.CASE
        signs = {c for c in old + new if not c.isalnum() and not c.isspace()}
        if not any(c.isalnum() for c in old + new):
            return ChangeKind.PUNCTUATION if signs <= PUNCTUATION else ChangeKind.WORDING
        if not _letters(old):
            return ChangeKind.INSERTION
        if not _letters(new):
            return ChangeKind.DELETION
        if "".join(c for c in old if c.isalnum()) == "".join(c for c in new if c.isalnum()):
            if any(c.isdigit() for c in old + new):
                return ChangeKind.NUMBER  # 1.5 → 15, -5 → 5, 5 % → 5: the sign is the content
            return ChangeKind.PUNCTUATION if signs <= PUNCTUATION else ChangeKind.WORDING
        if old.casefold() == new.casefold():
            return ChangeKind.CASE
        changed_old, changed_new = _distinct(old, new)
        spans = ((0, a, region.i1, region.i2), (1, b, region.j1, region.j2))
        kinds = [self._atom_kind(side, block, lo, hi) for side, block, lo, hi in spans]
        if kinds[0] and kinds[0] == kinds[1]:
            return kinds[0]
        if changed_old | changed_new and all(w[:1].isdigit() for w in changed_old | changed_new):
            return ChangeKind.NUMBER
        if not changed_new and changed_old:
            return (
                ChangeKind.DELETION
                if set(changed_old) and old.casefold().find(new.casefold()) >= 0
                else ChangeKind.WORDING
            )
        if not changed_old and changed_new:
            return ChangeKind.INSERTION if new.casefold().find(old.casefold()) >= 0 else ChangeKind.WORDING
        first = self.old.blocks[a]  # a capital after "1. " is that of a beginning, not of a name
        before = first.text[: self.columns[0][0][region.i1] - first.start]
        begins = before.strip(_LABEL_EDGE) in ("", first.label.strip(_LABEL_EDGE))
        if _is_name(old) and _is_name(new) and not (begins and " " not in old.strip()):
            return ChangeKind.NAME
        return ChangeKind.WORDING

    def _atom_kind(self, side: int, block: int, first: int, last: int) -> ChangeKind | None:
        starts, ends, _ = self.columns[side]
        base = (self.old, self.new)[side].blocks[block].start
        lo, hi = starts[first] - base, ends[last - 1] - base
        for atom in self._atoms(side, block, lo, hi):
            if atom.start >= lo - 1 and atom.end <= hi + 1 and (atom.end - atom.start) * 2 >= hi - lo:
                return atom.kind
        return None

    @staticmethod
    def _importance(kind: ChangeKind, old: str, new: str) -> int:
        if kind in (ChangeKind.CASE, ChangeKind.PUNCTUATION):
            return 0
        if kind in ASPECTS or kind is ChangeKind.NAME:
            return 3
        changed_old, changed_new = _distinct(old, new)
        content = [w for w in changed_old | changed_new if w not in FUNCTION_WORDS and any(c.isalnum() for c in w)]
        one_sided = not _letters(old) or not _letters(new)
        if (
            len(content) >= LONG_WORDS
            or (one_sided and len((old + new).split()) >= LONG_WORDS)
            or any(w[:1].isdigit() for w in content)
            or (changed_old | changed_new) & NEGATIONS
        ):
            return 3
        if not changed_old and not changed_new:
            return 2  # the same words with other signs between them
        return 2 if content else 1


def other_forms(tokens: Tokens, ops: MatchOps) -> list[int]:
    """Old tokens that are equal to a new one but written otherwise, ascending."""
    _, i1, i2, j1, _ = ops.rows[ops.rows[:, 0] == EQUAL].T
    old, new = places(i1, i2 - i1), places(j1, i2 - i1)
    return sorted(old[tokens.old.form[old] != tokens.new.form[new]].tolist())


def _equal_room(regions: Sequence[_Region], ops: Sequence[TokenOp]) -> tuple[list[int], list[int]]:
    """Equal tokens right before and right after each region, up to the next op."""
    ends = {(op.i2, op.j2): op.i2 - op.i1 for op in ops if op.tag is Tag.EQUAL}
    starts = {(op.i1, op.j1): op.i2 - op.i1 for op in ops if op.tag is Tag.EQUAL}
    before = [ends.get((r.i1, r.j1), 0) for r in regions]
    after = [starts.get((r.i2, r.j2), 0) for r in regions]
    return before, after


def _compact(column: Ids) -> array[int]:
    """A column whose numbers are read one by one: as quick as a list, and a tenth of its size."""
    return array("i", column.tobytes())


def first_of(document: Document) -> int:
    """Id of the first block that is compared, -1 without one."""
    return document.content[0].id if document.content else -1


def _letters(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _only_dashes(text: str) -> bool:
    return all(c in "-–—−•·▪* \u00ad\"'«»“”„‘’" for c in text)


def _distinct(old: str, new: str) -> tuple[set[str], set[str]]:
    """Words of either side that the other has not (without outer signs)."""
    a = {w.strip(".,;:()«»“”\"'").casefold() for w in old.split()} - {""}
    b = {w.strip(".,;:()«»“”\"'").casefold() for w in new.split()} - {""}
    return a - b, b - a


def _is_name(text: str) -> bool:
    words = [w.strip(".,;:()«»“”\"'") for w in text.split()]
    content = [w for w in words if w and w.casefold() not in FUNCTION_WORDS]
    return bool(content) and all(w[0].isupper() for w in content)
