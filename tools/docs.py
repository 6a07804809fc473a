"""The handbook: `make docs` renews the pages that come from tables in the program and builds all pages as a site.

ARGS=--pages only renews the pages (a test fails when they are stale), ARGS="--out FOLDER" builds elsewhere.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from desktop.cli.parser import Parser, build_parser
from desktop.i18n import Translator, translator
from desktop.settings import FIELDS, Field
from desktop.ui.actions.table import GROUPS, TABLE, Scope
from desktop.wording import IGNORED
from tools.manual import DOCS, MANUAL, build

MADE = "<!-- made by `make docs`; do not edit -->"


def shortcuts(language: str) -> str:
    """Every command with its keys; the English page gives the Dutch names beside."""
    t = translator(language)
    both = language == "en"
    lines = _head(
        {"en": "Keys", "nl": "Toetsen"}[language],
        {
            "en": (
                "Single letters act only where no text is being typed. All keys can be changed in the settings",
                "(`Ctrl+,`). `Ctrl+K` finds a command by a few letters of its name.",
            ),
            "nl": (
                "Losse letters werken alleen waar geen tekst getypt wordt. Alle toetsen zijn te veranderen bij de",
                "instellingen (`Ctrl+,`). `Ctrl+K` vindt een opdracht aan een paar letters van haar naam.",
            ),
        }[language],
    )
    head = "| keys | command | Nederlands | what it does |" if both else "| toetsen | opdracht | wat zij doet |"
    for group, title in GROUPS.items():
        lines += ["", f"## {t(title).replace('&', '')}", "", head, "|---" * (4 if both else 3) + "|"]
        for action in TABLE:
            if action.group is group:
                keys = " ".join(f"`{key}`" for key in action.keys)
                where = f" {t('(in the text)')}" if action.scope is Scope.TEXT else ""
                names = [t(action.title).rstrip("…")]
                names += [translator("nl")(action.title).rstrip("…")] if both else []
                lines.append(f"| {keys} | {' | '.join(names)} | {t(action.help)}{where} |")
    return "\n".join(lines) + "\n"


def settings(language: str) -> str:
    """Every setting."""
    t = translator(language)
    lines = _head(
        t("Settings…").rstrip("…"),
        {
            "en": (
                "Kept as `settings.json` in the folder the system has for settings (Linux `~/.config/naast`, macOS",
                "`~/Library/Application Support/naast`, Windows `%LOCALAPPDATA%\\naast`), or where `NAAST_SETTINGS`",
                "says. Only what differs from the usual is written. A file that cannot be read is set aside as",
                "`settings.damaged.json`.",
            ),
            "nl": (
                "Bewaard als `settings.json` in de map die het systeem voor instellingen heeft (Linux",
                "`~/.config/naast`, macOS `~/Library/Application Support/naast`, Windows `%LOCALAPPDATA%\\naast`), of",
                "waar `NAAST_SETTINGS` naar wijst. Alleen wat afwijkt van het gewone staat erin. Een bestand dat niet",
                "te lezen is, wordt apart gezet als `settings.damaged.json`.",
            ),
        }[language],
    )
    words = {
        "en": "| setting | values | usual | what it does |",
        "nl": "| instelling | waarden | gewoonlijk | wat zij doet |",
    }
    lines += ["", words[language], "|---|---|---|---|"]
    for f in FIELDS:
        lines.append(f"| **{t(f.title)}** `{f.name}` | {_values(f, t)} | {_usual(f, t)} | {t(f.help)} |")
    return "\n".join(lines) + "\n"


def _values(f: Field, t: Translator) -> str:
    if f.kind == "choice":
        return ", ".join(f"`{c.value}` {t(c.title)}" for c in f.choices)
    if f.kind == "number":
        return f"{f.range[0]}–{f.range[1]} {t(f.unit)}"
    if f.kind == "several":
        return ", ".join(f"`{value}` {t(IGNORED[value])}" for value in f.among)
    dutch = t.language == "nl"
    return {
        "flag": "`true`, `false`",
        "face": "naam van een lettertype" if dutch else "name of a typeface",
        "keys": "opdracht en toetsen" if dutch else "command and keys",
    }[f.kind]


def _usual(f: Field, t: Translator) -> str:
    dutch = t.language == "nl"
    if f.kind in ("several", "keys"):
        return "geen" if dutch else "none"
    if f.default == "":
        return "die om te lezen" if dutch else "the one for reading"
    return f"`{str(f.default).lower()}`"


def command_line(language: str) -> str:
    """Every command with its options, from the parser."""
    t = translator(language)
    parser = build_parser(t)
    lines = _head(
        {"en": "The command line", "nl": "De opdrachtregel"}[language],
        {
            "en": ("Every command with its options, as `naast COMMAND --help` says it.",),
            "nl": ("Elke opdracht met haar opties, zoals `naast OPDRACHT --help` het zegt.",),
        }[language],
    )
    lines += ["", f"{parser.description}", "", *_options(parser, t)]
    for name, command in _commands(parser).items():
        lines += ["", f"## naast {name}", "", f"{command.description}"]
        lines += ["", *_options(command, t)]
        if command.epilog:
            lines += ["", f"{command.epilog}"]
    return "\n".join(lines) + "\n"


def _commands(parser: Parser) -> dict[str, Parser]:
    found = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


def _options(parser: Parser, t: Translator) -> list[str]:
    """A table of what a command takes."""
    lines = ["| optie | wat zij doet |" if t.language == "nl" else "| option | what it does |", "|---|---|"]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction | argparse._VersionAction):
            continue
        value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
        value = value if isinstance(value, str) and (action.nargs != 0) else ""
        flags = [f"{flag} {value}".strip() for flag in action.option_strings] or [value]
        said = (action.help or "").replace("|", "\\|")
        lines.append(f"| {' '.join(f'`{flag}`'.replace('|', chr(92) + '|') for flag in flags)} | {said} |")
    return lines


def _head(title: str, words: tuple[str, ...]) -> list[str]:
    return [f"# {title}", "", MADE, "", *words]


PAGES: dict[str, Callable[[], str]] = {
    f"{folder}{name}.md": partial(make, language)
    for name, make in (("shortcuts", shortcuts), ("settings", settings), ("command-line", command_line))
    for folder, language in (("", "en"), ("nl/", "nl"))
}
"""Pages that are made, by their path in `docs/`."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", action="store_true", help="only renew the pages that are made from tables")
    parser.add_argument("--out", default=str(MANUAL), help="folder of the site")
    options = parser.parse_args()
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
    print(f"{len(PAGES)} pages made from tables")
    if not options.pages:
        build(Path(options.out))
        print(f"the handbook: {Path(options.out) / 'en' / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
