"""What the tour says, step by step. Knows no Qt.

    Step("sections", mark("What became of each section"), mark("… {next_section} goes to the next."))

A word in braces is a command, written as its key: `go.next_section` as `next_section`; the key is the one that is in
force, so the tour stays true when somebody chose others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from desktop.i18n import Translator, mark
from desktop.ui.actions.table import BY_ID, TABLE, keys_of


@dataclass(frozen=True, slots=True)
class Step:
    """One call-out. target: a part of the window (see `tour.Tour`). does: the command that is to be tried here."""

    target: str
    title: str
    text: str
    does: str = ""


STEPS: tuple[Step, ...] = (
    Step(
        "text",
        mark("Two editions beside each other"),
        mark(
            "At the left the older edition, at the right the newer; what belongs together stands side by side. "
            "What went is struck, what came is underlined."
        ),
    ),
    Step(
        "change_tools",
        mark("From change to change"),
        mark(
            "{next_change} goes to the next change, {previous_change} to the one before. Try it: press {next_change}."
        ),
        does="go.next_change",
    ),
    Step(
        "sections",
        mark("What became of each section"),
        mark(
            "Every section of both editions, with a sign and a word for what became of it: edited, renamed, "
            "moved, new, dropped. Choose one to go there; {next_section} goes to the next."
        ),
    ),
    Step(
        "changes",
        mark("Every change in a row of its own"),
        mark(
            "The words before and after, the kind of change and how heavily it weighs; filter and sort above. "
            "The ruler beside the text shows all of them at a glance."
        ),
    ),
    Step(
        "notes",
        mark("Look it over, note what you find"),
        mark(
            "{reviewed} marks a change as reviewed and goes on. {write} writes a note about it, {significance_0} "
            "to {significance_3} say how much it matters to you."
        ),
    ),
    Step(
        "pairing",
        mark("What belongs together is a proposal"),
        mark(
            "{evidence} tells what speaks for a pairing. {accept} accepts it, {unlink} takes it apart, {link} "
            "links two others. Your word wins; {undo} takes it back."
        ),
    ),
    Step(
        "coverage",
        mark("Nothing is left out in silence"),
        mark(
            "Each word of both editions is accounted for: compared, forgiven by a rule that is named, without a "
            "counterpart, or outside the excerpt."
        ),
    ),
    Step(
        "end_tools",
        mark("Keep it, send it, find the rest"),
        mark(
            "{save} keeps both texts and your notes in one file, {export} writes a report. {palette} finds every "
            "command, {keys} lists the keys. This tour stands under Help."
        ),
    ),
)

_BY_NAME = {a.id.partition(".")[2]: a.id for a in reversed(TABLE)}


def commands_in(text: str) -> tuple[str, ...]:
    """Ids of the commands that a sentence names."""
    return tuple(_BY_NAME[name] for _, name, _, _ in Formatter().parse(text) if name)


def sentence(text: str, changed: Mapping[str, str], native: Mapping[str, str], t: Translator) -> str:
    """A sentence with the keys in force; a command without a key is told by its title. native: keys as the system
    writes them."""
    said = {}
    for id in commands_in(text):
        keys = keys_of(BY_ID[id], changed)
        said[id.partition(".")[2]] = native.get(keys[0], keys[0]) if keys else f"“{t(BY_ID[id].title).rstrip('…')}”"
    return t(text, **said)
