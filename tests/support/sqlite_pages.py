"""Pages and records of SQLite's file format, put together byte by byte.

https://www.sqlite.org/fileformat.html
"""

import io
import struct
from collections.abc import Sequence
from typing import Final

from nhipcau.database.files.file_header import APPLICATION_ID, SCHEMA
from nhipcau.database.rescue.logs import Overlay
from nhipcau.database.rescue.pages import Pages

LEAF: Final = 13
INTERIOR: Final = 5
INDEX_LEAF: Final = 10
INDEX_INTERIOR: Final = 2
SIZE: Final = 512


def varint(value: int) -> bytes:
    """Write a number, or a row id below zero, as SQLite does."""
    value %= 1 << 64
    if value >> 56:
        above = value >> 8
        return bytes([above >> 7 * place & 0x7F | 0x80 for place in range(7, -1, -1)]) + bytes([value & 0xFF])
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(value & 0x7F | 0x80)
    return bytes(reversed(parts))


def record(*values: int | str | None) -> bytes:
    """Write a record; every whole number in six bytes."""
    kinds, content = b"", b""
    for value in values:
        if value is None:
            kinds += b"\0"
        elif isinstance(value, int):
            kinds, content = kinds + b"\5", content + value.to_bytes(6, "big", signed=True)
        else:
            kinds, content = kinds + varint(13 + 2 * len(value.encode())), content + value.encode()
    assert len(kinds) < 127
    return bytes([len(kinds) + 1]) + kinds + content


def row(row_id: int, payload: bytes) -> bytes:
    """Write the cell of a row that lies on its leaf as a whole."""
    return (varint(len(payload)) + varint(row_id) + payload).ljust(4, b"\0")


def tree_page(
    kind: int,
    cells: Sequence[bytes],
    *,
    size: int = SIZE,
    usable: int = 0,
    start: int = 0,
    last: int = 0,
    content: int | None = None,
    free_block: int = 0,
    fragments: int = 0,
) -> bytes:
    """Lay the cells from the end of a page on, without a gap, and name them in its header."""
    data = bytearray(size)
    at = usable or size
    places = []
    for cell in cells:
        at -= len(cell)
        data[at : at + len(cell)] = cell
        places.append(at)
    data[start] = kind
    told = at if content is None else content
    struct.pack_into(">HHHB", data, start + 1, free_block, len(cells), told & 0xFFFF, fragments)
    pointers = start + 8
    if kind in (INTERIOR, INDEX_INTERIOR):
        struct.pack_into(">I", data, start + 8, last)
        pointers += 4
    struct.pack_into(f">{len(places)}H", data, pointers, *places)
    return bytes(data)


def branch(child: int, key: int) -> bytes:
    """Write the cell of an interior page of a table."""
    return struct.pack(">I", child) + varint(key)


def file_header(
    *, size: int = SIZE, pages: int = 0, free_head: int = 0, free_count: int = 0, schema: int = SCHEMA
) -> bytes:
    """Write the first hundred bytes of one of our files."""
    data = b"SQLite format 3\0" + struct.pack(">H6B", size & 0xFFFF or 1, 1, 1, 0, 64, 32, 32)
    counts = (5, pages, free_head, free_count, 1, 4, 0, 0, 1, schema, 0, APPLICATION_ID)
    return data + struct.pack(">12I20x2I", *counts, 5, 3045000)


def pages_of(
    others: Sequence[bytes],
    *,
    schema_rows: Sequence[bytes] = (),
    first: bytes | None = None,
    free_head: int = 0,
    free_count: int = 0,
    schema: int = SCHEMA,
) -> Pages:
    """Read a file of a header, a schema and the pages that follow."""
    if first is None:
        head = file_header(pages=1 + len(others), free_head=free_head, free_count=free_count, schema=schema)
        first = head + tree_page(LEAF, schema_rows, start=100)[100:]
    content = first.ljust(SIZE, b"\0") + b"".join(each.ljust(SIZE, b"\0") for each in others)
    layer = io.BytesIO(content), Overlay(SIZE, {1: 0})  # says how long pages are, whatever lies on them
    return Pages(io.BytesIO(content), len(content), [layer])


def summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """Sum up words in turn, as https://www.sqlite.org/fileformat.html#checksum_algorithm says."""
    one, two = sums
    for at in range(0, len(data), 8):
        first, second = struct.unpack(f"{order}2I", data[at : at + 8])
        one = (one + first + two) % (1 << 32)
        two = (two + second + one) % (1 << 32)
    return one, two


def write_ahead(
    frames: Sequence[tuple[int, int]], *, size: int = SIZE, order: str = ">", told: int | None = None
) -> bytes:
    """Write a log of frames, each a page number and how long the file is where a commit ends with it."""
    magic = 0x377F0682 + (order == ">")
    head = struct.pack(">6I", magic, 3007000, size if told is None else told, 0, 11, 22)
    sums = summed(head, order, (0, 0))
    log = head + struct.pack(">2I", *sums)
    for place, (number, commit) in enumerate(frames):
        page = bytes([place + 1]) * size
        start = struct.pack(">2I", number, commit)
        sums = summed(page, order, summed(start, order, sums))
        log += start + struct.pack(">4I", 11, 22, *sums) + page
    return log
