"""Characters that a format cannot hold, made visible instead of active or lost.

visible("a\\x00b\\x07")     a␀b␇
"""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff]")
"""What XML or HTML forbids or discourages, and U+FFF9 to U+FFFC, which word processors keep for their own use."""


def visible(text: str) -> str:
    """The text with control characters as their pictures (NUL as ␀) and other forbidden ones as U+FFFD. One character
    stays one character; tab, line feed and carriage return stay as they are."""
    if text.isascii() and text.isprintable():
        return text
    return _ILLEGAL.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 32 else "\u2421" if code == 127 else "\ufffd"
