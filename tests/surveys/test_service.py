"""Surveys, waves and answers, as they are written and read back."""

from datetime import date
from typing import Any

import pytest
from tests.support.database import assert_undoable
from tests.support.sessions import confirmed_programme, pairs_of
from tests.support.waves import OPENS, answer, asked_in, codes, open_ready, questions_of

from nhipcau.common.errors import Rejected
from nhipcau.common.words import LANGUAGES
from nhipcau.database import Database
from nhipcau.pairing.store.service import end_pair
from nhipcau.programmes.models import PROGRAMME_KINDS
from nhipcau.surveys import queries, service
from nhipcau.surveys.ready_surveys import READY_KINDS, ready_survey
from nhipcau.surveys.survey_editing import Editing, offers, question_values


@pytest.mark.parametrize("kind", PROGRAMME_KINDS)
def test_every_ready_survey_can_be_taken_as_it_is(database: Database, kind: str) -> None:
    with database.step("programmes.step.add", name="A") as db:
        from nhipcau.programmes.service import add_programme

        programme_id = add_programme(db, {"name": "A", "kind": kind})
        for ready in READY_KINDS:
            survey_id = service.add_survey(db, programme_id, ready)
            asked = queries.questions(db, survey_id)
            assert [one.wording("vi") for one in asked] == [
                one["wording_vi"] for one in ready_survey(ready, kind).questions
            ]
            for language in LANGUAGES:
                wordings = [one.wording(language) for one in asked]
                assert all(wordings)
                assert len(set(wordings)) == len(wordings)
            assert {one.means for one in asked} - {""} == ({"fit"} if ready == "fit" else {"feeling"})
    with database.read() as db:
        assert [row.kind for row in queries.surveys(db, programme_id)] == list(READY_KINDS)


def test_leaders_are_asked_in_other_words() -> None:
    def wordings(kind: str) -> set[str]:
        return {str(one["wording_en"]) for one in ready_survey("midterm", kind).questions}

    assert "How open is your leader to what you share?" in wordings("reverse") - wordings("traditional")


def test_opening_a_wave_asks_both_sides_of_every_pair(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "pulse")
    pairs = pairs_of(database, programme_id)
    rows = asked_in(database, wave_id)
    assert {(row.pair_id, row.role) for row in rows} == {
        (pair.id, role) for pair in pairs for role in service.ROLES
    }
    first = pairs[0]
    sides = {row.role: (row.name, row.partner_name) for row in rows if row.pair_id == first.id}
    assert sides == {"mentor": (first.mentor, first.mentee), "mentee": (first.mentee, first.mentor)}
    with database.read() as db:
        wave = queries.wave(db, wave_id)
    assert wave is not None
    assert (wave.asked, wave.answered, wave.survey.kind) == (len(rows), 0, "pulse")


def test_a_wave_can_ask_one_side_or_some_pairs_only(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "fit", ("mentor",))
    assert {row.role for row in asked_in(database, wave_id)} == {"mentor"}
    first = pairs_of(database, programme_id)[0]
    with database.step("evaluation.step.open", wave="A") as db:
        survey_id = queries.surveys(db, programme_id)[0].id
        few = service.open_wave(db, survey_id, {"name": "A", "opens_on": OPENS}, pair_ids=[first.id])
    assert {row.pair_id for row in asked_in(database, few)} == {first.id}


def test_somebody_without_a_pair_is_asked_only_where_none_is_needed(database: Database) -> None:
    programme_id = confirmed_programme(database)
    first = pairs_of(database, programme_id)[0]
    with database.step("pairs.step.end", n=1) as db:
        end_pair(db, first.id, "Chuyển công tác")
    asked_alone = {
        kind: {
            row.name
            for row in asked_in(database, open_ready(database, programme_id, kind))
            if row.pair_id is None
        }
        for kind in READY_KINDS
    }
    assert not asked_alone["fit"] | asked_alone["pulse"] | asked_alone["midterm"]
    assert first.mentee in asked_alone["end"]


