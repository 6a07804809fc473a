"""Changes a reader would name: ops gathered to phrases, widened to whole amounts, dates, references and names, with
kind, importance and group.

    equal "conform het Toetsingskader" · replace "2009" "2014"   →   Toetsingskader 2009 → Toetsingskader 2014
    (number, 3)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from desktop.diffing.both_texts import BothTexts
from desktop.diffing.change_kinds import ASPECTS, LONG_WORDS, importance_of, kind_of
from desktop.diffing.letters import letter_runs
from desktop.diffing.regions import Region, RegionFinder, other_forms
from desktop.diffing.token_ops import EQUAL, MatchOps, TokenOp
from desktop.model.comparison import Change, ChangeKind, Level, Mark, Match, Relation, Tag
from desktop.model.document import Document
from desktop.model.options import Ignore
from desktop.text.tokens import Tokens


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
        self.texts = BothTexts(old, new, tokens)
        self.regions = RegionFinder(self.texts, ())
        self.hidden: dict[str, int] = {}

    def run(
        self,
        matches: Sequence[Match],
        ops: MatchOps,
        moves: Sequence[TokenOp],
        inner: Sequence[TokenOp] = (),
    ) -> Found:
        """All changes in the order of the matches."""
        forms = other_forms(self.tokens, ops)
        self.regions = RegionFinder(self.texts, forms)
        changed = _changed(ops, forms)
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
        typography = self.hidden.get("typography", 0) + self.regions.typography
        if typography:
            self.hidden["typography"] = typography
        return Found(tuple(changes), tuple(sorted(self.hidden.items())))

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
        starts, ends, owner = self.texts.columns[side]
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
        owner_old, owner_new = self.texts.columns[0][2], self.texts.columns[1][2]
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
            span_old = self.texts.span(0, move.i1, move.i2, x)
            span_new = self.texts.span(1, move.j1, move.j2, y)
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
        owner_old, owner_new = self.texts.columns[0][2], self.texts.columns[1][2]
        a = owner_old[min(op.i1, len(owner_old) - 1)] if op.i2 > op.i1 else owner_old[max(0, op.i1 - 1)]
        b = owner_new[min(op.j1, len(owner_new) - 1)] if op.j2 > op.j1 else owner_new[max(0, op.j1 - 1)]
        pair = Match(0, Level.BLOCK, (a,), (b,), Relation.PAIRED)
        return self._change(pair, Region(op.i1, op.i2, op.j1, op.j2))

    # ---- changes inside a pair ---------------------------------------------------------------------------------

    def _inside(self, match: Match, ops: Sequence[TokenOp]) -> Iterator[Change]:
        for region in self.regions.find(match, ops):
            change = self._change(match, region)
            if change is not None:
                yield change

    def _change(self, match: Match, region: Region) -> Change | None:
        owner_old, owner_new = self.texts.columns[0][2], self.texts.columns[1][2]
        a = owner_old[region.i1] if region.i2 > region.i1 else self.texts.beside(match.old, owner_old, region.i1)
        b = owner_new[region.j1] if region.j2 > region.j1 else self.texts.beside(match.new, owner_new, region.j1)
        x, y = self.old.blocks[a], self.new.blocks[b]
        span_old, span_new = self.texts.span(0, region.i1, region.i2, x), self.texts.span(1, region.j1, region.j2, y)
        if region.i2 <= region.i1:
            span_old = (self.texts.place(0, region.i1, x),) * 2
        if region.j2 <= region.j1:
            span_new = (self.texts.place(1, region.j1, y),) * 2
        old, new = x.text[slice(*span_old)], y.text[slice(*span_new)]
        if old == new:
            return None
        kind = kind_of(self.texts, region, old, new, a, b)
        if kind is ChangeKind.PUNCTUATION and _only_dashes(old + new) and not _before_figure(self.texts, region):
            self.hidden["typography"] = self.hidden.get("typography", 0) + 1
            return None
        certain = self._certain(region, a, b)
        importance = importance_of(kind, old, new) if certain else 1
        if match.marks and Mark.RENUMBERED in match.marks and x.is_heading and kind in ASPECTS:
            importance = 1
        letters = letter_runs(old, new) if kind is ChangeKind.WORDING and " " not in old + new else ()
        return Change(
            0, old, new, kind, importance, a, b, x.section, y.section, span_old, span_new, 0, certain, letters
        )

    def _certain(self, region: Region, a: int, b: int) -> bool:
        """Whether the change cannot be due to a document that was cut off in this block."""
        sides = (
            (0, self.old, self.new, a, b, region.i1, region.i2),
            (1, self.new, self.old, b, a, region.j1, region.j2),
        )
        for side, document, other, block, beside, begin, at in sides:
            if (
                self.cut_start[1 - side]
                and first_of(other) == beside
                and self.texts.place(side, begin, document.blocks[block]) == 0
            ):
                return False
            if (
                self.cut[side]
                and document.content
                and document.content[-1].id == block
                and self.texts.place(side, at, document.blocks[block]) >= len(document.blocks[block].text) - 1
            ):
                return False
        return True


def first_of(document: Document) -> int:
    """Id of the first block that is compared, -1 without one."""
    return document.content[0].id if document.content else -1


def _only_dashes(text: str) -> bool:
    return all(c in "-–—−•·▪* \u00ad\"'«»“”„‘’" for c in text)


def _changed(ops: MatchOps, forms: Sequence[int]) -> set[int]:
    """Matches in which something is not equal, or equal words are written otherwise."""
    tag, i1, i2 = ops.rows[:, 0], ops.rows[:, 1], ops.rows[:, 2]
    others = np.asarray(forms, np.int64)
    written = np.searchsorted(others, i2) > np.searchsorted(others, i1)
    return set(ops.owner[(tag != EQUAL) | written].tolist())


def _before_figure(texts: BothTexts, region: Region) -> bool:
    """Whether a figure follows the signs that changed: then a dash may be a minus."""
    for side, at in ((0, region.i2), (1, region.j2)):
        row = texts.rows[side]
        if at < len(row) and texts.word(side, at)[:1].isdigit():
            return True
    return False
