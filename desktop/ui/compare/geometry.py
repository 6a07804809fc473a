"""Where the columns stand for a width: margins for page numbers, the gutter for signs. Knows nothing of Qt.

In: width of the viewport, a mode, what the type measures. Out: `Geometry`, in whole pixels.

    |  p. 12 | old text ………… |  ≈  ✓ | new text ………… | p. 9  |
    0      left.x           gutter                          width
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.compare.rows import Side


@dataclass(frozen=True, slots=True)
class Geometry:
    """Left edges and width of the text, of the gutter between, and of the margins outside."""

    width: int
    old_x: int
    new_x: int
    text: int
    gutter_x: int
    gutter: int
    margin: int
    inline: bool

    def x(self, side: Side) -> int:
        """Where the text of a side begins."""
        return self.old_x if side is Side.OLD else self.new_x

    @property
    def sides(self) -> tuple[Side, ...]:
        return (Side.BOTH,) if self.inline else (Side.OLD, Side.NEW)

    def side_at(self, x: float) -> Side:
        """Whose column a place is in; the gutter belongs to the nearer one."""
        if self.inline:
            return Side.BOTH
        return Side.OLD if x < self.gutter_x + self.gutter / 2 else Side.NEW


GUTTER_EMS = 3.7
"""Room for the sign and a mark, with white space enough that two columns do not read as one."""
MARGIN_EMS = 1.25
PAGE_MARGIN_EMS = 2.9
LEAST_TEXT_EMS = 5.0
TIGHT_TEXT_EMS = 9.0
"""Narrower columns get some of the room around them: letters matter more than air when the type is very large."""
TIGHT_GUTTER_EMS = 2.0
TIGHT_MARGIN_EMS = 0.6
INLINE_CHARS = 84
"""Longest line of the one column when nothing is set: more is tiring to read back to its beginning."""


def lay_out(width: int, em: float, char: float, inline: bool, has_pages: bool, chars: int = 0) -> Geometry:
    """Columns for a width. chars: longest line, in characters; 0 fills the width (inline: `INLINE_CHARS`)."""
    gutter = round(em * GUTTER_EMS)
    margin = round(em * (PAGE_MARGIN_EMS if has_pages else MARGIN_EMS))
    least = round(em * LEAST_TEXT_EMS)
    if not inline and width - gutter - 2 * margin < 2 * em * TIGHT_TEXT_EMS:
        gutter, margin = round(em * TIGHT_GUTTER_EMS), round(em * TIGHT_MARGIN_EMS)
    longest = round(chars * char) if chars else 0
    if inline:
        text = max(min(width - gutter - margin, longest or round(INLINE_CHARS * char)), least)
        gutter_x = max((width - text - margin - gutter) // 2, 0)
        return Geometry(width, gutter_x + gutter, gutter_x + gutter, text, gutter_x, gutter, margin, True)
    room = max((width - gutter - 2 * margin) // 2, least)
    text = min(room, max(longest, least)) if longest else room
    middle = max(width, 2 * (least + margin) + gutter) // 2
    gutter_x = middle - gutter // 2
    return Geometry(width, gutter_x - text, gutter_x + gutter, text, gutter_x, gutter, margin, False)
