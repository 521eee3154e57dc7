"""Rows from leaves, with the long ones gathered from the chains of pages they run on.

https://www.sqlite.org/fileformat.html#cell_payload_overflow_pages
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nhipcau.database.rescue.btree import TreeCell
from nhipcau.database.rescue.page_trees import Leaf
from nhipcau.database.rescue.pages import Pages
from nhipcau.database.rescue.record import Stored, decode

_VISITS: Final = 4
"""How often one page is looked at: chains that run into each other cost no more than the file is long."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a record says; None where it cannot be read at all."""

    row_id: int
    values: tuple[Stored, ...] | None
    mixed: bool = False
    """Runs on pages that another row claims too."""


class Rows:
    """Reads rows; all leaves must be known before the first, so that no chain takes another's pages."""

    def __init__(self, pages: Pages, leaves: Sequence[Leaf]) -> None:
        self._pages = pages
        self._visits: Counter[int] = Counter()
        self._owners: Counter[int] = Counter()
        self._whole: set[tuple[int, int]] = set()
        self.damaged: dict[int, str] = {}
        trees = {leaf.page for leaf in leaves}
        for leaf in leaves:
            for cell in self._cells(leaf):
                if cell.overflow:
                    self._follow(cell, trees)

    def of(self, leaf: Leaf, table: str) -> Iterator[Row]:
        """Return the rows of one leaf."""
        for cell in self._cells(leaf):
            if not cell.overflow:
                complete = len(cell.local) == cell.length
                yield Row(cell.row_id, decode(cell.local, cell.length) if complete else None)
            else:
                yield self._long(cell, table)

    def _cells(self, leaf: Leaf) -> Iterator[TreeCell]:
        low, high = leaf.within
        return (cell for cell in self._pages.page(leaf.page).cells if low < cell.row_id <= high)

    def _length(self, cell: TreeCell) -> int:
        """Return how many pages the rest of a record takes."""
        return -(-(cell.length - len(cell.local)) // (self._pages.usable - 4))

    def _follow(self, cell: TreeCell, trees: set[int]) -> None:
        chain: list[int] = []
        at, wanted = cell.overflow, self._length(cell)
        if wanted >= self._pages.count:
            return
        while 2 <= at <= self._pages.count and len(chain) < wanted and at not in trees:
            self._visits[at] += 1
            if self._visits[at] > _VISITS:
                return
            chain.append(at)
            at = self._next(at)
        if len(chain) == wanted and not at and len(set(chain)) == wanted:
            self._owners.update(chain)
            self._whole.add((cell.overflow, wanted))

    def _next(self, number: int) -> int:
        return int.from_bytes(self._pages.bytes_at(number)[:4], "big")

    def _long(self, cell: TreeCell, table: str) -> Row:
        parts, missing = [cell.local], cell.length - len(cell.local)
        at, left = cell.overflow, self._length(cell)
        whole = (cell.overflow, left) in self._whole
        mixed = False
        while left and 2 <= at <= self._pages.count:
            owners = self._owners[at]
            if not whole:
                self._visits[at] += 1
                if owners or self._visits[at] > 2 * _VISITS:
                    break
            mixed = mixed or owners > 1
            data = self._pages.bytes_at(at)
            following = int.from_bytes(data[:4], "big")
            left -= 1
            part = data[4 : self._pages.usable][:missing]
            astray = not whole and (following > self._pages.count or bool(following) != bool(left))
            if astray or not any(part):
                # Its link is no link, or it is blank: it is not what was written there.
                self.damaged.setdefault(at, table)
                break
            parts.append(part)
            missing -= len(part)
            at = following
        return Row(cell.row_id, decode(b"".join(parts), cell.length), mixed)
