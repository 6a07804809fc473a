"""Themes: every role is there, and what is drawn can be read."""

import re

import pytest

from desktop.colors import PAIRS, ROLES, THEMES, contrast, load_colors
from desktop.palettes import BASE_OF, DARK_ONES, PALETTES

AAA_CONTRAST = 7.0


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)  # the lightest grey that passes on white
    assert contrast("#777777", "#ffffff") < 4.5


def test_each_role_takes_a_colour() -> None:
    assert set(BASE_OF) == set(ROLES)


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_has_each_colour_that_a_role_takes_and_no_other(theme: str) -> None:
    assert set(PALETTES[theme]) == set(BASE_OF.values())
    assert all(re.fullmatch("#[0-9a-f]{6}", c) for c in PALETTES[theme].values())


@pytest.mark.parametrize("theme", THEMES)
def test_a_dark_theme_is_light_on_dark(theme: str) -> None:
    colors = load_colors(theme)
    text, window = (sum(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (colors.text, colors.window))
    assert (text > window) == colors.is_dark == (theme in DARK_ONES)


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_drawn_can_be_read(theme: str) -> None:
    colors = load_colors(theme)
    weak = [
        (fore, back, round(contrast(getattr(colors, fore), getattr(colors, back)), 2))
        for fore, back, least in PAIRS
        if contrast(getattr(colors, fore), getattr(colors, back)) < least
    ]
    assert not weak


def test_high_contrast_reaches_the_stricter_level() -> None:
    colors = load_colors("high_contrast")
    assert min(contrast(getattr(colors, f), getattr(colors, b)) for f, b, least in PAIRS if least > 3) >= AAA_CONTRAST


@pytest.mark.parametrize("theme", THEMES)
def test_removed_added_and_moved_are_three_colours(theme: str) -> None:
    colors = load_colors(theme)
    assert len({colors.removed, colors.added, colors.moved, colors.text}) == 4
    assert len({colors.removed_back, colors.added_back, colors.moved_back, colors.surface}) == 4


def test_colour_blind_is_told_apart_by_blue() -> None:
    """Blue is what everyone who mixes up red and green still sees."""
    colors = load_colors("colour_blind")
    blue, orange = (int(c[5:7], 16) - int(c[1:3], 16) for c in (colors.added, colors.removed))
    assert blue > 80 and orange < -80


def test_dark_themes_are_dark() -> None:
    for theme in THEMES:
        colors = load_colors(theme)
        assert colors.is_dark == (contrast(colors.surface, "#000000") < contrast(colors.surface, "#ffffff"))
