"""Printed lines to blocks: paragraphs, headings, list items, table rows.

In: lines in reading order with their facts; furniture and notes are known. Out: drafts, as `blocks` makes them of plain
text. A line goes on with the block before it unless something says otherwise: another face or size, more than the usual
distance, a bullet or number, an indent, a line before it that ended although the next word would have fitted.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.model.document import FURNITURE, BlockKind
from desktop.model.layout import Numbers, Points
from desktop.segmentation.drafts import Draft
from desktop.segmentation.headings import ITEM_STYLES
from desktop.segmentation.line_facts import BULLETS, CLOSERS, DASHES, SENTENCE_END
from desktop.segmentation.notes import Notes
from desktop.segmentation.page_facts import Facts
from desktop.segmentation.tables import header_like
from desktop.text.languages import OPEN_ENDS
from desktop.text.lines import Lines
from desktop.text.numbering import Numbering, parse_numbering

OTHER_SIZE = 0.06
"""Sizes that differ by so much are set apart on purpose; rounding makes at most half a point, 5 % of 10."""
LARGER = 1.07
RAISED_SHARE = 0.2
"""Raised figures push a line down by up to 15 % in Word."""
INDENT_EM = 0.7
MAX_INDENT_EM = 6
OUTDENT_EM = 0.5
PURPOSE_EM = 4.0
"""An unfinished sentence goes on although there was room for its next word, unless there was room for much more."""
MAX_HEADING_LINES = 5
MAX_HEADING_WORDS = 30
MAX_ITALIC_WORDS = 14
MAX_PLAIN_WORDS = 12


@dataclass(slots=True)
class Look:
    """How a draft is printed: what headings are ranked by."""

    size: float
    bold: bool
    italic: bool
    caps: bool


@dataclass(slots=True)
class _State:
    drafts: list[Draft] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    current: Draft | None = None
    previous: int | None = None
    items: dict[str, Numbering] = field(default_factory=dict)
    text_x0: float = 0.0


def find_page_blocks(
    lines: Lines, facts: Facts, furniture: Mapping[int, BlockKind], notes: Notes
) -> tuple[list[Draft], dict[int, Look]]:
    """Drafts in reading order, and the looks of headings by their first line."""
    walk = _Walk(lines, facts, furniture, notes)
    return walk.run()


def _floats(values: Points) -> array[float]:
    result = array("f")
    result.frombytes(values.tobytes())
    return result


def _ints(values: Numbers) -> array[int]:
    result = array("i")
    result.frombytes(values.tobytes())
    return result


def _one(k: int) -> array[int]:
    """The lines of a new draft."""
    return array("i", (k,))


class _Walk:
    def __init__(self, lines: Lines, facts: Facts, furniture: Mapping[int, BlockKind], notes: Notes) -> None:
        self.lines, self.facts, self.furniture, self.notes = lines, facts, furniture, notes
        self.texts, self.layout = lines.texts, facts.layout
        # arrays of plain numbers: lists of Python's own would take four times the room
        layout = facts.layout
        self.x0, self.y, self.size = _floats(layout.x0), _floats(layout.y), _floats(facts.size)
        self.left, self.leading, self.slack = _floats(facts.left), _floats(facts.leading), _floats(facts.slack)
        self.frame, self.page, self.row = _ints(layout.frame), _ints(layout.page), _ints(layout.row)
        self.bold, self.italic, self.caps = facts.bold.tolist(), facts.italic.tolist(), facts.caps.tolist()
        self.marked = {k for k, _, _ in layout.marks}
        content = array("i", (k for k, t in enumerate(self.texts) if t and k not in furniture and k not in notes.lines))
        self._next = array("i", [-1]) * len(self.texts)
        for k, n in itertools.pairwise(content):
            self._next[k] = n
        self.state = _State()

    # ---- what is known of a line -------------------------------------------------------------------------------

    def ended(self, k: int) -> bool:
        """Whether line k ends a sentence, closing signs and note marks apart."""
        text = self.texts[k]
        marks = self.notes.marks.get(k)
        if marks and marks[-1][1] >= len(text) - 1:
            text = text[: marks[-1][0]] + text[marks[-1][1] :]
        return text.rstrip(CLOSERS)[-1:] in SENTENCE_END

    def closed(self, k: int) -> bool:
        return self.ended(k) or self.texts[k][-1] in ":;"

    def after(self, k: int) -> int | None:
        """The line of the text that follows line k."""
        n = self._next[k]
        return n if n >= 0 else None

    def same_face(self, a: int, b: int) -> bool:
        """Whether two lines look alike; single bold or slanted lines inside a paragraph of the other kind do not."""
        return self.same_size(a, b) and bool(self.bold[a] == self.bold[b])

    def same_size(self, a: int, b: int) -> bool:
        return bool(abs(self.size[a] - self.size[b]) <= OTHER_SIZE * max(self.size[a], self.size[b]))

    def touches(self, p: int, k: int) -> bool:
        """Whether line k stands directly under line p."""
        if self.frame[p] != self.frame[k]:
            return False
        gap = self.y[k] - self.y[p]
        usual, slack = max((self.leading[k], self.slack[k]), (self.leading[p], self.slack[p]))
        if k in self.marked or p in self.marked:
            slack = max(slack, RAISED_SHARE * usual)
        return bool(0 < gap <= usual + slack)

    def bullet(self, k: int) -> int:
        """Length of the bullet line k begins with, with the space behind it."""
        text = self.texts[k]
        sign = text[0]
        if len(text) < 2:
            return 0
        if sign in BULLETS or "\uf000" <= sign <= "\uf0ff":
            return len(text) - len(text[1:].lstrip())
        if (sign in DASHES or (sign == "o" and text[1] == " ")) and text[1].isspace() and len(text) > 2:
            if text[1:].lstrip()[:1].isdigit() and not self._dash_near(k):
                return 0
            return len(text) - len(text[1:].lstrip())
        return 0

    def _dash_near(self, k: int) -> bool:
        current = self.state.current
        n = self.after(k)
        return (current is not None and current.marker[:1] in DASHES) or (
            n is not None and self.texts[n][0] in DASHES and self.texts[n][1:2].isspace()
        )

    # ---- the pass ----------------------------------------------------------------------------------------------

    def run(self) -> tuple[list[Draft], dict[int, Look]]:
        state = self.state
        rows_open: dict[int, Draft] = {}
        for k, text in enumerate(self.texts):
            if not text:
                continue
            if k in self.furniture:
                last = state.drafts[-1] if state.drafts else None
                if last is not None and last.kind is self.furniture[k] and self._same_row(last.lines[-1], k):
                    last.lines.append(k)
                else:
                    state.drafts.append(Draft(self.furniture[k], _one(k)))
                continue
            if k in self.notes.lines:
                note = self.notes.notes.get(k)
                if note is not None:
                    state.drafts.append(
                        Draft(BlockKind.FOOTNOTE, list(note.lines), note=note.label, skip=note.marker_length)
                    )
                continue
            if self.row[k] >= 0:
                row = rows_open.get(self.row[k])
                if row is None:
                    rows_open[self.row[k]] = self._open(Draft(BlockKind.TABLE_ROW, _one(k)), k)
                else:
                    row.lines.append(k)
                state.previous = k
                continue
            self._line(k)
            state.previous = k
        self._headings()
        self._table_heads()
        looks = {d.lines[0]: self._look(d) for d in state.drafts if d.kind is BlockKind.HEADING}
        return state.drafts, looks

    def _same_row(self, p: int, k: int) -> bool:
        return bool(self.row[k] >= 0 and self.row[p] == self.row[k])

    def _open(self, draft: Draft, k: int) -> Draft:
        p = self.state.previous
        draft.after_gap = p is None or not self.touches(p, k)
        self.state.drafts.append(draft)
        self.state.current = draft
        self.state.text_x0 = self.x0[k]
        return draft

    def _line(self, k: int) -> None:
        state = self.state
        length = self.bullet(k)
        if length and self._begins_item(k):
            self._open(Draft(BlockKind.LIST_ITEM, _one(k), marker=self.texts[k][0], skip=length), k)
            state.text_x0 = self.x0[k] + 0.3 * self.size[k]
            return
        number = parse_numbering(self.texts[k])
        if number is not None and not length and self._begins_numbered(k, number):
            kind = BlockKind.LIST_ITEM if self._is_item_number(number) else BlockKind.PARAGRAPH
            draft = Draft(kind, _one(k), numbering=number)
            if kind is BlockKind.LIST_ITEM:
                draft.marker, draft.skip = number.label, number.length
                state.items[number.style] = number
            self._open(draft, k)
            if kind is BlockKind.LIST_ITEM:
                state.text_x0 = self.x0[k] + 0.3 * self.size[k]
            return
        if self._goes_on(k):
            assert state.current is not None
            if state.previous is not None and self.frame[state.previous] != self.frame[k]:
                state.text_x0 = self.x0[k]
            elif len(state.current.lines) == 1 and state.current.kind is BlockKind.LIST_ITEM:
                state.text_x0 = max(self.x0[state.current.lines[0]], self.x0[k])
            state.current.lines.append(k)
            return
        self._open(Draft(BlockKind.PARAGRAPH, _one(k)), k)

    def _begins_item(self, k: int) -> bool:
        """Whether a bullet begins an item, and is no dash inside a sentence."""
        p, current = self.state.previous, self.state.current
        if p is None or current is None or self.texts[k][0] not in DASHES:
            return True
        if current.kind is BlockKind.LIST_ITEM and current.marker[:1] == self.texts[k][0]:
            return True
        if not self.touches(p, k) and (self.frame[p] == self.frame[k] or self.closed(p)):
            return True
        if self.closed(p) or self.row[p] >= 0:
            return True
        n = self.after(k)
        hanging = (
            n is not None and self.frame[n] == self.frame[k] and self.x0[n] > self.x0[k] + OUTDENT_EM * self.size[k]
        )
        return hanging or self.x0[k] > self.x0[p] + INDENT_EM * self.size[k] or self.facts.fits(p, k, PURPOSE_EM)

    def _is_item_number(self, number: Numbering) -> bool:
        return number.style in ITEM_STYLES or number.style.startswith(
            ("decimal:", "letter", "brackets", "digit", "capital.", "capital)", "roman.", "roman)")
        )

    def _begins_numbered(self, k: int, number: Numbering) -> bool:
        """Whether a number begins a block, and is no number inside a sentence that the wrap brought to the front."""
        p, current = self.state.previous, self.state.current
        if p is None or current is None or self.row[p] >= 0:
            return True
        if not self.same_face(p, k):
            return True
        follows = number.follows(self.state.items.get(number.style))
        if number.style == "bare" or (number.style.startswith("word:") and number.rank == 0):
            return (
                not self.touches(p, k)
                and self._breaks_frame(p, k)
                and (follows or number.value[:1] == (1,) or number.rank > 0)
            )
        if self.touches(p, k) or self.frame[p] != self.frame[k]:
            if follows:
                return self.closed(p) or self.facts.fits(p, k) or self._hangs(k)
            return (self.closed(p) and (self.facts.fits(p, k) or self._hangs(k))) or self.facts.fits(p, k, PURPOSE_EM)
        return True

    def _hangs(self, k: int) -> bool:
        """Whether the next line begins further in, as the lines of an item do."""
        n = self.after(k)
        return n is not None and self.frame[n] == self.frame[k] and self.x0[n] > self.x0[k] + OUTDENT_EM * self.size[k]

    def _breaks_frame(self, p: int, k: int) -> bool:
        """Whether a new frame, or more than the usual distance in one, begins a block."""
        return self.frame[p] == self.frame[k] or self.closed(p)

    def _goes_on(self, k: int) -> bool:
        """Whether line k continues the current block."""
        state = self.state
        p, current = state.previous, state.current
        if p is None or current is None or current.kind is BlockKind.TABLE_ROW:
            return False
        if not self.same_size(p, k):
            return False
        lower = self.texts[k][0].islower()
        open_end = not self.closed(p)
        if self.bold[p] != self.bold[k] and not (lower and open_end and self.touches(p, k)):
            return False
        if self.frame[p] != self.frame[k]:
            return self._goes_on_elsewhere(p, k, current)
        if not self.touches(p, k):
            return False
        if self._is_title(current) and self._is_title_line(k):
            return True
        size = self.size[k]
        if self.italic[p] != self.italic[k] and not open_end and not lower:
            return False
        step = self.x0[k] - self.x0[p]
        if current.kind is BlockKind.LIST_ITEM:
            if len(current.lines) > 1 and self.x0[k] < state.text_x0 - OUTDENT_EM * size and self.closed(p):
                return False
            if len(current.lines) == 1 and step < -OUTDENT_EM * size:
                return False
            if self.closed(p) and self._is_indented(k):
                return False
        elif INDENT_EM * size < step < MAX_INDENT_EM * size and len(current.lines) >= 1 and not lower:
            n = self.after(k)
            back = (
                n is None
                or self.frame[n] != self.frame[k]
                or self.x0[n] < self.x0[k] - INDENT_EM * size
                or not self.touches(k, n)
            )
            if back and (self.closed(p) or self.facts.fits(p, k)):
                return False
        if not self.facts.fits(p, k):
            return True
        if self.ended(p) or self.texts[p][-1] == ":":
            return lower and self.texts[p][-1] != ":"
        if lower:
            return True
        return not self.facts.fits(p, k, PURPOSE_EM)

    def _is_indented(self, k: int) -> bool:
        """Whether the line under this one stands further out, and is no item: a paragraph begins with such a line."""
        n = self.after(k)
        return (
            n is not None
            and self.touches(k, n)
            and self.same_face(k, n)
            and self.x0[n] < self.x0[k] - OUTDENT_EM * self.size[k]
            and not self.bullet(n)
            and parse_numbering(self.texts[n]) is None
        )

    def _goes_on_elsewhere(self, p: int, k: int, current: Draft) -> bool:
        """Whether a block goes on in another column or on another page."""
        if self._is_title(current) and self.page[p] == self.page[k] and self.y[k] < self.y[p]:
            return False
        lower = self.texts[k][0].islower()
        if lower and self.texts[p][-1] not in ";:" and not self.ended(p):
            return True
        indented = self.x0[k] - self.left[k] > INDENT_EM * self.size[k] and current.kind is not BlockKind.LIST_ITEM
        if indented and self.ended(p):
            return False
        if self._is_title_line(k) or self._is_title(current):
            return not self.ended(p) and lower
        return not self.facts.fits(p, k, 0.0 if self.ended(p) or self.texts[p][-1] == ":" else PURPOSE_EM / 2)

    # ---- headings ----------------------------------------------------------------------------------------------

    def _stands_out(self, k: int) -> bool:
        """Whether line k is larger or heavier than text, or of another slant, or in capitals."""
        facts = self.facts
        return bool(
            self.size[k] >= LARGER * facts.body
            or (self.bold[k] and not facts.body_bold)
            or (self.italic[k] and not facts.body_italic)
            or self.caps[k]
        )

    def _is_title_line(self, k: int) -> bool:
        facts = self.facts
        return bool(self.size[k] >= LARGER * facts.body or (self.bold[k] and not facts.body_bold))

    def _is_title(self, draft: Draft) -> bool:
        return draft.kind is not BlockKind.LIST_ITEM and all(self._is_title_line(k) for k in draft.lines)

    def _look(self, draft: Draft) -> Look:
        ks = draft.lines
        return Look(
            max(self.size[k] for k in ks),
            all(self.bold[k] for k in ks),
            all(self.italic[k] for k in ks),
            all(self.caps[k] for k in ks),
        )

    def _headings(self) -> None:
        """Turn blocks that look like headings into headings: by their face first, by a number and place else."""
        drafts = [
            d for d in self.state.drafts if d.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
        ]
        for i, draft in enumerate(drafts):
            if draft.kind is BlockKind.TABLE_ROW:
                continue
            before = drafts[i - 1] if i else None
            after = drafts[i + 1] if i + 1 < len(drafts) else None
            if self._is_heading(draft, before, after):
                draft.kind, draft.marker, draft.skip = BlockKind.HEADING, "", 0
                draft.numbering = parse_numbering(self.texts[draft.lines[0]])

    def _table_heads(self) -> None:
        """Lines right above a table that name its unit or its columns are rows of it."""
        drafts = [d for d in self.state.drafts if d.kind not in FURNITURE]
        for above, below in itertools.pairwise(drafts):
            k, n = above.lines[-1], below.lines[0]
            if above.kind is not BlockKind.PARAGRAPH or below.kind is not BlockKind.TABLE_ROW or len(above.lines) > 2:
                continue
            near = self.frame[k] == self.frame[n] and 0 < self.y[n] - self.y[k] <= 2 * self.leading[k]
            if near and all(header_like(self.lines, j, {}) for j in above.lines):
                above.kind = BlockKind.TABLE_ROW

    def _is_heading(self, draft: Draft, before: Draft | None, after: Draft | None) -> bool:
        ks = draft.lines
        text = " ".join(self.texts[k] for k in ks)
        if draft.kind is BlockKind.LIST_ITEM and draft.numbering is None:
            return False
        if len(ks) > MAX_HEADING_LINES or not any(c.isalpha() for c in text):
            return False
        words = text.split()
        numbered = draft.numbering is not None
        closing = text[-1]
        last = words[-1].strip("«»\"'()").casefold()
        if len(words) > MAX_HEADING_WORDS or closing in ";,-" or (last in OPEN_ENDS and len(words) > 2):
            return False
        larger = min(self.size[k] for k in ks) >= LARGER * self.facts.body
        bold = all(self.bold[k] for k in ks) and not self.facts.body_bold
        if larger or bold:
            # a bold sentence is a stressed one; larger type may say anything
            sentence = closing in ".!" and len(words) > 6
            return (larger and (not sentence or self.size[ks[0]] >= 1.25 * self.facts.body)) or not sentence
        smaller = max(self.size[k] for k in ks) < 0.93 * self.facts.body
        if smaller or closing in ".!" or after is None:
            return False
        slanted = all(self.italic[k] for k in ks) and not self.facts.body_italic
        capital = all(self.caps[k] for k in ks)
        starts = text[0].isupper() or text[0].isdigit()
        if (slanted or capital) and len(ks) <= 2 and len(words) <= MAX_ITALIC_WORDS and starts and closing not in ":":
            return draft.kind is not BlockKind.LIST_ITEM or numbered
        return self._is_plain_heading(draft, text, words, before, after)

    def _is_plain_heading(self, draft: Draft, text: str, words: list[str], before: Draft | None, after: Draft) -> bool:
        """A heading in the face of the text: one line by itself, short, with a division's number or a paragraph under
        it."""
        if len(draft.lines) > 1 or len(words) > MAX_PLAIN_WORDS or not draft.after_gap or text[-1] in ":,":
            return False
        number = draft.numbering
        if before is not None and not self.closed(before.lines[-1]) and before.kind is not BlockKind.HEADING:
            return False
        k = draft.lines[0]
        if number is not None and (
            number.rank or (number.style.startswith("decimal:") and number.style != "decimal:1")
        ):
            return (
                after.kind is not BlockKind.LIST_ITEM
                or after.numbering is None
                or after.numbering.style != number.style
            )
        if draft.kind is BlockKind.LIST_ITEM or after.kind is not BlockKind.PARAGRAPH:
            return False
        follows = after.lines[0]
        under = self.frame[follows] == self.frame[k] and self.page[follows] == self.page[k]
        short = self.facts.fits(k, follows, PURPOSE_EM)
        return bool(
            under
            and short
            and text[0].isupper()
            and not re.search(r"\d{2}|[@/|]", text)
            and len(after.lines) >= 2
            and self.texts[follows][0].isupper()
            and abs(self.x0[k] - self.x0[after.lines[-1]]) <= self.size[k]
        )
