"""What must hold for every comparison, said once; `test_invariant` asks it of random texts and of all samples.

Each function raises AssertionError with the place where the promise is broken.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from desktop.model.comparison import Comparison, Coverage, Match, Op, Relation, Tag
from desktop.model.document import Block, Document
from desktop.text.tokens import TOKEN, fold
from tests.making import compare


def check_all(comparison: Comparison) -> None:
    """Every promise that needs one comparison only."""
    for document in (comparison.old, comparison.new):
        check_lines(document)
        check_texts(document)
        check_words(document)
        check_sections(document)
        check_origin(document)
    check_matches(comparison)
    check_block_ops(comparison)
    check_source_ops(comparison)
    check_changes(comparison)
    check_coverage(comparison)


# ---- one document -------------------------------------------------------------------------------------------


def source_lines(document: Document) -> list[str]:
    """Lines as `Block.lines` counts them: ended by LF, or by CR where a file has no LF."""
    source = document.source
    return source.split("\n") if "\n" in source or "\r" not in source else source.split("\r")


def check_lines(document: Document) -> None:
    """Each source line that shows something belongs to exactly one block; one that holds a piece of two columns, with
    white space between them, to two at most."""
    unseen = {" ", "\u00ad", "\u200b", "\u2060", "\ufeff", *map(chr, range(32)), "\x7f"}
    owners = Counter(k for b in document.blocks for first, last in b.lines for k in range(first, last + 1))
    lines = source_lines(document)
    full = {k for k, line in enumerate(lines, 1) if set(line.strip()) - unseen}
    assert not [k for k, n in owners.items() if n > 1 + (" " * 3 in lines[k - 1].strip())], "a line in two blocks"
    assert set(owners) == full, f"lines without a block {full - set(owners)}, blank ones {set(owners) - full}"


def check_texts(document: Document) -> None:
    """The blocks' texts, joined by line feeds, are the document's text; ids are places."""
    assert "\n".join(b.text for b in document.blocks) == document.text
    for at, block in enumerate(document.blocks):
        assert block.id == at
        assert document.text[block.start : block.end] == block.text


def check_sections(document: Document) -> None:
    """Each content block is in one existing section, which lists it."""
    listed = Counter(b for s in document.sections for b in s.blocks)
    listed.update(s.heading for s in document.sections if s.heading is not None)
    for block in document.content:
        assert block.section is not None, f"no section: {block}"
        assert listed[block.id] == 1, f"in {listed[block.id]} sections: {block}"
        section = document.sections[block.section]
        assert block.id == section.heading or block.id in section.blocks
    for at, section in enumerate(document.sections):
        assert section.id == at
        assert section.parent is None or section.parent < at


def check_words(document: Document) -> None:
    """The words of a document are its text split at white space."""
    names = list(document.words.pieces)
    words = [(at, names[k]) for k, at in zip(document.words.piece.tolist(), document.words.start.tolist(), strict=True)]
    assert words == [(found.start(), found.group()) for found in re.finditer(r"\S+", document.text)]


# What a repair may put for a character of the source: ligatures, and the sign for half a character.
REPLACED = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "ĳ": "ij",
    "Ĳ": "IJ",
}


def check_origin(document: Document) -> None:
    """Every character of a block stands at its origin in the source, but for spaces and repairs. Inside a block places
    go forward; only a new line may stand before the one it follows, at the top of the next column."""
    for block in document.blocks:
        places = document.origin.to_source(list(range(block.start, block.end))).tolist()
        before = -1
        for char, at in zip(block.text, places, strict=True):
            assert 0 <= at <= len(document.source), f"outside the source: {char!r} of {block.text!r}"
            there = document.source[at : at + 1]
            if _from_ligature(char, document.source, at):
                continue
            if char == there:
                back = at < before and "\n" not in document.source[at:before]
                assert not back, f"{char!r} goes back to {at} after {before}; {block.text!r}"
                before = at
            else:
                assert char in " \ufffd", f"{char!r} is said to stand at {at}, where {there!r} stands; {block.text!r}"


def _from_ligature(char: str, source: str, at: int) -> bool:
    """A ligature's second and third letter map to places right after it."""
    return any(char in REPLACED.get(source[k : k + 1], "")[at - k : at - k + 1] for k in range(max(0, at - 2), at + 1))


