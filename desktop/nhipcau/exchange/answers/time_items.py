"""What an answer about free time says, one thing after the other: days, hours, signs, exceptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from nhipcau.exchange.answers.hour_ranges import CLOSES, Hours, hours_at, part_hours
from nhipcau.exchange.answers.phrase_tokens import NUMBER, SIGN, Token
from nhipcau.exchange.answers.weekdays import days_at

ALL_HOURS: Final = frozenset(range(8, CLOSES))
_HARD: Final = frozenset(";|\n.")
_NOON, _EVENING = 12, 18
_BETWEEN_HALVES: Final = ("/", ",", "&", "and")
_HALVES: Final = {"am": "part.8-12", "pm": "part.13-17"}
"""`Saturday PM`: half a day rather than half of a clock."""


@dataclass(slots=True)
class TimeItem:
    """One thing said: days, hours, a sign between, or that what follows is not so."""

    kind: Literal["days", "hours", "any", "comma", "and", "hard", "except", "busy"]
    days: frozenset[str] = frozenset()
    hours: frozenset[int] = frozenset()
    vague: bool = False
    """A part of the day in a word rather than by the clock."""
    work: bool = False
    """Hours of working days, where no day is said."""


def items_of(tokens: Sequence[Token]) -> tuple[list[TimeItem], bool]:
    """Return what is said, in order, and whether something was left aside that may matter."""
    items: list[TimeItem] = []
    doubtful = False
    place = 0
    while place < len(tokens):
        place, found = _next(tokens, place, items)
        doubtful |= found
    return items, doubtful


def _next(tokens: Sequence[Token], place: int, items: list[TimeItem]) -> tuple[int, bool]:
    """Add what stands at a place; return the next place, and whether something was left aside."""
    if (days := days_at(tokens, place)) is not None:
        items.append(TimeItem("days", days=days[0]))
        return days[1], False
    if after := _lasting(tokens, place):
        return after, False
    if (part := _part_at(tokens, place)) is not None:
        items.append(part[0])
        return part[1], False
    if (hours := _hours_at(tokens, place, items)) is not None and hours.hours:
        items.append(TimeItem("hours", hours=hours.hours))
        return hours.after, hours.doubtful
    if (simple := _simple(tokens[place])) is not None:
        items.append(simple)
    return place + 1, tokens[place].kind in (NUMBER, "condition")


def _hours_at(tokens: Sequence[Token], place: int, items: list[TimeItem]) -> Hours | None:
    """Return hours by the clock; those of a part of the day named before its day: `tối thứ 5 7h-9h`."""
    hours = hours_at(tokens, place)
    if hours is None:
        return None
    days_between = len(items) > 1 and items[-1].kind == "days"
    part = items[-2] if days_between else None
    if part is None or not part.vague or part.work:
        return hours
    exact = hours_at(tokens, place, "am" if min(part.hours) < _NOON else "pm")
    if exact is None or not exact.hours & (part.hours | {max(part.hours) + 1}):
        return hours
    items.remove(part)
    return exact


def _simple(token: Token) -> TimeItem | None:
    kind = token.kind
    if kind == "all_day":
        return TimeItem("hours", hours=ALL_HOURS)
    if kind == "any":
        return TimeItem("any")
    if kind in ("except", "busy"):
        return TimeItem("except" if kind == "except" else "busy")
    if kind == "and" or token.text in ("/", "+"):
        return TimeItem("and")
    if token.text in _HARD:
        return TimeItem("hard")
    return TimeItem("comma") if kind == SIGN and token.text == "," else None


def _part_at(tokens: Sequence[Token], place: int) -> tuple[TimeItem, int] | None:
    """Return a part of the day; hours by the clock right behind it say which of them: `tối 7-9`."""
    kind = tokens[place].kind
    if place and (tokens[place - 1].kind.startswith("day") or tokens[place - 1].text in _BETWEEN_HALVES):
        kind = _HALVES.get(tokens[place].text, kind)
    if kind.startswith("work."):
        return TimeItem("hours", hours=frozenset(part_hours(kind)), vague=True, work=True), place + 1
    if not kind.startswith("part."):
        return None
    hours = part_hours(kind)
    after = place + 1
    while after < len(tokens) and (tokens[after].kind == "noise" or tokens[after].text == "("):
        after += 1
    listed = days_at(tokens, after) if after < len(tokens) else None  # `tối 2-4-6` names days
    exact = hours_at(tokens, after, "am" if hours[0] < _NOON else "pm") if listed is None else None
    if exact is not None and exact.hours:
        within = exact.hours & frozenset(hours) if hours[0] < _EVENING and exact.is_open else frozenset()
        return TimeItem("hours", hours=within or exact.hours), exact.after
    return TimeItem("hours", hours=frozenset(hours), vague=True), place + 1


def _lasting(tokens: Sequence[Token], place: int) -> int:
    """Return where the next thing begins when a length or a number of meetings stands here: `2 giờ mỗi tuần`."""
    if tokens[place].kind != NUMBER:
        return 0
    after = place + 1
    if after + 1 < len(tokens) and tokens[after].kind == "to" and tokens[after + 1].kind == NUMBER:
        after += 2
    if after >= len(tokens):
        return 0
    if tokens[after].kind == "lasting":
        return after + 1
    if tokens[after].kind == "hour" and after + 1 < len(tokens) and tokens[after + 1].kind == "period":
        return after + 2
    return 0
