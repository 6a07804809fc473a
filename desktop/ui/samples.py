"""Where the sample editions are: beside the package in a checkout, inside it in a bundle."""

from __future__ import annotations

from pathlib import Path

import desktop

OLD, NEW = "2014-bz-jaarverslag-artikel-2.txt", "2022-bz-jaarverslag-artikel-2.txt"


def sample_pair() -> tuple[str, str] | None:
    """The older and the newer sample file; None where they are not installed."""
    package = Path(desktop.__file__).parent
    for folder in (package / "samples", package.parent / "samples"):
        old, new = folder / OLD, folder / NEW
        if old.is_file() and new.is_file():
            return str(old), str(new)
    return None
