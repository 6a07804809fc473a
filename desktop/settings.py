"""What a person may set, and where it is kept. One frozen `Settings`; each field says its range, unit and help.

    settings, trouble = load(folder)       trouble: a code for people when the file could not be used, else ""
    save(settings.but(theme="dark"), folder)

The settings dialog and the page in the docs are made from `FIELDS`. A damaged file or value never stops the start: a
bad value falls back on its default, a file that is no JSON is set aside as `settings.damaged.json`. Settings alter
the looks; what alters a result is in `model.options` (only which differences to ignore at the start is both).
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self

from desktop.i18n import mark

FILE_NAME = "settings.json"
DAMAGED_NAME = "settings.damaged.json"


class Settings(NamedTuple):
    """All settings with their defaults; `FIELDS` says what each is for. A tuple with names, as is `Field`: a start does
    not wait for dataclasses. Nor for types written as text, which are compiled one by one: hence no `annotations` from
    the future in this module, as in others with such tuples."""

    theme: str = "system"
    language: str = "system"
    reading_face: str = ""
    reading_size_pt: int = 12
    column_width: int = 90
    ignore: tuple[str, ...] = ()
    remember: bool = True
    watch: bool = True
    keys: tuple[tuple[str, str], ...] = ()

    def but(self, **values: Any) -> Self:
        """The same with other values."""
        return self._replace(**values)


class Choice(NamedTuple):
    """One of a few values, each with the word people see."""

    value: str
    title: str


class Field(NamedTuple):
    """What is known of one setting. kind: choice, number, face, several, flag or keys."""

    name: str
    kind: str
    title: str
    help: str
    choices: tuple[Choice, ...] = ()
    range: tuple[int, int] = (0, 0)
    unit: str = ""
    among: tuple[str, ...] = ()

    @property
    def default(self) -> Any:
        return Settings._field_defaults[self.name]


FIELDS = (
    Field(
        "theme",
        "choice",
        mark("Theme"),
        mark("Colours of the window. The system's choice between light and dark is followed at once."),
        choices=(
            Choice("system", mark("as the system")),
            Choice("light", mark("light")),
            Choice("dark", mark("dark")),
            Choice("high_contrast", mark("high contrast")),
            Choice("colour_blind", mark("blue and orange, for who cannot tell red from green")),
        ),
    ),
    Field(
        "language",
        "choice",
        mark("Language"),
        mark("Language of the window and of new reports; that of the documents is recognised by itself."),
        choices=(
            Choice("system", mark("as the system")),
            Choice("nl", mark("Dutch")),
            Choice("en", mark("English")),
        ),
    ),
    Field(
        "reading_face",
        "face",
        mark("Reading face"),
        mark("Typeface of the editions. Empty: the face for reading that comes with the program."),
    ),
    Field(
        "reading_size_pt",
        "number",
        mark("Reading size"),
        mark("Size of the text of the editions at zoom 100 %."),
        range=(7, 32),
        unit=mark("pt"),
    ),
    Field(
        "column_width",
        "number",
        mark("Widest column"),
        mark("Text wraps at this many characters even when the window is wider; 0 uses all the room there is."),
        range=(0, 200),
        unit=mark("characters"),
    ),
    Field(
        "ignore",
        "several",
        mark("Left out from the start"),
        mark("Differences that a new comparison leaves out; they stay counted and can be shown again."),
        among=("case", "punctuation", "numbering", "footnotes"),
    ),
    Field(
        "remember",
        "flag",
        mark("Remember recent files"),
        mark("Keep the names of files on the start page. Their text is never kept."),
    ),
    Field(
        "watch",
        "flag",
        mark("Watch the files"),
        mark("Say so when a file that is open was changed by another program."),
    ),
    Field("keys", "keys", mark("Keys"), mark("Keys that differ from the usual ones, command by command.")),
)
"""One for each setting, in its order; a test holds the two together."""


def load(place: Path) -> tuple[Settings, str]:
    """The settings kept in a folder, and a code of what was wrong with them ("" when nothing was)."""
    path = place / FILE_NAME
    try:
        written = path.read_text(encoding="utf-8")
        import json

        kept = json.loads(written)
        if not isinstance(kept, dict):
            raise ValueError("no object")
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError):
        with suppress(OSError):
            os.replace(path, place / DAMAGED_NAME)
        return Settings(), "settings_damaged"
    return read(kept)


def read(kept: dict[str, Any]) -> tuple[Settings, str]:
    """Settings out of plain values; each that cannot be used falls back on its default."""
    good: dict[str, Any] = {}
    trouble = ""
    for f in FIELDS:
        if f.name not in kept:
            continue
        value = _usable(f, kept[f.name])
        if value is None:
            trouble = "settings_value"
        else:
            good[f.name] = value
    return Settings(**good), trouble


def _usable(f: Field, value: Any) -> Any:
    """The value as its field wants it, or None."""
    if f.kind == "choice":
        return value if isinstance(value, str) and value in {c.value for c in f.choices} else None
    if f.kind == "number":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return value if whole and f.range[0] <= value <= f.range[1] else None
    if f.kind == "flag":
        return value if isinstance(value, bool) else None
    if f.kind == "face":
        return value if isinstance(value, str) and len(value) < 200 else None
    if f.kind == "several":
        good = isinstance(value, list) and all(v in f.among for v in value)
        return tuple(value) if good else None
    if isinstance(value, dict) and all(isinstance(k, str) and isinstance(v, str) for k, v in value.items()):
        return tuple(sorted(value.items()))
    return None


def plain(settings: Settings) -> dict[str, Any]:
    """Values for the file: only those that are not the default, so that better defaults reach everybody."""
    result: dict[str, Any] = {}
    for f in FIELDS:
        value = getattr(settings, f.name)
        if value != f.default:
            result[f.name] = dict(value) if f.kind == "keys" else list(value) if f.kind == "several" else value
    return result


def save(settings: Settings, place: Path) -> None:
    """Keep the settings, whole or not at all. Raises OSError when the folder cannot be written."""
    write_json(place / FILE_NAME, plain(settings))


def write_json(path: Path, value: Any) -> None:
    """Write a small file whole or not at all. Raises OSError."""
    import json

    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        draft.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(draft, path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
