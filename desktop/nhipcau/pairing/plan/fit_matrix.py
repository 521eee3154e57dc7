"""The whole programme as one picture: every mentee with every mentor, in an order in which something can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import Language
from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN
from nhipcau.pairing.explanation.fit_bands import BANDS
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, Settings

Order = Literal["fit", "department", "name"]
STOPPED: Final = len(BANDS) + 1
"""The colour of what a rule stops, after those of the bands; the next one is its hatching."""
_HATCH: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class FitMatrix:
    """Mentees from the top, mentors from the left, by participant id; scores in that order."""

    mentees: tuple[int, ...]
    mentors: tuple[int, ...]
    scores: NDArray[np.int16]
    """FORBIDDEN where a rule stops the two."""
    chosen: tuple[tuple[int, int], ...]
    """Row and column of the pairs of the plan."""
    row_groups: tuple[tuple[int, str], ...] = ()
    """Where a department begins, and its name; only when sorted so."""
    column_groups: tuple[tuple[int, str], ...] = ()

    def fit(self, row: int, column: int) -> int | None:
        """Return how well two people fit; None when a rule stops them."""
        found = int(self.scores[row, column])
        return None if found == FORBIDDEN else found

    def rank(self, row: int, column: int) -> int:
        """Return the mentor's place among all those the rules leave the mentee; 1 is best."""
        return 1 + int((self.scores[row] > self.scores[row, column]).sum())

    def pixels(self, width: int, height: int, colours: Sequence[int]) -> bytes:
        """Return the picture as 32-bit pixels, row by row.

        `colours` are 0xAARRGGBB: one for each band from the weakest, then that of what a rule stops and its hatching.
        """
        n, m = self.scores.shape
        rows, columns = np.arange(height) * n // height, np.arange(width) * m // width
        codes = np.searchsorted(np.array(BANDS), self.scores.ravel(), side="right").reshape(n, m)
        codes[self.scores == FORBIDDEN] = STOPPED
        spread = codes[rows][:, columns]
        lines = (np.arange(height)[:, None] + np.arange(width)) % _HATCH == 0
        spread = np.where((spread == STOPPED) & lines, STOPPED + 1, spread)
        made: bytes = np.array(colours, np.uint32)[spread].tobytes()
        return made


def picture(
    people: PairingInput,
    settings: Settings | None,
    plan: Plan,
    order: Order = "fit",
    language: Language = "vi",
    session: PairingSession | None = None,
) -> FitMatrix:
    """Make the picture. By fit, the pairs of the plan lie along the diagonal, the best at the upper left."""
    scoring = (session or PairingSession()).scored(people, settings)
    row_of = {person.participant_id: k for k, person in enumerate(scoring.mentees)}
    column_of = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    pairs = [
        (row_of[pair.mentee_id], column_of[pair.mentor_id], pair.fit)
        for pair in plan.pairs
        if pair.mentee_id in row_of and pair.mentor_id in column_of
    ]
    if order == "fit":
        rows, columns = _by_fit(pairs, len(row_of), len(column_of))
    else:
        rows, columns = (_sorted(side, order, language) for side in (scoring.mentees, scoring.mentors))
    new_row, new_column = _places(rows), _places(columns)
    grouped = order == "department"
    return FitMatrix(
        tuple(scoring.mentees[k].participant_id for k in rows),
        tuple(scoring.mentors[k].participant_id for k in columns),
        scoring.open[rows][:, columns],
        tuple(sorted((new_row[row], new_column[column]) for row, column, _ in pairs)),
        _groups([scoring.mentees[k] for k in rows]) if grouped else (),
        _groups([scoring.mentors[k] for k in columns]) if grouped else (),
    )


def _by_fit(pairs: Sequence[tuple[int, int, int]], n: int, m: int) -> tuple[list[int], list[int]]:
    """Return rows by the fit of their best pair, and columns in the order in which the rows come to them."""
    best = sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))
    rows = list(dict.fromkeys([*(row for row, _, _ in best), *range(n)]))
    columns = list(dict.fromkeys([*(column for _, column, _ in best), *range(m)]))
    return rows, columns


def _sorted(side: Sequence[Candidate], order: Order, language: Language) -> list[int]:
    def key(place: int) -> tuple[str, str]:
        person = side[place]
        group = fold(person.department) if order == "department" else ""
        return group, person_sort_key(person.name, language)

    return sorted(range(len(side)), key=key)


def _places(order: Sequence[int]) -> dict[int, int]:
    return {old: new for new, old in enumerate(order)}


def _groups(side: Sequence[Candidate]) -> tuple[tuple[int, str], ...]:
    """Return where each department begins."""
    begins = [
        (place, person.department)
        for place, person in enumerate(side)
        if place == 0 or fold(person.department) != fold(side[place - 1].department)
    ]
    return tuple(begins)
