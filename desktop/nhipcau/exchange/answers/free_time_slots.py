"""Free time said in words, as slots of a day and an hour: `Tối T2–T6, trừ thứ 4`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from nhipcau.exchange.answers.phrase_tokens import lexicon
from nhipcau.exchange.answers.time_items import ALL_HOURS, TimeItem, items_of
from nhipcau.exchange.answers.weekdays import ALL_DAYS, DAYS, WEEKEND, WORKING_DAYS

_SLOT: Final = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)-(?:1?\d|2[0-3])")
_THURSDAY: Final = re.compile(
    r"\bthu(?=\s\d{1,2}(?:[:.]\d{2}|\s?h\b|h\d|\s?giờ\s(?:tới|đến|-|–)|\s?[ap]\.?m|\s?(?:-|–|to)\s?\d{1,2}(?:[:.]\d{2}|\s?[ap]\.?m)))",
    re.IGNORECASE,
)
"""`Thu 2pm` is on Thursday, where `thu 2` is `thứ 2`."""
_THU: Final = re.compile(r"\bthu\b", re.IGNORECASE)
_ENGLISH: Final = re.compile(r"\b(?:mon|tues?|wed|fri|sat|sun)(?:s|days?)?\b", re.IGNORECASE)
_WEEKNIGHTS: Final = re.compile(r"\bweek ?nights?\b", re.IGNORECASE)
Doubt = Literal["", "unread", "partly", "days_not_said"]


@dataclass(frozen=True, slots=True)
class Times:
    """Slots in the order of the week, and what of the wording is doubtful: `unread`, `partly`, `days_not_said`."""

    slots: tuple[str, ...] = ()
    doubt: Doubt = ""


@dataclass(slots=True)
class _Group:
    """Days and hours that belong together."""

    days: frozenset[str] = frozenset()
    hours: frozenset[int] = frozenset()
    first: str = ""
    vague: bool = False
    work: bool = False
    flexible: bool = False
    """Any time will do, within what is said."""
    joined: str = ""
    """What stands before it: a comma, `and`, or nothing."""

    @property
    def lacks(self) -> str:
        if self.flexible or (self.days and self.hours):
            return ""
        return "days" if self.hours else "hours"


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
    around = _read(beside) if beside else _Read()
    days_said = True
    for group in read.groups:
        _fill(group, around.groups)
        if not group.days:
            days_said = any(other.days for other in read.without)
            group.days = WORKING_DAYS if group.work else ALL_DAYS
        group.hours = group.hours or ALL_HOURS
    if not read.groups and read.without and not read.busy:
        read.groups = [_Group(ALL_DAYS, ALL_HOURS)]
    slots = _slots(read)
    if not slots:
        return Times((), "unread")
    return Times(slots, "partly" if read.doubtful else "" if days_said else "days_not_said")


def _slots(read: _Read) -> tuple[str, ...]:
    found = {(day, hour) for group in read.groups for day in group.days for hour in group.hours}
    for group in read.without:
        found -= {(day, hour) for day in group.days or ALL_DAYS for hour in group.hours or range(24)}
    return tuple(f"{day}-{hour}" for day in DAYS for hour in sorted(h for d, h in found if d == day))


def _fill(group: _Group, around: Sequence[_Group]) -> None:
    """Give a group what it lacks: from a heading, else everything where any time will do."""
    for other in around:
        group.days = group.days or other.days
        group.hours = group.hours or other.hours
    if group.flexible:
        group.days, group.hours = group.days or ALL_DAYS, group.hours or ALL_HOURS


def _plainer(text: str) -> str:
    """Return an answer in which what two languages share is written out."""
    thursday = _THU if _ENGLISH.search(text) else _THURSDAY
    return _WEEKNIGHTS.sub("weekday evenings", thursday.sub("Thursday", text))


def _read(text: str) -> _Read:
    """Read an answer clause by clause."""
    read = _Read()
    tokens = lexicon("times").tokens(_plainer(text))
    items, read.doubtful = items_of(tokens)
    clause: list[TimeItem] = []
    for item in [*items, TimeItem("hard")]:
        if item.kind != "hard":
            clause.append(item)
            continue
        groups, without, busy = _clause(clause)
        read.groups += groups
        read.without += without
        read.busy |= busy
        clause = []
    return read


def _clause(items: Sequence[TimeItem]) -> tuple[list[_Group], list[_Group], bool]:
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


def _segments(items: Sequence[TimeItem]) -> Iterator[tuple[list[TimeItem], str]]:
    segment: list[TimeItem] = []
    joined = ""
    for item in items:
        if item.kind in ("comma", "and"):
            yield segment, joined
            segment, joined = [], item.kind
        else:
            segment.append(item)
    yield segment, joined


def _runs(items: Sequence[TimeItem]) -> Iterator[_Group]:
    """Return the groups of days and hours that stand side by side without a sign between."""
    group = _Group()
    for item in items:
        if item.kind in ("days", "hours"):
            if not group.lacks and group.first == item.kind:
                yield group
                group = _Group()
            _extend(group, item)
    group.flexible = any(item.kind == "any" for item in items)
    if group.days or group.hours or group.flexible:
        yield group


def _extend(group: _Group, item: TimeItem) -> None:
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
            return not (last.vague and group.days == WEEKEND and group.joined == "and")
        return last.lacks == "hours" or last.first == "hours"
    if group.lacks == "days":  # only hours
        return bool(last.lacks) or last.first == "days"
    return (last.lacks == "hours" and group.first == "days") or (
        last.lacks == "days" and group.first == "hours"
    )
