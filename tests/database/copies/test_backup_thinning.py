from datetime import UTC, date, datetime, timedelta

import pytest

from nhipcau.database.copies.backup_thinning import (
    DAYS,
    LONGEST_REST,
    MONTHS,
    RECENT,
    STAMP,
    WEEKS,
    backups_to_drop,
    made_at,
    reason_of,
)

TODAY = date(2026, 6, 30)


def named(day: date, hour: int = 9, reason: str = "close") -> str:
    return f"{day:%Y-%m-%d}T{hour:02}0000Z-{reason}.nhipcau"


def days_before(*numbers: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in numbers]


TEN_OF_TODAY = [named(TODAY, hour) for hour in range(RECENT)]


@pytest.mark.parametrize(
    ("what", "made", "dropped"),
    [
        ("few copies all stay", [named(day) for day in days_before(0, 50, 90)], []),
        ("ten of one day stay", TEN_OF_TODAY, []),
        ("the eleventh of one day goes", [named(TODAY, hour) for hour in range(11)], [named(TODAY, 0)]),
        (
            "of earlier days the last copy stays",
            TEN_OF_TODAY + [named(day, hour) for day in days_before(1) for hour in (8, 17)],
            [named(TODAY - timedelta(days=1), 8)],
        ),
        (
            "as many days as there are copies of, however long ago",
            TEN_OF_TODAY + [named(day) for day in days_before(40, 41)],
            [],
        ),
        ("other files are never touched", ["notes.txt", "2020-01-01.nhipcau", *TEN_OF_TODAY], []),
        ("no date is no copy of ours", ["2026-02-31T090000Z-close.nhipcau", *TEN_OF_TODAY], []),
    ],
)
def test_thinning(what: str, made: list[str], dropped: list[str]) -> None:
    assert sorted(backups_to_drop(made, TODAY)) == sorted(dropped), what


def kept_of_daily_work(days: int) -> list[date]:
    """Return the days of which a copy stays after so many days with one copy each."""
    made = [named(day) for day in days_before(*range(days))]
    left = set(made) - set(backups_to_drop(made, TODAY))
    return sorted((made_at(name) or pytest.fail(name)).date() for name in left)


def test_each_rule_keeps_as_many_as_it_says_and_not_one_more() -> None:
    days = days_before(*range(DAYS))
    sundays = [TODAY - timedelta(days=2 + 7 * number) for number in range(WEEKS - 1)]  # TODAY is a Tuesday
    firsts = [date(2026 - number // 12, 12 - number % 12, 1) for number in range(7, 7 + MONTHS - 1)]
    ends = [first + timedelta(days=31) for first in firsts]
    ends = [end.replace(day=1) - timedelta(days=1) for end in ends]
    assert set(kept_of_daily_work(3 * 365)) == {*days, *sundays, *ends, TODAY}


def test_the_day_and_the_week_just_beyond_the_rules_are_given_up() -> None:
    assert TODAY - timedelta(days=DAYS - 1) in kept_of_daily_work(DAYS)
    assert kept_of_daily_work(DAYS + 1) == sorted(days_before(*range(DAYS))), (
        "its week and month have later copies"
    )


def test_thinning_a_year_of_work_keeps_some_forty_copies() -> None:
    made = [named(day, hour) for day in days_before(*range(365)) for hour in (9, 12, 17)]
    left = set(made) - set(backups_to_drop(made, TODAY))
    assert 30 <= len(left) <= 45
    assert not backups_to_drop(left, TODAY), "thinning twice drops no more than thinning once"


def test_a_copy_that_was_asked_for_never_goes_and_takes_no_place() -> None:
    asked = [named(TODAY, hour, "manual") for hour in range(20)]
    assert backups_to_drop([*asked, *TEN_OF_TODAY], TODAY) == ()
    assert backups_to_drop([*asked, *[named(TODAY, hour) for hour in range(11)]], TODAY) == (named(TODAY, 0),)


@pytest.mark.parametrize("years", [10, 1, -10])
@pytest.mark.parametrize("today_is_wrong", [True, False])
def test_a_day_with_a_wrong_clock_costs_no_copy(years: int, today_is_wrong: bool) -> None:
    kept = [named(day) for day in kept_of_daily_work(900)]
    wrong = TODAY.replace(year=TODAY.year + years)
    made = [*kept, *[named(wrong, hour, "import") for hour in range(12)]]
    dropped = backups_to_drop(made, wrong if today_is_wrong else TODAY)
    assert not {*dropped} & {*kept}
    assert len(dropped) <= 2


def test_a_clock_a_few_weeks_ahead_does_not_keep_new_copies_out() -> None:
    ahead = [named(TODAY + timedelta(days=20), hour) for hour in range(12)]
    assert not {*backups_to_drop([*ahead, *TEN_OF_TODAY], TODAY)} & {*TEN_OF_TODAY}


def test_a_rest_of_just_so_long_is_no_leap() -> None:
    newest = [named(TODAY, hour) for hour in range(RECENT)]
    before = TODAY - LONGEST_REST
    assert backups_to_drop([*newest, named(before, 9), named(before, 8)], TODAY) == (named(before, 8),)
    earlier = before - timedelta(days=1)
    assert backups_to_drop([*newest, named(earlier, 9), named(earlier, 8)], TODAY) == ()


@pytest.mark.parametrize("name", ["2026-06-30T090000Z-close.nhipcau", "2026-06-30T090000Z-3-close.nhipcau"])
def test_names_tell_when_and_why(name: str) -> None:
    moment = made_at(name)
    assert moment is not None
    assert moment.isoformat() == "2026-06-30T09:00:00+00:00"
    assert reason_of(name) == "close"


def test_copies_are_thinned_apart_only_where_more_than_a_hundred_days_lie_between() -> None:
    def names(moment: datetime) -> list[str]:
        return [f"{moment + timedelta(minutes=each):{STAMP}}-opened.nhipcau" for each in range(12)]

    late = datetime(2026, 6, 30, 8, tzinfo=UTC)
    for hours, dropped in ((100 * 24 - 1, 11 + 2), (100 * 24 + 1, 2 + 2)):
        early = late - timedelta(hours=hours) - timedelta(minutes=11)
        assert len(backups_to_drop([*names(early), *names(late)], late.date())) == dropped
