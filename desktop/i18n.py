"""The languages of the program: which one to speak, messages in it, numbers and dates as it writes them.

Gettext-like: the English sentence is the key, `locale/nl.json` holds the Dutch one, and so for each language. Plain
JSON, so there is no build step. `docs/developing/language.md` tells how to add one.

    t = translator("nl")
    t("{path} is empty", path="a.txt")      a.txt is leeg
    t.number(1234.5, 1)                     1.234,5
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

LANGUAGES = ("nl", "en")
VARIABLES = ("NAAST_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_POINTS = {"nl": ".,", "en": ",."}
"""What stands between thousands, and before decimals."""


def mark(message: str) -> str:
    """Mark a message for translation where it stands in a table; it is translated when it is used."""
    return message


class Translator:
    """Messages, numbers and dates in one language. Call it with the English message and its facts."""

    def __init__(self, language: str, messages: Mapping[str, str]) -> None:
        self.language = language
        self._messages = messages

    def __call__(self, message: str, /, **facts: object) -> str:
        text = self._messages.get(message, message)
        return text.format(**facts) if facts else text

    def plural(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """The message for `count` things; `{n}` in it is the count as the language writes it."""
        return self(one if count == 1 else many, n=self.number(count), **facts)

    def number(self, value: float, decimals: int = 0) -> str:
        """1234.5 → `1.234,5` in Dutch and `1,234.5` in English."""
        text = f"{value:,.{decimals}f}"
        return text if self.language == "en" else text.translate(str.maketrans(",.", _POINTS[self.language]))

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in whole per cents; what is not quite none or all is not rounded to it."""
        if 0 < share < 0.01:
            return "< 1 %"
        if 0.99 < share < 1:
            return "> 99 %"
        return f"{self.number(round(share * 100))} %"

    def date(self, day: date) -> str:
        """`14 maart 2022` in Dutch, `14 March 2022` in English."""
        return f"{day.day} {_MONTHS[self.language].split()[day.month - 1]} {day.year}"


def choose_language(asked: str | None = None, environ: Mapping[str, str] | None = None) -> str:
    """The language to speak: as asked for, else as the variables above say, else the system, else English."""
    environ = os.environ if environ is None else environ
    if asked in LANGUAGES:
        return str(asked)
    for name in VARIABLES:
        value = environ.get(name, "").lower()
        if not value:
            continue
        if value[:2] in LANGUAGES and not value[2:3].isalpha():
            return value[:2]
        if name != "NAAST_LANGUAGE":  # locales: the first that is set decides; C and unknown ones mean English
            return "en"
    return _system_language()


def _system_language() -> str:
    """What Windows is set to, where no variable says so."""
    if sys.platform == "win32":
        import ctypes
        import locale

        name = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
        if name[:2] in LANGUAGES:
            return name[:2]
    return "en"


@cache
def translator(language: str) -> Translator:
    """The translator of a language; English needs no catalogue."""
    if language == "en" or language not in LANGUAGES:
        return Translator("en", {})
    import json
    from pathlib import Path

    text = (Path(__file__).parent / "locale" / f"{language}.json").read_text(encoding="utf-8")
    return Translator(language, json.loads(text))
