"""Free time made up from days and hours, in templates of both languages: every slot said is found, none unsaid."""

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.exchange.answers.free_time_slots import times_said
from nhipcau.exchange.answers.weekdays import DAYS

_NAMES = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "short": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "vi": ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"),
    "number": ("thứ 2", "thứ 3", "thứ 4", "thứ 5", "thứ 6", "thứ 7", "chủ nhật"),
    "letter": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "bare": ("thu 2", "thu 3", "thu 4", "thu 5", "thu 6", "thu 7", "chu nhat"),
}
_SPANS = (
    "{a}h-{b}h", "{a}:00-{b}:00", "{a}:00 – {b}:00", "từ {a}h đến {b}h", "{a} giờ tới {b} giờ", "{a}h–{b}h",
    "from {a}:00 to {b}:00", "{a}h00-{b}h00",
)  # fmt: skip
_PARTS = {"sáng": range(8, 12), "buổi chiều": range(13, 17), "tối": range(18, 21), "evening": range(18, 21)}
_Group = tuple[tuple[int, ...], int, int]


def _slots(days: tuple[int, ...], hours: range) -> set[str]:
    return {f"{DAYS[day]}-{hour}" for day in days for hour in hours}


_days = st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True).map(lambda days: tuple(sorted(days)))
_hours = st.tuples(st.integers(6, 21), st.integers(1, 3)).map(lambda pair: (pair[0], min(24, sum(pair))))


@given(_days, _hours, st.sampled_from(sorted(_NAMES)), st.sampled_from(_SPANS), st.booleans())
def test_days_with_their_hours_before_or_behind(
    days: tuple[int, ...], hours: tuple[int, int], names: str, span: str, days_first: bool
) -> None:
    listed = ", ".join(_NAMES[names][day] for day in days)
    said = span.format(a=hours[0], b=hours[1])
    found = times_said(f"{listed} {said}" if days_first else f"{said} {listed}")
    assert set(found.slots) == _slots(days, range(*hours))
    assert found.doubt == ""


@given(
    st.lists(st.tuples(_days, _hours), min_size=2, max_size=3),
    st.sampled_from(sorted(_NAMES)),
    st.sampled_from(_SPANS),
    st.sampled_from(("; ", "\n", " | ")),
)
def test_several_days_each_with_its_hours(
    groups: list[tuple[tuple[int, ...], tuple[int, int]]], names: str, span: str, between: str
) -> None:
    said = between.join(
        f"{', '.join(_NAMES[names][day] for day in days)} {span.format(a=hours[0], b=hours[1])}"
        for days, hours in groups
    )
    expected = set().union(*(_slots(days, range(*hours)) for days, hours in groups))
    assert set(times_said(said).slots) == expected


@given(st.integers(0, 5), st.integers(1, 6), st.sampled_from(sorted(_NAMES)), st.sampled_from(sorted(_PARTS)))
def test_a_range_of_days_and_a_part_of_the_day(first: int, more: int, names: str, part: str) -> None:
    last = min(6, first + more)
    said = f"{part} {_NAMES[names][first]} - {_NAMES[names][last]}"
    assert set(times_said(said).slots) == _slots(tuple(range(first, last + 1)), _PARTS[part])


@given(st.integers(0, 6), st.sampled_from(sorted(_NAMES)), st.sampled_from(("trừ", "ngoại trừ", "except")))
def test_every_day_but_one(day: int, names: str, but: str) -> None:
    others = tuple(other for other in range(7) if other != day)
    said = f"tối mọi ngày, {but} {_NAMES[names][day]}"
    assert set(times_said(said).slots) == _slots(others, range(18, 21))


@given(st.sampled_from(DAYS), st.integers(0, 23))
def test_a_slot_as_it_is_kept_is_read_as_itself(day: str, hour: int) -> None:
    assert times_said(f"{day}-{hour}").slots == (f"{day}-{hour}",)


@given(st.text(max_size=60))
def test_nothing_typed_stops_the_reading_and_slots_are_always_slots(text: str) -> None:
    for slot in times_said(text).slots:
        day, _, hour = slot.partition("-")
        assert day in DAYS
        assert 0 <= int(hour) < 24
