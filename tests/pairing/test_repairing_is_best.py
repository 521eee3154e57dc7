"""Re-pairing against every possible plan of many small seasons: most served, longest waiting first, fewest moves."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.pairing import mentee, mentor, programme
from tests.support.pairing_rows import pair_row

from nhipcau.pairing.settings.pairing_input import Candidate, Constraint, CriterionSetting, Topic
from nhipcau.pairing.store.midseason_plan import MidSeason, Repair, propose

CRITERIA = (CriterionSetting("goals_strengths", "high"),)
TOPICS = ("Excel", "Thuyết trình", "Đàm phán")
Plan = dict[int, int]


def random_season(seed: int) -> MidSeason:
    """Two to four mentors, up to five mentees: some well, some not, some waiting since different days."""
    dice = random.Random(seed)
    mentors = [
        mentor(k, capacity=dice.choice((0, 1, 1, 2)), strengths=(Topic(dice.choice(TOPICS), 4),))
        for k in range(1, dice.randint(3, 5))
    ]
    mentees = [mentee(100 + k, goals=(Topic(dice.choice(TOPICS), 5),)) for k in range(1, dice.randint(4, 7))]
    forbidden = [
        Constraint(b.participant_id, a.participant_id, "forbidden")
        for a in mentees
        for b in mentors
        if dice.random() < 0.4
    ]
    free = Counter({b.participant_id: b.capacity for b in mentors})
    blocked = {(one.mentee_id, one.mentor_id) for one in forbidden}
    rows = []
    for number, a in enumerate(mentees):
        for b in dice.sample(mentors, len(mentors)):
            ids = (a.participant_id, b.participant_id)
            if dice.random() < 0.3 and free[ids[1]] and ids not in blocked:
                free[ids[1]] -= 1
                rows.append(pair_row(number, *ids, fit_answer=dice.choice(("", "good", "good", "not_good"))))
                break
    people: list[Candidate] = [*mentors, *mentees]
    made = programme(people, CRITERIA, current=tuple(sorted((r.mentee_id, r.mentor_id) for r in rows)))
    settings = replace(made.settings, constraints=tuple(forbidden))
    joined = {person.participant_id: date(2026, 1, 1) + timedelta(dice.randint(0, 40)) for person in mentees}
    return MidSeason(replace(made, settings=settings), tuple(rows), joined)


def possible(season: MidSeason, fixed: Plan, never: set[tuple[int, int]]) -> Iterator[Plan]:
    """Return every plan around the fixed pairs."""
    people = season.people
    blocked = {(one.mentee_id, one.mentor_id) for one in people.settings.constraints} | never
    places = {one.participant_id: one.capacity for one in people.mentors}
    free = Counter(places)
    free.subtract(fixed.values())
    todo = [one.participant_id for one in people.mentees if one.participant_id not in fixed]

    def extend(k: int, plan: Plan) -> Iterator[Plan]:
        if k == len(todo):
            yield dict(plan)
            return
        yield from extend(k + 1, plan)
        for mentor_id in places:
            if free[mentor_id] > 0 and (todo[k], mentor_id) not in blocked:
                free[mentor_id] -= 1
                yield from extend(k + 1, {**plan, todo[k]: mentor_id})
                free[mentor_id] += 1

    return extend(0, dict(fixed))


def plan_of(repair: Repair) -> Plan:
    return {pair.mentee_id: pair.mentor_id for pair in repair.plan.pairs}


def served(plan: Plan, order: list[int]) -> list[bool]:
    """Who in this order has a mentor: larger is better, the first counting most."""
    return [one in plan for one in order]


def waiting_order(season: MidSeason) -> list[int]:
    has_one = {mentee_id for mentee_id, _ in season.people.current}
    waiting = [one.participant_id for one in season.people.mentees if one.participant_id not in has_one]
    waiting.sort(key=lambda one: (season.joined[one], one))
    return waiting + sorted(row.mentee_id for row in season.rows if row.fit_answer == "not_good")


@pytest.mark.parametrize("seed", range(0, 300, 100))
def test_without_moves_as_many_as_can_be_get_a_mentor_and_the_longest_waiting_first(seed: int) -> None:
    for one in range(seed, seed + 100):
        season = random_season(one)
        well = {row.mentee_id: row.mentor_id for row in season.rows if row.fit_answer != "not_good"}
        never = {(row.mentee_id, row.mentor_id) for row in season.rows if row.fit_answer == "not_good"}
        got = plan_of(repair := propose(season))
        order = waiting_order(season)
        best = max((len(plan), served(plan, order)) for plan in possible(season, well, never))
        assert well.items() <= got.items(), one
        assert not never & set(got.items()), one
        assert (len(got), served(got, order)) == best, one
        assert set(repair.waiting) == set(order) - got.keys(), one
        assert {(end.mentee_id, end.mentor_id) for end in repair.ends} == never, one


@pytest.mark.parametrize("seed", range(1000, 1300, 100))
def test_with_moves_nobody_well_loses_and_as_few_as_can_be_move(seed: int) -> None:
    for one in range(seed, seed + 100):
        season = random_season(one)
        well = {row.mentee_id: row.mentor_id for row in season.rows if row.fit_answer != "not_good"}
        never = {(row.mentee_id, row.mentor_id) for row in season.rows if row.fit_answer == "not_good"}
        got = plan_of(repair := propose(season, allow_moves=True))
        order = waiting_order(season)
        plans = [plan for plan in possible(season, {}, never) if well.keys() <= plan.keys()]
        best = max((len(plan), served(plan, order), len(well.items() & plan.items())) for plan in plans)
        assert well.keys() <= got.keys(), one
        assert (len(got), served(got, order), len(well.items() & got.items())) == best, one
        assert {(end.mentee_id, end.mentor_id) for end in repair.moved} == well.items() - got.items(), one
