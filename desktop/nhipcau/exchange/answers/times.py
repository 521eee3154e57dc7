"""Free time said in words, as slots of a day and an hour: `Tối T2–T6, trừ thứ 4`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from nhipcau.exchange.answers.clock import CLOSES, hours_at, part_hours
from nhipcau.exchange.answers.phrases import NUMBER, SIGN, WORD, Token, lexicon, number_of

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORK, _END = frozenset(DAYS[:5]), frozenset(DAYS[5:])
_ALL_DAYS: Final = frozenset(DAYS)
_ALL_HOURS: Final = frozenset(range(8, CLOSES))
_HARD: Final = frozenset(";|\n")
_LETTERS: Final = {
    "M": "mon",
    "T": "tue",
    "Tu": "tue",
    "W": "wed",
    "Th": "thu",
    "F": "fri",
    "Sa": "sat",
    "Su": "sun",
}
_RUNS: Final = {
    "MWF": ("mon", "wed", "fri"),
    "TTH": ("tue", "thu"),
    "TTh": ("tue", "thu"),
    "TuTh": ("tue", "thu"),
}
_SLOT: Final = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)-(?:1?\d|2[0-3])")
_THURSDAY: Final = re.compile(
    r"\bthu(?=\s\d{1,2}(?:[:.]\d{2}|\s?[ap]\.?m|\s?(?:-|–|to)\s?\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m))",
    re.IGNORECASE,
)
"""`Thu 2pm` is on Thursday, where `thu 2` is `thứ 2`."""
Doubt = Literal["", "unread", "partly", "days_not_said"]


@dataclass(frozen=True, slots=True)
class Times:
    """Slots in the order of the week, and what of the wording is doubtful: `unread`, `partly`, `days_not_said`."""

    slots: tuple[str, ...] = ()
    doubt: Doubt = ""


@dataclass(slots=True)
class _Item:
    """One thing said: days, hours, a sign between, or that what follows is not so."""

    kind: Literal["days", "hours", "any", "comma", "and", "hard", "except", "busy"]
    days: frozenset[str] = frozenset()
    hours: frozenset[int] = frozenset()
    vague: bool = False
    """A part of the day in a word rather than by the clock."""
    work: bool = False
    """Hours of working days, where no day is said."""


@dataclass(slots=True)
class _Group:
    """Days and hours that belong together."""

    days: frozenset[str] = frozenset()
    hours: frozenset[int] = frozenset()
    first: str = ""
    vague: bool = False
    work: bool = False
    joined: str = ""
    """What stands before it: a comma, `and`, or nothing."""

    @property
    def lacks(self) -> str:
        return "" if self.days and self.hours else "days" if self.hours else "hours"


@dataclass(slots=True)
class _Read:
    """What has been understood so far."""

    groups: list[_Group] = field(default_factory=list)
    without: list[_Group] = field(default_factory=list)
    doubtful: bool = False
    busy: bool = False


@lru_cache(maxsize=16384)
def times_said(text: str, beside: str = "") -> Times:
    """Return the slots an answer names; `beside` is a heading that may name the day or the hours."""
    if _SLOT.fullmatch(text):
        return Times((text,))
    read = _read(text)
    days_said = True
    around = _read(beside) if beside else _Read()
    if not read.groups and around.groups and not read.without and not text.strip():
        read.groups = around.groups
    for group in read.groups:
        _fill(group, around.groups)
        if not group.days and group.hours:
            days_said = False
            group.days = _WORK if group.work else _ALL_DAYS
        group.hours = group.hours or _ALL_HOURS
    if not read.groups and read.without and not read.busy:
        read.groups = [_Group(_ALL_DAYS, _ALL_HOURS)]
    found = {(day, hour) for group in read.groups for day in group.days for hour in group.hours}
    for group in read.without:
        found -= {(d, h) for d in group.days or _ALL_DAYS for h in group.hours or range(24)}
    slots = tuple(f"{day}-{hour}" for day in DAYS for hour in sorted(h for d, h in found if d == day))
    if not slots:
        return Times((), "unread")
    return Times(slots, "partly" if read.doubtful else "" if days_said else "days_not_said")


def _fill(group: _Group, around: Sequence[_Group]) -> None:
    for other in around:
        if not group.days:
            group.days = other.days
        if not group.hours:
            group.hours = other.hours


def _read(text: str) -> _Read:
    """Read an answer clause by clause."""
    read = _Read()
    tokens = lexicon("times").tokens(_THURSDAY.sub("Thursday", text))
    items, read.doubtful = _items(tokens)
    clause: list[_Item] = []
    for item in [*items, _Item("hard")]:
        if item.kind != "hard":
            clause.append(item)
            continue
        groups, without, busy = _clause(clause)
        read.groups += groups
        read.without += without
        read.busy |= busy
        clause = []
    return read


def _items(tokens: Sequence[Token]) -> tuple[list[_Item], bool]:
    """Return what is said, in order, and whether something of it was left aside that may matter."""
    items: list[_Item] = []
    doubtful = False
    place = 0
    while place < len(tokens):
        found, after = _item_at(tokens, place)
        if found is None:
            doubtful |= tokens[place].kind in (NUMBER, "condition")
        elif not isinstance(found, bool):
            items.append(found)
        doubtful |= found is True
        if (
            found is not None
            and not isinstance(found, bool)
            and found.kind == "hours"
            and _unsure(tokens, place)
        ):
            doubtful = True
        place = after
    return items, doubtful


def _unsure(tokens: Sequence[Token], place: int) -> bool:
    found = hours_at(tokens, place)
    return found is not None and found.doubtful


def _item_at(tokens: Sequence[Token], place: int) -> tuple[_Item | bool | None, int]:
    """Return the item at a place and where the next begins; False for what says nothing, None for what is not known."""
    token = tokens[place]
    if (days := _days_at(tokens, place)) is not None:
        return _Item("days", days=days[0]), days[1]
    lasting = _lasting(tokens, place)
    if lasting:
        return False, lasting
    if (part := _part_at(tokens, place)) is not None:
        return part
    if (hours := hours_at(tokens, place)) is not None and hours.hours:
        return _Item("hours", hours=hours.hours), hours.after
    simple = _simple(token)
    if simple is not None:
        return simple, place + 1
    if token.kind in (NUMBER, "condition"):
        return None, place + 1
    return False, place + 1


def _simple(token: Token) -> _Item | None:
    kind = token.kind
    if kind == "all_day":
        return _Item("hours", hours=_ALL_HOURS)
    if kind in ("any", "except", "busy"):
        return _Item("any" if kind == "any" else "except" if kind == "except" else "busy")
    if kind == "and" or token.text in ("/", "+"):
        return _Item("and")
    if token.text in _HARD or token.text == ".":
        return _Item("hard")
    return _Item("comma") if kind == SIGN and token.text == "," else None


def _part_at(tokens: Sequence[Token], place: int) -> tuple[_Item, int] | None:
    """Return a part of the day; hours by the clock right behind it say which of them: `tối 7-9`."""
    kind = tokens[place].kind
    if kind.startswith("work."):
        return _Item("hours", hours=frozenset(part_hours(kind)), vague=True, work=True), place + 1
    if not kind.startswith("part."):
        return None
    hours = part_hours(kind)
    after = place + 1
    if after < len(tokens) and tokens[after].kind == "noise":
        after += 1
    exact = hours_at(tokens, after, "am" if hours[0] < 12 else "pm")
    if exact is not None and exact.hours:
        return _Item("hours", hours=exact.hours), exact.after
    return _Item("hours", hours=frozenset(hours), vague=True), place + 1


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


def _days_at(tokens: Sequence[Token], place: int) -> tuple[frozenset[str], int] | None:
    """Return the days named at a place: one, a range, or several that share one word: `thứ 2, 4 và 6`."""
    kind = tokens[place].kind
    if kind in ("days.work", "days.end", "days.all"):
        return {"days.work": _WORK, "days.end": _END, "days.all": _ALL_DAYS}[kind], place + 1
    if (by_letter := _by_letters(tokens, place)) is not None:
        return by_letter
    first = _one_day(tokens, place)
    if first is None:
        return None
    day, after, by_number = first
    if after < len(tokens) and tokens[after].kind == "to":
        last = _one_day(tokens, after + 1) or _bare_day(tokens, after + 1, by_number)
        if last is not None:
            listed = _dashed(tokens, last[1], [day, last[0]]) if by_number else None
            return listed or (_range(day, last[0]), last[1])
    days = {day}
    while (more := _further(tokens, after, by_number)) is not None:
        days.add(more[0])
        after = more[1]
    return frozenset(days), after


def _dashed(tokens: Sequence[Token], after: int, days: list[str]) -> tuple[frozenset[str], int] | None:
    """`2-4-6` lists days where `2-6` is a range."""
    more = _bare_day(tokens, after + 1, True) if after < len(tokens) and tokens[after].kind == "to" else None
    return (frozenset([*days, more[0]]), more[1]) if more is not None else None


def _one_day(tokens: Sequence[Token], place: int) -> tuple[str, int, bool] | None:
    """Return a day, where the next thing begins, and whether it was said in a way that numbers may follow."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.kind.startswith("day."):
        day, by_number = token.kind[4:], token.text[:1] == "t" and (" " in token.text)
        return day, place + 1, by_number
    if token.kind == "dayword":
        bare = _bare_day(tokens, place + 1, True)
        return (bare[0], bare[1], True) if bare else None
    return None


