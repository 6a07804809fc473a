"""The options of each command, in the user's language. argparse's own sentences are translated too."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from desktop import __version__
from desktop.errors import InvalidOption
from desktop.i18n import LANGUAGES, Translator, mark
from desktop.model.options import Ignore, Tracked
from desktop.reports.catalogue import LAYOUTS, document_keys, kinds, text_keys
from desktop.wording import IGNORED, name

OWN_SENTENCES = {
    "usage: ": mark("usage: "),
    "options": mark("options"),
    "positional arguments": mark("files and commands"),
    "show this help message and exit": mark("show this help and leave"),
    "show program's version number and exit": mark("show the version and leave"),
    "the following arguments are required: %s": mark("Missing: %s."),
    "unrecognized arguments: %s": mark("Not understood: %s."),
    "argument %(argument_name)s: %(message)s": mark("%(argument_name)s: %(message)s"),
    "invalid choice: %(value)r (choose from %(choices)s)": mark("%(value)r is not one of %(choices)s."),
    "expected one argument": mark("a value is missing."),
    "not allowed with argument %s": mark("cannot go together with %s."),
    "ambiguous option: %(option)s could match %(matches)s": mark("%(option)s may mean %(matches)s."),
    "ignored explicit argument %r": mark("takes no value, but %r was given."),
}


class Parser(argparse.ArgumentParser):
    """Raises instead of printing usage and leaving: errors are one line, made in one place."""

    def error(self, message: str) -> NoReturn:
        raise InvalidOption("usage", reason=message if message.endswith(".") else f"{message}.", command=self.prog)


def build_parser(t: Translator) -> Parser:
    """The parser of `naast` and its commands, speaking the language of `t`."""
    # argparse asks gettext's process-wide catalogue for its sentences; this is the one way to give it ours.
    vars(argparse)["_"] = _speaking(t)
    parser = Parser(
        prog="naast",
        description=t("Lays two editions of a document side by side and says in words what changed.")
        + " "
        + t("Without a command: naast opens the window, naast OLD NEW the window on two files."),
        epilog=t("Exit code: 0 no change, 1 changes found, 2 error, 130 interrupted."),
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="version", version=f"naast {__version__}")
    # `cli.main` acts on it before there is a parser; here for the help.
    parser.add_argument("--licences", action="store_true", help=t("say what Naast is made of and under which licences"))
    _add_language(parser, t, None)
    commands = parser.add_subparsers(dest="command", metavar=t("COMMAND"), required=True)
    _add_compare(commands, t)
    _add_inspect(commands, t)
    add_project_commands(commands, t)
    return parser


def add_project_commands(commands: argparse._SubParsersAction[Parser], t: Translator) -> None:
    """The commands on projects."""
    export = _add_command(
        commands,
        "export",
        t("reports of a project, its notes included"),
        t("Compares the editions a project holds and reports, with notes. Needs none of the files that were compared."),
    )
    export.add_argument("project", metavar="PROJECT.naast", help=t("the project"))
    _add_outputs(export, t)
    export.add_argument(
        "--ops", action="store_true", help=t('add "ops" to the JSON: what happened to each character of both files')
    )
    _add_report(export, t)
    _add_common(export, t)
    notes = _add_command(
        commands,
        "notes",
        t("list the notes of a project, or exchange them as JSON or Excel"),
        t("Lists the notes and how well each found its words again; what is not found is listed with a proposal."),
    )
    notes.add_argument("project", metavar="PROJECT.naast", help=t("the project"))
    notes.add_argument(
        "-o", "--output", metavar=t("OUT"), action="append", default=[], help=t("write the notes: .json or .xlsx")
    )
    notes.add_argument(
        "--add", metavar=t("FILE"), action="append", default=[], help=t("take notes of such a file into the project")
    )
    _add_common(notes, t)
    for command, help_text, description in (
        (
            "replace",
            t("put a corrected file in the place of an edition"),
            t("Puts a corrected file in the place of an edition; notes and pins follow their words."),
        ),
        (
            "relink",
            t("say where a moved file is now"),
            t("Says where files are now that were moved. Their content must be the one that was compared."),
        ),
    ):
        sub = _add_command(commands, command, help_text, description)
        sub.add_argument("project", metavar="PROJECT.naast", help=t("the project"))
        sub.add_argument("--old", metavar=t("FILE"), help=t("the older edition"))
        sub.add_argument("--new", metavar=t("FILE"), help=t("the newer edition"))
        _add_common(sub, t)
    merge = _add_command(
        commands,
        "merge",
        t("make one project of two people's copies"),
        t("Makes one project of two copies. Notes of both are kept; what both changed stands side by side."),
        t("Exit code: 0 done, 1 done but something is to be looked at, 2 error, 130 interrupted."),
    )
    merge.add_argument("a", metavar="A.naast", help=t("the copy whose options and texts count"))
    merge.add_argument("b", metavar="B.naast", help=t("the other copy"))
    merge.add_argument("-o", "--output", metavar="C.naast", required=True, help=t("the project to make"))
    _add_common(merge, t)
    recover = _add_command(
        commands,
        "recover",
        t("rescue what can be read of a damaged project"),
        t("Writes what can still be read of a damaged project to a new file. The damaged one is left as it is."),
        t("Exit code: 0 all was there, 1 something is lost, 2 error, 130 interrupted."),
    )
    recover.add_argument("file", metavar=t("FILE"), help=t("the damaged project"))
    recover.add_argument(
        "-o", "--output", metavar="OUT.naast", help=t("the project to make; otherwise NAME-recovered.naast")
    )
    _add_common(recover, t)


def _add_command(
    commands: argparse._SubParsersAction[Parser], command: str, help_text: str, description: str, epilog: str = ""
) -> Parser:
    return commands.add_parser(
        command, help=help_text, description=description, epilog=epilog or None, allow_abbrev=False
    )


def _add_outputs(parser: Parser, t: Translator) -> None:
    suffixes = " ".join(kind.suffix for kind in kinds())
    parser.add_argument(
        "-o",
        "--output",
        metavar=t("OUT"),
        action="append",
        default=[],
        help=t("write a report; the suffix chooses its kind ({suffixes}); may be repeated", suffixes=suffixes),
    )
    parser.add_argument("--format", choices=text_keys(), help=t("print a report of this kind instead of the summary"))


def _speaking(t: Translator) -> Callable[[str], str]:
    def translate(message: str) -> str:
        return t(OWN_SENTENCES.get(message, message))

    return translate


def _add_compare(commands: argparse._SubParsersAction[Parser], t: Translator) -> None:
    compare = commands.add_parser(
        "compare",
        help=t("compare two files"),
        description=t("Compares two editions. Without -o or --format: a readable summary on standard output."),
        epilog=t("Exit code: 0 no change, 1 changes found, 2 error, 130 interrupted."),
        allow_abbrev=False,
    )
    compare.add_argument("old", metavar=t("OLD"), help=t("the older edition"))
    compare.add_argument("new", metavar=t("NEW"), help=t("the newer edition"))
    _add_outputs(compare, t)
    compare.add_argument(
        "--ops",
        action="store_true",
        help=t('add "ops" to the JSON: what happened to each character of both files'),
    )
    names = "; ".join(f"{ignore.value}: {name(IGNORED, ignore.value, t)}" for ignore in Ignore)
    compare.add_argument(
        "--ignore",
        metavar=t("LIST"),
        action="append",
        default=[],
        help=t("leave these out of the changes, separated by commas ({names})", names=names),
    )
    compare.add_argument(
        "--link",
        metavar=t("OLD:NEW"),
        action="append",
        default=[],
        help=t("these two blocks belong together (numbers of naast inspect); may be repeated"),
    )
    compare.add_argument(
        "--forbid",
        metavar=t("OLD:NEW"),
        action="append",
        default=[],
        help=t("these two blocks do not belong together; may be repeated"),
    )
    compare.add_argument(
        "--project",
        metavar="P.naast",
        help=t("keep the comparison in this project; it is made, or brought up to date with these files"),
    )
    _add_tracked(compare, "--tracked", "tracked", t)
    _add_report(compare, t)
    for side, text in (("old", t("the older edition")), ("new", t("the newer edition"))):
        _add_edition(compare, f"--{side}-", f"{side}_", text, t)
    _add_common(compare, t)


def _add_report(compare: argparse.ArgumentParser, t: Translator) -> None:
    """What alters the looks and the extent of reports, never the result."""
    group = compare.add_argument_group(t("reports"))
    group.add_argument("--title", dest="report_title", metavar=t("TITLE"), default="", help=t("title of the report"))
    group.add_argument("--author", metavar=t("NAME"), default="", help=t("who made it; also of tracked changes"))
    group.add_argument("--logo", metavar=t("FILE"), default="", help=t("a picture for its head, PNG or JPEG"))
    group.add_argument(
        "--section",
        metavar=t("HEADING"),
        action="append",
        default=[],
        help=t("only this section and those under it; the beginning of its heading will do; may be repeated"),
    )
    group.add_argument("--no-notes", action="store_true", help=t("leave the notes of a project out"))
    group.add_argument("--changes-only", action="store_true", help=t("count what is unchanged instead of showing it"))
    group.add_argument(
        "--layout",
        choices=LAYOUTS,
        default=LAYOUTS[0],
        help=t("how the texts stand in Word and PDF"),
    )
    group.add_argument(
        "--template",
        metavar=t("FILE"),
        default="",
        help=t("a Word document whose styles and page a .docx report takes"),
    )


def _add_inspect(commands: argparse._SubParsersAction[Parser], t: Translator) -> None:
    inspect = commands.add_parser(
        "inspect",
        help=t("show how a file was read"),
        description=t("Shows how a file was read: its blocks, what was set aside, each repair, each warning."),
        allow_abbrev=False,
    )
    inspect.add_argument("file", metavar=t("FILE"), help=t("the file to read"))
    how = inspect.add_mutually_exclusive_group()
    how.add_argument("--format", choices=document_keys(), help=t("print it as this instead"))
    how.add_argument(
        "--text-only", action="store_true", help=t("print the text as read, as Markdown, and nothing else; for git")
    )
    _add_edition(inspect, "--", "given_", t("the edition"), t)
    _add_common(inspect, t)


def _add_edition(parser: argparse.ArgumentParser, option: str, dest: str, edition: str, t: Translator) -> None:
    # --language is the language of the messages, so of a file to inspect it is --text-language.
    language = f"{option}language" if option != "--" else "--text-language"
    for flag, key, metavar, help_text in (
        (
            f"{option}title",
            "title",
            t("TITLE"),
            t("title of {edition}, if it is guessed wrongly", edition=edition),
        ),
        (f"{option}year", "year", t("YEAR"), t("its year")),
        (f"{option}series", "series", t("NUMBER"), t("its number in a series, such as 36 360 V")),
        (language, "language", t("CODE"), t("the language it is written in (nl, en, de, fr)")),
    ):
        parser.add_argument(flag, dest=dest + key, metavar=metavar, default="", help=help_text)
    _add_tracked(parser, f"{option}tracked", dest + "tracked", t)


def _add_tracked(parser: argparse.ArgumentParser, flag: str, dest: str, t: Translator) -> None:
    parser.add_argument(
        flag,
        dest=dest,
        choices=[tracked.value for tracked in Tracked],
        help=t("of a file with tracked changes, read the text with all of them accepted, or the original"),
    )


def _add_common(parser: argparse.ArgumentParser, t: Translator) -> None:
    parser.add_argument(
        "--password",
        metavar=t("PASSWORD"),
        action="append",
        default=[],
        help=t("password of a locked file; given twice: of the older, then of the newer edition"),
    )
    parser.add_argument(
        "--progress",
        choices=("auto", "never", "always"),
        default="auto",
        help=t("a line on standard error that tells how far the work is"),
    )
    # SUPPRESS: a default here would overwrite what stood before the command.
    _add_language(parser, t, argparse.SUPPRESS)


def _add_language(parser: argparse.ArgumentParser, t: Translator, default: str | None) -> None:
    parser.add_argument(
        "--language", choices=LANGUAGES, default=default, help=t("language of messages, help and reports")
    )
