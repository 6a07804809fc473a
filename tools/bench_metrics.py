"""What a word diff is worth: its operations measured against the truth of every edit.

Operations are runs of words as split at white space. The truth (tools/corpus.py) numbers the logical words of both
files – a word broken over a line end is one – and says which new word is which old one.

    hunks      changed runs                    stray      equal runs without a content word between two changes
    recall     unchanged words recognised      moved      the same, for the words of moved sentences
    false      words matched that are not the same word in truth
    rep/true   words reported changed by words truly changed
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

STRAY_WORDS = 3
"""An equal run of at most so many words may be a stray anchor."""
_FUNCTION_WORDS = """
    de het een en van in op te voor met aan dat die is zijn der den des ter ten om ook als bij door naar over uit tot
    of er we wij ons onze dit deze zo niet maar dan nog wel al worden wordt heeft hebben was waren kan kunnen zal
    zullen moet moeten hun haar zich daar hier waar daarbij daarnaast onder tussen tegen binnen buiten via per
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


class Run(NamedTuple):
    """Words of both sides; main: false for a move, whose two sides stand at different places."""

    equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int
    main: bool = True

    @property
    def size(self) -> int:
        return max(self.old_end - self.old_start, self.new_end - self.new_start)


def runs_of_ops(ops: Sequence[dict[str, Any]], old: str, new: str) -> list[Run]:
    """Ops in characters (`naast compare --ops`) as runs of whole words; a word cut by an op counts with the op it
    begins in."""
    starts = [[m.start() for m in re.finditer(r"\S+", text)] for text in (old, new)]

    def words(side: int, span: Sequence[int]) -> tuple[int, int]:
        return bisect_left(starts[side], span[0]), bisect_left(starts[side], span[1])

    return [
        Run(op["tag"] in ("equal", "move"), *words(0, op["a"]), *words(1, op["b"]), op["tag"] != "move") for op in ops
    ]


def runs_of_pieces(pieces: Iterable[tuple[str, int]]) -> list[Run]:
    """Runs of a flat diff given as `=`, `-` and `+` with a number of words."""
    runs: list[Run] = []
    i = j = 0
    for sign, count in pieces:
        di, dj = (count if sign in "=-" else 0), (count if sign in "=+" else 0)
        runs.append(Run(sign == "=", i, i + di, j, j + dj))
        i, j = i + di, j + dj
    return merged(r for r in runs if r.size)


def merged(runs: Iterable[Run]) -> list[Run]:
    """Neighbouring runs of one kind put together."""
    result: list[Run] = []
    for run in runs:
        if result and result[-1].equal == run.equal:
            result[-1] = result[-1]._replace(old_end=run.old_end, new_end=run.new_end)
        else:
            result.append(run)
    return result


def measure(
    runs: Sequence[Run], old: Sequence[str], new: Sequence[str], truth: dict[str, Any] | None
) -> dict[str, Any]:
    """The figures of the module's text; those that need the truth only where there is one."""
    equal_old = {k for r in runs if r.equal for k in range(r.old_start, r.old_end)}
    equal_new = {k for r in runs if r.equal for k in range(r.new_start, r.new_end)}
    result: dict[str, Any] = {
        "hunks": sum(not r.equal and (k == 0 or runs[k - 1].equal) for k, r in enumerate(runs)),
        "changed": len(old) - len(equal_old) + len(new) - len(equal_new),
        "stray": stray([r for r in runs if r.main], old),
    }
    if truth:
        result |= against_truth(matched_words(runs, truth), truth)
    return result


def stray(runs: Sequence[Run], old: Sequence[str]) -> int:
    """Short equal runs without a content word, between two changes of two words or more."""
    count = 0
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        if run.equal and not before.equal and not after.equal and run.old_end - run.old_start <= STRAY_WORDS:
            light = not any(is_content(w) for w in old[run.old_start : run.old_end])
            count += light and before.size >= 2 and after.size >= 2
    return count


