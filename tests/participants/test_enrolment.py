"""Days, places and questions of those enrolled, and what may be removed: the ways less often taken."""

from datetime import date

import pytest
from sqlmodel import Session, select
from tests.support.database import dump
from tests.support.make import participant, person, programme
from tests.support.sessions import TODAY, hold_clock

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.pairing.models import Pair
from nhipcau.participants import queries, service
from nhipcau.participants.derived_columns import derived_person_columns
from nhipcau.participants.models import Participant, Person, Question

EARLIER = date(2026, 1, 5)


def row(db: Session, participant_id: int) -> Participant:
    return db.get_one(Participant, participant_id)


def test_days_are_those_that_are_given_and_today_otherwise(database: Database) -> None:
    hold_clock()
    made = programme(database)
    first, second = person(database), person(database, "Trần An")
    with database.step("test") as db:
        then = service.enrol(db, made, first, {"is_mentee": True}, EARLIER)
        now = service.enrol(db, made, second, {"is_mentee": True})
        assert (row(db, then).enrolled_on, row(db, now).enrolled_on) == (EARLIER, TODAY)
        service.withdraw(db, then, "Nghỉ việc", EARLIER)
        service.withdraw(db, now, "Nghỉ việc")
        assert (row(db, then).withdrawn_on, row(db, now).withdrawn_on) == (EARLIER, TODAY)


def test_the_same_person_may_be_in_two_programmes_and_two_people_in_one(database: Database) -> None:
    first, second = programme(database), programme(database, "Cầu Nối Số")
    mai, an = person(database), person(database, "Trần An")
    with database.step("test") as db:
        for programme_id, person_id in ((first, mai), (second, mai), (first, an)):
            service.enrol(db, programme_id, person_id, {"is_mentor": True})
        assert [len(queries.participant_rows(db, each)) for each in (first, second)] == [2, 1]


def test_the_pairs_of_others_keep_nobody_from_being_removed(database: Database) -> None:
    made = programme(database)
    mai, an = participant(database, made), participant(database, made, "Trần An", mentor=True)
    other = participant(database, made, "Lê Chi")
    with database.step("test") as db:
        db.add(Pair(programme_id=made, mentor_id=an, mentee_id=mai))
        db.flush()
        service.remove_participant(db, other)
        assert {one.id for one in queries.participant_rows(db, made)} == {mai, an}
    for one in (mai, an):
        with pytest.raises(Rejected), database.step("test") as db:
            service.remove_participant(db, one)


def test_a_person_whose_pair_stands_is_not_removed_and_nothing_of_them_is_lost(database: Database) -> None:
    made = programme(database)
    mai, an = participant(database, made), participant(database, made, "Trần An", mentor=True)
    with database.step("test") as db:
        db.add(Pair(programme_id=made, mentor_id=an, mentee_id=mai))
        person_id = row(db, mai).person_id
    before = dump(database)
    with pytest.raises(Rejected), database.step("test") as db:
        service.remove_person(db, person_id)
    assert dump(database) == before


def test_removing_somebody_leaves_the_answers_and_the_consent_of_others(database: Database) -> None:
    made = programme(database)
    mai, an = participant(database, made), participant(database, made, "Trần An")
    with database.step("test") as db:
        question = service.add_question(db, made, "Bạn thích gì?", "text")
        for one in (mai, an):
            service.set_answer(db, one, question, "Đọc sách")
        gone, left = row(db, mai).person_id, row(db, an).person_id
        service.remove_person(db, gone)
        assert queries.answers_of(db, an) == {question: "Đọc sách"}
        assert {one.person_id for one in queries.participant_rows(db, made) if one.consents} == {left}


def test_an_answer_belongs_to_one_question_of_one_person(database: Database) -> None:
    made = programme(database)
    mai, an = participant(database, made), participant(database, made, "Trần An")
    with database.step("test") as db:
        first, second = (service.add_question(db, made, each, "text") for each in ("Một?", "Hai?"))
        service.set_answer(db, mai, first, "A")
        service.set_answer(db, mai, second, "B")
        service.set_answer(db, an, first, "C")
        service.set_answer(db, mai, first, "")
        service.set_answer(db, mai, second, [])
        service.set_answer(db, an, second, None)
        assert (queries.answers_of(db, mai), queries.answers_of(db, an)) == ({}, {first: "C"})


