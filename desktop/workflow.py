"""The story: read → prepare → segment → align → diff → a Comparison. The only module that knows all wings.

compare_files("2014.txt", "2022.txt", Options())   → Comparison
inspect_file("2014.txt", EditionGuess())           → Document
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from desktop.alignment.aligner import align_units
from desktop.alignment.blocks import match_blocks
from desktop.alignment.excerpt import cut_at_end, cut_at_start
from desktop.collector import collector_held
from desktop.diffing.changes import Finder
from desktop.diffing.differ import Differ
from desktop.diffing.source_ops import source_ops as lay_ops
from desktop.diffing.text_ops import move_ops, text_ops
from desktop.model.comparison import BlockDiff, Comparison, Coverage, Details, Match, Op, Relation
from desktop.model.document import Document, Extract, line_break
from desktop.model.options import READ_PLAINLY, EditionGuess, Options, ReadOptions, Side
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.catalogue import read_file as read_path
from desktop.segmentation.segment import prepare, printed_words, segment
from desktop.text.pieces import Pieces
from desktop.text.tokens import tokenize


def read_file(path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
    """Read a file by its content.

    Raises:
        UnreadableFile: when it is missing, empty, damaged, locked, of no known format or too large.
    """
    return read_path(path, progress, options)


@collector_held()
def inspect_file(path: str, guess: EditionGuess, progress: Progress = SILENT, password: str = "") -> Document:
    """Read and segment one file by itself."""
    prepared = prepare(read_file(path, progress, ReadOptions(password, guess.tracked)))
    return segment(prepared, printed_words(prepared), guess, progress)


def compare_files(
    old: str, new: str, options: Options, progress: Progress = SILENT, passwords: tuple[str, str] = ("", "")
) -> Comparison:
    """Compare two files. passwords: of files that are locked with one."""
    left = read_file(old, progress, ReadOptions(passwords[0], options.old.tracked))
    right = read_file(new, progress, ReadOptions(passwords[1], options.new.tracked))
    return compare_extracts(left, right, options, progress)


@collector_held()
def compare_extracts(old: Extract, new: Extract, options: Options, progress: Progress = SILENT) -> Comparison:
    """Compare two texts as read."""
    return compare_documents(*read_documents(old, new, options, progress), options, progress)


def read_documents(
    old: Extract, new: Extract, options: Options, progress: Progress = SILENT
) -> tuple[Document, Document]:
    """Segment two texts as read; the words of both decide how broken words are joined."""
    pieces = Pieces()
    left, right = prepare(old, pieces), prepare(new, pieces)
    words = printed_words(left, right)
    return (
        segment(left, words, options.old, progress, options.kinds_of(Side.OLD)),
        segment(right, words, options.new, progress, options.kinds_of(Side.NEW)),
    )


@collector_held()
def compare_documents(old: Document, new: Document, options: Options, progress: Progress = SILENT) -> Comparison:
    """Align and diff two documents."""
    tokens = tokenize(old, new)
    units = align_units(old, new, tokens, options.pins, progress)
    alignment = match_blocks(old, new, units, options.pins)
    progress.check(Stage.DIFFING)
    differ = Differ(tokens, units.chars, (units.old, units.new), units.pairs)
    ops, moves, inner = differ.run(alignment.matched)
    progress.check(Stage.DIFFING)
    rows = tokens.old, tokens.new

    @cache
    @collector_held()
    def matches() -> tuple[tuple[Match, ...], tuple[Match, ...]]:
        blocks = alignment.blocks()
        return blocks, alignment.sections(blocks)

    @collector_held()
    def details() -> Details:
        blocks = matches()[0]
        cut_end, cut_start = (cut_at_end(old), cut_at_end(new)), (cut_at_start(old), cut_at_start(new))
        found = Finder(old, new, tokens, options.ignore, cut_end, cut_start).run(blocks, ops, moves, inner)
        return Details(
            diffs=tuple(map(BlockDiff, (m.id for m in blocks), text_ops(ops, rows, old, new))),
            moves=move_ops(moves, rows),
            changes=found.changes,
            coverage_old=_coverage(old, blocks, 0),
            coverage_new=_coverage(new, blocks, 1),
            ignored=found.ignored,
        )

    return Comparison(
        old=old,
        new=new,
        options=options,
        make_matches=matches,
        make_details=details,
        make_source_ops=lambda: lay_ops(old, new, tokens, alignment.matched, ops, moves),
    )


class Making:
    """Documents and comparisons made in one go, for whoever is not to know how (`project.editions.Maker`)."""

    def __init__(self, progress: Progress = SILENT) -> None:
        self._progress = progress

    def read(self, old: Extract, new: Extract, options: Options) -> tuple[Document, Document]:
        """As `read_documents`."""
        return read_documents(old, new, options, self._progress)

    def compare(self, old: Extract, new: Extract, options: Options) -> Comparison:
        """As `compare_extracts`."""
        return compare_extracts(old, new, options, self._progress)


def source_ops(comparison: Comparison) -> Sequence[Op]:
    """Ops in code points of the two files as decoded, both covered whole."""
    return comparison.source_ops


def _coverage(document: Document, matches: Sequence[Match], side: int) -> Coverage:
    """How the words of the file are accounted for; words are counted as the file prints them."""
    counts = [len(line.split()) for line in document.source.split(line_break(document.source))]

    def words(block: int) -> int:
        return sum(sum(counts[a - 1 : b]) for a, b in document.blocks[block].lines)

    total = sum(counts)
    ignored = sum(words(b.id) for b in document.blocks if b.is_furniture)
    groups = {Relation.OUTSIDE: 0, Relation.ADDED: 0, Relation.REMOVED: 0}
    for match in matches:
        if match.relation in groups:
            groups[match.relation] += sum(words(b) for b in (match.old if side == 0 else match.new))
    unpaired = groups[Relation.ADDED] + groups[Relation.REMOVED]
    return Coverage(
        total, total - ignored - unpaired - groups[Relation.OUTSIDE], ignored, unpaired, groups[Relation.OUTSIDE]
    )