# ---- matches ------------------------------------------------------------------------------------------------


def check_matches(comparison: Comparison) -> None:
    """Each content block in one block match of its side, each section in one section match; ids differ."""
    for side in (0, 1):
        document = (comparison.old, comparison.new)[side]
        blocks = Counter(b for m in comparison.block_matches for b in _ids(m, side))
        assert blocks == Counter(b.id for b in document.content)
        sections = Counter(s for m in comparison.section_matches for s in _ids(m, side))
        assert sections == Counter(s.id for s in document.sections)
    ids = [m.id for m in (*comparison.block_matches, *comparison.section_matches)]
    assert len(set(ids)) == len(ids)
    for match in (*comparison.block_matches, *comparison.section_matches):
        _check_relation(match)


def _check_relation(match: Match) -> None:
    old, new = len(match.old), len(match.new)
    assert old or new
    assert 0.0 <= match.score <= 1.0
    if match.relation is Relation.ADDED:
        assert not old
    elif match.relation is Relation.REMOVED:
        assert not new
    elif match.relation is Relation.SPLIT:
        assert old == 1 < new
    elif match.relation is Relation.MERGED:
        assert new == 1 < old
    elif match.relation is Relation.OUTSIDE:
        assert not (old and new)
    else:
        assert old
        assert new


def _ids(match: Match, side: int) -> tuple[int, ...]:
    return match.new if side else match.old


# ---- ops ----------------------------------------------------------------------------------------------------


def check_block_ops(comparison: Comparison) -> None:
    """The ops of a match, joined, give the text of each of its blocks back; equal ones say the same."""
    match_of = {m.id: m for m in comparison.block_matches}
    assert sorted(d.match for d in comparison.diffs) == sorted(match_of)
    for diff in comparison.diffs:
        match = match_of[diff.match]
        for side in (0, 1):
            document = (comparison.old, comparison.new)[side]
            blocks = [document.blocks[b] for b in _ids(match, side)]
            spans = sorted({span for op in diff.ops if (span := _span(op, side))[1] > span[0]})
            _check_tiling(spans, blocks, f"{match} side {side}", document)
        for op in diff.ops:
            _check_equal(op, comparison.old.text, comparison.new.text)


def _check_tiling(spans: Sequence[tuple[int, int]], blocks: Sequence[Block], name: str, document: Document) -> None:
    rest = list(spans)
    for block in blocks:
        inside = [s for s in rest if block.start <= s[0] and s[1] <= block.end]
        if not any(TOKEN.finditer(block.text)):
            assert not inside or "".join(document.text[a:b] for a, b in inside) == block.text
        elif not _has_token(block.text):
            assert not inside
        else:
            assert "".join(document.text[a:b] for a, b in inside) == block.text, f"{name}: {block.text!r} {spans}"
            assert all(a[1] == b[0] for a, b in itertools.pairwise(inside)), name
        rest = [s for s in rest if s not in inside]
    assert not rest, f"{name}: spans {rest} in no block of the match"


def _has_token(text: str) -> bool:
    return TOKEN.search(text) is not None


def _span(op: Op, side: int) -> tuple[int, int]:
    return (op.new_start, op.new_end) if side else (op.old_start, op.old_end)


def folded(text: str) -> list[str]:
    """Words and signs as they are compared."""
    return [fold(t) for t in TOKEN.findall(text)]