def _bare_day(tokens: Sequence[Token], place: int, by_number: bool) -> tuple[str, int] | None:
    """Return the day of a bare number or word in a list of days; a number that is an hour is none."""
    if place >= len(tokens) or not by_number:
        return None
    token = tokens[place]
    if token.kind.startswith("more."):
        return token.kind[5:], place + 1
    if token.kind != NUMBER or token.text not in ("2", "3", "4", "5", "6", "7"):
        return None
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    if behind is not None and (
        behind.kind in ("hour", "lasting") or behind.kind.startswith("half.") or behind.text == ":"
    ):
        return None
    if behind is not None and behind.kind == "to" and hours_at(tokens, place, "pm") is not None:
        further = tokens[place + 2] if place + 2 < len(tokens) else None
        if (
            further is None
            or further.kind != NUMBER
            or number_of(further.text) > 7
            or _marked(tokens, place + 3)
        ):
            return None
    return DAYS[int(token.text) - 2], place + 1


def _marked(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and (
        tokens[place].kind == "hour" or tokens[place].kind.startswith("half.") or tokens[place].text == ":"
    )


def _further(tokens: Sequence[Token], place: int, by_number: bool) -> tuple[str, int] | None:
    """Return a further day of a list whose first had the word: `, 4` or `và 6`."""
    if place + 1 >= len(tokens) or not by_number:
        return None
    token = tokens[place]
    if token.kind == "and" or token.text in (",", "/", "+", "-", "."):
        return _bare_day(tokens, place + 1, by_number)
    return None


def _range(first: str, last: str) -> frozenset[str]:
    start, end = DAYS.index(first), DAYS.index(last)
    return frozenset(DAYS[start : end + 1] if start <= end else (*DAYS[start:], *DAYS[: end + 1]))


def _by_letters(tokens: Sequence[Token], place: int) -> tuple[frozenset[str], int] | None:
    """Return the days of letters: `MWF`, `M-F`, and one letter alone at the end: `6:00-7:00pm F`."""
    raw = tokens[place].raw
    if raw in _RUNS:
        return frozenset(_RUNS[raw]), place + 1
    if raw not in _LETTERS or tokens[place].kind not in (WORD, "dayword"):
        return None
    if place + 2 < len(tokens) and tokens[place + 1].kind == "to" and tokens[place + 2].raw in _LETTERS:
        return _range(_LETTERS[raw], _LETTERS[tokens[place + 2].raw]), place + 3
    if place + 1 == len(tokens) or tokens[place + 1].text in ("/", ",", "&"):
        return frozenset({_LETTERS[raw]}), place + 1
    return None


def _clause(items: Sequence[_Item]) -> tuple[list[_Group], list[_Group], bool]:
    """Return the groups of a clause, those that are taken away, and whether somebody only said when they are busy."""
    groups: list[_Group] = []
    without: list[_Group] = []
    busy = False
    taking_away = False
    for segment, joined in _segments(items):
        starts = [place for place, item in enumerate(segment) if item.kind in ("except", "busy")]
        busy |= any(segment[place].kind == "busy" for place in starts)
        cut = starts[0] if starts else len(segment)
        for number, part in enumerate((segment[:cut], segment[cut:])):
            found = list(_runs(part))
            if number == 0 and taking_away and found and all(not group.lacks for group in found):
                taking_away = False
            taking_away |= number == 1 and bool(starts)
            for group in found:
                group.joined = joined
                if (
                    taking_away
                    and groups
                    and not group.lacks
                    and group.first == "days"
                    and groups[-1].lacks == "hours"
                ):
                    # `any day but Sunday after 7`: the hours are those of the other days, or those taken away
                    groups[-1].hours, group.hours = group.hours, frozenset()
                _fold(without if taking_away else groups, group)
    return groups, without, busy


def slots(text: str) -> tuple[str, ...]:
    """Return the slots a wording names; the wording itself when it names none."""
    return times_said(text).slots or (text,)


def _segments(items: Sequence[_Item]) -> Iterator[tuple[list[_Item], str]]:
    segment: list[_Item] = []
    joined = ""
    for item in items:
        if item.kind in ("comma", "and"):
            yield segment, joined
            segment, joined = [], item.kind
        else:
            segment.append(item)
    yield segment, joined


def _runs(items: Sequence[_Item]) -> Iterator[_Group]:
    """Return the groups of days and hours that stand side by side without a sign between."""
    group = _Group()
    for item in items:
        if item.kind in ("days", "hours"):
            if not group.lacks and group.first == item.kind:
                yield group
                group = _Group()
            _extend(group, item)
    if any(item.kind == "any" for item in items):
        group.days, group.hours = group.days or _ALL_DAYS, group.hours or _ALL_HOURS
    if group.days or group.hours:
        yield group


def _extend(group: _Group, item: _Item) -> None:
    if item.kind == "hours":
        group.vague = item.vague and (group.vague or not group.hours)
        group.work |= item.work
    group.days |= item.days
    group.hours |= item.hours
    group.first = group.first or item.kind


def _fold(groups: list[_Group], group: _Group) -> None:
    """Add a group to those before, or to the last of them where it only completes it."""
    last = groups[-1] if groups else None
    if last is None or not group.joined or not _completes(last, group):
        groups.append(group)
        return
    if group.lacks == "hours" or not group.lacks:
        last.days |= group.days
    if group.lacks == "days" or not group.lacks:
        last.hours |= group.hours
    last.first = last.first or group.first
    last.work |= group.work


def _completes(last: _Group, group: _Group) -> bool:
    if group.lacks == "hours":  # only days
        if last.lacks == "days":
            return not (last.vague and group.days == _END and group.joined == "and")
        return last.lacks == "hours" or last.first == "hours"
    if group.lacks == "days":  # only hours
        return bool(last.lacks) or last.first == "days"
    return (last.lacks == "hours" and group.first == "days") or (
        last.lacks == "days" and group.first == "hours"
    )
