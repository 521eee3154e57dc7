"""Going through all scores less prices, block by block, in memory that is used over and over."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.dense_assignment import Ints, Scores

Flags = NDArray[np.bool_]

PRICE_RANGE: Final = 21_000
"""Prices beyond this are cut off where only scores are at stake: nobody would pay them for a score."""
NEVER: Final = -32_768
"""What is left over of a pair that may not be."""
_CELLS: Final = 1 << 17
"""Cells looked at together: few enough to stay in the processor's cache."""


class Sweep:
    """A way through the rows of a table of scores. What a block yields is good until the next one."""

    def __init__(self, scores: Scores, tick: Callable[[], None]) -> None:
        self._scores, self._tick = scores, tick
        width = max(scores.shape[1], 1)
        self._height = max(1, _CELLS // width)
        size = self._height * width
        self._taken, self._net, self._bound = (np.empty(size, np.int16) for _ in range(3))
        self._wide: Ints | None = None
        self._over = np.empty(size, np.bool_)

    def _shaped(self, memory: NDArray[np.int16], rows: int) -> Scores:
        width = self._scores.shape[1]
        return memory[: rows * width].reshape(rows, width)

    def blocks(self, rows: Ints | None = None) -> Iterator[tuple[slice, Scores]]:
        """Yield the scores of some rows, all unless said, a few at a time."""
        count = len(self._scores) if rows is None else len(rows)
        for start in range(0, count, self._height):
            self._tick()
            block = slice(start, min(count, start + self._height))
            if rows is None:
                yield block, self._scores[block]
            else:
                taken = self._shaped(self._taken, block.stop - start)
                yield block, np.take(self._scores, rows[block], axis=0, out=taken, mode="clip")

    def net(self, scores: Scores, paid: Scores) -> Scores:
        """Return scores less prices, NEVER where forbidden: scores below 10,001, prices down to -PRICE_RANGE."""
        bound, net = self._shaped(self._bound, len(scores)), self._shaped(self._net, len(scores))
        # 32,767 where allowed, -32,768 where the score is negative.
        np.right_shift(scores, 15, out=bound)
        np.bitwise_xor(bound, 32_767, out=bound)
        np.subtract(scores, paid, out=net)
        return np.minimum(net, bound, out=net)

    def cells_from(self, net: Scores, bar: Scores) -> tuple[Ints, Ints]:
        """Return the rows and columns of the cells that reach their row's bar."""
        return self._cells(np.greater_equal(net, bar[:, None], out=self._flags(net)))

    def cells_over(self, scores: Scores, net: Ints, bar: Ints) -> tuple[Ints, Ints, Ints]:
        """Return the cells whose scores less prices are over the bar, and by how much, with numbers of any size."""
        if self._wide is None:
            self._wide = np.empty(len(self._net), np.int64)
        left = self._wide[: scores.size].reshape(scores.shape)
        np.subtract(scores, net, out=left)
        over = np.greater(left, bar[:, None], out=self._flags(scores))
        over &= scores >= 0
        rows, columns = self._cells(over)
        return rows, columns, left[rows, columns] - bar[rows]

    def _flags(self, like: Scores) -> Flags:
        return self._over[: like.size].reshape(like.shape)

    @staticmethod
    def _cells(flags: Flags) -> tuple[Ints, Ints]:
        rows = np.flatnonzero(flags.any(axis=1))
        if len(rows) * 4 > len(flags):
            return np.divmod(np.flatnonzero(flags), flags.shape[1])
        found, columns = np.divmod(np.flatnonzero(flags[rows]), flags.shape[1])
        return rows[found], columns


def first_few(rows: Ints, columns: Ints, turn: Ints, width: int, most: int) -> tuple[Ints, Ints, Ints]:
    """Return at most so many columns of each row, from column `turn` on where there are more, and their numbers."""
    if not len(rows):
        return rows, columns, rows
    count = np.bincount(rows)
    begins = np.cumsum(count) - count
    if count.max() > most:
        turned = columns - turn[rows] % width
        turned[turned < 0] += width
        rows, columns = np.divmod(np.sort(rows * width + turned), width)
        columns += turn[rows] % width
        columns[columns >= width] -= width
    place = np.arange(len(rows)) - begins[rows]
    kept = place < most
    return rows[kept], columns[kept], place[kept]


def paid_in_points(prices: Ints) -> Scores:
    """Return prices as they are taken off scores."""
    return np.clip(prices, -PRICE_RANGE, PRICE_RANGE).astype(np.int16)
