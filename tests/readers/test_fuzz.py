"""Damaged files of every format: bits flipped, pieces cut, doubled, swapped, cut off; whole files and parts in them.

Whatever comes, it is read and segmented, or refused with an error of ours. `make fuzz` tries some thousands of cases;
the suite some hundreds.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import UnreadableFile
from desktop.model.options import EditionGuess, ReadOptions, Tracked
from desktop.progress import SILENT
from desktop.readers.apart import read_apart
from desktop.readers.catalogue import find_reader
from desktop.segmentation.segment import prepare, printed_words, segment
from tests.readers.office import docx, heading_styles, numbering, odt, odt_parts, p, r

CASES = int(os.environ.get("NAAST_FUZZ_CASES", "15"))
"""Cases a seed and a kind of damage."""
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "formats"
DEFECTS = frozenset(("reader_failed", "reader_crashed", "reader_slow"))
# Words and values that formats give a meaning to, put where they do not belong.
ODD = (
    b"<", b">", b"&", b"&#0;", b"\xff", b"\0", b"99999999999", b"-1", b"<w:p>", b"</w:tbl>", b'"', b"]]>", b"%PDF",
    b"\n" * 9,
)  # fmt: skip


def _docx() -> bytes:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    cells = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('a')}</w:tc><w:tc>{p('b')}</w:tc>"
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    changed = f'<w:ins w:id="1">{r("nieuw")}</w:ins><w:del w:id="2"><w:r><w:delText>oud</w:delText></w:r></w:del>'
    body = (
        p("Kop", "heading 1") + p(r("Tekst") + note + changed) + p("een", numbering=(1, 0)) + p("a", numbering=(1, 1))
        + table + p(field + r("3")) + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>'
    )  # fmt: skip
    return docx(
        body,
        styles=heading_styles("heading 1"),
        numbering=numbering([("decimal", "%1."), ("lowerLetter", "%2)")]),
        footnotes=f'<w:footnote w:id="2">{p("Noot.")}</w:footnote>',
        header=p("Hoofd"),
        comments=f'<w:comment w:id="0" w:author="x">{p("y")}</w:comment>',
    )


def _odt_body() -> str:
    return (
        "<text:tracked-changes><text:changed-region text:id='d'><text:deletion><text:p>oud</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:h text:outline-level='1'>Kop</text:h>"
        "<text:p>Te<text:s text:c='2'/>kst<text:change text:change-id='d'/><text:note text:note-class='footnote'>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Noot.</text:p></text:note-body></text:note>"
        "</text:p><text:list text:style-name='L'><text:list-item><text:p>punt</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell/>"
        "</table:table-row></table:table>"
    )


def _html() -> bytes:
    return (
        b"<!doctype html><html><head><meta charset=utf-8><style>p.k{font-weight:bold;font-size:14pt}</style></head>"
        b"<body><nav><a href=/>x</a></nav><h1>Kop</h1><p class=k>Tekst<sup id=r1><a href='#n1'>1</a></sup><br>twee</p>"
        b"<ul><li>a<ol start=3><li>b</ol></ul><table><tr><td colspan=2>x<td rowspan=2>y<tr><td>z</table><pre>een\n"
        b" twee</pre><ins>nieuw</ins><del>oud</del><ol><li id=n1>Noot. <a href='#r1'>^</a></ol></body></html>"
    )


MARKDOWN = b"""# Kop

Tekst[^1] *met* `code`.

- a
  1. b

| x | y |
|---|---|
| 1 | 2 |

[^1]: Noot.

```
x
```
"""
MHT = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"

SEEDS: dict[str, bytes] = {
    "a.docx": _docx(),
    "a.odt": odt(_odt_body()),
    "a.fodt": odt_parts(_odt_body())["content.xml"].replace("office:document-content", "office:document").encode(),
    "a.html": _html(),
    "a.mht": MHT + _html(),
    "a.md": MARKDOWN,
    **{path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.xml"))},
}
PDFS = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))}


def _whole(data: bytes, read: Callable[[bytes], None], draw: st.DataObject) -> None:
    """Damage a file in one of the ways files are damaged."""
    at = draw.draw(st.integers(0, len(data) - 1))
    kind = draw.draw(st.sampled_from(("flip", "cut off", "drop", "double", "put", "swap")))
    size = draw.draw(st.integers(1, 64))
    if kind == "flip":
        changed = bytearray(data)
        for place in draw.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=8)):
            changed[place] ^= 1 << draw.draw(st.integers(0, 7))
        data = bytes(changed)
    elif kind == "cut off":
        data = data[:at]
    elif kind == "drop":
        data = data[:at] + data[at + size :]
    elif kind == "double":
        data = data[: at + size] + data[at:]
    elif kind == "put":
        data = data[:at] + draw.draw(st.sampled_from(ODD)) + data[at:]
    else:
        other = draw.draw(st.integers(0, len(data) - 1))
        a, b = min(at, other), max(at, other)
        data = data[:a] + data[b : b + size] + data[a + size : b] + data[a : a + size] + data[b + size :]
    read(data)


def _repacked(data: bytes, name: str, part: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return stream.getvalue()


def read_here(path: str, data: bytes, tracked: Tracked = Tracked.ACCEPTED) -> None:
    """Read and segment; only errors of ours may come."""
    try:
        extract = find_reader(data, path).read(data, path, SILENT, ReadOptions(tracked=tracked))
    except UnreadableFile as error:
        assert error.code not in DEFECTS and error.facts["path"] == path
        return
    prepared = prepare(extract)
    document = segment(prepared, printed_words(prepared), EditionGuess())
    assert all(document.text[b.start : b.end] == b.text for b in document.blocks)


fuzzed = settings(max_examples=CASES, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True)


@pytest.mark.parametrize("path", SEEDS)
@fuzzed
@given(draw=st.data(), tracked=st.sampled_from(Tracked))
def test_damaged_files_are_read_or_refused(path: str, draw: st.DataObject, tracked: Tracked) -> None:
    _whole(SEEDS[path], lambda data: read_here(path, data, tracked), draw)


@pytest.mark.parametrize("path", ["a.docx", "a.odt"])
@fuzzed
@given(draw=st.data(), tracked=st.sampled_from(Tracked))
def test_archives_with_a_damaged_part_are_read_or_refused(path: str, draw: st.DataObject, tracked: Tracked) -> None:
    data = SEEDS[path]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = draw.draw(st.sampled_from([n for n in archive.namelist() if archive.getinfo(n).file_size]))
        part = archive.read(name)
    _whole(part, lambda changed: read_here(path, _repacked(data, name, changed), tracked), draw)


@pytest.mark.parametrize("path", PDFS)
@fuzzed
@given(draw=st.data())
def test_damaged_pdf_files_cost_no_more_than_a_worker(path: str, draw: st.DataObject) -> None:
    def read(data: bytes) -> None:
        try:
            reader = find_reader(data, path)
            if not reader.apart:
                return read_here(path, data)
            read_apart(reader.key, data, path, SILENT, ReadOptions("geheim"))
        except UnreadableFile as error:
            assert error.code not in DEFECTS - {"reader_crashed"}

    _whole(PDFS[path], read, draw)
