"""Documents as rows of tokens: numpy columns for place, key (as compared) and form (as written).

A token is a word with its inner hyphens and apostrophes, a number with its points and commas, or one sign. The text
is first split at white space (in C); each distinct piece is cut into tokens once, in plain Python, and the pieces'
tokens are then laid out for the whole text by numpy. So a document of a million words costs a few hundred thousand
regex calls.

Folding changes the key only: case, accents' composition, apostrophes, dashes and inner hyphens are forgiven.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.model.document import Document
from desktop.text.languages import ABBREVIATIONS, FUNCTION_WORDS

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_LETTER = r"(?:[^\W_][\u0300-\u036f]*)"
TOKEN = re.compile(rf"(?:(?<![\w.,)%])[-–−+](?=\d))?{_LETTER}+(?:[-'’‑]{_LETTER}+|(?<=\d)[.,:–/]\d+)*|[^\w\s]|_")
_SIGNS = {c: '"' for c in '«»“”„‟"‹›'} | {c: "–" for c in "–—−-‑"} | {c: "'" for c in "’‘‚'`´"} | {"…": "."}
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*$")
_MINUS = "-–−"
CHUNK_CHARS = 1 << 20
_OPENING = "\"'«“„‘(["
_CLOSING = ".!?…\"'»”’)]"
CONTENT_WEIGHT, FUNCTION_WEIGHT, SIGN_WEIGHT = 1.0, 0.25, 0.1
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


def fold(token: str) -> str:
    """The key of a token: what two editions must share for the words to count as the same."""
    if token.isascii() and token.isalnum():
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
    """Both documents over one vocabulary. weight: of each key; word: whether a key is a word or number, not a sign."""

    old: TokenRow
    new: TokenRow
    keys: list[str]
    weight: Floats
    word: Bools


class _Vocabulary:
    """Distinct white-space pieces and what they are made of."""

    def __init__(self) -> None:
        self.pieces: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.forms: dict[str, int] = {}
        self.form_key: list[int] = []
        self.count: list[int] = []
        self.first: list[int] = []
        self.offset: list[int] = []
        self.length: list[int] = []
        self.form: list[int] = []
        self.ends: list[bool] = []
        self.begins: list[bool] = []

    def add(self, pieces: Iterable[str]) -> None:
        """Cut pieces not met before into tokens."""
        known, forms = self.pieces, self.forms
        offsets, lengths, form_ids = self.offset, self.length, self.form
        firsts, counts, ends, begins = self.first, self.count, self.ends, self.begins
        for piece in pieces:
            if piece in known:
                continue
            known[piece] = len(known)
            firsts.append(len(offsets))
            last, first = piece[-1], piece[0]
            if piece.isalpha():
                parts: tuple[tuple[str, int], ...] = ((piece, 0),)
            elif last in ".,;:" and piece[:-1].isalpha():
                parts = ((piece[:-1], 0), (last, len(piece) - 1))
            else:
                parts = tuple([(found.group(), found.start()) for found in TOKEN.finditer(piece)])
            for token, offset in parts:
                form = forms.get(token)
                form_ids.append(self._new_form(token) if form is None else form)
                offsets.append(offset)
                lengths.append(len(token))
            counts.append(len(parts))
            ends.append(last in _CLOSING and _ends_sentence(piece))
            if first in _OPENING:
                first = piece.lstrip(_OPENING)[:1]
            begins.append(not first.islower() or not first)

    def _new_form(self, token: str) -> int:
        form = self.forms[token] = len(self.forms)
        folded = fold(token)
        key = self.keys.get(folded)
        if key is None:
            key = self.keys[folded] = len(self.keys)
        self.form_key.append(key)
        return form


def _ends_sentence(piece: str) -> bool:
    if not _SENTENCE_END.search(piece):
        return False
    bare = piece.rstrip("\"'»”’)].").lstrip(_OPENING)
    if "." not in piece or piece[-1] in "!?":
        return True
    return not (len(bare) == 1 and bare.isalpha()) and bare.lower() not in ABBREVIATIONS


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    pieces: Ids
    at: Ids
    block: Ids


def tokenize(old: Document, new: Document) -> Tokens:
    """Tokens of both documents, page furniture left out."""
    vocabulary = _Vocabulary()
    laid = [_lay(document, vocabulary) for document in (old, new)]
    columns = [
        np.asarray(c, np.int32)
        for c in (
            vocabulary.first,
            vocabulary.count,
            vocabulary.offset,
            vocabulary.length,
            vocabulary.form,
            vocabulary.form_key,
        )
    ]
    flags = [np.asarray(c, bool) for c in (vocabulary.ends, vocabulary.begins)]
    rows = [_expand(one, columns, flags) for one in laid]
    keys = list(vocabulary.keys)
    word = np.fromiter((k[0].isalnum() or k[-1].isalnum() for k in keys), bool, len(keys))
    weight = np.where(word, CONTENT_WEIGHT, SIGN_WEIGHT).astype(np.float32)
    weight[[i for i, k in enumerate(keys) if k in FUNCTION_WORDS]] = FUNCTION_WEIGHT
    return Tokens(rows[0], rows[1], keys, weight, word)


def _lay(document: Document, vocabulary: _Vocabulary) -> _Laid:
    """White-space pieces of a document as ids with their places; furniture dropped. Works in chunks that end with a
    block."""
    text = document.text
    ids: list[Ids] = []
    places: list[npt.NDArray[np.int64]] = []
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + CHUNK_CHARS) + 1 or len(text)
        chunk = text[begin:end]
        pieces = chunk.split()
        vocabulary.add(dict.fromkeys(pieces))
        n = len(pieces)
        ids.append(np.fromiter(map(vocabulary.pieces.__getitem__, pieces), np.int32, n))
        sizes = np.fromiter(map(len, pieces), np.int64, n)
        if int(sizes.sum()) + n - (end == len(text) and not chunk.endswith("\n")) == len(chunk):
            at = np.zeros(n, np.int64)
            np.cumsum(sizes[:-1] + 1, out=at[1:])
        else:
            at = np.fromiter((m.start() for m in re.finditer(r"\S+", chunk)), np.int64, n)
        places.append(at + begin)
        begin = end
    if not ids:
        empty = np.zeros(0, np.int32)
        return _Laid(empty, empty, empty)
    all_ids, at = np.concatenate(ids), np.concatenate(places)
    starts = np.fromiter((b.start for b in document.blocks), np.int64, len(document.blocks))
    block = np.searchsorted(starts, at, side="right").astype(np.int32) - 1
    content = np.fromiter((not b.is_furniture for b in document.blocks), bool, len(document.blocks))
    keep = content[block]
    if not keep.all():
        all_ids, at, block = all_ids[keep], at[keep], block[keep]
    return _Laid(all_ids, at.astype(np.int32), block)


def _expand(laid: _Laid, columns: list[Ids], flags: list[Bools]) -> TokenRow:
    first, count, offset, length, form, form_key = columns
    ends, begins = flags
    if not len(laid.pieces):
        empty = np.zeros(0, np.int32)
        return TokenRow(empty, empty, empty, empty, empty, empty)
    per = count[laid.pieces]
    total = int(per.sum())
    before = np.cumsum(per, dtype=np.int64) - per
    source = np.repeat(first[laid.pieces] - before.astype(np.int32), per) + np.arange(total, dtype=np.int32)
    start = np.repeat(laid.at, per) + offset[source]
    forms = form[source]
    block = np.repeat(laid.block, per)
    opens = np.ones(len(laid.pieces), bool)
    opens[1:] = (laid.block[1:] != laid.block[:-1]) | (ends[laid.pieces[:-1]] & begins[laid.pieces[1:]])
    opens &= per > 0
    return TokenRow(start, start + length[source], form_key[forms], forms, block, before[opens].astype(np.int32))
