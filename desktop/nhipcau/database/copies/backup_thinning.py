"""Which of many dated copies may go. Pure: names and a day in, names out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

RECENT: Final = 10
DAYS: Final = 14
WEEKS: Final = 10
MONTHS: Final = 24
KEPT_FOR_GOOD: Final = frozenset({"manual"})
"""Reasons of copies that she asked for: they go only when she removes them."""
LONGEST_REST: Final = timedelta(days=100)
"""Copies further apart than this may be so because a clock was wrong."""

Dated = tuple[datetime, str]

STAMP: Final = "%Y-%m-%dT%H%M%SZ"
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)(?:-(\d{1,9}))?-([a-z]{1,20})\.nhipcau")


def made_at(name: str) -> datetime | None:
    """Return when a copy was made by its name; None where it is no name of ours."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)
    except ValueError:  # the 31st of February
        return None


def reason_of(name: str) -> str:
    found = _NAME.fullmatch(name)
    return found[3] if found else ""


def number_of(name: str) -> int:
    """Return the place of a copy among those of the same second."""
    found = _NAME.fullmatch(name)
    return int(found[2] or 0) if found else 0


def backups_to_drop(names: Iterable[str], today: date) -> tuple[str, ...]:
    """Choose which copies to give up.

    Kept are the newest few, then the last copy of each of so many days, weeks and months on which there is one: counted
    in copies, not back from today, so a long break costs none. Where dates leap, each side is thinned by itself, and
    what is dated after today is left alone: a clock that is wrong for a day pushes no other copy out. Copies that were
    asked for, and what does not look like a copy of ours, are never chosen.
    """
    dated = sorted(
        (moment, name)
        for name in names
        if (moment := made_at(name)) is not None
        and reason_of(name) not in KEPT_FOR_GOOD
        and moment.date() <= today + timedelta(days=1)  # today is the user's, the names are in UTC
    )
    return tuple(name for stretch in _between_leaps(dated) for name in _to_drop(stretch))


def _between_leaps(dated: Sequence[Dated]) -> Iterator[Sequence[Dated]]:
    begin = 0
    for place in range(1, len(dated)):
        if dated[place][0] - dated[place - 1][0] > LONGEST_REST:
            yield dated[begin:place]
            begin = place
    yield dated[begin:]


def _to_drop(dated: Sequence[Dated]) -> Iterator[str]:
    newest_first = dated[::-1]
    kept = {name for _, name in newest_first[:RECENT]}
    rules: tuple[tuple[int, Callable[[date], object]], ...] = (
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    for most, period in rules:
        last: dict[object, str] = {}
        for moment, name in newest_first:
            last.setdefault(period(moment.date()), name)
        kept.update(list(last.values())[:most])
    return (name for _, name in newest_first if name not in kept)
