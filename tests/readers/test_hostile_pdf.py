"""PDF files that mean harm, or were harmed: an answer in bounded time and memory, whatever they hold."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Sequence
from random import Random

import pytest

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.readers import pdf
from desktop.readers.pdf import PDF

resource = pytest.importorskip("resource", reason="Windows does not tell the memory of a process this way")

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
RESOURCES = b"<< /Font << /F0 3 0 R >> >>"
MAX_CPU_S, MAX_GROWTH_MB = 10, 700


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - began < MAX_CPU_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MAX_GROWTH_MB << 10


def file(bodies: Sequence[bytes]) -> bytes:
    """Numbered objects, the first of them the catalogue; the table of places is left to be rebuilt."""
    objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (k, body) for k, body in enumerate(bodies, 1))
    return b"%PDF-1.4\n" + objects + b"trailer\n<< /Size %d /Root 1 0 R >>\n%%%%EOF\n" % (len(bodies) + 1)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def one_page(content: bytes, *more: bytes, entries: bytes = b"", resources: bytes = RESOURCES) -> bytes:
    """One page with this content; `more` are objects from number 6 on."""
    return file([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", FONT,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents 5 0 R >>" % resources,
        stream(content, entries), *more,
    ])  # fmt: skip


def text(x: float, y: float, words: str) -> bytes:
    return b"BT /F0 10 Tf 1 0 0 1 %.2f %.2f Tm (%s) Tj ET\n" % (x, y, words.encode())


def read(data: bytes) -> Extract:
    return PDF.read(data, "a.pdf")


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    assert caught.value.facts["path"] == "a.pdf"
    return caught.value.code


def test_streams_that_unpack_to_far_more_have_an_end() -> None:
    bomb = zlib.compress(b" " * 200_000_000, 9)
    assert refused(one_page(bomb, entries=b"/Filter /FlateDecode")) == "pdf_no_text"
    twice = zlib.compress(bomb, 9)
    assert refused(one_page(twice, entries=b"/Filter [/FlateDecode /FlateDecode]")) == "pdf_no_text"


def test_trees_of_pages_that_turn_back_or_go_deep_have_an_end() -> None:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    circle = file([catalogue, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 20 >>"])
    assert refused(circle) in ("pdf_no_text", "pdf_no_pages", "pdf_damaged")
    deep = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (k + 3) for k in range(5000)]
    assert refused(file([catalogue, *deep])) in ("pdf_no_text", "pdf_no_pages", "pdf_damaged")
    lying = file([catalogue, b"<< /Type /Pages /Kids [3 0 R] /Count 99999999 >>", b"<< /Type /Page /Parent 2 0 R >>"])
    assert refused(lying) in ("pdf_too_long", "pdf_no_text")


def test_more_pages_than_any_document_are_refused_and_ten_thousand_are_not() -> None:
    assert pdf.MAX_PAGES == 10_000
    kids = b" ".join(b"%d 0 R" % (4 + k) for k in range(1500))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources " + RESOURCES + b" /Contents %d 0 R >>"
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count 1500 >>" % kids, FONT]
    bodies += [page % (1504 + k) for k in range(1500)]
    bodies += [stream(text(70, 700, f"Bladzijde {k} van dit stuk")) for k in range(1500)]
    began = time.process_time()
    assert len(read(file(bodies)).source.split("\n")) == 1500
    assert time.process_time() - began < 4  # 10,000 pages: 14 s


def test_a_picture_of_100_mb_is_not_unpacked() -> None:
    entries = b"/Type /XObject /Subtype /Image /Width 10000 /Height 10000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    resources = b"<< /Font << /F0 3 0 R >> /XObject << /I 6 0 R >> >>"
    data = one_page(
        text(70, 700, "Tekst") + b"q 9 0 0 9 0 0 cm /I Do Q",
        stream(b"\x80" * 100_000_000, entries),
        resources=resources,
    )
    assert read(data).source == "Tekst"


def test_fonts_without_sense_are_read_past() -> None:
    descriptor = b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 8 0 R >>"
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 7 0 R >>"
    program = stream(b"\0\1\0\0" + b"\xff" * 5000)
    data = one_page(text(70, 700, "Tekst"), font, descriptor, program, resources=b"<< /Font << /F0 6 0 R >> >>")
    assert read(data).source == "Tekst"


def test_places_and_sizes_without_sense_are_read_past() -> None:
    odd = b"BT /F0 10 Tf 1e38 1e38 1e38 1e38 1e38 1e38 Tm (ver) Tj ET BT /F0 0 Tf 0 0 0 0 0 0 Tm (niets) Tj ET\n"
    huge = b"BT /F0 1e30 Tf 1 0 0 1 7 7 Tm (groot) Tj ET\n"
    assert "Tekst" in read(one_page(odd + huge + text(70, 700, "Tekst"))).source


def test_a_page_strewn_with_words_and_lines_takes_no_more_time_than_it_may() -> None:
    random = Random(1)
    words = b"".join(text(random.random() * 595, random.random() * 842, f"x{k}") for k in range(5000))
    lines = b"".join(
        b"%.1f 0 m %.1f 842 l S 0 %.1f m 595 %.1f l S\n" % (4 * k, 4 * k, 5.6 * k, 5.6 * k) for k in range(149)
    )
    assert read(one_page(words + lines)).source
    strokes = (b"%.1f %.1f m %.1f %.1f l S\n" % tuple(random.random() * 800 for _ in range(4)) for _ in range(100_000))
    assert read(one_page(text(70, 700, "Tekst") + b"".join(strokes))).source == "Tekst"


def test_what_is_cut_off_a_page_is_told() -> None:
    content = b"".join(text(9 * (k % 60), 840 - 9 * (k // 60 % 90), f"woord{k}") for k in range(30_000))
    (warning,) = read(one_page(content)).warnings
    assert (warning.code, warning.page) == ("page_cut", 1)


def test_a_file_cut_off_anywhere_is_read_in_part_or_refused() -> None:
    data = one_page(text(70, 700, "Tekst"))
    for end in range(0, len(data), 37):
        try:
            assert read(data[:end]).source in ("Tekst", "")
        except UnreadableFile as error:
            assert error.code in ("empty_file", "pdf_damaged", "pdf_no_pages", "pdf_no_text")
