"""What an import will do, before it does it: who is recognised, what changes, what someone must decide."""

from typing import Any

import pytest
from tests.support import forms

from nhipcau.exchange.mapping.answer_rows import QuestionKey, answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import (
    Existing,
    ExistingPerson,
    ExistingQuestion,
    FieldChange,
    ImportPlan,
    PlanRow,
    RowDecision,
)
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.row_decisions import with_decision
from nhipcau.workbook import CellError

HEAD = ("Họ và tên", "Email", "Điện thoại", "Phòng ban", "Năm sinh", "Vai trò")


def plan_of(rows: forms.Rows, existing: Existing | None = None) -> ImportPlan:
    source = forms.source_of("a.xlsx", {"S": rows})
    understanding = understand([source])
    return make_plan(answers(understanding, [source]), existing or Existing(), understanding)


def people(*rows: tuple[Any, ...], existing: Existing | None = None) -> ImportPlan:
    return plan_of([HEAD, *rows], existing)


def lan(**more: Any) -> Existing:
    person = {"full_name": "Nguyễn Thị Lan", "email": "lan@x.vn", "department": "Kinh doanh"} | more
    return Existing((ExistingPerson(7, person, 70, "mentor"),))


def codes(row: PlanRow) -> list[str]:
    return [problem.code.rpartition(".")[2] for problem in row.problems]


def test_everyone_in_an_empty_programme_is_new() -> None:
    plan = plan_of(forms.google_forms_vi_rows())
    assert (plan.count("new"), len(plan.rows)) == (10, 10)
    assert [question.kind for question in plan.new_questions] == ["graded", "graded", "one_choice"]
    ranks = {level.name: level.rank for level in plan.new_levels}
    assert ranks["Thực tập sinh"] is not None
    assert ranks["Giám đốc"] is not None
    assert ranks["Thực tập sinh"] < ranks["Giám đốc"]


def test_an_address_recognises_a_person_and_shows_each_change() -> None:
    row = people(("Nguyễn Thị Lan", "LAN@x.vn", None, "Nhân sự", None, "Mentor"), existing=lan()).rows[0]
    assert (row.state, row.person_id) == ("changed", 7)
    assert row.changes == (FieldChange("department", "Kinh doanh", "Nhân sự"),)


def test_of_two_answers_on_consent_the_last_counts_and_silence_changes_nothing() -> None:
    head = ("Dấu thời gian", "Họ và tên", "Email", "Vai trò", "Tôi đồng ý")
    said = {"Đồng ý": True, "Không đồng ý": False}
    for first, last in (("Đồng ý", "Không đồng ý"), ("Không đồng ý", "Đồng ý")):
        rows = [
            ("01/03/2026 08:00:00", "Nguyễn Thị Lan", "lan@x.vn", "Mentor", first),
            ("02/03/2026 08:00:00", "Nguyễn Thị Lan", "lan@x.vn", "Mentor", last),
            ("03/03/2026 08:00:00", "Nguyễn Thị Lan", "lan@x.vn", "Mentor", None),
        ]
        known = Existing((lan().people[0]._replace(consent=not said[last]),))
        (row,) = plan_of([head, *rows], known).rows
        assert row.changes == (FieldChange("consent", not said[last], said[last]),)


def test_a_blank_never_erases() -> None:
    row = people(("Nguyễn Thị Lan", "lan@x.vn", None, None, None, "Mentor"), existing=lan()).rows[0]
    assert (row.state, row.changes) == ("same", ())


def test_a_name_without_its_accents_changes_nothing() -> None:
    row = people(("NGUYEN THI LAN", "lan@x.vn", None, None, None, "Mentor"), existing=lan()).rows[0]
    assert row.state == "same"


def test_accents_that_were_missing_are_taken_over() -> None:
    row = people(
        ("Nguyễn Thị Lan", "lan@x.vn", None, None, None, "Mentor"), existing=lan(full_name="Nguyen Thi Lan")
    ).rows[0]
    assert row.changes == (FieldChange("full_name", "Nguyen Thi Lan", "Nguyễn Thị Lan"),)


def test_a_telephone_with_the_name_recognises_a_person_whatever_way_it_is_written() -> None:
    known = lan(email="", phone="+84 912 345 678")
    row = people(("Nguyễn Thị Lan", None, "0912345678", None, None, "Mentor"), existing=known).rows[0]
    assert (row.state, row.person_id) == ("same", 7)


def test_a_telephone_shared_by_another_name_recognises_nobody() -> None:
    known = lan(email="", phone="0281234567")
    assert (
        people(("Trần Văn Hùng", None, "0281234567", None, None, "Mentee"), existing=known).rows[0].state
        == "new"
    )


