"""People say in many ways how long they talked."""

import datetime as dt

import pytest

from nhipcau.exchange.formats.durations import minutes_in


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (60, 60),
        (45.0, 45),
        ("90", 90),
        ("90 phút", 90),
        ("45'", 45),
        ("khoảng 50p", 50),
        ("1 tiếng", 60),
        ("một tiếng", 60),
        ("Một giờ", 60),
        ("1,5 giờ", 90),
        ("một tiếng rưỡi", 90),
        ("2 tiếng 15 phút", 135),
        ("1h30", 90),
        ("1h", 60),
        ("1 h 15", 75),
        ("nửa tiếng", 30),
        ("1:30", 90),
        (dt.time(1, 15), 75),
        ("1 hour 30 min", 90),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("40 minutes", 40),
        ("lâu lắm", None),
        ("", None),
        ("3 người", None),
    ],
)
def test_how_long_a_session_took(said: object, minutes: int | None) -> None:
    assert minutes_in(said) == minutes
