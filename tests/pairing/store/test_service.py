"""What pairing writes: criteria, rules, locks, pairs with their history, all undoable; and what it reads back."""

from dataclasses import replace

import pytest
from sqlmodel import Session
from tests.support.database import assert_undoable

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import Constraint, CriterionSetting, Rules, phrase_from
from nhipcau.pairing.store.queries import pair_history, pair_rows, pairing_input
from nhipcau.pairing.store.service import (
    confirm_pairs,
    end_pair,
    forbid_pair,
    lock_pair,
    release,
    set_criteria,
    set_rules,
    set_weight,
)
from nhipcau.participants.models import Answer, Level, Participant, Person, Question
from nhipcau.programmes.models import Programme

PROGRAMME = 1
MENTORS = (1, 2)
MENTEES = (3, 4)


def enrol(
    db: Session, number: int, *, is_mentor: bool, manager: int | None = None, programme: int = PROGRAMME
) -> None:
    topic = "Excel" if number % 2 else "Đàm phán"
    if programme == PROGRAMME:
        db.add(Person(id=number, full_name=f"Người Số {number}", level="Chuyên viên", manager_id=manager))
        db.flush()
    db.add(
        Participant(
            programme_id=programme,
            person_id=number,
            is_mentor=is_mentor,
            is_mentee=not is_mentor,
            strengths=[{"topic": topic, "level": 4}] if is_mentor else [],
            goals=[] if is_mentor else [{"topic": topic, "importance": 5}],
        )
    )
    db.flush()


@pytest.fixture
def filled(database: Database) -> Database:
    """Two mentors and two mentees who fit one each, in a new programme."""
    with database.step("test") as db:
        db.add(Programme(id=PROGRAMME, name="Mùa 1"))
        db.add(Level(name="Chuyên viên", rank=3))
        db.flush()
        for number in MENTORS:
            enrol(db, number, is_mentor=True)
        for number in MENTEES:
            enrol(db, number, is_mentor=False)
    return database


def confirm_all(database: Database) -> object:
    with database.read() as db:
        people = pairing_input(db, PROGRAMME)
    with database.step("test") as db:
        return confirm_pairs(db, PROGRAMME, solve(people).pairs)


def test_a_filled_form_can_be_paired_with_one_click(filled: Database) -> None:
    with filled.read() as db:
        people = pairing_input(db, PROGRAMME)
    assert not people.criteria_saved
    assert [setting.code for setting in people.settings.criteria] == ["goals_strengths"]
    plan = solve(people)
    assert {pair.mentee_id: pair.mentor_id for pair in plan.pairs} == {3: 1, 4: 2}
    assert [pair.fit for pair in plan.pairs] == [10_000, 10_000]


def test_only_enrolled_people_are_paired(filled: Database) -> None:
    with filled.step("test") as db:
        gone = db.get(Participant, 1)
        assert gone is not None
        gone.status = "withdrawn"
        db.add(gone)
    with filled.read() as db:
        assert [person.participant_id for person in pairing_input(db, PROGRAMME).candidates] == [2, 3, 4]


def test_the_whole_chain_of_managers_is_read_and_a_circle_ends(database: Database) -> None:
    with database.step("test") as db:
        db.add(Programme(id=PROGRAMME, name="Mùa 1"))
        db.flush()
        enrol(db, 1, is_mentor=True)
        enrol(db, 2, is_mentor=True, manager=1)
        enrol(db, 3, is_mentor=False, manager=2)
        top = db.get(Person, 1)
        assert top is not None
        top.manager_id = 3
        db.add(top)
    with database.read() as db:
        assert pairing_input(db, PROGRAMME).candidate(3).managers == (2, 1)


def test_answers_to_the_programmes_own_questions_are_read(filled: Database) -> None:
    with filled.step("test") as db:
        db.add(
            Question(
                id=7, programme_id=PROGRAMME, wording="Khi nào?", kind="one_choice", options=["Sáng", "Tối"]
            )
        )
        db.flush()
        db.add(Answer(question_id=7, participant_id=1, value="Sáng"))
        db.add(Answer(question_id=7, participant_id=3, value="Tối"))
    with filled.read() as db:
        people = pairing_input(db, PROGRAMME)
    assert people.candidate(1).answers == {7: "Sáng"}
    assert CriterionSetting("question", "off", "alike", 7) in people.settings.criteria


def test_saved_criteria_come_back_in_order_and_keep_their_rows(filled: Database) -> None:
    wanted = (CriterionSetting("goals_strengths", "must"), CriterionSetting("same_place", "low"))
    with filled.step("test") as db:
        set_criteria(db, PROGRAMME, wanted)
    with filled.read() as db:
        saved = pairing_input(db, PROGRAMME)
    assert saved.criteria_saved
    assert [(setting.code, setting.weight) for setting in saved.settings.criteria] == [
        ("goals_strengths", "must"),
        ("same_place", "low"),
    ]
    with filled.step("test") as db:
        set_criteria(db, PROGRAMME, wanted[::-1])
        kept = saved.settings.criteria[1].id
        assert kept is not None
        set_weight(db, kept, "high")
    with filled.read() as db:
        again = pairing_input(db, PROGRAMME).settings.criteria
    assert (again[0].id, again[0].code, again[0].weight) == (kept, "same_place", "high")


def test_rules_come_back_as_set(filled: Database) -> None:
    rules = Rules(common_slots=2, level_gap_least=1, level_gap_most=4, mentee_share=70, meeting_way=False)
    with filled.step("test") as db:
        set_rules(db, PROGRAMME, rules)
    with filled.read() as db:
        assert pairing_input(db, PROGRAMME).settings.rules == rules


