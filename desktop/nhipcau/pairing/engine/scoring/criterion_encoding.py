"""From answers to criteria in numbers.

A recipe holds what people answered, in numbers; it makes the encoded criterion for however many points the criterion
is worth. So a weight can change without reading the answers again.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.scoring.encoded_criteria import Common, Encoded, Flags, Ints, Matrix, Singles
from nhipcau.pairing.engine.scoring.side_answers import Told, ranges
from nhipcau.pairing.engine.scoring.sides import Sides
from nhipcau.pairing.settings.answer_keys import TopicIndex

Recipe = Callable[[int], Encoded]
"""Makes the encoded criterion for the most points it can give."""


def apportion(total: int, weights: tuple[int, ...]) -> tuple[int, ...]:
    """Share out `total` in whole numbers by weight, largest remainders first, so that the shares add up to it."""
    rows = np.zeros(len(weights), np.int64)
    return tuple(shared_out(total, np.array(weights, np.int64), rows, 1).tolist())


def shared_out(total: int, weights: Ints, rows: Ints, size: int) -> Ints:
    """Share out `total` among the weights of each of `size` rows; `rows` ascends."""
    whole = np.zeros(size, np.int64)
    np.add.at(whole, rows, weights)
    shares, remainders = np.divmod(total * weights, np.maximum(whole, 1)[rows])
    left = np.where(whole > 0, total, 0)
    np.subtract.at(left, rows, shares)
    order = np.lexsort((-remainders, rows))
    begins = np.searchsorted(rows, np.arange(size))
    favoured = order[np.arange(len(rows)) - begins[rows] < left[rows]]
    shares[favoured] += 1
    return shares


def known(answers: Sequence[object]) -> Flags:
    return np.fromiter(map(bool, answers), np.bool_, len(answers))


def wanted_and_offered(wanted: Told, offered: Told) -> Recipe:
    """Score what one side wants (by importance) against what the other offers (by level 1-4)."""
    index = TopicIndex(wanted.keys)
    width = max(len(index.columns), 1)
    columns = np.array([index.columns[key] for key in wanted.keys], np.int64)[wanted.kinds]
    left_known, right_known = wanted.known, offered.known
    right = _offers(index, width, offered)

    def make(most: int) -> Encoded:
        left = np.zeros((wanted.size, width), np.float32)
        left[wanted.rows, columns] = shared_out(most // 4, wanted.amounts, wanted.rows, wanted.size)
        return Encoded(most, left_known, right_known, left=left, right=right).settle()

    return make


def _offers(index: TopicIndex, width: int, offered: Told) -> Matrix:
    """Return the level each person offers for each wanted topic; the best of several offers counts."""
    answers = [index.answered_by(key) for key in offered.keys]
    count = np.fromiter(map(len, answers), np.int64, len(answers))
    topics = np.array([column for columns in answers for column in columns], np.int64)
    level = offered.amounts
    if len(level) and level.min() == level.max():
        level = np.full_like(level, 4)
    # One cell for every topic that an offer answers.
    each = np.repeat(np.arange(len(level)), count[offered.kinds])
    place = ranges((np.cumsum(count) - count)[offered.kinds], count[offered.kinds])
    cells = offered.rows[each] * width + topics[place]
    out = np.zeros(offered.size * width, np.float32)
    np.maximum.at(out, cells, np.minimum(level, 4).astype(np.float32)[each])
    return out.reshape(offered.size, width)


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


def by_count(sides: Sides, points: Callable[[int], NDArray[np.int64]]) -> Recipe:
    """Score by how many free hours two have in common; `points` gives a row for everyone, or one per mentee."""
    ours, theirs = sides.hours
    left_known, right_known = (told.known for told in sides.slots)

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
