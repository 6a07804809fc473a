"""Qt's own words in the language of the window: menus of fields, dialogs that Qt draws, names of keys.

speak(app, "nl")      as the translations that come with Qt have them; where there are none it stays English
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_spoken: list[QTranslator] = []


def speak(app: QCoreApplication, language: str) -> None:
    """Let Qt speak a language from now on."""
    while _spoken:
        app.removeTranslator(_spoken.pop())
    translator = QTranslator()
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        _spoken.append(translator)
