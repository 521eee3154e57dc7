"""Answers to a survey: what is taken, what is refused, and what else they are kept as."""

import random
from datetime import date
from typing import Any

import pytest
from tests.support.database import dump
from tests.support.sessions import confirmed_programme, pairs_of
from tests.support.waves import OPENS, answer, asked_in, codes, open_ready, questions_of

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.pairing.store.queries import pair_rows
from nhipcau.pairing.store.service import end_pair
from nhipcau.surveys import queries
from nhipcau.surveys.models import SurveyKind


def fit_of(database: Database, programme_id: int, pair_id: int) -> tuple[str, date | None]:
    with database.read() as db:
        row = next(one for one in pair_rows(db, programme_id) if one.id == pair_id)
        return row.fit_answer, row.fit_answered_on


def pulses(database: Database, programme_id: int, pair_id: int) -> list[tuple[str, date, int]]:
    pair = next(one for one in pairs_of(database, programme_id) if one.id == pair_id)
    return [(one.role, one.answered_on, one.feeling) for one in pair.pulses]


def test_an_answer_counts_as_soon_as_it_is_there_and_no_longer_when_it_is_gone(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "midterm")
    response = asked_in(database, wave_id)[0]
    text = next(one for one in questions_of(database, wave_id) if one.kind == "text")
    answer(database, response.id, {text.id: "  Tự ti\u0323n hơn "}, date(2026, 5, 4))
    with database.read() as db:
        assert queries.answers(db, wave_id) == {(response.id, text.id): "Tự tịn hơn"}
    assert next(one for one in asked_in(database, wave_id) if one.id == response.id).answered_on == date(
        2026, 5, 4
    )
    answer(database, response.id, {text.id: None})
    with database.read() as db:
        assert queries.answers(db, wave_id) == {}
    assert all(one.answered_on is None for one in asked_in(database, wave_id))


def test_the_same_answers_again_change_nothing_not_even_the_day(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "pulse")
    response = asked_in(database, wave_id)[0]
    feeling, rhythm, _ = questions_of(database, wave_id)
    answer(database, response.id, {feeling.id: 4, rhythm.id: 0}, date(2026, 5, 4))
    before = dump(database)
    answer(database, response.id, {feeling.id: 4, rhythm.id: 0}, date(2026, 6, 4))
    assert dump(database) == before


@pytest.mark.parametrize(
    ("kind", "value"),
    [("scale", 0), ("scale", 6), ("scale", True), ("scale", "4"), ("one_choice", 4), ("one_choice", -1),
     ("several", [0, 99]), ("several", 1), ("text", 5), ("text", "x" * 10_001)],
)  # fmt: skip
def test_what_a_question_does_not_offer_is_refused(database: Database, kind: str, value: Any) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "end")
    response = asked_in(database, wave_id)[0]
    question = next(one for one in questions_of(database, wave_id) if one.kind == kind and not one.audience)
    before = dump(database)
    with pytest.raises(Rejected) as refused:
        answer(database, response.id, {question.id: value})
    assert codes(refused) == ["answer_not_valid"]
    assert refused.value.problems[0].field == str(question.id)
    assert dump(database) == before


def test_a_question_for_mentors_takes_no_answer_of_a_mentee(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "midterm")
    mentee = next(one for one in asked_in(database, wave_id) if one.role == "mentee")
    question = next(one for one in questions_of(database, wave_id) if one.audience == "mentor")
    with pytest.raises(Rejected) as refused:
        answer(database, mentee.id, {question.id: 3, 999: 1})
    assert codes(refused) == ["not_asked", "not_in_survey"]
    answer(database, mentee.id, {question.id: None})


def test_a_feeling_is_kept_as_one_pulse_answer(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "pulse")
    response = next(one for one in asked_in(database, wave_id) if one.role == "mentee")
    assert response.pair_id is not None
    feeling, rhythm, _ = questions_of(database, wave_id)
    seen = []
    for values, day in (
        ({feeling.id: 4}, date(2026, 5, 4)),
        ({feeling.id: 2}, date(2026, 5, 5)),
        ({rhythm.id: 1}, date(2026, 5, 6)),
        ({feeling.id: None}, date(2026, 5, 7)),
        ({feeling.id: 5}, date(2026, 5, 8)),
    ):
        answer(database, response.id, values, day)
        seen.append(pulses(database, programme_id, response.pair_id))
    assert seen == [
        [("mentee", date(2026, 5, 4), 4)],
        [("mentee", date(2026, 5, 5), 2)],
        [("mentee", date(2026, 5, 6), 2)],
        [],
        [("mentee", date(2026, 5, 8), 5)],
    ]


