"""The story of one document: lines → furniture, notes, tables → blocks → clean text → section tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from desktop.model.document import COMMENT, BlockKind, Document, Extract, Repair
from desktop.model.layout import Layout
from desktop.model.options import EditionGuess
from desktop.progress import SILENT, Progress, Stage
from desktop.segmentation.assembly import assemble, has_lost_hyphens, make_blocks
from desktop.segmentation.blocks import find_blocks
from desktop.segmentation.corrections import correct_boxes, correct_kinds
from desktop.segmentation.drafts import Hints
from desktop.segmentation.edition import guess_edition
from desktop.segmentation.furniture import Furniture, find_furniture
from desktop.segmentation.line_facts import keeps_trailing_space
from desktop.segmentation.notes import NONE as NO_NOTES
from desktop.segmentation.notes import Notes, beside_marks, find_notes
from desktop.segmentation.outline import build_outline, find_boxes
from desktop.segmentation.ruled import find_ruled, parted
from desktop.segmentation.structured import NOTHING, Told, read_parts
from desktop.segmentation.tables import find_rows
from desktop.segmentation.typed_pages import typed_lines
from desktop.text.char_tables import of_kind
from desktop.text.columns import read_columns
from desktop.text.glued_numbers import without_glued_page_numbers
from desktop.text.hyphenation import Hyphenation
from desktop.text.languages import FUNCTION_WORDS, LANGUAGES, NEUTRAL, Language, guess_language
from desktop.text.lines import Bools, Lines, Wrap, find_wrap, no_wrap, split_lines
from desktop.text.pieces import Pieces
from desktop.text.vocabulary import counted_words, inner_words


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An extract with its lines and their words; what one edition can tell another."""

    extract: Extract
    lines: Lines


def prepare(extract: Extract, pieces: Pieces | None = None) -> Prepared:
    """Measure the lines of an extract. pieces: shared with the other editions it is read beside."""
    pieces = Pieces() if pieces is None else pieces
    lines = split_lines(extract.source, pieces, sparing=extract.layout is not None)
    return Prepared(extract, read_columns(lines, pieces) if extract.parts is None and extract.layout is None else lines)


def printed_words(*editions: Prepared) -> Counter[str]:
    """The words that editions prepared over the same pieces print whole."""
    return inner_words(*(edition.lines for edition in editions))


MANY_RULED = 5
"""With so many titles above drawn lines, one without number or line is none: in a handbook of 442 ruled titles, 96 of
114 others that were guessed were lines of examples."""

NO_CORRECTIONS: Mapping[int, BlockKind] = {}


def segment(
    prepared: Prepared,
    words: Counter[str],
    given: EditionGuess,
    progress: Progress = SILENT,
    kinds: Mapping[int, BlockKind] = NO_CORRECTIONS,
) -> Document:
    """Make the document. words: printed by all editions at hand, they decide broken words. kinds: what a person says
    that blocks are, by block id."""
    extract, lines = prepared.extract, prepared.lines
    progress.check(Stage.SEGMENTING)
    language = LANGUAGES.get(given.language) or guess_language(counted_words(lines, FUNCTION_WORDS))
    lower = of_kind(lines.first, str.islower)
    if extract.layout is not None:
        typed = typed_lines(lines, extract.layout)
        if typed is None:
            hyphenation = Hyphenation(words, language if language.code else NEUTRAL)
            return _segment_pages(prepared, extract.layout, hyphenation, given, language, kinds)
        lines = typed
        lower = of_kind(lines.first, str.islower)
    told = read_parts(lines, extract.parts)
    if extract.parts is None:
        lines, told = _with_rules(lines)
    wrap = find_wrap(lines, lower) if told.by_lines else no_wrap(lines)
    glued: dict[int, str] = {}
    if told.by_lines:
        lines, glued = without_glued_page_numbers(lines)
        told = read_parts(lines, extract.parts) if glued and extract.parts is not None else told
    furniture = _furniture(lines, lower, wrap, glued, told)
    notes = _notes(lines, furniture, wrap, told)
    rows = told.rows
    if told.by_lines:
        taken = dict.fromkeys([*notes.lines, *furniture.kinds, *told.settled])
        rows = {**find_rows(lines, taken), **rows}
    progress.check(Stage.SEGMENTING)
    drafts = beside_marks(find_blocks(lines, lower, wrap, furniture, notes, rows, told.hints), notes)
    if kinds:
        drafts = correct_kinds(drafts, kinds, lines.texts)
    progress.check(Stage.SEGMENTING)
    hyphenation = Hyphenation(words, language if language.code else NEUTRAL)
    trailing = keeps_trailing_space(lines, lower, wrap)
    page_numbers = [Repair("glued_page_number", int(lines.number[k]), number, "") for k, number in glued.items()]
    assembly = assemble(lines, drafts, notes, hyphenation, told.by_lines and has_lost_hyphens(lines), trailing)
    boxes = find_boxes(drafts, wrap)
    if kinds:
        boxes = correct_boxes(boxes, drafts, kinds)
    places, sections = build_outline(drafts, assembly.texts, boxes)
    blocks = make_blocks(drafts, places, assembly, lines, notes)
    if extract.layout is not None:
        from desktop.segmentation.pages import with_pages

        blocks = with_pages(blocks, drafts, extract.layout, extract.layout.labels)
    edition = guess_edition(extract, blocks, language, given)
    return Document(
        extract=extract,
        edition=edition,
        origin=assembly.origin(),
        words=assembly.clean_words(),
        blocks=tuple(blocks),
        sections=tuple(sections),
        repairs=tuple(sorted([*assembly.repairs, *page_numbers], key=lambda r: r.line)),
        warnings=tuple(w for w in extract.warnings if w.code != COMMENT),
    )


