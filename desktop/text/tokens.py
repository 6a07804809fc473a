"""Documents as rows of tokens: numpy columns for place, key (as compared) and form (as written).

A token is a word with its inner hyphens and apostrophes, a number with its points and commas, or one sign. Each
distinct piece between white space is cut into tokens once, and the pieces' tokens are then laid out for the words of
the whole text by numpy. So a document of a million words is cut at the cost of its vocabulary.

Folding changes the key only: case, accents' composition, apostrophes, dashes and inner hyphens are forgiven.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.model.document import Document
from desktop.model.words import Ids
from desktop.text.languages import ABBREVIATIONS, FUNCTION_WORDS

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_LETTERS = r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
_WORD = rf"{_LETTERS}(?:[-'’‑]{_LETTERS}|(?<=\d)[.,:–/]\d+)*"
TOKEN = re.compile(rf"{_WORD}|(?<![\w.,)%])[-–−+](?=\d){_WORD}|[^\w\s]|_")
_SIGNS = {c: '"' for c in '«»“”„‟"‹›'} | {c: "–" for c in "–—−-‑"} | {c: "'" for c in "’‘‚'`´"} | {"…": "."}
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*$")
_MINUS = "-–−"
_OPENING = "\"'«“„‘(["
_CLOSING = frozenset(".!?…\"'»”’)]")
PICTOGRAPHS = "\U0001f000"
"""From here on signs are pictures, which say as much as a word does."""
CONTENT_WEIGHT, FUNCTION_WEIGHT, SIGN_WEIGHT = 1.0, 0.25, 0.1
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


def fold(token: str) -> str:
    """The key of a token: what two editions must share for the words to count as the same."""
    if token.isascii() and (token.isalnum() or (len(token) > 1 and "-" not in token)):
        return token.lower()
    sign = _SIGNS.get(token)
    if sign is not None:
        return sign
    if token[0] in _MINUS:
        return "-" + fold(token[1:])
    folded = unicodedata.normalize("NFKC", token).casefold().replace("’", "'").replace("\u2010", "-")
    return _INNER_HYPHEN.sub("", folded) if "-" in folded else folded


@dataclass(frozen=True, slots=True, eq=False)
class TokenRow:
    """Tokens of one document. Columns of shape (n,): start, end in `Document.text`; key, form ids; block: index into
    `Document.blocks`. sentence: token indices at which a sentence begins, shape (m,), ascending."""

    start: Ids
    end: Ids
    key: Ids
    form: Ids
    block: Ids
    sentence: Ids

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Both documents over one vocabulary. weight: of each key; word: whether a key is a word, number or emoji, not a
    sign."""

    old: TokenRow
    new: TokenRow
    keys: list[str]
    weight: Floats
    word: Bools


def _ends_sentence(piece: str) -> bool:
    if not _SENTENCE_END.search(piece):
        return False
    bare = piece.rstrip("\"'»”’)].").lstrip(_OPENING)
    if "." not in piece or piece[-1] in "!?":
        return True
    return not (len(bare) == 1 and bare.isalpha()) and bare.lower() not in ABBREVIATIONS


def tokenize(old: Document, new: Document) -> Tokens:
    """Tokens of both documents, page furniture left out."""
    numbers = _one_vocabulary(old, new)
    cut = _cut([*itertools.compress(numbers.pieces, numbers.used.tolist())])
    place = np.cumsum(numbers.used, dtype=np.int32) - np.int32(1)
    rows = [_expand(document, place[piece], cut) for document, piece in ((old, numbers.old), (new, numbers.new))]
    keys = list(cut.keys)
    word = np.fromiter((k[0].isalnum() or k[-1].isalnum() or k[0] >= PICTOGRAPHS for k in keys), bool, len(keys))
    weight = np.where(word, CONTENT_WEIGHT, SIGN_WEIGHT).astype(np.float32)
    weight[[cut.keys[w] for w in FUNCTION_WORDS if w in cut.keys]] = FUNCTION_WEIGHT
    return Tokens(rows[0], rows[1], keys, weight, word)


