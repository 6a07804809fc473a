"""Signs that office programs take from the fonts Symbol and Wingdings by their place in them, as characters.

    Symbol F0B3 → ≥      Wingdings F0FC → ✓      Wingdings 2 F0A3 → □

The codes lie in the private area of Unicode (F000 to F0FF) or are given without it (B3). Sign by sign after the
published encodings of these fonts; a sign that is not in the tables stays as it is.
"""

from __future__ import annotations

import re

PRIVATE = re.compile("[\uf020-\uf0ff]")
# The encoding of Symbol, from 20 and from A0; a blank where there is no sign.
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_WINGDINGS = {
    0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x37: "⌨", 0x3E: "✇", 0x3F: "✍", 0x41: "✌", 0x45: "☜", 0x46: "☞",
    0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x4E: "☠", 0x52: "☼", 0x54: "❄", 0x58: "✠", 0x59: "✡",
    0x5A: "☪", 0x5B: "☯", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x7B: "❀", 0x7C: "✿", 0x80: "⓪", 0x8B: "⓿", 0x9E: "·", 0x9F: "•",
    0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "◦", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xAD: "✴",
    0xAE: "✹", 0xAF: "✵", 0xB0: "⌖", 0xC3: "↩", 0xC4: "↪", 0xD5: "⌫", 0xD6: "⌦", 0xD8: "➢", 0xDC: "➲", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖", 0xE4: "↗", 0xE5: "↙", 0xE6: "↘", 0xE7: "🡸", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xF4: "⇳", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + k: chr(0x2460 + k) for k in range(10)}, **{0x8C + k: chr(0x2776 + k) for k in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⮽", 0x97: "●", 0x98: "•", 0xA0: "▪",
    0xA2: "■", 0xA3: "□", 0xAE: "◆", 0xAF: "◇",
}  # fmt: skip
# Where the font is not known: what Word puts before items.
_USUAL = {0xA7: "▪", 0xA8: "◦", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xFC: "✓", 0x76: "❖", 0x2D: "-"}


def sign(code: int, font: str = "") -> str:
    """The character of a place in a font of signs; the code itself as a character where no table has it."""
    place = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    name = font.casefold()
    found = ""
    if name.startswith("symbol"):
        table, at = (_SYMBOL_LOW, place - 0x20) if place < 0xA0 else (_SYMBOL_HIGH, place - 0xA0)
        found = table[at] if 0 <= at < len(table) else ""
    elif name.startswith("wingdings 2"):
        found = _WINGDINGS_2.get(place, "")
    elif name.startswith("wingdings") and not name.startswith("wingdings 3"):
        found = _WINGDINGS.get(place, "")
    return found or (_USUAL.get(place, "") if code != place or not font else "") or chr(code)


def with_signs(text: str, font: str) -> str:
    """Text with the signs of a font as characters."""
    return PRIVATE.sub(lambda found: sign(ord(found.group()), font), text)


def numbered_sign(code: str, font: str) -> str:
    """A sign by its number in a file, in base 16; nothing where that is none."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if not 32 <= value <= 0x10FFFF or 0xD800 <= value <= 0xDFFF:
        return ""
    return sign(value, font)
