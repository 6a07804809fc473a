"""What the window remembers between two days: recent comparisons, its place on the screen, which panes were open.

    memory = load(folder)          a damaged file is as good as none
    save(memory.opened("a.txt", "b.txt"), folder)

No text of a document is ever kept, only names of files; and those not where a person does not want it.
"""

from pathlib import Path
from typing import Any, NamedTuple, Self

from desktop.settings import write_json
from desktop.ui.wishes import Wishes, read_wishes

FILE_NAME = "window.json"
MAX_RECENT = 12
PROJECT = ".naast"
"""How the name of a project ends."""


class Memory(NamedTuple):
    """geometry, state: as Qt gives them, in base 64. panes: widths in pixels. recent: pairs of paths, last
    first; a project has an empty second. folder: where files were chosen last. report: how the last one was
    wished. tips: hints that were given."""

    geometry: str = ""
    panes: tuple[int, ...] = ()
    recent: tuple[tuple[str, str], ...] = ()
    folder: str = ""
    zoom_percent: int = 100
    report: Wishes = Wishes()
    report_folder: str = ""
    sections_shown: bool = True
    lists_shown: bool = True
    tour_done: bool = False
    tips: tuple[str, ...] = ()

    def but(self, **values: Any) -> Self:
        """The same with other values."""
        return self._replace(**values)

    def opened(self, old: str, new: str) -> Self:
        """With a comparison at the head of the recent ones."""
        others = tuple(pair for pair in self.recent if pair != (old, new))
        return self.but(recent=((old, new), *others)[:MAX_RECENT])

    def forgot(self, pair: tuple[str, str] | None = None) -> Self:
        """Without one recent comparison, or without any."""
        return self.but(recent=tuple(p for p in self.recent if pair is not None and p != pair))


def is_project(path: str) -> bool:
    """Whether a file is a project, by its name."""
    return path.lower().endswith(PROJECT)


def load(folder: Path) -> Memory:
    """What was remembered; nothing where it cannot be read."""
    try:
        written = (folder / FILE_NAME).read_text(encoding="utf-8")
        import json

        kept = json.loads(written)
        return _read(kept)
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return Memory()


def _read(kept: Any) -> Memory:
    usual = Memory()
    names = ("geometry", "folder", "report_folder", "zoom_percent", "sections_shown", "lists_shown", "tour_done")
    plain = {name: kept[name] for name in names if type(kept.get(name)) is type(getattr(usual, name))}
    panes = tuple(int(x) for x in kept.get("panes", ()))
    recent = tuple((str(old), str(new)) for old, new in kept.get("recent", ()))
    tips = tuple(str(x) for x in kept.get("tips", ()))
    report = read_wishes(kept.get("report", {}))
    memory = Memory(report=report, panes=panes, recent=recent[:MAX_RECENT], tips=tips, **plain)
    return memory if 50 <= memory.zoom_percent <= 400 else memory.but(zoom_percent=100)


def save(memory: Memory, folder: Path) -> None:
    """Remember. Raises OSError when the folder cannot be written."""
    write_json(folder / FILE_NAME, {**memory._asdict(), "report": memory.report.kept()})
