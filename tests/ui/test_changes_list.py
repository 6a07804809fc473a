"""How a change is said in the lists."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop.ui.models.changes import told_apart
from desktop.ui.models.notes import fitted


def test_what_begins_alike_is_told_apart_by_its_end() -> None:
    old, new = "hottentottententenbeheerdersvergoeding", "hottentottententenbeheerdersvergoedingen"
    assert list(told_apart(old, new)) == [
        (old, new), (old, "…rsvergoedingen"), ("…rsvergoeding", "…rsvergoedingen"),
    ]  # fmt: skip
    assert list(told_apart("Toetsingskader 2009", "Toetsingskader 2014"))[1] == ("Toetsingskader 2009", "…2014")
    assert list(told_apart("restrictief", "zorgvuldig")) == [("restrictief", "zorgvuldig")]


def test_a_note_is_about_what_differs(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    about = "Toetsingskader 2009 → Toetsingskader 2014"
    whole = metrics.horizontalAdvance(about)
    assert fitted(about, metrics, whole) == about
    assert fitted(about, metrics, whole - 1) == "Toetsingskader 2009 → …2014"
    assert fitted("Over de hele vergelijking", metrics, 10) == "Over de hele vergelijking"
