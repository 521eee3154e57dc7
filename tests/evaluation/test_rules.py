"""Who is due to be asked, and what answers add up to."""

from datetime import date, timedelta

import pytest
from tests.support.sessions import TODAY, confirmed_programme, hold_clock, meet, pairs_of
from tests.support.waves import answer, asked_in, open_ready, questions_of

from nhipcau.database import Database
from nhipcau.evaluation import queries
from nhipcau.evaluation.due import pairs_due
from nhipcau.evaluation.rules import PairFacts, fit_due, pulse_due, summary
from nhipcau.evaluation.service import amend_wave

MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        (PairFacts(1, MAY), False),
        (PairFacts(1, MAY, (MAY,)), True),
        (PairFacts(1, MAY, (MAY,), fit_asked_on=MAY), False),
        (PairFacts(1, MAY, (MAY, date(2026, 5, 9)), fit_asked_on=MAY), True),
        (PairFacts(1, MAY, (MAY, date(2026, 5, 9)), fit_asked_on=MAY, fit_waiting=True), False),
        (PairFacts(1, MAY, (MAY,), "good", MAY), False),
        (PairFacts(1, MAY, (MAY,), "deciding", MAY), False),
        (PairFacts(1, MAY, (MAY, date(2026, 5, 9)), "deciding", MAY), True),
        (PairFacts(1, MAY, (date(2026, 5, 9),), "deciding", MAY, fit_asked_on=date(2026, 5, 9)), False),
    ],
)
def test_the_fit_is_asked_after_the_first_session_and_again_while_deciding(
    facts: PairFacts, due: bool
) -> None:
    assert (fit_due([facts]) == {1}) == due


def test_the_pulse_is_asked_after_thirty_days_and_then_every_sixty() -> None:
    new, asked = PairFacts(1, MAY), PairFacts(2, MAY, pulse_asked_on=MAY)
    for days, expected in ((29, set()), (30, {1}), (59, {1}), (60, {1, 2})):
        assert pulse_due([new, asked], MAY + timedelta(days=days)) == expected
    assert pulse_due([PairFacts(1, None)], MAY) == frozenset()


def test_answers_add_up_to_a_mean_and_how_often_each_was_given() -> None:
    found = summary("scale", 5, 6, [4, 5, 4, 1])
    assert (found.asked, found.answered, found.counts, found.mean) == (6, 4, (1, 0, 0, 2, 1), 3.5)
    assert found.share(3) == 0.5
    several = summary("several", 3, 4, [[0, 2], [2]])
    assert (several.answered, several.counts, several.mean) == (2, (1, 0, 2), None)
    assert summary("one_choice", 2, 4, [1]).counts == (0, 1)
    assert summary("text", 0, 4, ["A", "B"]).answered == 2


def test_the_mean_of_no_answers_is_none_rather_than_nought() -> None:
    found = summary("scale", 5, 3, [])
    assert (found.mean, found.share(0)) == (None, 0.0)


def test_a_pair_that_met_is_due_until_it_is_asked(database: Database) -> None:
    hold_clock()
    programme_id = confirmed_programme(database)
    meet(database, programme_id)
    met = {pair.id for pair in pairs_of(database, programme_id) if pair.sessions}
    with database.read() as db:
        assert pairs_due(db, programme_id, TODAY)["fit"] == met
        silent = {pair.id for pair in pairs_of(database, programme_id) if not pair.pulses}
        assert pairs_due(db, programme_id, TODAY + timedelta(days=31))["pulse"] == silent
    wave_id = open_ready(database, programme_id, "fit", opens_on=TODAY - timedelta(days=60))
    with database.read() as db:
        assert pairs_due(db, programme_id, TODAY)["fit"] == frozenset()
    with database.step("evaluation.step.close", wave="A") as db:
        amend_wave(db, wave_id, {"closes_on": TODAY - timedelta(days=1)})
        assert pairs_due(db, programme_id, TODAY)["fit"] == met


def test_results_count_each_question_among_those_it_asks(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "midterm")
    people = asked_in(database, wave_id)
    asked = questions_of(database, wave_id)
    feeling = asked[0]
    for_mentors = next(one for one in asked if one.audience == "mentor")
    free = next(one for one in asked if one.kind == "text")
    mentor = next(one for one in people if one.role == "mentor")
    mentee = next(one for one in people if one.role == "mentee")
    answer(database, mentor.id, {feeling.id: 5, for_mentors.id: 4, free.id: "Rất vui"})
    answer(database, mentee.id, {feeling.id: 2})
    with database.read() as db:
        found = queries.results(db, wave_id, "en")
        assert queries.results(db, 999, "en") is None
    assert found is not None
    by_id = {one.question.id: one for one in found.questions}
    assert [one.question.id for one in found.questions] == [one.id for one in asked]
    assert (by_id[feeling.id].all.mean, by_id[feeling.id].all.asked) == (3.5, len(people))
    assert by_id[feeling.id].roles["mentee"].mean == 2
    assert by_id[for_mentors.id].all.asked == sum(one.role == "mentor" for one in people)
    assert set(by_id[for_mentors.id].roles) == {"mentor"}
    assert [(one.name, one.text) for one in by_id[free.id].texts] == [(mentor.name, "Rất vui")]
    assert dict(found.answered) == {"mentor": 1, "mentee": 1}
