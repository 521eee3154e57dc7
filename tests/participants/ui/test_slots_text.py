"""How free time is said: hours in a row as one span, days with the same hours together."""

import pytest

from nhipcau.common.words import Words
from nhipcau.participants.ui.wording import slots_text


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        (("mon-18",), "Monday 18:00"),
        (("mon-18", "mon-19", "mon-20"), "Monday 18:00–21:00"),
        (("mon-8", "mon-18", "mon-19"), "Monday 8:00, 18:00–20:00"),
        (("tue-9", "thu-9"), "Tuesday, Thursday 9:00"),
        (
            tuple(f"{day}-{hour}" for day in ("mon", "tue", "wed") for hour in (12, 13)),
            "Monday–Wednesday 12:00–14:00",
        ),
        (("sat-9", "mon-18"), "Monday 18:00; Saturday 9:00"),
        (("mon-18", "Avail 13"), "Monday 18:00; Avail 13"),
        ((), ""),
    ],
)
def test_free_time_is_said_in_spans(slots: tuple[str, ...], said: str) -> None:
    assert slots_text(slots, Words("en")) == said
