"""The plan: score, decide, prove, and say why."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from nhipcau.common.progress import Progress
from nhipcau.common.vietnamese import given_sort_key
from nhipcau.pairing.engine.assignment import Assignment, assign
from nhipcau.pairing.engine.scores import Scoring
from nhipcau.pairing.engine.situation import FixedPair, Situation, scored, situation
from nhipcau.pairing.engine.stages import Stages, nothing_to_hear
from nhipcau.pairing.left_out import explain_left_out, rule_label
from nhipcau.pairing.profiles import PairingInput, Phrase, Settings
from nhipcau.pairing.reasons import Reasons, strongest
from nhipcau.pairing.results import FreeMentor, PairExplanation, Plan, ProposedPair, Totals
from nhipcau.pairing.rules import asked_rules, unknown_rules

Ints = NDArray[np.int64]
_HEARD_EVERY = 256
"""Pairs explained between two looks at whether to stop."""


@lru_cache(maxsize=65536)
def _name_key(name: str) -> str:
    """Keep the order of names from one plan to the next: names change less often than criteria."""
    return given_sort_key(name)


def make_plan(people: PairingInput, settings: Settings | None, progress: Progress | None) -> Plan:
    """Return the best plan for these people."""
    started = perf_counter()
    stages = Stages(progress, 4)
    standing = situation(people, settings, stages.tick)
    stages.next()
    open_scores = standing.open_scores()
    decided = assign(open_scores, standing.places, tick=stages.tick)
    stages.next()
    left = explain_left_out(standing, open_scores, decided.partner, stages.tick)
    stages.next()
    pairs = _all_pairs(standing, decided, stages.tick)
    free = _free_mentors(standing, decided)
    totals = _totals(pairs, decided, perf_counter() - started)
    names = {person.participant_id: _name_key(person.name) for person in people.mentees}
    left = tuple(sorted(left, key=lambda one: (names[one.mentee_id], one.mentee_id)))
    ordered = sorted(pairs, key=lambda pair: (not pair.confirmed, names[pair.mentee_id], pair.mentee_id))
    stages.next()
    return Plan(tuple(ordered), left, free, totals)


def _all_pairs(standing: Situation, decided: Assignment, tick: Callable[[], None]) -> list[ProposedPair]:
    matched = np.flatnonzero(decided.partner >= 0)
    rows = np.r_[np.array([fixed.row for fixed in standing.fixed], np.int64), standing.rows[matched]]
    columns = np.r_[np.array([fixed.column for fixed in standing.fixed], np.int64), decided.partner[matched]]
    fixed: list[FixedPair | None] = [*standing.fixed, *([None] * len(matched))]
    return proposals(standing.scoring, rows, columns, fixed, tick)


def proposals(
    scoring: Scoring,
    rows: Ints,
    columns: Ints,
    fixed: Sequence[FixedPair | None],
    tick: Callable[[], None] = nothing_to_hear,
) -> list[ProposedPair]:
    """Explain the pairs (rows[k], columns[k])."""
    points = scoring.points(rows, columns).T.tolist()
    answered = _answered(scoring, rows, columns).T.tolist()
    most = [criterion.most for criterion in scoring.encoded]
    usual = [criterion.neutral for criterion in scoring.encoded]
    reasons = Reasons(scoring.people, scoring.criteria)
    asked = asked_rules(scoring.people, scoring.settings)
    found: list[ProposedPair] = []
    for k, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        if not k % _HEARD_EVERY:
            tick()
        mentee, mentor = scoring.mentees[row], scoring.mentors[column]
        parts = reasons.parts(mentee, mentor, points[k] if most else [], most, answered[k] if most else [])
        found.append(
            ProposedPair(
                mentee.participant_id,
                mentor.participant_id,
                int(scoring.scores[row, column]),
                parts,
                strongest(parts, usual),
                _warnings(scoring, row, column, fixed[k], asked),
                locked=(stands := fixed[k]) is not None and not stands.confirmed,
                confirmed=stands is not None and stands.confirmed,
            )
        )
    return found


def _answered(scoring: Scoring, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
    if not scoring.encoded:
        return np.zeros((0, len(rows)), np.bool_)
    return np.stack([c.left_known[rows] & c.right_known[columns] for c in scoring.encoded])


def _warnings(
    scoring: Scoring, row: int, column: int, fixed: FixedPair | None, asked: frozenset[str]
) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    if fixed is not None:
        found = [
            Phrase("pairing.problem.breaks_rule", {"rule": rule_label(scoring, rule)})
            for rule in scoring.broken_by(row, column)
        ]
        if fixed.over_capacity:
            capacity = scoring.mentors[column].capacity
            found.append(Phrase("pairing.problem.over_capacity", {"n": capacity}))
    return (*found, *_unknown(scoring, row, column, asked))


def _unknown(scoring: Scoring, row: int, column: int, asked: frozenset[str]) -> tuple[Phrase, ...]:
    rules = unknown_rules(asked, scoring.mentees[row], scoring.mentors[column])
    return tuple(
        Phrase("pairing.problem.not_known", {"rule": Phrase(f"pairing.about.{rule}")}) for rule in rules
    )


def _free_mentors(standing: Situation, decided: Assignment) -> tuple[FreeMentor, ...]:
    scoring = standing.scoring
    taken = np.bincount(decided.partner[decided.partner >= 0], minlength=len(scoring.mentors))
    free = np.flatnonzero(standing.places > taken).tolist()
    mentors = sorted(
        (scoring.mentors[k] for k in free), key=lambda person: (_name_key(person.name), person.uid)
    )
    left = {scoring.mentors[k].participant_id: int(standing.places[k] - taken[k]) for k in free}
    return tuple(
        FreeMentor(person.participant_id, person.capacity, person.capacity - left[person.participant_id])
        for person in mentors
    )


def _totals(pairs: Sequence[ProposedPair], decided: Assignment, seconds: float) -> Totals:
    fits = [pair.fit for pair in pairs if not pair.confirmed]
    worst = min(fits, default=0)
    mean = round(sum(fits) / len(fits)) if fits else 0
    return Totals(len(fits), sum(fits), worst, mean, decided.proved, decided.gap, seconds)


def explain_pair(
    people: PairingInput, settings: Settings | None, mentee_id: int, mentor_id: int
) -> PairExplanation:
    """Explain one possible pair."""
    scoring = scored(people, settings)
    row, column = scoring.row(mentee_id), scoring.column(mentor_id)
    pair = proposals(scoring, np.array([row]), np.array([column]), [None])[0]
    broken = scoring.broken_by(row, column)
    fits = scoring.scores
    return PairExplanation(
        mentee_id,
        mentor_id,
        pair.fit,
        pair.parts,
        pair.reasons,
        tuple(rule_label(scoring, rule) for rule in broken),
        _unknown(scoring, row, column, asked_rules(people, scoring.settings)),
        0 if broken else int(((scoring.broken[row] == 0) & (fits[row] > pair.fit)).sum()) + 1,
        0 if broken else int(((scoring.broken[:, column] == 0) & (fits[:, column] > pair.fit)).sum()) + 1,
    )
