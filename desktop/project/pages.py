"""Rows out of the pages of a damaged SQLite file, without its index of pages: what `recover` reads.

In: the bytes of a file. Out: the values of every row that can still be put together, wherever it stands. Whether a
row is as it was written is told by its check sum, not here. The format: https://www.sqlite.org/fileformat2.html

    page  ┌ 0x0D │ cells n │ pointers ▸ ┄┄┄ ◂ cells ┐      a leaf of a table; long rows go on in overflow pages
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

LEAF = 0x0D
HEADER_BYTES = 100
USUAL_PAGE_BYTES = 4096
MAX_COLUMNS = 64
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

Value = None | int | float | str | bytes


def rows(data: bytes) -> Iterator[tuple[Value, ...]]:
    """The rows of all leaves of tables, also of those that nothing leads to any more."""
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    if size < 512 or size & (size - 1):
        size = USUAL_PAGE_BYTES
    usable = size - data[20] if len(data) > 20 and data[20] <= size // 8 else size
    for start in range(0, len(data), size):
        page = data[start : start + size]
        at = HEADER_BYTES if start == 0 else 0
        if len(page) < at + 8 or page[at] != LEAF:
            continue
        count = int.from_bytes(page[at + 3 : at + 5], "big")
        for k in range(count):
            pointer = at + 8 + 2 * k
            cell = int.from_bytes(page[pointer : pointer + 2], "big")
            try:
                row = _row(_payload(data, page, cell, size, usable))
            except (ValueError, IndexError, struct.error, UnicodeDecodeError):
                continue
            yield row


def _payload(data: bytes, page: bytes, cell: int, size: int, usable: int) -> bytes:
    """The bytes of one row, its overflow pages included."""
    total, at = _varint(page, cell)
    _, at = _varint(page, at)
    if total > len(data):
        raise ValueError("longer than the file")
    most = usable - 35
    if total <= most:
        local = total
    else:
        least = (usable - 12) * 32 // 255 - 23
        local = least + (total - least) % (usable - 4)
        local = local if local <= most else least
    pieces = [page[at : at + local]]
    missing = total - local
    following = int.from_bytes(page[at + local : at + local + 4], "big") if missing else 0
    while missing > 0:
        begin = (following - 1) * size
        if following < 2 or begin + 4 > len(data):
            raise ValueError("cut off")
        piece = data[begin + 4 : begin + min(4 + missing, usable)]
        if not piece:
            raise ValueError("cut off")
        pieces.append(piece)
        missing -= len(piece)
        following = int.from_bytes(data[begin : begin + 4], "big")
    payload = b"".join(pieces)
    if len(payload) != total:
        raise ValueError("cut off")
    return payload


def _row(payload: bytes) -> tuple[Value, ...]:
    size, at = _varint(payload, 0)
    if size > len(payload):
        raise ValueError("no row")
    kinds = []
    while at < size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
        if len(kinds) > MAX_COLUMNS:
            raise ValueError("no row of ours")
    values: list[Value] = []
    at = size
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in _INTEGER_BYTES:
        end = at + _INTEGER_BYTES[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind == 7:
        return struct.unpack(">d", payload[at : at + 8])[0], at + 8
    if kind < 12:
        raise ValueError("a kind that does not exist")
    end = at + (kind - 12) // 2
    if end > len(payload):
        raise ValueError("cut off")
    piece = payload[at:end]
    return (piece.decode("utf-8") if kind % 2 else piece), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for k in range(8):
        byte = data[at + k]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + k + 1
    return value << 8 | data[at + 8], at + 9
