"""The door: choose the language, run a command, turn whatever happens into an exit code and at most one line.

    0 no change   1 changes found   2 error: one line on standard error   130 interrupted

It starts light: what a command needs is imported when the command runs, so `naast --version` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.collector import collector_held
from desktop.errors import Cancelled, InvalidOption, NaastError
from desktop.i18n import LANGUAGES, Translator, choose_language, translator

if TYPE_CHECKING:
    from desktop.cli.parser import Parser

EXIT_SAME, EXIT_DIFFERS, EXIT_ERROR, EXIT_INTERRUPTED = 0, 1, 2, 130
COMMANDS = ("compare", "inspect", "export", "notes", "replace", "relink", "merge", "recover")
RUNS = {command: (f"desktop.cli.{command}", f"run_{command}") for command in COMMANDS} | {
    "relink": ("desktop.cli.replace", "run_relink")
}
"""Who carries a command out; imported when it is asked for."""
READER_FLAG = "--naast-reader"
"""As its only argument: this process is a worker that reads files (see `readers.apart`). For packaged programs, which
have no Python to start."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `naast` with these arguments, else those of the process; return its exit code. Raises nothing."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == [READER_FLAG]:
        from desktop.readers.apart import serve

        serve()
        return EXIT_SAME
    return guarded(given, _run)


def guarded(given: list[str], run: Callable[[list[str], Translator], int]) -> int:
    """Run something that speaks to a person; whatever happens becomes an exit code and at most one line."""
    t = translator("en")
    try:
        _use_utf8()
        t = translator(choose_language(asked_language(given)))
        code = run(given, t)
        sys.stdout.flush()
        return code
    except SystemExit as leaving:  # argparse, after printing help
        return int(leaving.code or 0)
    except (KeyboardInterrupt, Cancelled):
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # `naast compare A B | head`: who reads has seen enough
        _forget_output()
        return EXIT_DIFFERS
    except NaastError as error:
        return _fail(error, t)
    except MemoryError:
        return _fail(NaastError("no_memory"), t)
    except OSError as error:
        _forget_output()
        return _fail(NaastError("cannot_print", reason=error.strerror or type(error).__name__), t)
    except Exception as error:
        if os.environ.get("NAAST_DEBUG"):
            import traceback

            traceback.print_exc()
        return _fail(NaastError("defect", reason=_where(error)), t)


def _run(given: list[str], t: Translator) -> int:
    command = _first_plain(given)
    if given in (["--version"], ["-V"]):
        print(f"naast {__version__}")
        return EXIT_SAME
    if command is None and "--licences" in given and not {"-h", "--help"} & set(given):
        from desktop.cli.licences import print_licences

        print_licences(t)
        return EXIT_SAME
    if command not in COMMANDS and not {"-h", "--help", "--version", "-V"} & set(given):
        raise _no_such_command(given, command)
    from desktop.cli.parser import build_parser

    parser: Parser = build_parser(t)
    options = parser.parse_args(given)
    from importlib import import_module

    module, function = RUNS[options.command]
    with collector_held():
        run = getattr(import_module(module), function)
    gc.freeze()  # modules stay for good: the collector need not visit them
    code: int = run(options, t)
    return code


def asked_language(given: Sequence[str]) -> str | None:
    """The value of --language, needed before there is a parser to ask."""
    for i, argument in enumerate(given):
        if argument == "--language" and i + 1 < len(given):
            return given[i + 1]
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    return None


def plain_arguments(given: Sequence[str]) -> list[str]:
    """Arguments that are no options, nor the value of --language."""
    return [
        argument
        for i, argument in enumerate(given)
        if not argument.startswith("-") and not (i and given[i - 1] == "--language" and argument in LANGUAGES)
    ]


def _first_plain(given: Sequence[str]) -> str | None:
    return next(iter(plain_arguments(given)), None)


def _no_such_command(given: Sequence[str], command: str | None) -> NaastError:
    """What to say to `naast --nonsense` and `naast comapre ...`; `naast` and `naast OLD NEW` open
    the window and never come here."""
    if command is None:
        return InvalidOption("not_understood", given=" ".join(given))
    from difflib import get_close_matches

    near = get_close_matches(command, COMMANDS, 1)
    if near:
        return InvalidOption("unknown_command_near", command=command, near=near[0])
    return InvalidOption("unknown_command", command=command, known=", ".join(COMMANDS))


def _fail(error: NaastError, t: Translator) -> int:
    from desktop.wording import error_sentence

    with suppress(OSError, ValueError):
        print(f"naast: {error_sentence(error, t)}", file=sys.stderr, flush=True)
    return EXIT_ERROR


def _where(error: BaseException) -> str:
    """An unexpected error in one line: what, and the last line of ours it passed."""
    trace = error.__traceback__
    where = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if f"{os.sep}desktop{os.sep}" in code.co_filename:
            where = f", {os.path.basename(code.co_filename)}:{trace.tb_lineno}"
        trace = trace.tb_next
    said = " ".join(str(error).split())
    return f"{type(error).__name__}{': ' + said[:200] if said else ''}{where}"


def _use_utf8() -> None:
    """UTF-8 and plain line feeds on every system, also under LANG=C; the same bytes everywhere."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _forget_output() -> None:
    """Send what is still buffered nowhere: else the interpreter complains about it when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
