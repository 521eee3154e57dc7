"""The few pairs a large problem begins with: near to the plain plan's prices, and of every kind a quota knows."""

from collections.abc import Callable

import numpy as np

from nhipcau.pairing.engine.deciding.assignment import assign
from nhipcau.pairing.engine.deciding.integer_model import IntegerModel
from nhipcau.pairing.engine.deciding.problem import Floats, Ints, PairingProblem, PairQuota

_SMALL = 2500
"""Pairs that are all taken."""
_LISTED = 10
"""Pairs for each mentee."""
_OF_KIND = 4
"""Pairs for each mentee that help a quota, and for each mentor."""


def likely_pairs(
    problem: PairingProblem, programme: IntegerModel, bonus: int, tick: Callable[[], None]
) -> Ints:
    """Return numbered pairs; of peers the smaller number of each two."""
    scores = programme.scores
    if int((scores >= 0).sum()) <= _SMALL:
        return _once(programme, *np.nonzero(scores >= 0))
    plain = assign(scores, problem.places, row_bonus=np.full(len(scores), bonus), tick=tick)
    tempting = np.where(scores >= 0, scores - plain.prices, -np.inf)
    matched = np.flatnonzero(plain.partner >= 0)
    found = [(matched, plain.partner[matched]), _best(tempting, _LISTED)]
    found.append(_best(np.where(scores >= 0, scores - plain.values[:, None], -np.inf).T, _OF_KIND)[::-1])
    for quota in problem.quotas:
        if isinstance(quota, PairQuota):
            amounts = quota.amounts[quota.row_class][:, quota.column_class]
            found.append(_best(np.where(amounts > 0, tempting, -np.inf), _OF_KIND))
    return _once(
        programme,
        np.concatenate([rows for rows, _ in found]),
        np.concatenate([columns for _, columns in found]),
    )


def _best(worth: Floats, count: int) -> tuple[Ints, Ints]:
    """Return the largest of each row that are not -inf."""
    count = min(count, worth.shape[1])
    columns = np.argpartition(worth, worth.shape[1] - count, axis=1)[:, worth.shape[1] - count :]
    rows = np.broadcast_to(np.arange(len(worth))[:, None], columns.shape)
    there = np.take_along_axis(worth, columns, axis=1) > -np.inf
    return rows[there], columns[there]


def _once(programme: IntegerModel, rows: Ints, columns: Ints) -> Ints:
    if programme.mutual:
        rows, columns = np.minimum(rows, columns), np.maximum(rows, columns)
    return np.unique(rows * programme.scores.shape[1] + columns)