def test_a_new_lock_releases_the_old_one_and_forbidding_turns_it(filled: Database) -> None:
    with filled.step("test") as db:
        lock_pair(db, PROGRAMME, 3, 1)
        lock_pair(db, PROGRAMME, 3, 2)
        forbid_pair(db, PROGRAMME, 4, 2)
    with filled.read() as db:
        people = pairing_input(db, PROGRAMME)
    assert people.settings.constraints == (Constraint(2, 3, "locked"), Constraint(2, 4, "forbidden"))
    with filled.step("test") as db:
        release(db, PROGRAMME, 3, 2)
        lock_pair(db, PROGRAMME, 4, 2)
    with filled.read() as db:
        assert pairing_input(db, PROGRAMME).settings.constraints == (Constraint(2, 4, "locked"),)


def test_only_a_mentee_and_a_mentor_can_be_locked(filled: Database) -> None:
    with filled.step("test") as db, pytest.raises(Rejected) as refused:
        lock_pair(db, PROGRAMME, 1, 3)
    assert [problem.code for problem in refused.value.problems] == [
        "pairing.problem.not_mentee",
        "pairing.problem.not_mentor",
    ]


def test_confirmed_pairs_are_rows_with_parts_and_history(filled: Database) -> None:
    confirm_all(filled)
    with filled.read() as db:
        rows = pair_rows(db, PROGRAMME)
        history = pair_history(db, rows[0].id)
        people = pairing_input(db, PROGRAMME)
    assert [(row.mentee_id, row.mentor_id, row.state, row.fit) for row in rows] == [
        (3, 1, "confirmed", 10_000),
        (4, 2, "confirmed", 10_000),
    ]
    assert [(part["code"], part["points"], part["most"]) for part in rows[0].parts] == [
        ("goals_strengths", 10_000, 10_000)
    ]
    assert rows[0].parts[0]["no_answer"] is False
    label = rows[0].parts[0]["label"]
    assert isinstance(label, dict)
    assert phrase_from(label).code
    detail = rows[0].parts[0]["detail"]
    assert isinstance(detail, dict)
    assert phrase_from(detail).values["topics"] == ("Excel",)
    assert [event.state for event in history] == ["confirmed"]
    assert people.current == ((3, 1), (4, 2))
    assert all(pair.confirmed and not pair.warnings for pair in solve(people).pairs)


def test_a_mentee_cannot_be_confirmed_twice_nor_a_mentor_beyond_their_places(filled: Database) -> None:
    with filled.read() as db:
        pairs = solve(pairing_input(db, PROGRAMME)).pairs
    confirm_all(filled)
    with filled.step("test") as db, pytest.raises(Rejected) as refused:
        confirm_pairs(db, PROGRAMME, pairs)
    assert {problem.code for problem in refused.value.problems} == {"pairing.problem.mentee_paired"}


def test_two_proposals_for_one_place_are_refused(filled: Database) -> None:
    with filled.read() as db:
        first, second = solve(pairing_input(db, PROGRAMME)).pairs
    with filled.step("test") as db, pytest.raises(Rejected) as refused:
        confirm_pairs(db, PROGRAMME, [first, replace(second, mentor_id=first.mentor_id)])
    assert [problem.code for problem in refused.value.problems] == ["pairing.problem.mentor_full"]


def test_an_ended_pair_frees_both_and_is_not_proposed_again(filled: Database) -> None:
    confirm_all(filled)
    with filled.read() as db:
        first = pair_rows(db, PROGRAMME)[0]
    with filled.step("test") as db:
        end_pair(db, first.id, "Chuyển công tác")
    with filled.read() as db:
        row = pair_rows(db, PROGRAMME)[0]
        history = pair_history(db, first.id)
        people = pairing_input(db, PROGRAMME)
    assert (row.state, row.end_reason) == ("ended", "Chuyển công tác")
    assert [event.state for event in history] == ["confirmed", "ended"]
    plan = solve(people)
    assert [one.mentee_id for one in plan.unpaired] == [3]
    assert [count.rule for count in plan.unpaired[0].rules] == ["earlier_pair"]
    with filled.step("test") as db, pytest.raises(Rejected):
        end_pair(db, first.id, "lại")


def test_ending_a_pair_takes_its_lock_along_and_leaves_what_is_forbidden(filled: Database) -> None:
    confirm_all(filled)
    with filled.step("test") as db:
        lock_pair(db, PROGRAMME, 3, 1)
        forbid_pair(db, PROGRAMME, 4, 2)
        for row in pair_rows(db, PROGRAMME):
            end_pair(db, row.id, "Không hợp")
    with filled.read() as db:
        assert pairing_input(db, PROGRAMME).settings.constraints == (Constraint(2, 4, "forbidden"),)


def test_a_pair_of_another_season_is_remembered(filled: Database) -> None:
    confirm_all(filled)
    with filled.step("test") as db:
        db.add(Programme(id=2, name="Mùa 2"))
        db.flush()
        enrol(db, 1, is_mentor=True, programme=2)
        enrol(db, 3, is_mentor=False, programme=2)
    with filled.read() as db:
        people = pairing_input(db, 2)
    assert (1, 3) in people.earlier
    assert solve(people).pairs == ()


def test_confirming_and_ending_can_be_undone(filled: Database) -> None:
    assert_undoable(filled, confirm_all)

    def end(database: Database) -> None:
        with database.read() as db:
            first = pair_rows(db, PROGRAMME)[0]
        with database.step("test") as db:
            end_pair(db, first.id, "Thử")

    assert_undoable(filled, end)
