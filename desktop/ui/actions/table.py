"""Everything that can be done, in one table: menus, tool bar, palette, key help, rebinding and the docs' page of keys
are made from it. Knows no Qt.

    Action("go.next_change", "Next change", keys=("F8", "N"), when="changes", group="go", icon="next")

`when` names what must be so for the command to make sense (see `Facts`); `scope` where its keys act: everywhere in the
window, or only while the text of the editions has the focus. Single letters act only where no text is being typed.
Records are tuples with names here, for these are made faster than dataclasses, and every start has to.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from desktop.i18n import mark


class Group(StrEnum):
    """Menus, in order."""

    FILE = "file"
    EDIT = "edit"
    GO = "go"
    NOTE = "note"
    PAIR = "pair"
    VIEW = "view"
    HELP = "help"


GROUPS = {
    Group.FILE: mark("&File"),
    Group.EDIT: mark("&Edit"),
    Group.GO: mark("&Go"),
    Group.NOTE: mark("&Notes"),
    Group.PAIR: mark("&Pairing"),
    Group.VIEW: mark("&View"),
    Group.HELP: mark("&Help"),
}


class Scope(StrEnum):
    """Where the keys of a command act."""

    WINDOW = "window"
    TEXT = "text"


class Facts(NamedTuple):
    """What is so at this moment; a command is offered when the fact it names is True."""

    always: bool = True
    sources: bool = False
    comparison: bool = False
    changes: bool = False
    change: bool = False
    place: bool = False
    pair: bool = False
    pinned: bool = False
    busy: bool = False
    undo: bool = False
    redo: bool = False
    moved: bool = False
    doubt: bool = False
    project: bool = False
    renewal: bool = False
    noted: bool = False
    note: bool = False
    equal: bool = False
    conflict: bool = False


class Action(NamedTuple):
    """One command. keys: as Qt writes them, the first is shown. checkable: it turns something on and off."""

    id: str
    title: str
    help: str
    group: Group
    keys: tuple[str, ...] = ()
    when: str = "always"
    scope: Scope = Scope.WINDOW
    icon: str = ""
    checkable: bool = False
    break_before: bool = False


def _a(id: str, title: str, help: str, keys: str = "", when: str = "always", icon: str = "", **more: bool) -> Action:
    group = Group(id.partition(".")[0])
    text = more.pop("text", False)
    return Action(id, title, help, group, tuple(keys.split()), when, Scope.TEXT if text else Scope.WINDOW, icon, **more)


TABLE: tuple[Action, ...] = (
    _a("file.open", mark("Open two editions…"), mark("Choose the older and the newer file."), "Ctrl+O", icon="open"),
    _a(
        "file.open_project",
        mark("Open project…"),
        mark("Go on with a comparison and its notes, kept in a file NAME.naast."),
        "Ctrl+Shift+O",
    ),
    _a(
        "file.save",
        mark("Save project as…"),
        mark("Keep both editions, corrections and notes in a file; from then on every decision is kept at once."),
        "Ctrl+S",
        "comparison",
        icon="save",
    ),
    _a(
        "file.paste",
        mark("Paste two texts…"),
        mark("Compare texts out of other programs."),
        "Ctrl+Shift+V",
        icon="paste",
    ),
    _a("file.sample", mark("Open a sample"), mark("A budget article of 2014 and of 2022, to look around in.")),
    _a(
        "file.swap",
        mark("Swap sides"),
        mark("What was the older edition becomes the newer one."),
        "Ctrl+Shift+S",
        "sources",
        "swap",
        break_before=True,
    ),
    _a(
        "file.reload",
        mark("Read again"),
        mark("Read both files again from the disk."),
        "F5 Ctrl+R",
        "sources",
        "reload",
    ),
    _a(
        "file.replace",
        mark("Replace an edition…"),
        mark("A corrected file, or the same one where it is now; corrections and notes go along."),
        when="sources",
    ),
    _a(
        "file.renewal",
        mark("What the new text changed…"),
        mark("What is other words in the edition that was replaced, and what became of the notes."),
        when="renewal",
    ),
    _a(
        "file.relink",
        mark("Where a file is now…"),
        mark("An edition whose file was moved; the file must be the very same."),
        when="project",
    ),
    _a(
        "file.merge",
        mark("Take in a copy…"),
        mark("The notes of a colleague's copy of this project; what both changed is shown side by side."),
        when="project",
    ),
    _a(
        "file.import_notes",
        mark("Import notes…"),
        mark("Notes out of a JSON or Excel file, as they were exported."),
        when="comparison",
    ),
    _a(
        "file.export_notes",
        mark("Export notes…"),
        mark("The notes as an Excel sheet to work on, or as JSON; they can be taken in again."),
        when="noted",
    ),
    _a(
        "file.reading",
        mark("How it was read…"),
        mark("What each piece of a file was taken for, and set it right where it was taken wrongly."),
        "Ctrl+Shift+R",
        "comparison",
        "reading",
    ),
    _a(
        "file.export",
        mark("Export a report…"),
        mark("Write what changed to a file that can be sent as it is."),
        "Ctrl+E",
        "comparison",
        "export",
        break_before=True,
    ),
    _a("file.stop", mark("Stop"), mark("Break off what is under way."), "Ctrl+.", "busy", "stop"),
    _a("file.close", mark("Close the comparison"), mark("Back to the start page."), "Ctrl+W", "sources"),
    _a(
        "file.settings",
        mark("Settings…"),
        mark("Colours, typeface, language, keys."),
        "Ctrl+,",
        icon="settings",
        break_before=True,
    ),
    _a("file.quit", mark("Quit"), mark("Close the window."), "Ctrl+Q"),
    _a("edit.undo", mark("Undo"), mark("Take back the last correction or note."), "Ctrl+Z", "undo", "undo"),
    _a("edit.redo", mark("Redo"), mark("Do again what was taken back."), "Ctrl+Shift+Z Ctrl+Y", "redo", "redo"),
    _a(
        "edit.copy",
        mark("Copy"),
        mark("The selected text; without a selection the current change as old → new."),
        "Ctrl+C",
        "comparison",
        "copy",
        text=True,
        break_before=True,
    ),
    _a(
        "edit.select_all",
        mark("Select all"),
        mark("All text of one edition."),
        "Ctrl+A",
        "comparison",
        text=True,
    ),
    _a(
        "edit.find",
        mark("Find…"),
        mark("In both editions, in one, or in what changed only."),
        "Ctrl+F",
        "comparison",
        "find",
        break_before=True,
    ),
    _a("edit.find_next", mark("Find next"), mark("The next hit."), "F3", "comparison"),
    _a("edit.find_previous", mark("Find previous"), mark("The hit before."), "Shift+F3", "comparison"),
    _a("go.next_change", mark("Next change"), mark("The next change in the text."), "F8 N", "changes", "next"),
    _a(
        "go.previous_change",
        mark("Previous change"),
        mark("The change before."),
        "Shift+F8 P",
        "changes",
        "previous",
    ),
    _a(
        "go.next_open_change",
        mark("Next change to review"),
        mark("The next change that has not been reviewed."),
        "Shift+N",
        "changes",
    ),
    _a(
        "go.previous_open_change",
        mark("Previous change to review"),
        mark("The one before that has not been reviewed."),
        "Shift+P",
        "changes",
    ),
    _a(
        "go.next_section",
        mark("Next section"),
        mark("The beginning of the next section."),
        "Ctrl+Down",
        "comparison",
        "next_section",
        break_before=True,
    ),
    _a(
        "go.previous_section",
        mark("Previous section"),
        mark("The beginning of the section before."),
        "Ctrl+Up",
        "comparison",
        "previous_section",
    ),
    _a(
        "go.next_open_section",
        mark("Next section to review"),
        mark("The next section that changed and has not been reviewed."),
        "Alt+Down",
        "comparison",
    ),
    _a(
        "go.previous_open_section",
        mark("Previous section to review"),
        mark("The one before that changed and has not been reviewed."),
        "Alt+Up",
        "comparison",
    ),
    _a("go.section", mark("Go to a section…"), mark("Type a part of its name."), "G", "comparison"),
    _a(
        "go.other_end",
        mark("Other end of the move"),
        mark("Where moved text stood, or stands now; again to come back."),
        "M",
        "moved",
        "moved",
    ),
    _a(
        "go.footnote",
        mark("Footnote and back"),
        mark("From a reference to its footnote; from a footnote to where it is referred to."),
        "F",
        "comparison",
    ),
    _a("go.start", mark("Beginning"), mark("The first row."), "Home", "comparison", text=True, break_before=True),
    _a("go.end", mark("End"), mark("The last row."), "End", "comparison", text=True),
    _a("go.text", mark("To the text"), mark("From a list to the place in the text."), "Return Enter", "comparison"),
    _a("go.back", mark("Back"), mark("Close what is open; from the text back to the list."), "Esc"),
    _a("go.next_pane", mark("Next pane"), mark("Sections, text, changes, notes in turn."), "F6", break_before=True),
    _a("go.previous_pane", mark("Previous pane"), mark("The other way round."), "Shift+F6"),
    _a(
        "note.reviewed",
        mark("Reviewed, and on"),
        mark("Mark the change as reviewed and go to the next; on a section, the section."),
        "Space",
        "place",
        "check",
    ),
    _a(
        "note.write",
        mark("Write a note"),
        mark("About the selected words, else about the current change or section."),
        "C",
        "place",
        "note",
    ),
    _a("note.tag", mark("Tag"), mark("Give the current change or section a tag."), "T", "place", "tag"),
    _a(
        "note.row",
        mark("Note on the row"),
        mark("About the whole paragraph, or the row of a table."),
        "Shift+C",
        "place",
    ),
    _a(
        "note.whole",
        mark("Note on the whole"),
        mark("About the comparison as a whole."),
        "Alt+C",
        "comparison",
    ),
    _a(
        "note.equal",
        mark("Note on equal changes too"),
        mark("The same note on every change that is equal to this one."),
        "E",
        "equal",
    ),
    _a(
        "note.question",
        mark("Question"),
        mark("To be asked about; again to take that back."),
        "Q",
        "place",
        break_before=True,
    ),
    _a(
        "note.dismissed",
        mark("Dismissed"),
        mark("Looked at and put aside; again to take that back."),
        "D",
        "place",
    ),
    _a(
        "note.delete",
        mark("Delete the note"),
        mark("The note that is shown; undo brings it back."),
        "Ctrl+Del",
        "note",
    ),
    _a(
        "note.find",
        mark("Filter the notes"),
        mark("List notes by their words, status, tags, significance or author."),
        "Ctrl+Shift+F",
        "comparison",
        break_before=True,
    ),
    _a(
        "note.codebook",
        mark("Tags…"),
        mark("The tags to choose from, and what each is for; a new name goes to all notes."),
        when="comparison",
    ),
    _a(
        "note.conflicts",
        mark("Notes that two people changed…"),
        mark("Both versions side by side, to choose from."),
        when="conflict",
    ),
    _a(
        "note.proposal",
        mark("Where a note may belong"),
        mark("The place that is most like the words of a note that was not found again."),
        "Shift+Y",
        "doubt",
    ),
    _a(
        "note.accept_place",
        mark("Accept the place of a note"),
        mark("A note belongs where it was guessed; one that was not found, at the current change or row."),
        "Y",
        "doubt",
        "accept",
    ),
    _a(
        "note.significance_0",
        mark("Of no significance"),
        mark("Your judgement, beside what the program thinks."),
        "0",
        "place",
        break_before=True,
    ),
    _a("note.significance_1", mark("Of little significance"), mark("Your judgement: little."), "1", "place"),
    _a("note.significance_2", mark("Significant"), mark("Your judgement: significant."), "2", "place"),
    _a("note.significance_3", mark("Of great significance"), mark("Your judgement: great."), "3", "place"),
    _a(
        "pair.accept",
        mark("Accept the pairing"),
        mark("Fix it as it is; it stays so whatever else changes."),
        "A",
        "pair",
        "accept",
    ),
    _a(
        "pair.link",
        mark("Link"),
        mark("Two selected sections or rows belong together. With one selected: choose the other and press again."),
        "L",
        "place",
        "link",
    ),
    _a(
        "pair.link_also",
        mark("Link as well"),
        mark("As link, but what they are linked with already stays: a split or a merger."),
        "Shift+L",
        "place",
        "split",
    ),
    _a(
        "pair.unlink",
        mark("Unlink"),
        mark("The paired sections or rows do not belong together."),
        "U",
        "pair",
        "unlink",
    ),
    _a(
        "pair.forbid",
        mark("Never link"),
        mark("Two selected sections or rows shall not be paired, now or later."),
        "Shift+U",
        "place",
        "forbid",
    ),
    _a(
        "pair.clear",
        mark("Drop the correction"),
        mark("Let the program decide again about the selected sections or rows."),
        "Shift+A",
        "pinned",
        break_before=True,
    ),
    _a(
        "pair.evidence",
        mark("Why this pairing?"),
        mark("What speaks for it, and how sure it is."),
        "I",
        "place",
        "info",
    ),
    _a("view.cycle", mark("Next view"), mark("Side by side, inline, changes only in turn."), "V", "comparison"),
    _a(
        "view.side",
        mark("Side by side"),
        mark("Both editions beside each other."),
        "Ctrl+1",
        "comparison",
        "side",
        checkable=True,
    ),
    _a(
        "view.inline",
        mark("Inline"),
        mark("One column: what went is struck, what came underlined."),
        "Ctrl+2",
        "comparison",
        "inline",
        checkable=True,
    ),
    _a(
        "view.changes_only",
        mark("Changes only"),
        mark("What stayed the same is folded away."),
        "Ctrl+3",
        "comparison",
        "fold",
        checkable=True,
    ),
    _a(
        "view.sections",
        mark("Sections pane"),
        mark("Show or hide the sections."),
        "Ctrl+B",
        "comparison",
        "pane_left",
        checkable=True,
        break_before=True,
    ),
    _a(
        "view.lists",
        mark("Changes pane"),
        mark("Show or hide changes, notes and coverage."),
        "Ctrl+J",
        "comparison",
        "pane_right",
        checkable=True,
    ),
    _a(
        "view.wider",
        mark("Widen this pane"),
        mark("Of the pane that has the keyboard."),
        "Alt+Shift+Right",
        "comparison",
    ),
    _a("view.narrower", mark("Narrow this pane"), mark("The other way round."), "Alt+Shift+Left", "comparison"),
    _a("view.changes", mark("Changes"), mark("The list of changes."), "Ctrl+Shift+1", "comparison"),
    _a("view.notes", mark("Notes"), mark("Notes, tags and judgements."), "Ctrl+Shift+2", "comparison"),
    _a(
        "view.coverage",
        mark("Coverage"),
        mark("Each word accounted for, and the differences that were forgiven."),
        "Ctrl+Shift+3",
        "comparison",
        "coverage",
    ),
    _a("view.zoom_in", mark("Larger"), mark("Enlarge the text."), "Ctrl++ Ctrl+=", break_before=True),
    _a("view.zoom_out", mark("Smaller"), mark("Reduce the text."), "Ctrl+-"),
    _a("view.zoom_reset", mark("Usual size"), mark("Text at 100 %."), "Ctrl+0"),
    _a("view.full", mark("Full screen"), mark("The whole screen for the window."), "F11", checkable=True),
    _a("help.palette", mark("All commands…"), mark("Type what you want to do."), "Ctrl+K", icon="palette"),
    _a("help.keys", mark("Keys"), mark("Each command with its keys."), "F1 ?", icon="keyboard"),
    _a(
        "help.manual",
        mark("Handbook"),
        mark("Tutorial, guides and everything else there is to read, in the browser; it needs no network."),
        "Shift+F1",
        icon="manual",
    ),
    _a("help.tour", mark("Take the tour"), mark("A minute on the real window; Esc leaves it."), icon="tour"),
    _a("help.about", mark("About Naast"), mark("Version and licences.")),
)

BY_ID: Mapping[str, Action] = {a.id: a for a in TABLE}

TOOL_BAR: tuple[str, ...] = (
    "file.open", "file.swap", "|",
    "go.previous_change", "go.next_change", "|", "go.previous_section", "go.next_section", "|",
    "view.side", "view.inline", "view.changes_only", "|",
    "edit.find", "file.export", "->", "help.palette", "file.settings",
)  # fmt: skip
"""Command ids from left to right; | is a line, -> what is pushed to the right edge."""


def keys_of(action: Action, changed: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of a command. changed: what a person set instead, keys separated by spaces; "" takes them all away."""
    return tuple(changed[action.id].split()) if action.id in changed else action.keys


def conflicts(changed: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Keys that more than one command has, with those commands. Text and window share one space of keys."""
    users: dict[str, list[str]] = {}
    for action in TABLE:
        for key in keys_of(action, changed):
            users.setdefault(key.lower(), []).append(action.id)
    return {key: tuple(ids) for key, ids in users.items() if len(ids) > 1}


def is_offered(action: Action, facts: Facts) -> bool:
    """Whether a command makes sense now."""
    return bool(getattr(facts, action.when))
