"""From the words of a printed page to pieces of lines: words that follow each other on one base line.

    •   De inzet1 van het    3.200      →   "•"  "De inzet1 van het" (mark: 1)  "3.200"
      ^^                 ^^^^  gaps wider than a space end a piece

Pure geometry; no PDF library here. Coordinates go in as the file has them (points, from the lower left corner, before
the page is turned) and come out as a reader sees the page: from the upper left corner, text running to the right.
Text that runs in another direction comes out as sheets of its own, turned upright.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from desktop.model.layout import Bools, Floats, Ints
from desktop.readers.page_grid import Rule, Stroke, strokes

GAP_EM = 0.9
"""A gap this wide ends a piece. Spaces are 0.25-0.33 em wide, in justified lines up to some 0.8; the narrowest gap
between cells seen is 1.1 em (0.1 cm padding on either side at 10 pt). What was cut too much inside a line is joined
again later."""
STRETCHED_EM = 6.0
"""Spaces of justified lines of two or three long words in a narrow column; 5.1 em was the widest seen."""
EVEN_EM = 0.3
MIN_JUSTIFIED = 2
BACK_EM = 0.5
"""So far words may overlap (kerning, slanted type); further back another line begins."""
SAME_LINE_EM = 0.3
RAISED_EM = 0.65
RAISED_SIZE = 0.85
"""Note marks stand up to 0.4 em above the line at 58-80 % of its size (LibreOffice 58, Word 65, LaTeX 70-80)."""
LEAST_RAISE_EM = 0.12
GLUE_EM = 0.12
STRAIGHT_DEGREES = 4
_FAR = 1 << 20
_NEAR = tuple(i * _FAR + j for i in (-1, 0, 1) for j in (-1, 0, 1))
TWIN_PT = 0.8
"""Bold is sometimes faked by printing the same word twice, less than a point apart."""


@dataclass(frozen=True, slots=True)
class Face:
    """How words look. size in points as printed, weight 400 or 700, angle in degrees counter-clockwise."""

    size: float
    weight: int
    italic: bool
    font: str
    angle: int
    symbolic: bool


@dataclass(frozen=True, slots=True, eq=False)
class PageWords:
    """The words of a page in the order of the file. start, end: shape (n, 2). face: index into `faces`. glued:
    without a space after the word before. turned: quarters by which the page is shown turned clockwise; width and
    height are those of the page as shown. pictures: how many objects a page without words has. cut: it has more
    words than these."""

    texts: tuple[str, ...]
    glued: Bools
    start: Floats
    end: Floats
    faces: tuple[Face, ...]
    face: Ints
    width: float
    height: float
    turned: int
    rules: tuple[Rule, ...]
    pictures: int
    cut: bool = False


@dataclass(slots=True)
class Piece:
    """Words on one base line without a wide gap. y: base line from the top. marks: (start, end) of raised figures and
    signs in the text. symbolic: set in a font of symbols."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    weight: int
    italic: bool
    font: str
    symbolic: bool
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def width(self) -> float:
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pieces that run in one direction. angle: by which they are turned on the page as shown. height: of the sheet.
    across, down: drawn lines, as (`strokes`)."""

    angle: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]


def sheets(page: PageWords) -> list[Sheet]:
    """The pieces of a page by direction, the direction with most letters first."""
    if not page.texts:
        return []
    angle_of = np.array([_upright(f.angle - 90 * page.turned) for f in page.faces])
    angles = angle_of[page.face]
    letters = dict.fromkeys(set(angle_of.tolist()), 0)
    if len(letters) > 1:
        sizes = np.fromiter(map(len, page.texts), np.int64, len(page.texts))
        letters = {angle: int(sizes[angles == angle].sum()) for angle in letters}
    result = []
    for angle, _ in sorted(letters.items(), key=lambda item: (-item[1], abs(item[0]))):
        chosen = np.flatnonzero(angles == angle)
        turn, width, height, low = _turn(page, angle)
        start, end = page.start[chosen] @ turn.T - low, page.end[chosen] @ turn.T - low
        start[:, 1] = height - start[:, 1]
        end[:, 1] = height - end[:, 1]
        rules = [_turn_rule(r, turn, low, height) for r in page.rules] if angle % 90 == 0 else []
        across, down = strokes(rules)
        pieces = _pieces(page, chosen, start, end, width, height, down)
        if pieces:
            result.append(Sheet(angle, width, height, tuple(pieces), tuple(across), tuple(down)))
    return result


def _upright(angle: int) -> int:
    """The angle from -179 to 180, nearly straight ones as straight."""
    straight = 90 * round(angle / 90)
    near = straight if abs(angle - straight) <= STRAIGHT_DEGREES else angle
    return -((-near + 180) % 360 - 180)


def _turn(page: PageWords, angle: int) -> tuple[Floats, float, float, Floats]:
    """The rotation that sets text of this direction upright, the size of the page so turned, its lower left corner."""
    turned = page.turned % 4
    width, height = (page.width, page.height) if turned % 2 == 0 else (page.height, page.width)
    radians = math.radians(-angle - 90 * turned)
    c, s = math.cos(radians), math.sin(radians)
    turn = np.array([[c, -s], [s, c]])
    corners = np.array([[0, 0], [width, 0], [0, height], [width, height]]) @ turn.T
    low, high = corners.min(axis=0), corners.max(axis=0)
    return turn, float(high[0] - low[0]), float(high[1] - low[1]), low


def _turn_rule(rule: Rule, turn: Floats, low: Floats, height: float) -> Rule:
    corners = np.array([[rule[0], rule[1]], [rule[2], rule[3]]]) @ turn.T - low
    (xa, ya), (xb, yb) = corners.tolist()
    return min(xa, xb), height - max(ya, yb), max(xa, xb), height - min(ya, yb)


def _pieces(
    page: PageWords, chosen: Ints, start: Floats, end: Floats, width: float, height: float, drawn: Sequence[Stroke]
) -> list[Piece]:
    """Words joined to pieces, in the order of the file first, then across it."""
    sizes = np.fromiter((f.size for f in page.faces), np.float64, len(page.faces))[page.face[chosen]]
    glued = page.glued[chosen]
    xs, ys, xe = start[:, 0], start[:, 1], end[:, 0]
    visible = (xe > -1) & (xs < width + 1) & (ys > -1) & (ys < height + 1 + sizes)
    if not visible.all():
        keep = np.flatnonzero(visible)
        chosen, glued = chosen[keep], glued[keep]
        sizes, xs, ys, xe = sizes[keep], xs[keep], ys[keep], xe[keep]
    if not len(chosen):
        return []
    big = np.maximum(sizes[1:], sizes[:-1])
    down = ys[1:] - ys[:-1]
    gap = xs[1:] - xe[:-1]
    raised = (np.minimum(sizes[1:], sizes[:-1]) <= RAISED_SIZE * big) & (np.abs(down) <= RAISED_EM * big)
    level = (np.abs(down) <= SAME_LINE_EM * big) | raised
    near = level & (gap >= -BACK_EM * big)
    follows = near & (gap <= GAP_EM * big)
    stretched = near & ~follows & (gap <= STRETCHED_EM * big)
    if stretched.any():
        follows |= stretched & _justified(xs, xe, gap, big, near & (gap <= STRETCHED_EM * big), stretched)
    for line in drawn:  # a cell that is filled to its edge stands close to the next one
        follows &= ~((xe[:-1] <= line.at + 1) & (xs[1:] >= line.at - 1) & (ys[1:] >= line.low) & (ys[1:] <= line.high))
    firsts = np.concatenate([[0], np.flatnonzero(~follows) + 1, [len(chosen)]]).tolist()
    face = page.face[chosen]
    plain = np.zeros(len(chosen), np.int64)
    plain[1:] = (face[1:] != face[:-1]) | glued[1:]
    uneven = np.add.reduceat(plain, firsts[:-1]) - plain[firsts[:-1]] > 0
    begin, last = firsts[:-1], [b - 1 for b in firsts[1:]]
    places = zip(xs[begin].tolist(), xe[last].tolist(), ys[begin].tolist(), face[begin].tolist(), strict=True)
    pieces: list[Piece] = []
    texts = page.texts if len(chosen) == len(page.texts) else [page.texts[i] for i in chosen.tolist()]
    for a, b, mixed, (x0, x1, y, k) in zip(begin, firsts[1:], uneven.tolist(), places, strict=True):
        if mixed:
            columns = (column[a:b].tolist() for column in (chosen, xs, xe, ys, sizes, glued))
            pieces.append(_piece(page, *columns))
            continue
        f = page.faces[k]
        pieces.append(Piece(" ".join(texts[a:b]), x0, x1, y, f.size, f.weight, f.italic, f.font, f.symbolic))
    return _joined(_without_twins(pieces), drawn)


def _justified(xs: Floats, xe: Floats, gap: Floats, size: Floats, near: Bools, stretched: Bools) -> Bools:
    """Which wide gaps are stretched spaces of justified lines: the line begins and ends where lines without such gaps
    do, and all its spaces are equally wide. Arrays tell of the gap behind each word but the last."""
    first = np.concatenate([[0], np.flatnonzero(~near) + 1])
    after = np.append(first[1:], len(xs))
    suspect = np.logical_or.reduceat(np.append(stretched, False), first)
    x0, x1 = np.round(xs[first]).astype(np.int64), np.round(xe[after - 1]).astype(np.int64)
    edges = Counter((x0 * _FAR + x1)[~suspect & (after - first >= 3)].tolist())
    alike = np.zeros(len(first), bool)
    for row, edge in zip(np.flatnonzero(suspect).tolist(), (x0 * _FAR + x1)[suspect].tolist(), strict=True):
        alike[row] = sum(edges.get(edge + near, 0) for near in _NEAR) >= MIN_JUSTIFIED
    real = near & (gap > GLUE_EM * size)
    widest = np.maximum.reduceat(np.append(np.where(real, gap, -np.inf), -np.inf), first)
    narrowest = np.minimum.reduceat(np.append(np.where(real, gap, np.inf), np.inf), first)
    even = widest - narrowest <= EVEN_EM * np.append(size, 0.0)[first]
    result: Bools = np.repeat(suspect & alike & even, after - first)[:-1]
    return result


def _piece(
    page: PageWords,
    index: Sequence[int],
    x0: Sequence[float],
    x1: Sequence[float],
    y: Sequence[float],
    size: Sequence[float],
    glued: Sequence[bool],
) -> Piece:
    """Words of several faces as one piece."""
    texts, faces = page.texts, page.faces
    of = [int(k) for k in page.face[list(index)]]
    weights: Counter[int] = Counter()
    for k, i in zip(of, index, strict=True):
        weights[k] += len(texts[i])
    main = faces[max(weights, key=lambda k: weights[k])]
    base = next(v for v, k in zip(y, of, strict=True) if faces[k].size >= RAISED_SIZE * main.size)
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    at = 0
    mark = False
    for i, word in enumerate(index):
        text, after_mark = texts[word], mark
        small = size[i] <= RAISED_SIZE * main.size and base - y[i] >= LEAST_RAISE_EM * main.size
        mark = small and not any(c.isalpha() for c in text)
        # PDFium may put a line break on either side of a raised figure
        joined = i == 0 or glued[i] or ((mark or after_mark) and x0[i] - x1[i - 1] < GLUE_EM * main.size)
        if not joined:
            parts.append(" ")
            at += 1
        if mark:
            marks.append((at, at + len(text)))
        parts.append(text)
        at += len(text)
    # the number of a heading is often set in another face than its words
    words: Counter[int] = Counter()
    for k, i in zip(of, index, strict=True):
        words[k] += sum(map(str.isalpha, texts[i]))
    words = words if words.total() else weights
    letters = words.total()
    bold = sum(n for k, n in words.items() if faces[k].weight >= 600)
    slanted = sum(n for k, n in words.items() if faces[k].italic)
    return Piece(
        "".join(parts),
        x0[0],
        x1[-1],
        base,
        main.size,
        700 if bold > 0.9 * letters else 400,
        slanted > 0.9 * letters,
        main.font,
        main.symbolic,
        tuple(marks),
    )


def _without_twins(pieces: list[Piece]) -> list[Piece]:
    """Pieces printed twice at nearly the same place are one."""
    seen: dict[str, set[tuple[int, int]]] = {}
    result = []
    for piece in pieces:
        x, y = round(piece.x0 / TWIN_PT), round(piece.y / TWIN_PT)
        places = seen.get(piece.text)
        if places is None:  # nearly all: no two lines of a page say the same
            seen[piece.text] = {(x, y)}
        elif any((x + i, y + j) in places for i in (0, -1, 1) for j in (0, -1, 1)):
            continue
        else:
            places.add((x, y))
        result.append(piece)
    return result


def _joined(pieces: list[Piece], down: Sequence[Stroke]) -> list[Piece]:
    """Pieces that touch on one base line although the file has them apart, and no line is drawn between them."""
    pieces = sorted(pieces, key=lambda p: (round(p.y), p.x0))
    result: list[Piece] = []
    for row in rows_of(pieces):
        row.sort(key=lambda p: p.x0)
        result.append(row[0])
        for piece in row[1:]:
            last = result[-1]
            size = max(last.size, piece.size)
            near = -BACK_EM * size <= piece.x0 - last.x1 <= GAP_EM * size
            if not near or any(
                last.x1 <= s.at + 1 and piece.x0 >= s.at - 1 and s.low <= piece.y <= s.high for s in down
            ):
                result.append(piece)
                continue
            result[-1] = merged(last, piece)
    return result


def merged(left: Piece, right: Piece) -> Piece:
    """Two pieces of one line as one. A small raised piece of figures and signs is a mark."""
    main, other = (left, right) if len(left.text) >= len(right.text) else (right, left)
    raised = other.size <= RAISED_SIZE * main.size and main.y - other.y >= LEAST_RAISE_EM * main.size
    mark = raised and not any(c.isalpha() for c in other.text)
    space = "" if right.x0 - left.x1 < GLUE_EM * main.size else " "
    at = len(left.text) + len(space)
    marks = list(left.marks) + [(a + at, b + at) for a, b in right.marks]
    if mark and not other.marks:
        marks.append((0, len(left.text)) if other is left else (at, at + len(right.text)))
    same = other is not main and (mark or not any(c.isalpha() for c in other.text))
    return Piece(
        left.text + space + right.text,
        left.x0,
        max(left.x1, right.x1),
        main.y,
        main.size,
        main.weight if same else min(left.weight, right.weight),
        main.italic if same else left.italic and right.italic,
        main.font,
        left.symbolic and right.symbolic,
        tuple(sorted(marks)),
    )


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by base line, from the top; small raised ones with the line they hang on."""
    rows: list[list[Piece]] = []
    base = size = 0.0
    for piece in sorted(pieces, key=attrgetter("y")):
        y, own = piece.y, piece.size
        big, small = (size, own) if size > own else (own, size)
        if rows and y - base <= SAME_LINE_EM * big:
            near = True
        else:
            near = bool(rows) and small <= RAISED_SIZE * big and y - base <= RAISED_EM * big and len(piece.text) <= 3
        if near:
            rows[-1].append(piece)
            if own > size:
                base, size = y, own
        else:
            rows.append([piece])
            base, size = y, own
    return rows
