"""From what stands in a cell to a value: each answer is read once, however often it occurs."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.formats.reading_terms import DateOrder
from nhipcau.exchange.formats.vocabulary import groups, has_any, key_of, number_words, phrases

_TOO_LARGE: Final = 1e15
_PHONE: Final = re.compile(r"[+(]?\d[\d\s().\-]{6,}\d")
_NOT_DIGIT: Final = re.compile(r"\D")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DATE: Final = re.compile(
    r"^\s*(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?:[T,\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm]|SA|CH)?.*)?$"
)


@lru_cache(maxsize=8192)
def number_in(text: str) -> float | None:
    """Return the number a sentence hides; of `1-2 người` the larger."""
    found = [float(number.replace(",", ".")) for number in _NUMBER.findall(text)]
    if found:
        return max(found) if max(found) < _TOO_LARGE else None
    words = key_of(text).split()
    named = [number_words()[word] for word in words if word in number_words()]
    if named:
        return float(max(named))
    return 1.0 if has_any(" ".join(words), phrases("one_person")) else None


def phone_in(text: str) -> str | None:
    """Return a telephone number as written, a zero that a spreadsheet swallowed put back."""
    text = text.strip().lstrip("'")
    if not _PHONE.fullmatch(text):
        return None
    digits = _NOT_DIGIT.sub("", text)
    if len(digits) > 15:
        return None
    if text == digits and len(digits) == 9 and digits[0] in "35789":
        return "0" + digits
    return text


def date_parts(text: str) -> tuple[int, int, int] | None:
    """Return the three numbers of a date, in the order written."""
    found = _DATE.match(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def moment_in(cell: Any, order: DateOrder) -> dt.datetime | None:  # noqa: ANN401 - a cell holds anything
    """Return the date and time in a cell, its numbers in the file's order."""
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, dt.date):
        return dt.datetime.combine(cell, dt.time())
    return _written_moment(text_of(cell), order)


def _written_moment(text: str, order: DateOrder) -> dt.datetime | None:
    found = _DATE.match(text)
    if not found:
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if first > 31:
        year, month, day = first, second, third
    else:
        day, month = (second, first) if order == "mdy" else (first, second)
        year = third + 2000 if third < 70 else third + 1900 if third < 100 else third
    if month > 12 >= day:
        day, month = month, day  # one sheet can mix the two orders
    hour = int(found[4] or 0)
    half = (found[7] or "").upper()
    hour = (
        hour + 12
        if half in ("PM", "CH") and hour < 12
        else 0
        if half in ("AM", "SA") and hour == 12
        else hour
    )
    try:
        return dt.datetime(year, month, day, hour, int(found[5] or 0), int(found[6] or 0))  # noqa: DTZ001 - no zone
    except ValueError:
        return None


def date_order(texts: Iterable[str]) -> DateOrder | None:
    """Return the one order in which all these dates exist; None when they leave it open."""
    first = second = 0
    last: list[tuple[int, int]] = []
    for text in texts:
        if parts := date_parts(text):
            if parts[0] > 31:
                return "ymd"
            first += parts[0] > 12
            second += parts[1] > 12
            last.append((parts[0], parts[1]))
    if first or second:
        return "dmy" if first >= second else "mdy"
    return _order_by_course(last)


def _order_by_course(pairs: list[tuple[int, int]]) -> DateOrder | None:
    """Answers come in as time goes: the order in which the dates do not run backwards."""
    by_day = all((a[1], a[0]) <= (b[1], b[0]) for a, b in pairwise(pairs))
    by_month = all(a <= b for a, b in pairwise(pairs))
    if by_day == by_month or len(set(pairs)) < 3:
        return None
    return "dmy" if by_day else "mdy"


def year_in(cell: Any, order: DateOrder) -> int | None:  # noqa: ANN401 - a cell holds anything
    """Return a year of birth: from a date, or four digits."""
    if moment := moment_in(cell, order):
        return moment.year if 1900 <= moment.year <= 2100 else None
    found = _YEAR.search(text_of(cell))
    return int(found[0]) if found else None


@lru_cache(maxsize=8192)
def ways_in(text: str) -> tuple[str, ...]:
    """Return the ways of meeting an answer names."""
    key = key_of(text)
    ways = groups("ways")
    if has_any(key, ways["any"]):
        return ("online", "in_person")
    return tuple(way for way in ("online", "in_person") if has_any(key, ways[way]))
