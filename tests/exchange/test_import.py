"""An import writes exactly what it showed, in one step that can be taken back."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select
from tests.support import forms
from tests.support.database import assert_undoable, dump

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.inbox import queries, service
from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.models import ImportBatch
from nhipcau.exchange.preview.import_plan import ImportPlan, RowDecision
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.row_decisions import with_decision
from nhipcau.participants.models import Answer, Consent, Level, Participant, Person, Question
from nhipcau.programmes.models import Programme
from nhipcau.workbook import Source


def programme(database: Database) -> int:
    with database.step("programmes.step.add", name="Ươm mầm") as db:
        row = Programme(name="Ươm mầm")
        db.add(row)
        db.flush()
        assert row.id is not None
        return row.id


def planned(database: Database, programme_id: int, *sources: Source) -> tuple[ImportPlan, Understanding]:
    with database.read() as db:
        existing = queries.existing(db, programme_id)
        understanding = understand(sources, queries.remembered_forms(db, programme_id))
    return make_plan(answers(understanding, sources), existing, understanding), understanding


def applied(database: Database, programme_id: int, plan: ImportPlan, understanding: Understanding) -> None:
    with database.step("exchange.step.import", file="a.xlsx", n=len(plan.rows)) as db:
        service.apply(db, programme_id, plan, understanding, files=[("a.xlsx", "digest")])


def taken_in(database: Database, programme_id: int, *sources: Source) -> ImportPlan:
    plan, understanding = planned(database, programme_id, *sources)
    applied(database, programme_id, plan, understanding)
    return plan


ALL_FORMS = {
    "google_vi": lambda: forms.source_of("g.xlsx", {"S": forms.google_forms_vi_rows()}),
    "google_en": lambda: forms.source_of("g.xlsx", {"S": forms.google_forms_en_rows()}),
    "microsoft_vi": lambda: forms.source_of("m.xlsx", {"S": forms.microsoft_forms_vi_rows()}),
    "microsoft_en": lambda: forms.source_of("m.xlsx", {"S": forms.microsoft_forms_en_rows()}),
    "one_list": lambda: forms.source_of("l.xlsx", {"S": forms.one_list_vi_rows()}),
    "two_sheets": lambda: forms.source_of("t.xlsx", forms.two_sheets_vi_sheets()),
}


@pytest.mark.parametrize("form", ALL_FORMS)
def test_the_same_file_again_brings_nothing_new(database: Database, form: str) -> None:
    programme_id = programme(database)
    source = ALL_FORMS[form]()
    first = taken_in(database, programme_id, source)
    assert first.count("new") == 10
    again, understanding = planned(database, programme_id, source)
    assert again.count("same") == 10
    assert not again.writes
    assert all(sheet.remembered for sheet in understanding.sheets if sheet.used)


def test_an_import_is_taken_back_and_done_again_whole(database: Database) -> None:
    programme_id = programme(database)
    plan, understanding = planned(database, programme_id, ALL_FORMS["google_vi"]())
    assert_undoable(database, lambda store: applied(store, programme_id, plan, understanding))


def test_a_second_import_over_the_first_is_taken_back_whole(database: Database) -> None:
    programme_id = programme(database)
    taken_in(database, programme_id, ALL_FORMS["google_vi"]())
    rows = forms.google_forms_vi_rows()
    changed = [rows[0], *((*row[:4], "Phòng mới", *row[5:15], "Tôi không đồng ý", "Nem") for row in rows[1:])]
    plan, understanding = planned(database, programme_id, forms.source_of("g2.xlsx", {"S": changed}))
    assert plan.count("changed") == 10
    assert_undoable(database, lambda store: applied(store, programme_id, plan, understanding))
    assert not planned(database, programme_id, forms.source_of("g2.xlsx", {"S": changed}))[0].writes


def test_what_was_shown_is_what_is_written(database: Database) -> None:
    programme_id = programme(database)
    taken_in(database, programme_id, ALL_FORMS["google_vi"]())
    with database.read() as db:
        lan = db.exec(select(Person).where(Person.email == "lananh@congty.vn")).one()
        assert (lan.full_name, lan.given_name, lan.folded[:18]) == (
            "Nguyễn Thị Lan Anh",
            "Anh",
            "nguyen thi lan anh",
        )
        assert (lan.phone, lan.level, lan.birth_year) == ("0912 345 000", "Trưởng phòng", 1980)
        place = db.exec(select(Participant).where(Participant.person_id == lan.id)).one()
        assert (place.is_mentor, place.is_mentee, place.capacity) == (True, False, 1)
        assert place.enrolled_on == dt.date(2026, 3, 14)
        assert [strength["topic"] for strength in place.strengths] == ["Giao tiếp", "Phân tích dữ liệu"]
        assert place.availability == ["mon-18", "mon-19", "mon-20"]
        question = db.exec(select(Question).where(Question.wording == "Món ăn bạn thích nhất?")).one()
        said = db.exec(
            select(Answer.value).where(Answer.question_id == question.id, Answer.participant_id == place.id)
        ).one()
        assert said == "Phở"
        assert len(db.exec(select(Consent)).all()) == 10
        assert {level.name for level in db.exec(select(Level)).all()} >= {"Giám đốc", "Nhân viên"}
        assert db.exec(select(ImportBatch)).one().counts["new"] == 10


def test_managers_become_the_reporting_line(database: Database) -> None:
    programme_id = programme(database)
    taken_in(database, programme_id, ALL_FORMS["microsoft_vi"]())
    with database.read() as db:
        minh = db.exec(select(Person).where(Person.email == "ducminh@congty.vn")).one()
        assert minh.manager_id is None
        assert {p.manager_id for p in db.exec(select(Person).where(Person.id != minh.id)).all()} == {minh.id}


def test_rows_left_out_or_undecided_are_not_written(database: Database) -> None:
    programme_id = programme(database)
    rows: forms.Rows = [("Họ tên", "Email", "Vai trò"), ("An", "an@x.vn", "Mentor"), ("Bo", "b", "Mentee")]
    rows += [("Chi", "chi@x.vn", "Mentee"), ("Em", "em@x.vn", "Mentor")]
    plan, understanding = planned(database, programme_id, forms.source_of("a.xlsx", {"S": rows}))
    assert plan.rows[1].state == "needs_you"
    applied(database, programme_id, with_decision(plan, 0, RowDecision("leave_out")), understanding)
    with database.read() as db:
        assert sorted(db.exec(select(Person.full_name)).all()) == ["Chi", "Em"]


def test_a_decision_is_remembered_for_the_same_file(database: Database) -> None:
    programme_id = programme(database)
    head = ("Họ tên", "Vai trò")
    source = forms.source_of(
        "a.xlsx", {"S": [head, ("Trần An", "Mentor"), ("Trần An", "Mentee"), ("Bo", "Mentee")]}
    )
    plan, understanding = planned(database, programme_id, source)
    assert [row.state for row in plan.rows] == ["new", "needs_you", "new"]
    applied(database, programme_id, with_decision(plan, 1, RowDecision("new_person")), understanding)
    again, _ = planned(database, programme_id, source)
    assert [row.state for row in again.rows] == ["same", "same", "same"]


def test_a_plan_that_others_have_overtaken_is_refused_and_changes_nothing(database: Database) -> None:
    programme_id = programme(database)
    plan, understanding = planned(database, programme_id, ALL_FORMS["two_sheets"]())
    taken_in(database, programme_id, ALL_FORMS["google_vi"]())
    before = dump(database)
    with pytest.raises(Rejected):
        applied(database, programme_id, plan, understanding)
    assert dump(database) == before


def test_whoever_withdrew_is_not_brought_back_by_an_old_file(database: Database) -> None:
    programme_id = programme(database)
    source = ALL_FORMS["two_sheets"]()
    taken_in(database, programme_id, source)
    with database.step("participants.step.withdraw", name="x") as db:
        place = db.exec(select(Participant)).first()
        assert place is not None
        place.status = "withdrawn"
        db.add(place)
    again, _ = planned(database, programme_id, source)
    assert not again.writes
    assert [note.code for row in again.rows for note in row.notes if "withdrawn" in note.code]


NAMES = st.sampled_from(["Nguyễn Văn An", "Nguyen Van An", "Trần Bình", "Lê Chi", "Lê Chi ", None, "Đỗ Dũng"])
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "Họ và tên": NAMES,
    "Email": st.sampled_from(["an@x.vn", "AN@x.vn", "binh@x.vn", "chi@x.vn", "bad", None, "dung@x.vn"]),
    "Điện thoại": st.sampled_from(["0912345678", 912345678, "+84912345678", "0987654321", None]),
    "Mã nhân viên": st.sampled_from(["NV1", "NV2", 3, None]),
    "Phòng ban": st.sampled_from(["Kinh doanh", "kinh doanh", "Nhân sự", None]),
    "Năm sinh": st.sampled_from([1990, "1985", None, "không nhớ"]),
    "Cấp bậc": st.sampled_from(["Nhân viên", "nhan vien", "Bậc 3", None]),
    "Vai trò": st.sampled_from(["Mentor", "Mentee", "Cả hai", None]),
    "Quản lý trực tiếp": st.sampled_from(["Trần Bình", "an@x.vn", None, "Ai đó"]),
    "Sở thích": st.sampled_from(["Đọc; Chạy", "Chạy", None]),
    "Thích mùa nào?": st.sampled_from(["Xuân", "xuân", "Hạ", None]),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*CELLS.values()), min_size=1, max_size=8))
def test_after_any_import_the_same_file_brings_nothing_new(
    database: Database, rows: list[tuple[Any, ...]]
) -> None:
    programme_id = programme(database)
    source = forms.source_of("any.xlsx", {"S": [tuple(CELLS), *rows]})
    before = dump(database)
    first = taken_in(database, programme_id, source)
    undecided = {number for row in first.rows if row.state == "needs_you" for number in row.row_numbers}
    try:
        again, _ = planned(database, programme_id, source)
        further = [row for row in again.rows if row.state in ("new", "changed")]
        if undecided:  # a row nobody has decided on may now be understood, or say who a manager is
            further = [
                row
                for row in further
                if undecided.isdisjoint(row.row_numbers)
                and not {change.field for change in row.changes} <= {"manager", ""}
            ]
        assert further == []
    finally:
        database.undo()
        assert dump(database) == before
        database.undo()


def test_the_assistant_of_a_leader_comes_with_the_answers(database: Database) -> None:
    programme_id = programme(database)
    rows = [
        ["Họ và tên", "Email", "Vai trò", "Trợ lý", "Email trợ lý"],
        ["Trần Văn Hùng", "hung@abc.vn", "Mentor", "Ngô Mai Lan", " LAN.NGO@ABC.VN "],
        ["Lê Thị Mai", "mai@abc.vn", "Mentee", "", ""],
    ]
    taken_in(database, programme_id, forms.source_of("a.xlsx", {"S": rows}))
    with database.read() as db:
        found = {p.full_name: (p.email, p.assistant_name, p.assistant_email) for p in db.exec(select(Person))}
    assert found == {
        "Trần Văn Hùng": ("hung@abc.vn", "Ngô Mai Lan", "lan.ngo@abc.vn"),
        "Lê Thị Mai": ("mai@abc.vn", "", ""),
    }
    plan, _ = planned(database, programme_id, forms.source_of("b.xlsx", {"S": rows}))
    assert {row.state for row in plan.rows} == {"same"}
