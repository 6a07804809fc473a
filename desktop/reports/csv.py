"""The changes as CSV: RFC 4180, UTF-8 with the mark by which Excel knows it.

For programs: cells hold the text as it is, also where it begins like a formula. In a spreadsheet the .xlsx is safer.
"""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from desktop.model.comparison import Comparison
from desktop.progress import Stage
from desktop.reports.base import ReportOptions
from desktop.reports.selection import report_outline
from desktop.reports.table import all_rows, head

CHECK_EVERY = 500


class CsvReport:
    """One line a change."""

    key = "csv"
    suffix = ".csv"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the head and a line for each change."""
        outline = report_outline(comparison, options)
        total = len(comparison.changes)
        stream.write("\ufeff".encode())
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(head(options.t))
        for k, row in enumerate(all_rows(outline, options.t)):
            if not k % CHECK_EVERY:
                options.progress.check(Stage.WRITING, min(k, total), total)
            # What RFC 4180 calls text has no lone CR and no NUL; a reader would stumble over them.
            writer.writerow(["" if v is None else v.replace("\0", "\u2400") if isinstance(v, str) else v
                             for v in row.values()])  # fmt: skip
            stream.write(buffer.getvalue().encode("utf-8", "replace"))
            buffer.seek(0)
            buffer.truncate()
        stream.write(buffer.getvalue().encode("utf-8", "replace"))


CSV = CsvReport()
