"""Criteria, quotas, locks and rules as they are replaced: in order, with their rows, in one programme only."""

from sqlmodel import Session, col, select
from tests.support.make import programme

from nhipcau.database import Database
from nhipcau.pairing.models import Criterion, PairConstraint, PairingRules, Quota
from nhipcau.pairing.settings.pairing_input import Constraint, CriterionSetting, QuotaSetting, Rules
from nhipcau.pairing.store.service import (
    set_constraints,
    set_criteria,
    set_quotas,
    set_rules,
    set_weight,
)
from nhipcau.participants.service import add_question, enrol_elsewhere

AN, BINH, MAI, SON = 1, 2, 3, 4


def constraints(db: Session) -> list[tuple[int, int, str, str]]:
    found = db.exec(select(PairConstraint).order_by(col(PairConstraint.id)))
    return [(one.mentee_id, one.mentor_id, one.kind, one.note) for one in found]


def test_all_constraints_are_replaced_and_those_that_stay_keep_their_row(
    database: Database, made: int
) -> None:
    with database.step("test") as db:
        set_constraints(db, made, [Constraint(AN, MAI, "locked", "a"), Constraint(BINH, SON, "forbidden")])
        before = {(one.mentee_id, one.mentor_id): one.id for one in db.exec(select(PairConstraint))}
        set_constraints(db, made, [Constraint(AN, MAI, "forbidden", "b"), Constraint(BINH, MAI, "locked")])
        assert constraints(db) == [(MAI, AN, "forbidden", "b"), (MAI, BINH, "locked", "")]
        after = {(one.mentee_id, one.mentor_id): one.id for one in db.exec(select(PairConstraint))}
        assert after[MAI, AN] == before[MAI, AN]


def test_the_settings_of_one_programme_leave_those_of_another_alone(database: Database, made: int) -> None:
    other = programme(database, "Cầu Nối Số")
    with database.step("test") as db:
        for programme_id, share in ((made, 20), (other, 80)):
            set_rules(db, programme_id, Rules(mentee_share=share))
            set_criteria(db, programme_id, [CriterionSetting("same_place", "low")])
            set_quotas(db, programme_id, [QuotaSetting("used", "department", percent=share)])
        mentor, mentee = (enrol_elsewhere(db, one, other) for one in (AN, MAI))
        set_constraints(db, other, [Constraint(mentor, mentee, "locked")])
        before = dump_of(db, other)
        assert [len(each) for each in before] == [1, 1, 1, 1]
        set_rules(db, made, Rules(mentee_share=30))
        set_criteria(db, made, [])
        set_quotas(db, made, [])
        set_constraints(db, made, [])
        assert dump_of(db, other) == before
        assert [len(each) for each in dump_of(db, made)] == [1, 0, 0, 0]


def dump_of(db: Session, programme_id: int) -> list[list[dict[str, object]]]:
    tables = (PairingRules, Criterion, Quota, PairConstraint)
    return [
        [row.model_dump() for row in db.exec(select(table).where(table.programme_id == programme_id))]
        for table in tables
    ]


def test_criteria_about_questions_are_told_apart_by_their_questions_and_how_they_compare(
    database: Database, made: int
) -> None:
    with database.step("test") as db:
        first, second = (add_question(db, made, wording, "one_choice", ["a", "b"]) for wording in "AB")
        wanted = [
            CriterionSetting("question", "low", "alike", first),
            CriterionSetting("question", "high", "different", first),
            CriterionSetting("question", "must", "overlap", first, second),
        ]
        set_criteria(db, made, wanted)
        ids = {row.comparison: row.id for row in db.exec(select(Criterion))}
        set_criteria(db, made, [*reversed(wanted)][:2])
        rows = list(db.exec(select(Criterion).order_by(col(Criterion.position))))
        assert [
            (row.id, row.code, row.mentee_question_id, row.mentor_question_id, row.weight, row.position)
            for row in rows
        ] == [
            (ids["overlap"], "question", first, second, "must", 0),
            (ids["different"], "question", first, None, "high", 1),
        ]
        kept = rows[0].id
        assert kept is not None
        set_weight(db, kept, "off")
        assert [row.weight for row in rows] == ["off", "high"]


def test_quotas_stand_in_the_order_they_are_given(database: Database, made: int) -> None:
    quotas = [QuotaSetting("used", "department"), QuotaSetting("different", "place", "", "", "most", 40)]
    with database.step("test") as db:
        set_quotas(db, made, quotas)
        rows = {row.attribute: row for row in db.exec(select(Quota))}
        assert [(name, row.kind, row.position) for name, row in rows.items()] == [
            ("department", "used", 0),
            ("place", "different", 1),
        ]
