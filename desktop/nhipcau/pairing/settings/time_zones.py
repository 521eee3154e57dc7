"""What a time zone written by hand is worth in hours, and how far two clocks stand apart."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nhipcau.pairing.settings.answer_keys import answer_key

_OFFSET: Final = re.compile(
    r"(?:utc|gmt|^|\()\s*([+\-\u2212])\s*(\d{1,2})(?:[:.h]?([0-5]\d))?\b", re.IGNORECASE
)
_PLACES: Final = {
    "viet nam": 7.0,
    "vietnam": 7.0,
    "ha noi": 7.0,
    "hanoi": 7.0,
    "ho chi minh": 7.0,
    "bangkok": 7.0,
    "jakarta": 7.0,
    "singapore": 8.0,
    "tokyo": 9.0,
    "seoul": 9.0,
    "utc": 0.0,
    "gmt": 0.0,
}
_DAY: Final = 24.0
# Winter time, so that the rule says the same all year.
_DATE: Final = datetime(2026, 1, 15, 12, tzinfo=UTC)


@lru_cache(maxsize=1024)
def offset(text: str) -> float | None:
    """Return hours ahead of UTC in January: of `UTC+7`, `GMT+07:00`, `Asia/Ho_Chi_Minh`, `Hà Nội`; None if unknown."""
    written = _OFFSET.search(text.strip())
    if written is not None:
        hours = int(written[2]) + int(written[3] or 0) / 60
        return None if hours > 14 else (hours if written[1] == "+" else -hours)
    named = _named(text.strip())
    if named is not None:
        return named.total_seconds() / 3600
    return next((hours for place, hours in _PLACES.items() if place == answer_key(text)), None)


def _named(text: str) -> timedelta | None:
    if "/" not in text:
        return None
    try:
        return _DATE.astimezone(ZoneInfo(text)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def hours_apart(one: str, other: str) -> float | None:
    """Return how far two clocks stand apart, 0-12: a day is round, so UTC+10 and UTC-8 are six hours apart."""
    first, second = offset(one), offset(other)
    if first is None or second is None:
        return None
    apart = abs(first - second) % _DAY
    return min(apart, _DAY - apart)
