"""Who is hidden in the file, or said to be out, is not taken in without a word."""

from dataclasses import replace

import pytest
from tests.support import forms

from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import Existing, ImportPlan, RowDecision
from nhipcau.exchange.preview.import_plan_builder import make_plan
from nhipcau.exchange.preview.row_decisions import with_decision

HEAD = ("Họ và tên", "Email", "Vai trò")
LAN, HUNG = ("Trần Thị Lan", "lan@x.vn", "Mentor"), ("Lê Văn Hùng", "hung@x.vn", "Mentee")


def plan_of(heading: str, *said: str | None, hidden: frozenset[int] = frozenset()) -> ImportPlan:
    rows = [(*HEAD, heading), *((*person, one) for person, one in zip((LAN, HUNG), said, strict=True))]
    source = forms.source_of("a.xlsx", {"S": rows})
    source = replace(source, sheets=tuple(replace(sheet, hidden_rows=hidden) for sheet in source.sheets))
    understanding = understand([source])
    return make_plan(answers(understanding, [source]), Existing(), understanding)


@pytest.mark.parametrize(
    ("heading", "fine", "out"),
    [
        ("Trạng thái", "Đã duyệt", "Đã rút"),
        ("Status", "Accepted", "Withdrawn"),
        ("Status", "Accepted", "Rejected"),
        ("Tình trạng", "Tham gia", "Nghỉ thai sản"),
        ("Trạng thái", "Đã duyệt", "Bảo lưu"),
        ("Tình trạng", "Chờ duyệt", "Nghỉ không lương"),
        ("Phê duyệt", "Đã duyệt", "Không đủ điều kiện"),
        ("Status", "Pending", "No longer interested"),
        ("Enrolment", "Active", "Deferred to next year"),
        ("Status", "Active", "Parental leave"),
        ("Available this season", "Yes", "No - on leave"),
        ("Available this season", "Yes", "No"),
        ("Còn tham gia?", "Có", "Không"),
    ],
)
def test_somebody_said_to_be_out_is_asked_about(heading: str, fine: str, out: str) -> None:
    lan, hung = plan_of(heading, fine, out).rows
    assert (lan.state, hung.state) == ("new", "needs_you")
    (problem,) = hung.problems
    assert (problem.code, problem.cell, problem.values) == (
        "exchange.problem.not_taking_part",
        "D3",
        {"value": out},
    )


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Tình trạng hôn nhân", "Độc thân"),
        ("Status", "Full time"),
        ("Trạng thái", "Chờ duyệt"),
        ("Are you active in sports?", "No"),
        ("Bạn từng bị từ chối điều gì?", "Từ chối một dự án"),
        ("Trạng thái", "Tôi muốn học cách nói lời từ chối mà không làm mất lòng người khác trong nhóm"),
    ],
)
def test_other_states_and_stories_are_no_reason_to_ask(heading: str, said: str) -> None:
    assert [row.state for row in plan_of(heading, said, said).rows] == ["new", "new"]


def test_a_hidden_row_is_asked_about_and_taken_in_when_she_says_so() -> None:
    plan = plan_of("Trạng thái", "Đã duyệt", "Đã duyệt", hidden=frozenset({3}))
    lan, hung = plan.rows
    assert (lan.state, hung.state) == ("new", "needs_you")
    assert [problem.code for problem in hung.problems] == ["exchange.problem.row_hidden"]
    assert with_decision(plan, hung.id, RowDecision("new_person")).rows[1].state == "new"
    assert with_decision(plan, hung.id, RowDecision("leave_out")).rows[1].state == "left_out"


def _read_beside_lan(name: str, address: str) -> ImportPlan:
    source = forms.source_of("a.xlsx", {"S": [HEAD, LAN, (name, address, "Mentee")]})
    understanding = understand([source])
    return make_plan(answers(understanding, [source]), Existing(), understanding)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("test", "test@example.org"),
        ("Test Test", "lan2@x.vn"),
        ("Nguyễn Văn Test", "van@x.vn"),
        ("test 2", "t@x.vn"),
        ("abc", "abc@abc.com"),
        ("asdf", "asdf@x.vn"),
        ("aaaa", "a@x.vn"),
        ("thử nghiệm", "hr@x.vn"),
        ("Your name", "hr@x.vn"),
        ("Lê Thu Hà", "test1@x.vn"),
    ],
)
def test_a_trial_of_the_form_is_asked_about(name: str, address: str) -> None:
    lan, trial = _read_beside_lan(name, address).rows
    assert (lan.state, trial.state) == ("new", "needs_you")
    assert [problem.code for problem in trial.problems] == ["exchange.problem.trial_row"]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Nguyễn Văn Thử", "thu@x.vn"),
        ("Anh Bùi Chi", "abc@x.vn"),
        ("Tess Demott", "tess@x.vn"),
        ("Lê Thị Mẫu", "mau@x.vn"),
        ("Contest Winner", "contest@x.vn"),
    ],
)
def test_people_whose_names_are_like_trials_are_people(name: str, address: str) -> None:
    assert [row.state for row in _read_beside_lan(name, address).rows] == ["new", "new"]
