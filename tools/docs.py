"""Pages of the docs that are made from tables in the program: `make docs`. A test fails when they are stale."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from desktop.i18n import translator
from desktop.settings import FIELDS, Field
from desktop.ui.actions.table import GROUPS, TABLE, Scope
from desktop.wording import IGNORED

DOCS = Path(__file__).resolve().parents[1] / "docs"
MADE = "<!-- made by `make docs`; do not edit -->"


def shortcuts() -> str:
    """Every command with its keys, in both languages."""
    nl = translator("nl")
    lines = [
        "# Keys",
        "",
        MADE,
        "",
        "Single letters act only where no text is being typed. All keys can be changed in the settings (`Ctrl+,`).",
        "`Ctrl+K` finds a command by a few letters of its name.",
    ]
    for group, title in GROUPS.items():
        lines += [
            "",
            f"## {title.replace('&', '')}",
            "",
            "| keys | command | Nederlands | what it does |",
            "|---|---|---|---|",
        ]
        for action in TABLE:
            if action.group is group:
                keys = " ".join(f"`{key}`" for key in action.keys)
                where = " (in the text)" if action.scope is Scope.TEXT else ""
                name, dutch = action.title.rstrip("…"), nl(action.title).rstrip("…")
                lines.append(f"| {keys} | {name} | {dutch} | {action.help}{where} |")
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Every setting."""
    lines = [
        "# Settings",
        "",
        MADE,
        "",
        "Kept as `settings.json` in the folder the system has for settings (Linux `~/.config/naast`, macOS",
        "`~/Library/Application Support/naast`, Windows",
        "`%LOCALAPPDATA%\\naast`), or where `NAAST_SETTINGS` says.",
        "Only what differs from the usual is written. A file that cannot be read is set aside",
        "as `settings.damaged.json`.",
        "",
        "| setting | values | usual | what it does |",
        "|---|---|---|---|",
    ]
    for f in FIELDS:
        lines.append(f"| **{f.title}** `{f.name}` | {_values(f)} | {_usual(f)} | {f.help} |")
    return "\n".join(lines) + "\n"


def _values(f: Field) -> str:
    if f.kind == "choice":
        return ", ".join(f"`{c.value}` {c.title}" for c in f.choices)
    if f.kind == "number":
        return f"{f.range[0]} to {f.range[1]} {f.unit}"
    if f.kind == "several":
        return ", ".join(f"`{value}` {IGNORED[value]}" for value in f.among)
    return {"flag": "`true`, `false`", "face": "name of a typeface", "keys": "command and keys"}[f.kind]


def _usual(f: Field) -> str:
    if f.kind in ("several", "keys"):
        return "none"
    return f"`{str(f.default).lower()}`" if f.default != "" else "the one for reading"


PAGES: dict[str, Callable[[], str]] = {"shortcuts": shortcuts, "settings": settings}


def main() -> int:
    for name, make in PAGES.items():
        (DOCS / f"{name}.md").write_text(make(), encoding="utf-8")
        print(f"docs/{name}.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
