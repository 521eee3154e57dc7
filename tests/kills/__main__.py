"""Kill -9: `python -m tests.kills [--times 1000] [--seed N] [--what NAME …]`, in the project folder.

Every operation is killed once before each change it makes on the disk, and then `--times` times in all at random
moments. Prints what was found; ends with 1 where anything is wrong.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tally:
    """The figures of one operation."""

    seconds: float = 0.0
    kills: int = 0
    ended: int = 0
    looks: int = 0
    left: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)


def main() -> int:
    sys.path[:0] = [str(Path("desktop").resolve()), str(Path.cwd())]
    from tests.kills.operations import OPERATIONS

    arguments = _arguments(tuple(OPERATIONS))
    dice = random.Random(arguments.seed)
    names = arguments.what or list(OPERATIONS)
    print(f"seed {arguments.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        tallies = {name: Tally() for name in names}
        _kill_all(Path(folder), tallies, arguments.times, dice)
    kills = sum(each.kills for each in tallies.values())
    failures = sum(each.failures.total() for each in tallies.values())
    seconds = time.monotonic() - began
    print(f"{kills} kills, {failures} failures, {seconds:.0f} s, {seconds / max(kills, 1):.2f} s a kill")
    return 1 if failures else 0


def _arguments(names: tuple[str, ...]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument(
        "--times", type=int, default=1000, help="kills at random moments, all operations together"
    )
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--what", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    return parser.parse_args()


def _kill_all(folder: Path, tallies: dict[str, Tally], times: int, dice: random.Random) -> None:
    from tests.kills.running import Killer, Outcome, every_change, random_moment

    killer = Killer(folder)
    for place, (name, tally) in enumerate(tallies.items()):
        began = time.monotonic()
        measured, undisturbed = killer.measure(name)

        def count(where: str, outcome: Outcome, tally: Tally = tally) -> None:
            tally.kills += outcome.killed
            tally.ended += not outcome.killed
            tally.looks += outcome.looks
            tally.left += len(outcome.leftovers)
            for failure in outcome.failures:
                tally.failures[failure] += 1
                tally.first.setdefault(failure, where)

        count("at its end", undisturbed)
        for moment in every_change(measured):
            number = moment.change or 0
            count(f"before change {number} ({measured.changes[number]})", killer.kill(name, moment))
        share = (place + 1) * times // len(tallies) - place * times // len(tallies)
        wanted = tally.kills + share
        while tally.kills < wanted and tally.ended < 1 + share:  # one that ended before was not killed
            moment = random_moment(measured, dice)
            count(f"after {moment.seconds:.3f} s of {measured.seconds:.3f}", killer.kill(name, moment))
        tally.seconds = time.monotonic() - began
        _tell(name, tally, len(measured.changes), measured.seconds)


def _tell(name: str, tally: Tally, changes: int, seconds: float) -> None:
    print(
        f"{name}: {tally.kills} kills ({changes} changes on the disk, {seconds:.2f} s), {tally.ended} ended before, "
        f"{tally.looks} looks, {tally.left} leftovers, {tally.seconds / max(tally.kills, 1):.2f} s a kill, "
        f"{tally.failures.total()} failures",
        flush=True,
    )
    for failure, count in tally.failures.most_common():
        print(f"    {count} × {failure} – first {tally.first[failure]}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
