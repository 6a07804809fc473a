"""A row as one text: deletions struck, additions underlined, in reading order.

In: a row of the outline. Out: its paragraphs, each with runs of (kind, text). Where blocks were split or merged the
paragraphs are those of the new side; what was dropped stands where it stood.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.document import Block
from desktop.reports.outline import Row
from desktop.reports.runs import RunKind
from desktop.reports.weave import Weaver


@dataclass(frozen=True, slots=True)
class InlineParagraph:
    """One paragraph. block: whose looks it has."""

    block: Block
    runs: tuple[tuple[RunKind, str], ...]


def inline_paragraphs(row: Row, weaver: Weaver) -> list[InlineParagraph]:
    """The paragraphs of a row that has text."""
    if not row.old or not row.new:
        return [
            InlineParagraph(cell.block, tuple((run.kind, run.text) for run in cell.runs))
            for cell in (*row.old, *row.new)
        ]
    news = [cell.block for cell in row.new]
    paragraphs: list[InlineParagraph] = []
    runs: list[tuple[RunKind, str]] = []
    for piece in weaver.weave(row.match):
        text = piece.new if piece.kind is RunKind.SAME else piece.new or piece.old
        ends = piece.new.count("\n")
        first, *rest = text.split("\n") if ends else [text.replace("\n", " ")]
        runs.append((piece.kind, first))
        for following in rest:
            paragraphs.append(_paragraph(news, paragraphs, runs))
            runs = [(piece.kind, following)]
    paragraphs.append(_paragraph(news, paragraphs, runs))
    return paragraphs


def _paragraph(news: list[Block], before: list[InlineParagraph], runs: list[tuple[RunKind, str]]) -> InlineParagraph:
    return InlineParagraph(news[min(len(before), len(news) - 1)], tuple((k, text) for k, text in runs if text))