def test_a_name_with_the_same_department_recognises_a_person() -> None:
    row = people(("Nguyễn Thị Lan", None, None, "KINH DOANH", None, "Mentee"), existing=lan()).rows[0]
    assert row.person_id == 7
    assert FieldChange("role", "mentor", "both") in row.changes


def test_a_name_alone_needs_a_decision() -> None:
    plan = people(("Nguyễn Thị Lan", None, None, None, None, "Mentee"), existing=lan())
    row = plan.rows[0]
    assert (row.state, codes(row)) == ("needs_you", ["maybe_same"])
    assert row.candidates[0].person_id == 7
    assert with_decision(plan, 0, RowDecision("same_as", person_id=7)).rows[0].person_id == 7
    assert with_decision(plan, 0, RowDecision("new_person")).rows[0].state == "new"
    assert with_decision(plan, 0, RowDecision("leave_out")).rows[0].state == "left_out"
    back = with_decision(with_decision(plan, 0, RowDecision("leave_out")), 0, None)
    assert back.rows == plan.rows


def test_two_people_of_one_name_stay_two() -> None:
    plan = people(
        ("Nguyễn Thị Lan", "lan1@x.vn", None, "Kinh doanh", 1990, "Mentor"),
        ("Nguyễn Thị Lan", "lan2@x.vn", None, "Kinh doanh", 1985, "Mentee"),
    )
    assert [row.state for row in plan.rows] == ["new", "new"]
    assert [note.code for note in plan.rows[1].notes] == ["exchange.note.namesake"]


def test_an_address_of_someone_with_quite_another_name_needs_a_decision() -> None:
    row = people(("Trần Văn Hùng", "lan@x.vn", None, None, None, "Mentee"), existing=lan()).rows[0]
    assert (row.state, codes(row)) == ("needs_you", ["email_shared"])


def test_the_latest_of_several_answers_counts_and_says_so() -> None:
    rows: forms.Rows = [("Dấu thời gian", "Họ tên", "Email", "Vai trò", "Kỳ vọng")]
    rows += [
        ("03/03/2026 09:00:00", "An", "an@x.vn", "Mentee", "mới"),
        ("28/02/2026 09:00:00", "An", "an@x.vn", "Mentee", "cũ"),
    ]
    row = plan_of(rows).rows[0]
    assert FieldChange("expectations", None, "mới") in row.changes
    assert [note.code for note in row.notes] == ["exchange.note.repeated"]
    assert row.row_numbers == (3, 2)


def test_someone_in_both_sheets_has_both_roles() -> None:
    source = forms.source_of("two.xlsx", forms.two_sheets_vi_sheets())
    understanding = understand([source])
    plan = make_plan(answers(understanding, [source]), Existing(), understanding)
    assert (plan.count("new"), [row.name for row in plan.rows if row.role == "both"]) == (
        10,
        ["Hồ Thanh Trúc"],
    )


def test_a_row_that_cannot_be_read_does_not_stop_the_rest() -> None:
    plan = people(
        (None, None, "0912345678", None, None, "Mentor"),
        ("An", "not an address", None, None, None, "Mentor"),
        ("Bình", "binh@x.vn", None, None, None, "Visitor"),
        ("Chi", "chi@x.vn", "nope", None, CellError("#N/A"), "Mentor"),
        ("Dũng", "dung@x.vn", None, None, None, "Mentee"),
        ("Em", "em@x.vn", "0912345679", None, 1990, "Mentee"),
        ("Giang", "giang@x.vn", None, None, 1991, "Mentee"),
    )
    assert [row.state for row in plan.rows] == ["needs_you"] * 3 + ["new"] * 4
    assert [sorted(codes(row)) for row in plan.rows[:4]] == [
        ["name_missing"],
        ["email_wrong"],
        ["role_unknown"],
        ["cell_error", "phone_wrong"],
    ]
    assert plan.rows[1].problems[0].cell == "B3"


DOUBTFUL = (
    ("pham gia bao@x.vn", "email_doubtful"), ("bao@x,vn", "email_doubtful"), ("bao@x.vn; mai@x.vn", "email_several"),
    ("bao@x", "email_doubtful"), ("bảo@x.vn", "email_doubtful"), ("bao@@x.vn", "email_doubtful"),
    ("không rõ", "email_wrong"),
)  # fmt: skip


@pytest.mark.parametrize(("cell", "code"), DOUBTFUL)
def test_an_address_in_doubt_is_asked_about_and_nothing_of_it_is_kept(cell: str, code: str) -> None:
    plan = people(("An", cell, None, None, None, "Mentor"), ("Mai", "mai@x.vn", None, None, None, "Mentee"))
    row = plan.rows[0]
    assert (row.state, codes(row), row.email) == ("needs_you", [code], "")
    assert row.problems[0].values["value"] == cell
    assert (row.problems[0].cell, row.choices) == ("B2", ("new_person", "leave_out"))
    settled = with_decision(plan, 0, RowDecision("new_person")).rows[0]
    assert (settled.state, settled.email) == ("new", "")
    assert "email" not in {change.field for change in settled.changes}


