"""The summary for a terminal: section by section what changed, calmly; counts and coverage at the end.

Regisseren                                              edited, 12 % changed
  ≠ Toetsingskader 2009 → Toetsingskader 2014                      number ×2
  + de Minister voor Buitenlandse Handel                               added
  ⇄ De commissie brengt jaarlijks verslag uit …        moved from Stimuleren
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

from desktop.i18n import Translator
from desktop.model.comparison import Change, ChangeKind, Comparison, Coverage, Mark
from desktop.reports.base import ReportOptions
from desktop.reports.outline import ChangeGroup, Fate, Outline, Part, Row, build_outline
from desktop.reports.phrases import (
    coverage_rows,
    edition_facts,
    headline,
    kind_counts,
    part_status,
    part_title,
    summary,
    where_to,
)
from desktop.reports.terminal import Pen, beside, cut, safe, wide
from desktop.wording import KINDS, SIDES, name, warning_sentence

STEP = 2
MAX_LEVEL = 4
QUIET_RUN = 6
"""More unchanged sections than this in a row are counted, not listed."""
MAX_LINES = 4
"""Lines shown of one change; reports show it whole."""
MAX_WHOLE = 6
"""Blocks shown of a section that is new or was dropped as a whole."""
RIGHT_COLUMNS = 18


class TextReport:
    """The summary; also what `naast compare` prints when nothing else is asked for."""

    key = "text"
    suffix = ".txt"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the summary, as wide and as colourful as the options allow."""
        summary_lines = _Summary(build_outline(comparison), options)
        for line in summary_lines.lines():
            stream.write((line.rstrip() + "\n").encode("utf-8", "replace"))


