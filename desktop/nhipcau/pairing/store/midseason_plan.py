"""Re-pairing in mid-season: why it is called for, what is proposed, and what each change is for.

Whoever is well stays. Pairs that are let go are never made again, people who wait come first, longest first; only
when asked may somebody who is well move, and then as few as possible.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from sqlmodel import Session

from nhipcau.common.progress import Progress
from nhipcau.pairing.explanation.results import Plan, ProposedPair
from nhipcau.pairing.settings.pairing_input import Candidate, Constraint, PairingInput, Phrase, Settings
from nhipcau.pairing.store.queries import PairRow, enrolled_on, pair_rows, pairing_input

Ids = tuple[int, int]
"""Participant ids of a mentee and a mentor."""
GroundKind = Literal["mentor_left", "mentee_left", "not_good", "waiting", "late"]
GROUNDS: Final[tuple[GroundKind, ...]] = ("mentor_left", "mentee_left", "not_good", "waiting", "late")
EndKind = Literal["mentor_left", "mentee_left", "not_good", "released", "moved"]
_MOVABLE: Final = ("confirmed", "active")


@dataclass(frozen=True, slots=True)
class MidSeason:
    """A programme that is under way: its people, its pairs with their lives, and when everyone joined."""

    people: PairingInput
    rows: tuple[PairRow, ...]
    joined: Mapping[int, date | None]


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason to pair again. `since` is since when somebody waits, or when the pair said that it is not good."""

    kind: GroundKind
    mentee_id: int
    mentor_id: int | None
    since: date | None
    why: Phrase


@dataclass(frozen=True, slots=True)
class Ending:
    """A pair that would end."""

    mentee_id: int
    mentor_id: int
    kind: EndKind
    why: Phrase


@dataclass(frozen=True, slots=True)
class Change:
    """A mentee whose mentors would change, and what for."""

    mentee_id: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    since: date | None
    why: Phrase


@dataclass(frozen=True, slots=True)
class Repair:
    """What is proposed: `carry_out_repairing` ends `ends` and confirms `new`."""

    plan: Plan
    ends: tuple[Ending, ...]
    changes: tuple[Change, ...]
    waiting: tuple[int, ...]
    """Mentees who would still be without a mentor, longest waiting first."""
    untouched: int
    """Pairs that stay as they are."""

    @property
    def new(self) -> tuple[ProposedPair, ...]:
        return tuple(pair for pair in self.plan.pairs if not pair.confirmed)

    @property
    def moved(self) -> tuple[Ending, ...]:
        """Pairs that are well and would make room."""
        return tuple(end for end in self.ends if end.kind == "moved")


def mid_season(db: Session, programme_id: int) -> MidSeason:
    """Read what re-pairing needs of one programme."""
    return MidSeason(
        pairing_input(db, programme_id), pair_rows(db, programme_id), enrolled_on(db, programme_id)
    )


def grounds(season: MidSeason) -> tuple[Ground, ...]:
    """Return every reason to act: who has left their pair, which pairs are not good, who waits and since when."""
    found = [_ground_of_pair(season, row, kind) for row, kind in _ailing(season)]
    found += [_ground_of_waiting(season, mentee, since) for mentee, since in _waiting(season)]
    order = {kind: place for place, kind in enumerate(GROUNDS)}
    return tuple(sorted(found, key=lambda one: (order[one.kind], one.since or date.min, one.mentee_id)))


def _ailing(season: MidSeason) -> list[tuple[PairRow, Literal["mentor_left", "mentee_left", "not_good"]]]:
    there = {person.participant_id for person in season.people.candidates}
    unwell = {(row.mentee_id, row.mentor_id) for row in season.rows if row.fit_answer == "not_good"}
    if season.people.settings.rules.mutual:
        unwell |= {(mentor, mentee) for mentee, mentor in unwell}
    found: list[tuple[PairRow, Literal["mentor_left", "mentee_left", "not_good"]]] = []
    for row in season.rows:
        if row.state not in _MOVABLE:
            continue
        if row.mentor_id not in there:
            found.append((row, "mentor_left"))
        elif row.mentee_id not in there:
            found.append((row, "mentee_left"))
        elif (row.mentee_id, row.mentor_id) in unwell:
            found.append((row, "not_good"))
    return found


