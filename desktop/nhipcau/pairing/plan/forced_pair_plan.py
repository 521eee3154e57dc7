"""The plan again with one pair as wanted, and who would gain or lose by it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from nhipcau.pairing.engine.deciding.remaining_problem import wanted_by
from nhipcau.pairing.engine.scoring.scores import Scoring
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.explanation.results import Alternative, FitChange, Move, Plan, WhyNot
from nhipcau.pairing.explanation.rule_names import rule_label
from nhipcau.pairing.plan.change_prices import price_choices
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import Constraint, PairingInput, Phrase, Settings

Mentors = Mapping[int, frozenset[int]]
"""Mentee to mentors, participant ids."""


@dataclass(frozen=True, slots=True)
class Again:
    """What the plan would be."""

    price: Alternative
    after: Mentors


def solved_again(
    people: PairingInput,
    settings: Settings | None,
    plan: Plan,
    mentee_id: int,
    mentor_id: int,
    session: PairingSession,
    tick: Callable[[], None] = nothing_to_hear,
) -> Again:
    """Lock the pair, decide again, and change no more than needed."""
    wanted = people.settings if settings is None else settings
    before = _mentors((pair.mentee_id, pair.mentor_id) for pair in plan.pairs)
    people, wanted = _wanting(people, wanted, mentee_id, mentor_id)
    keep = [(pair.mentee_id, pair.mentor_id) for pair in plan.pairs]
    made = session.decided(people, wanted, tick, keep)
    scoring = made.standing.scoring
    after = _mentors(
        (scoring.mentees[row].participant_id, scoring.mentors[column].participant_id)
        for row, column in zip(made.all_rows.tolist(), made.all_columns.tolist(), strict=True)
    )
    _, fits = made.proposed()
    column = scoring.column(mentor_id)
    row = scoring.row(mentee_id)
    blocked = [rule_label(scoring, rule) for rule in scoring.broken_by(row, column)]
    if any(pair.over_capacity for pair in made.standing.fixed if (pair.row, pair.column) == (row, column)):
        blocked.append(Phrase("pairing.problem.over_capacity", {"n": scoring.mentors[column].capacity}))
    fit = scoring.fit(row, column)
    several = wanted_by(scoring.mentees[row], scoring.settings.rules) > 1
    better = scoring.open[row] > fit
    price = Alternative(
        mentor_id,
        fit,
        0 if blocked else int(better.sum()) + 1,
        _total(scoring, before) - _total(scoring, after),
        len(before) - len(after),
        _moves(scoring, before, after, (mentee_id, mentor_id), several=several),
        tuple(blocked),
        mentor_id in before.get(mentee_id, ()),
        min(fits, default=0),
        made.solution.proved,
    )
    return Again(price, after)


def _wanting(
    people: PairingInput, settings: Settings, mentee_id: int, mentor_id: int
) -> tuple[PairingInput, Settings]:
    """Lock the pair; other locks and confirmed pairs of the mentee go when there is no room for all of them."""
    about = {mentee_id, mentor_id} if settings.rules.mutual else {mentee_id}
    room = 0 if settings.rules.mutual else wanted_by(people.candidate(mentee_id), settings.rules) - 1

    def concerns(mentee: int, mentor: int) -> bool:
        ends = {mentee, mentor} if settings.rules.mutual else {mentee}
        return bool(ends & about) and (mentee, mentor) != (mentee_id, mentor_id)

    standing = [pair for pair in people.current if concerns(*pair)]
    locks = [one for one in settings.constraints if one.kind == "locked"]
    mine = [one for one in locks if concerns(one.mentee_id, one.mentor_id)]
    go = [*standing[room:], *((one.mentee_id, one.mentor_id) for one in mine[max(room - len(standing), 0) :])]
    if standing[room:]:
        people = replace(people, current=tuple(pair for pair in people.current if pair not in go))
    constraints = [
        one
        for one in settings.constraints
        if one.kind != "locked" or (one.mentee_id, one.mentor_id) not in go
    ]
    return people, replace(settings, constraints=(*constraints, Constraint(mentor_id, mentee_id, "locked")))


def explain_why_not(
    people: PairingInput,
    settings: Settings | None,
    plan: Plan,
    mentee_id: int,
    mentor_id: int,
    session: PairingSession,
) -> WhyNot:
    """Price the pair, by chains where they are exact, and say whose fit would change."""
    scoring = session.scored(people, settings)
    broken = scoring.broken_by(scoring.row(mentee_id), scoring.column(mentor_id))
    before = _mentors((pair.mentee_id, pair.mentor_id) for pair in plan.pairs)
    found = price_choices(people, settings, plan, mentee_id, session)
    price = next((one for one in found if one.mentor_id == mentor_id), None)
    if price is None or not price.exact:
        again = solved_again(people, settings, plan, mentee_id, mentor_id, session)
        price, after = again.price, again.after
    else:
        after = _after(before, price, mentee_id)
    return WhyNot(
        mentee_id,
        mentor_id,
        tuple(rule_label(scoring, rule) for rule in broken),
        price,
        _changes(scoring, before, after),
    )


def _mentors(pairs: Iterable[tuple[int, int]]) -> Mentors:
    found: dict[int, set[int]] = defaultdict(set)
    for mentee, mentor in pairs:
        found[mentee].add(mentor)
    return {mentee: frozenset(mentors) for mentee, mentors in found.items()}


def _after(before: Mentors, price: Alternative, mentee_id: int) -> Mentors:
    after = dict(before)
    if not price.current:
        after[mentee_id] = frozenset({price.mentor_id})
        for move in price.moves:
            after[move.mentee_id] = frozenset(() if move.to_mentor_id is None else {move.to_mentor_id})
    return {mentee: mentors for mentee, mentors in after.items() if mentors}


def _fits(scoring: Scoring) -> Callable[[int, int], int]:
    rows = {person.participant_id: k for k, person in enumerate(scoring.mentees)}
    columns = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    return lambda mentee, mentor: scoring.fit(rows[mentee], columns[mentor])


def _total(scoring: Scoring, plan: Mentors) -> int:
    fit = _fits(scoring)
    return sum(fit(mentee, mentor) for mentee, mentors in plan.items() for mentor in mentors)


def _moves(
    scoring: Scoring, before: Mentors, after: Mentors, wanted: tuple[int, int], *, several: bool
) -> tuple[Move, ...]:
    """Return who goes where. The pair wanted is no move, nor is leaving one's only mentor for it."""
    mentee_id, mentor_id = wanted
    found: list[Move] = []
    for person in scoring.mentees:
        mentee = person.participant_id
        was, will = before.get(mentee, frozenset()), after.get(mentee, frozenset())
        gone, new = (sorted(ids, key=scoring.column) for ids in (was - will, will - was))
        if mentee == mentee_id and mentor_id in new:
            new.remove(mentor_id)
            if not several:
                gone.clear()
        found += [Move(mentee, one, other) for one, other in zip_longest(gone, new)]
    return tuple(found)


def _changes(scoring: Scoring, before: Mentors, after: Mentors) -> tuple[FitChange, ...]:
    """Return everybody whose mentors change, those who lose most first."""
    fit = _fits(scoring)

    def summed(plan: Mentors, mentee: int) -> int | None:
        mentors = plan.get(mentee)
        return sum(fit(mentee, mentor) for mentor in mentors) if mentors else None

    ids = [person.participant_id for person in scoring.mentees]
    changed = [mentee for mentee in ids if before.get(mentee) != after.get(mentee)]
    found = [FitChange(mentee, summed(before, mentee), summed(after, mentee)) for mentee in changed]
    # Losing one's only mentor is worse than any lower fit.
    return tuple(sorted(found, key=lambda one: (one.after is not None, _gain(one))))


def _gain(change: FitChange) -> int:
    return (change.after or 0) - (change.before or 0)
