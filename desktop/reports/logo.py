"""A picture for the head of a report: PNG or JPEG, known by its first bytes.

In: the bytes of a file. Out: a `Logo` with its size in pixels, or an `InvalidOption`.
"""

from __future__ import annotations

import struct

from desktop.errors import InvalidOption
from desktop.reports.base import Logo

MAX_BYTES = 5_000_000
"""It stands in every report; a logo of more is a mistake."""
MAX_PIXELS = 10_000


def read_logo(data: bytes) -> Logo:
    """The picture.

    Raises:
        InvalidOption: bad_logo.
    """
    kind, size = ("png", _png(data)) if data[:8] == b"\x89PNG\r\n\x1a\n" else ("jpeg", _jpeg(data))
    if size is None or len(data) > MAX_BYTES or not all(0 < pixels <= MAX_PIXELS for pixels in size):
        raise InvalidOption("bad_logo")
    return Logo(data, kind, *size)


def _png(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or len(data) < 33:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Size as the frame header says it: after other segments, each with its length."""
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None
