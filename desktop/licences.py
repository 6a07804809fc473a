"""What this copy of Naast is made of, and under which licences.

parts() → (Part("lxml", "6.1.3", "BSD-3-Clause", (Path(".../LICENSE.txt"),)), …)

A package (`packaging/licences.py`) holds a list with all texts beside it. Elsewhere
the metadata of what is installed tells it. `naast --licences` and *About* show it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePath

FOLDER = Path(__file__).parent / "licences"
"""In a package: `parts.json` and the texts it names."""
TEXT = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
REQUIRED = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Part:
    """Something Naast is made of. texts: files of its licence on this machine."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()


def parts() -> tuple[Part, ...]:
    """All parts, by name; Naast itself first."""
    listed = FOLDER / "parts.json"
    if listed.is_file():
        found = [
            Part(p["name"], p["version"], p["licence"], tuple(FOLDER / text for text in p["texts"]))
            for p in json.loads(listed.read_text(encoding="utf-8"))
        ]
    else:
        found = installed_parts("naast")
    return tuple(sorted(found, key=lambda p: (p.name.lower() != "naast", p.name.lower())))


def installed_parts(root: str) -> list[Part]:
    """A distribution and all that its requirements bring along, as installed here."""
    from importlib.metadata import PackageNotFoundError, distribution

    found: dict[str, Part] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if _folded(name) in found:
            continue
        try:
            one = distribution(name)
        except PackageNotFoundError:  # of another system, or of a copy that runs from its source
            continue
        inside = (f for f in one.files or () if any(p.endswith(".dist-info") for p in f.parts) and TEXT.search(str(f)))
        texts = tuple(Path(str(f.locate())) for f in sorted(inside, key=_main_text_first))
        meta = one.metadata
        found[_folded(name)] = Part(meta["Name"], one.version, _licence(meta), texts)
        for line in one.requires or ():
            needed = REQUIRED.match(line)
            if needed and "extra ==" not in line:
                waiting.append(needed[0])
    return list(found.values())


def _licence(meta: object) -> str:
    """The licence in a few words, from whichever of three fields a package uses."""
    get_all = meta.get_all  # type: ignore[attr-defined]
    expression = (get_all("License-Expression") or get_all("License") or [""])[0].strip()
    if expression and "\n" not in expression and len(expression) <= 80:
        return str(expression)
    named = [c.split(" :: ")[-1] for c in get_all("Classifier") or () if c.startswith("License :: ")]
    return " / ".join(named)


def _main_text_first(file: PurePath) -> tuple[bool, int, str]:
    return "authors" in file.name.lower() or "notice" in file.name.lower(), len(file.parts), file.name


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