def _ground_of_pair(
    season: MidSeason, row: PairRow, kind: Literal["mentor_left", "mentee_left", "not_good"]
) -> Ground:
    values = {"mentor": row.mentor_name, "mentee": row.mentee_name}
    return Ground(
        kind, row.mentee_id, row.mentor_id, row.fit_answered_on, Phrase(f"pairing.repair.{kind}", values)
    )


def _waiting(season: MidSeason) -> list[tuple[Candidate, date | None]]:
    """Return the mentees without a mentor and since when, longest first."""
    people = season.people
    has_one = {mentee for mentee, _ in people.current}
    mentees = people.mentees
    if people.settings.rules.mutual:
        mentees = people.candidates
        has_one |= {mentor for _, mentor in people.current}
    ended: dict[int, date] = {}
    for row in season.rows:
        if row.ended_on is not None:
            ended[row.mentee_id] = max(row.ended_on, ended.get(row.mentee_id, date.min))
    found = [
        (mentee, ended.get(mentee.participant_id, season.joined.get(mentee.participant_id)))
        for mentee in mentees
        if mentee.participant_id not in has_one
    ]
    return sorted(
        found, key=lambda one: (not one[0].left_out_before, one[1] or date.min, one[0].participant_id)
    )


def _ground_of_waiting(season: MidSeason, mentee: Candidate, since: date | None) -> Ground:
    began = min((row.confirmed_on for row in season.rows if row.confirmed_on is not None), default=None)
    had_one = any(row.mentee_id == mentee.participant_id for row in season.rows)
    late = began is not None and since is not None and since > began and not had_one
    kind: GroundKind = "late" if late else "waiting"
    return Ground(kind, mentee.participant_id, None, since, _since(kind, mentee.name, since))


def _since(kind: GroundKind, name: str, since: date | None) -> Phrase:
    if since is None:
        return Phrase("pairing.repair.waiting_for_long", {"mentee": name})
    return Phrase(f"pairing.repair.{kind}", {"mentee": name, "date": since.strftime("%d/%m/%Y")})


def propose(
    season: MidSeason,
    release: Iterable[Ids] | None = None,
    *,
    settings: Settings | None = None,
    allow_moves: bool = False,
    progress: Progress | None = None,
) -> Repair:
    """Pair again around those who are well.

    `release` are the pairs to dissolve; None takes those whose fit answer is not good. Pairs one of whom has left end
    in any case. With `allow_moves` others who are well may get another mentor, as few as possible and only where that
    gives somebody without a mentor one.
    """
    from nhipcau.pairing.plan.fewest_moves import kept_by_fewest_moves, served_first, with_priority
    from nhipcau.pairing.plan.plan_builder import make_plan

    rules = settings or season.people.settings
    ailing = {(row.mentee_id, row.mentor_id): kind for row, kind in _ailing(season)}
    wanted = [ids for ids, kind in ailing.items() if kind == "not_good"] if release is None else release
    let_go = _both_ways(wanted, season, rules)
    gone = {ids for ids, kind in ailing.items() if kind != "not_good"} | let_go
    without, rules = _dissolved(season.people, rules, gone, let_go)
    first = [mentee.participant_id for mentee, _ in _waiting(season)]
    first += sorted({mentee for mentee, _ in gone} - set(first))
    standing = set(without.current)
    if allow_moves:
        heard = progress or Progress()
        movable = _movable(season, rules, standing)
        standing = kept_by_fewest_moves(without, rules, first, movable, lambda: heard.report(0, 1))
    calm = replace(without, current=tuple(sorted(standing)))
    moved = set(without.current) - standing
    order = [*sorted({mentee for mentee, _ in moved}), *first]
    plan = make_plan(with_priority(calm, served_first(calm, rules, order)), rules, progress)
    ends = tuple(_ending(row, ailing, gone, moved) for row in season.rows if _ends(row, gone | moved))
    return Repair(plan, ends, _changes(season, plan, ends), _still_waiting(plan, first), len(standing))


