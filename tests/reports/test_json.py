"""JSON: valid against its schema, the same bytes each time, and independent of the user's language."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from desktop.i18n import translator
from desktop.model.annotation import Annotation, Status, Target, TargetKind
from desktop.model.comparison import Comparison, Op, Tag
from desktop.model.document import Document, Repair, Warning
from desktop.model.options import EditionGuess, Ignore, Options, Pin, PinKind
from desktop.reports.base import ReportOptions
from desktop.reports.json import JSON
from tests.reports.making import comparison, document

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"


def validator(name: str) -> Draft202012Validator:
    schemas = {p.name: json.loads(p.read_text(encoding="utf-8")) for p in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        [(key, Resource.from_contents(schema)) for key, schema in schemas.items()]
    )
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schemas[f"{name}-1.schema.json"], registry=registry)


def old() -> Document:
    return document(
        [("h1", "Rol"), ("list_item", "Kader 2009 geldt."), ("table_row", "a  1"), ("page_number", "33")],
        warnings=(Warning("nul_characters", (("count", "2"),)),),
        repairs=(Repair("soft_hyphen", 3, "grond-⏎stof", "grondstof"),),
    )


def made() -> Comparison:
    new = document([("h1", "Rol"), ("list_item", "Kader 2014 geldt."), ("table_row", "a  2")], "new.txt", 2022)
    options = Options(frozenset({Ignore.CASE}), (Pin(PinKind.LINK, 1, 1),), EditionGuess(year=2014), EditionGuess())
    return comparison(old(), new, [([i], [i]) for i in range(3)], [([0], [0])], options=options)


def written(value: Comparison, options: ReportOptions | None = None) -> bytes:
    stream = io.BytesIO()
    JSON.write(value, stream, options or ReportOptions())
    return stream.getvalue()


def test_a_comparison_is_valid_against_its_schema() -> None:
    ops = (Op(Tag.EQUAL, 0, 5, 0, 5), Op(Tag.MOVE, 5, 9, 5, 5))
    data = json.loads(written(made(), ReportOptions(ops=ops)))
    assert list(validator("comparison").iter_errors(data)) == []
    assert data["ops"] == [
        {"tag": "equal", "a": [0, 5], "b": [0, 5]},
        {"tag": "move", "a": [5, 9], "b": [5, 5]},
    ]


def test_a_document_is_valid_against_its_schema() -> None:
    stream = io.BytesIO()
    JSON.write_document(old(), stream, ReportOptions())
    data = json.loads(stream.getvalue())
    assert list(validator("document").iter_errors(data)) == []
    assert [b["kind"] for b in data["blocks"]] == ["heading", "list_item", "table_row", "page_number"]
    assert data["blocks"][2]["cells"] == ["a", "1"]
    assert data["repairs"] == [
        {"kind": "soft_hyphen", "line": 3, "from": "grond-⏎stof", "to": "grondstof", "certain": True}
    ]
    assert data["warnings"][0]["message"].startswith("2 NUL characters")


def test_ops_only_when_asked_and_also_when_there_are_none() -> None:
    assert "ops" not in json.loads(written(made()))
    assert json.loads(written(made(), ReportOptions(ops=())))["ops"] == []


def test_the_options_that_altered_the_result_are_recorded() -> None:
    assert json.loads(written(made()))["options"] == {
        "ignore": ["case"],
        "pins": [{"kind": "link", "old": 1, "new": 1, "level": "block"}],
        "kinds": [],
        "old": {"title": "", "year": 2014, "language": "", "series": "", "tracked": "accepted"},
        "new": {"title": "", "year": None, "language": "", "series": "", "tracked": "accepted"},
    }


def test_the_same_bytes_each_time_in_every_language() -> None:
    assert written(made()) == written(made(), ReportOptions(translator("nl")))


def test_matches_name_both_levels_and_changes_name_their_blocks() -> None:
    data = json.loads(written(made()))
    assert [(m["level"], m["old"], m["new"]) for m in data["matches"]][:2] == [
        ("section", [0], [0]),
        ("block", [0], [0]),
    ]
    change = data["changes"][0]
    assert (change["old"], change["new"], change["kind"]) == ("2009", "2014", "number")
    assert data["old"]["blocks"][change["block_old"]]["text"][slice(*change["span_old"])].strip() == "2009"
    assert data["statistics"]["kinds"] == {"number": 2}
    assert data["matches"][0]["evidence"] == {"text": 0.9}


@pytest.mark.parametrize("value", [np.float32(0.83333), np.float64(-0.0), 1])
def test_numbers_of_numpy_are_written_as_plain_ones(value: float) -> None:
    from dataclasses import replace

    first = made()
    match = replace(first.section_matches[0], score=value)
    data = json.loads(written(replace(first, make_matches=lambda: (first.block_matches, (match,)))))
    assert data["matches"][0]["score"] == round(float(value), 4)
    assert "-0" not in str(data["matches"][0]["score"])


def test_hostile_paths_and_texts_are_valid_utf8_and_json() -> None:
    text = 'Zeg "ja" \\ </script> \x00 \u202e \U0001f9d1\u200d\U0001f680 \u2028 ع'
    hostile = document([("paragraph", text)], path="caf\udce9.txt")
    data = json.loads(written(comparison(hostile, hostile, [([0], [0])], [([0], [0])])).decode("utf-8"))
    assert data["old"]["blocks"][0]["text"] == text
    assert data["old"]["path"] == "caf\ufffd.txt"


def test_one_item_a_line() -> None:
    lines = written(made()).decode().splitlines()
    assert sum('"kind": "list_item"' in line for line in lines) == 2


def test_notes_are_there_only_where_there_are_any_and_fit_the_schema() -> None:
    notes = (
        Annotation(
            Target(TargetKind.CHANGE, 1), "Waarom?", ("kader",), 3, Status.QUESTION, "A.", datetime(2024, 3, 14)
        ),
        Annotation(Target(TargetKind.COMPARISON)),
    )
    data = json.loads(written(made(), ReportOptions(annotations=notes)))
    assert list(validator("comparison").iter_errors(data)) == []
    assert data["annotations"][0] == {
        "target": {"kind": "change", "id": 1}, "text": "Waarom?", "tags": ["kader"], "significance": 3,
        "status": "question", "author": "A.", "time": "2024-03-14T00:00:00",
    }  # fmt: skip
    assert "annotations" not in json.loads(written(made()))
    broken = {**data, "annotations": [{**data["annotations"][0], "status": "unheard of"}]}
    assert list(validator("comparison").iter_errors(broken))
