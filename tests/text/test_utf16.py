"""Offsets of Python and of Qt lead to the same characters."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.text.utf16 import Utf16

TEXTS = st.text(alphabet="ab é😀𝒳\u05d0\n", max_size=30)


def test_a_far_character_counts_twice() -> None:
    offsets = Utf16("a😀b")
    assert [offsets.units(i) for i in range(4)] == [0, 1, 3, 4]
    assert [offsets.points(i) for i in range(5)] == [0, 1, 1, 2, 3]


@given(TEXTS)
def test_units_are_those_of_the_encoded_text_and_lead_back(text: str) -> None:
    offsets = Utf16(text)
    for i in range(len(text) + 1):
        assert offsets.units(i) == len(text[:i].encode("utf-16-le")) // 2
        assert offsets.points(offsets.units(i)) == i