def test_a_new_question_stands_last_in_its_own_programme(database: Database) -> None:
    first, second = programme(database), programme(database, "Cầu Nối Số")
    with database.step("test") as db:
        for programme_id, wording in ((first, "Một?"), (first, " Hai  "), (second, "Ba?")):
            service.add_question(db, programme_id, wording, "text")
        service.add_question(db, first, "Excel", "graded", ["Chưa", "Giỏi"], "Bạn biết gì?")
    with database.read() as db:
        found = [
            (each.programme_id, each.wording, each.position, each.options, each.grid)
            for each in db.exec(select(Question))
        ]
    assert found == [
        (first, "Một?", 1, [], ""),
        (first, "Hai", 2, [], ""),
        (second, "Ba?", 1, [], ""),
        (first, "Excel", 3, ["Chưa", "Giỏi"], "Bạn biết gì?"),
    ]


def test_the_address_of_an_assistant_must_be_one(database: Database) -> None:
    with pytest.raises(Rejected) as refused, database.step("test") as db:
        service.add_person(db, {"full_name": "Trần Hùng", "assistant_email": "lan"})
    assert [(one.code, one.field) for one in refused.value.problems] == [
        ("participants.problem.email", "assistant_email")
    ]
    assert person(database, "Trần Hùng", assistant_email="lan@a.vn")


def test_two_people_share_an_address_only_where_they_did_before(database: Database) -> None:
    person(database, "Trần An", email="chung@a.vn")
    with database.step("test") as db:
        second = service.add_person(db, {"full_name": "Lê Mai"})
        db.get_one(Person, second).email = "chung@a.vn"  # as a file may say
        service.amend_person(db, second, {"phone": "0903", "email": "CHUNG@a.vn"})
        service.amend_person(db, second, {"email": "mai@a.vn"})
    with pytest.raises(Rejected) as refused, database.step("test") as db:
        service.amend_person(db, second, {"email": "Chung@a.vn"})
    assert [(one.code, one.values) for one in refused.value.problems] == [
        ("participants.problem.email_taken", {"name": "Trần An"})
    ]


def test_a_level_is_added_once_however_it_is_spaced(database: Database) -> None:
    mai = person(database, level="Chuyên viên")
    with database.step("test") as db:
        known = service.ensure_level(db, " Chuyên  viên ")
        assert known == service.ensure_level(db, "Chuyên viên")
        assert service.ensure_level(db, "  ") is None
        service.amend_person(db, mai, {"level": "Trưởng nhóm"})
        assert {level.name for level in queries.levels(db)} == {"Chuyên viên", "Trưởng nhóm"}


def test_whoever_has_left_may_be_amended_without_a_word_on_places(database: Database) -> None:
    mai = participant(database, programme(database))
    with database.step("test") as db:
        service.withdraw(db, mai, "Nghỉ việc", EARLIER)
        service.amend_profile(db, mai, {"expectations": "Quay lại sau."})
        assert (row(db, mai).status, row(db, mai).withdrawn_reason) == ("withdrawn", "Nghỉ việc")


def test_places_are_looked_at_when_somebody_joins_and_none_at_all_is_fine(database: Database) -> None:
    made, mai, an = programme(database), person(database), person(database, "Trần An")
    with pytest.raises(Rejected) as refused, database.step("test") as db:
        service.enrol(db, made, mai, {"is_mentor": True, "least": 2, "capacity": 1})
    assert [one.code for one in refused.value.problems] == ["participants.problem.least_over_most"]
    with database.step("test") as db:
        resting = service.enrol(db, made, an, {"is_mentor": True, "capacity": 0})
        service.amend_profile(db, resting, {"learning_style": "Thực hành"})
        assert (row(db, resting).capacity, row(db, resting).learning_style) == (0, "Thực hành")


def test_a_person_is_searched_for_by_all_that_names_them(database: Database) -> None:
    said = {
        "email": "an@a.vn",
        "phone": "0903",
        "employee_code": "E1",
        "department": "Kỹ thuật",
        "title": "Kỹ sư",
    }
    an = person(database, "Trần An", **said)
    with database.step("test") as db:
        assert db.get_one(Person, an).folded == derived_person_columns("Trần An", **said)["folded"]
