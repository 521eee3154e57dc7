"""What an unfinished write left beside a file: a write-ahead log or a rollback journal, read as SQLite would.

https://www.sqlite.org/fileformat.html#the_write_ahead_log and #the_rollback_journal
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

_LOG_MAGIC: Final = (0x377F0682, 0x377F0683)
_JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
_FRAME_HEADER: Final = 24
_MASK: Final = 0xFFFFFFFF
SIZES: Final = tuple(1 << power for power in range(9, 17))
Looked = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Pages that take the place of the file's own: where in the log each begins, and how long the file then is."""

    page_size: int = 0
    places: dict[int, int] = field(default_factory=dict)
    pages: int | None = None
    unused: int = 0


def read_log(log: BinaryIO, length: int, looked: Looked) -> Overlay:
    """Read a write-ahead log up to the last commit whose check sums hold."""
    header = log.read(32)
    if len(header) < 32:
        return Overlay()
    magic, _, size, _, *salts, one, two = struct.unpack(">8I", header)
    size = 65536 if size == 1 else size
    order = ">" if magic & 1 else "<"
    if magic not in _LOG_MAGIC or size not in SIZES or _summed(header[:24], order, (0, 0)) != (one, two):
        return Overlay()
    places: dict[int, int] = {}
    waiting: dict[int, int] = {}
    pages: int | None = None
    sums = (one, two)
    at = 32
    while len(frame := log.read(_FRAME_HEADER + size)) == _FRAME_HEADER + size:
        looked(at, length)
        number, commit, *frame_salts, one, two = struct.unpack_from(">6I", frame)
        if frame_salts != salts or not number:
            break
        sums = _summed(frame[_FRAME_HEADER:], order, _summed(frame[:8], order, sums))
        if sums != (one, two):
            break
        waiting[number] = at + _FRAME_HEADER
        if commit:
            places |= waiting
            waiting, pages = {}, commit
        at += _FRAME_HEADER + size
    else:
        return Overlay(size, places, pages)
    return Overlay(size, places, pages, sum(1 for _ in _same_salts(log, at, size, salts)))


def _same_salts(log: BinaryIO, at: int, size: int, salts: list[int]) -> Iterator[int]:
    """Go on over the frames of the same writing that come after a broken one."""
    log.seek(at)
    while len(header := log.read(_FRAME_HEADER)) == _FRAME_HEADER:
        if list(struct.unpack_from(">2I", header, 8)) != salts:
            return
        yield at
        at += _FRAME_HEADER + size
        log.seek(at)


def _summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = one + first + two & _MASK
        two = two + second + one & _MASK
    return one, two


def read_journal(journal: BinaryIO, length: int, looked: Looked) -> Overlay:
    """Read a rollback journal: the pages as they were before a write that never ended."""
    places: dict[int, int] = {}
    pages: int | None = None
    size = at = 0
    while True:
        journal.seek(at)
        header = journal.read(28)
        if len(header) < 28 or header[:8] != _JOURNAL_MAGIC:
            break
        records, nonce, before, sector, found = struct.unpack_from(">5I", header, 8)
        if pages is None:
            size, pages = found, before
        if size not in SIZES or sector not in (*SIZES, 32):
            return Overlay()
        start = at + sector
        whole = max(length - start, 0) // (size + 8)
        records = whole if records == _MASK else min(records, whole)
        kept = _read_records(journal, (start, records, size, nonce), looked)
        for number, place in kept:
            places.setdefault(number, place)
        at = -(-(start + records * (size + 8)) // sector) * sector
        if len(kept) < records:
            break
    return Overlay(size, places, pages) if pages is not None else Overlay()


def _read_records(
    journal: BinaryIO, where: tuple[int, int, int, int], looked: Looked
) -> list[tuple[int, int]]:
    start, records, size, nonce = where
    kept: list[tuple[int, int]] = []
    for place in range(start, start + records * (size + 8), size + 8):
        looked(place, start + records * (size + 8))
        journal.seek(place)
        record = journal.read(size + 8)
        if len(record) < size + 8:
            break
        (number,) = struct.unpack_from(">I", record)
        (found,) = struct.unpack_from(">I", record, size + 4)
        content = record[4 : size + 4]
        if not number or (nonce + sum(content[size - 200 : 0 : -200])) & _MASK != found:
            break
        kept.append((number, place + 4))
    return kept
