"""The words of the pages of a PDF file, with their places and faces: the only door to pypdfium2.

In: the bytes of a file, perhaps a password. Out: `PageWords`, page by page.

Each page is taken through PDFium's plain C functions. Asking about every letter from Python costs more than PDFium
itself does (4 ms for 5,200 letters, against 4 ms to load such a page), so only the beginning and end of each word are
asked for. PDFium tells a hyphen at a line end as U+0002 without a line break; here it is a hyphen again.

PDFium is not thread-safe: one lock serves the whole process.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from desktop.errors import UnreadableFile
from desktop.model.layout import Floats, Ints
from desktop.readers.page_lines import Face, PageWords, Rule

MAX_PAGE_CHARS = 200_000
"""A dense newspaper page has 30,000 characters; a page with more than this holds a data dump and is cut there."""
MAX_RULES = 2_000
"""Lines and boxes asked for on a page; maps and drawings have far more and say nothing about tables."""
MAX_LABEL_BYTES = 64

_LOCK = threading.RLock()
_CODES = {
    pdfium.FPDF_ERR_PASSWORD: "password_needed",
    pdfium.FPDF_ERR_SECURITY: "pdf_protected",
    pdfium.FPDF_ERR_FORMAT: "pdf_damaged",
}
_WORD = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_GLUED_MARK = re.compile(r"(?<=[^\W\d_]|[.,;:!?)\]»”’\"'%])(?:\d{1,3}|[*†‡§¹²³⁰-⁹]+)(?![\d.,]*\d)")
_HYPHENS = {"\x02": "-", "\ufffe": "-"}
_BOLD = re.compile(r"bold|black|heavy|semib|demi|extrab|[-,]bd|cmbx|sfbx", re.I)
_ITALIC = re.compile(r"ital|obli|slant|cmti|sfti|cmsl|[-,]it(?![a-z])", re.I)
_SYMBOLIC = re.compile(r"symbol|wingding|webding|dingbat|bullet", re.I)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD_WEIGHT = 600

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def _plain(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A PDFium function that takes addresses as plain numbers, so that it can write straight into numpy arrays."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_origin_of = _plain("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)
_object_of = _plain("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_unicode_of = _plain("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)


class PdfFile:
    """An open PDF. pages: how many it has."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.pages = int(pdfium.FPDF_GetPageCount(document))

    def page(self, number: int) -> PageWords | None:
        """The words of a page, from 0; None when the page itself cannot be read."""
        return _read_page(self._document, number)

    def label(self, number: int) -> str:
        """The page number as the file tells it ("iv"), or nothing."""
        size = pdfium.FPDF_GetPageLabel(self._document, number, None, 0)
        if not 2 < size <= MAX_LABEL_BYTES:
            return ""
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_GetPageLabel(self._document, number, buffer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()


@contextmanager
def open_pdf(data: bytes, path: str, password: str = "") -> Iterator[PdfFile]:
    """Open a PDF; no other is worked on meanwhile.

    Raises:
        UnreadableFile: password_needed, password_wrong, pdf_protected, pdf_damaged.
    """
    with _LOCK:
        pdfium.FPDF_InitLibrary()
        buffer = ctypes.create_string_buffer(data, len(data))
        document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), password.encode("utf-8") or None)
        if not document:
            code = _CODES.get(pdfium.FPDF_GetLastError(), "pdf_damaged")
            if code == "password_needed" and password:
                code = "password_wrong"
            raise UnreadableFile(code, path=path)
        try:
            yield PdfFile(document)
        finally:
            pdfium.FPDF_CloseDocument(document)
            del buffer


def _read_page(document: Any, number: int) -> PageWords | None:
    """The words of a page with their places; None when the page itself cannot be read."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            return None
        try:
            return _words(page, text)
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def _words(page: Any, text: Any) -> PageWords:
    count = min(pdfium.FPDFText_CountChars(text), MAX_PAGE_CHARS)
    handle = ctypes.cast(text, ctypes.c_void_p).value
    chars = _characters(text, handle, count) if count > 0 else ""
    spans = _spans(chars)
    n = len(spans)
    first = np.fromiter((a for a, _ in spans), np.int64, n)
    after = np.fromiter((b for _, b in spans), np.int64, n)
    start = _origins(handle, first)
    # the place of the white space behind a word is where the word ends; behind a hyphen at a line end and behind the
    # last word of a page there is none
    behind = np.minimum(after, max(count - 1, 0))
    end = _origins(handle, behind)
    objects = list(map(_object_of, repeat(handle), first.tolist()))
    faces, face = _faces(text, objects, first)
    size = np.fromiter((faces[k].size for k in face), np.float64, n)
    for k, (a, b) in enumerate(spans):
        if b >= count or chars[b - 1] in _HYPHENS or not chars[b].isspace():
            last = _origins(handle, np.array([b - 1]))[0]
            if b < count and not chars[b].isspace() and chars[b - 1] not in _HYPHENS:
                continue  # a mark follows at once: its place is the end of this word
            angle = math.radians(faces[face[k]].angle)
            width = size[k] * (0.33 if chars[b - 1] in _HYPHENS or b - a == 1 else 0.5)
            end[k] = last + width * np.array([math.cos(angle), math.sin(angle)])
    width, height, left, bottom, turned = _sheet(page)
    return PageWords(
        texts=tuple(chars[a:b] if chars[b - 1] not in _HYPHENS else chars[a : b - 1] + "-" for a, b in spans),
        glued=np.fromiter(
            (a > 0 and not chars[a - 1].isspace() and chars[a - 1] not in _HYPHENS for a, _ in spans), bool, n
        ),
        start=start - np.array([left, bottom]),
        end=end - np.array([left, bottom]),
        faces=tuple(faces),
        face=np.asarray(face, np.int64),
        width=width,
        height=height,
        turned=turned,
        rules=_rules(page, left, bottom),
        pictures=_pictures(page) if not n else 0,
    )


def _characters(text: Any, handle: int | None, count: int) -> str:
    """All characters of a page, one for each that PDFium counts."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer)
    units = bytes(buffer)[: 2 * max(written - 1, 0)]
    chars = units.decode("utf-16-le", "replace")
    if len(chars) == count:
        return chars
    # characters without Unicode are counted and not told: ask one by one
    codes = map(_unicode_of, repeat(handle), range(count))
    return "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)


