"""Files that mean harm, or were harmed: a clear error in bounded time and memory, and nothing is ever fetched."""

from __future__ import annotations

import io
import os
import socket
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.readers import zip_guard
from desktop.readers.catalogue import find_reader
from desktop.readers.zip_guard import Package, member_names, resolve
from tests.readers.office import docx, docx_parts, odt_parts, p, shown, zipped

LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 10 + '">'
    + "".join(f'<!ENTITY {chr(99 + k)} "' + f"&{chr(98 + k)};" * 10 + '">' for k in range(8)) + "]>"
)  # fmt: skip


def read(data: bytes, path: str = "a.docx") -> Extract:
    return find_reader(data, path).read(data, path)


def error_of(data: bytes, path: str = "a.docx") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(data, path)
    assert caught.value.facts["path"] == path
    return caught.value


@pytest.fixture(autouse=True)
def bounded_in_time() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 20


def replaced(**parts: str) -> bytes:
    """A Word document with other text in some parts, named without folder and suffix."""
    return zipped({**docx_parts(p("Tekst.")), **{f"word/{name}.xml": text for name, text in parts.items()}})


@pytest.mark.parametrize("part", ["document", "styles"])
def test_entity_bombs_are_refused_in_any_part(part: str) -> None:
    error = error_of(replaced(**{part: f"{LAUGHS}<l>&j;</l>"}))
    assert (error.code, error.facts["part"]) == ("unsafe_xml", f"word/{part}.xml")


def test_entity_bombs_are_refused_in_other_formats() -> None:
    assert error_of(f"{LAUGHS}<kamerstuk>&j;</kamerstuk>".encode(), "a.xml").code == "unsafe_xml"
    assert error_of(zipped({**odt_parts("x"), "content.xml": f"{LAUGHS}<l>&j;</l>"}, 0), "a.odt").code == "unsafe_xml"


def test_entities_lead_to_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("GEHEIM")
    text = f'<!DOCTYPE l [<!ENTITY x SYSTEM "{secret.as_uri()}">]><kamerstuk><al>&x;</al></kamerstuk>'
    assert error_of(text.encode(), "a.xml").code == "unsafe_xml"
    included = f'<kamerstuk xmlns:xi="http://www.w3.org/2001/XInclude"><al>a<xi:include href="{secret.as_uri()}"/></al>'
    assert "GEHEIM" not in read((included + "</kamerstuk>").encode(), "a.xml").source


def test_nothing_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        link = f'<w:altChunk xmlns:r="x" r:id="rId1"/><w:subDoc r:id="rId2"/>{p("Tekst.")}'
        relations = (
            '<Relationships><Relationship Id="header" Type="x/header" TargetMode="External" '
            f'Target="{url}"/><Relationship Id="s" Type="x/styles" Target="{url}"/></Relationships>'
        )
        files = {
            "a.docx": zipped({**docx_parts(link), "word/_rels/document.xml.rels": relations}),
            "a.xml": f'<!DOCTYPE kamerstuk SYSTEM "{url}"><kamerstuk><al>Tekst.</al></kamerstuk>'.encode(),
            "a.html": f'<!DOCTYPE html SYSTEM "{url}"><html><link rel=stylesheet href="{url}"><base href="{url}"><img '
            f'src="{url}"><iframe src="{url}"></iframe><script src="{url}"></script><p>Tekst.</p>'.encode(),
            "a.md": f"# Kop\n\n![x]({url})\n\nTekst.\n\n<img src='{url}'>".encode(),
            "a.odt": zipped(odt_parts(f'<text:section><text:section-source xlink:href="{url}" xmlns:xlink="x"/>'
                                      "<text:p>Tekst.</text:p></text:section>"), 0),
        }  # fmt: skip
        for path, data in files.items():
            assert "Tekst." in read(data, path).source
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_part_that_unpacks_to_far_more_is_refused_by_its_ratio() -> None:
    bomb = replaced(document="0" * 60_000_000)
    assert len(bomb) < 100_000
    error = error_of(bomb)
    assert (error.code, error.facts["part"]) == ("archive_bomb", "word/document.xml")


def test_a_part_that_nobody_asks_for_stays_packed() -> None:
    parts = {
        **docx_parts(p("Tekst.")),
        "word/media/image1.png": "0" * 60_000_000,
        "x/inner.zip": zipped({"a": "b" * 10**7}),
    }
    assert shown(read(zipped(parts))) == ["p Tekst."]


def test_sizes_that_lie_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = docx_parts(p("Tekst." * 5000))
    data = bytearray(zipped(text))
    at = data.rfind(b"word/document.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, 100)  # says it unpacks to 100 bytes
    assert error_of(bytes(data)).code in ("damaged_archive", "damaged_xml")
    monkeypatch.setattr(zip_guard, "MAX_PART_BYTES", 10_000)
    assert error_of(bytes(data)).code in ("archive_bomb", "damaged_archive", "damaged_xml")
    assert error_of(zipped(text)).code == "archive_bomb"


def test_all_parts_together_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "MAX_TOTAL_BYTES", 1000)
    package = Package(zipped({"a": "x" * 600, "b": "y" * 600}), "a.docx")
    assert package.read("a") == b"x" * 600
    with pytest.raises(UnreadableFile) as caught:
        package.read("b")
    assert (caught.value.code, caught.value.facts["part"]) == ("archive_bomb", "b")