@dataclass(frozen=True, slots=True, eq=False)
class _Numbers:
    """The words of both documents over one set of pieces. used: shape (pieces,), whether either document has it."""

    pieces: Iterable[str]
    used: Bools
    old: Ids
    new: Ids


def _one_vocabulary(old: Document, new: Document) -> _Numbers:
    pieces, piece = old.words.pieces, new.words.piece
    if new.words.pieces is not pieces:
        both = dict(pieces)
        translated = [both.setdefault(name, len(both)) for name in new.words.pieces]
        pieces, piece = both, np.asarray(translated, np.int32)[piece]
    used = np.zeros(len(pieces), bool)
    used[old.words.piece] = True
    used[piece] = True
    return _Numbers(pieces, used, old.words.piece, piece)


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """Pieces cut into tokens. Of each piece: first, count, its tokens; ends, begins, whether a sentence may end or
    begin with it. Of each of their tokens: offset in the piece, length, form, key."""

    first: Ids
    count: Ids
    ends: Bools
    begins: Bools
    offset: Ids
    length: Ids
    form: Ids
    key: Ids
    keys: dict[str, int]


def _numbered(words: Iterable[str]) -> dict[str, int]:
    """Distinct words, numbered in the order of their first appearance."""
    distinct = dict.fromkeys(words)
    return dict(zip(distinct, range(len(distinct)), strict=True))


def _cut(pieces: Sequence[str]) -> _Cut:
    """Cut pieces into tokens. Tokens cover a piece whole, so their places follow from their lengths."""
    found = TOKEN.findall("\n".join(pieces))
    forms = _numbered(found)
    form = np.fromiter(map(forms.__getitem__, found), np.int32, len(found))
    folded = [f.lower() if f.isascii() and f.isalnum() else fold(f) for f in forms]
    keys = _numbered(folded)
    form_key = np.fromiter(map(keys.__getitem__, folded), np.int32, len(folded))
    length = np.fromiter(map(len, found), np.int32, len(found))
    size = np.fromiter(map(len, pieces), np.int32, len(pieces))
    token_at, piece_at = np.cumsum(length) - length, np.cumsum(size) - size
    first = np.searchsorted(token_at, piece_at).astype(np.int32)
    count: Ids = np.diff(first, append=np.int32(len(found)))
    offset = (token_at - np.repeat(piece_at, count)).astype(np.int32)
    ends = np.asarray([p[-1] in _CLOSING and _ends_sentence(p) for p in pieces], bool)
    opening = set(_OPENING)
    begins = np.asarray(
        [not (p if p[0] not in opening else p.lstrip(_OPENING) or "A")[0].islower() for p in pieces], bool
    )
    return _Cut(first, count, ends, begins, offset, length, form, form_key[form], keys)


def _expand(document: Document, piece: Ids, cut: _Cut) -> TokenRow:
    """Lay the tokens of all words of a document out. piece: of each word, as numbered in `cut`."""
    start, block = document.words.start, _block_of_words(document)
    furniture = [b.id for b in document.blocks if b.is_furniture]
    if furniture:
        keep = np.ones(len(document.blocks), bool)
        keep[furniture] = False
        kept = keep[block]
        piece, start, block = piece[kept], start[kept], block[kept]
    count = cut.count[piece]
    before = np.cumsum(count, dtype=np.int32) - count
    token = np.repeat(cut.first[piece] - before, count)
    token += np.arange(len(token), dtype=np.int32)
    starts = np.repeat(start, count) + cut.offset[token]
    opens = np.ones(len(piece), bool)
    opens[1:] = (block[1:] != block[:-1]) | (cut.ends[piece[:-1]] & cut.begins[piece[1:]])
    return TokenRow(
        starts, starts + cut.length[token], cut.key[token], cut.form[token], np.repeat(block, count), before[opens]
    )


def _block_of_words(document: Document) -> Ids:
    """The block in which each word stands, shape (words,)."""
    starts = np.fromiter((b.start for b in document.blocks), np.int32, len(document.blocks))
    first = np.searchsorted(document.words.start, starts)
    count = np.diff(np.append(first, len(document.words)))
    return np.repeat(np.arange(len(starts), dtype=np.int32), count)
