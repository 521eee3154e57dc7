"""Numbers of people in sentences that also speak of months, hours and years."""

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.exchange.answers.place_counts import places_said

_WORDS = {
    1: "một",
    2: "hai",
    3: "ba",
    4: "bốn",
    5: "năm",
    6: "sáu",
    7: "bảy",
    8: "tám",
    9: "chín",
    10: "mười",
}
_ENGLISH = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
_UNITS = ("người", "bạn", "mentee", "em", "học viên", "people", "mentees", "students")
_BEFORE = ("", "tối đa ", "khoảng ", "Tôi nhận được ", "up to ", "I can take ", "không quá ")
_BEHIND = (
    "", " mỗi năm", " (từ tháng 10/2026)", ", mỗi tháng 3 giờ", " (ưu tiên khoá 2024)", " trong 6 tháng",
    " for 12 months", ", 2 hours a month", " năm nay", " từ quý 4", " in 2026",
)  # fmt: skip


@given(st.integers(0, 50), st.sampled_from(_UNITS), st.sampled_from(_BEFORE), st.sampled_from(_BEHIND))
def test_the_number_of_people_is_told_from_months_hours_and_years(
    number: int, unit: str, before: str, behind: str
) -> None:
    found = places_said(f"{before}{number} {unit}{behind}")
    assert (found.number, found.doubt) == (number, "")


@given(
    st.sampled_from(sorted(_WORDS)),
    st.sampled_from(_UNITS),
    st.sampled_from(_BEFORE),
    st.sampled_from(_BEHIND),
)
def test_a_number_in_words_is_the_same(number: int, unit: str, before: str, behind: str) -> None:
    assert places_said(f"{before}{_WORDS[number]} {unit}{behind}").number == number


def test_a_number_told_with_whom_it_counts_is_none_of_years() -> None:
    assert places_said("năm học viên năm nay").number == 5
    assert places_said("năm học này 2 học viên").number == 2


@given(st.sampled_from(sorted(_ENGLISH)), st.sampled_from(_BEFORE), st.sampled_from(("people", "mentees")))
def test_a_number_in_english_words_is_the_same(number: int, before: str, unit: str) -> None:
    assert places_said(f"{before}{_ENGLISH[number]} {unit}").number == number


@given(st.integers(1, 20), st.integers(1, 9), st.sampled_from(("-", " - ", "–", " đến ", " to ", " hoặc ")))
def test_of_a_range_the_most_counts_and_for_the_least_the_fewest(low: int, more: int, between: str) -> None:
    said = f"{low}{between}{low + more} người"
    assert places_said(said).number == low + more
    assert places_said(said, "least").number == low


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2020, 2030))
def test_a_date_is_no_number_of_people(day: int, month: int, year: int) -> None:
    assert places_said(f"từ {day}/{month}/{year}").number is None
    assert places_said(f"{day}/{month}").number is None


@given(st.text(max_size=60))
def test_nothing_typed_stops_the_reading(text: str) -> None:
    found = places_said(text)
    assert found.number is None or 0 <= found.number <= 9990
