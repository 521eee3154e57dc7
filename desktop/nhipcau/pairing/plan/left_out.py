"""Why a mentee is left without a pair, proved, and what would change it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.scoring.scores import Scoring
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.explanation.results import RuleCount, Unpaired
from nhipcau.pairing.explanation.rule_names import rule_label, rule_subject
from nhipcau.pairing.plan.decided_plan import Decided
from nhipcau.pairing.plan.rule_relaxation import RuleSteps
from nhipcau.pairing.plan.shortages import Short, shortage_of
from nhipcau.pairing.plan.tied_reasons import Tied
from nhipcau.pairing.settings.pairing_input import Phrase
from nhipcau.pairing.settings.rules import RULES

Names = Mapping[int, str]
"""Mentors by participant id."""
Flags = NDArray[np.bool_]

_NEAREST: Final = 3
_UNCHANGEABLE: Final = frozenset({"same_person", "reporting_line", "refused"})
_UNITS: Final = {"common_slots": "slots", "level_gap": "levels", "time_zone": "hours"}


class _Reasons:
    """Finds the reason of each of those left out by one plan."""

    def __init__(self, made: Decided) -> None:
        self._made = made
        self._standing = made.standing
        self._scoring = made.standing.scoring
        self._with_place = made.standing.places > made.taken
        self._names = {mentor.participant_id: mentor.name for mentor in self._scoring.mentors}
        self._steps = RuleSteps(self._scoring)
        self._allowed = made.standing.open_scores() >= 0 if made.problem.mutual else made.problem.open_pairs()
        self._left = made.left_out()
        self._shortages: list[Short] = []
        self._tied = Tied(made, self._allowed)

    def of(self, place: int) -> Unpaired:
        """Return why the open mentee at this place was left out."""
        scoring, row = self._scoring, int(self._standing.rows[place])
        mentee_id = scoring.mentees[row].participant_id
        if not any(mentor.capacity > 0 for mentor in scoring.mentors):
            invite = (Phrase("pairing.unpaired.change_invite", {"n": len(self._standing.rows)}),)
            return Unpaired(mentee_id, "no_mentors", Phrase("pairing.unpaired.no_mentors"), changes=invite)
        counts = self._rule_counts(row, self._with_place)
        if not self._allowed[place].any():
            return self._ruled_out(row, counts)
        short = self._short(place)
        relaxed = self._relaxations(counts)
        if short is not None and self._whole(short):
            return _too_few(mentee_id, counts, short, relaxed)
        tied = self._tied.reason(mentee_id, place, short is None)
        if tied is not None:
            return replace(tied, rules=counts, changes=(*tied.changes, *relaxed))
        if short is not None:
            return _too_few(mentee_id, counts, short, relaxed)
        return replace(self._tied.last_reason(mentee_id, place), rules=counts, changes=relaxed)

    def _short(self, place: int) -> Short | None:
        known = next((one for one in self._shortages if one.inside[place]), None)
        if known is not None:
            return known
        found = shortage_of(self._made, self._allowed, place)
        if found is not None:
            self._shortages.append(found)
        return found

    def _whole(self, short: Short) -> bool:
        """Say whether the shortage is all there is to say: as many are left out as places are missing."""
        missing = len(short.shortage.mentee_ids) - short.shortage.places
        return int(short.inside[self._left].sum()) == missing

    def _ruled_out(self, row: int, counts: tuple[RuleCount, ...]) -> Unpaired:
        """Name the rule that keeps most mentors away, and what letting go of one rule would give."""
        scoring, most = self._scoring, counts[0]
        values = {"n": len(scoring.mentors), "blocked": most.mentors, "rule": _blocked_by(scoring, most.rule)}
        changes = self._relaxations(counts) or self._with_another_place(row)
        mentee_id = scoring.mentees[row].participant_id
        return Unpaired(mentee_id, "rules", Phrase("pairing.unpaired.rules", values), counts, changes=changes)

    def _rule_counts(self, row: int, with_place: Flags) -> tuple[RuleCount, ...]:
        scoring = self._scoring
        masks = scoring.broken_row(row)
        found: list[RuleCount] = []
        for bit, rule in enumerate(scoring.rules):
            value = np.uint32(1 << min(bit, 31))
            blocked = int(((masks & value) != 0).sum())
            if not blocked:
                continue
            alone = np.flatnonzero((masks == value) & with_place)
            best = alone[np.argsort(-scoring.fits(np.full_like(alone, row), alone), kind="stable")][:_NEAREST]
            nearest = tuple(scoring.mentors[column].participant_id for column in best)
            step, freed = self._steps.smallest(rule, row, alone)
            label = rule_label(scoring, rule)
            found.append(RuleCount(rule, label, blocked, len(alone), nearest, step, freed))
        return tuple(sorted(found, key=lambda count: (-count.mentors, count.rule)))

    def _relaxations(self, counts: Sequence[RuleCount]) -> tuple[Phrase, ...]:
        """Return what letting go of one rule would give; of a rule with a number, only as much as helps first."""
        found: list[Phrase] = []
        for count in _relaxable(counts):
            names = tuple(map(self._names.__getitem__, count.nearest))
            if count.step:
                step = Phrase(f"pairing.count.{_UNITS[count.rule]}", {"n": count.step})
                values = {"step": step, "n": count.freed}
                found.append(Phrase(f"pairing.unpaired.change_step.{count.rule}", values))
            if count.freed < count.alone:
                rule = rule_subject(self._scoring, count.rule)
                values_of_all = {"rule": rule, "n": count.alone, "names": names}
                found.append(Phrase("pairing.unpaired.change_rule", values_of_all))
        return tuple(found)

    def _with_another_place(self, row: int) -> tuple[Phrase, ...]:
        """Return what helps when everyone a single rule keeps away is taken already."""
        everybody = np.ones(len(self._scoring.mentors), np.bool_)
        useful = _relaxable(self._rule_counts(row, everybody))
        return tuple(
            Phrase(
                "pairing.unpaired.change_rule_and_place",
                {
                    "rule": rule_subject(self._scoring, count.rule),
                    "names": tuple(map(self._names.__getitem__, count.nearest)),
                },
            )
            for count in useful
        ) or (Phrase("pairing.unpaired.change_another"),)


def explain_left_out(made: Decided, tick: Callable[[], None] = nothing_to_hear) -> tuple[Unpaired, ...]:
    """Return the reason of every open mentee who has no mentor."""
    left = made.left_out()
    if not len(left):
        return ()
    reasons = _Reasons(made)
    found: list[Unpaired] = []
    for place in left.tolist():
        tick()
        found.append(reasons.of(place))
    return tuple(found)


def bare_left_out(made: Decided) -> tuple[Unpaired, ...]:
    """Return who has no mentor, before anybody asks why."""
    rows = made.standing.rows[made.left_out()].tolist()
    reason = Phrase("pairing.unpaired.looking")
    return tuple(Unpaired(made.standing.scoring.mentees[row].participant_id, "", reason) for row in rows)


def _blocked_by(scoring: Scoring, rule: str) -> Phrase:
    """Return a rule as the middle of a sentence that says why somebody was ruled out."""
    if rule in RULES:
        return Phrase(f"pairing.blocked.{rule}")
    return Phrase("pairing.blocked.must", {"criterion": rule_subject(scoring, rule)})


def _too_few(
    mentee_id: int, counts: tuple[RuleCount, ...], short: Short, relaxed: tuple[Phrase, ...]
) -> Unpaired:
    shortage = short.shortage
    missing = len(shortage.mentee_ids) - shortage.places
    mentors = Phrase("pairing.count.mentors", {"n": len(shortage.mentor_ids)})
    values: dict[str, object] = {
        "mentees": Phrase("pairing.count.mentees", {"n": len(shortage.mentee_ids)}),
        "mentors": mentors,
        "places": Phrase("pairing.count.places", {"n": shortage.places}),
        "n": missing,
    }
    reason = Phrase("pairing.unpaired.shortage", values)
    if short.common is not None:
        reason = Phrase("pairing.unpaired.shortage_common", {**values, "common": short.common})
    change = Phrase("pairing.unpaired.change_places", {"n": missing, "mentors": mentors})
    return Unpaired(mentee_id, "shortage", reason, counts, shortage, (change, *relaxed))


def _relaxable(counts: Sequence[RuleCount]) -> list[RuleCount]:
    useful = [count for count in counts if count.alone and count.rule not in _UNCHANGEABLE]
    return sorted(useful, key=lambda count: -count.alone)
