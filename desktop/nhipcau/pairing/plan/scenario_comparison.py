"""Kept plans side by side: who changes, how the fits lie, what each asks of the mentors, what time has made of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from nhipcau.pairing.explanation.results import Plan, ProposedPair
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, Phrase, Settings

BINS = 20
"""Bars of a picture of fits: five percent each."""


NOTICED = 100
"""How much a fit changes before it is said: what no answer counts for moves a little with whoever comes or goes."""


@dataclass(frozen=True, slots=True)
class KeptPair:
    """One pair of a kept plan; `fit` (0-10000) as it was when kept."""

    mentee_id: int
    mentor_id: int
    fit: int
    locked: bool = False
    confirmed: bool = False

    @property
    def ids(self) -> tuple[int, int]:
        return self.mentee_id, self.mentor_id


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan kept by name, with what it was made from."""

    id: int
    programme_id: int
    name: str
    note: str
    created_at: datetime
    settings: Settings
    pairs: tuple[KeptPair, ...]
    lost: int = 0
    """Pairs that went because somebody in them was removed from the programme."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One plan in numbers; fits are 0-10000, of all its pairs."""

    mentees: int
    pairs: int
    total: int
    worst: int
    mean: int
    bars: tuple[int, ...]
    """How many pairs lie in each of `BINS` equal bands of fit, the lowest first."""
    mentors: int
    """Mentors who get somebody."""
    most: int
    """The most mentees one mentor gets."""
    kept: int
    """Of the pairs that stand now, how many it keeps."""
    broken: int
    """Of the pairs that stand now, how many it has not."""
    blocking: int = 0
    """Pairs who would both rather have each other than what the plan gives them."""


@dataclass(frozen=True, slots=True)
class MenteeChange:
    """A mentee whose mentors differ between two plans, with the fits there."""

    mentee_id: int
    left: tuple[KeptPair, ...]
    right: tuple[KeptPair, ...]

    @property
    def difference(self) -> int:
        """How much better the right plan is for this mentee."""
        return sum(pair.fit for pair in self.right) - sum(pair.fit for pair in self.left)


@dataclass(frozen=True, slots=True)
class Load:
    """How many of a mentor's places two plans take."""

    mentor_id: int
    places: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class ScenarioComparison:
    """Two plans compared, `left` with `right`."""

    left: Figures
    right: Figures
    same: int
    """Pairs that are in both."""
    changes: tuple[MenteeChange, ...]
    """The largest loss first."""
    loads: tuple[Load, ...]
    """Mentors of whom the two plans ask different things first, then by places taken."""
    only_left: tuple[int, ...]
    """Mentees with a mentor only there."""
    only_right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """A pair of a kept plan that is no longer as it was kept, and why. `gone` ones cannot be confirmed."""

    pair: KeptPair
    gone: bool
    marks: tuple[Phrase, ...]


@dataclass(slots=True)
class _Count:
    """Who has how many so far."""

    of_mentor: Counter[int] = field(default_factory=Counter)
    of_mentee: Counter[int] = field(default_factory=Counter)


def kept_pairs(plan: Plan | Iterable[ProposedPair]) -> tuple[KeptPair, ...]:
    """Return the pairs of the plan on the screen as they would be kept, to compare with kept ones."""
    pairs = plan.pairs if isinstance(plan, Plan) else plan
    return tuple(
        KeptPair(pair.mentee_id, pair.mentor_id, pair.fit, pair.locked, pair.confirmed) for pair in pairs
    )


