"""Hints that are given once, when they help: after a command, or when the first comparison is there. Knows no Qt.

tip_after("note.write", told=())   → the tip that work is kept, and how to give it a file
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.i18n import mark

COMPARED = "compared"
"""What happened when the first comparison of somebody's own files is there."""


@dataclass(frozen=True, slots=True)
class Tip:
    """One hint. after: beginnings of the ids of commands, or `COMPARED`. offers: a command for a button.
    for_unsaved: only while the work has no file of its own."""

    id: str
    after: tuple[str, ...]
    text: str
    offers: tuple[str, ...] = ()
    for_unsaved: bool = False


TIPS: tuple[Tip, ...] = (
    Tip(
        "first_steps",
        (COMPARED,),
        mark("{next_change} goes to the next change, {reviewed} marks it as reviewed, {palette} finds every command."),
        ("help.tour",),
    ),
    Tip(
        "kept",
        ("note.", "pair.accept", "pair.link", "pair.unlink", "pair.forbid"),
        mark("What you decide is kept on this machine. {save} puts it in a file of its own, with both texts."),
        for_unsaved=True,
    ),
    Tip("views", ("view.side", "view.inline", "view.changes_only"), mark("{cycle} goes from view to view.")),
    Tip(
        "again",
        ("edit.find",),
        mark("{find_next} and {find_previous} go from hit to hit; where to look is chosen in the bar."),
    ),
)


def tip_after(happened: str, told: Collection[str], is_saved: bool = False) -> Tip | None:
    """The hint that belongs to what just happened, if it was not given before."""
    for tip in TIPS:
        if tip.id not in told and not (tip.for_unsaved and is_saved) and any(happened.startswith(a) for a in tip.after):
            return tip
    return None
