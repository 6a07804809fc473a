"""Where the handbook is, and opening it: pages on the disk, shown by the browser of whoever asks. Nothing is fetched.

open_manual("nl")   → ("", path of the page) · ("manual_missing", folder of its sources) · ("manual_not_opened", page)
"""

from __future__ import annotations

from pathlib import Path

import desktop


def manual_page(language: str) -> Path | None:
    """The first page in a language, else in English: inside the package, or in a checkout where it was built."""
    package = Path(desktop.__file__).parent
    for folder in (package / "manual", package.parent / "build" / "manual"):
        for page in (folder / language / "index.html", folder / "en" / "index.html"):
            if page.is_file():
                return page
    return None


def open_manual(language: str) -> tuple[str, str]:
    """Show it. A code of what went wrong ("" when nothing did), and a path to tell."""
    page = manual_page(language)
    if page is None:
        sources = Path(desktop.__file__).parent.parent / "docs"
        return ("manual_not_built", str(sources)) if (sources / "index.md").is_file() else ("manual_left_out", "")
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
    return "" if opened else "manual_not_opened", str(page)
