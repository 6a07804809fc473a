"""Reports as Markdown: what changed, section by section, and how one file was read.

Text of documents is escaped: nothing in it becomes a heading, a link or a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from desktop.i18n import Translator
from desktop.model.annotation import Annotation
from desktop.model.comparison import Change, ChangeKind, Comparison, Mark
from desktop.model.document import Block, BlockKind, Document
from desktop.reports.base import ReportOptions
from desktop.reports.notes import note_facts, note_origin
from desktop.reports.outline import ChangeGroup, Outline, Part
from desktop.reports.phrases import (
    coverage_rows,
    edition_facts,
    file_name,
    ignored_counts,
    kind_counts,
    left_out,
    method,
    part_status,
    part_title,
    report_origin,
    report_title,
    summary,
)
from desktop.reports.selection import report_outline
from desktop.reports.terminal import safe
from desktop.text.emphasis import item, spans
from desktop.wording import BLOCKS, KINDS, REPAIRS, SIDES, name, shown, warning_sentence

MAX_DEPTH = 6
# "." "-" and "+" matter only at the start of a line, after a number or alone; everywhere else they may stay.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])|^(\s*\d*)([.)+=-])(?=\s|$|[=-])")


class MarkdownReport:
    """A comparison or the reading of one file as Markdown."""

    key = "md"
    suffix = ".md"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write what changed, section by section."""
        _write(stream, _comparison(report_outline(comparison, options), options))

    def write_document(self, document: Document, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the document as it was read, with what was set aside and repaired."""
        _write(stream, _text(document, options.t) if options.text_only else _document(document, options.t))


def _write(stream: BinaryIO, lines: Iterator[str]) -> None:
    for line in lines:
        stream.write((line.rstrip() + "\n").encode("utf-8", "replace"))


def escape(text: str) -> str:
    """A document's text on one line, with everything escaped that Markdown or HTML would act upon."""

    def backslash(found: re.Match[str]) -> str:
        return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"

    return _SPECIAL.sub(backslash, " ".join(safe(text).split()))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *body = rows
    yield "| " + " | ".join(head) + " |"
    yield "|" + "|".join("---" if not i else "---:" for i in range(len(head))) + "|"
    for row in body:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _comparison(outline: Outline, options: ReportOptions) -> Iterator[str]:
    t = options.t
    yield f"# {escape(report_title(outline, options))}"
    yield ""
    origin = report_origin(options)
    if origin:
        yield escape(origin)
        yield ""
    for key, side in (("old", outline.old), ("new", outline.new)):
        file, facts = file_name(side), edition_facts(side, t)[1]
        title = f" {escape(side.document.edition.title)}" if side.document.edition.title else ""
        yield f"- {name(SIDES, key, t)}:{title} ({escape(file)}; {facts})"
        for warning in side.document.warnings:
            yield f"  - {escape(warning_sentence(warning, t))}"
    yield ""
    yield f"**{summary(outline, t)}**"
    yield ""
    if outline.kinds:
        yield kind_counts(outline, t)
        yield ""
    yield from _notes(outline.notes, t)
    if outline.parts_left_out:
        yield f"*{left_out(outline, t)}*"
        yield ""
    for part in outline.parts:
        if part.rows:
            yield from _part(part, outline, t)
    yield f"## {t('Coverage')}"
    yield ""
    yield from _table(coverage_rows(outline.old.coverage, outline.new.coverage, t))
    ignored = ignored_counts(outline, t)
    if ignored:
        yield f"{t('Ignored')}: {ignored}"
        yield ""
    yield f"## {t('How it was compared')}"
    yield ""
    for line in method(outline.comparison.options, t):
        yield escape(line)
        yield ""


def _part(part: Part, outline: Outline, t: Translator) -> Iterator[str]:
    depth = min(max(part.level, 1) + 1, MAX_DEPTH)
    yield f"{'#' * depth} {escape(part_title(part, t))}"
    yield ""
    yield f"*{part_status(part, t)}*"
    yield ""
    yield from _notes(part.notes, t)
    lines = [_group(group, t) for group in part.groups]
    reported = {g.change.block_new for g in part.groups if g.change.kind is ChangeKind.MOVED}
    for row in part.rows:
        moved = Mark.MOVED in row.match.marks and row.old and row.new and Mark.MOVED not in part.marks
        if moved and not reported & set(row.match.new):
            text = " ".join(cell.block.text for cell in row.new)
            lines.append(f"- ⇄ {escape(text)} ({t('moved')})")
    if lines:
        yield from lines
        yield ""
    yield from _notes([note for row in part.rows for note in row.notes], t)


def _notes(notes: Iterable[Annotation], t: Translator) -> Iterator[str]:
    """Notes as quotations, each with its facts and origin."""
    for note in notes:
        small = " · ".join(x for x in (note_facts(note, t), note_origin(note, t)) if x)
        for line in (*map(_marked, note.text.splitlines()), escape(small)):
            if line.strip():
                yield f"> {line}  "
        yield ""


def _marked(line: str) -> str:
    """A line of a note; what a person marked in it is marked here too."""
    said = item(line)
    pieces = []
    for span in spans(line if said is None else said):
        words, sign = span.words, "**" if span.strong else "*" if span.stressed else ""
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :] if words.strip() else ""
        pieces.append(f"{before}{sign}{escape(words)}{sign}{after}")
    return ("" if said is None else "• ") + "".join(pieces)