def figures(pairs: Sequence[KeptPair], current: Iterable[tuple[int, int]] = (), blocking: int = 0) -> Figures:
    """Return one plan in numbers; `current` are the pairs (mentee, mentor) that stand now."""
    fits = [pair.fit for pair in pairs]
    bars = Counter(min(fit * BINS // 10_001, BINS - 1) for fit in fits)
    loads = Counter(pair.mentor_id for pair in pairs)
    ids, standing = {pair.ids for pair in pairs}, set(current)
    return Figures(
        mentees=len({pair.mentee_id for pair in pairs}),
        pairs=len(pairs),
        total=sum(fits),
        worst=min(fits, default=0),
        mean=round(sum(fits) / len(fits)) if fits else 0,
        bars=tuple(bars[band] for band in range(BINS)),
        mentors=len(loads),
        most=max(loads.values(), default=0),
        kept=len(ids & standing),
        broken=len(standing - ids),
        blocking=blocking,
    )


def side_by_side(
    people: PairingInput,
    left: Sequence[KeptPair],
    right: Sequence[KeptPair],
    session: PairingSession | None = None,
) -> ScenarioComparison:
    """Compare two lists of pairs; either may be a kept plan, the plan on the screen, or what stands."""
    mine, yours, session = _by_mentee(left), _by_mentee(right), session or PairingSession()
    changes = [
        MenteeChange(mentee, tuple(mine.get(mentee, ())), tuple(yours.get(mentee, ())))
        for mentee in mine.keys() | yours.keys()
        if {pair.mentor_id for pair in mine.get(mentee, ())}
        != {pair.mentor_id for pair in yours.get(mentee, ())}
    ]
    return ScenarioComparison(
        left=figures(left, people.current, blocking_count(people, left, session)),
        right=figures(right, people.current, blocking_count(people, right, session)),
        same=len({pair.ids for pair in left} & {pair.ids for pair in right}),
        changes=tuple(sorted(changes, key=lambda change: (change.difference, change.mentee_id))),
        loads=_loads(people, left, right),
        only_left=tuple(sorted(mine.keys() - yours.keys())),
        only_right=tuple(sorted(yours.keys() - mine.keys())),
    )


def blocking_count(people: PairingInput, pairs: Iterable[KeptPair], session: PairingSession) -> int:
    """Return how many would rather leave the plan together, by the fits and rules of today."""
    import numpy as np

    from nhipcau.pairing.engine.deciding.remaining_problem import wanted_by
    from nhipcau.pairing.engine.deciding.stability import blocking_pairs

    scoring = session.scored(people, None)
    row_of = {person.participant_id: k for k, person in enumerate(scoring.mentees)}
    column_of = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    known = [
        (row_of[mentee], column_of[mentor])
        for mentee, mentor in (pair.ids for pair in pairs)
        if mentee in row_of and mentor in column_of
    ]
    chosen = np.array(known, np.int64).reshape(-1, 2)
    scores = scoring.open.copy()
    scores[chosen[:, 0], chosen[:, 1]] = scoring.fits(chosen[:, 0], chosen[:, 1])  # a lock may break a rule
    rules = people.settings.rules
    rows, _ = blocking_pairs(
        scores,
        scores,
        (chosen[:, 0], chosen[:, 1]),
        np.array([max(person.capacity, 0) for person in scoring.mentors], np.int64),
        np.array([wanted_by(person, rules) for person in scoring.mentees], np.int64),
    )
    return len(rows) // 2 if rules.mutual else len(rows)


def _by_mentee(pairs: Iterable[KeptPair]) -> dict[int, list[KeptPair]]:
    found: dict[int, list[KeptPair]] = {}
    for pair in pairs:
        found.setdefault(pair.mentee_id, []).append(pair)
    return found


def _loads(people: PairingInput, left: Iterable[KeptPair], right: Iterable[KeptPair]) -> tuple[Load, ...]:
    mine, yours = Counter(pair.mentor_id for pair in left), Counter(pair.mentor_id for pair in right)
    places = {mentor.participant_id: mentor.capacity for mentor in people.mentors}
    loads = [
        Load(mentor, places.get(mentor, 0), mine[mentor], yours[mentor])
        for mentor in places.keys() | mine.keys() | yours.keys()
    ]
    return tuple(
        sorted(loads, key=lambda one: (-abs(one.left - one.right), -max(one.left, one.right), one.mentor_id))
    )


def stale_pairs(
    people: PairingInput, kept: Sequence[KeptPair], fits: Mapping[tuple[int, int], int] | None = None
) -> tuple[Stale, ...]:
    """Return what time has made of a kept plan. `fits` are today's (see `fits_now`); without them only who is gone."""
    there = {person.participant_id: person for person in people.candidates}
    standing = set(people.current)
    count = _Count(
        Counter(mentor for _, mentor in people.current), Counter(mentee for mentee, _ in people.current)
    )
    found = []
    for pair in kept:
        gone = [] if pair.ids in standing else _gone(people, pair, there, count)
        marks = list(gone)
        now = None if fits is None else fits.get(pair.ids)
        if now is not None and abs(now - pair.fit) >= NOTICED:
            marks.append(Phrase("pairing.stale.fit", {"then": _percent(pair.fit), "now": _percent(now)}))
        if pair.ids not in standing and not gone:
            count.of_mentor[pair.mentor_id] += 1
            count.of_mentee[pair.mentee_id] += 1
        if marks:
            found.append(Stale(pair, bool(gone), tuple(marks)))
    return tuple(found)


def _gone(
    people: PairingInput, pair: KeptPair, there: Mapping[int, Candidate], count: _Count
) -> list[Phrase]:
    """Say why a pair that does not stand could not be confirmed any more."""
    mentee, mentor = there.get(pair.mentee_id), there.get(pair.mentor_id)
    marks = []
    if mentee is None or not mentee.is_mentee:
        marks.append(Phrase("pairing.stale.mentee_left"))
    if mentor is None or not mentor.is_mentor:
        marks.append(Phrase("pairing.stale.mentor_left"))
    if mentee is None or mentor is None:
        return marks
    wanted = max(people.settings.rules.mentors_each, mentee.mentors_wanted, 1)
    if count.of_mentee[pair.mentee_id] >= wanted:
        marks.append(Phrase("pairing.stale.has_mentor"))
    if count.of_mentor[pair.mentor_id] >= mentor.capacity and not pair.locked:
        marks.append(Phrase("pairing.stale.no_place", {"n": mentor.capacity}))
    return marks


def _percent(fit: int) -> str:
    return f"{fit / 100:.0f}%"


def as_proposals(
    people: PairingInput, settings: Settings | None, pairs: Sequence[KeptPair]
) -> list[ProposedPair]:
    """Return kept pairs, whose people are all there, with their points as they are today, ready to be confirmed."""
    import numpy as np

    from nhipcau.pairing.plan.proposals import proposals

    scoring = PairingSession().scored(people, settings)
    rows = {person.participant_id: k for k, person in enumerate(scoring.mentees)}
    columns = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    known = [pair for pair in pairs if pair.mentee_id in rows and pair.mentor_id in columns]
    made = proposals(
        scoring,
        np.array([rows[pair.mentee_id] for pair in known], np.int64),
        np.array([columns[pair.mentor_id] for pair in known], np.int64),
        [None] * len(known),
    )
    return [replace(one, locked=pair.locked) for one, pair in zip(made, known, strict=True)]
