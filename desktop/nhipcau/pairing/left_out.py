"""Why a mentee is left without a pair, proved, and what would change it."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.criteria import criterion_label
from nhipcau.pairing.profiles import Phrase
from nhipcau.pairing.results import RuleCount, Shortage, Unpaired
from nhipcau.pairing.rules import RULES
from nhipcau.pairing.scores import MUST, Scoring
from nhipcau.pairing.situation import Situation

_NEAREST: Final = 3
_UNCHANGEABLE: Final = frozenset({"same_person", "reporting_line"})


def rule_label(scoring: Scoring, rule: str) -> Phrase:
    """Return a rule's name; a criterion that must be met is named as itself."""
    if rule in RULES:
        return Phrase(f"pairing.rule.{rule}")
    setting = next(setting for setting in scoring.criteria if MUST + setting.key == rule)
    return Phrase("pairing.rule.must", {"criterion": criterion_label(setting, scoring.people)})


def rule_subject(scoring: Scoring, rule: str) -> Phrase:
    """Return what a rule asks for, rather than how it was broken."""
    if rule in RULES:
        return Phrase(f"pairing.about.{rule}")
    setting = next(setting for setting in scoring.criteria if MUST + setting.key == rule)
    return criterion_label(setting, scoring.people)


def explain_left_out(
    standing: Situation, open_scores: NDArray[np.int16], partner: NDArray[np.int64]
) -> tuple[Unpaired, ...]:
    """Return the reason of everyone in `partner` who has none."""
    left = np.flatnonzero(partner < 0)
    shortages: dict[int, Shortage] = {}
    return tuple(_reason(standing, open_scores, partner, int(place), shortages) for place in left)


def _reason(
    standing: Situation,
    open_scores: NDArray[np.int16],
    partner: NDArray[np.int64],
    place: int,
    shortages: dict[int, Shortage],
) -> Unpaired:
    scoring, row = standing.scoring, int(standing.rows[place])
    mentee_id = scoring.mentees[row].participant_id
    if not scoring.mentors or not any(mentor.capacity > 0 for mentor in scoring.mentors):
        invite = (Phrase("pairing.unpaired.change_invite", {"n": len(standing.rows)}),)
        return Unpaired(mentee_id, "no_mentors", Phrase("pairing.unpaired.no_mentors"), changes=invite)
    taken = np.bincount(partner[partner >= 0], minlength=len(scoring.mentors))
    with_place = standing.places > taken
    counts = _rule_counts(scoring, row, with_place)
    changes = _relaxations(scoring, counts)
    if not (open_scores[place] >= 0).any():
        reason = Phrase("pairing.unpaired.rules", {"n": len(scoring.mentors)})
        return Unpaired(mentee_id, "rules", reason, counts, changes=changes)
    shortage = shortages.get(place)
    if shortage is None:
        people, shortage = _shortage(standing, open_scores, partner, place)
        # Everyone left out inside the same set is short of the same places.
        shortages.update((int(other), shortage) for other in people if partner[other] < 0 and place < other)
    missing = len(shortage.mentee_ids) - shortage.places
    mentors = Phrase("pairing.count.mentors", {"n": len(shortage.mentor_ids)})
    values: dict[str, object] = {
        "mentees": Phrase("pairing.count.mentees", {"n": len(shortage.mentee_ids)}),
        "mentors": mentors,
        "places": Phrase("pairing.count.places", {"n": shortage.places}),
        "n": missing,
    }
    change = Phrase("pairing.unpaired.change_places", {"n": missing, "mentors": mentors})
    reason = Phrase("pairing.unpaired.shortage", values)
    return Unpaired(mentee_id, "shortage", reason, counts, shortage, (change, *changes))


def _rule_counts(scoring: Scoring, row: int, with_place: NDArray[np.bool_]) -> tuple[RuleCount, ...]:
    masks = scoring.broken[row]
    found: list[RuleCount] = []
    for bit, rule in enumerate(scoring.rules):
        value = np.uint32(1 << min(bit, 31))
        blocked = int(((masks & value) != 0).sum())
        if not blocked:
            continue
        alone = np.flatnonzero((masks == value) & with_place)
        best = alone[np.argsort(-scoring.scores[row, alone], kind="stable")][:_NEAREST]
        nearest = tuple(scoring.mentors[column].participant_id for column in best)
        found.append(RuleCount(rule, rule_label(scoring, rule), blocked, len(alone), nearest))
    return tuple(sorted(found, key=lambda count: (-count.mentors, count.rule)))


def _relaxations(scoring: Scoring, counts: Sequence[RuleCount]) -> tuple[Phrase, ...]:
    useful = [count for count in counts if count.alone and count.rule not in _UNCHANGEABLE]
    return tuple(
        Phrase("pairing.unpaired.change_rule", {"rule": rule_subject(scoring, count.rule), "n": count.alone})
        for count in sorted(useful, key=lambda count: -count.alone)
    )


def _shortage(
    standing: Situation, open_scores: NDArray[np.int16], partner: NDArray[np.int64], place: int
) -> tuple[NDArray[np.int64], Shortage]:
    """Follow alternate pairs from one who was left out: all who compete, for all the places they compete for."""
    mentees = np.zeros(len(partner), np.bool_)
    mentors = np.zeros(open_scores.shape[1], np.bool_)
    new = np.array([place])
    mentees[place] = True
    while len(new):
        reached = (open_scores[new] >= 0).any(axis=0) & ~mentors
        mentors |= reached
        holders = np.flatnonzero(partner >= 0)
        new = holders[reached[partner[holders]] & ~mentees[holders]]
        mentees[new] = True
    scoring, inside = standing.scoring, np.flatnonzero(mentees)
    ids = tuple(scoring.mentees[standing.rows[k]].participant_id for k in inside)
    mentor_ids = tuple(scoring.mentors[k].participant_id for k in np.flatnonzero(mentors))
    return inside, Shortage(ids, mentor_ids, int(standing.places[mentors].sum()))
