"""The uses without a window: pair, check, self-test."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from nhipcau import __version__
from nhipcau.common.errors import Rejected, Unavailable
from nhipcau.common.words import LANGUAGES, Language, Words


def run(arguments: list[str]) -> int:
    """Return 0 when it went well, 1 when something is wrong with a file, 2 for a wrong command line."""
    if arguments[0] == "--read-workbook":
        # A frozen program is its own reader of workbooks: it has no other Python to start.
        from nhipcau.workbook import reader_process

        return reader_process.main(arguments[1:])
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")  # Windows terminals are not UTF-8 by themselves
    options = _parser().parse_args(arguments)
    words = Words(options.language)
    commands: dict[str, Callable[[argparse.Namespace, Words], int]] = {
        "pair": _pair,
        "check": _check,
        "self-test": _self_test,
        "demonstrate": _demonstrate,
    }
    try:
        return commands[options.command](options, words)
    except Unavailable as trouble:
        print(words(trouble.code, **trouble.values), file=sys.stderr)
    except Rejected as refusal:
        for problem in refusal.problems:
            print(words(problem.code, **problem.values), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    words = Words(_language_of_the_system())
    parser = argparse.ArgumentParser(prog="nhipcau", description=words("terminal.about"))
    parser.add_argument("--version", action="version", version=f"nhipcau {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words(about), description=words(about))
        made.add_argument(
            "--language", choices=LANGUAGES, default=words.language, help=words("terminal.help.language")
        )
        return made

    pair = command("pair", "terminal.help.pair")
    pair.add_argument("answers", nargs="+", type=Path, help=words("terminal.help.answers"))
    pair.add_argument(
        "--out", required=True, type=Path, metavar="PAIRS.xlsx", help=words("terminal.help.out")
    )
    pair.add_argument(
        "--kind", choices=("traditional", "reverse"), default="traditional", help=words("terminal.help.kind")
    )
    pair.add_argument("--json", action="store_true", help=words("terminal.help.json"))
    check = command("check", "terminal.help.check")
    check.add_argument("file", type=Path, metavar="FILE.nhipcau")
    self_test = command("self-test", "terminal.help.self_test")
    self_test.add_argument("--pictures", type=Path, metavar="FOLDER", help=words("terminal.help.pictures"))
    demonstrate = command("demonstrate", "terminal.help.demonstrate")
    demonstrate.add_argument("folder", type=Path)
    parser.epilog = words("terminal.help.window")
    return parser


def _language_of_the_system() -> Language:
    from nhipcau.common.preferences import language_of_the_system

    return language_of_the_system()


def _pair(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.exchange.main_job import pair_files
    from nhipcau.shell import terminal_report

    report = pair_files(options.answers, options.out, kind=options.kind, language=words.language)
    if options.json:
        print(json.dumps(terminal_report.as_data(report, options.out, words), ensure_ascii=False, indent=2))
    else:
        print("\n".join(terminal_report.as_lines(report, options.out, words)))
    return 0


def _check(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.database import check

    found = check(options.file)
    print(words("terminal.check.sound" if found.sound else "terminal.check.unsound", file=options.file))
    for problem in found.problems:
        print(f"  {problem}")
    for table, count in sorted(found.counts.items()):
        print(f"  {table}: {count}")
    return 0 if found.sound else 1


def _self_test(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.shell.self_test import prove

    return prove(words, options.pictures)


def _demonstrate(options: argparse.Namespace, words: Words) -> int:
    from nhipcau.shell.demonstration import demonstrate

    return demonstrate(options.folder, words)
