"""Sentences of the window for codes that only it has; errors of the core are worded by `desktop.wording`."""

from __future__ import annotations

from desktop.errors import NaastError
from desktop.i18n import Translator, mark
from desktop.wording import error_sentence, holder_name, shown

NOTICES = {
    "file_changed": mark("{path} was changed by another program."),
    "stopped": mark("Stopped."),
    "stopped_correction": mark("Stopped; the correction was taken back."),
    "link_needs_two": mark("Choose two that are not paired yet: one with an older and one with a newer side."),
    "settings_damaged": mark("The settings could not be read; the usual ones are used and the old file was set aside."),
    "settings_value": mark("Some settings could not be used; there the usual ones apply."),
    "cannot_keep": mark("The settings cannot be kept ({reason}); they hold until the window closes."),
    "undone": mark("Taken back: {name}"),
    "redone": mark("Done again: {name}"),
    "nothing_to_undo": mark("Nothing to take back."),
    "copied": mark("Copied."),
    "last_change": mark("That was the last change."),
    "first_change": mark("That was the first change."),
    "last_section": mark("No section further on."),
    "first_section": mark("No section before this one."),
    "all_reviewed": mark("All changes have been reviewed."),
    "no_hit": mark("Nothing found."),
    "link_begun": mark("“{title}”: now choose what belongs with it and press the same key; Esc stops."),
    "no_samples": mark("The samples are not installed with this copy."),
    "exported": mark("Written: {path}"),
    "mishap": mark("Something went wrong that should not have; your work is still here. A report can be copied."),
    "one_file": mark("Now drop or choose the other edition."),
    "nothing_changed": mark("Nothing changed: both editions say the same in the same words. See how they were read."),
    "nothing_alike": mark("These texts have nothing in common. Are they the two editions you meant?"),
    "read_with_doubt": mark("Some things in these files were read in doubt ({n}); see how they were read."),
    "evidence_shown": mark("What speaks for the pairing stands under the sections, at the left."),
    "password_needed": mark("{path} is locked. Type its password and press Enter; it is kept nowhere."),
    "password_wrong": mark("{path} does not open with this password. Type another and press Enter."),
    "project_saved": mark("Saved as {path}; from now on every decision is kept in it at once."),
    "restored": mark("Your last work is here again, as it was; it has no file of its own yet."),
    "placed": mark("The note belongs here now."),
    "replaced": mark("The text was taken in; corrections and notes are where they were."),
    "replaced_in_doubt": mark(
        "The text was taken in. Notes at a guessed place: {guess}, not found again: {orphan}; corrections without "
        "their place: {lost}. Undo brings the text before back."
    ),
    "merged": mark("Taken in: {added} notes added, {updated} in a later version, {dropped} deleted by the other."),
    "merged_in_doubt": mark(
        "Taken in: {added} notes added, {updated} in a later version, {dropped} deleted by the other. Changed by both: "
        "{conflicts}; corrections of the other left out: {pins}. Where options differ, yours were kept."
    ),
    "imported": mark("Taken in: {added} notes new, {updated} changed."),
    "imported_in_doubt": mark("Taken in: {added} notes new, {updated} changed; changed here too: {conflicts}."),
    "relinked": mark("The file is now {path}."),
    "noted_equal": mark("The same note is on {n} more."),
    "note_deleted": mark("The note is deleted; undo brings it back."),
    "accepted": mark("Accepted; the pairing stays as it is."),
    "manual_not_built": mark("The handbook is not built yet: run make docs. Its pages are in {path}."),
    "manual_left_out": mark("This copy of Naast comes without its handbook."),
    "manual_not_opened": mark("No browser could be started. The handbook is {path}."),
}


PATTERN_TROUBLES = {
    "missing ), unterminated": mark("a bracket “(” is never closed"),
    "unbalanced parenthesis": mark("a bracket “)” was never opened"),
    "unterminated character set": mark("a bracket “[” is never closed"),
    "nothing to repeat": mark("before *, +, ? or { there is nothing to repeat"),
    "multiple repeat": mark("two signs for repeating follow each other"),
    "bad escape (end of pattern)": mark("it ends with a backslash"),
    "bad escape": mark("a backslash before a letter with which it means nothing"),
    "bad character range": mark("a range between [ and ] runs backwards"),
    "min repeat greater": mark("in {m,n} the first number is larger than the second"),
    "look-behind requires": mark("what stands in (?<=…) must always be as long"),
    "unknown extension": mark("what follows (? means nothing"),
    "unknown flag": mark("what follows (? means nothing"),
    "invalid group reference": mark("it refers to a group that is not there"),
}
"""What Python says of a pattern, by its beginning, as people say it."""


def pattern_trouble(said: str, t: Translator) -> str:
    """What is wrong with a pattern; in Python's words where we have none."""
    return next((t(ours) for theirs, ours in PATTERN_TROUBLES.items() if said.startswith(theirs)), said)


def notice_sentence(code: str, facts: dict[str, object], t: Translator) -> str:
    """What a notice says."""
    if code == "project_held":
        user, computer, since = (str(facts.get(k, "")) for k in ("user", "computer", "since"))
        facts = {"path": facts.get("path", ""), "holder": holder_name(user, computer, since, t)}
    if code == "tip":
        return str(facts["text"])
    message = NOTICES.get(code)
    if message is None:
        return error_sentence(NaastError(code, **facts), t)
    return t(message, **{k: shown(v) if isinstance(v, str) else v for k, v in facts.items()})
