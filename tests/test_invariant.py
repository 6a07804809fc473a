"""The invariant and its twins, asked of random texts and all samples; what it says stands in `tests/invariant.py`."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from desktop.model.comparison import Comparison
from desktop.model.options import EditionGuess, Ignore, Options
from desktop.reports.base import ReportOptions
from desktop.reports.json import JSON
from desktop.segmentation.segment import prepare, printed_words, segment
from desktop.text.pieces import Pieces
from desktop.workflow import compare_documents, compare_files, inspect_file, read_file
from tests import invariant
from tests.making import compare, read
from tests.random_texts import any_pair, any_text

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
PHENOMENA = sorted(p.parent for p in (ROOT / "samples" / "phenomena").glob("*/old.txt"))
PAIRS = [
    *((a, b) for a in SAMPLES for b in SAMPLES if a.name < b.name),
    *((folder / "old.txt", folder / "new.txt") for folder in PHENOMENA),
]
TEXTS = [*SAMPLES, *(folder / side for folder in PHENOMENA for side in ("old.txt", "new.txt"))]

few = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def name(path: Path) -> str:
    return path.stem if path.parent.name == "samples" else f"{path.parent.name}-{path.stem}"


def pair_name(pair: tuple[Path, Path]) -> str:
    old, new = pair
    return old.parent.name if old.parent != new.parent or old.name == "old.txt" else f"{old.stem[:7]}~{new.stem[:12]}"


@cache
def compared(pair: tuple[Path, Path]) -> Comparison:
    return compare_files(str(pair[0]), str(pair[1]), Options())


# ---- promises that were once broken -------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["…", "de\n\n…\n"])
def test_signs_without_words_are_equal_to_themselves(text: str) -> None:
    invariant.check_with_itself(text)


@pytest.mark.parametrize("texts", [(" \n", "de"), ("de", " \n"), ("Tweede Kamer, 2016–2017, 34 725 V, nr. 1 1", "de")])
def test_source_ops_cover_a_file_with_nothing_to_compare(texts: tuple[str, str]) -> None:
    invariant.check_source_ops(compare(*texts))


def test_a_heading_takes_no_line_of_a_table_row() -> None:
    invariant.check_lines(read("1. en Straße half § 5\nmet maart 2014 1,5\nen Straße half § 5\nmet maart 2014 1,5"))


def test_moved_rows_are_shown_row_by_row() -> None:
    old = "Doel\n\nWater 0 582\nWegen 69 798\nWonen 8 209\n\n\n1. Inleiding"
    new = "Doel\n\n1. Inleiding\n\nWater 0 582\nWegen 69 798\nWonen 8 209\n"
    invariant.check_changes(compare(old, new))


# ---- random texts -----------------------------------------------------------------------------------------


@few
@given(any_pair)
def test_random_texts_keep_every_promise(texts: tuple[str, str]) -> None:
    comparison = compare(*texts)
    invariant.check_all(comparison)


@few
@given(any_text)
@example("")
@example("12")
@example("1. Inleiding\n\n1. Inleiding\n")
@example("a")
@example("١٢")
@example("Artikel 1\rArtikel 2\r")
@example("De \ud83d van\nde \ufb01nanciën\fvan\x00 \ufeffnu.\r\n")
def test_a_random_text_compared_with_itself_is_the_same(text: str) -> None:
    invariant.check_with_itself(text)


@few
@given(any_text)
def test_a_random_text_is_read_without_losing_a_line(text: str) -> None:
    document = read(text)
    invariant.check_lines(document)
    invariant.check_texts(document)
    invariant.check_sections(document)
    invariant.check_origin(document)


@settings(few, max_examples=20)
@given(any_pair)
def test_two_runs_on_random_texts_give_the_same_bytes(texts: tuple[str, str]) -> None:
    assert as_json(compare(*texts)) == as_json(compare(*texts))


@settings(few, max_examples=30)
@given(any_pair)
def test_options_hide_changes_but_alter_no_op(texts: tuple[str, str]) -> None:
    plain, quiet = compare(*texts), compare(*texts, Options(ignore=frozenset(Ignore)))
    assert plain.diffs == quiet.diffs
    assert plain.source_ops == quiet.source_ops
    assert plain.block_matches == quiet.block_matches
    shown = {(c.kind, c.block_old, c.block_new, c.span_old, c.span_new) for c in plain.changes}
    left = {(c.kind, c.block_old, c.block_new, c.span_old, c.span_new) for c in quiet.changes}
    assert left <= shown


# ---- samples ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS, ids=pair_name)
def test_sample_pair_keeps_every_promise(pair: tuple[Path, Path]) -> None:
    invariant.check_all(compared(pair))


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_sample_compared_with_itself_is_the_same(path: Path) -> None:
    invariant.check_with_itself(read_file(str(path)).source)


def test_the_words_of_one_edition_may_help_the_other_but_never_change_a_line() -> None:
    """A block's lines stay the same whichever vocabulary joins its words."""
    for old, new in PAIRS[:3]:
        alone = inspect_file(str(old), EditionGuess())
        both = compared((old, new)).old
        assert [b.lines for b in alone.blocks] == [b.lines for b in both.blocks]
        assert [b.kind for b in alone.blocks] == [b.kind for b in both.blocks]


# ---- the same on every run and machine ----------------------------------------------------------------------


def as_json(comparison: Comparison) -> bytes:
    stream = io.BytesIO()
    JSON.write(comparison, stream, ReportOptions(ops=comparison.source_ops))
    return stream.getvalue()


@pytest.mark.parametrize(
    "pair", [PAIRS[0], PAIRS[3], (PHENOMENA[0] / "old.txt", PHENOMENA[-1] / "new.txt")], ids=pair_name
)
def test_two_runs_on_samples_give_the_same_bytes(pair: tuple[Path, Path]) -> None:
    assert as_json(compared(pair)) == as_json(compare_files(str(pair[0]), str(pair[1]), Options()))


def test_another_hash_seed_gives_the_same_bytes() -> None:
    """Sets and dicts of strings are ordered by the seed: nothing in the result may depend on it."""
    old, new = SAMPLES[1], SAMPLES[-1]
    code = (
        "import sys; from tests.test_invariant import as_json; from desktop.workflow import compare_files;"
        "from desktop.model.options import Options;"
        f"sys.stdout.buffer.write(as_json(compare_files({str(old)!r}, {str(new)!r}, Options())))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs == {as_json(compare_files(str(old), str(new), Options()))}


def test_stages_may_be_run_one_by_one() -> None:
    """The same documents compared twice share nothing that the first run changed."""
    pieces = Pieces()
    left, right = (prepare(read_file(str(SAMPLES[k])), pieces) for k in (1, -1))
    words = printed_words(left, right)
    old, new = segment(left, words, EditionGuess()), segment(right, words, EditionGuess())
    first = compare_documents(old, new, Options())
    assert as_json(first) == as_json(compare_documents(old, new, Options()))
