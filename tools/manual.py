"""Builds the handbook from the pages in `docs/`; needs nothing of the program but its version.

docs/*.md ──────── sphinx ──▶ build/manual/en      what Help opens in a checkout
docs/nl/*.md ───── sphinx ──▶ build/manual/nl      goes into a package as desktop/manual (see `build_backend`)
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MANUAL = ROOT / "build" / "manual"
LANGUAGES = {"en": DOCS, "nl": DOCS / "nl"}
INSIDE = ("sphinx", "furo", "sphinx-basic-ng", "snowballstemmer", "pygments")
"""Whose style sheets and scripts go along, and with them their licences."""
UNUSED = (".buildinfo", "objects.inv")


def build(out: Path = MANUAL) -> None:
    """All pages as a site, in each language. A link, picture or heading that is not there is an error."""
    for language, source in LANGUAGES.items():
        target = out / language
        shutil.rmtree(target, ignore_errors=True)
        with tempfile.TemporaryDirectory() as kept:
            command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-c", str(DOCS)]
            command += ["-D", f"language={language}", "-d", kept, str(source), str(target)]
            subprocess.run(command, check=True)
        for name in UNUSED:
            (target / name).unlink(missing_ok=True)
    (out / "licences.txt").write_text(licences(), encoding="utf-8")


def licences() -> str:
    """The licences of what the pages are made with."""
    texts = []
    for name in INSIDE:
        made = metadata.distribution(name)
        for file in made.files or ():
            if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
                texts.append(f"{name} {made.version}\n\n{file.locate().read_text(encoding='utf-8')}")
    return "\n\n".join(texts)


if __name__ == "__main__":
    build()
