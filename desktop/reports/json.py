"""The data as JSON: `naast.comparison/1` and `naast.document/1`, as docs/schema describes them.

For programs, so nothing in it depends on the language of the user or on the machine. One block, match, change
or operation a line: two outputs can be compared line by line, and the C encoder is used for each (40,000
blocks in about half a second).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from desktop import __version__
from desktop.i18n import translator
from desktop.model.annotation import Annotation
from desktop.model.comparison import Change, Comparison, Coverage, Level, Match, Op, Relation
from desktop.model.document import Block, Document, Section
from desktop.model.options import EditionGuess, Options
from desktop.reports.base import ReportOptions
from desktop.wording import shown, warning_sentence

DOCUMENT_SCHEMA = "naast.document/1"
COMPARISON_SCHEMA = "naast.comparison/1"
SCORE_DIGITS = 4
"""Scores and evidence are rounded: what lies beyond may differ between processors."""


def _plain(value: Any) -> Any:
    """numpy's own numbers, should one slip through, as Python's."""
    return value.item()


_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "), default=_plain).encode


class JsonReport:
    """The comparison and its documents, whole."""

    key = "json"
    suffix = ".json"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write `naast.comparison/1`; `ops` only where the options bring them."""
        _write(stream, _comparison(comparison, options))

    def write_document(self, document: Document, stream: BinaryIO, options: ReportOptions) -> None:
        """Write `naast.document/1`."""
        _write(stream, _object(_document(document)))


def _write(stream: BinaryIO, parts: Iterable[str]) -> None:
    # The text of a file may hold U+FFFD but no surrogate; "replace" guards against what a future reader lets
    # through.
    buffer: list[str] = []
    size = 0
    for part in parts:
        buffer.append(part)
        size += len(part)
        if size > 1 << 18:
            stream.write("".join(buffer).encode("utf-8", "replace"))
            buffer, size = [], 0
    stream.write(("".join(buffer) + "\n").encode("utf-8", "replace"))


def _object(items: Iterable[tuple[str, Any]], indent: str = "") -> Iterator[str]:
    """An object, one key a line. Iterators become arrays of one item a line, `_Parts` stay as they are."""
    separator = "{\n"
    for key, value in items:
        yield f'{separator}{indent} "{key}": '
        separator = ",\n"
        if isinstance(value, _Parts):
            yield from value.parts
        elif isinstance(value, Iterator):
            yield from _array(value, indent + "  ")
        else:
            yield _encode(value)
    yield f"\n{indent}}}"


def _array(items: Iterator[Any], indent: str) -> Iterator[str]:
    first = True
    for item in items:
        yield f"[\n{indent}" if first else f",\n{indent}"
        yield item if isinstance(item, _Ready) else _encode(item)
        first = False
    yield "[]" if first else "]"


class _Parts:
    """A value that comes as pieces of JSON."""

    def __init__(self, parts: Iterable[str]) -> None:
        self.parts = parts


class _Ready(str):
    """An item that is JSON already."""

    __slots__ = ()


def _comparison(comparison: Comparison, options: ReportOptions) -> Iterator[str]:
    items: list[tuple[str, Any]] = [
        ("schema", COMPARISON_SCHEMA),
        ("tool", {"name": "naast", "version": __version__}),
        ("options", _options(comparison.options)),
        ("old", _Parts(_object(_document(comparison.old), " "))),
        ("new", _Parts(_object(_document(comparison.new), " "))),
        ("matches", map(_match, chain(comparison.section_matches, comparison.block_matches, _furniture(comparison)))),
        ("changes", map(_change, comparison.changes)),
        (
            "coverage",
            {"old": _coverage(comparison.coverage_old), "new": _coverage(comparison.coverage_new)},
        ),
        ("statistics", _statistics(comparison)),
    ]
    if options.notes:
        items.append(("annotations", map(_annotation, options.notes)))
    if options.ops is not None:
        items.append(("ops", map(_op, options.ops)))
    return _object(items)


def _furniture(comparison: Comparison) -> Iterator[Match]:
    """Page furniture is compared with nothing, but each block stands in one match of its side: unchanged and alone."""
    number = 1 + max((m.id for m in (*comparison.block_matches, *comparison.section_matches)), default=-1)
    for document, relation in ((comparison.old, Relation.REMOVED), (comparison.new, Relation.ADDED)):
        for block in document.blocks:
            if block.is_furniture:
                ids = (block.id,)
                old, new = (ids, ()) if relation is Relation.REMOVED else ((), ids)
                yield Match(number, Level.BLOCK, old, new, relation, evidence=(("furniture", 1.0),))
                number += 1


