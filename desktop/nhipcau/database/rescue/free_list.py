"""Pages the file keeps for later: what lies on them was deleted.

https://www.sqlite.org/fileformat.html#the_freelist
"""

import struct
from dataclasses import dataclass

from nhipcau.database.rescue.pages import Pages


@dataclass(frozen=True, slots=True)
class FreeList:
    """The free pages; `complete` where it is certain that there are no others."""

    pages: frozenset[int]
    complete: bool
    broken: frozenset[int] = frozenset()
    """Pages on which the list cannot be read any more."""


def read_free_list(pages: Pages) -> FreeList:
    """Follow the list from the header, or find its pages by their form where there is no header to follow."""
    return _followed(pages) if pages.header.sound else _found(pages)


def _followed(pages: Pages) -> FreeList:
    free: set[int] = set()
    at, wanted = pages.header.free_head, pages.header.free_count
    if not at:
        return FreeList(frozenset(), complete=not wanted, broken=frozenset({1} if wanted else ()))
    before = 1
    while at:
        trunk = _trunk(pages, at) if 2 <= at <= pages.count and at not in free else None
        if trunk is None or not free.isdisjoint(trunk[1]):
            return FreeList(
                frozenset(free), complete=False, broken=frozenset({before, at} & _inside(pages, at))
            )
        free.add(at)
        free.update(trunk[1])
        before, at = at, trunk[0]
    right = len(free) == wanted
    return FreeList(frozenset(free), right, frozenset() if right else frozenset({before}))


def _inside(pages: Pages, at: int) -> set[int]:
    """Blame the page that is no trunk, or, where there is no such page, nobody in particular."""
    return {at} if 2 <= at <= pages.count else set()


def _found(pages: Pages) -> FreeList:
    trunks: dict[int, tuple[int, list[int]]] = {}
    for number in range(2, pages.count + 1):
        if pages.page(number).kind == "other":
            trunk = _trunk(pages, number)
            if trunk is not None and trunk[1]:
                trunks[number] = trunk
    following = {trunk[0] for trunk in trunks.values()} - {0}
    free = set(trunks).union(following, *(leaves for _, leaves in trunks.values()))
    heads = set(trunks) - following
    ends = following - set(trunks)
    whole = all(_trunk(pages, each) == (0, []) for each in ends)
    # Where no page of the list is found, the one that was there may be damaged too.
    return FreeList(frozenset(free), complete=whole and len(heads) == 1)


def _trunk(pages: Pages, number: int) -> tuple[int, list[int]] | None:
    """Return the next page of the list and the free pages named on this one; None where it cannot be one."""
    data = pages.bytes_at(number)
    following, count = struct.unpack_from(">2I", data)
    if following > pages.count or following in (1, number) or count > pages.usable // 4 - 2:
        return None
    leaves = list(struct.unpack_from(f">{count}I", data, 8))
    named = set(leaves)
    if len(named) < count or named & {0, 1, number, following} or (named and max(named) > pages.count):
        return None
    return following, leaves
