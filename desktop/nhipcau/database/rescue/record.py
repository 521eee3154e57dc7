"""Records of SQLite's file format: variable-length numbers, types and values, read with every bound checked.

https://www.sqlite.org/fileformat.html#record_format
"""

import struct
from enum import Enum
from typing import Final, TypeAlias


class UnreadableRecord(Enum):
    """Stands for a value that was there and cannot be read any more."""

    LOST = "lost"


LOST: Final = UnreadableRecord.LOST
Stored: TypeAlias = int | float | str | bytes | UnreadableRecord | None

MOST_COLUMNS: Final = 200
_INTEGER_LENGTHS: Final = (0, 1, 2, 3, 4, 6, 8)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number and where it ends; raises IndexError where the data ends within it."""
    value = data[at]
    if value < 0x80:
        return value, at + 1
    value &= 0x7F
    for place in range(1, 8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9


def signed(value: int) -> int:
    """Return a 64-bit number as the row id or key it stands for."""
    return value - (1 << 64) if value >= 1 << 63 else value


def decode(payload: bytes, length: int) -> tuple[Stored, ...] | None:
    """Return the values of a record of `length` bytes of which the first are at hand; None where it is no record."""
    try:
        header, at = varint(payload, 0)
        if not 1 <= header <= min(len(payload), length):
            return None
        kinds: list[int] = []
        while at < header:
            kind, at = varint(payload, at)
            kinds.append(kind)
    except IndexError:
        return None
    if at != header or len(kinds) > MOST_COLUMNS or header + sum(map(_length, kinds)) != length:
        return None
    values: list[Stored] = []
    for kind in kinds:
        end = at + _length(kind)
        values.append(_value(kind, payload[at:end]) if end <= len(payload) else LOST)
        at = end
    return tuple(values)


def _length(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind < 7:
        return _INTEGER_LENGTHS[kind]
    return 8 if kind == 7 else 0


def _value(kind: int, data: bytes) -> Stored:
    if kind >= 12:
        if not kind & 1:
            return data
        try:
            return data.decode()
        except UnicodeDecodeError:
            return LOST
    if kind == 0:
        return None
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    if kind == 7:
        number: float = struct.unpack(">d", data)[0]
        return number
    return kind - 8 if kind < 10 else LOST
