"""Plain text in any of the encodings it comes in: UTF-8, UTF-16, UTF-32, Windows-1252.

The text is the file as decoded and nothing else: line ends are not translated, NUL characters stay, so
offsets can be relied on. Only a byte order mark at the start is no part of it.

    b"caf\\xc3\\xa9"  → "café"    b"caf\\xe9" → "café"    b"\\xff\\xfec\\x00a\\x00" → "ca"
"""

from __future__ import annotations

import codecs
import hashlib
import re

from desktop.errors import UnreadableFile
from desktop.model.document import Extract, Warning
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.binary import CONTROLS, FEW_CONTROLS, is_mostly_control, name_binary

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE_BYTES = 1 << 16
WIDE_SHARE, NARROW_SHARE = 0.05, 0.01
"""UTF-16 without a mark: at least 5 % of the high bytes are NUL (Greek or Russian text has spaces, digits and
line ends, about 15 %), and hardly any of the low ones. So many NULs in other text would make it binary."""
SHORT_WIDE_SHARE = 0.4
"""With so few NULs that they may be stray ones in a short text, four tenths of the high bytes must be NUL."""

NEARLY_UTF8 = 1 / 1000
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_REPLACEMENT = "\ufffd".encode()
_LEADS = bytes(range(0xC2, 0xF5))
_CONTROL_TABLE = dict.fromkeys(CONTROLS)
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)


class PlainText:
    """The reader that takes whatever no other reader knows."""

    key = "text"
    suffixes: tuple[str, ...] = (".txt", ".text", ".asc")
    apart = False

    def sniff(self, data: bytes, path: str) -> bool:
        """Whether this is no known binary file."""
        return name_binary(data) is None

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        """Decode a file. Memory: the bytes and the text once each.

        Raises:
            UnreadableFile: empty_file, binary_file.
        """
        binary = name_binary(data)
        if binary is not None:
            raise UnreadableFile("binary_file", path=path, what=binary)
        progress.check(Stage.READING, 0, len(data))
        sha256 = hashlib.sha256(data).hexdigest()
        text, encoding, warnings = decode(data)
        progress.check(Stage.READING, len(data), len(data))
        controls = _count_controls(data, text, encoding)
        if is_mostly_control(controls, len(text)):
            raise UnreadableFile("binary_file", path=path, what="data")
        if not text or text.isspace():
            raise UnreadableFile("empty_file", path=path)
        nuls = text.count("\0")
        if nuls:
            warnings.append(Warning("nul_characters", (("count", str(nuls)),)))
        if _MARKUP.match(text):
            warnings.append(Warning("markup_as_text"))
        return Extract(text, path, self.key, sha256, tuple(warnings))


_ASCII_LETTERS = bytes([*range(65, 91), *range(97, 123)])
_ACCENTED = bytes(range(0xC0, 0x100))
FOREIGN_SHARE = 0.3
"""Of the letters of German and French 2 to 3 % bear an accent; of Russian read as if it were one of these nearly all do
(a manual in KOI8-R with much English in it: 0.68)."""


def decode(data: bytes) -> tuple[str, str, list[Warning]]:
    """The text of some bytes, the encoding it was in, and what could not be decoded.

    Order: a byte order mark; NULs as UTF-16 has them; valid UTF-8; nearly valid UTF-8; Windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            return _utf8(body)[0] if encoding == "utf-8" else _wide(body, encoding)
    wide = _wide_encoding(data[:SAMPLE_BYTES])
    if wide is not None:
        return _wide(data, wide)
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    result, good, bad = _utf8(data)
    # Damaged UTF-8 has many whole characters beside the damage; the accents of Windows-1252 hardly ever make
    # one.
    if good > bad and bad < max(2, NEARLY_UTF8 * len(data)):
        return result
    text = data.decode("cp1252", "replace")
    lost = text.count("\ufffd")
    warnings = [_undecodable(lost, "Windows-1252")] if lost else []
    ascii_letters = len(data) - len(data.translate(None, _ASCII_LETTERS))
    accented = len(data) - len(data.translate(None, _ACCENTED))
    if accented > FOREIGN_SHARE * (ascii_letters + accented):
        warnings.append(Warning("unlikely_encoding", (("encoding", "Windows-1252"),)))
    return text, "cp1252", warnings


def _utf8(data: bytes) -> tuple[tuple[str, str, list[Warning]], int, int]:
    """Decode as UTF-8 whatever comes: the result, how many characters beyond ASCII are good, how many bad.

    An encoded lone surrogate becomes one U+FFFD, as it would be one character to a decoder that lets it pass;
    it is damage that only UTF-8 can have, so it counts as good.
    """
    data, surrogates = _SURROGATE.subn(_REPLACEMENT, data)
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd") - data.count(_REPLACEMENT)
    leads = len(data) - len(data.translate(None, _LEADS))
    lost = bad + surrogates
    return (text, "utf-8", [_undecodable(lost, "UTF-8")] if lost else []), leads - bad, bad


def _wide(data: bytes, encoding: str) -> tuple[str, str, list[Warning]]:
    """Decode UTF-16 or UTF-32; lone surrogates and a cut-off last character become U+FFFD."""
    try:
        return data.decode(encoding), encoding, []
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd") - data.decode(encoding, "ignore").count("\ufffd")
        return text, encoding, [_undecodable(lost, encoding[:6].upper())]


def _undecodable(count: int, encoding: str) -> Warning:
    return Warning("undecodable_bytes", (("count", str(count)), ("encoding", encoding)))


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark, told by where its NUL bytes are."""
    pairs = len(sample) // 2
    if pairs < 2 or b"\x00" not in sample:
        return None
    even, odd = sample[: 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    share = WIDE_SHARE if max(even, odd) > FEW_CONTROLS else SHORT_WIDE_SHARE
    if odd >= share * pairs and even <= NARROW_SHARE * pairs:
        return "utf-16-le"
    if even >= share * pairs and odd <= NARROW_SHARE * pairs:
        return "utf-16-be"
    return None


def _count_controls(data: bytes, text: str, encoding: str) -> int:
    if encoding.startswith("utf-16") or encoding.startswith("utf-32"):
        sample = text[:SAMPLE_BYTES]
        share = (len(sample) - len(sample.translate(_CONTROL_TABLE))) / max(len(sample), 1)
        return round(share * len(text))
    return len(data) - len(data.translate(None, CONTROLS))


PLAIN_TEXT = PlainText()