def _both_ways(release: Iterable[Ids], season: MidSeason, settings: Settings) -> set[Ids]:
    wanted = set(release)
    if settings.rules.mutual:
        wanted |= {(mentor, mentee) for mentee, mentor in wanted}
    return wanted & set(season.people.current)


def _dissolved(
    people: PairingInput, settings: Settings, gone: set[Ids], let_go: set[Ids]
) -> tuple[PairingInput, Settings]:
    """Return people and settings without these pairs: their places are free, and nobody gets the same again."""
    constraints = [one for one in settings.constraints if (one.mentee_id, one.mentor_id) not in let_go]
    constraints += [Constraint(mentor, mentee, "forbidden") for mentee, mentor in sorted(let_go)]
    current = tuple(ids for ids in people.current if ids not in gone)
    rules = replace(settings.rules, priority_left_out=True)
    return replace(people, current=current), replace(settings, rules=rules, constraints=tuple(constraints))


def _movable(season: MidSeason, settings: Settings, standing: set[Ids]) -> set[Ids]:
    """Return the pairs that may move when moves are allowed: not those locked or completed."""
    locked = {(one.mentee_id, one.mentor_id) for one in settings.constraints if one.kind == "locked"}
    states = {(row.mentee_id, row.mentor_id): row.state for row in season.rows if row.stands}
    return {ids for ids in standing if states.get(ids) in _MOVABLE and ids not in locked}


def _ends(row: PairRow, ending: set[Ids]) -> bool:
    return row.stands and (row.mentee_id, row.mentor_id) in ending


def _ending(row: PairRow, ailing: Mapping[Ids, EndKind], gone: set[Ids], moved: set[Ids]) -> Ending:
    ids = (row.mentee_id, row.mentor_id)
    kind: EndKind = "moved" if ids in moved and ids not in gone else ailing.get(ids, "released")
    values = {"mentor": row.mentor_name, "mentee": row.mentee_name}
    return Ending(*ids, kind, Phrase(f"pairing.repair.{kind}", values))


def _changes(season: MidSeason, plan: Plan, ends: Sequence[Ending]) -> tuple[Change, ...]:
    """Return everybody who would lose or get a mentor, those who move for others last."""
    before, after = (
        _mentors_of(season.people.current),
        _mentors_of((pair.mentee_id, pair.mentor_id) for pair in plan.pairs),
    )
    why = {end.mentee_id: end.why for end in ends}
    moved = {end.mentee_id for end in ends if end.kind == "moved"}
    since = {mentee.participant_id: (mentee, day) for mentee, day in _waiting(season)}
    there = {person.participant_id for person in season.people.candidates}
    found = []
    for mentee in sorted(before.keys() | after.keys()):
        if mentee not in there or before.get(mentee, ()) == after.get(mentee, ()):
            continue
        waited = since.get(mentee)
        reason = why.get(mentee) or _why_new(season, mentee, waited)
        found.append(
            Change(
                mentee,
                before.get(mentee, ()),
                after.get(mentee, ()),
                None if waited is None else waited[1],
                reason,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.mentee_id in moved, bool(one.before), one.mentee_id)))


def _why_new(season: MidSeason, mentee: int, waited: tuple[Candidate, date | None] | None) -> Phrase:
    if waited is not None:
        return _ground_of_waiting(season, *waited).why
    return Phrase("pairing.repair.one_more", {"mentee": season.people.candidate(mentee).name})


def _mentors_of(pairs: Iterable[Ids]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for mentee, mentor in pairs:
        found[mentee] = tuple(sorted((*found.get(mentee, ()), mentor)))
    return found


def _still_waiting(plan: Plan, first: Sequence[int]) -> tuple[int, ...]:
    left = {one.mentee_id for one in plan.unpaired}
    return tuple(one for one in first if one in left)
