"""Why a mentee is left without a pair, proved, and what would change it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.criteria import criterion_label
from nhipcau.pairing.engine.scores import MUST, Scoring
from nhipcau.pairing.engine.situation import Situation
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.profiles import Phrase
from nhipcau.pairing.results import RuleCount, Shortage, Unpaired
from nhipcau.pairing.rules import RULES

Names = Mapping[int, str]
"""Mentors by participant id."""

_NEAREST: Final = 3
_UNCHANGEABLE: Final = frozenset({"same_person", "reporting_line", "refused"})


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
    standing: Situation,
    open_scores: NDArray[np.int16],
    partner: NDArray[np.int64],
    tick: Callable[[], None] = nothing_to_hear,
) -> tuple[Unpaired, ...]:
    """Return the reason of everyone in `partner` who has none."""
    left = np.flatnonzero(partner < 0)
    allowed = open_scores >= 0
    taken = np.bincount(partner[partner >= 0], minlength=len(standing.places))
    names = {mentor.participant_id: mentor.name for mentor in standing.scoring.mentors}
    found: list[Unpaired] = []
    shortages: list[_Short] = []
    for place in left.tolist():
        tick()
        row = int(standing.rows[place])
        mentee_id = standing.scoring.mentees[row].participant_id
        if not any(mentor.capacity > 0 for mentor in standing.scoring.mentors):
            invite = (Phrase("pairing.unpaired.change_invite", {"n": len(standing.rows)}),)
            reason = Phrase("pairing.unpaired.no_mentors")
            found.append(Unpaired(mentee_id, "no_mentors", reason, changes=invite))
            continue
        counts = _rule_counts(standing.scoring, row, standing.places > taken)
        if not allowed[place].any():
            found.append(_ruled_out(standing.scoring, row, counts, names))
            continue
        short = next((known for known in shortages if known.inside[place]), None)
        if short is None:
            short = _shortage(standing, allowed, partner, place)
            shortages.append(short)
        found.append(_too_few(standing.scoring, mentee_id, counts, short.shortage, names))
    return tuple(found)


def _ruled_out(scoring: Scoring, row: int, counts: tuple[RuleCount, ...], names: Names) -> Unpaired:
    """Name the rule that keeps most mentors away, and what letting go of one rule would give."""
    most = counts[0]
    values = {"n": len(scoring.mentors), "blocked": most.mentors, "rule": _blocked_by(scoring, most.rule)}
    changes = _relaxations(scoring, counts, names) or _with_a_place(scoring, row, names)
    mentee_id = scoring.mentees[row].participant_id
    return Unpaired(mentee_id, "rules", Phrase("pairing.unpaired.rules", values), counts, changes=changes)


def _blocked_by(scoring: Scoring, rule: str) -> Phrase:
    """Return a rule as the middle of a sentence that says why somebody was ruled out."""
    if rule in RULES:
        return Phrase(f"pairing.blocked.{rule}")
    return Phrase("pairing.blocked.must", {"criterion": rule_subject(scoring, rule)})


def _too_few(
    scoring: Scoring, mentee_id: int, counts: tuple[RuleCount, ...], shortage: Shortage, names: Names
) -> Unpaired:
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
    return Unpaired(
        mentee_id, "shortage", reason, counts, shortage, (change, *_relaxations(scoring, counts, names))
    )


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


def _relaxations(scoring: Scoring, counts: Sequence[RuleCount], names: Names) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(
            "pairing.unpaired.change_rule",
            {
                "rule": rule_subject(scoring, count.rule),
                "n": count.alone,
                "names": tuple(map(names.__getitem__, count.nearest)),
            },
        )
        for count in _relaxable(counts)
    )


def _relaxable(counts: Sequence[RuleCount]) -> list[RuleCount]:
    useful = [count for count in counts if count.alone and count.rule not in _UNCHANGEABLE]
    return sorted(useful, key=lambda count: -count.alone)


@dataclass(frozen=True, slots=True)
class _Short:
    shortage: Shortage
    inside: NDArray[np.bool_]
    """The open mentees who compete."""


def _with_a_place(scoring: Scoring, row: int, names: Names) -> tuple[Phrase, ...]:
    """Return what helps when everyone a single rule keeps away is taken already."""
    everybody = np.ones(len(scoring.mentors), np.bool_)
    useful = _relaxable(_rule_counts(scoring, row, everybody))
    return tuple(
        Phrase(
            "pairing.unpaired.change_rule_and_place",
            {
                "rule": rule_subject(scoring, count.rule),
                "names": tuple(map(names.__getitem__, count.nearest)),
            },
        )
        for count in useful
    ) or (Phrase("pairing.unpaired.change_another"),)


def _shortage(
    standing: Situation, allowed: NDArray[np.bool_], partner: NDArray[np.int64], place: int
) -> _Short:
    """Follow alternate pairs from one who was left out: all who compete, for all the places they compete for.

    Everyone left out who has no choice beyond these mentors joins in, with those they compete with, until nobody does:
    so all of them are told of one shortage, as large as it is.
    """
    mentees, mentors = np.zeros(len(partner), np.bool_), np.zeros(allowed.shape[1], np.bool_)
    waiting = (partner < 0) & allowed.any(axis=1)
    new = np.array([place])
    while len(new):
        mentees[new] = True
        mentors |= allowed[new].any(axis=0)
        holders = (partner >= 0) & mentors[partner]
        stuck = waiting & ~(allowed & ~mentors).any(axis=1)
        new = np.flatnonzero((holders | stuck) & ~mentees)
    scoring, inside = standing.scoring, np.flatnonzero(mentees)
    ids = tuple(scoring.mentees[standing.rows[k]].participant_id for k in inside)
    mentor_ids = tuple(scoring.mentors[k].participant_id for k in np.flatnonzero(mentors))
    return _Short(Shortage(ids, mentor_ids, int(standing.places[mentors].sum())), mentees)
