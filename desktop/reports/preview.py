"""The first page of a report as a picture, for who is about to write it.

In: the key of a report, a comparison, the options of the report. Out: a PNG of an A4 page. What is typeset (PDF, and
about so Word and the web page when it is printed) is set by the same code as the PDF; tables are drawn as tables, text
as text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress

from desktop.errors import InvalidOption
from desktop.model.comparison import Comparison
from desktop.reports import catalogue
from desktop.reports.base import ReportOptions
from desktop.reports.characters import visible
from desktop.reports.inline import inline_paragraphs
from desktop.reports.pdf import PdfBody
from desktop.reports.selection import report_outline
from desktop.reports.table import change_rows, head

PIXELS_A_POINT = 2.0
LINES, LINE_CHARS = 90, 110
"""Of text: more than a page holds."""
ROWS, CELL_CHARS = 60, 90
"""Of a table, the same."""
COLUMNS = (0.05, 0.32, 0.32, 0.13, 0.18)
"""Shares of the width: number, old, new, kind, section."""


def first_page(key: str, comparison: Comparison, options: ReportOptions) -> bytes:
    """A picture of the first page.

    Raises:
        InvalidOption: pdf_needs_qt, where Qt is not installed. Cancelled.
    """
    try:
        from desktop.reports import pdf_device
    except ImportError as error:
        raise InvalidOption("pdf_needs_qt") from error
    pdf_device.ensure_application()
    device = pdf_device.PictureDevice(PIXELS_A_POINT)
    body = PdfBody(report_outline(comparison, options), options, device)
    draw = {"tracked": _tracked, "xlsx": _table, "csv": _table, "md": _text, "json": _text}.get(key)
    try:
        if draw is None:
            body.write()
        else:
            draw(body, key)
    except pdf_device.PageFull:
        pass
    finally:
        device.end()
    return device.data


def _tracked(body: PdfBody, key: str) -> None:
    """The text with its deletions and insertions; nothing of ours beside it."""
    for part in body.outline.parts:
        for row in part.rows:
            if not row.stood and not row.folded:
                for paragraph in inline_paragraphs(row, body.weaver):
                    body.pages.put(body.paragraph(paragraph.block, paragraph.texts, body.full), after=5)


def _table(body: PdfBody, key: str) -> None:
    """The sheet of changes: its head, a line, its first rows."""
    pages, colors = body.pages, body.colors
    names = head(body.t)
    chosen = (0, 1, 2, 3, 5)
    rows = [[names[k] for k in chosen]]
    for row, _ in zip(change_rows(body.outline, body.t), range(ROWS), strict=False):
        values = row.values()
        rows.append(["" if values[k] is None else _short(str(values[k])) for k in chosen])
    xs = [body.left + body.full * sum(COLUMNS[:k]) for k in range(len(COLUMNS))]
    roles = ("", colors.removed, colors.added, "", "")
    for number, cells in enumerate(rows):
        boxes = [
            [body.box(cell, body.small if number else body.heading, body.full * share - 6, color if number else "")]
            for cell, share, color in zip(cells, COLUMNS, roles, strict=True)
        ]
        pages.columns(boxes, xs, after=3)
        pages.rule(body.left, body.full, colors.rule if number else colors.muted)
        pages.y += 3


def _text(body: PdfBody, key: str) -> None:
    """The beginning of the file, as it is."""
    for line in _lines(body, key):
        body.pages.put(body.pages.lay(visible(line) or " ", body.small, body.full), after=0)


def _lines(body: PdfBody, key: str) -> Iterator[str]:
    stream = _Beginning()
    with suppress(_Enough):
        catalogue.report(key).write(body.outline.comparison, stream, body.options)
    for line in stream.getvalue().decode("utf-8", "replace").splitlines()[:LINES]:
        yield line[:LINE_CHARS]


class _Enough(Exception):
    """More than a page was written."""


class _Beginning(io.BytesIO):
    def write(self, data: object) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > LINES * LINE_CHARS * 4:
            raise _Enough
        return written


def _short(text: str) -> str:
    return text if len(text) <= CELL_CHARS else f"{text[: CELL_CHARS - 1]}…"
