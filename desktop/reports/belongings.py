"""What a report takes along from outside: a logo, a template, the date.

In: paths. Out: what was read and found usable, or a `NaastError` that names the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from desktop.errors import InvalidOption, UnreadableFile
from desktop.reports.base import Logo
from desktop.reports.logo import read_logo

Read = TypeVar("Read")


def load_logo(path: str) -> Logo | None:
    """The picture in a file; None where none is named.

    Raises:
        InvalidOption: bad_logo. UnreadableFile: file_missing, cannot_read.
    """
    return _checked(path, read_logo) if path else None


def load_template(path: str) -> bytes | None:
    """The bytes of a Word document that can be a template; None where none is named.

    Raises:
        InvalidOption: bad_template. UnreadableFile: file_missing, cannot_read.
    """
    return _checked(path, _as_template) if path else None


def today() -> datetime:
    """The date a report bears; SOURCE_DATE_EPOCH, where it is set, makes the same report the same file."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now().astimezone()


def _checked(path: str, check: Callable[[bytes], Read]) -> Read:
    try:
        with open(path, "rb") as stream:
            return check(stream.read())
    except FileNotFoundError as error:
        raise UnreadableFile("file_missing", path=path) from error
    except OSError as error:
        raise UnreadableFile("cannot_read", path=path, reason=error.strerror or type(error).__name__) from error
    except InvalidOption as error:
        raise InvalidOption(error.code, **{**error.facts, "path": path}) from error


def _as_template(data: bytes) -> bytes:
    from desktop.reports.docx_template import read_template  # few reports have one, and it needs much

    read_template(data)
    return data