class _Summary:
    def __init__(self, outline: Outline, options: ReportOptions) -> None:
        self.outline = outline
        self.t: Translator = options.t
        self.columns = options.columns
        self.pen = Pen(options.color)
        self.titles_old = {s.id: s.title for s in outline.comparison.old.sections}
        self.titles_new = {s.id: s.title for s in outline.comparison.new.sections}
        self.text_old = {b.id: b.text for b in outline.comparison.old.blocks}
        self.parts = {p.id: p for p in outline.parts}
        self.section_old = {b.id: b.section for b in outline.comparison.old.blocks}

    def lines(self) -> Iterator[str]:
        before = ""
        for line in self._body():
            if not (line == before == ""):
                yield line
            before = line

    def _body(self) -> Iterator[str]:
        yield from self._head()
        parts = [p for p in self.outline.parts if p.rows]
        for quiet, run in groupby(parts, key=lambda p: p.is_quiet):
            members = list(run)
            if quiet and len(members) > QUIET_RUN:
                yield self.pen(self.t.plural("{n} section unchanged", "{n} sections unchanged", len(members)), "dim")
                continue
            for part in members:
                yield from self._quiet(part) if quiet else self._part(part)
        yield ""
        yield from self._foot()

    def _head(self) -> Iterator[str]:
        title = headline(self.outline)
        yield from self.pen.words([(title, "head")], self.columns)
        yield ""
        facts = [edition_facts(side, self.t) for side in (self.outline.old, self.outline.new)]
        names = [name(SIDES, side, self.t) for side in ("old", "new")]
        width = max(map(wide, names))
        for side_name, (file, rest) in zip(names, facts, strict=True):
            left = f"{self.pen(side_name.ljust(width), 'dim')}  {safe(file)}"
            yield from beside(left, self.pen(rest, "dim"), self.columns)
        for side, said in ((self.outline.old, names[0]), (self.outline.new, names[1])):
            for warning in side.document.warnings:
                yield from self.pen.words([(f"! {said}: {warning_sentence(warning, self.t)}", "note")], self.columns)
        yield ""

    def _title(self, part: Part, status: str, style: str) -> list[str]:
        indent = " " * STEP * min(max(part.level - 1, 0), MAX_LEVEL)
        title = safe(part_title(part, self.t))
        room = self.columns - len(indent) - wide(status) - 2
        if wide(title) <= room or self.columns < 60:
            return beside(indent + self.pen(title, style), self.pen(status, "dim"), self.columns)
        lines = self.pen.words([(title, style)], max(room, 20))
        return [
            *beside(indent + lines[0], self.pen(status, "dim"), self.columns),
            *(indent + x for x in lines[1:]),
        ]

    def _quiet(self, part: Part) -> Iterator[str]:
        indent = " " * STEP * min(max(part.level - 1, 0), MAX_LEVEL)
        status = part_status(part, self.t)
        title = cut(safe(part_title(part, self.t)), self.columns - len(indent) - wide(status) - 2)
        yield from beside(indent + self.pen(title, "dim"), self.pen(status, "dim"), self.columns)

    def _part(self, part: Part) -> Iterator[str]:
        yield from self._title(part, part_status(part, self.t), "head")
        indent = STEP * min(max(part.level - 1, 0), MAX_LEVEL) + STEP
        entries = list(self._entries(part))
        if part.fate in (Fate.ADDED, Fate.REMOVED, Fate.OUTSIDE) and len(entries) > MAX_WHOLE:
            left = len(entries) - MAX_WHOLE + 1
            entries = entries[: MAX_WHOLE - 1]
            more = self.t.plural("… and {n} more", "… and {n} more", left)
        else:
            more = ""
        whole = part.fate in (Fate.ADDED, Fate.REMOVED)
        for sign, pieces, note in entries:
            yield from self._entry(indent, sign, pieces, "" if whole else note, 1 if whole else MAX_LINES)
        if more:
            yield " " * indent + self.pen(more, "dim")
        if entries:
            yield ""

    def _entry(
        self, indent: int, sign: tuple[str, str], pieces: list[tuple[str, str]], note: str, max_lines: int
    ) -> Iterator[str]:
        lead = " " * indent + self.pen(*sign) + " "
        room = self.columns - indent - 2
        note = cut(note, max(room // 2, 12))
        narrow = max(room - max(RIGHT_COLUMNS, wide(note)) - 2, room // 3)
        lines = self.pen.words(pieces, narrow, max_lines)
        yield from beside(lead + lines[0], self.pen(note, "dim"), self.columns)
        for line in lines[1:]:
            yield " " * (indent + 2) + line

    def _entries(self, part: Part) -> Iterator[tuple[tuple[str, str], list[tuple[str, str]], str]]:
        """(sign, pieces, note) of each thing that happened in a part."""
        told = self._told_by_title(part)
        moved = {c.block_new for g in part.groups if (c := g.change).kind is ChangeKind.MOVED}
        for row in part.rows:
            home = self.parts.get(self.outline.place.get(row.match.id, -1))
            if row.stood and home is not None and home is not part:
                text = " ".join(self.text_old[b] for b in row.match.old)
                yield ("⇄", "moved"), [(text, "dim")], safe(where_to(home, self.t))
            if self._stands_elsewhere(row, part) and not moved & set(row.match.new):
                text = " ".join(cell.block.text for cell in row.new)
                yield ("⇄", "moved"), [(text, "")], self._from(row.match.old[:1], part)
        for group in part.groups:
            if group.change.id not in told:
                yield self._group(group)

    def _group(self, group: ChangeGroup) -> tuple[tuple[str, str], list[tuple[str, str]], str]:
        change = group.change
        note = name(KINDS, change.kind.value, self.t)
        if group.total > 1:
            note += f" ×{self.t.number(group.count)}"
            if group.total > group.count:
                note += self.t(" of {n}", n=self.t.number(group.total))
        if change.kind is ChangeKind.MOVED:
            return ("⇄", "moved"), _changed(change), self._moved_note(change)
        sign = "+" if not change.old else "−" if not change.new else "≠"
        style = "new" if not change.old else "old" if not change.new else "dim"
        return (sign, style), _changed(change), note

    def _moved_note(self, change: Change) -> str:
        title = self.titles_old.get(-1 if change.section_old is None else change.section_old, "")
        now = self.titles_new.get(-1 if change.section_new is None else change.section_new, "")
        if title and title != now:
            return self.t("moved from {title}", title=safe(title))
        return self.t("moved")

    def _from(self, old: Sequence[int], part: Part) -> str:
        section = self.section_old.get(old[0]) if old else None
        title = self.titles_old.get(-1 if section is None else section, "")
        if title and title not in part.old_titles:
            return self.t("moved from {title}", title=safe(title))
        return self.t("moved")

    def _stands_elsewhere(self, row: Row, part: Part) -> bool:
        """Whether a block moved by itself, not along with its section."""
        if row.stood or not row.old or Mark.MOVED not in row.match.marks:
            return False
        section = self.section_old.get(row.match.old[0])
        home = self.titles_old.get(-1 if section is None else section)
        return not (Mark.MOVED in part.marks and home in part.old_titles) and not row.old[0].block.is_heading

    def _told_by_title(self, part: Part) -> set[int]:
        """Changes in the heading itself: the line of the section shows both headings."""
        old = {c.block.id for row in part.rows for c in row.old if c.block.is_heading}
        new = {c.block.id for row in part.rows for c in row.new if c.block.is_heading}
        return {
            g.change.id
            for g in part.groups
            if g.change.kind is not ChangeKind.MOVED
            and (g.change.block_new in new if g.change.block_new is not None else g.change.block_old in old)
        }

    def _foot(self) -> Iterator[str]:
        comparison = self.outline.comparison
        yield self.pen("─" * self.columns, "dim")
        yield from self.pen.words([(summary(self.outline, self.t), "head")], self.columns)
        kinds = kind_counts(self.outline, self.t)
        if kinds:
            yield from self.pen.words([(kinds, "")], self.columns)
        yield ""
        yield from self._coverage(comparison.coverage_old, comparison.coverage_new)

    def _coverage(self, old: Coverage, new: Coverage) -> Iterator[str]:
        table = coverage_rows(old, new, self.t)
        widths = [max(wide(row[i]) for row in table) for i in range(len(table[0]))]
        for k, row in enumerate(table):
            cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
            yield self.pen("  ".join(cells), "dim" if not k else "")


def _changed(change: Change) -> list[tuple[str, str]]:
    if change.kind is ChangeKind.MOVED:
        return [(change.new or change.old, "moved")]
    if change.old and change.new:
        return [(change.old, "old"), ("→", "dim"), (change.new, "new")]
    return [(change.old, "old")] if change.old else [(change.new, "new")]


TEXT = TextReport()
