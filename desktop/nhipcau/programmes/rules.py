"""From what was typed to a checked draft, or to the problems with it. Plain values only."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from pydantic import ValidationError
from sqlmodel import SQLModel

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.vietnamese import clean

Draft = TypeVar("Draft", bound=SQLModel)


def checked(draft: type[Draft], values: Mapping[str, object], problems: str) -> Draft:
    """Return the draft that these values make, texts cleaned; Rejected names each field that is wrong.

    `problems` begins their codes: `<room>.problem.`; these end in `<field>_missing`, `too_long` and `not_valid`.
    """
    tidy = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    try:
        return draft.model_validate(tidy)
    except ValidationError as error:
        found = [_problem(one["type"], one["loc"], problems) for one in error.errors()]
        raise Rejected(*found) from error


def _problem(kind: str, place: tuple[int | str, ...], problems: str) -> Problem:
    field = str(place[0]) if place else ""
    if kind in ("string_too_short", "missing"):
        return Problem(f"{problems}{field}_missing", field)
    return Problem(f"{problems}{'too_long' if kind == 'string_too_long' else 'not_valid'}", field)


def problems_in_dates(starts_on: date | None, ends_on: date | None) -> tuple[Problem, ...]:
    """Say so when a programme would end before it begins."""
    if starts_on and ends_on and ends_on < starts_on:
        return (Problem("programmes.problem.ends_before_start", "ends_on"),)
    return ()
