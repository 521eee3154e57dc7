"""How values stand in cells."""

import math

import pytest

from nhipcau.exchange.round_trip.cells import SheetField, shown, shown_text


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_a_number_that_no_cell_can_hold_is_left_blank_and_no_change_when_it_comes_back(value: float) -> None:
    field = SheetField("question:x", "Bao nhiêu?", "number")
    assert shown(field, value) is None
    assert shown_text(field, value) == shown_text(field, None)
