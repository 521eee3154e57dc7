"""Free time as slots of a day and an hour, when the wording can be read so: `mon-18`."""

import re
from functools import cache, lru_cache
from typing import Final

from nhipcau.common.vietnamese import fold
from nhipcau.exchange.vocabulary import groups, has_any, has_phrase, key_of, phrases

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SLOT: Final = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)-\d{1,2}$")
_CLOCK: Final = r"(\d{1,2})\s*+(?:(?:[:h]|giờ|gio|g)\s*+(\d{2})?)?\s*+(am|pm|sáng|chiều|tối|sang|chieu|toi)?"
_RANGE: Final = re.compile(rf"{_CLOCK}\s*+(?:-|–|—|to|đến|den|tới|toi)\s*+{_CLOCK}", re.IGNORECASE)
_SINGLE: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:(?::|h|giờ)(?:\s*(\d{2}))?(?:\s*(am|pm))?|(am|pm))(?!\w)", re.IGNORECASE
)
_DAY_NUMBERS: Final = re.compile(r"(?:thứ|thu|t)\s*([2-7](?:\s*[,&+/]\s*[2-7])+)(?!\d*h)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def slots(text: str) -> tuple[str, ...]:
    """Return the slots a wording names; the wording itself when it does not name both days and hours."""
    if _SLOT.match(text):
        return (text,)
    days, rest = _days(text)
    hours = _hours(rest) if days else ()
    return tuple(f"{day}-{hour}" for day in days for hour in hours) or (text,)


def _days(text: str) -> tuple[tuple[str, ...], str]:
    """Return the days named and the text without them, so that `thứ 3` is not taken for an hour."""
    found = [
        _DAYS[int(number) - 2] for many in _DAY_NUMBERS.findall(text) for number in re.findall(r"\d", many)
    ]
    rest = _DAY_NUMBERS.sub(" ", text)
    for name, day in _day_names():
        if _names_day(key_of(rest), name):
            found.append(day)
            rest = _without(rest, name)
    key = key_of(rest)
    if not found and has_any(key, phrases("working_days")):
        found = list(_DAYS[:5])
    if not found and has_any(key, phrases("weekend")):
        found = list(_DAYS[5:])
    return tuple(day for day in _DAYS if day in found), rest


@cache
def _day_names() -> tuple[tuple[str, str], ...]:
    """Return every name of a day, longest first: `thứ hai` before `thu`."""
    names = [(name, day) for day, texts in groups("days").items() for name in texts]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def _names_day(key: str, name: str) -> bool:
    """Say whether the text names a day. A lone letter is one only at the end: `6:00-7:00pm F`."""
    return key.split()[-1:] == [name] if len(name) <= 2 and not name[-1].isdigit() else has_phrase(key, name)


def _without(text: str, name: str) -> str:
    return name_pattern(name).sub(" ", fold(text), count=1)


@cache
def name_pattern(name: str) -> re.Pattern[str]:
    """Return what finds the name of a day as a word or words of its own."""
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)")


def _hours(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for start, _, start_half, end, end_minutes, end_half in _RANGE.findall(text):
        first, last = _span(int(start), start_half, int(end), end_half)
        last += bool(end_minutes and int(end_minutes))
        if 0 <= first < last <= 24:
            found.update(range(first, last))
    if not found:
        for hour, _, half, other_half in _SINGLE.findall(text):
            found.add(_on_the_clock(int(hour), half or other_half))
    if not found:
        key = key_of(text)
        for span, names in groups("parts_of_day").items():
            if has_any(key, names):
                opens, _, closes = span.partition("-")
                found.update(range(int(opens), int(closes)))
    return tuple(sorted(hour for hour in found if 0 <= hour < 24))


def _span(start: int, start_half: str, end: int, end_half: str) -> tuple[int, int]:
    last = _on_the_clock(end, end_half)
    first = _on_the_clock(start, start_half or end_half)
    return (_on_the_clock(start, "am"), last) if first > last else (first, last)


def _on_the_clock(hour: int, half: str) -> int:
    if fold(half) in ("pm", "chieu", "toi") and hour < 12:
        return hour + 12
    return 0 if fold(half) == "am" and hour == 12 else hour
