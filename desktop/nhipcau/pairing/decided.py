"""What the engine decided, in rows and columns of the scoring: the plan before anything is said of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding import decide
from nhipcau.pairing.engine.problem import Problem, Solution
from nhipcau.pairing.engine.situation import Situation, scored, situation
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.posing import Posed, pose
from nhipcau.pairing.profiles import PairingInput, Settings

Ints = NDArray[np.int64]

BUDGET: Final = 60.0
"""Seconds after which the best plan so far is good enough, with its proved gap."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The chosen pairs (`rows[k]`, `columns[k]`) of the scoring, without those that stood before."""

    standing: Situation
    posed: Posed
    solution: Solution
    rows: Ints
    columns: Ints

    @property
    def problem(self) -> Problem:
        return self.posed.problem

    @property
    def all_rows(self) -> Ints:
        """Rows of all pairs, those that stand first."""
        return np.concatenate([np.array([pair.row for pair in self.standing.fixed], np.int64), self.rows])

    @property
    def all_columns(self) -> Ints:
        return np.concatenate(
            [np.array([pair.column for pair in self.standing.fixed], np.int64), self.columns]
        )

    @property
    def taken(self) -> Ints:
        """Places of each mentor that the chosen pairs take."""
        return np.bincount(self.columns, minlength=len(self.standing.places))

    def proposed(self) -> tuple[list[int], list[int]]:
        """Return the rows and the fits of all pairs that are not confirmed yet."""
        new = [(pair.row, pair.column) for pair in self.standing.fixed if not pair.confirmed]
        new += zip(self.rows.tolist(), self.columns.tolist(), strict=True)
        scores = self.standing.scoring.scores
        return [row for row, _ in new], [int(scores[pair]) for pair in new]

    def left_out(self) -> Ints:
        """Return the places in `standing.rows` of those with no mentor at all."""
        matched = np.zeros(len(self.standing.scoring.mentees), np.bool_)
        matched[self.rows] = True
        return np.flatnonzero(~matched[self.standing.rows] & (self.standing.held == 0))


_latest: tuple[PairingInput, Decided] | None = None
_REMEMBERED: Final = 4_000_000
"""Pairs up to which the latest decision is kept: a page asks for the plan first and for its reasons later."""


def decided(
    people: PairingInput,
    settings: Settings | None,
    tick: Callable[[], None] = nothing_to_hear,
    keep: Iterable[tuple[int, int]] = (),
    budget: float | None = BUDGET,
) -> Decided:
    """Return what is best for these people, or what was just decided of the same values."""
    global _latest  # noqa: PLW0603
    keep = tuple(keep)
    latest, scoring = _latest, scored(people, settings, tick)
    if latest is not None and not keep and latest[0] is people and latest[1].standing.scoring is scoring:
        return latest[1]
    made = decide_on(situation(people, settings, tick), tick, keep, budget)
    if not keep and made.solution.proved and scoring.scores.size <= _REMEMBERED:
        _latest = (people, made)
    return made


def decide_on(
    standing: Situation,
    tick: Callable[[], None] = nothing_to_hear,
    keep: Iterable[tuple[int, int]] = (),
    budget: float | None = BUDGET,
) -> Decided:
    """Decide what is open. A quota that the pairs that stand have broken for good holds among the others."""
    posed = pose(standing, keep)
    solution = decide(posed.problem, tick, budget)
    if not len(solution.rows) and any(quota.base < 0 for quota in posed.problem.quotas):
        quotas = tuple(replace(quota, base=0) for quota in posed.problem.quotas)
        posed = replace(posed, problem=replace(posed.problem, quotas=quotas))
        solution = decide(posed.problem, tick, budget)
    return Decided(standing, posed, solution, posed.rows[solution.rows], solution.columns)
