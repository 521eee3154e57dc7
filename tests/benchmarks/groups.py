"""So many mentees or none: deciding with proof against one solve of scipy's on lists of 15, by processor time."""

from dataclasses import replace
from time import process_time

from tests.benchmarks.measure import Row, shown
from tests.benchmarks.pairing_people import answers
from tests.support.groups_milp import in_one, short_lists

from nhipcau.pairing.engine import situation as situations
from nhipcau.pairing.engine.deciding import decide
from nhipcau.pairing.models import Aim
from nhipcau.pairing.posing import pose


def run() -> list[Row]:
    _measured(50, 2, 1, "everyone")  # load the solvers
    aims: tuple[Aim, ...] = ("everyone", "fairest")
    return [
        _measured(size, least, seed, aim)
        for size in (50, 100, 200, 500)
        for least in (2, 3)
        for seed in (1, 2, 3)
        for aim in aims
    ]


def _measured(size: int, least: int, seed: int, aim: Aim) -> Row:
    people = answers(size, size, seed)
    rules = replace(people.settings.rules, group_least=least, aim=aim)
    problem = pose(situations.situation(people, replace(people.settings, rules=rules))).problem
    start = process_time()
    made = decide(problem)
    ours = process_time() - start
    start = process_time()
    best = in_one(problem, short_lists(problem, 15))
    theirs = process_time() - start
    proved = "proved" if made.proved else f"gaps {made.people_gap}, {made.floor_gap}, {made.gap}"
    note = f"{made.matched} matched against {best.matched}, worst {made.worst} against {best.worst}, {proved}"
    what = f"{size} a side, {least} or none, {aim}, seed {seed}"
    return Row(what, shown(ours), "scipy milp, lists of 15", shown(theirs), ours / theirs, "3x CPU", note)
