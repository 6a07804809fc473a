"""Where the window keeps what it keeps: where the system has such things, as Qt knows; or where NAAST_SETTINGS says (on
a stick, and in tests).

    settings_folder()      ~/.config/naast · ~/Library/Application Support/naast · %LOCALAPPDATA%\\naast
    data_folder()          ~/.local/share/naast · on the other two the same
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QStandardPaths

NAME = "naast"
VARIABLE = "NAAST_SETTINGS"
_P = QStandardPaths.StandardLocation
# On macOS the place for settings is one for property lists alone.
SETTINGS = _P.GenericDataLocation if sys.platform == "darwin" else _P.GenericConfigLocation
DATA = _P.GenericDataLocation


def settings_folder() -> Path:
    """Where settings are kept, and what the window remembers."""
    return _folder(SETTINGS)


def data_folder() -> Path:
    """Where work is kept that nobody has saved yet; with the settings where a folder is given."""
    return _folder(DATA)


def _folder(place: QStandardPaths.StandardLocation) -> Path:
    given = os.environ.get(VARIABLE)
    return Path(given) if given else Path(QStandardPaths.writableLocation(place), NAME)
