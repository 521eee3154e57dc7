"""Whom a wave asks, and what may be changed of surveys and their questions: the ways less often taken."""

from datetime import date, timedelta

import pytest
from tests.support.make import participant, programme
from tests.support.sessions import confirmed_programme, pairs_of
from tests.support.waves import OPENS, answer, asked_in, codes, open_ready, questions_of

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import Rules
from nhipcau.pairing.store.service import confirm_pairs, end_pair, set_rules
from nhipcau.participants.service import amend_profile, withdraw
from nhipcau.surveys import queries, service

GOOD = {"name": "A", "opens_on": OPENS}


def own_survey(database: Database, programme_id: int, **names: str) -> int:
    with database.step("evaluation.step.survey", name="A") as db:
        return service.add_survey(db, programme_id, "own", names or {"name_vi": "Của tôi"})


def test_a_name_in_one_language_is_enough_and_stays_in_that_one(database: Database) -> None:
    made = programme(database)
    survey_id = own_survey(database, made, name_vi=" Của  tôi ")
    with database.step("evaluation.step.survey", name="A") as db:
        ready = service.add_survey(db, made, "pulse", {"name_en": "How are you?"})
        found = {row.id: (row.kind, row.name_vi, row.name_en) for row in queries.surveys(db, made)}
        assert found[survey_id] == ("own", "Của tôi", "")
        assert found[ready][0] == "pulse"
        assert found[ready][1] not in ("", "How are you?")
        assert found[ready][2] == "How are you?"
        service.amend_survey(db, survey_id, {"name_en": "Mine"})
        (row,) = [one for one in queries.surveys(db, made) if one.id == survey_id]
        assert (row.name_vi, row.name_en) == ("Của tôi", "Mine")


def test_a_survey_needs_a_name_of_at_most_120_letters(database: Database) -> None:
    made = programme(database)
    own_survey(database, made, name_vi="a" * 120, name_en="a" * 120)
    for names, expected in (
        ({"name_vi": " ", "name_en": ""}, [("name_missing", "name_vi")]),
        ({"name_vi": "a" * 121}, [("too_long", "name_vi")]),
        ({"name_vi": "a" * 121, "name_en": "b" * 121}, [("too_long", "name_vi"), ("too_long", "name_en")]),
    ):
        with pytest.raises(Rejected) as refused:
            own_survey(database, made, **names)
        assert [
            (code, one.field) for code, one in zip(codes(refused), refused.value.problems, strict=True)
        ] == (expected)


def test_a_new_question_stands_last_even_where_one_was_taken_away(database: Database) -> None:
    survey_id, other = (own_survey(database, programme(database)) for _ in range(2))
    with database.step("evaluation.step.question", name="A") as db:
        first, second, third = (
            service.add_question(db, survey_id, {"wording_vi": wording}) for wording in ("Một", "Hai", "Ba")
        )
        service.add_question(db, other, {"wording_vi": "Khác"})
        service.remove_question(db, second)
        last = service.add_question(db, survey_id, {"wording_vi": "Bốn"})
        found = queries.questions(db, survey_id)
        assert [(one.id, one.position) for one in found] == [(first, 0), (third, 2), (last, 3)]
        assert [one.position for one in queries.questions(db, other)] == [0]


@pytest.mark.parametrize(("place", "expected"), [(-3, "CAB"), (0, "CAB"), (1, "ACB"), (2, "ABC"), (9, "ABC")])
def test_a_question_is_moved_to_a_place_and_the_rest_close_up(
    database: Database, place: int, expected: str
) -> None:
    survey_id = own_survey(database, programme(database))
    with database.step("evaluation.step.question", name="A") as db:
        ids = [service.add_question(db, survey_id, {"wording_vi": wording}) for wording in "ABC"]
        service.move_question(db, ids[2], place)
        found = queries.questions(db, survey_id)
    assert "".join(one.wording_vi for one in found) == expected
    assert [one.position for one in found] == [0, 1, 2]


def test_options_are_tidied_and_a_free_question_has_none(database: Database) -> None:
    survey_id = own_survey(database, programme(database))
    offered = {"options_vi": [" Có ", "", "Không  hẳn"], "options_en": ("Yes", "Not quite")}
    with database.step("evaluation.step.question", name="A") as db:
        question = service.add_question(db, survey_id, {"kind": "one_choice", "wording_vi": "A", **offered})
        (row,) = queries.questions(db, survey_id)
        assert (row.options_vi, row.options_en) == (("Có", "Không hẳn"), ("Yes", "Not quite"))
        service.amend_question(db, question, {"kind": "text"})
        (row,) = queries.questions(db, survey_id)
        assert (row.kind, row.options_vi, row.options_en) == ("text", (), ())


