"""Word lists of pyspellchecker (the only door to it), read when a doubtful break first asks.

The packed JSON is searched as bytes, and parsed only when many questions are asked: parsing the Dutch list costs 0.2 s
and 30 MB, a search 1 to 3 ms.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files

PARSE_AFTER = 80


@cache
def lexicon(language: str) -> Lexicon:
    """The word list of a language, loaded once a process."""
    return Lexicon(language)


class Lexicon:
    """Words of one language (ISO 639-1); without a list for it every word is unknown."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._packed: bytes | None = None
        self._words: dict[str, int] | None = None
        self._answers: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Whether the lower-case word is in the list."""
        answer = self._answers.get(word)
        if answer is None:
            if self._words is None and len(self._answers) >= PARSE_AFTER:
                self._words = json.loads(self._load() or b"{}")
                self._packed = b""
            answer = word in self._words if self._words is not None else f'"{word}":'.encode() in self._load()
            self._answers[word] = answer
        return answer

    def _load(self) -> bytes:
        if self._packed is None:
            resource = files("spellchecker") / "resources" / f"{self._language or 'none'}.json.gz"
            self._packed = gzip.decompress(resource.read_bytes()) if resource.is_file() else b""
            if b"\\u" in self._packed[:200_000]:
                self._packed = json.dumps(json.loads(self._packed), ensure_ascii=False).encode()
        return self._packed