def test_newcomers_can_be_asked_in_a_wave_that_is_open(database: Database) -> None:
    programme_id = confirmed_programme(database)
    first = pairs_of(database, programme_id)[0]
    with database.step("evaluation.step.open", wave="A") as db:
        survey_id = service.add_survey(db, programme_id, "pulse")
        wave_id = service.open_wave(db, survey_id, {"name": "A", "opens_on": OPENS}, pair_ids=[first.id])
    before = asked_in(database, wave_id)
    with database.step("evaluation.step.newcomers", wave="A") as db:
        added = service.ask_newcomers(db, wave_id)
    after = asked_in(database, wave_id)
    assert added == len(after) - len(before) > 0
    assert set(before) < set(after)


def test_a_wave_without_name_people_or_order_of_days_is_refused(database: Database) -> None:
    programme_id = confirmed_programme(database)
    with database.step("evaluation.step.survey", name="A") as db:
        ready = service.add_survey(db, programme_id, "pulse")
        bare = service.add_survey(db, programme_id, "own", {"name_vi": "Của tôi"})
    good = {"name": "A", "opens_on": OPENS}
    for survey_id, values, roles, code in (
        (ready, good | {"name": " "}, ("mentor",), "name_missing"),
        (ready, good | {"closes_on": date(2026, 4, 1)}, ("mentor",), "closes_before_opens"),
        (ready, good, (), "nobody"),
        (bare, good, ("mentor",), "no_questions"),
    ):  # fmt: skip
        with pytest.raises(Rejected) as refused, database.step("evaluation.step.open", wave="A") as db:
            service.open_wave(db, survey_id, values, roles)
        assert codes(refused) == [code]


def test_a_question_somebody_answered_keeps_what_its_answers_mean(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "pulse")
    feeling, rhythm, free = questions_of(database, wave_id)
    answer(database, asked_in(database, wave_id)[0].id, {rhythm.id: 1})
    for changes in ({"kind": "several"}, {"options_vi": ["A", "B", "C", "D"]}, {"audience": "mentor"}):
        with pytest.raises(Rejected) as refused, database.step("evaluation.step.question", name="A") as db:
            service.amend_question(db, rhythm.id, changes)
        assert codes(refused) == ["question_answered"]
    with pytest.raises(Rejected) as refused, database.step("evaluation.step.question", name="A") as db:
        service.remove_question(db, rhythm.id)
    assert codes(refused) == ["question_kept"]
    with database.step("evaluation.step.question", name="A") as db:
        service.amend_question(db, rhythm.id, {"wording_vi": "Nhịp gặp có vừa không?"})
        service.amend_question(db, free.id, {"kind": "one_choice", "options_vi": ["Có", "Không"]})
        service.remove_question(db, feeling.id)
        service.move_question(db, free.id, 0)
    assert [one.wording("vi") for one in questions_of(database, wave_id)] == [
        free.wording_vi,
        "Nhịp gặp có vừa không?",
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "text"}, "wording_missing"),
        ({"kind": "one_choice", "wording_vi": "A", "options_vi": ["Một"]}, "options_missing"),
        ({"kind": "several", "wording_vi": "A", "options_vi": ["Có", "có "]}, "options_twice"),
        (
            {"kind": "one_choice", "wording_vi": "A", "options_vi": ["A", "B"], "options_en": ["A"]},
            "options_differ",
        ),
        ({"kind": "scale", "wording_vi": "A", "options_vi": ["A", "B"]}, "scale_words"),
        ({"kind": "text", "wording_vi": "A", "means": "feeling"}, "feeling_is_scale"),
        ({"kind": "one_choice", "wording_vi": "A", "options_vi": ["A", "B"], "means": "fit"}, "fit_is_three"),
        ({"kind": "poem", "wording_vi": "A"}, "not_valid"),
        ({"kind": "text", "wording_vi": "A" * 501}, "too_long"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    database: Database, values: dict[str, Any], code: str
) -> None:
    programme_id = confirmed_programme(database)
    with database.step("evaluation.step.survey", name="A") as db:
        survey_id = service.add_survey(db, programme_id, "own", {"name_vi": "Của tôi"})
    with pytest.raises(Rejected) as refused, database.step("evaluation.step.question", name="A") as db:
        service.add_question(db, survey_id, values)
    assert codes(refused) == [code]


