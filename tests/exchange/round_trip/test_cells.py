"""How values stand in cells."""

import datetime as dt
import math

import pytest

from nhipcau.exchange.round_trip.sheets.cells import SheetField, Unclear, read, shown, shown_text


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
