"""The words of the pages of a PDF file, with their places and faces: the only door to pypdfium2.

In: the bytes of a file, perhaps a password. Out: `PageWords`, page by page.

Each page is taken through PDFium's plain C functions. Asking about every letter from Python costs more than PDFium
itself does (4 ms for 5,200 letters, against 4 ms to load such a page), so only the beginning and end of each word are
asked for. PDFium tells a hyphen at a line end as U+0002 without a line break; here it is a hyphen again.

PDFium is not thread-safe: one lock serves the whole process.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from desktop.errors import UnreadableFile
from desktop.model.layout import Bools, Floats, Ints
from desktop.readers.drawn_letters import drawn_sizes, is_size_told
from desktop.readers.page_grid import Rule
from desktop.readers.page_lines import Face, PageWords

MAX_PAGE_CHARS = 200_000
"""A dense newspaper page has 30,000 characters; a page with more than this holds a data dump and is cut there."""
PAGES_AT_ONCE = 50
"""PDFium keeps what it parsed, 20 kB a page; opened anew after so many pages it lets go. That takes a millisecond."""
MAX_RULES = 2_000
"""Lines and boxes asked for on a page; maps and drawings have far more and say nothing about tables."""
MAX_LABEL_BYTES = 64
MAX_NAME_BYTES = 512
HYPHEN_EM, LAST_EM = 0.33, 0.5
"""Widths of a hyphen, and of the last letter of a page, whose ends PDFium does not tell."""
SPACE_EM = 0.25
WIDE_EM = 0.65
"""Small letters take half an em in the mean; capitals take more and are asked for, too."""
TOUCH_EM, LEVEL_EM, ALIKE = 0.05, 0.02, 0.1
"""With a space between them words do not touch; they stand on one base line when it is the same to a fiftieth."""
DOUBTFUL_EM = 0.7
"""A word that takes so much more than its letters usually do may have a gap behind it that parts cells (0.9 em)."""

_LOCK = threading.RLock()
_CODES = {
    pdfium.FPDF_ERR_PASSWORD: "password_needed",
    pdfium.FPDF_ERR_SECURITY: "pdf_protected",
    pdfium.FPDF_ERR_FORMAT: "pdf_damaged",
}
_GLUED_MARK = re.compile(
    r"(?<=[^\W\d_]|[.,;:!?)\]»”’\"'%])(?:\d{1,3}|[*†‡§¹²³⁰-⁹]+)(?![\d.,]*\d)|(?<!\S)\d{1,3}(?=[^\W\d_])"
    r"|(?<=[^\W\d_] )\d{1,3}(?=[.,;:!?)](?!\d))"  # PDFium may tell a space before a mark in a justified line
)
_SIGN_KINDS = dict.fromkeys("*†‡§¹²³⁰ⁱ\u2072\u2073⁴⁵⁶⁷⁸⁹", 2)
_OTHER_SPACES = (0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_LAST_SPACE = 0x3000
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
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # letting go of the interpreter takes a tenth of such a call


_origin_of = _plain("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)
_box_of = _plain("FPDFText_GetCharBox", _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
_object_of = _plain("FPDFText_GetTextObject", ctypes.c_ssize_t, _POINTER, _INT)
_size_of = _plain("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)
_matrix_of = _plain("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
_font_of = _plain("FPDFTextObj_GetFont", _POINTER, _POINTER)
_thing_of = _plain("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
_type_of = _plain("FPDFPageObj_GetType", _INT, _POINTER)
_unicode_of = _plain("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)


class PdfFile:
    """An open PDF. pages: how many it has."""

    def __init__(self, data: bytes, path: str, password: str) -> None:
        self._data, self._path, self._password = data, path, password
        self._read = 0
        self._document = self._open()
        self.pages = int(pdfium.FPDF_GetPageCount(self._document))

    def page(self, number: int) -> PageWords | None:
        """The words of a page, from 0; None when the page itself cannot be read."""
        if self._read == PAGES_AT_ONCE:
            self.close()
            self._document = self._open()
            self._read = 0
        self._read += 1
        return _read_page(self._document, number)

    def label(self, number: int) -> str:
        """The page number as the file tells it ("iv"), or nothing."""
        size = pdfium.FPDF_GetPageLabel(self._document, number, None, 0)
        if not 2 < size <= MAX_LABEL_BYTES:
            return ""
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_GetPageLabel(self._document, number, buffer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip()

    def close(self) -> None:
        pdfium.FPDF_CloseDocument(self._document)

    def _open(self) -> Any:
        # the bytes themselves and no copy: this object holds on to them
        document = pdfium.FPDF_LoadMemDocument64(
            ctypes.c_char_p(self._data), len(self._data), self._password.encode("utf-8") or None
        )
        if not document:
            code = _CODES.get(pdfium.FPDF_GetLastError(), "pdf_damaged")
            if code == "password_needed" and self._password:
                code = "password_wrong"
            raise UnreadableFile(code, path=self._path)
        return document


@contextmanager
def open_pdf(data: bytes, path: str, password: str = "") -> Iterator[PdfFile]:
    """Open a PDF; no other is worked on meanwhile.

    Raises:
        UnreadableFile: password_needed, password_wrong, pdf_protected, pdf_damaged.
    """
    with _LOCK:
        pdfium.FPDF_InitLibrary()
        file = PdfFile(data, path, password)
        try:
            yield file
        finally:
            file.close()


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
    handle = ctypes.cast(text, ctypes.c_void_p).value or 0
    chars = _characters(text, handle, count) if count > 0 else ""
    first, after, glued, broken = _spans(chars)
    n = len(first)
    start = _origins(handle, first)
    objects = np.fromiter(map(_object_of, repeat(handle), first.tolist()), np.int64, n)
    faces, face = _faces(handle, objects, first)
    if n and not is_size_told(start, after - first, np.array([f.size for f in faces])[face]):
        boxes = _boxes(handle, np.arange(count))
        sizes = drawn_sizes(chars, boxes, first, after, face, np.array([f.size for f in faces]))
        faces = [replace(f, size=round(size, 2)) for f, size in zip(faces, sizes.tolist(), strict=True)]
    end = _ends(handle, chars, count, first, after, start, glued, broken, objects, faces, face)
    bounds = zip(first.tolist(), after.tolist(), strict=True)
    texts = [chars[a:b] for a, b in bounds]
    for k in np.flatnonzero(broken).tolist():
        texts[k] = texts[k][:-1] + "-"
    width, height, left, bottom, turned = _sheet(page)
    return PageWords(
        texts=tuple(texts),
        glued=glued,
        start=start - np.array([left, bottom]),
        end=end - np.array([left, bottom]),
        faces=tuple(faces),
        face=face,
        width=width,
        height=height,
        turned=turned,
        rules=_rules(page, left, bottom),
        pictures=_pictures(page) if not n else 0,
        cut=count == MAX_PAGE_CHARS,
    )


def _boxes(handle: int, index: Ints) -> Floats:
    """Left, bottom, right and top of the ink of characters."""
    result = np.zeros((len(index), 4))
    base = result.ctypes.data
    places = (range(base + 8 * k, base + 8 * k + 32 * len(index), 32) for k in (0, 2, 1, 3))
    deque(map(_box_of, repeat(handle), index.tolist(), *places), maxlen=0)
    return result


def _ends(
    handle: int,
    chars: str,
    count: int,
    first: Ints,
    after: Ints,
    start: Floats,
    glued: Bools,
    broken: Bools,
    objects: Ints,
    faces: list[Face],
    face: Ints,
) -> Floats:
    """Where words end, shape (n, 2).

    The place of the white space or mark behind a word is where it ends; behind a hyphen at a line end, and behind the
    last word of a page, there is none. Inside one text object a word is taken to end a space before the next begins,
    unless that is further than its letters need: then it is asked for as well.
    """
    n = len(first)
    end = np.zeros((n, 2))
    if not n:
        return end
    size = np.array([f.size for f in faces])[face]
    angle = np.radians([f.angle for f in faces])[face]
    along = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    inside = np.zeros(n, bool)
    inside[:-1] = (objects[1:] == objects[:-1]) & (objects[:-1] != 0) & (first[1:] - after[:-1] == 1) & ~broken[:-1]
    step = np.zeros(n)
    step[:-1] = ((start[1:] - start[:-1]) * along[:-1]).sum(axis=1)
    letters = after - first
    # a line set in capitals or wide type needs more for all its letters: each object is its own measure
    usual = np.median((step / ((letters + 0.5) * size))[inside]) if inside.any() else 0.0
    inside &= (step > 0) & (step <= (letters + 0.5) * size * usual + DOUBTFUL_EM * size)
    end[inside] = (start + along * (step - SPACE_EM * size)[:, None])[inside]
    asked = np.flatnonzero(~inside)
    end[asked] = _origins(handle, np.minimum(after[asked], count - 1))
    last = np.flatnonzero(broken | (after >= count))
    if len(last):
        width = np.where(broken, HYPHEN_EM, LAST_EM)[last] * size[last]
        end[last] = _origins(handle, after[last] - 1) + along[last] * width[:, None]
    # a space that PDFium thought up, as it does where programs print word by word, stands anywhere
    ahead = np.zeros((n, 2))
    ahead[:-1] = start[1:] - start[:-1]
    aside = np.abs(ahead[:, 1] * along[:, 0] - ahead[:, 0] * along[:, 1])
    spaced = np.zeros(n, bool)
    spaced[:-1] = ~glued[1:] & ~broken[:-1] & (np.abs(size[1:] - size[:-1]) <= ALIKE * size[:-1])
    reach = ((end - start) * along).sum(axis=1)
    goes_on = spaced & (aside < LEVEL_EM * size) & (step > SPACE_EM * size)
    late = goes_on & (reach > step - TOUCH_EM * size)
    end[late] = (start + along * (step - SPACE_EM * size)[:, None])[late]
    # and so do the ends of lines: few words are that wide, and they end about where their ink does
    far = np.flatnonzero(~goes_on & (reach > (WIDE_EM * letters + 0.5) * size) & (along[:, 0] > 0.99))
    ink = _boxes(handle, after[far] - 1)[:, 2]
    beyond = (ink > start[far, 0]) & (end[far, 0] > ink + LAST_EM * size[far])
    end[far[beyond], 0] = ink[beyond]
    return end


def _characters(text: Any, handle: int, count: int) -> str:
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


@cache
def _spaces() -> Bools:
    """For each character up to the last white space, and for all behind it, whether it is white space."""
    result = np.zeros(_LAST_SPACE + 2, bool)
    result[:33] = True
    result[list(_OTHER_SPACES)] = True
    return result


def _spans(chars: str) -> tuple[Ints, Ints, Bools, Bools]:
    """Where words begin and end; which follow the word before without a space; which end in a hyphen at a line end.
    Figures and signs glued to the end of a word, as note marks are, or to its beginning, as the numbers of notes are,
    count as words."""
    codes = np.frombuffer(chars.encode("utf-32-le", "surrogatepass"), np.uint32)
    hyphen = (codes == 2) | (codes == 0xFFFE)
    space = _spaces()[np.minimum(codes, _LAST_SPACE + 1)] & ~hyphen
    begins = ~space
    begins[1:] &= space[:-1] | hyphen[:-1]
    ends = ~space
    ends[:-1] &= space[1:] | hyphen[:-1]
    first, after = np.flatnonzero(begins), np.flatnonzero(ends) + 1
    # signs and figures first: looking behind each letter costs a millisecond a page
    marks = (_GLUED_MARK.match(chars, at) for at in _runs_of_signs(codes))
    cuts = {at for mark in marks if mark is not None for at in mark.span()}
    inner = [at for at in cuts if 0 < at < len(chars) and not (space[at - 1] or space[at] or hyphen[at - 1])]
    if inner:
        first = np.sort(np.concatenate([first, np.array(inner, np.int64)]))
        after = np.sort(np.concatenate([after, np.array(inner, np.int64)]))
    glued = np.zeros(len(first), bool)
    if len(first):
        glued[1:] = first[1:] == after[:-1]
    return first, after, glued & ~hyphen[np.maximum(first - 1, 0)], hyphen[after - 1]


@cache
def _sign_kinds() -> npt.NDArray[np.int8]:
    """1 for figures and 2 for the signs of note marks, up to the last white space."""
    return np.array([_SIGN_KINDS.get(chr(c), int(chr(c).isdecimal())) for c in range(_LAST_SPACE + 2)], np.int8)


def _runs_of_signs(codes: npt.NDArray[np.uint32]) -> list[int]:
    """Where figures, and where signs begin, as many as stand together."""
    kinds = _sign_kinds()[np.minimum(codes, _LAST_SPACE + 1)]
    begins = kinds > 0
    begins[1:] &= kinds[1:] != kinds[:-1]
    return np.flatnonzero(begins).tolist()


def _origins(handle: int, index: Ints) -> Floats:
    """Where characters stand, shape (n, 2)."""
    n = len(index)
    result = np.zeros((n, 2))
    base = result.ctypes.data
    xs, ys = range(base, base + 16 * n, 16), range(base + 8, base + 8 + 16 * n, 16)
    deque(map(_origin_of, repeat(handle), index.tolist(), xs, ys), maxlen=0)
    return result


def _faces(handle: int, objects: Ints, first: Ints) -> tuple[list[Face], Ints]:
    """The faces of a page's text objects, and which of them each word has."""
    begins = np.flatnonzero(np.append(True, objects[1:] != objects[:-1]))[: len(objects)]  # words of one object: a run
    things, at, which = np.unique(objects[begins], return_index=True, return_inverse=True)
    at, which = begins[at], np.repeat(which, np.diff(np.append(begins, len(objects))))
    index = first[at].tolist()
    matrices = np.zeros((len(things), 6), np.float32)
    base = matrices.ctypes.data
    deque(map(_matrix_of, repeat(handle), index, range(base, base + 24 * len(things), 24)), maxlen=0)
    a, b, c, d = matrices[:, :4].T.astype(np.float64)
    scale = np.hypot(c, d)
    sizes = np.fromiter(map(_size_of, repeat(handle), index), np.float64, len(index)) * np.where(scale, scale, 1.0)
    angles = np.where(b, np.degrees(np.arctan2(b, a)), np.where(a >= 0, 0.0, 180.0))
    fonts: dict[int | None, tuple[str, int, bool]] = {None: ("", 400, False)}
    faces: list[Face] = []
    known: dict[tuple[float, float, int | None], int] = {}
    same: dict[tuple[float, int, tuple[str, int, bool], int | None], int] = {}
    of: list[int] = []
    for seen in zip(sizes.tolist(), angles.tolist(), map(_font_of, things.tolist()), strict=True):
        face = known.get(seen)
        if face is None:
            size, angle, font = seen
            if font not in fonts and font is not None:
                fonts[font] = _font(font)
            key = round(abs(size), 2), round(angle), fonts[font]
            # fonts without a name may be of other sizes than the file tells
            face = known[seen] = same.setdefault((*key, None if fonts[font][0] else font), len(faces))
            if face == len(faces):
                name, weight, italic = fonts[font]
                faces.append(Face(key[0], weight, italic, name, key[1], bool(_SYMBOLIC.search(name))))
        of.append(face)
    return faces, np.asarray(of, np.int64)[which]


def _font(address: int) -> tuple[str, int, bool]:
    """Name, weight and slant of a font. Weights are often missing or wrong, so the name counts too."""
    font = ctypes.cast(address, pdfium.FPDF_FONT)
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    name = ""
    if 1 < size <= MAX_NAME_BYTES:
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
        name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
    angle = ctypes.c_int()
    slanted = bool(pdfium.FPDFFont_GetItalicAngle(font, angle)) and angle.value != 0
    bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or bool(_BOLD.search(name))
    return name, 700 if bold else 400, slanted or bool(_ITALIC.search(name))


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
    handle = ctypes.cast(page, ctypes.c_void_p).value
    for k, kind in enumerate(map(_type_of, map(_thing_of, repeat(handle), range(count)))):
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(pdfium.FPDFPage_GetObject(page, k), *edges):
            x0, y0, x1, y1 = (e.value for e in edges)
            result.append((x0 - left, y0 - bottom, x1 - left, y1 - bottom))
        if len(result) >= MAX_RULES:
            return ()
    return tuple(result)


def _pictures(page: Any) -> int:
    """How many pictures or drawings a page has."""
    return int(pdfium.FPDFPage_CountObjects(page))
