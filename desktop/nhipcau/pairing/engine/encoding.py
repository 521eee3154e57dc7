"""From answers to criteria in numbers.

A recipe holds what people answered, in numbers; it makes the encoded criterion for however many points the criterion
is worth. So a weight can change without reading the answers again.
"""

from collections.abc import Callable, Mapping, Sequence, Sized
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.encoded import Common, Encoded, Flags, Ints, Matrix, Singles
from nhipcau.pairing.profiles import Candidate
from nhipcau.pairing.rules import slot_keys
from nhipcau.pairing.wording import TopicIndex

Weighted = dict[str, int]


Recipe = Callable[[int], Encoded]
"""Makes the encoded criterion for the most points it can give."""


@lru_cache(maxsize=65536)
def apportion(total: int, weights: tuple[int, ...]) -> tuple[int, ...]:
    """Share out `total` in whole numbers by weight, largest remainders first, so that the shares add up to it."""
    whole = sum(weights)
    if not whole:
        return (0,) * len(weights)
    shares = [total * weight // whole for weight in weights]
    left = total - sum(shares)
    by_remainder = sorted(range(len(weights)), key=lambda k: (-(total * weights[k] % whole), k))
    for place in by_remainder[:left]:
        shares[place] += 1
    return tuple(shares)


def known(answers: Sequence[object]) -> Flags:
    return np.fromiter(map(bool, answers), np.bool_, len(answers))


def wanted_and_offered(wanted: Sequence[Weighted], offered: Sequence[Weighted]) -> Recipe:
    """Score what one side wants (topic to importance) against what the other offers (topic to level 1-4)."""
    index = TopicIndex(key for goals in wanted for key in goals)
    width = max(len(index.columns), 1)
    columns = [index.columns[key] for goals in wanted for key in goals]
    rows, amounts = _rows(wanted), [tuple(goals.values()) for goals in wanted]
    left_known, right_known = known(wanted), known(offered)
    right = _offers(index, width, offered)

    def make(most: int) -> Encoded:
        left = np.zeros((len(amounts), width), np.float32)
        left[rows, columns] = [share for each in amounts for share in apportion(most // 4, each)]
        return Encoded(most, left_known, right_known, left=left, right=right).settle()

    return make


def _rows(side: Sequence[Sized]) -> NDArray[np.int64]:
    """Return the row of every answer, one after the other."""
    return np.repeat(np.arange(len(side)), np.fromiter(map(len, side), np.int64, len(side)))


def _offers(index: TopicIndex, width: int, offered: Sequence[Weighted]) -> Matrix:
    """Return the level each person offers for each wanted topic; the best of several offers counts."""
    kinds = {key: place for place, key in enumerate({key: 0 for strengths in offered for key in strengths})}
    answers = [index.answered_by(key) for key in kinds]
    count = np.fromiter(map(len, answers), np.int64, len(answers))
    start = np.cumsum(count) - count
    topics = np.array([column for columns in answers for column in columns], np.int64)
    kind = np.array([kinds[key] for strengths in offered for key in strengths], np.int64)
    level = np.array([level for strengths in offered for level in strengths.values()], np.int64)
    if len(level) and level.min() == level.max():
        level = np.full_like(level, 4)
    # One cell for every topic that an offer answers.
    each = np.repeat(np.arange(len(kind)), count[kind])
    within = np.arange(len(each)) - np.repeat(np.cumsum(count[kind]) - count[kind], count[kind])
    cells = _rows(offered)[each] * width + topics[start[kind[each]] + within]
    out = np.zeros(len(offered) * width, np.float32)
    np.maximum.at(out, cells, np.clip(level, 0, 4).astype(np.float32)[each])
    return out.reshape(len(offered), width)


def turned(recipe: Recipe) -> Recipe:
    """Exchange the two sides."""

    def make(most: int) -> Encoded:
        one = recipe(most)
        singles = None if one.singles is None else one.singles.turned(len(one.left_known))
        return Encoded(
            one.most,
            one.right_known,
            one.left_known,
            one.base,
            one.right,
            one.left,
            singles=singles,
            settled=one.settled,
        )

    return make


def alike(left: Sequence[str], right: Sequence[str], *, different: bool = False) -> Recipe:
    """Score equal answers; with `different`, unequal ones."""
    both = {key: place for place, key in enumerate(sorted((set(left) & set(right)) - {""}))}
    ours, theirs = _hot(left, both), _hot(right, both)
    left_known, right_known = known(left), known(right)

    def make(most: int) -> Encoded:
        amount = np.float32(-most if different else most)
        return Encoded(
            most, left_known, right_known, most if different else 0, ours * amount, theirs
        ).settle()

    return make


def _hot(answers: Sequence[Any], places: Mapping[Any, int]) -> Matrix:
    """Return a column per known answer, with 1 where it was given."""
    place = np.fromiter(map(places.get, answers, repeat(-1)), np.int64, len(answers))
    out = np.zeros((len(answers), max(len(places), 1)), np.float32)
    rows = np.flatnonzero(place >= 0)
    out[rows, place[rows]] = 1
    return out


def by_class(left: Sequence[Any], right: Sequence[Any], share: Callable[[Any, Any], float]) -> Recipe:
    """Score two single answers by a function of both, 0 to 1; None is not answered."""
    ours = {value: place for place, value in enumerate(dict.fromkeys(v for v in left if v is not None))}
    theirs = {value: place for place, value in enumerate(dict.fromkeys(v for v in right if v is not None))}
    shares = np.zeros((len(ours) + 1, max(len(theirs), 1)))
    for mine, row in ours.items():
        for yours, column in theirs.items():
            shares[row, column] = min(max(share(mine, yours), 0.0), 1.0)
    rows = np.fromiter((len(ours) if v is None else ours[v] for v in left), np.int64, len(left))
    right_hot = _hot(right, theirs)
    left_known = np.fromiter((v is not None for v in left), np.bool_, len(left))
    right_known = known([value is not None for value in right])

    def make(most: int) -> Encoded:
        points = np.rint(most * shares).astype(np.float32)
        return Encoded(most, left_known, right_known, left=points[rows], right=right_hot).settle()

    return make


def by_share(shares: NDArray[np.float64], kinds: Ints, left_known: Flags, right_known: Flags) -> Recipe:
    """Score each row by a share for every kind of column."""
    right = _hot(kinds.tolist(), {kind: kind for kind in range(shares.shape[1])})

    def make(most: int) -> Encoded:
        points = np.rint(most * shares).astype(np.float32)
        return Encoded(most, left_known, right_known, left=points, right=right).settle()

    return make


def by_count(
    left: tuple[frozenset[str], ...],
    right: tuple[frozenset[str], ...],
    points: Callable[[int], NDArray[np.int64]],
) -> Recipe:
    """Score by how many answers two have in common; `points` gives a row for everyone, or one per mentee."""
    ours, theirs = held(left, right)
    left_known, right_known = known(left), known(right)

    def make(most: int) -> Encoded:
        steps = np.diff(np.atleast_2d(points(most)), axis=1, prepend=0).astype(np.int16)
        common = Common(ours, theirs, steps)
        return Encoded(most, left_known, right_known, common=common).settle()

    return make


def by_pair(places: Mapping[tuple[int, int], int], left_known: Flags, width: int) -> Recipe:
    """Score single pairs by percent of the points; those who name nobody leave the choice to us."""
    pairs = sorted(places)
    rows, columns = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    percent = np.array([places[pair] for pair in pairs], np.int64)
    everybody = np.ones(width, np.bool_)

    def make(most: int) -> Encoded:
        singles = Singles(rows, columns, (most * percent // 100).astype(np.int16), width)
        # Wishes name few of many, so their mean is next to nothing; whoever leaves the choice to us is half content.
        return Encoded(most, left_known, everybody, singles=singles, settled=most // 2)

    return make


_slots: list[tuple[Sequence[Candidate], tuple[frozenset[str], ...]]] = []


def slots_of(side: Sequence[Candidate]) -> tuple[frozenset[str], ...]:
    """Return everyone's free hours; a criterion and a rule ask for those of the same people."""
    for known_side, found in _slots:
        if known_side is side:
            return found
    found = tuple(map(slot_keys, side))
    _slots[:] = [*_slots[-1:], (side, found)]
    return found


@lru_cache(maxsize=2)
def held(left: tuple[frozenset[str], ...], right: tuple[frozenset[str], ...]) -> tuple[Matrix, Matrix]:
    """Return a column per answer that both sides know, with 1 where it was given."""
    names = {key: place for place, key in enumerate(sorted(set().union(*left) & set().union(*right)))}
    return _held(left, names), _held(right, names)


@lru_cache(maxsize=2)
def shared_counts(left: tuple[frozenset[str], ...], right: tuple[frozenset[str], ...]) -> Matrix:
    """Return how many answers each two have in common."""
    ours, theirs = held(left, right)
    counts: Matrix = ours @ theirs.T
    counts.setflags(write=False)
    return counts


def _held(side: Sequence[frozenset[str]], names: Mapping[str, int]) -> Matrix:
    """Return 1 where a person has given the answer; the last column, which counts for nothing, is for all others."""
    place = np.array([names.get(key, -1) for keys in side for key in keys], np.int64)
    out = np.zeros((len(side), len(names) + 1), np.float32)
    out[_rows(side), place] = 1
    return out[:, :-1]
