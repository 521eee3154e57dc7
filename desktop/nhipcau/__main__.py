"""`nhipcau [FILE]` opens the window; `nhipcau --help` names the other uses.

Starts nothing heavy before it must: the window's way imports no command-line parser and no data layer.
"""

import sys
from pathlib import Path

_COMMANDS = frozenset(
    {"pair", "check", "self-test", "demonstrate", "--version", "--help", "-h", "--read-workbook"}
)


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in _COMMANDS:
        from nhipcau.shell import command_line

        return command_line.run(given)
    from nhipcau.shell import start

    files = [word for word in given if not word.startswith("-")]
    return start.run(Path(files[0]) if files else None, sample="--sample" in given)


if __name__ == "__main__":
    raise SystemExit(main())
