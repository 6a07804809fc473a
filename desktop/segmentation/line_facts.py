"""What is known of each line before blocks are formed: how wide it is, whether it was full, how it ends and begins.

Het kabinet zet zich in voor een veilige en stabiele omgeving, waarin mensen hun leven     full: the next word
in vrijheid kunnen leiden.                                                                  ended on purpose
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from desktop.model.document import BlockKind
from desktop.segmentation.drafts import Hints
from desktop.segmentation.furniture import Furniture
from desktop.segmentation.labels import find_labelled
from desktop.segmentation.letterheads import find_letterhead
from desktop.segmentation.notes import Notes
from desktop.segmentation.tables import Row
from desktop.segmentation.titles import find_titles
from desktop.text.char_tables import among, text_of_codes
from desktop.text.lines import Bools, Lines, Wrap

BULLETS = frozenset("•▪◦*·●○■□►▸‣✓➢❖\ufffd\uf0b7\uf0a7")
DASHES = frozenset("–-—−")
SENTENCE_END = frozenset(".!?…")
CLOSERS = "»”\"’')]"
RAGGED_DOUBT = 0.4
RAGGED_SLACK = 0.3
WRAP_SLACK = 0.01
TRAILING_SHARE = 0.85
MIN_RUN_LINES = 4


def keeps_trailing_space(lines: Lines, lower: Bools, wrap: Wrap) -> bool:
    """Whether wrapped lines keep the space at which they were broken, so that a line without one ended a block or a
    word.

    Read off the lines that surely run on (the next begins at once in lower case): 85 % of them must keep it.
    """
    if wrap.measure == "none":
        return False
    if len(lines) < 2:
        return False
    running = (
        (lines.chars[:-1] > 0)
        & (lines.chars[1:] > 0)
        & lower[1:]
        & (lines.last[:-1] != ord("-"))
        & (lines.last[:-1] != 0xAD)
    )
    count = int(running.sum())
    return count >= 5 and int((running & lines.trail[:-1]).sum()) >= TRAILING_SHARE * count


class LineFacts:
    """The lines of a document as the passes over them ask about them; nothing here depends on what was decided."""

    def __init__(
        self,
        lines: Lines,
        lower: Bools,
        wrap: Wrap,
        furniture: Furniture,
        notes: Notes,
        rows: Mapping[int, Row],
        hints: Hints,
    ) -> None:
        self.lines, self.small, self.wrap, self.hints = lines, lower, wrap, hints
        self.lower = lower.tolist()
        self.furniture, self.notes, self.rows = furniture, notes, rows
        self.texts = lines.texts
        self.row_lines = {k for row in rows.values() for k in row.lines}
        # lines of which it is settled to what block they belong
        self.settled = self.row_lines | {k for draft in hints.fixed.values() for k in draft.lines}
        self.size: list[int] = wrap.size.tolist()
        self.head: list[int] = wrap.head.tolist()
        self._space = wrap.space
        self.gap = lines.gap.tolist()
        self.trail = lines.trail.tolist()
        self.last = text_of_codes(lines.last)
        self.wrapped = wrap.measure != "none"
        aside = np.zeros(len(lines) + 1, bool)
        aside[[*furniture.kinds, *notes.lines]] = True
        content = np.flatnonzero((lines.chars > 0) & ~aside[:-1])
        self.content = content.tolist()
        self.next = dict(zip(self.content[:-1], self.content[1:], strict=True))
        # lines before which furniture or notes stand between two lines of content; a rule parts what it stands between
        aside[[k for k, kind in furniture.kinds.items() if kind is BlockKind.RULE]] = False
        before = np.cumsum(aside)
        cut = before[content[1:]] > before[content[:-1]]
        self.apart = frozenset() if hints.paragraphs else frozenset(content[1:][cut].tolist())
        self.pages = set(furniture.pages)
        self.letterhead = find_letterhead(lines, self.content) if hints.headings else frozenset()
        self.labelled = frozenset() if hints.paragraphs else find_labelled(lines)
        self.titles = find_titles(lines, furniture.kinds, lower) if hints.headings else frozenset()
        self.margins = self._local_margins()
        # ragged lines say little: only one that is much too short was ended on purpose
        self.ragged = RAGGED_SLACK if wrap.doubt > RAGGED_DOUBT else 0.0
        self.trailing = keeps_trailing_space(lines, lower, wrap)
        self._ends = self._sentence_ends()

    def _sentence_ends(self) -> list[bool]:
        """Whether each line ends a sentence; only those that end in a closing sign or a note mark need a look."""
        ends = among(self.lines.last, SENTENCE_END)
        doubtful = among(self.lines.last, CLOSERS)
        doubtful[list(self.notes.marks)] = True
        index = np.flatnonzero(doubtful).tolist()
        ends[index] = [self._ends_sentence(k) for k in index]
        found: list[bool] = ends.tolist()
        return found

    def _local_margins(self) -> list[float]:
        """Right margin at each line: that of its run of lines between blank lines where the run is long enough
        (boxes are narrower), else the file's."""
        margin = self.wrap.margin
        result = np.full(len(self.texts), margin)
        if self.wrapped and self.content:
            content = np.asarray(self.content)
            begins = self.lines.gap[content] > 0
            begins[0] = True
            first = np.flatnonzero(begins)
            count = np.diff(first, append=len(content))
            widest = np.maximum.reduceat(self.wrap.size[content], first)
            narrow = (count >= MIN_RUN_LINES) & (0.7 * margin <= widest) & (widest < margin)
            result[content] = np.repeat(np.where(narrow, widest, margin), count)
        margins: list[float] = result.tolist()
        return margins

    def fits(self, k: int, n: int, slack: float = WRAP_SLACK) -> bool:
        """Whether the first word of line n would have fitted on line k."""
        slack = slack if slack > self.ragged else self.ragged
        return self.size[k] + self._space + self.head[n] <= self.margins[k] * (1 - slack)

    def ended(self, k: int) -> bool:
        """Whether line k ends a sentence (closing signs and note marks apart)."""
        return self._ends[k]

    def _ends_sentence(self, k: int) -> bool:
        text = self.texts[k]
        marks = self.notes.marks.get(k)
        if marks and marks[-1][1] >= len(text) - 1:
            text = text[: marks[-1][0]] + text[marks[-1][1] :]
        text = text.rstrip(CLOSERS)
        return text[-1:] in SENTENCE_END

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
            or k in self.settled
        )