def test_every_part_of_an_answered_question_that_may_not_change_is_named(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "pulse")
    rhythm = questions_of(database, wave_id)[1]
    answer(database, asked_in(database, wave_id)[0].id, {rhythm.id: 1})
    changes = {"audience": "mentor", "options_en": rhythm.options_en[::-1], "kind": "several"}
    with pytest.raises(Rejected) as refused, database.step("evaluation.step.question", name="A") as db:
        service.amend_question(db, rhythm.id, changes)
    assert [one.field for one in refused.value.problems] == ["kind", "options_en", "audience"]
    with database.step("evaluation.step.question", name="A") as db:
        service.amend_question(db, rhythm.id, {"required": not rhythm.required})
    assert questions_of(database, wave_id)[1].required is not rhythm.required


def test_whoever_has_left_is_not_asked_and_the_other_of_the_pair_is(database: Database) -> None:
    programme_id = confirmed_programme(database)
    first = pairs_of(database, programme_id)[0]
    everybody = asked_in(database, open_ready(database, programme_id, "fit", name="Trước"))
    mentor = next(row for row in everybody if (row.pair_id, row.role) == (first.id, "mentor"))
    with database.step("participants.step.withdraw", name="x") as db:
        withdraw(db, mentor.participant_id, "Nghỉ việc")
    asked = asked_in(database, open_ready(database, programme_id, "fit"))
    told = {(row.pair_id, row.role) for row in asked}
    assert {(row.pair_id, row.role) for row in everybody} - told == {
        (row.pair_id, row.role) for row in everybody if row.participant_id == mentor.participant_id
    }
    assert (first.id, "mentee") in told


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (("mentor", "mentee"), {"Mentor": "mentor", "Mentee": "mentee", "Cả hai": "mentee"}),
        (("mentor",), {"Mentor": "mentor", "Cả hai": "mentor"}),
        (("mentee",), {"Mentee": "mentee", "Cả hai": "mentee"}),
    ],
)
def test_those_without_a_pair_are_asked_once_in_a_role_they_have(
    database: Database, roles: tuple[str, ...], expected: dict[str, str]
) -> None:
    made, other = programme(database), programme(database, "Cầu Nối Số")
    participant(database, made, "Mentor", mentor=True)
    participant(database, made, "Mentee")
    both = participant(database, made, "Cả hai")
    left = participant(database, made, "Đã rời")
    participant(database, other, "Nơi khác")
    with database.step("test") as db:
        amend_profile(db, both, {"is_mentor": True})
        withdraw(db, left, "Nghỉ việc")
    asked = asked_in(database, open_ready(database, made, "end", roles))
    assert {row.name: row.role for row in asked} == expected
    assert len(asked) == len(expected)
    assert {row.pair_id for row in asked} == {None}


def test_among_peers_each_is_asked_about_the_other_once(database: Database) -> None:
    made = programme(database)
    people = [participant(database, made, name) for name in ("An", "Bình", "Chi", "Dũng")]
    twos = ((people[0], people[1]), (people[2], people[3]))
    with database.step("test") as db:
        set_rules(db, made, Rules(mutual=True))
        both_ways = [pair for one, other in twos for pair in ((one, other), (other, one))]
        confirm_pairs(db, made, [ProposedPair(*pair, 5_000, (), ()) for pair in both_ways])
    asked = asked_in(database, open_ready(database, made, "pulse"))
    assert sorted((row.name, row.partner_name) for row in asked) == [
        ("An", "Bình"), ("Bình", "An"), ("Chi", "Dũng"), ("Dũng", "Chi"),
    ]  # fmt: skip


def test_a_wave_of_some_pairs_asks_nobody_without_one(database: Database) -> None:
    programme_id = confirmed_programme(database)
    first = pairs_of(database, programme_id)[0]
    participant(database, programme_id, "Người Mới")
    with database.step("evaluation.step.open", wave="A") as db:
        survey_id = service.add_survey(db, programme_id, "end")
        wave_id = service.open_wave(db, survey_id, GOOD, pair_ids=[first.id])
        assert {row.pair_id for row in queries.responses(db, wave_id)} == {first.id}
        with pytest.raises(Rejected):
            service.open_wave(db, survey_id, GOOD, pair_ids=[])


