"""Sentences and names for what the core says in codes: errors, warnings, relations, kinds, stages.

In: enums, codes with facts, a `Translator`. Out: text for window, command line and report. Nothing else words
a code.

    error_sentence(UnreadableFile("empty_file", path="a.txt"), t)    a.txt is empty: there is no text ...
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desktop.errors import NaastError
from desktop.i18n import Translator, mark
from desktop.progress import Stage

if TYPE_CHECKING:
    from desktop.model.document import Warning

ERRORS = {
    "file_missing": mark("{path} does not exist; check the name and the folder."),
    "is_directory": mark("{path} is a folder; name a file in it."),
    "no_permission": mark("{path} may not be read by you; ask for permission or copy it to a folder of your own."),
    "damaged_archive": mark("{path} is damaged{part}; open it in its own program and save it again."),
    "archive_bomb": mark("{path} unpacks to far more than a document{part}; it is not opened."),
    "locked_archive": mark("{path} is locked with a password; open it, save it without one, and compare that."),
    "part_missing": mark("{path} lacks what a document has{part}; open it in its own program and save it again."),
    "no_document": mark("{path} holds no document that can be read{part}; save it again as .docx or .odt."),
    "damaged_xml": mark(
        "{path} is damaged{part}, line {line}; open it in its own program and save it again, or export it as text."
    ),
    "too_deep": mark("{path} nests its elements too deeply{part}; export it as text and compare that."),
    "unsafe_xml": mark("{path} declares entities{part}, which documents do not need; it is not opened."),
    "only_pictures": mark("{path} holds pictures but no text; recognise its text (OCR) first and compare that."),
    "reader_crashed": mark("{path} made its reader crash; save it again from its program, or export it as text."),
    "reader_slow": mark("{path} takes longer than {seconds} seconds to read; split it, or export it as text."),
    "reader_crashed_near_page": mark(
        "{path} made its reader crash near page {page} of {pages}; save it again from its program, or export it as "
        "text."
    ),
    "reader_slow_near_page": mark(
        "{path} takes longer than {seconds} seconds to read and came to page {page} of {pages}; split it, or export it "
        "as text."
    ),
    "reader_memory": mark("{path} takes too much memory to read; split it, or export it as text."),
    "reader_failed": mark(
        "{path} cannot be read: its reader failed ({reason}); please report it, or export the file as text."
    ),
    "cannot_read": mark("{path} cannot be read ({reason}); check the disk or the connection and try again."),
    "file_too_large": mark("{path} is too large ({size} MB; at most {bound} MB can be read); split it into parts."),
    "empty_file": mark("{path} is empty: there is no text in it; check whether it was saved or exported whole."),
    "binary_file": mark("{path} is {what}, which cannot be read; {next}."),
    "password_needed": mark("{path} is locked: give its password with --password."),
    "password_wrong": mark("{path} does not open with this password; check it and give the right one with --password."),
    "pdf_protected": mark("{path} is protected in a way that cannot be opened; ask its maker for an open copy."),
    "pdf_damaged": mark("{path} is a damaged PDF; fetch or export it again, or open it and print it as PDF."),
    "pdf_no_pages": mark("{path} is a PDF without pages; fetch or export it again."),
    "pdf_too_long": mark("{path} has {pages} pages (at most {max_pages} can be read); split it into parts."),
    "pdf_only_pictures": mark(
        "{path} holds pictures of pages and no text ({pages} pages); run it through text recognition (OCR) first."
    ),
    "pdf_no_text": mark("{path} is a PDF without text ({pages} pages); check whether it was exported whole."),
    "unknown_suffix": mark("{path}: no report of that kind; let the name end in one of {known}."),
    "bad_logo": mark("{path} is no picture for a report; name a PNG or JPEG file of at most 5 MB."),
    "unknown_section": mark(
        "no section is called {title} in either edition; see their headings with: naast inspect FILE"
    ),
    "bad_template": mark("{path} cannot be used as a template; name a Word document (.docx or .dotx) without macros."),
    "pdf_needs_qt": mark("{path}: a PDF needs Qt, which is not installed; type: pip install 'naast[window]'"),
    "output_is_input": mark("{path} is one of the files to compare; give the report another name."),
    "output_twice": mark("{path} is named twice with -o; give each report its own name."),
    "output_is_directory": mark("{path} is a folder; add the name of a file to it."),
    "folder_missing": mark("{path} cannot be written: its folder does not exist; make it first or name another."),
    "cannot_write": mark("{path} cannot be written ({reason}); free space or choose another folder."),
    "write_forbidden": mark("{path} may not be written by you; choose another folder or name."),
    "cannot_print": mark("the output cannot be written ({reason}); free space or send it elsewhere."),
    "bad_pin": mark("{value} is no pair of blocks; write OLD:NEW with two block numbers, such as 12:9."),
    "bad_ignore": mark("{value} cannot be ignored; choose from {known}."),
    "bad_year": mark("{value} is no year; write four digits, such as 2014."),
    "unknown_block": mark(
        "there is no block {id} in the {side} edition; see the numbers with: naast inspect FILE --format json"
    ),
    "pin_conflict": mark("{value} is both linked and forbidden; leave one of the two out."),
    "unknown_command": mark("there is no command {command}; the commands are {known}. See naast --help."),
    "unknown_command_near": mark("there is no command {command}; did you mean {near}? See naast --help."),
    "not_understood": mark("{given} is not understood; name two files, or a command. See naast --help."),
    "no_display": mark("there is no screen to open a window on; type: naast compare OLD NEW"),
    "no_window_library": mark("the window needs PySide6, which is not installed; type: naast compare OLD NEW"),
    "worker_died": mark(
        "What was reading and comparing stopped unexpectedly; it was started again. Read the files again."
    ),
    "worker_dead": mark("What reads and compares cannot be started; install Naast again."),
    "project_exists": mark("{path} is there already and is left as it is; choose another name."),
    "project_read_only": mark(
        "{path} is open to read only, so nothing can be changed in it; save it under another name to go on."
    ),
    "project_held": mark(
        "{path} is being worked in by {holder}; wait until it is closed there, or work in a copy and merge the two."
    ),
    "project_full": mark("{path} cannot be written: the disk is full; free space, the work so far is kept."),
    "project_busy": mark("{path} is held by another program; close it there and try again."),
    "project_gone": mark(
        "{path} is gone or another file stands in its place; put it back, or save the project under another name."
    ),
    "project_newer": mark("{path} was made by a later version of Naast; install that version to open it."),
    "project_damaged": mark(
        "{path} is damaged; it was left as it is. Rescue what can be read with: naast recover {path}"
    ),
    "no_project_file": mark("{path} is no project of Naast; name a file that ends in .naast."),
    "nothing_to_rescue": mark("{path} holds nothing that can be rescued; look for a backup of it."),
    "project_suffix": mark("{path}: let the name of a project end in .naast."),
    "not_a_project_pair": mark("{path} is a project on other texts; name another project file, or use: naast replace"),
    "other_file": mark(
        "{path} is not the file that was compared, its content differs; use naast replace to put it in its place."
    ),
    "no_side": mark("say which edition: --old FILE, --new FILE or both."),
    "same_file_twice": mark("{path} is named twice; merging needs two copies of a project."),
    "other_project": mark(
        "{path} is a copy of another project than {other}; only copies of one project can be merged."
    ),
    "bad_notes_file": mark("{path} holds no notes that can be read ({reason}); export notes with naast notes first."),
    "notes_suffix": mark("{path}: notes are kept as .json or .xlsx; let the name end in one of these."),
    "notes_too_large": mark("{path} is too large for notes; split it."),
    "usage": mark("{reason} See {command} --help."),
    "no_memory": mark("there is not enough memory for this; close other programs or compare smaller files."),
    "defect": mark("this is a defect in Naast ({reason}); please report it. With NAAST_DEBUG=1 it shows where."),
}

UNKNOWN_ERROR = mark("{code}: {facts}; check the command with naast --help.")

BINARIES = {
    "pdf": mark("a PDF document"),
    "word": mark("a Word document"),
    "old_office": mark("a document of an old Office version"),
    "locked_office": mark("an Office document locked with a password"),
    "odt": mark("an OpenDocument text"),
    "rtf": mark("an RTF document"),
    "postscript": mark("a PostScript document"),
    "epub": mark("an e-book"),
    "spreadsheet": mark("a spreadsheet"),
    "slides": mark("a presentation"),
    "image": mark("an image"),
    "program": mark("a program"),
    "archive": mark("an archive of files"),
    "database": mark("a database"),
    "media": mark("sound or film"),
    "data": mark("binary data"),
}

NEXT_STEPS = {
    "old_office": mark("open it in Word or LibreOffice, save it as .docx and compare that"),
    "rtf": mark("open it in Word or LibreOffice, save it as .docx and compare that"),
    "locked_office": mark("open it, save it without the password and compare that"),
    "spreadsheet": mark("copy its tables into a document, or save them as text, and compare that"),
    "slides": mark("export it as PDF or text and compare that"),
    "image": mark("recognise its text first (OCR) and compare that"),
    "archive": mark("unpack it and name a file in it"),
}
NEXT_STEP = mark("save or export it as text first and compare that")

FORMATS = {
    "text": mark("plain text"),
    "markdown": mark("Markdown"),
    "html": mark("a web page"),
    "xml": mark("XML"),
    "docx": mark("a Word document"),
    "odt": mark("an OpenDocument text"),
    "pdf": mark("a PDF document"),
}

WARNINGS = {
    "part_damaged": mark("A part is damaged ({part}); the document was read without it."),
    "tracked_changes": mark("Tracked changes: {count}; the text was read with {tracked}."),
    "embedded_parts": mark("Parts in another format inside the document: {count}; they were not read."),
    "page_parts_left_out": mark("Parts of the page left out: {count} (navigation, forms, scripts, what is not shown)."),
    "unknown_xml": mark("XML of a kind that is not known ({name}): headings and lists were guessed from its names."),
    "comments": mark("Comments beside the text: {count}; they are not compared."),
    "comment": mark("Comment of {author}: {text}"),
    "wrong_suffix": mark("The name ends in {suffix}, but the content is {format}; it was read as that."),
    "undecodable_bytes": mark("{count} bytes are no valid {encoding}; they are shown as \ufffd."),
    "unlikely_encoding": mark(
        "The text was read as {encoding} and hardly looks like it; if signs are wrong, save the file as UTF-8."
    ),
    "page_without_text": mark(
        "Pages without text, only a picture, were not compared: {pages}. Text recognition (OCR) can make them readable."
    ),
    "page_with_broken_characters": mark(
        "Pages that do not tell which letters they show: {pages}. What was read there cannot be trusted."
    ),
    "page_cut": mark("Pages with more text than any real page, of which only the beginning was read: {pages}."),
    "page_unreadable": mark("Damaged pages that were not read: {pages}."),
    "nul_characters": mark("{count} NUL characters stand in the text; they were kept but are not shown."),
    "no_glyph": mark(
        "{count} characters have no letter in any installed font and are shown as boxes: {characters}; install a font "
        "that has them, such as Noto."
    ),
    "markup_as_text": mark(
        "This looks like a web page or XML, read as plain text with its tags; save it as text first."
    ),
}

UNKNOWN_WARNING = mark("Warning {code}: {facts}")

TRACKED = {
    "accepted": mark("all of them accepted"),
    "original": mark("none of them accepted (the original)"),
}

RELATIONS = {
    "paired": mark("paired"),
    "split": mark("split"),
    "merged": mark("merged"),
    "added": mark("new"),
    "removed": mark("dropped"),
    "outside_excerpt": mark("outside the excerpt"),
}

MARKS = {
    "renamed": mark("renamed"),
    "renumbered": mark("renumbered"),
    "moved": mark("moved"),
    "pinned": mark("fixed by hand"),
}

FATES = {
    "same": mark("unchanged"),
    "edited": mark("edited"),
    **RELATIONS,
}

KINDS = {
    "number": mark("number"),
    "date": mark("date"),
    "amount": mark("amount"),
    "reference": mark("reference"),
    "name": mark("name"),
    "wording": mark("wording"),
    "insertion": mark("added"),
    "deletion": mark("removed"),
    "moved": mark("moved"),
    "case": mark("capitals"),
    "punctuation": mark("punctuation"),
}

IMPORTANCE = (mark("form"), mark("small"), mark("content"), mark("weighty"))

BLOCKS = {
    "heading": mark("heading"),
    "box_heading": mark("heading of a box"),
    "paragraph": mark("paragraph"),
    "list_item": mark("list item"),
    "table_row": mark("table row"),
    "footnote": mark("note"),
    "contents": mark("contents"),
    "letter_closing": mark("closing of a letter"),
    "page_header": mark("running head"),
    "page_footer": mark("running foot"),
    "page_number": mark("page number"),
    "rule": mark("drawn line"),
}

REPAIRS = {
    "soft_hyphen": mark("hyphen at the line end taken away"),
    "kept_hyphen": mark("hyphen at the line end kept"),
    "lost_hyphen": mark("lost hyphen: word joined"),
    "hanging_hyphen": mark("hanging hyphen kept"),
    "ligature": mark("ligature spelled out"),
}

STAGES = {
    Stage.READING: mark("Reading"),
    Stage.SEGMENTING: mark("Finding sections"),
    Stage.ALIGNING: mark("Pairing sections"),
    Stage.DIFFING: mark("Comparing words"),
    Stage.WRITING: mark("Writing"),
}

IGNORED = {
    "case": mark("differences of capitals only"),
    "punctuation": mark("differences of punctuation only"),
    "numbering": mark("numbers of headings and list items"),
    "footnotes": mark("footnotes"),
    "furniture": mark("running heads, feet and page numbers"),
    "page_header": mark("running heads"),
    "page_footer": mark("running feet"),
    "page_number": mark("page numbers"),
    "contents": mark("contents"),
    "rule": mark("drawn lines"),
}

REPORTS = {
    "html": mark("Web page"),
    "docx": mark("Word document"),
    "tracked": mark("Word document with tracked changes"),
    "pdf": mark("PDF"),
    "xlsx": mark("Excel workbook"),
    "csv": mark("Changes as CSV"),
    "md": mark("Markdown"),
    "json": mark("Data as JSON"),
}
"""What kinds of reports there are, by key."""

STATUSES = {
    "open": mark("open"),
    "question": mark("question"),
    "reviewed": mark("reviewed"),
    "dismissed": mark("dismissed"),
}
"""How far a person is with a note."""

DECISIONS = {
    "write_note": mark("note “{text}”"),
    "write_notes": mark("{count} notes"),
    "tag_notes": mark("tags"),
    "judge_notes": mark("significance"),
    "review": mark("status"),
    "drop_note": mark("delete a note"),
    "drop_notes": mark("delete {count} notes"),
    "set_options": mark("options"),
    "link": mark("link {old} ↔ {new}"),
    "accept": mark("accept {old} ↔ {new}"),
    "set_kind": mark("kind of a block"),
    "swap_sides": mark("swap sides"),
    "forbid": mark("part {old} ↔ {new}"),
    "drop_pin": mark("take back {old} ↔ {new}"),
    "set_codebook": mark("codebook"),
    "rename_tag": mark("tag {old} → {new}"),
    "set_filters": mark("saved filters"),
    "set_title": mark("title “{text}”"),
    "replace_edition": mark("replace an edition"),
    "relink": mark("where the files are"),
    "import_notes": mark("import notes"),
    "place_notes": mark("places of notes"),
    "merge": mark("take in a copy"),
    "resolve_conflict": mark("choose a version of a note"),
}
"""What a decision in a project is called, after "Undo:" and "Redo:"."""

CODEBOOK = (
    (mark("goal"), mark("what is to be reached")),
    (mark("instrument"), mark("by what means: law, subsidy, agreement, diplomacy")),
    (mark("target group"), mark("whom it is for, or whom it touches")),
    (mark("money"), mark("amounts, budgets, who pays")),
    (mark("responsibility"), mark("who does it, who answers for it")),
    (mark("procedure"), mark("steps, criteria, terms, reporting")),
    (mark("wording only"), mark("said otherwise, meaning the same")),
)
"""The tags a new project begins with, for policy work: name and meaning. A person may change them."""

CERTAINTIES = {
    "sure": mark("found"),
    "guess": mark("guess"),
    "orphan": mark("orphan"),
}
"""How well a note found its words again."""

TARGETS = {
    "comparison": mark("the comparison"),
    "section": mark("section"),
    "block": mark("row"),
    "change": mark("change"),
    "selection": mark("selected words"),
}
"""What a note is about."""

SIDES = {"old": mark("old"), "new": mark("new")}
ELDER = {"old": mark("older"), "new": mark("newer")}
"""The sides before a noun: "the older edition"."""

LANGUAGE_NAMES = {
    "nl": mark("Dutch"),
    "en": mark("English"),
    "de": mark("German"),
    "fr": mark("French"),
}


def shown(path: object) -> str:
    """A path as it can be shown anywhere: bytes that are no UTF-8 become U+FFFD, control characters too."""
    text = os.fspath(path) if isinstance(path, os.PathLike) else str(path)
    text = str(text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() or c == "\u00a0" else "\ufffd" for c in text)


def shortened(text: str, letters: int = 70) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[: letters - 1]}…"


def name(table: Mapping[str, str], code: str, t: Translator) -> str:
    """The name of a code in one of the tables above; a code without a name is shown as it is."""
    message = table.get(code)
    return t(message) if message else str(code).replace("_", " ")


def importance_name(importance: int, t: Translator) -> str:
    """Importance 0 to 3 in a word."""
    return t(IMPORTANCE[min(max(importance, 0), 3)])


def error_sentence(error: NaastError, t: Translator) -> str:
    """One line: what is wrong, where, what to do."""
    facts: dict[str, object] = {k: shown(v) for k, v in error.facts.items()}
    message = ERRORS.get(error.code)
    if message is None:
        listed = ", ".join(f"{k} {v}" for k, v in facts.items())
        return t(UNKNOWN_ERROR, code=error.code.replace("_", " "), facts=listed)
    if error.code == "file_too_large":
        facts["size"] = t.number(int(str(facts.pop("size_bytes"))) / 1e6)
        facts["bound"] = t.number(int(str(facts.pop("max_bytes"))) / 1e6)
    if "part" in facts:
        part = str(facts["part"])
        facts["part"] = t(" in its part {part}", part=part) if part else ""
    if "what" in facts:
        facts["next"] = t(NEXT_STEPS.get(str(facts["what"]), NEXT_STEP))
        facts["what"] = name(BINARIES, str(facts["what"]), t)
    if "side" in facts:
        facts["side"] = name(ELDER, str(facts["side"]), t)
    try:
        return " ".join(t(message, **facts).split())
    except (KeyError, IndexError):  # a sentence that lacks a fact is still better than none
        return message


def decision_name(code: str, facts: Iterable[tuple[str, str]], t: Translator) -> str:
    """What a decision is called: `link 2.3 ↔ 2.4`."""
    filled = {k: shown(v) for k, v in facts}
    message = DECISIONS.get(code)
    return t(message, **filled) if message else code.replace("_", " ")


def holder_name(user: str, computer: str, since: str, t: Translator) -> str:
    """Who has a project open: `j.jansen on LT-0417`."""
    if not user:
        return t("somebody else")
    return t("{user} on {computer}", user=shown(user), computer=shown(computer)) if computer else shown(user)


def warning_sentence(warning: Warning, t: Translator) -> str:
    """One sentence about how a file was read."""
    facts: dict[str, object] = {k: shown(v) for k, v in warning.facts}
    message = WARNINGS.get(warning.code)
    if message is None:
        listed = ", ".join(f"{k} {v}" for k, v in facts.items())
        return t(UNKNOWN_WARNING, code=warning.code.replace("_", " "), facts=listed)
    if "tracked" in facts:
        facts["tracked"] = name(TRACKED, str(facts["tracked"]), t)
    if "format" in facts:
        facts["format"] = name(FORMATS, str(facts["format"]), t)
    if str(facts.get("count", "")).isdigit():
        facts["count"] = t.number(int(str(facts["count"])))
    return t(message, **facts)
