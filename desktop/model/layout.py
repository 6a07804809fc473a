"""Where lines stand on their pages: what a reader of printed pages can measure beside the text.

A `Layout` is a table beside `Extract.source`: row k tells of line k of the source. Points (1/72 inch) throughout; `y`
is the base line, counted from the top of the page down. A frame is the piece of a page that a line was set in: the
page's text area, one of its columns, a note in the margin.

    page 1  ┌ Heading over both columns ┐   frame 0
            │ left column │ right column │  frames 1 and 2
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]
Small = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Columns of shape (n,), one row a line of the source. Single precision: a point is told to a ten-thousandth.

    page: physical page from 1. frame: index into the frames. x0, x1, y: place. size: of most of the letters. weight:
    400 is regular, 700 bold; of most of the words. italic: of most of the words. font: index into `fonts`. rotation:
    degrees counter-clockwise by which the line is turned on the page as shown. row: number of the table row the line
    stands in, -1 outside tables; cell: its column there. frame_x0, frame_x1: where frames begin and end. height: of
    each page. marks: (line, start, end) of small raised figures and signs, as offsets in the line. labels: printed
    page numbers the file itself tells, "" where it does not.
    """

    page: Numbers
    frame: Numbers
    x0: Points
    x1: Points
    y: Points
    size: Points
    weight: Small
    italic: Bools
    font: Numbers
    rotation: Small
    row: Numbers
    cell: Small
    frame_x0: Points
    frame_x1: Points
    height: Points
    fonts: tuple[str, ...]
    marks: tuple[tuple[int, int, int], ...]
    labels: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.page)
