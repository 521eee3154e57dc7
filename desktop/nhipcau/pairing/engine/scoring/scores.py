"""Every possible pair's score, and a bit for every rule it breaks.

All criteria that compare one side's answers with the other's are columns of a single float32 matrix product. All
entries are whole numbers and no partial sum reaches 2**24, so the product is exact whatever the order of summation.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

import numpy as np
from numpy.typing import NDArray

from nhipcau.common.progress import Cancelled
from nhipcau.pairing.engine.scoring.criterion_encoding import apportion
from nhipcau.pairing.engine.scoring.encoded_criteria import Encoded, Matrix, Scratch, row_blocks
from nhipcau.pairing.engine.scoring.hard_rule_masks import Bits, Blocking, must_bit, unmet
from nhipcau.pairing.engine.scoring.people_answers import Answers
from nhipcau.pairing.engine.scoring.sides import Sides
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.settings.criteria import MENTEES_VIEW, MENTORS_VIEW, POINTS_OF_WEIGHT
from nhipcau.pairing.settings.pairing_input import Candidate, CriterionSetting, PairingInput, Settings
from nhipcau.pairing.settings.rules import RULES

FULL = 10_000
"""The best possible score: a hundred percent in hundredths."""
_MANY_BLOCKS = 24
"""Blocks from which on a second thread is worth its start."""
MUST = "must:"
"""Before the key of a criterion that must be met, among the names of rules."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """Scores of mentees (rows) with mentors (columns), both in an order that depends on who they are only."""

    people: PairingInput
    settings: Settings
    sides: Sides
    criteria: tuple[CriterionSetting, ...]
    encoded: tuple[Encoded, ...]
    open: NDArray[np.int16]
    """The scores, -1 where a rule keeps two apart: what those would fit is seldom asked, and worked out then."""
    blocking: Blocking
    rules: tuple[str, ...]
    """Names of the bits: RULES, then MUST with the keys of criteria that must be met."""
    _whole: list[Bits] = field(default_factory=list, repr=False, compare=False)

    @property
    def mentees(self) -> tuple[Candidate, ...]:
        return self.sides.mentees

    @property
    def mentors(self) -> tuple[Candidate, ...]:
        return self.sides.mentors

    def row(self, participant_id: int) -> int:
        return next(k for k, person in enumerate(self.mentees) if person.participant_id == participant_id)

    def column(self, participant_id: int) -> int:
        return next(k for k, person in enumerate(self.mentors) if person.participant_id == participant_id)

    def points(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return points per criterion (rows of the answer) of the given pairs; they add up to the scores."""
        if not self.encoded:
            return np.zeros((0, len(rows)), np.int64)
        return np.stack([criterion.points(rows, columns) for criterion in self.encoded])

    @property
    def scores(self) -> NDArray[np.int16]:
        """Return all scores, whatever the rules say. For few people: nobody needs all of them of many."""
        n, m = self.blocking.size
        rows, columns = np.divmod(np.arange(n * m), max(m, 1))
        return self.fits(rows, columns).astype(np.int16).reshape(n, m)

    def fits(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the scores of these pairs, whatever the rules say."""
        found: NDArray[np.int64] = self.open[rows, columns].astype(np.int64)
        apart = np.flatnonzero(found < 0)
        if len(apart):
            found[apart] = self.points(rows[apart], columns[apart]).sum(axis=0)
        return found

    def fit(self, row: int, column: int) -> int:
        """Return the score of one pair, whatever the rules say."""
        found = int(self.open[row, column])
        return found if found >= 0 else int(self.fits(np.array([row]), np.array([column]))[0])

    def fits_of(self, row: int) -> NDArray[np.int64]:
        """Return the scores of one mentee with every mentor, whatever the rules say."""
        m = self.open.shape[1]
        return self.fits(np.full(m, row), np.arange(m))

    @property
    def broken(self) -> Bits:
        """A bit per rule of `rules` for every pair; 0 is allowed. For few people: nobody needs all of them of many."""
        if not self._whole:
            self._whole.append(self.broken_rows(slice(0, len(self.mentees))))
        return self._whole[0]

    def broken_row(self, row: int) -> Bits:
        """Return the bits of one mentee with every mentor."""
        found: Bits = self.broken_rows(slice(row, row + 1))[0]
        return found

    def broken_rows(self, rows: slice) -> Bits:
        """Return the bits of some mentees with every mentor."""
        scratch = Scratch(len(self.mentors), rows.stop - rows.start)
        parts = [self._bits(block, scratch) for block in row_blocks(rows, len(self.mentors))]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.mentors)), np.uint32)

    def _bits(self, rows: slice, scratch: Scratch) -> Bits:
        found = self.blocking.bits(rows, scratch)
        keys = {setting.key: k for k, setting in enumerate(self.criteria)}
        for number, rule in enumerate(self.rules[len(RULES) :], len(RULES)):
            criterion = self.encoded[keys[rule.removeprefix(MUST)]]
            found |= unmet(criterion, rows, scratch).astype(np.uint32) * must_bit(number)
        return found

    def broken_by(self, row: int, column: int) -> tuple[str, ...]:
        if self.open[row, column] >= 0:
            return ()
        mask = int(self.broken_row(row)[column])
        return tuple(rule for bit, rule in enumerate(self.rules) if mask >> bit & 1)


def score(
    people: PairingInput,
    settings: Settings,
    tick: Callable[[], None] = nothing_to_hear,
    answers: Answers | None = None,
) -> Scoring:
    """Score every mentee with every mentor; `answers` are these people's where they are known.

    `tick` hears now and then whether to stop.
    """
    answers = answers or Answers(people)
    criteria, maxima = active_criteria(people, settings)
    encoded: list[Encoded] = []
    for setting, most in zip(criteria, maxima, strict=True):
        tick()
        encoded.append(answers.recipe(setting)(most))
    tick()
    must = [
        k
        for k, setting in enumerate(criteria)
        if setting.weight == "must" or setting.comparison == "must_match"
    ]
    blocking = answers.blocking(settings)
    allowed = _fill(encoded, blocking, [encoded[k] for k in must], tick)
    names = (*RULES, *(MUST + criteria[k].key for k in must))
    return Scoring(
        people,
        settings,
        answers.sides,
        criteria,
        tuple(encoded),
        allowed,
        blocking,
        names,
    )


def active_criteria(
    people: PairingInput, settings: Settings
) -> tuple[tuple[CriterionSetting, ...], tuple[int, ...]]:
    """Return the criteria that count and the most points each can give; these add up to FULL."""
    share = min(max(settings.rules.mentee_share, 0), 100)
    questions = {question.id for question in people.questions}
    found: dict[str, tuple[CriterionSetting, int]] = {}
    for setting in settings.criteria:
        asked = {setting.mentee_question_id, setting.mentor_question_id} - {None}
        if setting.code == "question" and not (asked and asked <= questions):
            continue
        view = share if setting.code in MENTEES_VIEW else 100 - share if setting.code in MENTORS_VIEW else 50
        weight = POINTS_OF_WEIGHT[setting.weight] * view
        if weight or setting.weight == "must":
            found.setdefault(setting.key, (setting, weight))
    # Fourths, because a strength has four levels and each must be worth whole points.
    shares = apportion(FULL // 4, tuple(weight for _, weight in found.values()))
    return tuple(setting for setting, _ in found.values()), tuple(4 * share for share in shares)


def _fill(
    encoded: Sequence[Encoded], blocking: Blocking, must: Sequence[Encoded], tick: Callable[[], None]
) -> NDArray[np.int16]:
    """Return all scores, -1 where a rule or a must keeps two apart; a few rows at a time."""
    n, m = blocking.size
    left, right = _product(encoded, n, m)
    others = [criterion for criterion in encoded if not criterion.linear]
    scores = np.empty((n, m), np.int16)

    def fill(blocks: Sequence[slice], heard: Callable[[], None]) -> None:
        scratch = Scratch(m, n)
        for rows in blocks:
            heard()
            block = scores[rows]
            block[:] = scratch.product(left[rows], right)
            for criterion in others:
                block += criterion.block(rows, scratch)
            blocked = blocking.blocked(rows, scratch)
            for criterion in must:
                blocked |= unmet(criterion, rows, scratch)
            # All bits set where blocked: -1.
            kept_apart = np.negative(blocked.view(np.int8), out=scratch.points(rows), dtype=np.int16)
            np.bitwise_or(block, kept_apart, out=block)

    _share_out(fill, row_blocks(slice(0, n), m), tick)
    return scores


def _share_out(
    work: Callable[[Sequence[slice], Callable[[], None]], None],
    blocks: Sequence[slice],
    tick: Callable[[], None],
) -> None:
    """Do the work on all blocks: many of them half here, half in another thread; each block is nobody else's."""
    if len(blocks) < _MANY_BLOCKS:
        work(blocks, tick)
        return
    stopped = Event()

    def heard() -> None:
        if stopped.is_set():
            raise Cancelled

    with ThreadPoolExecutor(1) as pool:
        others = pool.submit(work, blocks[1::2], heard)
        try:
            work(blocks[::2], tick)
        except BaseException:
            stopped.set()
            raise
        others.result()


def _product(encoded: Sequence[Encoded], n: int, m: int) -> tuple[Matrix, Matrix]:
    """Return the matrices whose product is what all linear criteria and all neutral values give."""
    lefts, rights = [np.zeros((n, 1), np.float32)], [np.ones((m, 1), np.float32)]
    for criterion in encoded:
        if not criterion.linear:
            continue
        if criterion.left is not None and criterion.right is not None:
            lefts.append(criterion.left)
            rights.append(criterion.right)
        lefts[0] += criterion.neutral
        if criterion.base != criterion.neutral:
            lefts.append(
                criterion.left_known[:, None].astype(np.float32) * (criterion.base - criterion.neutral)
            )
            rights.append(criterion.right_known[:, None].astype(np.float32))
    return np.hstack(lefts), np.hstack(rights)
