"""Pictures are known by their bytes, with their size."""

from __future__ import annotations

import struct

import pytest

from desktop.errors import InvalidOption
from desktop.reports.logo import MAX_BYTES, read_logo
from tests.reports.test_xlsx import PNG


def jpeg(width: int, height: int) -> bytes:
    app = b"\xff\xe0" + struct.pack(">H", 6) + b"JFIF"
    frame = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + bytes(10)
    return b"\xff\xd8" + app + frame + b"\xff\xd9"


def test_png_and_jpeg_with_their_size() -> None:
    assert (read_logo(PNG).kind, read_logo(PNG).width, read_logo(PNG).height) == ("png", 1, 1)
    made = read_logo(jpeg(300, 100))
    assert (made.kind, made.width, made.height) == ("jpeg", 300, 100)


@pytest.mark.parametrize("data", [b"", b"GIF89a", PNG[:20], jpeg(0, 5), PNG + bytes(MAX_BYTES), b"\xff\xd8\xff"])
def test_what_is_no_usable_picture(data: bytes) -> None:
    with pytest.raises(InvalidOption) as caught:
        read_logo(data)
    assert caught.value.code == "bad_logo"
