"""What kind of thing changed, and how important it is.

Importance: 3 for negations, numbers, amounts, dates, references and names, and for eight words or more in or out; 2 for
content words; 1 for function words, renumbering, moved text, and what an excerpt's cut makes uncertain; 0 for case and
punctuation.
"""

from __future__ import annotations

from desktop.diffing.both_texts import BothTexts
from desktop.diffing.regions import Region
from desktop.model.comparison import ChangeKind
from desktop.text.languages import FUNCTION_WORDS

LONG_WORDS = 8
PUNCTUATION = frozenset(".,;:!?'\"()[]{}-–—−…/«»“”„‘’‚•·")
NEGATIONS = frozenset(
    {"niet", "geen", "nooit", "noch", "not", "no", "never", "nor"}
    | {"nicht", "kein", "keine", "keinen", "keiner", "nie", "ne", "pas", "aucun", "aucune", "jamais"}
)
ASPECTS = {ChangeKind.AMOUNT, ChangeKind.DATE, ChangeKind.REFERENCE, ChangeKind.NUMBER}
_LABEL_EDGE = " .:()–-"


def kind_of(texts: BothTexts, region: Region, old: str, new: str, a: int, b: int) -> ChangeKind:
    """What kind of thing changed in a region. old, new: its text on both sides; a, b: its blocks."""
    if region.case:
        return ChangeKind.CASE
    signs = {c for c in old + new if not c.isalnum() and not c.isspace()}
    if not any(c.isalnum() for c in old + new):
        return ChangeKind.PUNCTUATION if signs <= PUNCTUATION else ChangeKind.WORDING
    if not _letters(old):
        return ChangeKind.INSERTION
    if not _letters(new):
        return ChangeKind.DELETION
    if "".join(c for c in old if c.isalnum()) == "".join(c for c in new if c.isalnum()):
        if any(c.isdigit() for c in old + new):
            return ChangeKind.NUMBER  # 1.5 → 15, -5 → 5, 5 % → 5: the sign is the content
        return ChangeKind.PUNCTUATION if signs <= PUNCTUATION else ChangeKind.WORDING
    if old.casefold() == new.casefold():
        return ChangeKind.CASE
    changed_old, changed_new = _distinct(old, new)
    spans = ((0, a, region.i1, region.i2), (1, b, region.j1, region.j2))
    kinds = [_atom_kind(texts, side, block, lo, hi) for side, block, lo, hi in spans]
    if kinds[0] and kinds[0] == kinds[1]:
        return kinds[0]
    if changed_old | changed_new and all(w[:1].isdigit() for w in changed_old | changed_new):
        return ChangeKind.NUMBER
    if not changed_new and changed_old:
        return (
            ChangeKind.DELETION if set(changed_old) and old.casefold().find(new.casefold()) >= 0 else ChangeKind.WORDING
        )
    if not changed_old and changed_new:
        return ChangeKind.INSERTION if new.casefold().find(old.casefold()) >= 0 else ChangeKind.WORDING
    first = texts.documents[0].blocks[a]  # a capital after "1. " is that of a beginning, not of a name
    before = first.text[: texts.columns[0][0][region.i1] - first.start]
    begins = before.strip(_LABEL_EDGE) in ("", first.label.strip(_LABEL_EDGE))
    if _is_name(old) and _is_name(new) and not (begins and " " not in old.strip()):
        return ChangeKind.NAME
    return ChangeKind.WORDING


def _atom_kind(texts: BothTexts, side: int, block: int, first: int, last: int) -> ChangeKind | None:
    starts, ends, _ = texts.columns[side]
    base = texts.documents[side].blocks[block].start
    lo, hi = starts[first] - base, ends[last - 1] - base
    for atom in texts.atoms(side, block, lo, hi):
        if atom.start >= lo - 1 and atom.end <= hi + 1 and (atom.end - atom.start) * 2 >= hi - lo:
            return atom.kind
    return None


def importance_of(kind: ChangeKind, old: str, new: str) -> int:
    """How much a change weighs, from 0 to 3."""
    if kind in (ChangeKind.CASE, ChangeKind.PUNCTUATION):
        return 0
    if kind in ASPECTS or kind is ChangeKind.NAME:
        return 3
    changed_old, changed_new = _distinct(old, new)
    content = [w for w in changed_old | changed_new if w not in FUNCTION_WORDS and any(c.isalnum() for c in w)]
    one_sided = not _letters(old) or not _letters(new)
    if (
        len(content) >= LONG_WORDS
        or (one_sided and len((old + new).split()) >= LONG_WORDS)
        or any(w[:1].isdigit() for w in content)
        or (changed_old | changed_new) & NEGATIONS
    ):
        return 3
    if not changed_old and not changed_new:
        return 2  # the same words with other signs between them
    return 2 if content else 1


def _letters(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _distinct(old: str, new: str) -> tuple[set[str], set[str]]:
    """Words of either side that the other has not (without outer signs)."""
    a = {w.strip(".,;:()«»“”\"'").casefold() for w in old.split()} - {""}
    b = {w.strip(".,;:()«»“”\"'").casefold() for w in new.split()} - {""}
    return a - b, b - a


def _is_name(text: str) -> bool:
    words = [w.strip(".,;:()«»“”\"'") for w in text.split()]
    content = [w for w in words if w and w.casefold() not in FUNCTION_WORDS]
    return bool(content) and all(w[0].isupper() for w in content)
