"""The story of one document: lines → furniture, notes, tables → blocks → clean text → section tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from desktop.model.document import BlockKind, Document, Extract, Repair
from desktop.model.options import EditionGuess
from desktop.progress import SILENT, Progress, Stage
from desktop.segmentation.assembly import assemble, has_lost_hyphens, make_blocks
from desktop.segmentation.blocks import find_blocks
from desktop.segmentation.corrections import correct_boxes, correct_kinds
from desktop.segmentation.edition import guess_edition
from desktop.segmentation.furniture import find_furniture
from desktop.segmentation.line_facts import keeps_trailing_space
from desktop.segmentation.notes import find_notes
from desktop.segmentation.outline import build_outline, find_boxes
from desktop.segmentation.tables import find_rows
from desktop.text.hyphenation import Hyphenation
from desktop.text.languages import LANGUAGES, NEUTRAL, guess_language
from desktop.text.lines import Lines, find_wrap, split_lines, without_glued_page_numbers
from desktop.text.vocabulary import inner_words


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An extract with its lines and the words it prints whole; what one edition can tell another."""

    extract: Extract
    lines: Lines
    words: Counter[str]


def prepare(extract: Extract) -> Prepared:
    """Measure the lines of an extract and count its words."""
    lines = split_lines(extract.source)
    return Prepared(extract, lines, inner_words(lines.texts))


NO_CORRECTIONS: Mapping[int, BlockKind] = {}


def segment(
    prepared: Prepared,
    words: Counter[str],
    given: EditionGuess,
    progress: Progress = SILENT,
    kinds: Mapping[int, BlockKind] = NO_CORRECTIONS,
) -> Document:
    """Make the document. words: of all editions at hand, they decide broken words. kinds: what a person says that
    blocks are, by block id."""
    extract, lines = prepared.extract, prepared.lines
    progress.check(Stage.SEGMENTING)
    language = LANGUAGES.get(given.language) or guess_language(prepared.words)
    lower = np.fromiter((t[:1].islower() for t in lines.texts), bool, len(lines.texts))
    wrap = find_wrap(lines, lower)
    lower_list = lower.tolist()
    lines, glued = without_glued_page_numbers(lines)
    furniture = find_furniture(lines, lower_list, wrap.measure != "none", glued)
    first = lines.first
    numbered = np.flatnonzero(((first >= 48) & (first <= 57)) | (first == ord("["))).tolist()
    notes = find_notes(lines, furniture.kinds, furniture.pages, wrap, numbered)
    taken = {**dict.fromkeys(notes.lines), **dict.fromkeys(furniture.kinds)}
    rows = find_rows(lines, taken)
    progress.check(Stage.SEGMENTING)
    drafts = find_blocks(lines, lower_list, wrap, furniture, notes, rows)
    if kinds:
        drafts = correct_kinds(drafts, kinds, lines.texts)
    progress.check(Stage.SEGMENTING)
    hyphenation = Hyphenation(words, language if language.code else NEUTRAL)
    trailing = keeps_trailing_space(lines, lower_list, wrap)
    page_numbers = [Repair("glued_page_number", k + 1, number, "") for k, number in glued.items()]
    assembly, text = assemble(lines, drafts, notes, hyphenation, has_lost_hyphens(lines), trailing)
    plain = make_blocks(drafts, assembly, lines, notes)
    boxes = find_boxes(drafts, wrap)
    if kinds:
        boxes = correct_boxes(boxes, drafts, kinds)
    blocks, sections = build_outline(plain, drafts, boxes)
    edition = guess_edition(extract, blocks, language, given)
    return Document(
        extract=extract,
        edition=edition,
        text=text,
        origin=assembly.origin(),
        blocks=tuple(blocks),
        sections=tuple(sections),
        repairs=tuple(sorted([*assembly.repairs, *page_numbers], key=lambda r: r.line)),
        warnings=extract.warnings,
    )
