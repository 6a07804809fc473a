"""Colours by role: what a colour is for, in each theme, and which stand on which. Knows nothing of Qt.

In: `palettes`, base colours by name and the roles that take them. Out: `Colors`, one "#rrggbb" a role, for
the window and for reports. `PAIRS` lists what is drawn on what; a test holds every theme to it.

    load_colors("dark").removed        #ffb3a7
    contrast("#ffffff", "#000000")     21.0
"""

from functools import cache
from typing import NamedTuple

from desktop.palettes import BASE_OF, DARK_ONES, PALETTES

THEMES = tuple(PALETTES)

TEXT_CONTRAST = 4.5
"""Least contrast of text on its background: WCAG 2.2, 1.4.3 (AA)."""
SIGN_CONTRAST = 3.0
"""Least contrast of what is no text but carries meaning: WCAG 2.2, 1.4.11."""


class Colors(NamedTuple):
    """One theme. `x_back` is the background on which text of the colour `x` stands. A tuple with names, for that is
    made ten times as fast as a dataclass of so many fields, and each start has to."""

    name: str
    is_dark: bool
    window: str
    """Behind panels and bars."""
    surface: str
    """Behind the text of the editions, in lists and fields."""
    raised: str
    """Headers, and what the pointer is over."""
    text: str
    muted: str
    """Text that may be overlooked: page numbers, notes, markers."""
    rule: str
    """Lines between things; carries no meaning."""
    accent: str
    """Links, the focus ring, what is chosen."""
    accent_text: str
    removed: str
    removed_back: str
    added: str
    added_back: str
    moved: str
    moved_back: str
    changed: str
    changed_back: str
    outside: str
    """Text beyond the edge of an excerpt."""
    importance_0: str
    importance_1: str
    importance_2: str
    importance_3: str
    selection: str
    """Text that is selected, on `selection_back`."""
    selection_back: str
    find: str
    """A hit of the search, on `find_back`."""
    find_back: str
    find_current: str
    find_current_back: str
    current: str
    """The line around the change at which the reader is."""
    current_back: str
    error: str
    success: str

    def importance(self, level: int) -> str:
        """The colour of importance 0 to 3."""
        return (self.importance_0, self.importance_1, self.importance_2, self.importance_3)[min(max(level, 0), 3)]


ROLES = tuple(name for name in Colors._fields if name not in ("name", "is_dark"))

PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        (fore, back, TEXT_CONTRAST)
        for fore in ("text", "muted", "accent", "error", "success", "outside")
        for back in ("window", "surface", "raised")
    ),
    *(
        (fore, back, TEXT_CONTRAST)
        for fore in ("removed", "added", "moved", "changed")
        for back in (f"{fore}_back", "surface", "window", "raised", "current_back")
    ),
    *((f"importance_{n}", back, TEXT_CONTRAST) for n in range(4) for back in ("surface", "current_back")),
    *((x, f"{back}_back", TEXT_CONTRAST) for x in ("text", "accent") for back in ("removed", "added", "moved")),
    *((x, "current_back", TEXT_CONTRAST) for x in ("text", "muted", "accent", "outside")),
    ("accent_text", "accent", TEXT_CONTRAST),
    ("selection", "selection_back", TEXT_CONTRAST),
    ("find", "find_back", TEXT_CONTRAST),
    ("find_current", "find_current_back", TEXT_CONTRAST),
    *(("current", back, SIGN_CONTRAST) for back in ("surface", "window", "current_back")),
    *(("find_current_back", back, SIGN_CONTRAST) for back in ("surface", "window")),
)
"""What stands on what, and the least contrast between the two."""


@cache
def load_colors(theme: str) -> Colors:
    """The colours of a theme of `THEMES`."""
    base = PALETTES[theme]
    return Colors(name=theme, is_dark=theme in DARK_ONES, **{role: base[name] for role, name in BASE_OF.items()})


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