def _spans(chars: str) -> list[tuple[int, int]]:
    """Where words stand; figures and signs glued to the end of a word, as note marks are, count as words."""
    spans: list[tuple[int, int]] = []
    for found in _WORD.finditer(chars):
        a, b = found.span()
        word = found.group()
        if not word.isalpha():
            for mark in _GLUED_MARK.finditer(word):
                if a < found.start() + mark.start():
                    spans.append((a, found.start() + mark.start()))
                spans.append((found.start() + mark.start(), found.start() + mark.end()))
                a = found.start() + mark.end()
        if a < b:
            spans.append((a, b))
    return spans


def _origins(handle: int | None, index: Ints) -> Floats:
    """Where characters stand, shape (n, 2)."""
    n = len(index)
    result = np.zeros((n, 2))
    base = result.ctypes.data
    xs, ys = range(base, base + 16 * n, 16), range(base + 8, base + 8 + 16 * n, 16)
    deque(map(_origin_of, repeat(handle), index.tolist(), xs, ys), maxlen=0)
    return result


def _faces(text: Any, objects: list[int | None], first: Ints) -> tuple[list[Face], list[int]]:
    """The faces of a page's text objects, and which of them each word has."""
    faces: list[Face] = []
    known: dict[int | None, int] = {}
    same: dict[Face, int] = {}
    fonts: dict[int, tuple[str, int, bool]] = {}
    face: list[int] = []
    matrix = pdfium.FS_MATRIX()
    for thing, index in zip(objects, first.tolist(), strict=True):
        at = known.get(thing)
        if at is None:
            size, angle = pdfium.FPDFText_GetFontSize(text, index), 0.0
            if pdfium.FPDFText_GetMatrix(text, index, matrix):
                scale = math.hypot(matrix.c, matrix.d)
                size *= scale if scale > 0 else 1.0
                angle = math.degrees(math.atan2(matrix.b, matrix.a))
            name, weight, italic = _font(thing, fonts)
            made = Face(round(abs(size), 2), weight, italic, name, round(angle), bool(_SYMBOLIC.search(name)))
            at = same.setdefault(made, len(faces))
            if at == len(faces):
                faces.append(made)
            known[thing] = at
        face.append(at)
    return faces, face


def _font(thing: int | None, fonts: dict[int, tuple[str, int, bool]]) -> tuple[str, int, bool]:
    """Name, weight and slant of a text object's font. Weights are often missing or wrong, so the name counts too."""
    if not thing:
        return "", 400, False
    font = pdfium.FPDFTextObj_GetFont(ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT))
    key = ctypes.cast(font, ctypes.c_void_p).value
    if not font or key is None:
        return "", 400, False
    if key not in fonts:
        size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
        name = ""
        if 1 < size <= 512:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
            name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
        angle = ctypes.c_int()
        slanted = bool(pdfium.FPDFFont_GetItalicAngle(font, angle)) and angle.value != 0
        bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or bool(_BOLD.search(name))
        fonts[key] = (name, 700 if bold else 400, slanted or bool(_ITALIC.search(name)))
    return fonts[key]


def _sheet(page: Any) -> tuple[float, float, float, float, int]:
    """Width and height of the page as shown, its lower left corner, and by how many quarters it is turned clockwise."""
    box = pdfium.FS_RECTF()
    left = bottom = 0.0
    if pdfium.FPDF_GetPageBoundingBox(page, box):
        left, bottom = min(box.left, box.right), min(box.bottom, box.top)
    return (
        pdfium.FPDF_GetPageWidthF(page),
        pdfium.FPDF_GetPageHeightF(page),
        left,
        bottom,
        pdfium.FPDFPage_GetRotation(page) % 4,
    )


def _rules(page: Any, left: float, bottom: float) -> tuple[Rule, ...]:
    """Bounds of the lines and boxes drawn on a page."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > 20 * MAX_RULES:
        return ()
    edges = [ctypes.c_float() for _ in range(4)]
    result: list[Rule] = []
    for k in range(count):
        thing = pdfium.FPDFPage_GetObject(page, k)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(thing, *edges):
            x0, y0, x1, y1 = (e.value for e in edges)
            result.append((x0 - left, y0 - bottom, x1 - left, y1 - bottom))
        if len(result) >= MAX_RULES:
            return ()
    return tuple(result)


def _pictures(page: Any) -> int:
    """How many pictures or drawings a page has."""
    return int(pdfium.FPDFPage_CountObjects(page))
