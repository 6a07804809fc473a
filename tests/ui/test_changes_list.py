"""How a change is said in the list."""

from __future__ import annotations

from desktop.ui.models.changes import told_apart


def test_what_begins_alike_is_told_apart_by_its_end() -> None:
    old, new = "hottentottententenbeheerdersvergoeding", "hottentottententenbeheerdersvergoedingen"
    assert list(told_apart(old, new)) == [
        (old, new), (old, "…rsvergoedingen"), ("…rsvergoeding", "…rsvergoedingen"),
    ]  # fmt: skip
    assert list(told_apart("Toetsingskader 2009", "Toetsingskader 2014"))[1] == ("Toetsingskader 2009", "…2014")
    assert list(told_apart("restrictief", "zorgvuldig")) == [("restrictief", "zorgvuldig")]
