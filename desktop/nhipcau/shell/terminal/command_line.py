"""The uses without a window: pair, read, check, self-test, demonstrate."""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import Final

from nhipcau.common.errors import Rejected, Unavailable
from nhipcau.common.log import LOG, Harmless, log_path, log_versions, start_log
from nhipcau.common.private_files import close_to_others
from nhipcau.common.temporary_files import clear_leftovers_aside
from nhipcau.common.words import Words
from nhipcau.shell.terminal.command_parser import WRONG_USAGE, chosen_language, make_parser, pair_request

FAILED: Final = 1
INTERRUPTED: Final = 130
_PATIENCE: Final = 2.0
"""Seconds that a finished command waits for leftovers to be removed: their drive may never answer."""
LISTED: Final = 50
"""How many findings of a check are printed."""


def run(arguments: list[str]) -> int:
    """Return 0 when it went well, 1 when something is wrong with a file, 2 for a wrong command line."""
    if arguments[:1] == ["--read-workbook"]:
        # A frozen program is its own reader of workbooks: it has no other Python to start.
        from nhipcau.workbook.reader import reader_process

        return reader_process.main(arguments[1:])
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")  # Windows terminals are not UTF-8 by themselves
    try:
        parser = make_parser(chosen_language(arguments))
        options = parser.parse_args(arguments)
        if options.command is None:
            parser.print_help()
            return WRONG_USAGE
    except SystemExit as leaving:  # argparse leaves by itself after help, the version, and a wrong line
        return leaving.code if isinstance(leaving.code, int) else WRONG_USAGE
    start_log()
    close_to_others()
    cleared = clear_leftovers_aside()
    code = _carry_out(options, Words(options.language))
    cleared.join(_PATIENCE)
    return code


def _carry_out(options: argparse.Namespace, words: Words) -> int:
    commands: dict[str, Callable[[argparse.Namespace, Words], int]] = {
        "pair": _pair,
        "read": _read,
        "check": _check,
        "self-test": _self_test,
        "demonstrate": _demonstrate,
    }
    try:
        code = commands[options.command](options, words)
        sys.stdout.flush()
    except Unavailable as trouble:
        print(words(trouble.code, **trouble.values), file=sys.stderr)
    except Rejected as refusal:
        _say_problems(refusal, words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our lines has read enough
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001 - told in a sentence; the log keeps what a programmer needs
        log_versions()
        LOG.exception("%s", Harmless(options.command))
        print(words("terminal.problem.bug", log=log_path()), file=sys.stderr)
    else:
        return code
    return FAILED


def _pair(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.exchange.terminal.pair_command import NobodyToPair, pair_files
    from nhipcau.shell.terminal import terminal_report
    from nhipcau.shell.terminal.report_data import as_data

    try:
        request = pair_request(options)
        report = pair_files(options.answers, options.out, request=request, language=words.language)
    except NobodyToPair as trouble:
        for line in terminal_report.intake_lines(trouble.intake, words):
            print(line, file=sys.stderr)
        raise
    except Rejected as refusal:  # something asked for makes no sense: as wrong as a mistyped option
        _say_problems(refusal, words)
        print(words("terminal.wrong.help", command="nhipcau pair"), file=sys.stderr)
        return WRONG_USAGE
    if options.json:
        print(json.dumps(as_data(report, options.out, words), ensure_ascii=False, indent=2))
    else:
        print("\n".join(terminal_report.as_lines(report, options.out, words)))
    return 0


def _read(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.exchange.terminal.dry_reading import read_files
    from nhipcau.shell.terminal.reading_lines import as_data, as_lines

    report = read_files(options.files, options.kind, options.into)
    if options.json:
        print(json.dumps(as_data(report), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(report, words)))
    return FAILED if any(one.trouble for one in report.files) else 0


def _say_problems(refusal: Rejected, words: Words) -> None:
    for problem in refusal.problems:
        print(words(problem.code, **problem.values), file=sys.stderr)


def _check(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.database import check

    found = check(options.file)
    outcome = found.outcome
    print(words(f"terminal.check.{outcome}", file=options.file, n=len(found.deep.flaws)))
    for problem in found.problems[:LISTED]:
        values = dict(problem.values)
        if "table" in values:
            values["table"] = words(f"database.table.{values['table']}")
        print("  " + words(problem.code, **values))
    if len(found.problems) > LISTED:
        print("  " + words("terminal.check.and_more", n=len(found.problems) - LISTED))
    if found.opens:
        tables = ("person", "programme", "participant", "pair")
        print("  " + words("terminal.check.holds", **{name: found.counts.get(name, 0) for name in tables}))
    return 0 if outcome == "sound" else FAILED


def _self_test(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.shell.terminal.self_test import prove

    return prove(words, options.pictures)


def _demonstrate(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.shell.terminal.demonstration import demonstrate

    return demonstrate(options.folder, words)