def is_content(word: str) -> bool:
    return word.lower().strip(".,;:()«»–-") not in FUNCTION_WORDS and any(c.isalnum() for c in word)


def matched_words(runs: Iterable[Run], truth: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Pairs of logical words (old, new) that the runs call equal."""
    for run in runs:
        if not run.equal:
            continue
        ours = list(dict.fromkeys(truth["src_a"][run.old_start : run.old_end]))
        theirs = list(dict.fromkeys(truth["src_b"][run.new_start : run.new_end]))
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)
        else:  # it joined a broken word another way than the truth: pair what agrees
            wanted = [truth["map"][k] for k in theirs]
            for i, j, size in SequenceMatcher(None, ours, wanted, autojunk=False).get_matching_blocks():
                yield from zip(ours[i : i + size], theirs[j : j + size], strict=True)


def against_truth(pairs: Iterable[tuple[int, int]], truth: dict[str, Any]) -> dict[str, Any]:
    original, moved = truth["map"], set(truth["moved"])
    right, false = set[int](), 0
    old_matched, new_matched = set[int](), set[int]()
    for old, new in pairs:
        old_matched.add(old)
        new_matched.add(new)
        if original[new] == old:
            right.add(new)
        else:
            false += 1
    unchanged = sum(1 for old in original if old >= 0)
    reported = max(truth["src_a"]) + 1 - len(old_matched) + len(original) - len(new_matched)
    return {
        "recall": round(len(right) / unchanged, 4),
        "moved": round(len(right & moved) / max(1, len(moved)), 3),
        "false": false,
        "rep/true": round(reported / (truth["changed_a"] + truth["changed_b"]), 2),
    }


def tiles(ops: Sequence[dict[str, Any]], old: str, new: str) -> bool:
    """Whether the ops cover both texts, in order, without gap or overlap. A move covers one side at a time."""
    for key, text in (("a", old), ("b", new)):
        at = 0
        for start, end in sorted(tuple(op[key]) for op in ops if op[key][0] < op[key][1]):
            if start != at:
                return False
            at = end
        if at != len(text):
            return False
    return True


# ---- what other programs print ---------------------------------------------------------------------------------------
def pieces_of_porcelain(text: str) -> list[tuple[str, list[str]]]:
    """`git diff --word-diff=porcelain`."""
    pieces, body = [], False
    for line in text.split("\n"):
        if line.startswith("@@"):
            body = True
        elif body and line[:1] in ("+", "-", " "):
            pieces.append(("=" if line[0] == " " else line[0], line[1:].split()))
    return pieces


def pieces_of_marks(text: str) -> list[tuple[str, list[str]]]:
    """wdiff with \\x01 \\x02 around what went and \\x03 \\x04 around what came."""
    pieces = []
    for part in re.split("(\x01.*?\x02|\x03.*?\x04)", text, flags=re.S):
        sign = {"\x01": "-", "\x03": "+"}.get(part[:1], "=")
        pieces.append((sign, part.strip("\x01\x02\x03\x04").split()))
    return pieces


def runs_of_normal_diff(text: str, old_words: int, new_words: int) -> list[Run]:
    """`diff` on files of one word a line."""
    runs: list[Run] = []
    i = j = 0
    for found in re.finditer(r"^(\d+)(?:,(\d+))?([acd])(\d+)(?:,(\d+))?$", text, re.M):
        first, last, what, new_first, new_last = found.groups()
        i1, i2 = (int(first), int(first)) if what == "a" else (int(first) - 1, int(last or first))
        j1, j2 = (int(new_first), int(new_first)) if what == "d" else (int(new_first) - 1, int(new_last or new_first))
        runs += [Run(True, i, i1, j, j1), Run(False, i1, i2, j1, j2)]
        i, j = i2, j2
    runs.append(Run(True, i, old_words, j, new_words))
    return merged(r for r in runs if r.size)
