"""Notes may have a little Markdown; signs that mark nothing stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.text.emphasis import item, plain, spans


def told(line: str) -> str:
    return "".join(f"<{s.words}>" if s.strong else f"_{s.words}_" if s.stressed else s.words for s in spans(line))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("See **page 4**, *please*.", "See <page 4>, _please_."),
        ("*restrictief*", "_restrictief_"),
        ("**a** and **b**", "<a> and <b>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a*b*c", "a*b*c"),
        ("** not **", "** not **"),
        ("**left open", "**left open"),
        ("", ""),
    ],
)
def test_what_is_marked_is_told_and_what_is_not_stays(line: str, said: str) -> None:
    assert told(line) == said


def test_items_of_a_list_are_lines_with_a_dash() -> None:
    assert item("- ask **them**") == "ask **them**" and item("* ask") == "ask"
    assert item("-5 million") is None and item("*stress* first") is None
    assert plain("- ask **them**") == "• ask them"


@given(st.text(alphabet="ab *-\n", max_size=40))
def test_the_pieces_cover_the_line(line: str) -> None:
    found = list(spans(line))
    assert [s.start for s in found] == [0, *(s.end for s in found[:-1])][: len(found)]
    assert (found[-1].end if found else 0) == len(line)
    assert all(line[s.start : s.end].strip("*") == s.words.strip("*") for s in found)