def test_too_many_members_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "MAX_MEMBERS", 50)
    members = {f"word/x{k}.xml": "" for k in range(60)}
    assert error_of(zipped({**docx_parts(p("Tekst.")), **members})).code == "archive_bomb"
    assert len(member_names(zipped(members), 10)) == 10


def test_a_directory_that_points_to_itself_ends() -> None:
    entry = b"PK\x01\x02" + b"\0" * 42
    loop = entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, len(entry), 0, 0)
    assert member_names(loop) == [""]
    assert member_names(b"PK\x05\x06") == [] and member_names(b"") == []


@pytest.mark.parametrize(
    "name", ["../../word/document.xml", "/word/document.xml", "word\\document.xml", "WORD/Document.XML"]
)
def test_names_lead_nowhere_but_into_the_archive(name: str) -> None:
    members = {name: docx_parts(p("Tekst."))["word/document.xml"], "word/x": ""}
    assert shown(read(zipped(members))) == ["p Tekst."]


def test_relations_that_lead_out_of_the_archive_are_not_followed() -> None:
    assert resolve("word/document.xml", "../../../etc/passwd") == "etc/passwd"
    assert resolve("word/document.xml", "/etc/passwd") == "etc/passwd"
    relations = '<Relationships><Relationship Id="s" Type="x/styles" Target="file:///etc/passwd"/></Relationships>'
    assert shown(read(zipped({**docx_parts(p("Tekst.")), "word/_rels/document.xml.rels": relations}))) == ["p Tekst."]


def test_locked_archives_say_so() -> None:
    data = bytearray(zipped(docx_parts(p("Tekst."))))
    at = data.rfind(b"word/document.xml") - 46
    data[at + 8] |= 1
    assert error_of(bytes(data)).code == "locked_archive"


def test_deep_structures_are_read_or_refused() -> None:
    tables = "<w:tbl><w:tr><w:tc>" * 70 + p("Diep.") + "<w:p/></w:tc></w:tr></w:tbl>" * 70
    assert shown(read(docx(tables))) == ["p Diep."]
    controls = "<w:sdt><w:sdtContent>" * 110 + p("Diep.") + "</w:sdtContent></w:sdt>" * 110
    assert shown(read(docx(controls))) == ["p Diep."]
    too_deep = "<w:sdt><w:sdtContent>" * 5000 + p("Diep.") + "</w:sdtContent></w:sdt>" * 5000
    assert error_of(docx(too_deep)).code == "too_deep"
    boxes = p("<w:r><w:pict><w:txbxContent>" * 50 + p("Diep.") + "</w:txbxContent></w:pict></w:r>" * 50)
    assert len(read(docx(p("Tekst.") + boxes)).source) < 100


def test_a_huge_table_and_spans_without_sense() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("x")}</w:tc>'
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    assert len(read(docx(table)).source) < 300
    row = "<w:tr>" + f"<w:tc>{p('9')}</w:tc>" * 10 + "</w:tr>"
    assert len(read(docx(f"<w:tbl>{row * 2000}</w:tbl>")).parts or ()) == 2000
    html = "<table>" + "<tr><td rowspan=99999 colspan=99999>x</td><td>y</td></tr>" * 500 + "</table>"
    assert len(read(html.encode(), "a.html").source) < 5_000_000


def test_pictures_inside_cost_nothing() -> None:
    parts: dict[str, bytes | str] = {**docx_parts(p("Tekst.")), "word/media/image1.bin": os.urandom(1 << 20) * 100}
    data = zipped(parts, zipfile.ZIP_STORED)
    began = time.process_time()
    assert shown(read(data)) == ["p Tekst."]
    assert len(data) > 100_000_000 and time.process_time() - began < 2


@pytest.mark.parametrize("path", ["a.docx", "a.odt"])
def test_a_file_cut_off_anywhere_gives_an_error_of_ours(path: str) -> None:
    data = docx(p("Tekst.")) if path == "a.docx" else zipped(odt_parts("<text:p>Tekst.</text:p>"), 0)
    for end in range(0, len(data), 41):
        assert error_of(data[:end], path).code in (
            "damaged_archive", "damaged_xml", "binary_file", "empty_file", "part_missing", "no_document",
        )  # fmt: skip


def test_archives_of_other_kinds_are_named() -> None:
    for members, what in (
        ({"xl/workbook.xml": "<x/>"}, "spreadsheet"),
        ({"ppt/presentation.xml": "<x/>"}, "slides"),
        ({"a.txt": "x"}, "archive"),
    ):
        stream = io.BytesIO(zipped(members))
        error = error_of(stream.getvalue(), "a.docx")
        assert (error.code, error.facts["what"]) == ("binary_file", what)
