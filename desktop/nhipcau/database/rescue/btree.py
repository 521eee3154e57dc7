"""Pages of SQLite's trees, read by themselves: what a page is, what it holds, and whether its bytes add up.

https://www.sqlite.org/fileformat.html#b_tree_pages
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from nhipcau.database.rescue.record import signed, varint

PageKind = Literal["leaf", "interior", "index_leaf", "index_interior", "other"]
HEADER: Final = 100
"""Bytes of the file's own header, before the tree on the first page."""
_KINDS: Final[dict[int, PageKind]] = {13: "leaf", 5: "interior", 10: "index_leaf", 2: "index_interior"}


@dataclass(frozen=True, slots=True)
class TreeCell:
    """One row of a table's leaf: what of its record lies on the page itself, and where the rest begins."""

    row_id: int
    length: int
    local: bytes
    overflow: int


@dataclass(frozen=True, slots=True)
class TreePage:
    """What a page holds. A page that is not `sound` may still hold cells that can be read."""

    kind: PageKind
    sound: bool = False
    cells: tuple[TreeCell, ...] = ()
    children: tuple[tuple[int, int], ...] = ()
    """Of an interior page: each child but the last with the largest key in it (0 in an index)."""
    last_child: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    cell: TreeCell | tuple[int, int]


def read_page(data: bytes, usable: int, start: int = 0) -> TreePage:
    """Read one page; `start` is 100 on the first."""
    kind = _KINDS.get(data[start], "other")
    if kind == "other":
        return TreePage("other")
    free_block, count, content, fragments = struct.unpack_from(">HHHB", data, start + 1)
    inner = kind in ("interior", "index_interior")
    pointers = start + (12 if inner else 8)
    content = content or 65536
    if pointers + 2 * count > min(content, usable) or content > usable:
        return TreePage(kind)
    parts: list[_Part] = []
    for (offset,) in struct.iter_unpack(">H", data[pointers : pointers + 2 * count]):
        part = _part(data, offset, usable, kind) if content <= offset else None
        if part is not None:
            parts.append(part)
    kept, free = _apart(parts), _free_blocks(data, free_block, usable)
    sound = (
        len(kept) == count
        and free is not None
        and _adds_up([(each.start, each.end) for each in kept] + free, content, usable, fragments)
    )
    cells = tuple(each.cell for each in kept if isinstance(each.cell, TreeCell))
    children = tuple(each.cell for each in kept if isinstance(each.cell, tuple))
    keys = [each.row_id for each in cells] if kind == "leaf" else [key for _, key in children]
    if kind in ("leaf", "interior"):
        sound = sound and all(one < two for one, two in pairwise(keys))
    last = int.from_bytes(data[start + 8 : start + 12], "big") if inner else 0
    return TreePage(kind, sound, cells, children, last)


def _part(data: bytes, offset: int, usable: int, kind: PageKind) -> _Part | None:
    """Return one cell and the bytes it takes; None where it would reach beyond the page."""
    at, child = offset, 0
    try:
        if kind in ("interior", "index_interior"):
            child = int.from_bytes(data[at : at + 4], "big")
            at += 4
        if kind == "interior":
            key, at = varint(data, at)
            return _Part(offset, max(at, offset + 4), (child, signed(key))) if at <= usable else None
        length, at = varint(data, at)
        row_id = 0
        if kind == "leaf":
            row_id, at = varint(data, at)
    except IndexError:
        return None
    here = _local(length, usable, index=kind != "leaf")
    end = at + here + (4 if here < length else 0)
    if end > usable:
        return None
    if kind != "leaf":
        return _Part(offset, max(end, offset + 4), (child, 0))
    overflow = int.from_bytes(data[end - 4 : end], "big") if here < length else 0
    cell = TreeCell(signed(row_id), length, data[at : at + here], overflow)
    return _Part(offset, max(end, offset + 4), cell)


def _local(length: int, usable: int, *, index: bool) -> int:
    """Return how much of a record of this length is kept on the page itself."""
    most = (usable - 12) * 64 // 255 - 23 if index else usable - 35
    if length <= most:
        return length
    least = (usable - 12) * 32 // 255 - 23
    kept = least + (length - least) % (usable - 4)
    return kept if kept <= most else least


def _apart(parts: list[_Part]) -> list[_Part]:
    """Leave out cells that lie over others: together they can never hold more than the page."""
    kept: set[int] = set()
    end = 0
    for place in sorted(range(len(parts)), key=lambda each: parts[each].start):
        if parts[place].start >= end:
            kept.add(place)
            end = parts[place].end
    return [parts[place] for place in range(len(parts)) if place in kept]


def _free_blocks(data: bytes, at: int, usable: int) -> list[tuple[int, int]] | None:
    found: list[tuple[int, int]] = []
    least = 1
    while at:
        if at < least or at + 4 > usable:
            return None
        following, size = struct.unpack_from(">HH", data, at)
        found.append((at, at + size))
        if size < 4 or at + size > usable:
            return None
        least, at = at + size, following
    return found


def _adds_up(spans: list[tuple[int, int]], content: int, usable: int, fragments: int) -> bool:
    """Tell whether cells, free blocks and fragments fill the page's content to the byte, as SQLite keeps it."""
    end = content
    lost = 0
    for start, after in sorted(spans):
        if start < end:
            return False
        lost += start - end
        end = after
    return lost + usable - end == fragments
