"""Word lists of pyspellchecker (the only door to it), read when a doubtful break first asks.

A packed list is JSON with one word a line, in the order of Unicode. So it is unpacked only as far as the
word asked for, and searched by halving: parsing the whole Dutch list would cost 0.2 s and 30 MB.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

CHUNK_BYTES = 1 << 16
"""Packed bytes unpacked at a time: 0.3 MB of words, a thousandth of a second."""
_GZIP = 16 + zlib.MAX_WBITS


@cache
def lexicon(language: str) -> Lexicon:
    """The word list of a language, loaded once a process."""
    return Lexicon(language)


class Lexicon:
    """Words of one language (ISO 639-1); without a list for it every word is unknown."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._packed: bytes | None = None
        self._unpacker = zlib.decompressobj(_GZIP)
        self._lines = bytearray()
        self._answers: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether the lower-case word is in the list."""
        answer = self._answers.get(word)
        if answer is None:
            answer = self._answers[word] = self._find(word)
        return answer

    def _find(self, word: str) -> bool:
        lines = self._unpacked_to(word)
        low, high = lines.find(b"\n") + 1, lines.rfind(b"\n") + 1
        while low < high:
            start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = lines.find(b"\n", start) + 1
            found = _word(lines[start:end])
            if found == word:
                return True
            if found < word:
                low = end
            else:
                high = start
        return False

    def _unpacked_to(self, word: str) -> bytearray:
        """The list, at least as far as this word would stand."""
        if self._packed is None:
            self._packed = _read(self._language)
        while self._packed and not self._reaches(word):
            self._lines += self._unpacker.decompress(self._packed[:CHUNK_BYTES])
            self._packed = self._packed[CHUNK_BYTES:]
        return self._lines

    def _reaches(self, word: str) -> bool:
        end = self._lines.rfind(b"\n")
        start = self._lines.rfind(b"\n", 0, max(end, 0))
        return start >= 0 and _word(self._lines[start + 1 : end]) >= word


def _word(line: bytes | bytearray) -> str:
    """The word of a line `"word": 50,`."""
    end = line.rfind(b'"')
    word: str = json.loads(line[: end + 1]) if end > 0 else ""
    return word


def _read(language: str) -> bytes:
    """A list as packed; empty where there is none. The package is only located, not imported."""
    package = find_spec("spellchecker")
    places = package.submodule_search_locations if package is not None else None
    path = Path(next(iter(places or []), "")) / "resources" / f"{language or 'none'}.json.gz"
    return path.read_bytes() if path.is_file() else b""
