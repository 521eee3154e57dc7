"""Read every file of a folder and say how it went: `python -m nhipcau.workbook.reader.reading_trial FOLDER`.

For trying the reader on a heap of real files. Ends with 1 when the reader crashed or ran out of time on any.
"""

import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

from nhipcau.workbook.cells import Unreadable
from nhipcau.workbook.reader.file_reading import read_source

_BAD = frozenset({"workbook.collapsed", "workbook.timed_out"})


def try_reading(folder: Path) -> Counter[str]:
    """Return how many files ended in each way, writing a line for each that is not simply read."""
    outcomes: Counter[str] = Counter()
    most = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        start = perf_counter()
        try:
            source = read_source(path)
        except Unreadable as refused:
            outcome, shown = refused.code, True
        else:
            outcome, shown = f"read {source.kind}", bool(source.warnings)
        outcomes[outcome] += 1
        if _most_memory() > most:
            most = _most_memory()
            sys.stdout.write(f"{most:6} MB at most so far\t{path}\n")
        if shown or perf_counter() - start > 3:
            sys.stdout.write(f"{outcome}\t{perf_counter() - start:.2f} s\t{path}\n")
    return outcomes


def _most_memory() -> int:
    """Return how many megabytes the hungriest reading has taken; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    return int(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) >> 10


def main(arguments: list[str]) -> int:
    """Try the folder named and print the totals."""
    outcomes = try_reading(Path(arguments[0] if arguments else "."))
    for outcome, count in outcomes.most_common():
        sys.stdout.write(f"{count:6} {outcome}\n")
    return int(any(outcomes[bad] for bad in _BAD))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
