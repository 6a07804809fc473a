"""Check the small pairs of samples/phenomena against what the program says; shared by `make quality` and the tests.

python -m tools.phenomena [FOLDER ...]     prints what differs from the truth, pair by pair
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.model.comparison import Change, ChangeKind, Comparison, Level, Match
from desktop.model.document import Document
from desktop.model.options import Options
from desktop.workflow import compare_files

ROOT = Path(__file__).resolve().parent.parent / "samples" / "phenomena"
FURNITURE = {"page_header", "page_footer", "page_number", "contents"}


def pairs() -> list[Path]:
    """Folders of all pairs, by name."""
    return sorted(p.parent for p in ROOT.glob("*/expected.json"))


def check(folder: Path) -> list[str]:
    """What the program says otherwise than the truth; empty when all is right."""
    truth = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    comparison = compare_files(str(folder / "old.txt"), str(folder / "new.txt"), Options())
    faults: list[str] = []
    for side, document in (("old", comparison.old), ("new", comparison.new)):
        if f"{side}_blocks" in truth:
            faults += _blocks(side, document, truth[f"{side}_blocks"])
    for link in truth.get("links", ()):
        faults += _link(comparison, link)
    for old, new in truth.get("forbidden", ()):
        a, b = _find(comparison.old, old), _find(comparison.new, new)
        if any(a in m.old and b in m.new for m in comparison.block_matches):
            faults.append(f"paired although forbidden: {old!r} ~ {new!r}")
    if truth.get("no_change"):
        faults += [f"reported: {_show(c)}" for c in comparison.changes]
    if "changes" in truth:
        faults += _changes(comparison.changes, truth["changes"])
    return faults


def _blocks(side: str, document: Document, expected: Sequence[Sequence[str]]) -> list[str]:
    found = [
        ("furniture" if b.kind.value in FURNITURE else b.kind.value.replace("box_heading", "heading"), _norm(b.text))
        for b in document.blocks
    ]
    wanted = [("furniture" if k in FURNITURE else k.replace("box_heading", "heading"), _norm(t)) for k, t in expected]
    faults = [f"{side}: missing {k}: {t[:90]!r}" for k, t in wanted if (k, t) not in found]
    faults += [f"{side}: unexpected {k}: {t[:90]!r}" for k, t in found if (k, t) not in wanted]
    content = [t for k, t in found if k != "furniture" and (k, t) in wanted]
    order = [t for k, t in wanted if k != "furniture" and (k, t) in found]
    if content != order:
        faults.append(f"{side}: blocks in another order")
    return faults


def _norm(text: str) -> str:
    text = re.sub(r"^(?:\d{1,3}|[a-zA-Z]|[ivx]+)[.)°]\s+", "", " ".join(text.split()).replace("|", " "))
    return " ".join(text.replace("’", "'").split()).casefold()


def _find(document: Document, words: str) -> int:
    wanted = _norm(words)
    for block in document.content:
        if _norm(block.text).startswith(wanted):
            return block.id
    return -1


def _link(comparison: Comparison, link: dict[str, Any]) -> list[str]:
    section = link.get("level") == "section"
    ids: list[set[int]] = []
    for document, side in ((comparison.old, "old"), (comparison.new, "new")):
        found = [_find(document, words) for words in link.get(side, ())]
        if section:
            own = [document.blocks[b].section if b >= 0 else None for b in found]
            found = [-1 if s is None else s for s in own]
        ids.append(set(found))
    matches = comparison.section_matches if section else comparison.block_matches
    name = f"{link.get('old', [])} ~ {link.get('new', [])}"
    if -1 in ids[0] | ids[1]:
        return [f"no such block: {name}"]
    touching = [m for m in matches if ids[0] & set(m.old) or ids[1] & set(m.new)]
    exact = [m for m in touching if ids[0] == set(m.old) and ids[1] == set(m.new)]
    if not exact:
        return [f"not {link['relation']}: {name}; found {[(m.old, m.new, m.relation.value) for m in touching]}"]
    faults = []
    if exact[0].relation.value != link["relation"]:
        faults.append(f"{exact[0].relation.value} instead of {link['relation']}: {name}")
    if "marks" in link:
        marks = {m.value for m in exact[0].marks} | _section_marks(comparison, exact[0])
        missing = set(link["marks"]) - marks
        if missing or (not link["marks"] and exact[0].marks):
            faults.append(f"marks {sorted(m.value for m in exact[0].marks)} instead of {link['marks']}: {name}")
    return faults


def _section_marks(comparison: Comparison, match: Match) -> set[str]:
    """Marks of the section a block match stands in."""
    if match.level is Level.SECTION or not match.new:
        return set()
    section = comparison.new.blocks[match.new[0]].section
    return {mark.value for m in comparison.section_matches if section in m.new for mark in m.marks}


def _words(text: str) -> list[str]:
    return re.findall(r"[\w€%]+(?:[-'’.,:][\w]+)*|[^\w\s]", text)


def _changes(found: Sequence[Change], expected: Sequence[dict[str, Any]]) -> list[str]:
    """Every expected change inside a found one that is not much larger; every found one explained by expected ones."""
    faults: list[str] = []
    used: set[int] = set()
    for want in expected:
        hits = [c for c in found if _covers(c, want)]
        used.update(c.id for c in hits)
        if not hits:
            if not want.get("optional"):
                faults.append(f"not found: {want.get('old', '')[:70]!r} -> {want.get('new', '')[:70]!r}")
            continue
        if want.get("kind") and not want.get("optional") and want["kind"] not in {c.kind.value for c in hits}:
            found_kind = hits[0].kind.value
            texts = f"{want.get('old', '')[:50]!r} -> {want.get('new', '')[:50]!r}"
            faults.append(f"kind {found_kind} instead of {want['kind']}: {texts}")
    for change in found:
        if change.id not in used and change.certain and change.kind is not ChangeKind.MOVED:
            faults.append(f"unexplained: {_show(change)}")
    return faults


def _covers(change: Change, want: dict[str, Any]) -> bool:
    old, new = _words(want.get("old", "")), _words(want.get("new", ""))
    have_old, have_new = _words(change.old), _words(change.new)
    inside = all(w in have_old for w in old if w not in new) and all(w in have_new for w in new if w not in old)
    if not old and have_old and not set(have_old) <= set(have_new):
        return False
    if not new and have_new and not set(have_new) <= set(have_old):
        return False
    small = len(have_old) <= 2 * len(old) + 14 and len(have_new) <= 2 * len(new) + 14
    touches = (set(old) & set(have_old)) or (set(new) & set(have_new))
    return bool(inside and small and touches)


def _show(change: Change) -> str:
    return f"{change.kind.value} {change.old[:70]!r} -> {change.new[:70]!r}"


def main(names: Sequence[str]) -> int:
    folders = [ROOT / n for n in names] or pairs()
    right = 0
    for folder in folders:
        faults = check(folder)
        right += not faults
        if faults:
            print(f"{folder.name}")
            for fault in faults:
                print(f"    {fault}")
    print(f"{right} of {len(folders)} pairs right")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