def _check_equal(op: Op, old: str, new: str) -> None:
    a, b = old[op.old_start : op.old_end], new[op.new_start : op.new_end]
    if op.tag is Tag.EQUAL:
        assert folded(a) == folded(b), f"called equal: {a!r} {b!r}"
    elif op.tag is Tag.DELETE:
        assert not b, f"a deletion with new text {b!r}"
    elif op.tag is Tag.INSERT:
        assert not a, f"an insertion with old text {a!r}"


def check_source_ops(comparison: Comparison) -> None:
    """Both files are covered whole, each code point once; each op says what it does."""
    ops = comparison.source_ops
    for side in (0, 1):
        source = (comparison.old, comparison.new)[side].source
        spans = sorted(s for op in ops if (s := _span(op, side))[1] > s[0])
        at = 0
        for start, end in spans:
            assert start == at, (
                f"side {side}: {'gap' if start > at else 'overlap'} {source[min(at, start) : max(at, start)]!r}"
            )
            at = end
        assert at == len(source), f"side {side}: {source[at:]!r} not covered"
    main = [op for op in ops if op.tag is not Tag.MOVE]
    for before, after in itertools.pairwise(main):
        assert before.old_end <= after.old_start, f"main ops fall on the old side: {before} {after}"
        assert before.new_end <= after.new_start, f"main ops fall on the new side: {before} {after}"
    for op in ops:
        if op.tag is Tag.DELETE:
            assert op.old_end > op.old_start
            assert op.new_end == op.new_start
        elif op.tag is Tag.INSERT:
            assert op.old_end == op.old_start
            assert op.new_end > op.new_start


# ---- changes and coverage -------------------------------------------------------------------------------


def check_changes(comparison: Comparison) -> None:
    """Spans lie in their block and cut out the words that the change shows."""
    assert [c.id for c in comparison.changes] == list(range(1, len(comparison.changes) + 1))
    for change in comparison.changes:
        assert 0 <= change.importance <= 3
        assert change.old or change.new
        assert change.group >= 1
        for document, block, section, (start, end), text in (
            (comparison.old, change.block_old, change.section_old, change.span_old, change.old),
            (comparison.new, change.block_new, change.section_new, change.span_new, change.new),
        ):
            if block is None:
                assert (start, end, text, section) == (0, 0, "", None)
                continue
            whole = document.blocks[block]
            assert 0 <= start <= end <= len(whole.text), f"span {start, end} outside {whole.text!r}"
            assert whole.text[start:end] == text
            assert whole.section == section
        if change.letters:
            assert "".join(t for sign, t in change.letters if sign != "+") == change.old
            assert "".join(t for sign, t in change.letters if sign != "-") == change.new


def check_coverage(comparison: Comparison) -> None:
    """The words of either file are accounted for, all and once."""
    for document, coverage in (
        (comparison.old, comparison.coverage_old),
        (comparison.new, comparison.coverage_new),
    ):
        check_sum(coverage)
        assert coverage.words == len(document.source.split())


def check_sum(coverage: Coverage) -> None:
    parts = (coverage.compared, coverage.ignored, coverage.unpaired, coverage.outside)
    assert min(parts) >= 0, coverage
    assert sum(parts) == coverage.words, coverage


# ---- twins ----------------------------------------------------------------------------------------------


def check_with_itself(text: str) -> None:
    """A text compared with itself: no change, and every block is paired with itself."""
    comparison = compare(text, text)
    assert not comparison.changes, [(c.kind.value, c.old, c.new) for c in comparison.changes]
    for match in comparison.block_matches:
        assert match.old == match.new, f"{match} {[comparison.old.blocks[b].text for b in (*match.old, *match.new)]}"
        assert len(match.old) == 1
        assert match.relation is Relation.PAIRED
        assert not match.changed
        assert not match.marks
    for match in comparison.section_matches:
        assert match.old == match.new
        assert len(match.old) == 1
        assert match.relation is Relation.PAIRED
        assert not match.changed
        assert not match.marks
    assert {op.tag for op in comparison.source_ops} <= {Tag.EQUAL}