def test_the_address_of_an_assistant_is_read_as_carefully_and_may_be_said_to_be_none() -> None:
    rows: forms.Rows = [("Họ tên", "Email", "Vai trò", "Email trợ lý")]
    for number, said in enumerate(("mai lan@x.vn", "không có", "Lan <lan@x.vn>")):
        rows.append((f"Người {number}", f"n{number}@x.vn", "Mentor", said))
    plan = plan_of(rows)
    assert [row.state for row in plan.rows] == ["needs_you", "new", "new"]
    kept = [[c.new for c in row.changes if c.field == "assistant_email"] for row in plan.rows]
    assert kept == [[], [], ["lan@x.vn"]]


def test_a_role_that_is_not_known_is_given_by_the_coordinator() -> None:
    plan = people(
        ("Bình", "binh@x.vn", None, None, None, "Visitor"), ("An", "an@x.vn", None, None, None, "Mentor")
    )
    assert plan.rows[0].choices == ("mentor", "mentee", "both", "leave_out")
    settled = with_decision(plan, 0, RowDecision("mentee")).rows[0]
    assert (settled.state, settled.role) == ("new", "mentee")


def test_managers_are_found_among_people_and_rows() -> None:
    rows: forms.Rows = [("Họ tên", "Email", "Vai trò", "Quản lý trực tiếp")]
    rows += [
        ("An", "an@x.vn", "Mentee", "Chị Nguyễn Thị Lan (TP)"),
        ("Bình", "binh@x.vn", "Mentee", "an@x.vn"),
        ("Chi", "chi@x.vn", "Mentee", "Người Lạ"),
        ("Nguyễn Thị Lan", "lan@x.vn", "Mentor", "Bình"),
    ]
    plan = plan_of(rows, lan())
    assert [(row.manager_person, row.manager_row) for row in plan.rows] == [
        (7, None),
        (None, 0),
        (None, None),
        (None, None),
    ]
    assert codes(plan.rows[2]) == ["manager_unknown"]
    assert codes(plan.rows[3]) == ["manager_circle"]


def test_a_manager_is_found_by_code() -> None:
    rows: forms.Rows = [
        ("Mã nhân viên", "Họ tên", "Email", "Vai trò", "Quản lý trực tiếp"),
        ("SX002", "Bình", "binh@x.vn", "Mentee", "SX 001"),
        ("SX003", "Chi", "chi@x.vn", "Mentee", "sx001"),
        ("SX004", "Dung", "dung@x.vn", "Mentee", "NV7"),
        ("SX001", "An", "an@x.vn", "Mentor", ""),
    ]
    plan = plan_of(rows, lan(employee_code="NV7"))
    assert [(row.manager_person, row.manager_row) for row in plan.rows[1:3]] == [(None, 3), (7, None)]


def test_a_manager_nobody_knows_is_kept_as_an_answer() -> None:
    rows: forms.Rows = [
        ("Họ tên", "Email", "Vai trò", "Quản lý trực tiếp"),
        ("An", "an@x.vn", "Mentee", "Người Lạ"),
    ]
    plan = plan_of(rows)
    assert plan.rows[0].changes[-1] == FieldChange("", None, "Người Lạ", QuestionKey("Quản lý trực tiếp"))
    assert [question.kind for question in plan.new_questions] == ["text"]


def test_a_question_asked_before_keeps_its_kind_and_gets_further_options() -> None:
    question = ExistingQuestion(3, QuestionKey("Món ăn bạn thích?"), "several", ("Phở",))
    rows: forms.Rows = [
        ("Họ tên", "Vai trò", "mon an ban thich"),
        ("An", "Mentor", "PHO"),
        ("Bình", "Mentee", "Nem"),
    ]
    plan = plan_of(rows, Existing(questions=(question,)))
    assert plan.new_questions == ()
    assert plan.rows[0].changes[-1] == FieldChange("", None, ["Phở"], question.key)
    assert plan.more_options == ((3, ("Phở", "Nem")),)


def test_a_level_is_spelled_as_the_organisation_spells_it() -> None:
    rows: forms.Rows = [
        ("Họ tên", "Vai trò", "Cấp bậc"),
        ("An", "Mentor", "TRUONG PHONG"),
        ("Bình", "Mentee", "Bậc lạ"),
    ]
    plan = plan_of(rows, Existing(levels={"Trưởng phòng": 5}))
    assert FieldChange("level", None, "Trưởng phòng") in plan.rows[0].changes
    assert [(level.name, level.rank) for level in plan.new_levels] == [("Bậc lạ", None)]
