"""What if: the price of another mentor is what making the plan again with that pair would find."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.support.pairing_features import with_aims

from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN
from nhipcau.pairing.engine.deciding.problem import EVERYONE, FAIREST, PairingProblem
from nhipcau.pairing.engine.deciding.remaining_problem import Situation, scored, situation
from nhipcau.pairing.explanation.results import Alternative, Plan
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.plan.problem_builder import pose
from nhipcau.pairing.plan.what_if import alternatives
from nhipcau.pairing.settings.pairing_input import Constraint, PairingInput, Settings

pytestmark = pytest.mark.slow


def locked(people: PairingInput, mentee_id: int, mentor_id: int) -> Settings:
    others = tuple(
        c for c in people.settings.constraints if not (c.mentee_id == mentee_id and c.kind == "locked")
    )
    return replace(people.settings, constraints=(*others, Constraint(mentor_id, mentee_id, "locked")))


def best_of_the_rest(people: PairingInput, mentee_id: int, mentor_id: int, floor: int) -> tuple[int, ...]:
    """Solve again with the pair locked and nobody else below the floor: people, priority, minimums, the total."""
    standing = situation(people, locked(people, mentee_id, mentor_id))
    problem = pose(standing).problem
    scores = np.where(problem.scores >= floor, problem.scores, FORBIDDEN).astype(np.int16)
    aim = EVERYONE if problem.aim == FAIREST else problem.aim
    solution = decide(replace(problem, scores=scores, aim=aim))
    pairs = [(pair.row, pair.column) for pair in standing.fixed]
    pairs += zip(standing.rows[solution.rows].tolist(), solution.columns.tolist(), strict=True)
    return reached(standing, problem, pairs)


def reached(
    standing: Situation, problem: PairingProblem, pairs: Sequence[tuple[int, int]]
) -> tuple[int, ...]:
    """Return in the order of the aims what these pairs reach, those that stand included."""
    scoring, rules = standing.scoring, standing.scoring.settings.rules
    total = sum(int(scoring.scores[pair]) for pair in pairs)
    if problem.aim == "total":
        return (total, len(pairs))
    first = sum(scoring.mentees[row].left_out_before for row, _ in pairs) if rules.priority_left_out else 0
    filled = np.bincount([column for _, column in pairs], minlength=len(scoring.mentors)).tolist()
    least = sum(
        min(count, max(one.least, int(rules.every_mentor)))
        for count, one in zip(filled, scoring.mentors, strict=True)
    )
    return (len(pairs), first, least, total)


def plan_with(plan: Plan, mentee_id: int, choice: Alternative) -> dict[int, int]:
    """Return the plan as the alternative says it would be."""
    changed = {pair.mentee_id: pair.mentor_id for pair in plan.pairs}
    changed[mentee_id] = choice.mentor_id
    for move in choice.moves:
        assert changed.pop(move.mentee_id, None) == move.from_mentor_id
        if move.to_mentor_id is not None:
            changed[move.mentee_id] = move.to_mentor_id
    return changed


def check(people: PairingInput, plan: Plan, mentee_id: int, choice: Alternative) -> None:
    changed = plan_with(plan, mentee_id, choice)
    scoring = scored(people, None)
    pairs = [(scoring.row(one), scoring.column(other)) for one, other in changed.items()]
    fits = [int(scoring.scores[pair]) for pair in pairs]
    assert len(plan.pairs) - len(pairs) == choice.unmatched
    assert sum(pair.fit for pair in plan.pairs) - sum(fits) == choice.cost
    assert min(fits) == choice.worst
    standing = situation(people, locked(people, mentee_id, choice.mentor_id))
    problem = pose(standing).problem
    found = reached(standing, problem, pairs)
    above = best_of_the_rest(people, mentee_id, choice.mentor_id, plan.totals.floor)
    anyhow = best_of_the_rest(people, mentee_id, choice.mentor_id, 0)
    assert choice.exact == (above[:-1] == anyhow[:-1] or problem.aim == "total")
    assert found == above


@pytest.mark.parametrize("seed", range(120))
def test_a_price_is_what_making_the_plan_again_finds(seed: int) -> None:
    people = with_aims(seed)
    plan = solve(people)
    for one in people.mentees:
        for choice in alternatives(people, None, plan, one.participant_id):
            check(people, plan, one.participant_id, choice)
