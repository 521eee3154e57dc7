"""One kill after another: lay the files, let a child work, kill it, look at what is left, start again, look again."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.kills.checks import Told
from tests.kills.child import MAKE, START_AGAIN, TURN_ALL, Ended, Moment, run
from tests.kills.moments import SWAPS
from tests.kills.operations import OPERATIONS
from tests.kills.scenes import Scene
from tests.kills.watching import Watch, trouble_of

_SAMPLE: Final = 3
"""Of so many kills one has the whole history taken back and done again afterwards."""


@dataclass(frozen=True)
class Measured:
    """An operation that nobody disturbed: how long it takes, and what changes on the disk, in order."""

    seconds: float
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of one kill. `leftovers` are what the next start did not clear."""

    killed: bool
    failures: tuple[str, ...]
    leftovers: tuple[str, ...]
    looks: int


class Killer:
    """Kills operations in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.scene = Scene(folder / "scene", folder / "material")
        self._tries = 0
        self.scene.clear()
        made = run(MAKE, self.scene, Moment())
        assert not made.troubles, made.troubles
        assert not made.killed

    def measure(self, name: str) -> tuple[Measured, Outcome]:
        """Let an operation come to its end, and look at it as if it had been killed there."""
        ended, outcome = self._try(name, Moment())
        return Measured(ended.seconds, ended.changes), outcome

    def kill(self, name: str, moment: Moment) -> Outcome:
        return self._try(name, moment)[1]

    def _try(self, name: str, moment: Moment) -> tuple[Ended, Outcome]:
        operation, scene = OPERATIONS[name], self.scene
        scene.clear()
        operation.lay(scene)
        watched = [scene.file(each) for each in operation.watched]
        with Watch(watched) as watch:
            ended = run(name, scene, moment)
        failures = [*ended.troubles, *watch.gaps]
        failures += [f"{trouble} under {each.stem!r}" for each in watched if (trouble := trouble_of(each))]
        failures += operation.check(scene, Told(ended.lines))
        self._tries += 1
        again = run(f"{START_AGAIN if self._tries % _SAMPLE else TURN_ALL}{name}", scene, Moment())
        failures += again.troubles
        if again.killed or (ended.killed and moment == Moment()):
            failures.append("it died by itself")
        failures += _said_at_start(again, is_needed=bool(watched))
        leftovers = tuple(scene.leftovers())
        failures += [f"left behind: {each}" for each in leftovers]
        return ended, Outcome(ended.killed, tuple(dict.fromkeys(failures)), leftovers, watch.looks)


def _said_at_start(again: Ended, *, is_needed: bool) -> Iterator[str]:
    for line in again.lines:
        if line[0] == "refused" or (line[0] == "missing" and is_needed):
            yield f"cannot be opened any more: {line[-1]}"
        elif line[0] == "turned" and not line[2]:
            yield f"taking back {line[1]} steps and doing them again changes the data"


def every_change(measured: Measured) -> list[Moment]:
    return [Moment(change=number) for number in range(len(measured.changes))]


def spread_changes(measured: Measured, count: int) -> list[Moment]:
    """Choose moments: right after the last file was put in its place, and others evenly."""
    changes = measured.changes
    chosen = [number for number in range(1, len(changes)) if changes[number - 1] in SWAPS][-1:]
    others = [number for number in range(len(changes)) if number not in chosen]
    return [Moment(change=number) for number in sorted(chosen + _evenly(others, count - len(chosen)))]


def random_moment(measured: Measured, dice: random.Random) -> Moment:
    return Moment(seconds=dice.uniform(0, measured.seconds))


def _evenly(numbers: list[int], count: int) -> list[int]:
    if len(numbers) <= count:
        return numbers
    return [numbers[int((place + 0.5) * len(numbers) / count)] for place in range(count)]
