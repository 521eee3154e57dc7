"""What is true of every plan, however it was found: places, locks, shares, and that nobody is lost or twice there."""

from collections import Counter

from nhipcau.common.words import LANGUAGES, Words
from nhipcau.pairing.engine.deciding.remaining_problem import everyone_both, situation, wanted_by
from nhipcau.pairing.explanation.quotas import shares_of
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.settings.pairing_input import PairingInput

_KINDS = frozenset({"no_mentors", "rules", "shortage", "groups", "quotas", "taken", "total", "others"})


def check_sound(people: PairingInput, plan: Plan) -> None:
    """Hold a plan that was proved to be the best to everything that can be said of it without looking for another."""
    everybody = everyone_both(people) if people.settings.rules.mutual else people
    _nobody_is_lost(everybody, plan)
    _places_are_kept(everybody, plan)
    _constraints_are_kept(everybody, plan)
    _groups_are_kept(everybody, plan)
    _shares_are_told(people, plan)
    _figures_are_right(plan)
    assert plan.totals.proved
    assert (plan.totals.gap, plan.totals.people_gap) == (0, 0)
    if people.settings.rules.mutual:
        both = {(pair.mentee_id, pair.mentor_id) for pair in plan.pairs}
        assert both == {(mentor, mentee) for mentee, mentor in both}


def _nobody_is_lost(people: PairingInput, plan: Plan) -> None:
    """Everybody has a pair, or one with somebody who has left, or is left out once with a reason that can be said."""
    mentees = {one.participant_id for one in people.mentees}
    mentors = {one.participant_id for one in people.mentors}
    pairs = [(pair.mentee_id, pair.mentor_id) for pair in plan.pairs]
    assert len(pairs) == len(set(pairs))
    assert all(mentee in mentees and mentor in mentors and mentee != mentor for mentee, mentor in pairs)
    left = [one.mentee_id for one in plan.unpaired]
    assert len(left) == len(set(left))
    elsewhere = {mentee for pair in people.current for mentee in pair if set(pair) - (mentees | mentors)}
    paired = {mentee for mentee, _ in pairs}
    assert not paired & set(left)
    assert paired | set(left) | (elsewhere & mentees) == mentees
    for one in plan.unpaired:
        assert one.kind in _KINDS
        for language in LANGUAGES:
            said = (one.reason, *one.changes)
            assert all(phrase.text(Words(language)).strip() for phrase in said)


def _standing(people: PairingInput) -> set[tuple[int, int]]:
    """Return the confirmed pairs; of peers, both ways."""
    turned = [pair[::-1] for pair in people.current] if people.settings.rules.mutual else []
    return {*people.current, *turned}


def _places_are_kept(people: PairingInput, plan: Plan) -> None:
    rules = people.settings.rules
    mentees = {one.participant_id for one in people.mentees}
    load = Counter(pair.mentor_id for pair in plan.pairs)
    standing = Counter(pair.mentor_id for pair in plan.pairs if pair.confirmed or pair.locked)
    free = {one.mentor_id: one for one in plan.free_mentors}
    gone = Counter(mentor for mentee, mentor in _standing(people) if mentee not in mentees)
    for mentor in people.mentors:
        key = mentor.participant_id
        assert load[key] <= max(mentor.capacity, standing[key])
        taken = load[key] + gone[key]
        assert (key in free) == (taken < mentor.capacity)
        if key in free:
            assert (free[key].capacity, free[key].taken) == (mentor.capacity, taken)
    for mentee in people.mentees:
        has = sum(pair.mentee_id == mentee.participant_id for pair in plan.pairs)
        confirmed = sum(pair.mentee_id == mentee.participant_id and pair.confirmed for pair in plan.pairs)
        assert has <= max(wanted_by(mentee, rules), confirmed)


def _constraints_are_kept(people: PairingInput, plan: Plan) -> None:
    """A lock gives way only where one of the two has all mentors they want by pairs and locks that stand."""
    rules = people.settings.rules
    mentees = {one.participant_id: one for one in people.mentees}
    mentors = {one.participant_id for one in people.mentors}
    pairs = {(pair.mentee_id, pair.mentor_id): pair for pair in plan.pairs}
    standing = {pair for pair, one in pairs.items() if one.locked} | _standing(people)
    held = Counter(mentee for mentee, _ in standing)
    full = {key for key, one in mentees.items() if held[key] >= wanted_by(one, rules)}
    locked = {(one.mentee_id, one.mentor_id) for one in people.settings.constraints if one.kind == "locked"}
    for mentee, mentor in locked:
        if mentee in mentees and mentor in mentors and mentee != mentor:
            ends = {mentee, mentor} if rules.mutual else {mentee}
            assert (mentee, mentor) in pairs or ends & full
    for one in people.settings.constraints:
        pair = pairs.get((one.mentee_id, one.mentor_id))
        assert one.kind != "forbidden" or pair is None or pair.confirmed or pair.locked


def _groups_are_kept(people: PairingInput, plan: Plan) -> None:
    least = people.settings.rules.group_least
    standing = {mentor for _, mentor in people.current}
    standing |= {pair.mentor_id for pair in plan.pairs if pair.locked or pair.confirmed}
    load = Counter(pair.mentor_id for pair in plan.pairs)
    assert all(count >= least for mentor, count in load.items() if mentor not in standing)


def _shares_are_told(people: PairingInput, plan: Plan) -> None:
    """Every share is kept, or the pairs that stood before have broken it."""
    standing = situation(people, None)
    shares = shares_of(standing.scoring)
    assert [one.setting for one in plan.quotas] == [share.setting for share in shares]
    if not standing.fixed:
        assert all(one.kept for one in plan.quotas)


def _figures_are_right(plan: Plan) -> None:
    new = [pair for pair in plan.pairs if not pair.confirmed]
    totals = plan.totals
    assert totals.matched == len(new)
    assert totals.total == sum(pair.fit for pair in new)
    assert totals.worst == min((pair.fit for pair in new), default=0)
    assert totals.mentees == len({pair.mentee_id for pair in new})
