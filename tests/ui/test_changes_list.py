"""How a change is said in the list."""

from __future__ import annotations

from desktop.ui.models.changes import told_apart


def test_what_begins_alike_is_told_apart_by_its_end() -> None:
    old, new = "hottentottententenbeheerdersvergoeding", "hottentottententenbeheerdersvergoedingen"
    assert told_apart(old, new) == ("…rsvergoeding", "…rsvergoedingen")
    assert told_apart("een kader van het jaar 2009", "een kader van het jaar 2014") == (
        "…het jaar 2009",
        "…het jaar 2014",
    )
    assert told_apart("restrictief", "zorgvuldig") == ("restrictief", "zorgvuldig")