def test_two_waves_on_one_day_make_two_pulse_answers_and_each_keeps_its_own(database: Database) -> None:
    programme_id = confirmed_programme(database)
    waves = [open_ready(database, programme_id, "pulse"), open_ready(database, programme_id, "midterm")]
    rows = [next(one for one in asked_in(database, wave) if one.role == "mentor") for wave in waves]
    feelings = [questions_of(database, wave)[0] for wave in waves]
    pair_id = rows[0].pair_id
    assert pair_id is not None
    assert rows[1].pair_id == pair_id
    for row, question, value in zip(rows, feelings, (4, 2), strict=True):
        answer(database, row.id, {question.id: value})
    answer(database, rows[0].id, {feelings[0].id: None})
    assert pulses(database, programme_id, pair_id) == [("mentor", OPENS, 2)]
    answer(database, rows[1].id, {feelings[1].id: 3})
    assert pulses(database, programme_id, pair_id) == [("mentor", OPENS, 3)]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_answered_in_whichever_order_pulses_are_just_what_the_answers_say(
    database: Database, seed: int
) -> None:
    chance = random.Random(seed)
    programme_id = confirmed_programme(database)
    kinds: tuple[SurveyKind, ...] = ("pulse", "midterm", "end", "pulse")
    waves = [open_ready(database, programme_id, kind) for kind in kinds]
    pair = pairs_of(database, programme_id)[0]
    feelings = {
        wave: next(one for one in questions_of(database, wave) if one.means == "feeling") for wave in waves
    }
    for _ in range(25):
        wave = chance.choice(waves)
        row = chance.choice([one for one in asked_in(database, wave) if one.pair_id == pair.id])
        day = date(2026, 5, chance.randint(1, 3))
        answer(database, row.id, {feelings[wave].id: chance.choice((None, 1, 2, 5))}, day)
    expected: list[tuple[str, date | None, int]] = []
    for wave in waves:
        with database.read() as db:
            given = queries.answers(db, wave)
        expected += [
            (row.role, row.answered_on, given[row.id, feelings[wave].id])
            for row in asked_in(database, wave)
            if (row.id, feelings[wave].id) in given
        ]
    assert sorted(pulses(database, programme_id, pair.id)) == sorted(expected)


def test_the_more_worried_of_the_two_says_how_a_pair_fits(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "fit")
    pair = pairs_of(database, programme_id)[0]
    sides = {one.role: one.id for one in asked_in(database, wave_id) if one.pair_id == pair.id}
    fit = questions_of(database, wave_id)[0].id
    steps = (
        ("mentee", 0, ("good", date(2026, 5, 1))),
        ("mentor", 2, ("not_good", date(2026, 5, 2))),
        ("mentor", 1, ("deciding", date(2026, 5, 3))),
        ("mentor", None, ("good", date(2026, 5, 1))),
        ("mentee", None, ("", None)),
    )
    for day, (role, value, expected) in enumerate(steps, start=1):
        answer(database, sides[role], {fit: value}, date(2026, 5, day))
        assert fit_of(database, programme_id, pair.id) == expected


def test_the_newest_wave_says_how_a_pair_fits(database: Database) -> None:
    programme_id = confirmed_programme(database)
    first = open_ready(database, programme_id, "fit")
    second = open_ready(database, programme_id, "fit", opens_on=date(2026, 6, 1))
    pair = pairs_of(database, programme_id)[0]
    rows = [
        next(one for one in asked_in(database, wave) if one.pair_id == pair.id) for wave in (first, second)
    ]
    fit = questions_of(database, first)[0].id
    answer(database, rows[1].id, {fit: 0}, date(2026, 6, 2))
    answer(database, rows[0].id, {fit: 2}, date(2026, 6, 3))
    assert fit_of(database, programme_id, pair.id) == ("good", date(2026, 6, 2))


def test_a_pair_that_ended_keeps_its_fit_answer_while_the_survey_takes_the_new_one(
    database: Database,
) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "fit")
    row = asked_in(database, wave_id)[0]
    assert row.pair_id is not None
    with database.step("pairs.step.end", n=1) as db:
        end_pair(db, row.pair_id, "Chuyển công tác")
    fit = questions_of(database, wave_id)[0].id
    answer(database, row.id, {fit: 2})
    with database.read() as db:
        assert queries.answers(db, wave_id) == {(row.id, fit): 2}
    assert fit_of(database, programme_id, row.pair_id) == ("", None)
