"""Both languages say everything; codes become sentences; numbers and dates follow the language."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import desktop
from desktop import wording
from desktop.errors import InvalidOption, NaastError, UnreadableFile
from desktop.i18n import LANGUAGES, choose_language, translator
from desktop.model.annotation import Status
from desktop.model.comparison import ChangeKind, Mark, Relation
from desktop.model.document import BlockKind, Warning
from desktop.model.options import Ignore
from desktop.progress import Stage
from desktop.readers.binary import _MAGIC, _ZIPPED
from desktop.reports.catalogue import kinds
from desktop.reports.outline import Fate
from desktop.settings import FIELDS

ROOT = Path(desktop.__file__).parent
NL, EN = translator("nl"), translator("en")
CATALOGUES = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "locale").glob("*.json"))}


def messages() -> Iterator[str]:
    """Every message: the first argument of `t(...)` and `mark(...)`, both of `plural(...)`; templates too."""
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                for argument in node.args[: {"t": 1, "_t": 1, "mark": 1, "plural": 2}.get(called, 0)]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value
    for path in ROOT.rglob("*.html"):
        for found in re.finditer(r"\bt\(([\"'])(.*?)\1", path.read_text(encoding="utf-8")):
            yield found[2]


def test_every_language_but_english_has_a_catalogue_and_can_be_chosen() -> None:
    assert {*CATALOGUES, "en"} == set(LANGUAGES)
    language = next(f for f in FIELDS if f.name == "language")
    assert {c.value for c in language.choices} == {"system", *LANGUAGES}
    for code in LANGUAGES:
        assert translator(code).number(1234.5, 1) and translator(code).date(date(2022, 3, 14))


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_message_has_its_sentence_and_none_is_left_over(language: str) -> None:
    used, sentences = set(messages()), set(CATALOGUES[language])
    assert len(used) > 100
    assert sorted(used - sentences) == []
    assert sorted(sentences - used) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_sentence_has_the_same_places_to_fill(language: str) -> None:
    places = r"\{\w*\}|%\(\w+\)[rs]|%[rs]"
    for message, sentence in CATALOGUES[language].items():
        assert sorted(re.findall(places, sentence)) == sorted(re.findall(places, message)), message


def test_every_code_has_a_name() -> None:
    for table, codes in (
        (wording.RELATIONS, Relation),
        (wording.MARKS, Mark),
        (wording.KINDS, ChangeKind),
        (wording.BLOCKS, BlockKind),
        (wording.STAGES, Stage),
        (wording.IGNORED, Ignore),
        (wording.FATES, Fate),
        (wording.STATUSES, Status),
    ):
        assert {str(c.value) for c in codes} <= {str(k) for k in table}, codes
    assert {kind.key for kind in kinds()} == set(wording.REPORTS)
    assert {name for _, name in (*_MAGIC, *_ZIPPED)} <= set(wording.BINARIES)


def test_every_code_raised_has_a_sentence() -> None:
    """Codes are literals where they are raised: as first argument, or in a table of reasons."""
    raised = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                kind, first = node.func.id, node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    if kind in ("NaastError", "UnreadableFile", "InvalidOption", "CannotWrite"):
                        raised.add(first.value)
                    elif kind == "Warning":
                        assert first.value in wording.WARNINGS
    from desktop.readers import catalogue
    from desktop.reports import files

    raised |= {*catalogue._REASONS.values(), *files._REASONS.values()}
    assert raised <= set(wording.ERRORS)
    assert len(raised) > 15


def test_an_error_is_one_line_with_what_where_and_what_to_do() -> None:
    error = UnreadableFile("binary_file", path="nota.doc", what="old_office")
    assert wording.error_sentence(error, EN) == (
        "nota.doc is a document of an old Office version, which cannot be read; open it in Word or LibreOffice, save "
        "it as .docx and compare that."
    )
    assert wording.error_sentence(error, NL) == (
        "nota.doc is een document van een oude Office-versie; dat kan niet worden gelezen: open het in Word of "
        "LibreOffice, bewaar het als .docx en vergelijk dat."
    )


def test_an_error_names_the_part_where_there_is_one() -> None:
    error = UnreadableFile("damaged_archive", path="nota.docx", part="word/document.xml")
    assert "nota.docx is damaged in its part word/document.xml; open it" in wording.error_sentence(error, EN)
    whole = UnreadableFile("damaged_archive", path="nota.docx", part="")
    assert "nota.docx is beschadigd; open het" in wording.error_sentence(whole, NL)


def test_sizes_are_in_megabytes() -> None:
    error = UnreadableFile("file_too_large", path="a.txt", size_bytes=1_234_000_000, max_bytes=200_000_000)
    assert "1.234 MB; hooguit 200 MB" in wording.error_sentence(error, NL)


def test_hostile_facts_stay_on_one_line_and_are_not_formatted() -> None:
    error = InvalidOption("unknown_command", command="{path}\n\x1b[2J", known="compare")
    sentence = wording.error_sentence(error, EN)
    assert "\n" not in sentence and "\x1b" not in sentence and "{path}" in sentence


def test_unknown_codes_and_missing_facts_still_give_a_sentence() -> None:
    assert "new code: path a.txt" in wording.error_sentence(NaastError("new_code", path="a.txt"), EN)
    assert wording.error_sentence(NaastError("file_missing"), EN)
    assert "odd thing: page 3" in wording.warning_sentence(Warning("odd_thing", (("page", "3"),)), EN)
    assert wording.name(wording.KINDS, "new_kind", EN) == "new kind"


def test_warnings_count_as_the_language_does() -> None:
    warning = Warning("nul_characters", (("count", "1234"),))
    assert "1.234 NUL" in wording.warning_sentence(warning, NL)
    assert "1,234 NUL" in wording.warning_sentence(warning, EN)


def test_paths_that_are_no_utf8_can_be_shown() -> None:
    assert wording.shown("caf\udce9.txt") == "caf\ufffd.txt"
    assert wording.shown("a\u202eb\x07") == "a\ufffdb\ufffd"
    assert wording.shown(Path("map") / "é.txt").endswith("é.txt")


@pytest.mark.parametrize(
    ("asked", "environ", "language"),
    [
        (None, {}, "en"),
        (None, {"LANG": "nl_NL.UTF-8"}, "nl"),
        (None, {"LANG": "nl"}, "nl"),
        (None, {"LANG": "C"}, "en"),
        (None, {"LANG": "nds_DE.UTF-8"}, "en"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "nl_NL.UTF-8"}, "en"),
        (None, {"LC_ALL": "nl_BE", "LANG": "en_GB"}, "nl"),
        (None, {"NAAST_LANGUAGE": "nl", "LC_ALL": "en_US.UTF-8"}, "nl"),
        (None, {"NAAST_LANGUAGE": "fr", "LANG": "nl_NL"}, "nl"),
        ("en", {"NAAST_LANGUAGE": "nl"}, "en"),
        ("xx", {"LANG": "nl_NL"}, "nl"),
    ],
)
def test_option_then_variables_choose_the_language(asked: str | None, environ: dict[str, str], language: str) -> None:
    assert choose_language(asked, environ) == language


def test_numbers_and_dates() -> None:
    assert (NL.number(1234567.5, 1), EN.number(1234567.5, 1)) == ("1.234.567,5", "1,234,567.5")
    assert [EN.percent(x) for x in (0, 0.001, 0.126, 0.999, 1)] == ["0 %", "< 1 %", "13 %", "> 99 %", "100 %"]
    assert (NL.date(date(2022, 3, 14)), EN.date(date(2022, 3, 14))) == ("14 maart 2022", "14 March 2022")
    assert NL.plural("{n} word", "{n} words", 1) == "1 woord"
    assert NL.plural("{n} word", "{n} words", 1200) == "1.200 woorden"


def test_importance_has_four_names() -> None:
    assert [wording.importance_name(i, EN) for i in (-1, 0, 1, 2, 3, 9)] == [
        "form", "form", "small", "content", "weighty", "weighty",
    ]  # fmt: skip
