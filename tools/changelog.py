"""Joins the fragments of `changes/` into CHANGELOG.md, as the newest version, and removes them.

make changelog VERSION=0.2.0
"""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UNRELEASED = "## Unreleased\n"
TOPICS = {
    2: "Comparing",
    3: "Reading",
    4: "The window",
    5: "Reports",
    6: "Projects and notes",
    7: "Installing and learning",
}
"""By the number a fragment's name begins with; any other comes under "Besides"."""


def joined(changelog: str, fragments: dict[str, str], version: str, day: str) -> str:
    """The changelog with a section of its own for this version, a topic at a time."""
    if f"## {version} " in changelog:
        raise SystemExit(f"CHANGELOG.md has a section on {version} already")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise SystemExit(f"not a version: {version!r}; such as 0.2.0")
    by_topic: dict[str, list[str]] = {}
    for name, text in sorted(fragments.items()):
        number = re.match(r"\d+", name)
        topic = TOPICS.get(int(number[0]), "Besides") if number else "Besides"
        paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n|\n(?=- )", text.strip())]
        by_topic.setdefault(topic, []).extend(f"- {p.removeprefix('- ')}" for p in paragraphs if p)
    order = [*TOPICS.values(), "Besides"]
    sections = [f"### {topic}\n\n" + "\n".join(by_topic[topic]) for topic in order if topic in by_topic]
    before, head, after = changelog.partition(UNRELEASED)
    earlier = after[after.index("\n## ") + 1 :] if "\n## " in after else ""
    return f"{before}{head}\n## {version} – {day}\n\n" + "\n\n".join(sections) + ("\n\n" + earlier if earlier else "\n")


def main(version: str) -> None:
    places = [p for p in sorted((ROOT / "changes").glob("*.md")) if p.name != "README.md"]
    target = ROOT / "CHANGELOG.md"
    day = datetime.date.today().isoformat()
    fragments = {p.name: p.read_text(encoding="utf-8") for p in places}
    target.write_text(joined(target.read_text(encoding="utf-8"), fragments, version, day), encoding="utf-8")
    for place in places:
        place.unlink()
    print(f"{len(places)} changes are in CHANGELOG.md under {version}; read it once more, and commit")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
