"""Hours of the day in a sentence: `19h30–21h`, `after 5`, `8-10 tối`, `từ 18h trở đi`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nhipcau.exchange.answers.phrase_tokens import NUMBER, Token, number_of

OPENS: Final = 7
"""The first hour of the day at which people meet, where only an end is said."""
CLOSES: Final = 22
"""When the last meeting of a day ends, where only a beginning is said."""
_HALF: Final = 30
_MORNING, _EVENING = "am", "pm"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written, the place of what follows it, and how much it leaves open."""

    minutes: int
    half: str
    after: int
    exact: bool
    """Whether anything marks it as a time: `18h`, `6:30`, `6pm`."""
    by_24: bool
    """Whether it is written as on a clock of 24 hours."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours found, the place of what follows, and whether the wording leaves their half of the day open."""

    hours: frozenset[int]
    after: int
    doubtful: bool = False
    is_open: bool = False
    """Whether only their beginning is said."""


def clock_at(tokens: Sequence[Token], place: int) -> Clock | None:
    """Return the time of day that begins at a place."""
    kind = _kind(tokens, place)
    if kind in ("noon", "midnight"):
        return Clock(12 * 60 if kind == "noon" else 24 * 60, "", place + 1, exact=True, by_24=True)
    if kind != NUMBER or number_of(tokens[place].text) > 24:
        return None
    hour, place = number_of(tokens[place].text), place + 1
    minutes, exact, by_24 = 0, False, hour > 12 or tokens[place - 1].text[:1] == "0"
    if _kind(tokens, place) == "hour" or (
        _text(tokens, place) in (":", ".") and _two_figures(tokens, place + 1)
    ):
        exact = True
        colon = _text(tokens, place) != "."
        by_24 = by_24 or colon
        place += 1
        if _two_figures(tokens, place):
            minutes, place = number_of(tokens[place].text), place + 1
        elif _kind(tokens, place) == "half_hour":
            minutes, place = _HALF, place + 1
        if _kind(tokens, place) == "hour":
            place += 1
    half, place = _half_at(tokens, place)
    if half and hour == 12:
        hour = 0 if half == _MORNING else 12
    return Clock(hour * 60 + minutes, half, place, exact or bool(half), by_24)


def _two_figures(tokens: Sequence[Token], place: int) -> bool:
    text = _text(tokens, place)
    return _kind(tokens, place) == NUMBER and len(text) == 2 and int(text) < 60


def _half_at(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """Return the half of the day named right behind a time; `8h sáng` is one, `8h, sáng` is not."""
    kind = _kind(tokens, place)
    if kind.startswith("half."):
        return kind[5:], place + 1
    if kind.startswith("part."):
        opens = part_hours(kind)[0]
        return (_MORNING if opens < 12 else _EVENING), place + 1
    return "", place


def part_hours(kind: str) -> range:
    """Return the hours of a part of the day, from its class `part.18-21`."""
    opens, _, closes = kind.partition(".")[2].partition("-")
    return range(int(opens), int(closes))


def hours_at(tokens: Sequence[Token], place: int, half: str = "") -> Hours | None:
    """Return the hours that begin at a place; `half` is that of a part of the day right before: `tối 7-9`."""
    kind = _kind(tokens, place)
    if kind in ("after", "before"):
        return _one_sided(tokens, place, half, upwards=kind == "after")
    opened = kind == "from"
    first = clock_at(tokens, place + opened)
    if first is None:
        return None
    joined = _kind(tokens, first.after)
    if joined in ("to", "before") or (opened and joined == "and"):
        last = clock_at(tokens, first.after + 1)
        if last is not None and last.minutes > 0:
            return _between(first, last, half)
    if joined == "onwards" or (opened and (first.exact or half)):
        minutes = _placed(first.minutes, first.half or half)
        return Hours(_hours(minutes, CLOSES * 60), first.after + (joined == "onwards"), is_open=True)
    if not (first.exact or half) or opened:
        return None
    minutes = _placed(first.minutes, first.half or half)
    return Hours(frozenset({minutes // 60 % 24}), first.after)


def _one_sided(tokens: Sequence[Token], place: int, half: str, *, upwards: bool) -> Hours | None:
    clock = clock_at(tokens, place + 1)
    if clock is None:
        return None
    half = clock.half or half
    hour = clock.minutes // 60
    later = upwards and not half and not clock.by_24 and 1 <= hour < OPENS + 2
    minutes = _placed(clock.minutes, _EVENING if later else half)
    after = clock.after + (_kind(tokens, clock.after) == "onwards")
    if upwards:
        late = hour >= OPENS and later
        return Hours(_hours(minutes, max(CLOSES * 60, minutes + 60)), after, late, is_open=True)
    opens = OPENS * 60 if half != _EVENING else 12 * 60
    return Hours(_hours(min(opens, minutes - 60), minutes), after)


def _between(first: Clock, last: Clock, half: str) -> Hours:
    """Return the hours from one time to another; one half of the day said counts for both where it can."""
    end = _placed(last.minutes, last.half or ("" if first.half else half))
    start = _placed(first.minutes, first.half or (last.half or half))
    if start >= end:
        start = _placed(first.minutes, first.half or _MORNING)
    if start >= end and not last.half:
        end = _placed(last.minutes, _EVENING)
    open_half = not (first.half or last.half or half or first.by_24 or last.by_24)
    doubtful = False
    if open_half and end <= 8 * 60:
        start, end = start + 12 * 60, end + 12 * 60  # nobody meets a mentor from four to six in the morning
    elif open_half and not (first.exact or last.exact) and end <= 10 * 60:
        doubtful = True
    return Hours(_hours(start, end), last.after, doubtful)


def _placed(minutes: int, half: str) -> int:
    return minutes + 12 * 60 if half == _EVENING and minutes < 12 * 60 else minutes


def _hours(start: int, end: int) -> frozenset[int]:
    """Return the hours of which at least half lies between two times; never none where there is any time."""
    if not 0 <= start < end <= 24 * 60:
        return frozenset()
    found = {
        hour
        for hour in range(start // 60, (end + 59) // 60)
        if min(end, hour * 60 + 60) - max(start, hour * 60) >= _HALF
    }
    return frozenset(found or {start // 60})


def _kind(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].kind if 0 <= place < len(tokens) else ""


def _text(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].text if 0 <= place < len(tokens) else ""