def _segment_pages(
    prepared: Prepared,
    layout: Layout,
    hyphenation: Hyphenation,
    given: EditionGuess,
    language: Language,
    kinds: Mapping[int, BlockKind],
) -> Document:
    """Make the document of printed pages, from where its lines stand."""
    from desktop.segmentation.pages import read_pages, with_cells, with_pages  # six modules that only PDF needs

    extract, lines = prepared.extract, prepared.lines
    printed = read_pages(lines, layout)
    drafts = beside_marks(printed.drafts, printed.notes)
    if kinds:
        drafts = correct_kinds(drafts, kinds, lines.texts)
    assembly = assemble(lines, drafts, printed.notes, hyphenation, False, False, printed.filled)
    places, sections = build_outline(drafts, assembly.texts, {})
    blocks = with_cells(make_blocks(drafts, places, assembly, lines, printed.notes), drafts, layout, lines)
    blocks = with_pages(blocks, drafts, layout, printed.printed)
    return Document(
        extract=extract,
        edition=guess_edition(extract, blocks, language, given),
        origin=assembly.origin(),
        words=assembly.clean_words(),
        blocks=tuple(blocks),
        sections=tuple(sections),
        repairs=tuple(sorted(assembly.repairs, key=lambda r: r.line)),
        warnings=tuple(w for w in extract.warnings if w.code != COMMENT),
    )


def _with_rules(lines: Lines) -> tuple[Lines, Told]:
    """What drawn lines tell of a text without any format."""
    ruled = find_ruled(lines)
    if not ruled.kinds:
        return lines, NOTHING
    told = replace(
        NOTHING,
        furniture=dict(ruled.kinds),
        rows=dict(ruled.rows),
        settled=frozenset((*ruled.titles, *ruled.rows, *ruled.kinds)),
        hints=Hints(fixed=ruled.titles, bare=len(ruled.titles) < MANY_RULED),
    )
    return parted(lines, ruled), told


def _furniture(lines: Lines, lower: Bools, wrap: Wrap, glued: dict[int, str], told: Told) -> Furniture:
    """Furniture as the format told it, and what is found besides in a text that is read by its lines."""
    if not told.by_lines:
        return Furniture(told.furniture, ())
    found = find_furniture(lines, lower, wrap.measure != "none", glued)
    free = {k: kind for k, kind in found.kinds.items() if k not in told.settled and k not in told.notes.lines}
    return Furniture({**free, **told.furniture}, found.pages)


def _notes(lines: Lines, furniture: Furniture, wrap: Wrap, told: Told) -> Notes:
    """Notes as the format told them; where it told none they may have been typed, each a paragraph of its own."""
    if told.notes.lines or told.notes.marks:
        return told.notes
    first = lines.first
    numbered = np.flatnonzero(((first >= 48) & (first <= 57)) | (first == ord("["))).tolist()
    if not told.by_lines:
        lines = replace(lines, gap=np.maximum(lines.gap, 1))
    aside = {**dict.fromkeys(told.settled), **furniture.kinds}
    found = find_notes(lines, aside, furniture.pages, wrap, numbered)
    # between real paragraphs a number may be anything (2 Cor. 3:18 below Acts 13:2); typed notes begin at 1 there
    begun = told.by_lines or any(note.label == "1" for note in found.notes.values())
    return found if begun else NO_NOTES
