"""How values stand in cells."""

import datetime as dt
import math

import pytest

from nhipcau.exchange.round_trip.sheets.cell_reading import read
from nhipcau.sheets.columns import SheetField, Unclear
from nhipcau.sheets.shown_cells import says, shown, shown_text


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_number_that_no_cell_can_hold_is_left_blank_and_no_change_when_it_comes_back(value: float) -> None:
    field = SheetField("question:x", "Bao nhiêu?", "number")
    assert shown(field, value) is None
    assert shown_text(field, value) == shown_text(field, None)


def test_minutes_are_read_as_people_say_them_and_held_to_what_a_talk_can_last() -> None:
    field = SheetField("minutes", "Số phút", "minutes", within=(5, 600))
    assert read(field, "một tiếng rưỡi") == 90
    assert read(field, dt.time(1, 15)) == 75
    for strange, code in (("lâu lắm", "minutes"), ("1", "whole_number")):
        with pytest.raises(Unclear) as refused:
            read(field, strange)
        assert refused.value.problem.code == f"homecoming.problem.{code}"


@pytest.mark.parametrize("number", [-525813278749753, 10**14 + 1, 123456789012345678])
def test_a_long_number_is_the_same_whether_it_comes_home_whole_or_with_a_point(number: int) -> None:
    assert says(number) == says(float(number))


def test_whole_numbers_that_every_spreadsheet_keeps_are_compared_to_the_last_digit() -> None:
    assert says(10**14 - 1) != says(10**14 - 2)
