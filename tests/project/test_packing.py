"""What a project keeps comes back as it was; damage and strangers' data are refused."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given

from desktop.model.annotation import Anchor, Place
from desktop.model.document import BlockKind, Extract, Part, Warning
from desktop.model.layout import Layout
from desktop.model.options import EditionGuess, Ignore, KindPin, Options, Pin, PinKind, Side, Tracked
from desktop.project.packing import compress, expand, from_json, pack, to_json, unpack
from tests.random_texts import any_text


@given(any_text)
def test_texts_come_back_letter_for_letter(text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")  # as readers give it
    packed = Extract(text, "a.txt", "text", "0" * 64, (Warning("nul_characters", (("count", "1"),), 3),))
    back = expand(Extract, compress(packed))
    assert (back.source, back.path, back.warnings, back.parts) == (text, "a.txt", packed.warnings, None)


def test_parts_and_layout_of_a_format_come_back() -> None:
    ints, floats = np.array([1, 2]), np.array([0.5, 700.25])
    layout = Layout(
        *(ints, ints, floats, floats, floats, floats, ints, np.array([True, False]), ints, ints, ints, ints),
        *(floats, floats, floats, ("Times",), ((0, 1, 2),), ("i", "ii")),
    )
    part = Part(BlockKind.LIST_ITEM, 0, 5, 1, 2, "•", "", ("a", "b"), ((3, 4, "1"),), 7, True, 11.5)
    back = expand(Extract, compress(Extract("één\ntwee", "a.pdf", "pdf", "f" * 64, (), (part,), layout)))
    assert back.parts == (part,)
    assert back.layout is not None
    for name in ("page", "x0", "italic", "height"):
        was, now = getattr(layout, name), getattr(back.layout, name)
        assert was.dtype == now.dtype and (was == now).all()
    assert (back.layout.fonts, back.layout.marks, back.layout.labels) == (layout.fonts, layout.marks, layout.labels)


def test_options_come_back() -> None:
    options = Options(
        frozenset({Ignore.CASE, Ignore.FOOTNOTES}),
        (Pin(PinKind.FORBID, 1, 2), Pin(PinKind.LINK, 3, 4, "section")),
        EditionGuess("Titel", 2014, "nl", "34 200 V", Tracked.ORIGINAL),
        kinds=(KindPin(Side.NEW, 5, BlockKind.HEADING),),
    )
    assert from_json(Options, to_json(options)) == options


def test_a_later_field_is_passed_over_and_a_missing_one_gets_its_default() -> None:
    assert unpack(Pin, {"kind": "link", "old": 1, "new": 2, "colour": "red"}) == Pin(PinKind.LINK, 1, 2)
    assert unpack(Place, {"exact": "x"}) == Place("x")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Pin, {"kind": "link", "old": "1", "new": 2}),
        (Pin, {"kind": "explode", "old": 1, "new": 2}),
        (Pin, ["link", 1, 2]),
        (Pin, {"kind": "link", "old": True, "new": 2}),
        (Anchor, {"old": {"exact": 5}}),
        (Options, {"pins": {"a": 1}}),
    ],
)
def test_what_is_not_as_its_type_says_is_refused(kind: type, data: object) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        unpack(kind, data)


def test_a_text_cut_off_is_refused() -> None:
    packed = compress(Extract("tekst " * 100, "a.txt", "text", "0" * 64))
    with pytest.raises((ValueError, zlib.error)):
        expand(Extract, packed[:-8])


def test_only_model_values_are_packed() -> None:
    assert pack((datetime(2026, 1, 2, tzinfo=UTC), None, 1.5, True)) == ["2026-01-02T00:00:00+00:00", None, 1.5, True]
    with pytest.raises(TypeError):
        pack(object())