def _document(document: Document) -> list[tuple[str, Any]]:
    extract, edition = document.extract, document.edition
    english = translator("en")
    warnings = (
        {
            "code": w.code,
            "message": warning_sentence(w, english),
            "page": w.page,
            "facts": {k: shown(v) for k, v in w.facts},
        }
        for w in document.asides
    )
    repairs = (
        {"kind": r.kind, "line": r.line, "from": r.before, "to": r.after, "certain": r.certain}
        for r in document.repairs
    )
    return [
        ("schema", DOCUMENT_SCHEMA),
        ("path", shown(extract.path)),
        ("format", extract.format),
        ("sha256", extract.sha256),
        ("language", edition.language),
        ("title", edition.title),
        ("year", edition.year),
        ("session_year", edition.session_year),
        ("series", edition.series),
        ("label", shown(edition.label)),
        ("blocks", map(_block, document.blocks)),
        ("sections", map(_section, document.sections)),
        ("repairs", repairs),
        ("warnings", warnings),
    ]


def _block(block: Block) -> dict[str, Any]:
    return {
        "id": block.id,
        "kind": block.kind,
        "level": block.level,
        "text": block.text,
        "section": block.section,
        "page": block.page,
        "printed_page": block.printed_page,
        "lines": block.lines,
        "cells": block.cells,
        "marker": block.marker,
        "label": block.label,
        "refs": block.refs,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "parent": section.parent,
        "title": section.title,
        "level": section.level,
        "blocks": section.blocks,
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "id": match.id,
        "level": match.level,
        "old": match.old,
        "new": match.new,
        "relation": match.relation,
        "marks": match.marks,
        "changed": match.changed,
        "score": _rounded(match.score),
        "evidence": {key: _rounded(value) for key, value in match.evidence},
    }


def _rounded(value: float) -> float:
    # float(): numpy's own floats are no JSON. Adding 0.0 turns -0.0 into 0.0.
    return round(float(value), SCORE_DIGITS) + 0.0


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "old": change.old,
        "new": change.new,
        "kind": change.kind,
        "importance": change.importance,
        "block_old": change.block_old,
        "block_new": change.block_new,
        "section_old": change.section_old,
        "section_new": change.section_new,
        "span_old": change.span_old,
        "span_new": change.span_new,
        "group": change.group,
        "certain": change.certain,
    }


def _annotation(note: Annotation) -> dict[str, Any]:
    return {
        "target": {"kind": note.target.kind, "id": note.target.id},
        "text": note.text,
        "tags": note.tags,
        "significance": note.significance,
        "status": note.status,
        "author": note.author,
        "time": note.time.isoformat() if note.time else None,
    }


def _op(op: Op) -> _Ready:
    old, new = f"[{op.old_start}, {op.old_end}]", f"[{op.new_start}, {op.new_end}]"
    return _Ready(f'{{"tag": "{op.tag.value}", "a": {old}, "b": {new}}}')


def _coverage(coverage: Coverage) -> dict[str, int]:
    return {
        "words": coverage.words,
        "compared": coverage.compared,
        "ignored": coverage.ignored,
        "unpaired": coverage.unpaired,
        "outside_excerpt": coverage.outside,
    }


def _options(options: Options) -> dict[str, Any]:
    return {
        "ignore": sorted(ignore.value for ignore in options.ignore),
        "pins": [{"kind": pin.kind.value, "old": pin.old, "new": pin.new, "level": pin.level} for pin in options.pins],
        "kinds": [{"side": pin.side.value, "block": pin.block, "kind": pin.kind.value} for pin in options.kinds],
        "old": _guess(options.old),
        "new": _guess(options.new),
    }


def _guess(guess: EditionGuess) -> dict[str, Any]:
    return {
        "title": guess.title,
        "year": guess.year,
        "language": guess.language,
        "series": guess.series,
        "tracked": guess.tracked.value,
    }


def _statistics(comparison: Comparison) -> dict[str, Any]:
    changes = comparison.changes
    importance = Counter(str(c.importance) for c in changes)
    return {
        "changes": len(changes),
        "groups": len({c.group for c in changes}),
        "kinds": _counted(c.kind.value for c in changes),
        "importance": {key: importance.get(key, 0) for key in "0123"},
        "blocks": {"old": len(comparison.old.blocks), "new": len(comparison.new.blocks)},
        "sections": {"old": len(comparison.old.sections), "new": len(comparison.new.sections)},
        "block_relations": _counted(m.relation.value for m in comparison.block_matches),
        "section_relations": _counted(m.relation.value for m in comparison.section_matches),
        "ignored": dict(sorted(comparison.ignored)),
    }


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


JSON = JsonReport()
