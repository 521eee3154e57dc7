"""What is to be decided, and the answer: arrays of numbers, no words, no people."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN

Scores = NDArray[np.int16]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

EVERYONE = "everyone"
TOTAL = "total"
FAIREST = "fairest"
WHOLE = 10_000
"""`Problem.within` is out of this many."""


@dataclass(frozen=True, slots=True)
class PairQuota:
    """The chosen pairs' `amounts[row_class[i], column_class[j]]`, and `base`, add up to 0 or more."""

    row_class: Ints
    column_class: Ints
    amounts: Ints
    base: int = 0
    """What pairs that stand already and are no part of the problem add."""

    def of(self, rows: Ints, columns: Ints) -> Ints:
        """Return what each of these pairs adds."""
        return self.amounts[self.row_class[rows], self.column_class[columns]]


@dataclass(frozen=True, slots=True)
class MentorQuota:
    """The `amounts` of the mentors with at least one mentee, and `base`, add up to 0 or more."""

    amounts: Ints
    base: int = 0
    """What mentors who have a mentee already add; their own `amounts` are 0."""


@dataclass(frozen=True, slots=True, eq=False)
class PairingProblem:
    """Mentees are rows, mentors are columns. What is None or empty asks for nothing."""

    scores: Scores
    """`FORBIDDEN` where a rule keeps two apart."""
    places: Ints
    """Most mentees per mentor."""
    aim: str = FAIREST
    within: int = 50
    """Fairest: hundredths of a percent of the best total that may be given up for a better worst pair."""
    priority: Mask | None = None
    """Among plans with equally many mentees, as many of these as possible."""
    wanted: Ints | None = None
    """Mentors per mentee, 1 to 3; a mentee has the same mentor once."""
    held: Mask | None = None
    """Mentees who have a mentor already, outside the problem: all that these get are second and third mentors."""
    least: Ints | None = None
    """Fill so many places of each mentor where possible."""
    group_least: Ints | None = None
    """So many mentees or none at all; 0 and 1 ask for nothing."""
    quotas: tuple[PairQuota | MentorQuota, ...] = ()
    mutual: bool = False
    """Peers: row k and column k are the same person, and i has j exactly when j has i."""
    keep: tuple[Ints, Ints] | None = None
    """Rows and columns of a plan to stay near to: among otherwise equal plans the fewest changes."""

    @property
    def plain(self) -> bool:
        """Say whether every mentee asks for one mentor and nothing ties one pair to another."""
        several = self.wanted is not None and bool((self.wanted != 1).any())
        several |= self.held is not None and bool(self.held.any())
        groups = self.group_least is not None and bool((self.group_least > 1).any())
        return not (several or groups or self.quotas or self.mutual)

    @property
    def several(self) -> bool:
        """Say whether a mentee may have several mentors."""
        return self.wanted is not None and bool((self.wanted > 1).any())

    def open_pairs(self) -> Mask:
        """Return which pairs may be."""
        allowed: Mask = self.scores > FORBIDDEN
        return allowed


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The pairs (`rows[k]`, `columns[k]`), sorted, and how far they are proved to be the best."""

    rows: Ints
    columns: Ints
    floor: int
    """Fairest: no pair below this score was allowed; 0 for the other aims."""
    matched: int
    """Mentees with at least one mentor; `len(rows)` is the number of pairs."""
    total: int
    worst: int
    """The lowest score of a chosen pair; 0 without any pair."""
    proved: bool
    gap: int
    """How much larger the total of a plan that is as good in the earlier aims can be at most."""
    people_gap: int = 0
    """How many more mentees could at most be matched; above 0 only when the time ended first."""
    prices: Floats = field(default_factory=lambda: np.zeros(0))
    """What one more place of each mentor would add to the total, beside the people it would match more."""
    price_people: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    """How many mentees more one more place of each mentor would match: 0 or 1."""
    floor_gap: int = 0
    """Fairest: how much better the worst pair could at most be."""
    counts_gap: int = 0
    """How much more could at most be reached of the other counts: priority, more mentors, minimums, quotas broken."""
    counted: bool = False
    """What is not proved is left so by a count of work, the same on every machine; otherwise the time ended first."""
