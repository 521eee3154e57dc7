"""What pairing answers: plain values. Sentences are phrases (text keys with values), never prose."""

from dataclasses import dataclass

from nhipcau.pairing.settings.pairing_input import Phrase, QuotaSetting


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion gave a pair. The points of all parts add up to the pair's fit exactly.

    `points` and `most` are hundredths of a percent, so `most` of all criteria add up to 10000.
    """

    key: str
    label: Phrase
    points: int
    most: int
    detail: Phrase | None = None
    """Why, for this pair: the shared topics, the common hours, the wish."""
    no_answer: bool = False
    """One of the two has not answered, so this is the neutral middle."""


@dataclass(frozen=True, slots=True)
class ProposedPair:
    """`fit` is 0-10000, hundredths of a percent. `reasons` are the three that matter most, best first."""

    mentee_id: int
    mentor_id: int
    fit: int
    parts: tuple[Part, ...]
    reasons: tuple[Phrase, ...]
    warnings: tuple[Phrase, ...] = ()
    """Broken rules of a locked pair, and what is not known about the two."""
    locked: bool = False
    confirmed: bool = False
    """Was confirmed before this plan; shown, kept, not proposed again."""
    mentor_rank: int = 0
    """The mentor is this mentee's choice number so many, by fit, 1 best; 0 when a rule keeps the two apart."""
    mentors: int = 0
    """Mentors the rules allow this mentee."""
    mentee_rank: int = 0
    """The mentee is this mentor's choice number so many; 0 when a rule keeps the two apart."""
    mentees: int = 0
    """Mentees the rules allow this mentor."""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many mentors one rule keeps from this mentee, and how many it alone keeps away."""

    rule: str
    label: Phrase
    mentors: int
    alone: int
    nearest: tuple[int, ...] = ()
    """Participant ids of up to three mentors this rule alone keeps away, best fit first."""
    step: int = 0
    """A rule with a number: by how much less strict (hours, levels) it would let go of the first mentors; else 0."""
    freed: int = 0
    """How many mentors with a place that small step lets go of."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A proof: these mentees can only go to these mentors, who have fewer places than there are mentees."""

    mentee_ids: tuple[int, ...]
    mentor_ids: tuple[int, ...]
    places: int


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A mentee left without a pair, why (true, checked), and what would change it."""

    mentee_id: int
    kind: str
    """`no_mentors`, `rules`, `shortage`, `groups`, `quotas`, `taken`, `total` or `others`."""
    reason: Phrase
    rules: tuple[RuleCount, ...] = ()
    shortage: Shortage | None = None
    changes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class FreeMentor:
    """A mentor with places left."""

    mentor_id: int
    capacity: int
    taken: int


@dataclass(frozen=True, slots=True)
class PlaceWorth:
    """What one more place of a full mentor would bring: whom to ask for one more mentee."""

    mentor_id: int
    people: int
    """Mentees more who would be matched."""
    points: int
    """Points more for the total (0-10000 a pair), beside those of the people matched more."""


@dataclass(frozen=True, slots=True)
class BlockingPair:
    """Two who would both rather have each other than what the plan gives them."""

    mentee_id: int
    mentor_id: int
    fit: int


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """How a plan keeps a quota: `inside` of the `of` pairs (or mentors) it is about count."""

    setting: QuotaSetting
    """With the value named when the quota is about every value."""
    inside: int
    of: int
    kept: bool


@dataclass(frozen=True, slots=True)
class AimResult:
    """What the plan would be under one aim, in figures; see `comparing_aims.compare_aims`."""

    aim: str
    mentees: int
    total: int
    worst: int
    mean: int
    proved: bool
    current: bool = False
    """Is what the settings ask for now."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The plan in figures, over proposed (not already confirmed) pairs; fits are 0-10000."""

    matched: int
    total: int
    worst: int
    mean: int
    proved: bool
    """No plan is better by its aim; see `sentences.proof` for what that means."""
    gap: int
    """How far the total can be from the best at most; 0 when proved."""
    seconds: float
    mentees: int = 0
    """Mentees with at least one proposed mentor; `matched` counts pairs."""
    people_gap: int = 0
    """How many more mentees could at most be matched; above 0 only when the time ended first."""
    floor: int = 0
    """The fairest plan: no pair below this fit was allowed."""
    aim: str = "everyone"
    within: int = 0
    """The fairest plan: how much of the best total fairness might cost, in hundredths of a percent."""
    floor_gap: int = 0
    """The fairest plan: how much above `floor` the weakest pair could at most be."""
    counts_gap: int = 0
    """How much could at most be lacking of priority, more mentors each, minimums and shares, all together."""
    counted: bool = False
    """What is not proved is left so by a count of work; otherwise the time ended first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Pairs by mentee name order; confirmed ones first come with `confirmed` set."""

    pairs: tuple[ProposedPair, ...]
    unpaired: tuple[Unpaired, ...]
    free_mentors: tuple[FreeMentor, ...]
    totals: Totals
    worths: tuple[PlaceWorth, ...] = ()
    """Full mentors of whom one more place would help, best first."""
    blocking: tuple[BlockingPair, ...] = ()
    """Best fit first; at most `BLOCKING_SHOWN`, see `blocking_count`."""
    blocking_count: int = 0
    quotas: tuple[QuotaResult, ...] = ()

    def pairs_of(self, mentee_id: int) -> tuple[ProposedPair, ...]:
        return tuple(pair for pair in self.pairs if pair.mentee_id == mentee_id)

    def pair_of(self, mentee_id: int) -> ProposedPair | None:
        return next((pair for pair in self.pairs if pair.mentee_id == mentee_id), None)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody whose partner would change; None is without a partner."""

    mentee_id: int
    from_mentor_id: int | None
    to_mentor_id: int | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another mentor for a mentee: the fit, what choosing costs the whole plan, who else would move."""

    mentor_id: int
    fit: int
    rank: int
    """1 is this mentee's best fit among all mentors the rules allow; 0 when blocked."""
    cost: int
    """Points (0-10000 a pair) the plan's total would lose; negative never, unless the plan was not proved."""
    unmatched: int = 0
    """How many people more would be left without a pair."""
    moves: tuple[Move, ...] = ()
    blocked: tuple[Phrase, ...] = ()
    """The rules that keep the two apart; choosing anyway locks the pair with a warning."""
    current: bool = False
    worst: int = 0
    """The worst fit of the whole plan when this mentor is chosen."""
    exact: bool = True
    """False: only the mentee's own difference is known; `price_by_solving` finds what it costs the plan."""


@dataclass(frozen=True, slots=True)
class FitChange:
    """A mentee's fit, summed over their mentors, before and after; None is without a mentor."""

    mentee_id: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two people are not a pair: the rules that stop them, or what it would cost and who would lose."""

    mentee_id: int
    mentor_id: int
    rules: tuple[Phrase, ...]
    price: Alternative
    """What the plan would be with the two as a pair, whatever the rules."""
    changes: tuple[FitChange, ...] = ()
    """Everybody whose fit would change, those who lose most first; the mentee asked about among them."""


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """One possible pair, proposed or not: parts that add up, rules broken, what is not known."""

    mentee_id: int
    mentor_id: int
    fit: int
    parts: tuple[Part, ...]
    reasons: tuple[Phrase, ...]
    blocked: tuple[Phrase, ...]
    unknown: tuple[Phrase, ...]
