"""What is asked of the engine: the situation as a problem of numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN
from nhipcau.pairing.engine.deciding.problem import PairingProblem
from nhipcau.pairing.engine.deciding.remaining_problem import Situation
from nhipcau.pairing.explanation.quotas import Quota, open_quota, shares_of

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem, and which rows of the scoring its rows are."""

    problem: PairingProblem
    rows: Ints


def pose(standing: Situation, keep: Iterable[tuple[int, int]] = ()) -> Posed:
    """Return the problem; `keep` are pairs (mentee, mentor) of a plan to stay near to."""
    scoring, rules = standing.scoring, standing.scoring.settings.rules
    rows = np.arange(len(scoring.mentees)) if rules.mutual else standing.rows
    least, group_least = _fewest(standing)
    priority = np.array([person.left_out_before for person in scoring.mentees], np.bool_)[rows]
    wanted, held = standing.wanted, standing.held > 0
    if rules.mutual:
        wanted, held = _spread(standing, wanted, 1), _spread(standing, standing.held, 0) > 0
    problem = PairingProblem(
        _mutual_scores(standing) if rules.mutual else standing.open_scores(),
        standing.places,
        rules.aim,
        rules.fair_within,
        priority if rules.priority_left_out and priority.any() else None,
        wanted if (wanted != 1).any() else None,
        held if held.any() else None,
        least if least.any() else None,
        group_least if (group_least > 1).any() else None,
        _quotas(standing, rows),
        rules.mutual,
        _kept(standing, rows, keep),
    )
    return Posed(problem, rows)


def _fewest(standing: Situation) -> tuple[Ints, Ints]:
    """Return what each mentor should get where possible, and so many or none; who has some already needs the rest."""
    scoring, rules = standing.scoring, standing.scoring.settings.rules
    asked = np.array([person.least for person in scoring.mentors], np.int64)
    if rules.every_mentor:
        asked = np.maximum(asked, 1)
    if rules.group_least > 1:
        asked = np.where(standing.filled > 0, np.maximum(asked, rules.group_least), asked)
    group_least = np.where(standing.filled > 0, 0, rules.group_least)
    return np.clip(asked - standing.filled, 0, standing.places), group_least


def _spread(standing: Situation, values: Ints, otherwise: int) -> Ints:
    found = np.full(len(standing.scoring.mentees), otherwise, np.int64)
    found[standing.rows] = values
    return found


def _mutual_scores(standing: Situation) -> NDArray[np.int16]:
    """Return the scores of everyone with everyone: two may be peers when nothing keeps either from the other."""
    size = len(standing.scoring.mentees)
    scores = np.full((size, size), FORBIDDEN, np.int16)
    scores[standing.rows] = standing.open_scores()
    scores[(scores < 0).T] = FORBIDDEN
    return scores


def _quotas(standing: Situation, rows: Ints) -> tuple[Quota, ...]:
    fixed_rows = np.array([pair.row for pair in standing.fixed], np.int64)
    fixed_columns = np.array([pair.column for pair in standing.fixed], np.int64)
    return tuple(
        open_quota(share.quota(), rows, fixed_rows, fixed_columns) for share in shares_of(standing.scoring)
    )


def _kept(standing: Situation, rows: Ints, keep: Iterable[tuple[int, int]]) -> tuple[Ints, Ints] | None:
    keep = tuple(keep)
    if not keep:
        return None
    scoring = standing.scoring
    place_of = {scoring.mentees[row].participant_id: place for place, row in enumerate(rows.tolist())}
    column_of = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    pairs = sorted(
        (place_of[mentee], column_of[mentor])
        for mentee, mentor in keep
        if mentee in place_of and mentor in column_of
    )
    if not pairs:
        return None
    kept = np.array(pairs, np.int64)
    return kept[:, 0], kept[:, 1]
