"""Plans of small programmes against every plan there is, pairs that stand counted in as people would count them."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np

from nhipcau.pairing.engine.deciding.remaining_problem import Situation, situation
from nhipcau.pairing.explanation.quotas import shares_of
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.settings.pairing_input import PairingInput

Pairs = tuple[tuple[int, int], ...]


def every_plan(standing: Situation) -> Iterator[Pairs]:
    """Return every way to give the open mentees up to as many mentors as they want, rules and places kept."""
    scores = standing.open_scores()
    choices = []
    for place, row in enumerate(standing.rows.tolist()):
        mentors = np.flatnonzero(scores[place] >= 0).tolist()
        most = int(standing.wanted[place])
        choices.append(
            [
                tuple((row, column) for column in some)
                for count in range(most + 1)
                for some in combinations(mentors, count)
            ]
        )
    for chosen in product(*choices):
        pairs = tuple(pair for some in chosen for pair in some)
        taken = np.bincount([column for _, column in pairs], minlength=len(standing.places))
        if (taken <= standing.places).all():
            yield pairs


def may_be(standing: Situation, pairs: Pairs) -> bool:
    """Say whether groups are large enough and shares kept; who has a locked mentee has a group already."""
    group = standing.scoring.settings.rules.group_least
    taken = np.bincount([column for _, column in pairs], minlength=len(standing.places))
    if group > 1 and ((taken > 0) & (taken < group) & (standing.filled == 0)).any():
        return False
    both = [(pair.row, pair.column) for pair in standing.fixed] + list(pairs)
    rows, columns = (np.array([pair[k] for pair in both], np.int64) for k in (0, 1))
    return all(share.result(rows, columns).kept for share in shares_of(standing.scoring))


def merits(standing: Situation, pairs: Pairs) -> tuple[int, ...]:
    """Return what the open pairs bring, what counts most first."""
    scoring, rules = standing.scoring, standing.scoring.settings.rules
    total = sum(int(scoring.scores[pair]) for pair in pairs)
    held = {row for row, count in zip(standing.rows.tolist(), standing.held.tolist(), strict=True) if count}
    new = {row for row, _ in pairs} - held
    if rules.aim == "total":
        return total, len(new)
    first = sum(scoring.mentees[row].left_out_before for row in new) if rules.priority_left_out else 0
    filled = standing.filled + np.bincount([column for _, column in pairs], minlength=len(standing.places))
    least = 0
    for column, mentor in enumerate(scoring.mentors):
        asked = max(mentor.least, int(rules.every_mentor))
        if standing.filled[column] and rules.group_least > 1:
            asked = max(asked, rules.group_least)
        least += min(int(filled[column]), asked)
    return len(new), first, len(pairs), least, total


def check_best_plan(people: PairingInput, plan: Plan) -> None:
    """Hold the plan of a programme without peers, by any aim but the fairest, to every other one."""
    standing = situation(people, None)
    scoring = standing.scoring
    open_pairs = tuple(
        (scoring.row(pair.mentee_id), scoring.column(pair.mentor_id))
        for pair in plan.pairs
        if not pair.locked and not pair.confirmed
    )
    allowed = [pairs for pairs in every_plan(standing) if may_be(standing, pairs)]
    if not allowed:
        return  # the pairs that stand have broken a share for good
    assert may_be(standing, open_pairs)
    assert merits(standing, open_pairs) == max(merits(standing, pairs) for pairs in allowed)
    assert plan.totals.proved