def test_a_wave_or_survey_goes_only_while_nothing_would_be_lost(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "pulse")
    row = asked_in(database, wave_id)[0]
    question = questions_of(database, wave_id)[0]
    answer(database, row.id, {question.id: 4})
    for remove, target, code in (
        (service.remove_wave, wave_id, "wave_answered"),
        (service.remove_survey, question.survey_id, "survey_asked"),
    ):
        with pytest.raises(Rejected) as refused, database.step("evaluation.step.remove", name="A") as db:
            remove(db, target)
        assert codes(refused) == [code]
    answer(database, row.id, {question.id: None})
    with database.step("evaluation.step.remove", name="A") as db:
        service.remove_wave(db, wave_id)
        service.remove_survey(db, question.survey_id)
    with database.read() as db:
        assert queries.surveys(db, programme_id) == ()


def test_an_own_survey_can_begin_as_a_copy(database: Database) -> None:
    programme_id = confirmed_programme(database)
    editing = Editing(database, programme_id, "traditional", "midterm")
    before = [question_values(row) for row in editing.rows()]
    assert_undoable(database, lambda _: editing.copy({"name_vi": "Giữa kỳ của chúng tôi", "name_en": ""}))
    editing.rename({"name_en": "Our own"})
    assert [question_values(row) for row in editing.rows()] == before
    with database.read() as db:
        (row,) = queries.surveys(db, programme_id)
    assert (row.kind, row.name("vi"), row.name("en")) == ("own", "Giữa kỳ của chúng tôi", "Our own")
    editing.discard()
    with database.read() as db:
        assert queries.surveys(db, programme_id) == ()


def test_a_ready_survey_is_taken_at_the_first_change(database: Database) -> None:
    programme_id = confirmed_programme(database)
    editing = Editing(database, programme_id, "traditional", "pulse")
    wordings = [row.wording_vi for row in editing.rows()]
    editing.move(2, 0)
    editing.amend(0, {"wording_vi": "Bạn muốn nói gì?"})
    editing.add({"kind": "scale", "wording_vi": "Bạn có đủ thời gian không?"})
    editing.remove(2)
    assert [row.wording_vi for row in editing.rows()] == [
        "Bạn muốn nói gì?", wordings[0], "Bạn có đủ thời gian không?",
    ]  # fmt: skip
    with database.read() as db:
        assert [row.kind for row in queries.surveys(db, programme_id)] == ["pulse"]
        known = offers(queries.surveys(db, programme_id), "traditional", "vi")
    assert [offer.kind for offer in known] == ["fit", "pulse", "midterm", "end"]
    assert [isinstance(offer.source, int) for offer in known] == [False, True, False, False]


def test_everything_can_be_taken_back(database: Database) -> None:
    programme_id = confirmed_programme(database)
    assert_undoable(database, lambda database: open_ready(database, programme_id, "fit"))
    wave_id = open_ready(database, programme_id, "pulse")
    row = asked_in(database, wave_id)[0]
    feeling = questions_of(database, wave_id)[0]
    assert_undoable(database, lambda database: answer(database, row.id, {feeling.id: 2}))
    assert_undoable(database, lambda database: answer(database, row.id, {feeling.id: 3}))
    assert_undoable(database, lambda database: answer(database, row.id, {feeling.id: None}))

    def edit(database: Database) -> None:
        with database.step("evaluation.step.question", name="A") as db:
            service.move_question(db, feeling.id, 2)
            service.amend_wave(db, wave_id, {"closes_on": date(2026, 6, 1)})

    assert_undoable(database, edit)

    def remove(database: Database) -> None:
        with database.step("evaluation.step.remove", name="A") as db:
            service.remove_wave(db, wave_id)

    assert_undoable(database, remove)
