"""Lines for a terminal: columns as drawn, wrapping, colours, and nothing a document could do to the terminal.

In: text of documents and of ours. Out: lines no wider than asked, with colour codes only where allowed.

    wide("ñ") == 1    wide("中") == 2    safe("\\x1b[2J") == "␛[2J"
"""

from __future__ import annotations

import unicodedata
from functools import cache

_RESET = "\x1b[0m"
_STYLES = {
    "head": "\x1b[1m",
    # Orange and blue of middle brightness: told apart by everybody, on dark and on light.
    "old": "\x1b[38;5;166m",
    "new": "\x1b[38;5;32m",
    "moved": "\x1b[38;5;97m",
    "dim": "\x1b[2m",
    "note": "\x1b[38;5;136m",
    "struck": "\x1b[9;38;5;166m",
}
ELLIPSIS = "…"


@cache
def _drawn(char: str) -> int:
    """Columns of one character."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wide(text: str) -> int:
    """Columns a terminal needs for a text."""
    return len(text) if text.isascii() else sum(map(_drawn, text))


@cache
def _safe_char(char: str) -> str:
    code = ord(char)
    if code < 32:
        return " " if char in "\t\n\v\f\r" else chr(0x2400 + code)
    if unicodedata.category(char) in ("Cc", "Cs"):
        return "\ufffd"
    # Marks that turn the direction of what follows would turn our columns too.
    return "" if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c" else char


def safe(text: str) -> str:
    """A document's text without control characters: no document may give orders to a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe_char, text))


def cut(text: str, columns: int) -> str:
    """A text in at most so many columns, with an ellipsis where it was cut, at a space if one is near."""
    if wide(text) <= columns:
        return text
    room, end = columns - 1, 0
    for char in text:
        room -= _drawn(char)
        if room < 0:
            break
        end += 1
    space = text.rfind(" ", max(end - 15, 0), end + 1)
    return (text[: space if space > 0 else end]).rstrip() + ELLIPSIS


class Pen:
    """Puts colours around text, or leaves it as it is."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, text: str, style: str) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if self.color and text and style else text

    def words(self, pieces: list[tuple[str, str]], columns: int, max_lines: int = 0) -> list[str]:
        """Wrap pieces of (text, style); words longer than a line are broken. max_lines: 0 is no bound."""
        lines: list[list[tuple[str, str]]] = [[]]
        used = 0
        for text, style in pieces:
            for word in safe(text).split():
                space = 1 if used else 0
                if used and used + space + wide(word) > columns:
                    lines.append([])
                    used, space = 0, 0
                while wide(word) > columns:
                    fit = len(cut(word, columns)) - 1 or 1
                    lines[-1].append((word[:fit], style))
                    word = word[fit:]
                    lines.append([])
                lines[-1].append((" " * space + word, style))
                used += space + wide(word)
                if max_lines and len(lines) > max_lines:
                    lines = lines[:max_lines]
                    lines[-1].append((" " + ELLIPSIS, style))
                    return [self._line(line) for line in lines]
        return [self._line(line) for line in lines]

    def _line(self, line: list[tuple[str, str]]) -> str:
        joined: list[tuple[str, str]] = []
        for text, style in line:
            if joined and joined[-1][1] == style:
                joined[-1] = (joined[-1][0] + text, style)
            else:
                joined.append((text, style))
        return "".join(self(text, style) for text, style in joined)


def visible(line: str) -> int:
    """Columns of a line that may hold colour codes."""
    plain, at = "", 0
    while at < len(line):
        if line[at] == "\x1b":
            at = line.index("m", at) + 1
        else:
            plain += line[at]
            at += 1
    return wide(plain)


def beside(left: str, right: str, columns: int) -> list[str]:
    """Two texts on one line, the second at the right edge; on two lines where they do not fit."""
    room = columns - visible(left) - visible(right)
    return [left + " " * room + right] if room >= 2 else [left, " " * (columns - visible(right)) + right]