def _group(group: ChangeGroup, t: Translator) -> str:
    change = group.change
    note = name(KINDS, change.kind.value, t) + (f" ×{t.number(group.count)}" if group.count > 1 else "")
    return f"- {_changed(change)} ({note})"


def _changed(change: Change) -> str:
    old, new = escape(change.old), escape(change.new)
    if change.kind is ChangeKind.MOVED:
        return f"⇄ {new or old}"
    if old and new:
        return f"~~{old}~~ → **{new}**"
    return f"− ~~{old}~~" if old else f"\\+ **{new}**"


def _document(document: Document, t: Translator) -> Iterator[str]:
    yield f"<!-- {shown(document.extract.path).replace('--', '- -')} · sha256 {document.extract.sha256} -->"
    yield ""
    yield from _blocks(document.blocks, t)
    yield ""
    if document.repairs:
        yield f"## {t('Repairs')}"
        yield ""
        yield from _table(
            [
                [t("line"), t("as printed"), t("as read"), t("what was done")],
                *([str(r.line), escape(r.before), escape(r.after), name(REPAIRS, r.kind, t)] for r in document.repairs),
            ]
        )
    warnings = document.asides
    if warnings:
        yield f"## {t('Warnings')}"
        yield ""
        for warning in warnings:
            yield f"- {escape(warning_sentence(warning, t))}"


def _text(document: Document, t: Translator) -> Iterator[str]:
    """What the document says and nothing about the file, so that two of them can be compared line by line."""
    yield from _blocks(document.content, t)


def _blocks(blocks: Sequence[Block], t: Translator) -> Iterator[str]:
    before: Block | None = None
    for block in blocks:
        row = block.kind is BlockKind.TABLE_ROW
        same = before is not None and before.kind is block.kind
        if before is not None and not (same and block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)):
            yield ""
        if row:
            cells = [escape(cell) for cell in (block.cells or (block.text,))]
            yield "| " + " | ".join(cells) + " |"
            if not same:
                yield "|" + "---|" * len(cells)
        else:
            yield _block(block, t)
        before = block


def _block(block: Block, t: Translator) -> str:
    text = escape(block.text)
    if block.is_heading:
        return f"{'#' * min(max(block.level or 1, 1), MAX_DEPTH)} {text}"
    if block.kind is BlockKind.LIST_ITEM:
        return f"{'  ' * max((block.level or 1) - 1, 0)}- {text}"
    if block.kind is BlockKind.FOOTNOTE:
        return f"> {escape(block.label)} {text}"
    if block.is_furniture:
        return f"> *{name(BLOCKS, block.kind.value, t)}: {text}*"
    return text


MARKDOWN = MarkdownReport()
