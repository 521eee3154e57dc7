"""Rules about shares: deciding with proof, or how far it got within a minute, by processor time."""

import random
from dataclasses import replace
from time import process_time

from tests.benchmarks.measure import Row, shown
from tests.benchmarks.pairing_people import answers

from nhipcau.pairing.engine import situation as situations
from nhipcau.pairing.engine.deciding import decide
from nhipcau.pairing.engine.problem import Problem
from nhipcau.pairing.models import Aim
from nhipcau.pairing.posing import pose
from nhipcau.pairing.profiles import PairingInput, QuotaSetting

QUOTAS = (
    QuotaSetting("partner", "gender", "Nữ", "Nữ", "least", 60),
    QuotaSetting("different", "place", bound="least", percent=70),
    QuotaSetting("used", "department", bound="most", percent=9),
    QuotaSetting("different", "department", bound="least", percent=95),
    QuotaSetting("used", "gender", "Nữ", bound="least", percent=55),
)
SECONDS = 60.0


def run() -> list[Row]:
    decide(asked(50, 1, "everyone"))  # load the solvers
    aims: tuple[Aim, ...] = ("everyone", "fairest")
    return [
        _measured(size, count, seed, aim)
        for size in (50, 200, 500)
        for count in (1, 2, 3, 5)
        for seed in (1, 2)
        for aim in aims
    ]


def asked(size: int, count: int, aim: Aim, seed: int = 1) -> Problem:
    """Return a programme of so many a side with the first of the quotas."""
    people = with_genders(answers(size, size, seed), seed)
    settings = replace(people.settings, rules=replace(people.settings.rules, aim=aim), quotas=QUOTAS[:count])
    return pose(situations.situation(people, settings)).problem


def with_genders(people: PairingInput, seed: int) -> PairingInput:
    """Return the programme with a gender of everyone's, drawn at random."""
    dice = random.Random(seed)
    return replace(
        people, candidates=tuple(replace(one, gender=dice.choice(("Nữ", "Nam"))) for one in people.candidates)
    )


def _measured(size: int, count: int, seed: int, aim: Aim) -> Row:
    problem = asked(size, count, aim, seed)
    start = process_time()
    made = decide(problem, budget=SECONDS)
    ours = process_time() - start
    within = made.gap / max(made.total + made.gap, 1)
    gaps = f"gaps: people {made.people_gap}, shares {made.counts_gap}, weakest {made.floor_gap}, total {made.gap}"
    said = "proved" if made.proved else f"{'counted' if made.counted else 'TIME ENDED'}, {gaps}"
    what = f"{size} a side, {count} quotas, {aim}, seed {seed}"
    note = f"{made.matched} matched, worst {made.worst}, total {made.total}, {said}"
    return Row(what, shown(ours), "gap of the total", f"{within:.3%}", within, "proved or <= 0.5 %", note)
