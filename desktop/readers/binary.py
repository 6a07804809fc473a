"""Which files are no text at all: by their first bytes, else by their share of control characters.

In: the bytes of a file. Out: the name of a kind of file (`pdf`, `word`, ...; `desktop.wording` words it) or
None.
"""

from __future__ import annotations

from desktop.errors import UnreadableFile

PDF_WINDOW_BYTES = 1024
"""Readers of PDF accept rubbish before the header within the first 1,024 bytes."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"AT&TFORM", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xce\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\x1f\x8b", "archive"),
    (b"BZh91AY&SY", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"SQLite format 3\x00", "database"),
    (b"OggS\x00", "media"),
    (b"ID3\x02", "media"),
    (b"ID3\x03", "media"),
    (b"ID3\x04", "media"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "word"),
    (b"opendocument.text", "odt"),
    (b"xl/", "spreadsheet"),
    (b"opendocument.spreadsheet", "spreadsheet"),
    (b"ppt/", "slides"),
    (b"opendocument.presentation", "slides"),
    (b"epub+zip", "epub"),
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TEXT_CONTROLS = b"\t\n\v\f\r"
CONTROLS = bytes(c for c in (*range(32), 127) if c not in _TEXT_CONTROLS)

MAX_CONTROL_SHARE = 0.05
FEW_CONTROLS = 8
"""So few stray control characters are damage in a text, however short it is; up to a third of it."""


def name_binary(data: bytes) -> str | None:
    """What kind of binary file this is by its first bytes; None when they could be text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return "locked_office" if name == "old_office" and _LOCKED in data else name
    head = data[:PDF_WINDOW_BYTES]
    if head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-") or (b"%PDF-1." in head and b" obj" in data[:8192]):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        # The names of the first members tell; the directory at the end has them all.
        ends = data[:4096] + data[-65536:]
        return _zipped(ends) or _zipped(_mimetype(data)) or "archive"
    if data.startswith(b"MZ") and b"\x00" in data[:64]:
        return "program"
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        return "image"
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "image" if data[8:12] == b"WEBP" else "media"
    if data[:3] == b"\0\0\0" and data[4:8] == b"ftyp":
        return "image" if data[8:12] in (b"heic", b"heix", b"avif", b"mif1") else "media"
    return None


def _zipped(text: bytes) -> str | None:
    return next((name for sign, name in _ZIPPED if sign in text), None)


def _mimetype(data: bytes) -> bytes:
    """What an archive says it is, where it was packed again and that no longer stands in front."""
    from desktop.readers.zip_guard import Package  # few files need it

    try:
        package = Package(data, "")
        with package.open("mimetype") as stream:
            return stream.read(100)
    except UnreadableFile:
        return b""


def is_mostly_control(count: int, length: int) -> bool:
    """Whether so many control characters are too many for such a length: over 5 %, but a few never are."""
    return count > MAX_CONTROL_SHARE * length and (count > FEW_CONTROLS or count > length / 3)
