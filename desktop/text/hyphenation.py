"""Words broken at line ends: is it one word, a word with a hyphen, a hanging hyphen, or two words?

    Neder-⏎landse → Nederlandse      Noord-⏎Afrika → Noord-Afrika
    inlichtingen-⏎en → two words     Ontwik⏎kelingssamenwerking → one word (the hyphen was lost)

Order of evidence (measured on 258 hand-labelled breaks, see docs/decisions): a conjunction after the hyphen; how the
editions themselves print the word inside lines; its shape; a word list; the habit of the language.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum

from desktop.text.languages import CONJUNCTIONS, FUNCTION_WORDS, Language
from desktop.text.lexicon import lexicon
from desktop.text.pieces import EDGE


class Break(StrEnum):
    """What a line end inside running text stands for."""

    SPACE = "space"
    SOFT = "soft_hyphen"
    KEPT = "kept_hyphen"
    LOST = "lost_hyphen"


VOWEL_CLASHES = frozenset(
    ("aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "oe", "oi", "oo", "ou", "ui", "uu", "ij", "oj")
)
MIN_LOST_LENGTH = 6
# Two adjectives of these endings stand side by side with a hyphen: politiek-strategisch, financieel-economische.
_ADJECTIVE_ENDS = ("eel", "iek", "isch", "air", "aal", "ief", "lijk", "iell", "lich")
_ADJECTIVE = re.compile(rf"[^\W\d_]{{3}}(?:{'|'.join(_ADJECTIVE_ENDS)})$")
_INFLECTED_ADJECTIVE = re.compile(
    r"[^\W\d_]{3}(?:eel|ele|iek|ieke|isch|ische|air|aire|aal|ale|ief|ieve|lijk|lijke|ielle|ischen?|lichen?)$"
)
_BRACKETED = re.compile(r"\(([^\W\d_]+)\)")
_PARTS = re.compile(r"[-/–]")


class Hyphenation:
    """Decides line breaks from the words of all editions, a word list and the shapes of the halves."""

    def __init__(self, words: Counter[str], language: Language) -> None:
        self.words = words
        self._language = language
        self._lexicon = lexicon(language.code)
        self._english = lexicon("en")

    def _known(self, word: str) -> bool:
        return word in self.words or self._lexicon.knows(word)

    def after_hyphen(self, left: str, right: str, preceding: str = "") -> tuple[Break, bool]:
        """Decide a line that ends in `left` + hyphen and goes on with `right`; also whether the answer is certain.

        preceding: the word before `left`; a capital there tells a name of several words (Forward Operating
        Locations-verdrag).
        """
        a, b = left.lstrip(EDGE), right.rstrip(EDGE)
        low_a, low_b = a.lower(), b.lower()
        if not a or not b:
            return Break.SPACE, True
        count = self.words.get
        joined, hyphenated = count(low_a + low_b, 0), count(f"{low_a}-{low_b}", 0)
        if low_b in CONJUNCTIONS and not joined:
            return Break.SPACE, True
        if joined != hyphenated:
            return (Break.SOFT, True) if joined > hyphenated else (Break.KEPT, True)
        head, last = ("", a) if not _PARTS.search(a) else ("-", _PARTS.split(a)[-1])
        if head:
            if last and self._known(last.lower() + low_b):
                return Break.SOFT, True
            if not last or last.isupper() or self._known(last.lower()):
                return Break.KEPT, False
        if len(a) == 1 or not a[-1].isalpha() or not b[0].isalpha() or (a.isupper() and len(a) > 1 and not b.isupper()):
            return Break.KEPT, True
        if b[0].isupper() and not a.isupper():
            return Break.KEPT, True
        if self._language.joins:
            if a[0].isupper() and preceding[:1].isupper() and self._is_foreign_name(low_a, low_b):
                return Break.KEPT, False
            doubtful = low_a in self._language.prefixes or a[-1].lower() + low_b[0] in VOWEL_CLASHES
            if (
                not doubtful
                and low_a.endswith(_ADJECTIVE_ENDS)
                and _ADJECTIVE.search(low_a)
                and _INFLECTED_ADJECTIVE.search(low_b)
                and not self._known(low_a + low_b)
            ):
                return Break.KEPT, False
            if not doubtful:
                return Break.SOFT, not self._halves_are_words(low_a, low_b)
            if self._known(low_a + low_b):
                return Break.SOFT, True
            prefixed = low_a in self._language.prefixes
            if prefixed or (self._known(low_a) and self._known(low_b)):
                return Break.KEPT, False
            return Break.SOFT, False
        if self._known(low_a + low_b):
            return Break.SOFT, True
        if low_a in self._language.prefixes or (self._known(low_a) and self._known(low_b) and len(low_b) > 1):
            return Break.KEPT, False
        return (Break.SOFT, True) if self._language.code else (Break.KEPT, False)

    def _is_foreign_name(self, a: str, b: str) -> bool:
        """Whether `a` is an English word and no word of the language, `b` a word of the language, and `ab` none."""
        return self._known(b) and not self._known(a) and not self._known(a + b) and self._english.knows(a)

    def _halves_are_words(self, a: str, b: str) -> bool:
        return a in self.words and b in self.words and len(b) > 3

    def after_bracket(self, left: str, right: str) -> tuple[Break, bool] | None:
        """Decide `(veiligheids)` + `belangen`: one word when the editions print it without brackets and the half
        alone is none."""
        found = _BRACKETED.fullmatch(left)
        if not found or not right[:1].islower():
            return None
        inner, b = found[1].lower(), right.rstrip(EDGE).lower()
        if self.words[inner + b] and not self.words[inner]:
            return Break.LOST, True
        return None

    def without_hyphen(self, left: str, right: str, lossy: bool, unspaced: bool) -> tuple[Break, bool]:
        """Decide a line end without hyphen: are the two words one?

        lossy: the document lost its hyphens. unspaced: its wrapped lines keep their last space and this one has none.
        Elsewhere only a word that the editions print whole, of which a half is no word, is joined.
        """
        a, b = left.lstrip(EDGE), right.rstrip(EDGE)
        if (
            not a.isalpha()
            or not b[:1].islower()
            or len(a) + len(b) < MIN_LOST_LENGTH
            or not b.replace("-", "").isalpha()
        ):
            return Break.SPACE, True
        low_a, low_b = a.lower(), b.lower()
        count = self.words.get
        whole, left_count, right_count = count(low_a + low_b, 0), count(low_a, 0), count(low_b, 0)
        if left_count and right_count and not (unspaced and whole):
            return Break.SPACE, True
        if low_a in FUNCTION_WORDS or low_b in FUNCTION_WORDS:
            return (Break.LOST, True) if whole and not left_count else (Break.SPACE, True)
        if whole:
            return Break.LOST, True
        if a.isupper() and len(a) > 1:
            return Break.SPACE, True  # an abbreviation is no beginning of a word
        if not lossy and not unspaced:
            return Break.SPACE, True
        if self._both_words(low_a, low_b) and not unspaced:
            return Break.SPACE, True
        if self._lexicon.knows(low_a + low_b):
            return Break.LOST, True
        if not self._known(low_a) and (not self._known(low_b) or self._compound(low_a + low_b)):
            return (Break.LOST, False) if self._language.code else (Break.SPACE, True)
        if unspaced and self._compound(low_a + low_b) and low_a[-1] in "sen":
            return Break.LOST, False
        return Break.SPACE, True

    def _both_words(self, a: str, b: str) -> bool:
        return self._known(a) and self._known(b)

    def _compound(self, word: str, least: int = 4) -> bool:
        """Dutch and German: two or three known parts, with s, e or n between them."""
        for k in range(least, len(word) - least + 1):
            if self._known(word[:k]) or (word[k - 1] in "sen" and self._known(word[: k - 1])):
                rest = word[k:]
                if self._known(rest) or (len(rest) >= 2 * least and self._compound(rest, least)):
                    return True
        return False
