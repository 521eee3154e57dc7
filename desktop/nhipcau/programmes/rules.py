"""What is wrong with the dates of a programme. Plain values only."""

from datetime import date

from nhipcau.common.errors import Problem


def problems_in_dates(starts_on: date | None, ends_on: date | None) -> tuple[Problem, ...]:
    """Say so when a programme would end before it begins."""
    if starts_on and ends_on and ends_on < starts_on:
        return (Problem("programmes.problem.ends_before_start", "ends_on"),)
    return ()
