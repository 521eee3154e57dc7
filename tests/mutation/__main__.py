"""Change the program in small ways and see whether the tests tell: `python -m tests.mutation --seed N --mutants 400`.

Draws mutants of `rules.py`, `service.py`, and all of `merge/` and `database/`, runs against each the tests that reach
it, in a copy of the project, and says which survive. `--only PATH` keeps to mutants of a file or folder, `--tests PATH`
to tests of one; `--resume FILE` goes on with the results of a stopped run; `--again` tries those again that lived;
`--jobs 2` tries two at a time. Which lines each test reaches is measured once, in a quarter of an hour, and again
where files have changed. `may_live.toml` lists who may survive, and why.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from tests.mutation.finding import draw
from tests.mutation.listed import Key, outdated, reasons
from tests.mutation.mutant import Module, Mutant, modules
from tests.mutation.reach import Reach, files_of_tests, measured
from tests.mutation.report import Results, summed, told
from tests.mutation.tree import BUILD, ROOT
from tests.mutation.trying import Result, trial

Numbered = tuple[int, Mutant, int]
"""A mutant with its place among those drawn, and which it is of those that look alike."""


class Run:
    """One run over the mutants that were drawn."""

    def __init__(self, drawn: Sequence[Mutant], results: Results, *, again: bool) -> None:
        self.known = reasons()
        self._again = again
        self._results = results
        self._drawn = list(_numbered(drawn))
        self._found: dict[int, Result] = {}
        self._lock = Lock()

    def try_all(self, reach: Reach, mutated: tuple[Module, ...], jobs: int, budget: float) -> None:
        waiting: SimpleQueue[Numbered] = SimpleQueue()
        for place, mutant, occurrence in self._drawn:
            before = self._results.get(mutant.key, occurrence)
            if before is None or (self._again and before.lives):
                waiting.put((place, mutant, occurrence))
            else:
                self._say(place, mutant, before)
        if waiting.empty():
            return
        threads = [Thread(target=self._work, args=(waiting, reach, mutated, budget)) for _ in range(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def found(self) -> list[tuple[Mutant, Result]]:
        return [(mutant, self._found[place]) for place, mutant, _ in self._drawn if place in self._found]

    def _work(
        self, waiting: "SimpleQueue[Numbered]", reach: Reach, mutated: tuple[Module, ...], budget: float
    ) -> None:
        with trial(reach, mutated, budget) as attempt:
            while True:
                try:
                    place, mutant, occurrence = waiting.get_nowait()
                except Empty:
                    return
                began = time.perf_counter()
                result = attempt.run(mutant)
                with self._lock:
                    self._results.add(mutant, occurrence, result, time.perf_counter() - began)
                    self._say(place, mutant, result)

    def _say(self, place: int, mutant: Mutant, result: Result) -> None:
        self._found[place] = result
        print(told(mutant, result, self.known.get(mutant.key)), flush=True)


def _numbered(drawn: Sequence[Mutant]) -> Iterator[Numbered]:
    met: Counter[Key] = Counter()
    for place, mutant in enumerate(drawn):
        yield place, mutant, met[mutant.key]
        met[mutant.key] += 1


def _arguments() -> argparse.Namespace:
    summary, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser("python -m tests.mutation", description=summary, epilog=more)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--mutants", type=int, default=400)
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=1)
    parser.add_argument(
        "--only", action="append", default=[], metavar="PATH", help="what is mutated; may be repeated"
    )
    parser.add_argument(
        "--tests", action="append", default=[], metavar="PATH", help="tests that may tell; may be repeated"
    )
    parser.add_argument("--resume", type=Path, metavar="FILE", help="results of a stopped run, gone on with")
    parser.add_argument("--again", action="store_true", help="try those again that lived so far")
    parser.add_argument("--budget", type=float, default=20, metavar="SECONDS", help="of tests for one mutant")
    return parser.parse_args()


def main() -> int:
    given = _arguments()
    mutated = modules(ROOT, given.only)
    drawn = draw(mutated, given.seed, given.mutants)
    reach = measured(modules(ROOT), files_of_tests(given.tests))
    path = given.resume or BUILD / f"results-{given.seed}-{time.strftime('%Y%m%d-%H%M%S')}.jsonl"
    print(f"{len(drawn)} mutants of {len(mutated)} files, {len(reach)} tests; results in {path}", flush=True)
    run = Run(drawn, Results(path), again=given.again)
    run.try_all(reach, mutated, given.jobs, given.budget)
    for key in outdated(run.known, modules(ROOT)):
        print("listed, but no longer there:", *key)
    survivors = [(mutant, result) for mutant, result in run.found() if result.lives]
    open_ones = [(mutant, result) for mutant, result in survivors if mutant.key not in run.known]
    print("\nnot told by any test:" if open_ones else "\nevery survivor is listed")
    for mutant, result in open_ones:
        print(f"  {result.outcome}: {mutant}")
    for line in summed(run.found(), run.known):
        print(line)
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
