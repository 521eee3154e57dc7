"""Who is due to be asked, and what answers add up to."""

from datetime import date, timedelta

import pytest
from tests.support.sessions import TODAY, confirmed_programme, hold_clock, meet, pairs_of
from tests.support.waves import answer, asked_in, open_ready, questions_of

from nhipcau.database import Database
from nhipcau.surveys import queries
from nhipcau.surveys.due_pairs import pairs_due
from nhipcau.surveys.rules import (
    NotAnAnswer,
    PairFacts,
    Value,
    by_role,
    fit_due,
    joint_fit,
    problems_in_question,
    pulse_due,
    summary,
    tidy_answer,
)
from nhipcau.surveys.service import amend_wave

MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        (PairFacts(1, MAY), False),
        (PairFacts(1, MAY, MAY), True),
        (PairFacts(1, MAY, MAY, fit_asked_on=MAY), False),
        (PairFacts(1, MAY, date(2026, 5, 9), fit_asked_on=MAY), True),
        (PairFacts(1, MAY, date(2026, 5, 9), fit_asked_on=MAY, fit_waiting=True), False),
        (PairFacts(1, MAY, MAY, "good", MAY), False),
        (PairFacts(1, MAY, MAY, "deciding", MAY), False),
        (PairFacts(1, MAY, date(2026, 5, 9), "deciding", MAY), True),
        (PairFacts(1, MAY, date(2026, 5, 9), "deciding", MAY, fit_asked_on=date(2026, 5, 9)), False),
        (PairFacts(1, MAY, MAY, "deciding"), True),
        (PairFacts(1, MAY, date(2026, 5, 9), "good", MAY), False),
        (PairFacts(1, MAY, date(2026, 5, 9), "not_good", MAY, fit_asked_on=MAY), False),
        (PairFacts(1, MAY, MAY, fit_waiting=True), False),
        (PairFacts(1, MAY, date(2026, 5, 9), "deciding", MAY, fit_asked_on=MAY, fit_waiting=True), True),
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


def test_what_a_question_no_longer_offers_is_counted_nowhere() -> None:
    found = summary("scale", 0, 9, [0, 1, 5, 6, "4", [2, 3]])
    assert (found.answered, found.counts, found.mean) == (6, (1, 1, 1, 0, 1), 11 / 4)
    assert summary("several", 2, 9, [[0, 2, -1], (1,), 1]).counts == (1, 2)
    assert summary("one_choice", 3, 9, [3, 2, 0]).counts == (1, 0, 1)
    assert summary("text", 2, 9, ["A", 1]).counts == ()


def test_roles_are_told_apart_where_they_were_asked() -> None:
    found = by_role("scale", 5, {"mentor": 3, "mentee": 0}, {"mentor": [2, 4], "mentee": [1]})
    assert list(found) == ["mentor"]
    assert (found["mentor"].asked, found["mentor"].answered, found["mentor"].mean) == (3, 2, 3)
    silent = by_role("one_choice", 2, {"mentee": 2, "mentor": 1}, {})
    assert {role: (one.asked, one.answered, one.counts) for role, one in silent.items()} == {
        "mentor": (1, 0, (0, 0)),
        "mentee": (2, 0, (0, 0)),
    }


def test_the_more_worried_answer_is_the_one_that_counts() -> None:
    assert [joint_fit(places) for places in ((), (0,), (0, 1), (2, 0), (1,))] == [
        "", "good", "deciding", "not_good", "deciding",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "options", "value", "expected"),
    [
        ("scale", 5, 1, 1), ("scale", 5, 5, 5), ("scale", 0, "", None), ("scale", 5, None, None),
        ("one_choice", 3, 0, 0), ("one_choice", 3, 2, 2), ("one_choice", 3, (), None),
        ("several", 3, [2, 0, 2], (0, 2)), ("several", 3, (1,), (1,)), ("several", 3, {1, 2}, (1, 2)),
        ("several", 3, [], None), ("text", 0, " hai  từ ", "hai từ"), ("text", 0, "  ", None), ("text", 0, None, None),
        ("text", 0, "x" * 10_000, "x" * 10_000),
    ],
)  # fmt: skip
def test_an_answer_is_stored_tidily_and_an_empty_one_not_at_all(
    kind: str, options: int, value: object, expected: Value | None
) -> None:
    assert tidy_answer(kind, options, value) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("scale", 0), ("scale", 6), ("one_choice", 3), ("one_choice", -1), ("one_choice", True), ("one_choice", "1"),
        ("several", [0, 3]), ("several", [-1]), ("several", "01"), ("text", 5), ("text", []), ("text", "x" * 10_001),
    ],
)  # fmt: skip
def test_what_is_not_offered_is_no_answer(kind: str, value: object) -> None:
    with pytest.raises(NotAnAnswer):
        tidy_answer(kind, 3, value)


FIVE = tuple("abcde")


@pytest.mark.parametrize(
    ("kind", "means", "options", "expected"),
    [
        ("text", "", ((), ()), []),
        ("scale", "", ((), ()), []),
        ("scale", "feeling", (FIVE, ()), []),
        ("scale", "", (FIVE, FIVE[:4]), [("options_differ", "options_en")]),
        ("scale", "", ((), FIVE[:4]), [("scale_words", "options_vi")]),
        ("one_choice", "", (("a", "b"), ()), []),
        ("several", "", ((), ("a", "b")), []),
        ("several", "", ((), ()), [("options_missing", "options_vi")]),
        ("one_choice", "", (("a", "b"), ("a", "A")), [("options_twice", "options_vi")]),
        ("one_choice", "fit", (("a", "b", "c"), ()), []),
        ("several", "fit", (("a", "b", "c"), ()), [("fit_is_three", "means")]),
        ("one_choice", "fit", (("a", "b"), ()), [("fit_is_three", "means")]),
        (
            "one_choice",
            "fit",
            (("a", "b", "c"), ("a", "b", "c", "d")),
            [("options_differ", "options_en"), ("fit_is_three", "means")],
        ),
        ("one_choice", "feeling", (("a", "b"), ()), [("feeling_is_scale", "means")]),
    ],
)
def test_what_is_wrong_with_a_question_is_named_beside_its_field(
    kind: str,
    means: str,
    options: tuple[tuple[str, ...], tuple[str, ...]],
    expected: list[tuple[str, str]],
) -> None:
    for wordings in (("Một?", ""), ("", "One?")):
        found = problems_in_question(kind, means, wordings, options)
        assert [(one.code, one.field) for one in found] == [
            (f"evaluation.problem.{code}", field) for code, field in expected
        ]
    (first, *_) = problems_in_question(kind, means, ("", ""), options)
    assert (first.code, first.field) == ("evaluation.problem.wording_missing", "wording_vi")


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
