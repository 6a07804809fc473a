"""Which lines form one block, and what kind of block it is.

One pass over the lines that are neither furniture, note nor table. Each line either goes on with the block before it or
begins one; the reasons, strongest first: a list marker, a heading, a blank line, a line before it that ended on purpose
(the next word would have fitted) after a finished sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from desktop.model.document import FURNITURE, BlockKind
from desktop.segmentation.furniture import Furniture
from desktop.segmentation.notes import Notes
from desktop.segmentation.tables import Row
from desktop.text.languages import DIVISIONS, FUNCTION_WORDS, OPEN_ENDS
from desktop.text.lines import Lines, Wrap
from desktop.text.numbering import LIST_STYLES, Numbering, parse_numbering

BULLETS = frozenset("•▪◦*·●○■□►▸‣✓➢❖\ufffd\uf0b7\uf0a7")
DASHES = frozenset("–-—−")
SENTENCE_END = frozenset(".!?…")
CLOSERS = "»”\"’')]"
_SIGNATORY = re.compile(
    r"(?:[A-Z]\.\s?){1,5}(?:\s?(?:van|de|den|der|ter|ten|te|von|zu|le|la|du|di)\b)*\s*[A-Z][\w’'-]+"
)
# Numbers with which an item may begin as well as a heading.
ITEM_STYLES = LIST_STYLES | {"decimal:1", "digit)", "digit°", "letter.", "letter)", "brackets)", "bare"}
MAX_HEADING_CHARS = 120
MAX_BARE_WORDS = 11
MAX_FIRST_LETTER = 3
MAX_HEADING_LINES = 3
MAX_HEADINGS_MISSED = 2
LIST_SLACK = 0.06
RAGGED_DOUBT = 0.4
RAGGED_SLACK = 0.3
WRAP_SLACK = 0.01
SHORT_SHARE = 0.8
STANDING_OUT_SHARE = 0.6
MAX_STACKED_HEADINGS = 5
TRAILING_SHARE = 0.85


@dataclass(slots=True)
class Draft:
    """A block in the making: indices of its lines, in order."""

    kind: BlockKind
    lines: list[int]
    marker: str = ""
    numbering: Numbering | None = None
    cells: tuple[str, ...] = ()
    skip: int = 0
    indent: int = 0
    note: str = ""
    after_gap: bool = False


@dataclass(slots=True)
class _Walk:
    """What the pass remembers."""

    drafts: list[Draft] = field(default_factory=list)
    current: Draft | None = None
    items: dict[str, Numbering] = field(default_factory=dict)
    heads: dict[str, Numbering] = field(default_factory=dict)


def find_blocks(
    lines: Lines, lower: Sequence[bool], wrap: Wrap, furniture: Furniture, notes: Notes, rows: dict[int, Row]
) -> list[Draft]:
    """Group lines into drafts in reading order; a paragraph that furniture or a note cuts is one draft."""
    return _Pass(lines, lower, wrap, furniture, notes, rows).run()


def keeps_trailing_space(lines: Lines, lower: Sequence[bool], wrap: Wrap) -> bool:
    """Whether wrapped lines keep the space at which they were broken, so that a line without one ended a block or a
    word.

    Read off the lines that surely run on (the next begins at once in lower case): 85 % of them must keep it.
    """
    if wrap.measure == "none":
        return False
    if len(lines) < 2:
        return False
    low = np.asarray(lower, bool)
    running = (
        (lines.chars[:-1] > 0)
        & (lines.chars[1:] > 0)
        & low[1:]
        & (lines.last[:-1] != ord("-"))
        & (lines.last[:-1] != 0xAD)
    )
    count = int(running.sum())
    return count >= 5 and int((running & lines.trail[:-1]).sum()) >= TRAILING_SHARE * count


class _Pass:
    def __init__(
        self, lines: Lines, lower: Sequence[bool], wrap: Wrap, furniture: Furniture, notes: Notes, rows: dict[int, Row]
    ) -> None:
        self.lines, self.lower, self.wrap = lines, lower, wrap
        self.furniture, self.notes, self.rows = furniture, notes, rows
        self.texts = lines.texts
        self.row_lines = {k for row in rows.values() for k in row.lines}
        self.size = wrap.size.tolist()
        self.head = wrap.head.tolist()
        self.gap = lines.gap.tolist()
        self.trail = lines.trail.tolist()
        self.last = [t[-1:] for t in self.texts]
        self.wrapped = wrap.measure != "none"
        self.content = [k for k, t in enumerate(self.texts) if t and k not in furniture.kinds and k not in notes.lines]
        self.next = dict(zip(self.content[:-1], self.content[1:], strict=True))
        aside = furniture.kinds.keys() | notes.lines
        # lines before which furniture or notes stand between two lines of content
        self.apart = (
            {k for p, k in self.next.items() if k - p > 1 and any(j in aside for j in range(p + 1, k))}
            if aside
            else set()
        )
        self.pages = set(furniture.pages)
        self.margins = self._local_margins()
        # ragged lines say little: only one that is much too short was ended on purpose
        self.ragged = RAGGED_SLACK if wrap.doubt > RAGGED_DOUBT else 0.0
        self.trailing = keeps_trailing_space(lines, lower, wrap)
        self.numberings: dict[int, Numbering | None] = {}
        self.walk = _Walk()
        self.plain = self._plain_lines()

    def _plain_lines(self) -> set[int]:
        """Lines that surely go on, so that they need no further look: they follow at once a line that ends in a
        letter or comma, and begin in lower case, or could not have begun on that line. Most lines of wrapped prose
        are such."""
        if not self.wrapped:
            return set()
        lines = self.lines
        n = len(lines)
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
        full[1:] = self.wrap.size[:-1] + self.wrap.space + self.wrap.head[1:] > margin[:-1]
        # after a full stop on a full line a sentence begins that could not have begun there;
        # a short line may be a heading
        long_line = self.wrap.size > 0.95 * margin
        plain = np.zeros(n, bool)
        follows = letter[1:] & (lines.gap[1:] == 0) & (lines.chars[1:] > 2) & (lines.chars[:-1] > 0)
        stopped = np.isin(last[:-1], [ord(c) for c in ".!?"])
        plain[1:] = follows & (open_end[:-1] | (stopped & full[1:] & long_line[1:]))
        after_stop = np.zeros(n, bool)
        after_stop[1:] = stopped
        lower = np.asarray(self.lower, bool)
        aside = self.furniture.kinds.keys() | self.notes.lines | self.row_lines
        texts = self.texts
        return {
            k
            for k in np.flatnonzero(plain & ((lower & ~after_stop) | full)).tolist()
            if texts[k][1] not in ".) \t°"
            and k not in aside
            and k - 1 not in aside
            and (lower[k] or texts[k].partition(" ")[0].casefold() not in DIVISIONS)
        }

    # ---- what is known of a line -------------------------------------------------------------------------------

    def _local_margins(self) -> list[float]:
        """Right margin at each line: that of its run of lines between blank lines where the run is long enough
        (boxes are narrower), else the file's."""
        margin = self.wrap.margin
        result = [margin] * len(self.texts)
        if not self.wrapped:
            return result
        run: list[int] = []

        def close() -> None:
            if len(run) >= 4:
                widest = max(self.size[k] for k in run)
                if 0.7 * margin <= widest < margin:
                    for k in run:
                        result[k] = widest
            run.clear()

        for k in self.content:
            if self.gap[k] > 0:
                close()
            run.append(k)
        close()
        return result

    def fits(self, k: int, n: int, slack: float = WRAP_SLACK) -> bool:
        """Whether the first word of line n would have fitted on line k."""
        return bool(self.size[k] + self.wrap.space + self.head[n] <= self.margins[k] * (1 - max(slack, self.ragged)))

    def ended(self, k: int) -> bool:
        """Whether line k ends a sentence (closing signs and note marks apart)."""
        text = self.texts[k]
        marks = self.notes.marks.get(k)
        if marks and marks[-1][1] >= len(text) - 1:
            text = text[: marks[-1][0]] + text[marks[-1][1] :]
        text = text.rstrip(CLOSERS)
        return text[-1:] in SENTENCE_END

    def numbering(self, k: int) -> Numbering | None:
        if k not in self.numberings:
            first = self.texts[k][0]
            plausible = (
                first.isdigit()
                or first in "(§"
                or first.isupper()
                or self.texts[k][1:2] in (".", ")")
                or self.texts[k][1:3].rstrip(")").endswith((".", ")"))
            )
            number = parse_numbering(self.texts[k]) if plausible else None
            if (
                number is not None
                and number.style.startswith("roman")
                and number.label[:1] in "IVX"
                and not number.label[1:2].isalpha()
            ):
                number = self._letter_in_series(number)
            self.numberings[k] = number
        return self.numberings[k]

    def _letter_in_series(self, number: Numbering) -> Numbering:
        """A lone I, V or X after H, U or W is a letter, not a Roman number."""
        letter = replace(number, style="capital" + number.style[5:], value=(ord(number.label[0]) - 64,))
        return letter if letter.follows(self.walk.heads.get(letter.style)) else number

    def bullet(self, k: int, previous: int | None) -> str:
        """The bullet that line k begins with, or nothing; a dash inside a sentence is no bullet."""
        text = self.texts[k]
        sign = text[0]
        if (
            sign not in BULLETS
            and sign not in DASHES
            and not (sign == "o" and text[1:2] in (" ", "\t") and self._round_o)
        ):
            return ""
        if len(text) > 1 and not text[1].isspace():
            return sign if sign in "•▪●\uf0b7\ufffd" and not text[1].isdigit() else ""
        if len(text) < 3:
            return sign if sign in BULLETS and len(text) == 1 and k in self.next else ""
        if sign in BULLETS:
            return sign
        if text[1:].lstrip()[:1].isdigit() and not self._dash_beside(k, previous):
            return ""  # "- 5 miljoen" by itself is a negative figure
        if previous is None:
            return sign
        if self.gap[k] > 0 or self.ended(previous) or self.last[previous] in ":;":
            return sign
        if not self.wrapped:
            return sign
        rest = text[1:].lstrip()
        if self._open_dash(k):
            return ""
        fitted = self.size[previous] + self.wrap.space + (556 if self.wrap.measure == "width" else 1) <= self.margins[
            previous
        ] * (1 - WRAP_SLACK)
        if fitted and (rest[:1].isupper() or self._is_list_context() or self.fits(previous, k, 0.2)):
            return sign
        return ""

    def _dash_beside(self, k: int, previous: int | None) -> bool:
        """Whether the block before or the line after also begins with a dash, as the items of a list do."""
        n = self.next.get(k)
        current = self.walk.current
        listed = current is not None and current.kind is BlockKind.LIST_ITEM and current.marker[:1] in DASHES
        return listed or (n is not None and self.texts[n][0] in DASHES and self.texts[n][1:2].isspace())

    @cached_property
    def _round_o(self) -> bool:
        """Whether "o" is a bullet here: three lines and more begin with it."""
        return sum(t[:2] == "o " for t in self.texts) >= 3

    def _is_list_context(self) -> bool:
        return self.walk.current is not None and self.walk.current.kind is BlockKind.LIST_ITEM

    def _open_dash(self, k: int) -> bool:
        """Whether the sentence before line k opened a parenthesis with a dash that is not closed yet."""
        block = self.walk.current
        if block is None:
            return False
        text = " ".join(self.texts[j] for j in block.lines[-4:])
        sentence = re.split(r"[.!?]\s", text)[-1]
        return len(re.findall(r"\s[–—-]\s", sentence)) % 2 == 1

    # ---- headings ----------------------------------------------------------------------------------------------

    def starts_block(self, k: int) -> bool:
        """Whether line k looks like the first line of a block, seen by itself."""
        text = self.texts[k]
        first = text[0]
        return (
            first.isupper()
            or first.isdigit()
            or first in BULLETS
            or first in DASHES
            or first in "«“\"‘('§[|"
            or k in self.row_lines
        )

    def broken_before(self, k: int, previous: int | None) -> bool:
        """Whether a block surely ended before line k."""
        if previous is None or self.gap[k] > 0 or previous in self.row_lines:
            return True
        current = self.walk.current
        if current is None or current.kind in (BlockKind.HEADING, BlockKind.BOX_HEADING):
            return True
        if k in self.apart:
            return (
                self.ended(previous) or self.last[previous] in ":;" or not self.wrapped or self.fits(previous, k, 0.2)
            )
        if not self.wrapped:
            return True
        if self.trailing and not self.trail[previous] and self.last[previous] not in "-\xad":
            return self.ended(previous) or self.last[previous] in ":;" or self.fits(previous, k, 0.1)
        slack = LIST_SLACK if current.kind is BlockKind.LIST_ITEM else WRAP_SLACK
        if self.ended(previous) or self.last[previous] in ":;":
            return self.fits(previous, k, slack)
        return self.fits(previous, k, 1 - SHORT_SHARE)

    def heading_lines(self, k: int, previous: int | None) -> list[int]:
        """Lines of the heading that begins at line k, or nothing."""
        text = self.texts[k]
        if len(text) > MAX_HEADING_CHARS * (2 if not self.wrapped else 1) or not any(c.isalpha() for c in text):
            return []
        number = self.numbering(k)
        if number is not None and number.style == "capital." and _SIGNATORY.fullmatch(text):
            goes_on = number.follows(self.walk.heads.get(number.style)) or number.value[0] <= MAX_FIRST_LETTER
            if not goes_on:
                return []  # P. Jansen
        lone_division = text.casefold() in DIVISIONS
        division = lone_division or (number is not None and number.rank > 0)
        strong = division or (
            number is not None and number.style.startswith(("word:", "decimal:", "roman", "capital", "digit)"))
        )
        if not (text[0].isupper() or text[0].isdigit() or text[0] in '§«“"‘([' or strong):
            return []
        if previous is not None and not self.broken_before(k, previous) and not self._stands_out(k, previous, number):
            return []
        taken = [k]
        alone = self.gap[k] > 0 and self._gap_follows(k)
        going = number is not None and number.style == "bare" and self._soon_after_head(number)
        while (strong or alone or going) and self.wrapped and len(taken) < MAX_HEADING_LINES:
            n = self.next.get(taken[-1])
            if n is None or self.gap[n] > 0 or n in self.pages or n in self.row_lines:
                break
            if self.fits(taken[-1], n) and not (alone and self.lower[n]) and not self.texts[taken[-1]].endswith("-"):
                break
            if not self.lower[n] and not self._title_goes_on(taken[-1]):
                break
            taken.append(n)
        joined = " ".join(self.texts[j] for j in taken).replace("- ", "") if len(taken) > 1 else text
        end = taken[-1]
        n = self.next.get(end)
        if not lone_division and not self._title_like(joined, number, strong, division, end):
            return []
        if n is None:
            return taken if strong and self.gap[k] > 0 else []
        if n in self.row_lines:
            return taken
        closed = self.gap[n] > 0 or not self.wrapped or ((self.fits(end, n) or division) and self.starts_block(n))
        if n in self.apart:
            closed = self.starts_block(n)
        if not closed or (self.lower[n] and not self._marker_ahead(n)):
            return []
        if number is not None and number.style in ITEM_STYLES:
            return taken if self._numbered_heading(k, end, n, number) else []
        if not strong and not self._bare_heading(k, joined, previous, n):
            return []
        return taken

    def _stands_out(self, k: int, previous: int, number: Numbering | None) -> bool:
        """Whether a line is a heading although the line before it was full: a short line that ends no sentence
        cannot stand inside a paragraph. After an unfinished sentence only a numbered division is believed."""
        n = self.next.get(k)
        if n is None or not self.wrapped or (self.ended(k) and self.last[k] != "?"):
            return False
        if number is not None and number.rank:
            rest = self.texts[k][number.length :]
            return (
                self.size[k] <= self.margins[k]
                and (not rest or rest[0].isupper())
                and (self.fits(k, n) or self.ended(previous))
            )
        return self.ended(previous) and (self.size[k] <= STANDING_OUT_SHARE * self.margins[k] or self.fits(k, n, 0.08))

    def _gap_follows(self, k: int) -> bool:
        """Whether a blank line follows within the lines a heading may take."""
        for _ in range(MAX_HEADING_LINES):
            n = self.next.get(k)
            if n is None or self.gap[n] > 0:
                return n is not None
            k = n
        return False

    def _title_goes_on(self, k: int) -> bool:
        return self.last[k] in "-,&/" or self.texts[k].rsplit(None, 1)[-1] in OPEN_ENDS

    def _marker_ahead(self, n: int) -> bool:
        number = self.numbering(n)
        return number is not None or self.texts[n][0] in BULLETS or self.texts[n][0] in DASHES

    def _title_like(self, text: str, number: Numbering | None, strong: bool, division: bool, end: int) -> bool:
        words = text.split()
        marks = self.notes.marks.get(end)
        bare = text
        if marks and marks[-1][1] >= len(self.texts[end]) - 1:
            bare = text[: len(text) - (len(self.texts[end]) - marks[-1][0])]
        closing = bare[-1:]
        if closing in ";,-–" or bare.endswith("..."):
            return False
        if closing in ".!" and not (division and len(words) <= 3) and not (number and _capitalised(words[1:])):
            return False
        if closing == ":" and not (strong and len(words) <= 8 and not (number and number.style == "decimal:1")):
            return False
        if number and number.style == "roman" and text[number.length : number.length + 1].islower():
            return False
        if words[-1] in OPEN_ENDS and len(words) > 1:
            return False
        if re.search(r"[.!?]\s+[A-Z]", bare[number.length if number else 0 :]) and len(words) > (14 if division else 6):
            return False
        if "|" in text and len(words) > 6:
            return False
        if re.fullmatch(r"[\d\s.,%€$()–-]+", text):
            return False
        if not self.wrapped and self.gap[end] > 0:
            return len(words) <= 28
        return len(words) <= 22 if strong else len(words) <= MAX_BARE_WORDS + 3

    def _numbered_heading(self, k: int, end: int, n: int, number: Numbering) -> bool:
        """A short numbered line is a heading when text of another kind follows, not its sibling, and no list is
        going on."""
        if number.follows(self.walk.items.get(number.style)):
            return False
        if len(self.texts[k]) > 90:
            return False
        if number.style == "bare" and not (
            number.value == (1,)
            or self._soon_after_head(number)
            or ((self.gap[k] > 0 or k == self.content[0]) and self.gap[n] > 0)
        ):
            return False
        sibling = self.numbering(n)
        if sibling is not None and sibling.style == number.style:
            # "2. Vervallen" between two headings with text: the next of the headings, standing by itself
            alone = self.gap[k] > 0 and self.gap[n] > 0
            if not (alone and number.follows(self.walk.heads.get(number.style))):
                return False
        if number.style.startswith("letter") or number.style.startswith("brackets"):
            return False
        rest = self.texts[k][number.length :]
        if not rest[:1].isupper() and not rest[:1].isdigit():
            return False
        if sibling is not None and sibling.style in ("letter.", "letter)") and self.texts[end][-1:].isalpha():
            return False
        return len(rest.split()) <= 12

    def _soon_after_head(self, number: Numbering) -> bool:
        """Whether a bare number goes on from the last numbered heading; a heading or two may have been missed."""
        last = self.walk.heads.get("bare")
        return (
            last is not None
            and len(last.value) == 1
            and 1 <= number.value[0] - last.value[0] <= MAX_HEADINGS_MISSED + 1
        )

    def _bare_heading(self, k: int, text: str, previous: int | None, n: int) -> bool:
        words = text.split()
        alone = self.gap[k] > 0 and self.gap[n] > 0
        if len(words) > (MAX_BARE_WORDS if not alone else 14 if self.wrapped else 24):
            return False
        if (
            text[0] in "(["
            or text.count(",") > (2 if self.wrapped or not alone else 6)
            or (text[0].isdigit() and self.numbering(k) is None)
        ):
            return False
        if self.wrapped and self.gap[k] == 0 and self.size[k] > 0.9 * self.margins[k]:
            return False
        if not self.wrapped and len(text) > (200 if alone else 100):
            return False
        if _SIGNATORY.fullmatch(text):
            return False
        if previous is not None and self.last[previous] == "," and self.gap[k] == 0:
            return False
        if (
            self._is_list_context()
            and self.gap[k] == 0
            and previous is not None
            and not self.ended(previous)
            and self.last[previous] not in ":;"
        ):
            return self._marker_ahead(n)
        return True

    # ---- the pass ----------------------------------------------------------------------------------------------

    def run(self) -> list[Draft]:
        previous: int | None = None
        skip: set[int] = set()
        walk = self.walk
        plain = self.plain
        flowing = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        for k in (k for k, t in enumerate(self.texts) if t):
            if k in plain and k not in skip and walk.current is not None and walk.current.kind in flowing:
                walk.current.lines.append(k)
                previous = k
                continue
            if k in self.furniture.kinds:
                walk.drafts.append(Draft(self.furniture.kinds[k], [k]))
                continue
            if k in self.notes.lines:
                note = self.notes.notes.get(k)
                if note is not None:
                    walk.drafts.append(
                        Draft(BlockKind.FOOTNOTE, list(note.lines), note=note.label, skip=note.marker_length)
                    )
                continue
            if k in skip:
                previous = k
                continue
            if k in self.rows or k in self.row_lines:
                row = self.rows.get(k)
                if row is not None:
                    self._open(Draft(BlockKind.TABLE_ROW, list(row.lines), cells=row.cells))
                previous = k
                continue
            taken = self._line(k, previous)
            skip.update(taken[1:])
            previous = taken[-1] if len(taken) > 1 else k
        for draft in walk.drafts:
            if len(draft.lines) == 1 and draft.skip and draft.skip >= len(self.texts[draft.lines[0]]):
                draft.kind, draft.marker, draft.skip = BlockKind.PARAGRAPH, "", 0  # a marker without its item
        _demote_stacks(walk.drafts, self)
        return walk.drafts

    def _open(self, draft: Draft) -> None:
        draft.after_gap = self.gap[draft.lines[0]] > 0
        draft.indent = int(self.lines.lead[draft.lines[0]])
        self.walk.drafts.append(draft)
        self.walk.current = draft

    def _line(self, k: int, previous: int | None) -> list[int]:
        walk = self.walk
        sign = self.bullet(k, previous)
        if sign:
            text = self.texts[k]
            self._open(Draft(BlockKind.LIST_ITEM, [k], marker=sign, skip=len(text) - len(text[1:].lstrip())))
            return [k]
        heading = self.heading_lines(k, previous)
        if heading:
            number = self.numbering(k)
            if number is None or number.rank or not number.style.startswith(("letter", "brackets")):
                walk.items.clear()
            if number is not None:
                walk.heads[number.style] = number
            self._open(Draft(BlockKind.HEADING, heading, numbering=number))
            return heading
        number = self.numbering(k)
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

    def _is_item(self, k: int, previous: int | None, number: Numbering) -> bool:
        """Whether a numbered line begins a list item: the next of its list, or a first one after a break."""
        if number.style.startswith(("word:", "sign", "roman", "capital")):
            return (
                number.style in ("capital.", "capital)", "roman.", "roman)")
                and self.broken_before(k, previous)
                and len(self.texts[k]) > number.length
            )
        known = self.walk.items.get(number.style)
        broken = self.broken_before(k, previous) or (previous is not None and self.last[previous] in ":;")
        if number.style == "bare":
            if previous is None or not broken or not number.value:
                return False
            value = number.value[0]
            return value == 1 or number.follows(known)
        if number.follows(known):
            return broken or self.ended(previous) if previous is not None else True
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
            or current.kind in (BlockKind.HEADING, BlockKind.BOX_HEADING, BlockKind.TABLE_ROW)
        ):
            return False
        separated = k in self.apart
        ended = self.ended(previous)
        if self.gap[k] > 0 and not separated:
            return (
                self.wrapped and not ended and self.last[previous] not in ":;" and self._continues_in_lower(k, previous)
            )
        if not self.wrapped:
            return separated and not ended and self.lower[k]
        if separated:
            if self.lower[k] and self.last[previous] not in ";":
                return not (ended and self.fits(previous, k))
            return not ended or not self.fits(previous, k)
        return not self.broken_before(k, previous) or (
            self.lower[k] and not (ended and self.fits(previous, k, 0.2)) and self.last[previous] not in ";"
        )

    def _continues_in_lower(self, k: int, previous: int) -> bool:
        return bool(self.lower[k] or self.last[previous] == "-")


def _capitalised(words: Sequence[str]) -> bool:
    """Whether a few words are written as an English title: every content word with a capital."""
    content = [w for w in words if w.casefold() not in FUNCTION_WORDS]
    return 1 <= len(content) <= 6 and all(w[0].isupper() for w in content)


def _demote_stacks(drafts: list[Draft], walk: _Pass) -> None:
    """More than five bare headings in a row with nothing under them are lines of a list, not headings."""
    stack: list[Draft] = []

    def close(body: bool) -> None:
        bare = [d for d in stack if d.numbering is None]
        if len(bare) > MAX_STACKED_HEADINGS:
            for d in bare[: len(bare) - (1 if body else 0)]:
                d.kind = BlockKind.PARAGRAPH
        stack.clear()

    for draft in drafts:
        if draft.kind is BlockKind.HEADING:
            stack.append(draft)
        elif draft.kind not in FURNITURE and draft.kind is not BlockKind.FOOTNOTE:
            close(body=True)
    close(body=False)
