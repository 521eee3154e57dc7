"""What stands below a list: who made it and who approves it, where and when."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import Any, Final, NamedTuple

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.formats.cell_values import phone_in
from nhipcau.exchange.formats.sheet_area import Rows, filled
from nhipcau.exchange.formats.vocabulary import key_of, phrases
from nhipcau.mail.addresses import says_address

_MOST_ROWS: Final = 8
"""Filled rows of signatures."""
_MOST_UNTOLD: Final = 4
"""The same where nothing but their place tells them from people."""
_WIDE: Final = 3
_LOOKED_AT: Final = 10
_LONGEST: Final = 70
_DATE: Final = re.compile(r"(?:^| )ngay(?: \d{1,2})? thang(?: \d{1,2})? nam(?: \d{2,4})?$")
_DIGITS: Final = re.compile(r"[a-z ]{2,30} \d{1,2} \d{1,2} \d{4}")
_ENGLISH: Final = re.compile(r"(?:[a-z]+ ){1,4}(?:\d{1,2}(?:st|nd|rd|th)? )?([a-z]{3,9}) (?:\d{1,2} )?\d{4}")


class _Line(NamedTuple):
    number: int
    row: Sequence[Any]
    cells: list[Any]


def foot_of(rows: Rows, above: int, last: int, names: Sequence[int], usual: float) -> int:
    """Return the row with which signatures below a list begin, the one after its last where there are none.

    `above` is the row after which people begin, `names` the columns of their names, `usual` how many cells of a
    person are filled.
    """
    lines = _last_lines(rows, above, last, usual)
    for place, (before, line) in enumerate(pairwise((None, *lines))):
        if line is None or (usual < _WIDE and len(lines) - place > _MOST_UNTOLD):
            continue
        is_apart = before is None or before.number < line.number - 1
        if _signs(line, names, is_apart=is_apart and len(lines) - place <= _MOST_UNTOLD):
            return line.number
    return last + 1


def _last_lines(rows: Rows, above: int, last: int, usual: float) -> list[_Line]:
    """Return the last rows that hold something, up to one that is a person's: numbered, with an address, or full."""
    lines: list[_Line] = []
    full = usual if usual >= _WIDE and not _have_addresses(rows, above, last) else inf
    for number in range(last, above, -1):
        cells = filled(rows[number - 1])
        is_full = len(cells) >= full and not any(map(_is_signing, map(_key, cells)))
        if len(lines) == _MOST_ROWS or is_full or any(map(_is_of_somebody, cells)):
            break
        if cells:
            lines.append(_Line(number, rows[number - 1], cells))
    return lines[::-1]


def _have_addresses(rows: Rows, above: int, last: int) -> bool:
    """Say whether people are written with addresses or telephone numbers: who has none is none of them."""
    first = [row for row in rows[above : min(last, above + _LOOKED_AT)] if len(filled(row)) > 1]
    return sum(any(map(_is_of_somebody, row)) for row in first) * 2 > len(first)


def _is_of_somebody(cell: Any) -> bool:  # noqa: ANN401 - a cell holds anything
    text = text_of(cell)
    return says_address(text) or phone_in(text) is not None


def _key(cell: Any) -> str:  # noqa: ANN401 - a cell holds anything
    return key_of(text_of(cell))


def _signs(line: _Line, names: Sequence[int], *, is_apart: bool) -> bool:
    if any(type(cell) in (int, float) for cell in line.cells):
        return False
    keys = [key_of(text) for cell in line.cells if (text := text_of(cell)) and not text.startswith("(")]
    named = [key_of(text) for index in names if index < len(line.row) and (text := text_of(line.row[index]))]
    if any(_is_signing(key) or _is_date(key) for key in keys):
        return all(_is_signing(key) or _is_date(key) or _is_office(key) for key in named)
    return is_apart and (len(keys) > 1 or not named) and bool(keys) and all(map(_is_office, keys))


def _is_signing(key: str) -> bool:
    return len(key) <= _LONGEST and f"{key} ".startswith(_beginnings("signing"))


def _is_office(key: str) -> bool:
    return len(key) <= _LONGEST and f"{key} ".startswith(_beginnings("offices"))


def _beginnings(name: str) -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in phrases(name))


def _is_date(key: str) -> bool:
    if len(key) > _LONGEST:
        return False
    if _DATE.search(key) or _DIGITS.fullmatch(key):
        return True
    found = _ENGLISH.fullmatch(key)
    return found is not None and found[1] in phrases("months")
