"""The plan: score, decide, prove, and say why."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Final

import numpy as np

from nhipcau.common.progress import Progress
from nhipcau.pairing.engine.deciding.stability import blocking_pairs
from nhipcau.pairing.engine.stages import Stages
from nhipcau.pairing.explanation.quotas import shares_of
from nhipcau.pairing.explanation.results import (
    BlockingPair,
    FreeMentor,
    PlaceWorth,
    Plan,
    ProposedPair,
    QuotaResult,
    Totals,
    Unpaired,
)
from nhipcau.pairing.plan.decided_plan import Decided
from nhipcau.pairing.plan.left_out import bare_left_out, explain_left_out
from nhipcau.pairing.plan.pairing_session import BUDGET, PairingSession
from nhipcau.pairing.plan.proposals import all_proposals, bare_proposals
from nhipcau.pairing.settings.pairing_input import PairingInput, Settings

SortKey = Callable[[str], str]

BLOCKING_SHOWN: Final = 50
"""Of the pairs who would rather have each other; all are counted."""


def make_plan(
    people: PairingInput,
    settings: Settings | None,
    progress: Progress | None,
    keep: Iterable[tuple[int, int]] = (),
    budget: float = BUDGET,
    *,
    reasons: bool = True,
    session: PairingSession | None = None,
) -> Plan:
    """Return the best plan for these people, or what is found of it within `budget` seconds."""
    started, session = perf_counter(), session or PairingSession()
    stages = Stages(progress, 4)
    made = session.decided(people, settings, stages.tick, keep, budget)
    stages.next()
    stages.next()
    left = explain_left_out(made, stages.tick) if reasons else bare_left_out(made)
    stages.next()
    pairs = all_proposals(made, stages.tick) if reasons else bare_proposals(made)
    totals = _totals(made, pairs, perf_counter() - started)
    blocking, count = _blocking(made)
    stages.next()
    return Plan(
        _ordered(made, pairs, session.sort_key),
        _by_name(made, left, session.sort_key),
        _free_mentors(made, session.sort_key),
        totals,
        _worths(made),
        blocking,
        count,
        _quotas(made),
    )


def _ordered(made: Decided, pairs: Sequence[ProposedPair], key: SortKey) -> tuple[ProposedPair, ...]:
    """Order pairs by the mentee's name, and by who people are where names are alike: never by a number of a row."""
    mentees = made.standing.scoring.mentees
    keys = [
        (not pair.confirmed, key(mentees[row].name), row, column)
        for pair, row, column in zip(pairs, made.all_rows.tolist(), made.all_columns.tolist(), strict=True)
    ]
    return tuple(pairs[k] for k in sorted(range(len(pairs)), key=keys.__getitem__))


def _by_name(made: Decided, left: Sequence[Unpaired], key: SortKey) -> tuple[Unpaired, ...]:
    mentees = made.standing.scoring.mentees
    keys = {person.participant_id: (key(person.name), row) for row, person in enumerate(mentees)}
    return tuple(sorted(left, key=lambda one: keys[one.mentee_id]))


def _free_mentors(made: Decided, key: SortKey) -> tuple[FreeMentor, ...]:
    mentors, free = made.standing.scoring.mentors, made.standing.places - made.taken
    columns = sorted(np.flatnonzero(free > 0).tolist(), key=lambda k: (key(mentors[k].name), k))
    return tuple(
        FreeMentor(mentors[k].participant_id, mentors[k].capacity, mentors[k].capacity - int(free[k]))
        for k in columns
    )


def _totals(made: Decided, pairs: Sequence[ProposedPair], seconds: float) -> Totals:
    new = [pair for pair in pairs if not pair.confirmed]
    fits = [pair.fit for pair in new]
    solution = made.solution
    return Totals(
        len(fits),
        sum(fits),
        min(fits, default=0),
        round(sum(fits) / len(fits)) if fits else 0,
        solution.proved,
        solution.gap,
        seconds,
        len({pair.mentee_id for pair in new}),
        solution.people_gap,
        solution.floor,
        made.problem.aim,
        made.problem.within,
        solution.floor_gap,
        solution.counts_gap,
        solution.counted,
    )


def _worths(made: Decided) -> tuple[PlaceWorth, ...]:
    """Return what one more place would bring, of mentors who are full and take anybody at all."""
    solution, mentors = made.solution, made.standing.scoring.mentors
    if not len(solution.prices):
        return ()
    full = (made.standing.places <= made.taken) & np.array(
        [person.capacity > 0 for person in mentors], np.bool_
    )
    points = np.floor(solution.prices).astype(np.int64)
    people = solution.price_people if len(solution.price_people) else np.zeros_like(points)
    useful = np.flatnonzero(full & ((points > 0) | (people > 0)))
    order = useful[np.lexsort((useful, -points[useful], -people[useful]))]
    return tuple(
        PlaceWorth(mentors[k].participant_id, int(people[k]), int(points[k])) for k in order.tolist()
    )


def _blocking(made: Decided) -> tuple[tuple[BlockingPair, ...], int]:
    standing, problem, solution = made.standing, made.problem, made.solution
    scoring = standing.scoring
    rows, columns = blocking_pairs(
        problem.scores, problem.scores, (solution.rows, solution.columns), problem.places, problem.wanted
    )
    if problem.mutual:
        rows, columns = rows[rows < columns], columns[rows < columns]
    shown = [
        BlockingPair(
            scoring.mentees[row].participant_id,
            scoring.mentors[column].participant_id,
            scoring.fit(row, column),
        )
        for row, column in zip(
            made.posed.rows[rows[:BLOCKING_SHOWN]].tolist(), columns[:BLOCKING_SHOWN].tolist(), strict=True
        )
    ]
    return tuple(shown), len(rows)


def _quotas(made: Decided) -> tuple[QuotaResult, ...]:
    shares = shares_of(made.standing.scoring)
    return tuple(share.result(made.all_rows, made.all_columns) for share in shares)
