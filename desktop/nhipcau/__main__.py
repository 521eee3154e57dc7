"""`nhipcau [FILE]` opens the window; `nhipcau --help` names the other uses.

Starts nothing heavy before it must: the window's way imports no command-line parser and no data layer.
"""

import sys
from pathlib import Path

from nhipcau.common.private_files import keep_to_owner
from nhipcau.common.uncaught_errors import tell_uncaught_namelessly

_COMMANDS = frozenset({"pair", "check", "self-test", "demonstrate"})
_OF_THE_WINDOW = frozenset({"--sample"})


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit code."""
    keep_to_owner()
    tell_uncaught_namelessly()
    given = sys.argv[1:] if arguments is None else arguments
    if given and _is_for_the_terminal(given[0]):
        from nhipcau.shell.terminal import command_line

        return command_line.run(given)
    from nhipcau.shell.startup import start

    files = [word for word in given if not word.startswith("-")]
    return start.run(Path(files[0]) if files else None, sample="--sample" in given)


def _is_for_the_terminal(word: str) -> bool:
    """Tell a command, or what can only be a mistyped one, from the name of a file."""
    if word in _COMMANDS or word in _OF_THE_WINDOW:
        return word in _COMMANDS
    return word.startswith("-") or not (Path(word).suffix or Path(word).exists())


if __name__ == "__main__":
    raise SystemExit(main())
