"""The Word document with tracked changes: well-formed, dated, with notes as comments; judged by LibreOffice."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from desktop.model.annotation import Annotation, Status, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.model.options import Options
from desktop.progress import Progress, Stage
from desktop.reports.base import ReportOptions
from desktop.reports.tracked import TRACKED
from desktop.workflow import compare_files
from tests.making import compare
from tests.reports.making import comparison, document
from tests.reports.test_html import HOSTILE
from tools.check_tracked import (
    case_of,
    from_letters,
    generated_case,
    paper_cases,
    random_sequences,
    sample_pairs,
    wrong,
)
from tools.office import Office

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(made: Comparison, options: ReportOptions | None = None) -> zipfile.ZipFile:
    stream = io.BytesIO()
    TRACKED.write(made, stream, options or ReportOptions())
    return zipfile.ZipFile(stream)


def xml(package: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(package.read(name))


def small() -> Comparison:
    old = document([("h1", "Rol"), ("list_item", "Kader 2009 geldt."), ("footnote", "Noot.")])
    new = document([("h1", "Rol"), ("list_item", "Kader 2014 geldt."), ("footnote", "Noot.")], "new.txt", 2022)
    return comparison(old, new, [([i], [i]) for i in range(3)], [([0], [0])])


def test_changes_have_author_and_date_and_paragraphs_their_styles() -> None:
    moment = datetime(2024, 3, 14, 12, tzinfo=UTC)
    body = xml(written(small(), ReportOptions(author='A. "de" Vries', made=moment)), "word/document.xml")
    (gone,) = body.iter(W + "del")
    assert gone.get(W + "author") == 'A. "de" Vries' and gone.get(W + "date") == "2024-03-14T12:00:00Z"
    assert ["".join(e.itertext()) for e in body.iter(W + "del", W + "ins")] == ["2009", "2014"]
    assert [s.get(W + "val") for s in body.iter(W + "pStyle")] == ["Heading1", "ListParagraph", "NoteText"]
    ids = [e.get(W + "id") for e in body.iter(W + "ins", W + "del")]
    assert len(ids) == len(set(ids))


def test_every_part_is_well_formed_whatever_the_text() -> None:
    hostile = document([("h1", HOSTILE), ("list_item", HOSTILE + " oud")], title=HOSTILE)
    other = document([("h1", HOSTILE), ("list_item", HOSTILE + " nieuw")], "new.txt")
    package = written(comparison(hostile, other, [([0], [0]), ([1], [1])], [([0], [0])]))
    for name in package.namelist():
        xml(package, name)
    text = "".join(xml(package, "word/document.xml").itertext())
    assert "<script>alert(1)</script>" in text and "␀" in text and "עברית" in text


def test_moved_text_has_both_ends_with_one_name() -> None:
    made = compare(
        "Een lange eerste alinea die blijft staan.\n\nDeze zin over de begroting van de minister verhuist.\n\nSlot.\n",
        "Deze zin over de begroting van de minister verhuist.\n\nEen lange eerste alinea die blijft staan.\n\nSlot.\n",
    )
    body = xml(written(made), "word/document.xml")
    away = [e.get(W + "name") for e in body.iter(W + "moveFromRangeStart")]
    here = [e.get(W + "name") for e in body.iter(W + "moveToRangeStart")]
    assert away == here and len(set(here)) == len(here) == 1
    ends = [e.get(W + "id") for e in body.iter(W + "moveFromRangeEnd", W + "moveToRangeEnd")]
    starts = [e.get(W + "id") for e in body.iter(W + "moveFromRangeStart", W + "moveToRangeStart")]
    assert sorted(ends) == sorted(starts)


def notes(made: Comparison) -> tuple[Annotation, ...]:
    return (
        Annotation(Target(TargetKind.CHANGE, made.changes[0].id), "Waarom?\nNog iets.", ("kader",), 3, Status.QUESTION,
                   "A. de Vries", datetime(2024, 1, 2)),
        Annotation(Target(TargetKind.SECTION, made.section_matches[0].id), "Over <alles>"),
    )  # fmt: skip


def test_notes_are_comments() -> None:
    made = small()
    package = written(made, ReportOptions(annotations=notes(made)))
    comments = xml(package, "word/comments.xml")
    said = [["".join(p.itertext()) for p in c.iter(W + "p")] for c in comments]
    assert said == [["Over <alles>"], ["Waarom?", "Nog iets.", "kader · weighty · question"]]
    assert comments[1].get(W + "author") == "A. de Vries" and comments[1].get(W + "initials") == "AdV"
    assert len(list(xml(package, "word/document.xml").iter(W + "commentReference"))) == 2
    assert "word/comments.xml" not in written(made).namelist()


def test_it_can_be_interrupted() -> None:
    class Stop(Progress):
        def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        TRACKED.write(small(), io.BytesIO(), ReportOptions(progress=Stop()))


# ---- judged by LibreOffice ------------------------------------------------------------------------------------------


def test_accept_all_and_reject_all_of_samples(office: Office, tmp_path: Path) -> None:
    """Two checks a pair; `make check-tracked` takes all pairs."""
    pairs = [p for p in sample_pairs() if p[0].parent != p[1].parent or p[0].name == "old.txt"][::3]
    pairs += [p for p in sample_pairs() if {p[0].name[:4], p[1].name[:4]} == {"2014", "2022"}]
    assert len(pairs) > 20
    for old, new in pairs:
        made = compare_files(str(old), str(new), Options())
        assert wrong(case_of(f"{old.parent.name} {old.name}", made), office, tmp_path) == []


def test_accept_all_and_reject_all_of_generated_sequences(office: Office, tmp_path: Path) -> None:
    for letters in ("I", "D", "IA", "AI", "XD", "AC", "SA", "GX", "AIA", "XDX", "MN", "SG", "CIC", "IDI"):
        assert wrong(generated_case(letters, from_letters(letters)), office, tmp_path) == []
    for paragraphs in random_sequences(20, 3):
        assert wrong(generated_case("random", paragraphs), office, tmp_path) == []


def test_accept_all_and_reject_all_of_a_paper_with_tables_notes_and_comments(office: Office, tmp_path: Path) -> None:
    for case in paper_cases(2, 7):
        assert wrong(case, office, tmp_path) == []


def test_comments_come_and_go_with_their_text(office: Office, tmp_path: Path) -> None:
    made = compare(
        "Rol\n\nKader 2009 geldt hier.\n\nDit vervalt straks.\n", "Rol\n\nKader 2014 geldt hier.\n\nGeheel nieuw nu.\n"
    )
    about = tuple(Annotation(Target(TargetKind.BLOCK, m.id), f"over {m.id}") for m in made.block_matches)
    path = tmp_path / "a.docx"
    path.write_bytes(b"")
    with open(path, "wb") as stream:
        TRACKED.write(made, stream, ReportOptions(annotations=about))
    for do, document_ in (("accept", made.new), ("reject", made.old)):
        assert office.paragraphs(path, do) == [*(b.text for b in document_.content), ""]
