"""Documents and comparisons made by hand for the tests of reports; the engine is not asked.

`document` takes blocks as (kind, text); a heading's kind is "h1", "h2". `comparison` takes links between
blocks and sections and compares words naively.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from desktop.model.comparison import (
    BlockDiff,
    Change,
    ChangeKind,
    Comparison,
    Coverage,
    Details,
    Level,
    Mark,
    Match,
    Op,
    Relation,
    Tag,
)
from desktop.model.document import (
    Block,
    BlockKind,
    Document,
    Edition,
    Extract,
    OriginMap,
    Repair,
    Section,
    Warning,
)
from desktop.model.options import Options
from desktop.text.pieces import Pieces, words_of

Link = tuple[Sequence[int], Sequence[int]] | tuple[Sequence[int], Sequence[int], str]


def document(
    blocks: Sequence[tuple[str, str]],
    path: str = "old.txt",
    year: int | None = 2014,
    title: str = "",
    warnings: tuple[Warning, ...] = (),
    repairs: tuple[Repair, ...] = (),
) -> Document:
    """A document whose source is its text. Kinds: "h1".."h3" for headings, else the names of `BlockKind`."""
    made: list[Block] = []
    heads: list[tuple[int | None, int | None, str, int]] = []
    members: list[list[int]] = []
    open_at: list[tuple[int, int]] = []
    at = 0
    for i, (kind, text) in enumerate(blocks):
        level = int(kind[1]) if re.fullmatch(r"h\d", kind) else None
        if level:
            open_at = [(lv, s) for lv, s in open_at if lv < level]
            heads.append((i, open_at[-1][1] if open_at else None, text, level))
            members.append([])
            open_at.append((level, len(heads) - 1))
        block_kind = BlockKind.HEADING if level else BlockKind(kind)
        furniture = block_kind.value.startswith("page_")
        if not heads and not furniture:
            heads.append((None, None, "", 0))
            members.append([])
        section = None if furniture else len(heads) - 1
        if section is not None and not level:
            members[section].append(i)
        marker = "•" if kind == "list_item" else ""
        cells = tuple(text.split("  ")) if kind == "table_row" else ()
        made.append(Block(i, block_kind, text, at, ((i + 1, i + 1),), level, section, marker=marker, cells=cells))
        at += len(text) + 1
    text = "\n".join(t for _, t in blocks)
    return Document(
        extract=Extract(text, path, "text", "ab" * 32, warnings),
        edition=Edition(title=title, year=year, language="nl", source=path),
        origin=OriginMap(np.zeros(1, np.int64), np.zeros(1, np.int64)),
        words=words_of(text, Pieces()),
        blocks=tuple(made),
        sections=tuple(
            Section(i, h, p, t, tuple(m), lv) for i, ((h, p, t, lv), m) in enumerate(zip(heads, members, strict=True))
        ),
        repairs=repairs,
        warnings=warnings,
    )


def comparison(
    old: Document,
    new: Document,
    blocks: Sequence[Link],
    sections: Sequence[Link] = (),
    moves: Sequence[Op] = (),
    options: Options | None = None,
) -> Comparison:
    """A comparison by links ([old ids], [new ids], "marks or a relation"); the rest is added or removed."""
    matches = _matches(blocks, [b.id for b in old.blocks], [b.id for b in new.blocks], Level.BLOCK, 1000)
    section_matches = _matches(sections, [s.id for s in old.sections], [s.id for s in new.sections], Level.SECTION, 0)
    diffs, changes = [], []
    groups: dict[tuple[str, str], int] = {}
    for match in matches:
        furniture = [old.blocks[b].is_furniture for b in match.old] + [new.blocks[b].is_furniture for b in match.new]
        if match.relation is Relation.OUTSIDE or any(furniture):
            continue
        ops = _ops(old, new, match)
        diffs.append(BlockDiff(match.id, tuple(ops)))
        for op in ops:
            if op.tag is Tag.EQUAL:
                continue
            a, b = old.text[op.old_start : op.old_end], new.text[op.new_start : op.new_end]
            changes.append(_change(len(changes) + 1, op, a.strip(), b.strip(), old, new, match, groups))
    words_old, words_new = len(old.text.split()), len(new.text.split())
    details = Details(
        diffs=tuple(diffs),
        moves=tuple(moves),
        changes=tuple(changes),
        coverage_old=Coverage(words_old, words_old, 0, 0, 0),
        coverage_new=Coverage(words_new, words_new, 0, 0, 0),
        ignored=(),
    )
    return Comparison(
        old=old,
        new=new,
        options=options or Options(),
        make_matches=lambda: (tuple(matches), tuple(section_matches)),
        make_details=lambda: details,
        make_source_ops=lambda: (),
    )


def _matches(links: Sequence[Link], olds: list[int], news: list[int], level: Level, base: int) -> list[Match]:
    result: list[Match] = []
    for link in links:
        old, new = tuple(link[0]), tuple(link[1])
        said = (link[2] if len(link) > 2 else "").split()
        relation = next((Relation(w) for w in said if w in set(Relation)), None)
        if relation is None:
            relation = Relation.SPLIT if len(new) > 1 else Relation.MERGED if len(old) > 1 else Relation.PAIRED
        marks = tuple(Mark(w) for w in said if w in set(Mark))
        result.append(Match(base + len(result), level, old, new, relation, marks, True, 0.9, (("text", 0.9),)))
    used_old = {b for m in result for b in m.old}
    used_new = {b for m in result for b in m.new}
    for b in olds:
        if b not in used_old:
            result.append(Match(base + len(result), level, (b,), (), Relation.REMOVED, (), True))
    for b in news:
        if b not in used_new:
            result.append(Match(base + len(result), level, (), (b,), Relation.ADDED, (), True))
    return result


def _words(document: Document, ids: Sequence[int]) -> list[tuple[str, int]]:
    found = []
    for b in ids:
        block = document.blocks[b]
        found += [(m.group(), block.start + m.start()) for m in re.finditer(r"\S+\s*", block.text)]
    return found


def _ops(old: Document, new: Document, match: Match) -> list[Op]:
    a, b = _words(old, match.old), _words(new, match.new)
    end_a = old.blocks[match.old[-1]].end if match.old else 0
    end_b = new.blocks[match.new[-1]].end if match.new else 0
    at_a = [s for _, s in a] + [end_a]
    at_b = [s for _, s in b] + [end_b]
    ops = []
    keys = [w.strip() for w, _ in a], [w.strip() for w, _ in b]
    for tag, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        ops.append(Op(Tag(tag), at_a[i], at_a[j], at_b[k], at_b[m]))
    return ops


def _change(
    number: int,
    op: Op,
    a: str,
    b: str,
    old: Document,
    new: Document,
    match: Match,
    groups: dict[tuple[str, str], int],
) -> Change:
    def of(document: Document, ids: Sequence[int], start: int) -> Block | None:
        return next(
            (document.blocks[i] for i in ids if document.blocks[i].start <= start <= document.blocks[i].end),
            None,
        )

    block_old, block_new = of(old, match.old, op.old_start), of(new, match.new, op.new_start)
    if re.search(r"\d", a + b):
        kind, importance = ChangeKind.NUMBER, 3
    elif not a or not b:
        kind, importance = ChangeKind.INSERTION if b else ChangeKind.DELETION, 2
    else:
        kind, importance = ChangeKind.WORDING, 2
    return Change(
        id=number,
        old=a,
        new=b,
        kind=kind,
        importance=importance,
        block_old=block_old.id if block_old else None,
        block_new=block_new.id if block_new else None,
        section_old=block_old.section if block_old else None,
        section_new=block_new.section if block_new else None,
        span_old=(op.old_start - block_old.start, op.old_end - block_old.start) if block_old else (0, 0),
        span_new=(op.new_start - block_new.start, op.new_end - block_new.start) if block_new else (0, 0),
        group=groups.setdefault((a, b), len(groups) + 1),
    )
