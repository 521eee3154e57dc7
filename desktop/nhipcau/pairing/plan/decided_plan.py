"""What the engine decided, in rows and columns of the scoring: the plan before anything is said of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.problem import PairingProblem, Solution
from nhipcau.pairing.engine.deciding.remaining_problem import Situation
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.plan.problem_builder import Posed, pose

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Decided:
    """The chosen pairs (`rows[k]`, `columns[k]`) of the scoring, without those that stood before."""

    standing: Situation
    posed: Posed
    solution: Solution
    rows: Ints
    columns: Ints

    @property
    def problem(self) -> PairingProblem:
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
        return [row for row, _ in new], [self.standing.scoring.fit(*pair) for pair in new]

    def left_out(self) -> Ints:
        """Return the places in `standing.rows` of those with no mentor at all."""
        matched = np.zeros(len(self.standing.scoring.mentees), np.bool_)
        matched[self.rows] = True
        return np.flatnonzero(~matched[self.standing.rows] & (self.standing.held == 0))


def decide_on(
    standing: Situation,
    tick: Callable[[], None] = nothing_to_hear,
    keep: Iterable[tuple[int, int]] = (),
    budget: float | None = None,
) -> Decided:
    """Decide what is open. A quota that the pairs that stand have broken for good holds among the others."""
    posed = pose(standing, keep)
    solution = decide(posed.problem, tick, budget)
    if not len(solution.rows) and any(quota.base < 0 for quota in posed.problem.quotas):
        quotas = tuple(replace(quota, base=0) for quota in posed.problem.quotas)
        posed = replace(posed, problem=replace(posed.problem, quotas=quotas))
        solution = decide(posed.problem, tick, budget)
    return Decided(standing, posed, solution, posed.rows[solution.rows], solution.columns)