def test_newcomers_are_asked_in_the_roles_of_the_wave_and_about_each_pair_once(database: Database) -> None:
    made = programme(database)
    mentor = participant(database, made, "Trần An", mentor=True)
    mentees = [participant(database, made, name) for name in ("Lê Mai", "Đỗ Chi")]
    with database.step("test") as db:
        amend_profile(db, mentor, {"capacity": 2})
        confirm_pairs(db, made, [ProposedPair(mentees[0], mentor, 5_000, (), ())])
    wave_id = open_ready(database, made, "pulse", ("mentor",))
    with database.step("test") as db:
        assert service.newcomers(db, wave_id) == []
        (second,) = confirm_pairs(db, made, [ProposedPair(mentees[1], mentor, 5_000, (), ())])
        assert service.newcomers(db, wave_id) == [(mentor, second, "mentor")]
        assert service.ask_newcomers(db, wave_id) == 1
        assert service.ask_newcomers(db, wave_id) == 0


def test_a_wave_may_close_on_the_day_it_opens_and_changes_only_in_what_is_named(database: Database) -> None:
    programme_id = confirmed_programme(database)
    wave_id = open_ready(database, programme_id, "pulse", name="Tháng năm")
    with database.step("evaluation.step.close", wave="A") as db:
        service.amend_wave(db, wave_id, {"closes_on": OPENS})
        wave = queries.wave(db, wave_id)
        assert wave is not None
        assert (wave.name, wave.opens_on, wave.closes_on) == ("Tháng năm", OPENS, OPENS)
        for wrong in ({"closes_on": OPENS - timedelta(days=1)}, {"opens_on": date(2026, 5, 2)}, {"name": ""}):
            with pytest.raises(Rejected):
                service.amend_wave(db, wave_id, wrong)


def test_removing_a_wave_leaves_the_others_of_its_survey(database: Database) -> None:
    programme_id = confirmed_programme(database)
    first = open_ready(database, programme_id, "pulse", name="Một")
    second = open_ready(database, programme_id, "pulse", name="Hai")
    before = asked_in(database, second)
    answer(database, before[0].id, {questions_of(database, second)[0].id: 4})
    with database.step("evaluation.step.remove", name="A") as db:
        service.remove_wave(db, first)
        assert [row.waves for row in queries.surveys(db, programme_id)] == [1]
    assert len(asked_in(database, second)) == len(before)
    with pytest.raises(Rejected) as refused, database.step("evaluation.step.remove", name="A") as db:
        service.remove_survey(db, queries.surveys(db, programme_id)[0].id)
    assert codes(refused) == ["survey_asked"]


def test_removing_a_survey_leaves_the_questions_of_others(database: Database) -> None:
    made = programme(database)
    first, second = own_survey(database, made), own_survey(database, made)
    participant(database, made)
    with database.step("evaluation.step.remove", name="A") as db:
        for survey_id in (first, second):
            service.add_question(db, survey_id, {"wording_vi": "Một"})
        service.open_wave(db, second, GOOD)
        service.remove_survey(db, first)
        assert [(row.id, row.questions) for row in queries.surveys(db, made)] == [(second, 1)]


def test_what_is_missing_for_a_wave_is_named_beside_its_field(database: Database) -> None:
    made = programme(database)
    survey_id = own_survey(database, made)
    found = []
    for _ in range(2):
        with pytest.raises(Rejected) as refused, database.step("evaluation.step.open", wave="A") as db:
            service.open_wave(db, survey_id, GOOD)
        found += [(one.code, one.field) for one in refused.value.problems]
        with database.step("evaluation.step.question", name="A") as db:
            service.add_question(db, survey_id, {"wording_vi": "Một"})
    assert found == [
        ("evaluation.problem.no_questions", "survey"), ("evaluation.problem.nobody", "roles"),
    ]  # fmt: skip


def test_nobody_is_asked_any_more_who_left_or_how_a_pair_goes_that_has_ended(database: Database) -> None:
    programme_id = confirmed_programme(database)
    going, over = (open_ready(database, programme_id, kind, name=kind) for kind in ("pulse", "end"))
    assert all(row.may_be_asked for wave in (going, over) for row in asked_in(database, wave))
    first, second = pairs_of(database, programme_id)[:2]
    with database.step("pairs.step.end", name="x") as db:
        end_pair(db, first.id, "Không hợp")
        withdraw(
            db, next(row.participant_id for row in asked_in(database, over) if row.pair_id == second.id), ""
        )
    left = {row.participant_id for row in asked_in(database, over) if not row.may_be_asked}
    assert len(left) == 1, "at the end all are asked, also of what ended early"
    for row in asked_in(database, going):
        assert row.may_be_asked == (row.pair_id != first.id and row.participant_id not in left)
