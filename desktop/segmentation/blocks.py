"""Which lines form one block, and what kind of block it is.

One pass over the lines that are neither furniture, note nor table. Each line either goes on with the block before it or
begins one; the reasons, strongest first: a list marker, a heading, a blank line, a line before it that ended on purpose
(the next word would have fitted) after a finished sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from desktop.model.document import BlockKind
from desktop.segmentation.closings import find_closings
from desktop.segmentation.drafts import NO_HINTS, Draft, Hints, Walk
from desktop.segmentation.furniture import Furniture
from desktop.segmentation.heading_runs import demote_stacks, number_letters
from desktop.segmentation.headings import Headings
from desktop.segmentation.line_facts import BULLETS, CLOSERS, DASHES, SENTENCE_END, WRAP_SLACK, LineFacts
from desktop.segmentation.notes import Notes
from desktop.segmentation.tables import Row
from desktop.text.char_tables import among
from desktop.text.languages import ANNEXES, DIVISIONS
from desktop.text.lines import Bools, Lines, Wrap
from desktop.text.numbering import Numbering

_MAY_BE_BULLETS = BULLETS | DASHES | {"o"}


def find_blocks(
    lines: Lines,
    lower: Bools,
    wrap: Wrap,
    furniture: Furniture,
    notes: Notes,
    rows: Mapping[int, Row],
    hints: Hints = NO_HINTS,
) -> list[Draft]:
    """Group lines into drafts in reading order; a paragraph that furniture or a note cuts is one draft."""
    return _Pass(LineFacts(lines, lower, wrap, furniture, notes, rows, hints)).run()


class _Pass:
    def __init__(self, facts: LineFacts) -> None:
        self.facts = facts
        self.texts, self.lower, self.last = facts.texts, facts.lower, facts.last
        self.gap, self.size, self.margins = facts.gap, facts.size, facts.margins
        self.wrapped, self.next = facts.wrapped, facts.next
        self.lead: list[int] = facts.lines.lead.tolist()
        # lines of which something is known before, and rows of which nothing else is
        others = {*facts.hints.fixed, *facts.hints.joined, *facts.furniture.kinds, *facts.notes.lines}
        self.decided = facts.settled | others
        self.plain_rows = {k: row for k, row in facts.rows.items() if k not in others} if others else facts.rows
        self.walk = Walk()
        self.headings = Headings(facts, self.walk)
        self.closings = find_closings(facts)
        self.plain = self._plain_lines()
        self.plain[list(self.closings)] = False

    def _plain_lines(self) -> Bools:
        """Lines that surely go on, so that they need no further look: they follow at once a line that ends in a
        letter or comma, and begin in lower case, or could not have begun on that line. Most lines of wrapped prose
        are such."""
        lines = self.facts.lines
        n = len(lines)
        if not self.wrapped:
            return np.zeros(n, bool)
        last, first = lines.last, lines.first
        open_end = (
            ((last >= 97) & (last <= 122))
            | ((last >= 65) & (last <= 90))
            | ((last >= 0xC0) & (last < 0x2000))
            | (last == ord(","))
        )
        letter = (
            ((first >= 97) & (first <= 122)) | ((first >= 65) & (first <= 90)) | ((first >= 0xC0) & (first < 0x2000))
        )
        margin = np.asarray(self.margins)
        full = np.zeros(n, bool)
        full[1:] = self.facts.wrap.size[:-1] + self.facts.wrap.space + self.facts.wrap.head[1:] > margin[:-1]
        # after a full stop on a full line a sentence begins that could not have begun there;
        # a short line may be a heading
        long_line = self.facts.wrap.size > 0.95 * margin
        plain = np.zeros(n, bool)
        follows = letter[1:] & (lines.gap[1:] == 0) & (lines.chars[1:] > 2) & (lines.chars[:-1] > 0)
        stopped = among(last[:-1], ".!?")
        plain[1:] = follows & (open_end[:-1] | (stopped & full[1:] & long_line[1:]))
        after_stop = np.zeros(n, bool)
        after_stop[1:] = stopped
        lower = self.facts.small
        plain &= (lower & ~after_stop) | full
        plain |= self._small_after_sign(follows, lower)
        aside = np.zeros(n + 1, bool)
        aside[[*self.facts.furniture.kinds, *self.facts.notes.lines, *self.facts.settled]] = True
        plain &= ~aside[:-1]
        plain[1:] &= ~aside[:-2]
        plain &= ~among(lines.second, ".) \t°")
        texts = self.texts
        heads = np.flatnonzero(plain & ~lower).tolist()
        plain[[k for k in heads if texts[k].partition(" ")[0].casefold() in DIVISIONS]] = False
        plain[[*self.facts.labelled, *self.facts.hints.joined]] = False
        return plain

    def _small_after_sign(self, follows: Bools, lower: Bools) -> Bools:
        """Lines that begin small after a line that neither ends a sentence nor a list item: after a hyphen, a number or
        a colon the text goes on as surely. follows: which lines but the first follow a line at once."""
        lines = self.facts.lines
        found = np.zeros(len(lines), bool)
        found[1:] = (
            follows & lower[1:] & (lines.chars[:-1] > 2) & ~among(lines.last[:-1], (*SENTENCE_END, *CLOSERS, ";"))
        )
        found &= ~among(lines.third, ".)") & (np.diff(lines.word) > 1)
        found[[k + 1 for k in self.facts.notes.marks if k + 1 < len(found)]] = False
        return found

    def bullet(self, k: int, previous: int | None) -> str:
        """The bullet that line k begins with, or nothing; a dash inside a sentence is no bullet."""
        text = self.texts[k]
        sign = text[0]
        if sign not in _MAY_BE_BULLETS:
            return ""
        if (
            sign not in BULLETS
            and sign not in DASHES
            and not (sign == "o" and text[1:2] in (" ", "\t") and self._round_o)
        ):
            return ""
        if len(text) > 1 and not text[1].isspace():
            return sign if sign in "•▪●\uf0b7\ufffd" and not text[1].isdigit() else ""
        if len(text) < 3:
            alone = sign in BULLETS or sign in self._signs_alone
            return sign if alone and len(text) == 1 and k in self.next else ""
        if sign in BULLETS:
            return sign
        if text[1:].lstrip()[:1].isdigit() and not self._dash_beside(k, previous):
            return ""  # "- 5 miljoen" by itself is a negative figure
        if previous is None:
            return sign
        if self.gap[k] > 0 or self.facts.ended(previous) or self.last[previous] in ":;":
            return sign
        if not self.wrapped:
            return sign
        rest = text[1:].lstrip()
        if self._open_dash(k):
            return ""
        fitted = self.size[previous] + self.facts.wrap.space + (
            556 if self.facts.wrap.measure == "width" else 1
        ) <= self.margins[previous] * (1 - WRAP_SLACK)
        if fitted and (rest[:1].isupper() or self.walk.in_list or self.facts.fits(previous, k, 0.2)):
            return sign
        return ""

    def _dash_beside(self, k: int, previous: int | None) -> bool:
        """Whether the block before or the line after also begins with a dash, as the items of a list do."""
        n = self.next.get(k)
        current = self.walk.current
        listed = current is not None and current.kind is BlockKind.LIST_ITEM and current.marker[:1] in DASHES
        return listed or (n is not None and self.texts[n][0] in DASHES and self.texts[n][1:2].isspace())

    @cached_property
    def _signs_alone(self) -> frozenset[str]:
        """Dashes that stand alone on their lines twice and more, as bullets do whose text comes on the next line."""
        lines = self.facts.lines
        alone = [self.texts[k] for k in np.flatnonzero((lines.chars == 1) & among(lines.first, DASHES)).tolist()]
        return frozenset(t for t in alone if alone.count(t) > 1) if len(alone) < len(self.texts) // 4 else frozenset()

    @cached_property
    def _piled(self) -> bool:
        """Whether bullets stand in piles in this document, apart from their texts."""
        alone = (self.facts.lines.chars == 1) & among(self.facts.lines.first, BULLETS)
        same = self.facts.lines.first[1:] == self.facts.lines.first[:-1]
        return bool((alone[1:] & alone[:-1] & same).any())

    def _awaits_text(self) -> bool:
        """Whether the last block is an item of which only the marker was read."""
        current = self.walk.current
        if current is None or current.kind is not BlockKind.LIST_ITEM or len(current.lines) > 1:
            return False
        return 0 < len(self.texts[current.lines[0]]) <= current.skip

    @cached_property
    def _round_o(self) -> bool:
        """Whether "o" is a bullet here: two lines and more begin with it where an item may. Elsewhere it is a word."""
        lines = self.facts.lines
        sign = (lines.first == ord("o")) & (lines.second == ord(" "))
        may = sign[:-1] | among(lines.last[:-1], ".;:") | among(lines.first[:-1], BULLETS) | (lines.gap[1:] > 0)
        return int((sign[1:] & may).sum()) >= 2

    def _open_dash(self, k: int) -> bool:
        """Whether the sentence before line k opened a parenthesis with a dash that is not closed yet."""
        block = self.walk.current
        if block is None:
            return False
        text = " ".join(self.texts[j] for j in block.lines[-4:])
        sentence = re.split(r"[.!?]\s", text)[-1]
        return len(re.findall(r"\s[–—-]\s", sentence)) % 2 == 1

    def run(self) -> list[Draft]:
        walk = self.walk
        flowing = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        fixed = self.facts.hints.fixed
        others = np.flatnonzero(~self.plain)
        # each line that needs a look, with the end of the plain lines that follow it
        looked_at = self.facts.lines.chars[others] > 0
        ends = np.append(others[1:], len(self.plain))[looked_at].tolist()
        previous: int | None = None
        skip: set[int] = set()
        for k, end in zip(others[looked_at].tolist(), ends, strict=True):
            previous = self._step(k, previous, skip)
            at = k + 1
            while at < end:
                if at not in skip and walk.current is not None and walk.current.kind in flowing:
                    walk.current.lines.extend(range(at, end))
                    previous = end - 1
                    break
                previous = self._step(at, previous, skip)
                at += 1
        self._close_pile()
        for draft in walk.drafts:
            if draft.skip and draft.skip >= len(self.texts[draft.lines[0]]):
                if len(draft.lines) == 1:  # a marker without its item
                    draft.kind, draft.marker, draft.skip = BlockKind.PARAGRAPH, "", 0
                else:
                    draft.skip += 1  # the line end between a marker alone and its text
        told = {id(draft) for draft in fixed.values()}
        demote_stacks(walk.drafts, told, lambda draft: self.texts[draft.lines[0]].casefold() in ANNEXES)
        number_letters(walk.drafts, self.texts)
        return walk.drafts

    def _step(self, k: int, previous: int | None, skip: set[int]) -> int | None:
        """Find the block of line k; the line after which the next one is looked at. skip: lines that a block took
        along."""
        facts, walk = self.facts, self.walk
        if k not in self.decided:
            return self._undecided(k, previous, skip)
        row = self.plain_rows.get(k)
        if row is not None and k not in skip:
            self._open_row(row)
            return k
        fixed = facts.hints.fixed.get(k)
        if fixed is not None:
            skip.update(fixed.lines)
            return self._take(fixed)
        if k in facts.hints.joined and k not in skip and walk.current is not None:
            walk.current.lines.append(k)
            return k
        if k in facts.furniture.kinds:
            walk.drafts.append(Draft(facts.furniture.kinds[k], [k]))
            return previous
        if k in facts.notes.lines:
            note = facts.notes.notes.get(k)
            if note is not None:
                walk.drafts.append(
                    Draft(BlockKind.FOOTNOTE, list(note.lines), note=note.label, skip=note.marker_length)
                )
            return previous
        if k not in facts.row_lines:
            return self._undecided(k, previous, skip)
        row = facts.rows.get(k)
        if row is not None and k not in skip:
            self._open_row(row)
        return k

    def _undecided(self, k: int, previous: int | None, skip: set[int]) -> int:
        """Find the block of a line of which nobody said what it is."""
        if k in skip:
            return k
        taken = self._line(k, previous)
        if len(taken) > 1:
            skip.update(taken[1:])
        return taken[-1]

    def _open(self, draft: Draft) -> None:
        draft.after_gap = self.gap[draft.lines[0]] > 0
        draft.indent = self.lead[draft.lines[0]]
        self.walk.drafts.append(draft)
        self.walk.current = draft

    def _open_row(self, row: Row) -> None:
        self._open(Draft(BlockKind.TABLE_ROW, list(row.lines), cells=row.cells))

    def _take(self, draft: Draft) -> int:
        """A heading or item that the format told; its number is remembered like any other."""
        number = draft.numbering
        if draft.kind is BlockKind.HEADING:
            self.walk.items.clear()
            if number is not None:
                self.walk.heads[number.style] = number
        elif number is not None:
            self.walk.items[number.style] = number
        self._open(draft)
        return draft.lines[-1]

    def _line(self, k: int, previous: int | None) -> list[int]:
        walk = self.walk
        closing = self.closings.get(k)
        if closing is not None:
            walk.items.clear()
            self._open(Draft(BlockKind.LETTER_CLOSING, closing))
            return closing
        sign = self.bullet(k, previous)
        if sign:
            text = self.texts[k]
            item = Draft(BlockKind.LIST_ITEM, [k], marker=sign, skip=len(text) - len(text[1:].lstrip()))
            if len(text) == 1 and (walk.owed or self.texts[self.next[k]] == text):
                walk.owed.append(item)  # a pile of bullets: their texts follow one after the other
            else:
                self._open(item)
            return [k]
        if walk.owed and self._serve_pile(k, previous):
            return [k]
        if self.lower[k] and self._lost_its_bullet(k, previous):
            self._open(Draft(BlockKind.LIST_ITEM, [k]))
            return [k]
        heading = self.headings.heading_lines(k, previous)
        numbered = heading and self.headings.numbering(k) is not None
        if self._awaits_text() and self.gap[k] <= 1 and walk.current is not None and not numbered:
            walk.current.lines.append(k)
            return [k]
        if heading:
            number = self.headings.numbering(k)
            if number is None or number.rank or not number.style.startswith(("letter", "brackets")):
                walk.items.clear()
            if number is not None:
                walk.heads[number.style] = number
            self._open(Draft(BlockKind.HEADING, heading, numbering=number))
            return heading
        number = self.headings.numbering(k)
        if number is not None and self._is_item(k, previous, number):
            walk.items[number.style] = number
            self._open(Draft(BlockKind.LIST_ITEM, [k], marker=number.label, numbering=number, skip=number.length))
            return [k]
        if self._goes_on(k, previous):
            assert walk.current is not None
            walk.current.lines.append(k)
            return [k]
        self._open(Draft(BlockKind.PARAGRAPH, [k]))
        return [k]

    def _lost_its_bullet(self, k: int, previous: int | None) -> bool:
        """Whether a block is the next item of a list although no bullet was read: it begins small after an item that
        ended in a semicolon."""
        current = self.walk.current
        if previous is None or current is None or current.kind is not BlockKind.LIST_ITEM or current.numbering:
            return False
        if not self.lower[k] or self.last[previous] != ";" or self.gap[k] > 1:
            return False
        return self._piled or not self._goes_on(k, previous)

    def _serve_pile(self, k: int, previous: int | None) -> bool:
        """Give line k to the items whose markers were read in a pile. A numbered heading ends the pile."""
        walk = self.walk
        if self.headings.numbering(k) is not None and self.headings.heading_lines(k, previous):
            self._close_pile()
            return False
        current = walk.current
        begun = current is not None and len(current.lines) > 1 and current.skip >= len(self.texts[current.lines[0]])
        last = previous if current is None else current.lines[-1]  # not a marker of the pile between them
        finished = last is not None and self.last[last] == ";"
        if current is not None and begun and not finished and self._goes_on(k, last):
            current.lines.append(k)
            return True
        item = walk.owed.pop(0)
        item.lines.append(k)
        self._open(item)
        return True

    def _close_pile(self) -> None:
        """Markers whose texts never came stay blocks of their own."""
        for item in self.walk.owed:
            self._open(item)
        self.walk.owed.clear()

    def _is_item(self, k: int, previous: int | None, number: Numbering) -> bool:
        """Whether a numbered line begins a list item: the next of its list, or a first one after a break."""
        if number.style.startswith(("word:", "sign", "roman", "capital")):
            return (
                number.style in ("capital.", "capital)", "roman.", "roman)")
                and self.headings.broken_before(k, previous)
                and len(self.texts[k]) > number.length
            )
        known = self.walk.items.get(number.style)
        broken = self.headings.broken_before(k, previous) or (previous is not None and self.last[previous] in ":;")
        if number.style == "bare":
            if previous is None or not broken or not number.value:
                return False
            value = number.value[0]
            return value == 1 or number.follows(known)
        if number.follows(known):
            return broken or self.facts.ended(previous) if previous is not None else True
        if not broken:
            return False
        return (
            number.value[-1:] == (1,)
            or self.gap[k] > 0
            or not self.wrapped
            or number.style.startswith(("letter", "decimal", "brackets", "digit"))
        )

    def _goes_on(self, k: int, previous: int | None) -> bool:
        """Whether line k continues the current block."""
        current = self.walk.current
        if (
            previous is None
            or current is None
            or self.facts.hints.paragraphs
            or current.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        ):
            return False
        separated = k in self.facts.apart
        ended = self.facts.ended(previous)
        if self.gap[k] > 0 and not separated:
            return (
                self.wrapped and not ended and self.last[previous] not in ":;" and self._continues_in_lower(k, previous)
            )
        if not self.wrapped:
            return separated and not ended and self.lower[k]
        if separated:
            if self.lower[k] and self.last[previous] not in ";":
                return not (ended and self.facts.fits(previous, k))
            return not ended or not self.facts.fits(previous, k)
        return not self.headings.broken_before(k, previous) or (
            self.lower[k] and not (ended and self.facts.fits(previous, k, 0.2)) and self.last[previous] not in ";"
        )

    def _continues_in_lower(self, k: int, previous: int) -> bool:
        return bool(self.lower[k] or self.last[previous] == "-")
