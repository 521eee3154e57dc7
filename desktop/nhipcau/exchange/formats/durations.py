"""How long something took, as people write it: `90`, `1h30`, `một tiếng rưỡi`, `an hour and a half`, `1:30`."""

import datetime as dt
import re
from typing import Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.exchange.formats.vocabulary import number_words

_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_HOURS: Final = re.compile(r"(?<!\d)(\d{1,9}(?:[.,]\d+)?)\s*(?:tieng|gio|hours?|hrs?|h)(?![a-z])")
_MINUTES: Final = re.compile(r"(?<!\d)(\d{1,9})\s*(?:phut|ph|p|minutes?|mins?|m|')(?![a-z])")
_AFTER_HOURS: Final = re.compile(r"(?:tieng|gio|h)\s*(\d{1,2})(?!\d)")
_HALF_AN_HOUR: Final = re.compile(r"\bnua (?:tieng|gio)\b|\bhalf (?:an? |1 )?hour\b")
_AND_A_HALF: Final = re.compile(r"\bruoi\b|\band (?:a |1 )?half\b")


def minutes_in(cell: object) -> int | None:
    """Return the minutes a cell speaks of; None when it does not say."""
    if isinstance(cell, dt.time):
        return cell.hour * 60 + cell.minute
    text = _with_digits(fold(str(cell)).strip())
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        return int(clock[1]) * 60 + int(clock[2])
    if re.fullmatch(r"\d{1,9}(?:[.,]0+)?", text):
        return int(float(text.replace(",", ".")))
    if _HALF_AN_HOUR.search(text):
        return 30
    return _spoken(text)


def _with_digits(text: str) -> str:
    """Write numbers that are words as digits; `an hour` is one."""
    known = number_words()
    words = (f"{known[word]:g}" if word in known else word for word in text.split())
    return re.sub(r"\ban? (?=hour)", "1 ", " ".join(words))


def _spoken(text: str) -> int | None:
    hours, minutes = _HOURS.search(text), _MINUTES.search(text)
    if hours is None:
        return int(minutes[1]) if minutes is not None else None
    total = float(hours[1].replace(",", ".")) * 60
    more = minutes or _AFTER_HOURS.search(text)
    if more is not None:
        total += int(more[1])
    elif _AND_A_HALF.search(text):
        total += 30
    return round(total)
