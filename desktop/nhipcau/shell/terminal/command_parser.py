"""The words of the command line: what can be asked, help in both languages, and one sentence for a wrong request."""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from nhipcau import __version__
from nhipcau.common.preferences import load, preferences_path
from nhipcau.common.words import LANGUAGES, Language, Words

if TYPE_CHECKING:
    from nhipcau.exchange.terminal.pair_request import PairRequest

WRONG_USAGE: Final = 2
_TOO_LARGE: Final = 1e6
# As in the models, which load a database engine: help and a mistyped word should not wait for that.
KINDS: Final = ("traditional", "reverse", "peer", "group")
AIMS: Final = ("fairest", "everyone", "total")
_COMPLAINTS: Final = (
    ("missing", re.compile(r"the following arguments are required: (.+)")),
    ("unknown", re.compile(r"unrecognized arguments: (.+)")),
    ("choice", re.compile(r"invalid choice: '?(.+?)'? \(")),
    ("value", re.compile(r"argument (\S+): expected .+ argument")),
    ("number", re.compile(r"argument (\S+): invalid \S+ value")),
)
"""What argparse says in English only. A sentence it may learn one day falls to the general one."""


def chosen_language(arguments: list[str]) -> Language:
    """Return the language asked for, else that of the window, which is the system's until it is changed."""
    for place, word in enumerate(arguments):
        name, _, value = word.partition("=")
        if name == "--language":
            given = value or next(iter(arguments[place + 1 :]), "")
            for language in LANGUAGES:
                if given == language:
                    return language
    return load(preferences_path()).language


class Parser(argparse.ArgumentParser):
    """A parser that speaks the chosen language."""

    words = Words("vi")

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong, and how to ask for help."""
        words = Parser.words
        for name, pattern in _COMPLAINTS:
            if found := pattern.search(message):
                sentence = words(f"terminal.wrong.{name}", what=found[1])
                break
        else:
            sentence = words("terminal.wrong.usage")
        print(sentence, words("terminal.wrong.help", command=self.prog), file=sys.stderr)
        sys.exit(WRONG_USAGE)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(
            usage, actions, groups, Parser.words("terminal.help.usage") if prefix is None else prefix
        )


class _Groups:
    """One command's lists, headed in the chosen language."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        words = Parser.words
        self.parser = parser
        self.what = parser.add_argument_group(words("terminal.help.group.what"))
        self.plan = parser.add_argument_group(words("terminal.help.group.plan"))
        self.how = parser.add_argument_group(words("terminal.help.group.how"))
        self.how.add_argument("-h", "--help", action="help", help=words("terminal.help.help"))


def make_parser(language: Language) -> argparse.ArgumentParser:
    """Return the parser of every use without a window."""
    Parser.words = words = Words(language)
    parser = Parser(
        prog="nhipcau",
        description=words("terminal.about"),
        epilog=words("terminal.help.window"),
        formatter_class=_Help,
        add_help=False,
    )
    general = _Groups(parser).how
    general.add_argument(
        "--version", action="version", version=f"nhipcau {__version__}", help=words("terminal.help.version")
    )
    commands = parser.add_subparsers(
        dest="command",
        metavar=words("terminal.help.command"),
        title=words("terminal.help.commands"),
    )

    def command(name: str, about: str) -> _Groups:
        made = commands.add_parser(
            name, help=words(about), description=words(about), formatter_class=_Help, add_help=False
        )
        groups = _Groups(made)
        groups.how.add_argument(
            "--language", choices=LANGUAGES, default=language, help=words("terminal.help.language")
        )
        return groups

    _add_pair(command("pair", "terminal.help.pair"), words)
    read = command("read", "terminal.help.read")
    read.what.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words("terminal.help.answers"))
    read.what.add_argument("--into", type=Path, metavar="FILE.nhipcau", help=words("terminal.help.into"))
    read.how.add_argument("--kind", choices=KINDS, default="traditional", help=words("terminal.help.kind"))
    read.how.add_argument("--json", action="store_true", help=words("terminal.help.json"))
    check = command("check", "terminal.help.check")
    check.what.add_argument("file", type=Path, metavar="FILE.nhipcau", help=words("terminal.help.file"))
    self_test = command("self-test", "terminal.help.self_test")
    self_test.how.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help=words("terminal.help.pictures")
    )
    demonstrate = command("demonstrate", "terminal.help.demonstrate")
    demonstrate.what.add_argument("folder", type=Path, metavar="FOLDER", help=words("terminal.help.folder"))
    return parser


def _add_pair(pair: _Groups, words: Words) -> None:
    pair.parser.epilog = words("terminal.help.quotas")
    files, wanted, how = pair.what, pair.plan, pair.how

    def two(name: str, about: str) -> None:
        wanted.add_argument(name, action="append", default=[], metavar="A=B", help=words(about))

    files.add_argument(
        "answers", nargs="+", type=Path, metavar="ANSWERS", help=words("terminal.help.answers")
    )
    files.add_argument(
        "--out", required=True, type=Path, metavar="PAIRS.xlsx", help=words("terminal.help.out")
    )
    files.add_argument("--settings", type=Path, metavar="FILE.json", help=words("terminal.help.settings"))
    files.add_argument(
        "--previous",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help=words("terminal.help.previous"),
    )
    wanted.add_argument("--kind", choices=KINDS, help=words("terminal.help.kind"))
    wanted.add_argument("--aim", choices=AIMS, help=words("terminal.help.aim"))
    wanted.add_argument(
        "--fair-within", type=number, metavar="PERCENT", help=words("terminal.help.fair_within")
    )
    wanted.add_argument("--mentors-each", type=int, metavar="N", help=words("terminal.help.mentors_each"))
    wanted.add_argument("--group-least", type=int, metavar="N", help=words("terminal.help.group_least"))
    for name in ("every-mentor", "mutual"):
        about = words(f"terminal.help.{name.replace('-', '_')}")
        wanted.add_argument(f"--{name}", action=argparse.BooleanOptionalAction, help=about)
    wanted.add_argument(
        "--quota", action="append", default=[], metavar="SHARE", help=words("terminal.help.quota")
    )
    two("--lock", "terminal.help.lock")
    two("--forbid", "terminal.help.forbid")
    wanted.add_argument("--seconds", type=number, metavar="N", help=words("terminal.help.seconds"))
    how.add_argument("--compare", action="store_true", help=words("terminal.help.compare"))
    how.add_argument(
        "--why-not", action="append", default=[], metavar="A=B", help=words("terminal.help.why_not")
    )
    how.add_argument("--json", action="store_true", help=words("terminal.help.json"))


def number(text: str) -> float:
    """Read a number of a command line, with a comma or a point."""
    found = float(text.replace(",", "."))
    if not 0 <= found < _TOO_LARGE:
        raise ValueError(text)
    return found


_RULES: Final = ("aim", "fair_within", "mentors_each", "group_least", "every_mentor", "mutual")


def pair_request(options: argparse.Namespace) -> "PairRequest":
    """Return what the options ask for: over what the settings file asks, where there is one."""
    from nhipcau.exchange.terminal.pair_request import PairRequest, read_request

    typed = PairRequest(
        kind=options.kind,
        rules={name: given for name in _RULES if (given := getattr(options, name)) is not None},
        quotas=tuple(options.quota),
        lock=tuple(options.lock),
        forbid=tuple(options.forbid),
        previous=tuple(options.previous),
        seconds=options.seconds,
        compare=options.compare,
        why_not=tuple(options.why_not),
    )
    return typed if options.settings is None else typed.over(read_request(options.settings))
