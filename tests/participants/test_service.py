"""People, their place in a programme, their answers and their consent: every write can be taken back."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from sqlmodel import Session, col, select
from tests.support.database import assert_undoable
from tests.support.make import participant, person, programme

from nhipcau.common.errors import Rejected
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.pairing.models import Pair, PairConstraint
from nhipcau.participants import queries, service
from nhipcau.participants.models import Consent, Participant, Person, PersonDraft, ProfileDraft, Question
from nhipcau.programmes.service import add_programme


def _step(database: Database, work: Callable[[Session], object]) -> None:
    with database.step("participants.step.add", name="x") as db:
        work(db)


def _details(database: Database, participant_id: int) -> queries.ParticipantDetails:
    with database.read() as db:
        return queries.person_details(db, participant_id)


def _refused(database: Database, work: Callable[[Session], object]) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as refused, database.step("participants.step.add", name="x") as db:
        work(db)
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_a_new_person_is_tidied_and_sorted_out(database: Database) -> None:
    draft = PersonDraft(full_name="  Lê   Thị Mai ", email="Mai@a.vn", phone="0903 111", level="Chuyên viên")
    assert_undoable(database, lambda d: _step(d, lambda db: service.add_person(db, draft)))
    with database.read() as db:
        assert list(queries.people_to_choose(db).values()) == ["Lê Thị Mai"]
        assert [level.name for level in queries.levels(db)] == ["Chuyên viên"]


def test_amending_a_person_renews_what_follows(database: Database) -> None:
    mai = person(database)

    def amend(database: Database) -> None:
        _step(database, lambda db: service.amend_person(db, mai, {"full_name": "Lê Thị Đào"}))

    assert_undoable(database, amend)
    shown = participant_of(database, mai)
    assert shown.person.given_name == "Đào"


def participant_of(database: Database, person_id: int) -> queries.ParticipantDetails:
    made = programme(database)
    with database.step("participants.step.add", name="x") as db:
        enrolled = service.enrol(db, made, person_id, ProfileDraft(is_mentee=True))
    return _details(database, enrolled)


def test_an_odd_address_from_before_does_not_stand_in_the_way_of_another_change(database: Database) -> None:
    person_id = person(database, "Trần An", email="an@a.vn")
    with database.step("participants.step.add", name="x") as db:
        db.get_one(Person, person_id).email = "trần an@a.vn"
    with database.step("participants.step.add", name="x") as db:
        service.amend_person(db, person_id, {"phone": "0903 111"})
    with database.read() as db:
        found = db.get_one(Person, person_id)
        assert (found.email, found.phone) == ("trần an@a.vn", "0903 111")
    assert _refused(database, lambda db: service.amend_person(db, person_id, {"email": "an a@a.vn"})) == [
        ("participants.problem.email", "email")
    ]


def test_a_person_needs_a_name_and_a_real_address_of_their_own(database: Database) -> None:
    person(database, "Trần An", email="an@a.vn")
    assert _refused(database, lambda db: service.add_person(db, {"full_name": " "})) == [
        ("participants.problem.full_name_missing", "full_name")
    ]
    wrong = {"full_name": "A", "email": "an at a.vn"}
    assert _refused(database, lambda db: service.add_person(db, wrong)) == [
        ("participants.problem.email", "email")
    ]
    for cell in ("pham gia bao@a.vn", "bảo@a.vn", "Bảo <bao@a.vn>", "bao@a", "bao@a.vn; mai@a.vn"):
        for name in ("email", "assistant_email"):
            with pytest.raises(Rejected) as refused, database.step("participants.step.add", name="x") as db:
                service.add_person(db, {"full_name": "Bảo", name: cell})
            (problem,) = refused.value.problems
            assert (problem.code, problem.field) == ("participants.problem.email", name)
            assert cell in Words("vi")(problem.code, **problem.values)
    taken = {"full_name": "Trần An", "email": "AN@a.vn"}
    assert _refused(database, lambda db: service.add_person(db, taken)) == [
        ("participants.problem.email_taken", "email")
    ]


def test_an_address_can_be_taken_away_although_others_have_none(database: Database) -> None:
    person(database, "Trần Văn Không Có Thư")
    mai = person(database, email="mai@a.vn")
    assert_undoable(database, lambda d: _step(d, lambda db: service.amend_person(db, mai, {"email": ""})))


def test_two_people_of_one_name_stay_two_and_can_be_told_apart(database: Database) -> None:
    person(database, "Nguyễn Văn Đức", employee_code="SX041")
    person(database, "Nguyễn Văn Đức", employee_code="SX042")
    with database.read() as db:
        assert set(queries.people_to_choose(db).values()) == {
            "Nguyễn Văn Đức (SX041)",
            "Nguyễn Văn Đức (SX042)",
        }


def test_nobody_can_be_made_to_report_to_their_own_report(database: Database) -> None:
    boss = person(database, "Trần Sếp")
    report = person(database, "Lê Nhân", manager_id=boss)
    assert _refused(database, lambda db: service.amend_person(db, boss, {"manager_id": report})) == [
        ("participants.problem.manager_circle", "manager_id")
    ]


def test_a_person_is_enrolled_once_in_a_programme(database: Database) -> None:
    made, mai = programme(database), person(database)
    draft = ProfileDraft(is_mentee=True)
    assert_undoable(database, lambda d: _step(d, lambda db: service.enrol(db, made, mai, draft)))
    assert _refused(database, lambda db: service.enrol(db, made, mai, draft)) == [
        ("participants.problem.already_enrolled", "")
    ]


def test_a_profile_without_a_role_is_refused(database: Database) -> None:
    made, mai = programme(database), person(database)
    assert _refused(database, lambda db: service.enrol(db, made, mai, {})) == [
        ("participants.problem.no_role", "roles")
    ]


def test_enrolling_elsewhere_takes_the_profile_along_but_not_the_wishes(database: Database) -> None:
    first, second = programme(database), programme(database, "Cầu Nối Số", "reverse")
    mai = participant(database, first, wishes=["Trần An"])

    def elsewhere(database: Database) -> None:
        _step(database, lambda db: service.enrol_elsewhere(db, mai, second))

    assert_undoable(database, elsewhere)
    shown = _details(database, mai)
    assert shown.other_programmes == ((second, "Cầu Nối Số"),)
    with database.read() as db:
        copied = _details(database, queries.participant_rows(db, second)[0].id)
    assert copied.values["goals"] == shown.values["goals"]
    assert copied.values["wishes"] == ()


def test_amending_a_profile_changes_only_what_is_named(database: Database) -> None:
    mai = participant(database, programme(database))
    strengths = [{"topic": "Tiếng Anh", "level": 4}]

    def amend(database: Database) -> None:
        _step(database, lambda db: service.amend_profile(db, mai, {"strengths": strengths}))

    assert_undoable(database, amend)
    shown = _details(database, mai)
    assert shown.values["strengths"] == (("Tiếng Anh", 4),)
    assert shown.values["goals"] == (("Thuyết trình", 4),)
    bad = {"strengths": [{"topic": "Tiếng Anh", "level": 9}]}
    assert _refused(database, lambda db: service.amend_profile(db, mai, bad)) == [
        ("participants.problem.not_valid", "strengths")
    ]


def test_withdrawing_keeps_the_reason_and_can_be_reversed(database: Database) -> None:
    mai = participant(database, programme(database))
    left = date(2026, 3, 1)
    assert_undoable(database, lambda d: _step(d, lambda db: service.withdraw(db, mai, " Nghỉ  sinh ", left)))
    shown = _details(database, mai)
    assert (shown.status, shown.withdrawn_reason, shown.withdrawn_on) == ("withdrawn", "Nghỉ sinh", left)
    assert_undoable(database, lambda d: _step(d, lambda db: service.readmit(db, mai)))
    back = _details(database, mai)
    assert (back.status, back.withdrawn_reason, back.withdrawn_on) == ("enrolled", "", None)


def test_removing_a_participant_takes_the_answers_and_locks_and_leaves_the_person(database: Database) -> None:
    made = programme(database)
    mai, an = participant(database, made), participant(database, made, "Trần An", mentor=True)

    def prepare(db: Session) -> None:
        question = service.add_question(db, made, "Bạn thích gì?", "text")
        service.set_answer(db, mai, question, "Đọc sách")
        db.add(PairConstraint(programme_id=made, mentor_id=an, mentee_id=mai))

    _step(database, prepare)
    assert_undoable(database, lambda d: _step(d, lambda db: service.remove_participant(db, mai)))
    with database.read() as db:
        assert [row.id for row in queries.participant_rows(db, made)] == [an]
        assert "Lê Thị Mai" in queries.people_to_choose(db).values()


def test_somebody_with_a_pair_cannot_be_removed(database: Database) -> None:
    made = programme(database)
    mai, an = participant(database, made), participant(database, made, "Trần An", mentor=True)
    _step(database, lambda db: db.add(Pair(programme_id=made, mentor_id=an, mentee_id=mai)))
    assert _refused(database, lambda db: service.remove_participant(db, mai)) == [
        ("participants.problem.participant_in_use", "")
    ]


def _consenting(db: Session) -> set[int]:
    found = select(Consent.person_id).where(
        col(Consent.given_on).is_not(None), col(Consent.withdrawn_on).is_(None)
    )
    return set(db.exec(found))


def test_removing_a_person_takes_everything_that_hangs_on_them(database: Database) -> None:
    first, second = programme(database), programme(database, "Cầu Nối Số")
    mai = participant(database, first)
    person_id = _details(database, mai).person.id
    report = person(database, "Lê Nhân", manager_id=person_id)
    other = person(database, "Lê Nhẫn", manager_id=report)
    _step(database, lambda db: service.enrol_elsewhere(db, mai, second))
    assert_undoable(database, lambda d: _step(d, lambda db: service.remove_person(db, person_id)))
    with database.read() as db:
        assert set(queries.people_to_choose(db)) == {report, other}
        assert queries.managers_above(db, other) == {report: None, other: report}
        assert _consenting(db) == frozenset()


def test_consent_is_given_once_and_withdrawn_with_its_date_kept(database: Database) -> None:
    mai = person(database)
    assert_undoable(database, lambda d: _step(d, lambda db: service.give_consent(db, mai)))
    with database.step("participants.step.consent", name="x") as db:
        service.give_consent(db, mai)
        assert _consenting(db) == {mai}
    assert_undoable(database, lambda d: _step(d, lambda db: service.withdraw_consent(db, mai)))
    with database.read() as db:
        assert _consenting(db) == frozenset()


def test_an_answer_is_stored_replaced_and_taken_away(database: Database) -> None:
    made = programme(database)
    mai = participant(database, made)
    with database.step("participants.step.add", name="x") as db:
        question = service.add_question(db, made, " Bạn  thích gì? ", "several", ["a", "b"])
        stored = db.get_one(Question, question)
        assert (stored.wording, stored.kind, stored.options) == ("Bạn thích gì?", "several", ["a", "b"])
    for value in (["a", "b"], ["b"], None):
        assert_undoable(database, partial(_answer, mai, question, value))
        with database.read() as db:
            assert queries.answers_of(db, mai) == ({question: value} if value else {})


def _answer(participant_id: int, question_id: int, value: object, database: Database) -> None:
    _step(database, lambda db: service.set_answer(db, participant_id, question_id, value))


def test_levels_stand_in_the_order_of_their_rank(database: Database) -> None:
    def place(db: Session) -> None:
        for name, rank in (("Nhân viên", 20), ("Giám đốc", 90), ("Cố vấn", None)):
            level = service.ensure_level(db, name)
            assert level is not None
            service.set_level_rank(db, level, rank)

    assert_undoable(database, lambda d: _step(d, place))
    with database.read() as db:
        assert [row.name for row in queries.levels(db)] == ["Giám đốc", "Nhân viên", "Cố vấn"]


def test_the_least_places_are_at_most_the_most_but_only_where_places_are_changed(database: Database) -> None:
    with database.step("test") as db:
        programme = add_programme(db, {"name": "Mùa 1"})
        person = service.add_person(db, {"full_name": "Trần Bảo Ngọc"})
        mentor = service.enrol(db, programme, person, {"is_mentor": True, "capacity": 3, "least": 2})
    for changes in ({"capacity": 1}, {"least": 4}):
        with database.step("test") as db, pytest.raises(Rejected) as refused:
            service.amend_profile(db, mentor, changes)
        assert [problem.code for problem in refused.value.problems] == [
            "participants.problem.least_over_most"
        ]
    with database.step("test") as db:
        db.get_one(Participant, mentor).capacity = 1  # as a file may say
        service.amend_profile(db, mentor, {"learning_style": "Thực hành"})
    for wrong in ({"mentors_wanted": 0}, {"mentors_wanted": 4}):
        with database.step("test") as db, pytest.raises(Rejected):
            service.amend_profile(db, mentor, wrong)
