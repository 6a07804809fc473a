"""PDF files: lines in reading order, with where and how each is printed.

In: the bytes of a file, perhaps a password. Out: an `Extract` with a `Layout`. Its source is the lines of all pages,
one below the other; nothing is joined, mended or left out.

    words (pdf_words) ─▶ pieces of lines (page_lines) ─▶ columns, tables, order (page_order) ─▶ source, layout
"""

from __future__ import annotations

import hashlib

from desktop.collector import collector_held
from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.binary import name_binary

MAX_PAGES = 10_000
"""More pages are refused. At 6 ms a page these take a minute; the longest budgets of the state have some 3,000."""


class Pdf:
    """The reader of PDF files."""

    key = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)
    apart = True

    def sniff(self, data: bytes, path: str) -> bool:
        """Whether a file begins as a PDF does, rubbish before that allowed."""
        return name_binary(data) == self.key

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        """The text of a PDF. Memory: the bytes, one page, and the lines with their places.

        Raises:
            UnreadableFile: empty_file, password_needed, password_wrong, pdf_protected, pdf_damaged, pdf_no_pages,
            pdf_too_long, pdf_only_pictures, pdf_no_text.
        """
        from desktop.readers.pdf_words import open_pdf
        from desktop.readers.printed_pages import Pages

        if not data:
            raise UnreadableFile("empty_file", path=path)
        pages = Pages()
        with open_pdf(data, path, options.password) as file, collector_held():
            if file.pages <= 0:
                raise UnreadableFile("pdf_no_pages", path=path)
            if file.pages > MAX_PAGES:
                raise UnreadableFile("pdf_too_long", path=path, pages=file.pages, max_pages=MAX_PAGES)
            for number in range(file.pages):
                progress.check(Stage.READING, number, file.pages)
                pages.add(file.page(number), file.label(number))
            progress.check(Stage.READING, file.pages, file.pages)
        source, layout, warnings = pages.finish()
        if not source:
            pictures = any(w.code == "page_without_text" for w in warnings)
            raise UnreadableFile(
                "pdf_only_pictures" if pictures else "pdf_no_text", path=path, pages=len(layout.height)
            )
        return Extract(source, path, self.key, hashlib.sha256(data).hexdigest(), warnings, layout=layout)


PDF = Pdf()
