"""What answers come to when a file is read: values, what is said of them, roles, ranks and wishes."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.support import forms
from tests.support.make import participant, programme

from nhipcau.database import Database
from nhipcau.exchange.answers.agreed_spellings import with_spellings
from nhipcau.exchange.formats.column_mapping import RoleRule, Understanding
from nhipcau.exchange.inbox import queries
from nhipcau.exchange.inbox.service import remember_spellings
from nhipcau.exchange.mapping.answer_rows import AnswerRow, answers
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.preview.import_plan import Existing, ImportPlan, PlanRow
from nhipcau.exchange.preview.import_plan_builder import make_plan

Rows = Sequence[Sequence[object]]


def _understood(
    sheets: dict[str, Rows], name: str = "answers.xlsx", kind: str = ""
) -> tuple[Understanding, list[Any]]:
    made = {sheet: [tuple(row) for row in rows] for sheet, rows in sheets.items()}
    sources = [forms.source_of(name, made)]
    return understand(sources, kind=kind), sources


def read(rows: Rows, name: str = "answers.xlsx") -> tuple[AnswerRow, ...]:
    understanding, sources = _understood({"Sheet1": rows}, name)
    return answers(understanding, sources)


def planned(rows: Rows, existing: Existing | None = None, **more: Rows) -> ImportPlan:
    understanding, sources = _understood({"Sheet1": rows, **more})
    return make_plan(answers(understanding, sources), existing or Existing(), understanding)


def codes(row: AnswerRow | PlanRow) -> list[str]:
    told = [*row.problems, *(row.notes if isinstance(row, PlanRow) else ())]
    return [problem.code.rpartition(".")[2] for problem in told]


def of_mentors(heading: str, *said: object) -> tuple[AnswerRow, ...]:
    rows: Rows = [[f"Người {place}", "Mentor", text] for place, text in enumerate(said)]
    return read([["Họ và tên", "Vai trò", heading], *rows])


def test_places_in_sentences_are_kept_as_said_or_left_open_with_a_word() -> None:
    heading = "Bạn có thể nhận tối đa bao nhiêu mentee?"
    found = of_mentors(heading, "2 người, mỗi tháng 3 giờ", 0, "Không giới hạn", "ít nhất 2", 300, "chưa rõ")
    assert [row.profile.get("capacity") for row in found] == [2, 0, None, 2, None, None]
    assert [codes(row) for row in found] == [
        [], [], ["places_no_limit"], ["places_at_least"], ["number_too_large"], ["number_unread"],
    ]  # fmt: skip


def test_more_mentors_than_can_be_paired_are_said_to_be_cut_down() -> None:
    rows: Rows = [["Name", "How many mentors would you like?"], ["Mai Le", 5], ["Son Ngo", 2]]
    found = read(rows, "mentees.xlsx")
    assert [row.profile["mentors_wanted"] for row in found] == [3, 2]
    assert [codes(row) for row in found] == [["mentors_at_most"], []]


def test_a_new_mentor_who_leaves_the_places_blank_has_one_and_it_is_said() -> None:
    rows: Rows = [
        ["Name", "Email", "Role", "Max mentees"],
        ["Mai Le", "mai@x.vn", "Mentor", 2], ["Son Ngo", "son@x.vn", "Mentor", None],
        ["An Vu", "an@x.vn", "Mentee", None],
    ]  # fmt: skip
    assert [codes(row) for row in planned(rows).rows] == [[], ["places_not_said"], []]


def test_a_sheet_that_does_not_ask_for_places_says_that_each_mentor_has_one() -> None:
    understanding, _ = _understood({"S": [["Name", "Email"], ["Mai Le", "mai@x.vn"]]}, "mentors.xlsx")
    assert understanding.sheets[0].notes == ("role_from_file", "places_one_each")
    decided = understanding.with_role(0, RoleRule("fixed", "both"))
    assert decided.sheets[0].notes == ("places_one_each",)


@pytest.mark.parametrize(
    ("said", "slots", "told"),
    [
        ("Tối T2", ["mon-18", "mon-19", "mon-20"], []),
        ("T7 9h-11h; CN 9h-10h", ["sat-9", "sat-10", "sun-9"], []),
        ("Thứ 2 18h-19h nếu không họp", ["mon-18"], ["time_partly"]),
        ("Báo sau", ["Báo sau"], ["time_unread"]),
    ],
)
def test_free_time_is_slots_or_its_own_words_with_a_word(
    said: str, slots: list[str], told: list[str]
) -> None:
    found = of_mentors("Thời gian rảnh", said, "Tối T3")[0]
    assert found.profile["availability"] == slots
    assert codes(found) == told


def test_words_that_several_people_choose_can_be_matched_and_are_not_said() -> None:
    found = of_mentors("Thời gian rảnh", "Ca A", "Ca A", "Ca B")
    assert [codes(row) for row in found] == [[], [], ["time_unread"]]


def test_a_grid_of_days_takes_the_day_from_its_line_and_the_hours_from_the_answer() -> None:
    rows: Rows = [
        ["Name", "Role", "Availability [Monday]", "Availability [Saturday]"],
        ["Ama", "Mentor", "Morning", "Any time"],
        ["Efe", "Mentee", "18:00-20:00", None],
    ]
    ama, efe = (row.profile["availability"] for row in read(rows))
    assert [slot for slot in ama if slot.startswith("mon")] == ["mon-8", "mon-9", "mon-10", "mon-11"]
    assert {"sat-8", "sat-20"} <= set(ama)
    assert efe == ["mon-18", "mon-19"]


def test_a_ticked_line_of_a_grid_is_the_time_of_that_line() -> None:
    rows: Rows = [
        ["Name", "Role", "Availability [Mon 18:00-19:00]", "Availability [Slot 7]"],
        ["Ama", "Mentor", 1, 0], ["Efe", "Mentee", 1, 1], ["Gus", "Mentee", 0, 1],
    ]  # fmt: skip
    found = [row.profile.get("availability") for row in read(rows)]
    assert found == [["mon-18"], ["mon-18", "Slot 7"], ["Slot 7"]]


def test_consent_is_kept_only_where_it_is_plain() -> None:
    heading = "Bạn có đồng ý cho chương trình sử dụng thông tin cá nhân không?"
    found = of_mentors(
        heading, "Không vấn đề gì, tôi đồng ý", "Không", "Đồng ý, trừ hình ảnh", "Có", "Có", "Có"
    )
    assert [row.consent for row in found] == [True, False, None, True, True, True]
    assert codes(found[2]) == ["consent_unclear"]


def test_lines_of_a_grid_that_are_ranks_hold_topics_the_first_the_most_important() -> None:
    rows: Rows = [
        ["Họ và tên", "Vai trò", "Bạn muốn học kỹ năng nào? [Ưu tiên 1]", "Bạn muốn học kỹ năng nào? [Ưu tiên 2]"],
        ["Mai", "Mentee", "Excel", "SQL"], ["Nam", "Mentee", "SQL", None],
    ]  # fmt: skip
    found = [row.profile["goals"] for row in read(rows)]
    assert found == [
        [{"topic": "Excel", "importance": 5}, {"topic": "SQL", "importance": 4}],
        [{"topic": "SQL", "importance": 5}],
    ]


def test_topics_that_were_put_in_order_by_number_are_wanted_in_that_order() -> None:
    question = "Xếp hạng các kỹ năng bạn muốn học (1 là quan trọng nhất)"
    rows: Rows = [
        ["Họ và tên", "Vai trò", f"{question} [Excel]", f"{question} [SQL]"],
        ["Mai", "Mentee", 2, 1], ["Nam", "Mentee", 1, 2],
    ]  # fmt: skip
    found = [{goal["topic"]: goal["importance"] for goal in row.profile["goals"]} for row in read(rows)]
    assert found == [{"Excel": 4, "SQL": 5}, {"Excel": 5, "SQL": 4}]


def test_lines_that_are_ranks_hold_the_people_wished_for() -> None:
    rows: Rows = [
        ["Name", "Role", "Preferred mentor [Second choice]", "Preferred mentor [First choice]"],
        ["Efe", "Mentee", "Ama Boateng", "Chen Liu"], ["Fay", "Mentee", None, "Ama Boateng"],
    ]  # fmt: skip
    assert [row.profile["wishes"] for row in read(rows)] == [["Chen Liu", "Ama Boateng"], ["Ama Boateng"]]


def test_columns_headed_by_ranks_alone_are_wishes_where_people_stand_in_them_and_topics_where_topics_do() -> (
    None
):
    mentors: Rows = [["Name", "Strengths"], ["Ama Boateng", "Excel; SQL"], ["Chen Liu", "Law; SQL"]]
    people: Rows = [["Name", "Email", "Second", "First"], ["Efe", "e@x.org", "Chen Liu", "Ama Boateng"]]
    topics: Rows = [["Name", "Email", "First", "Second"], ["Fay", "f@x.org", "Excel", "Law"]]
    understanding, sources = _understood({"Mentors": mentors, "Mentees": people, "Mentee list": topics})
    found = {row.person["full_name"]: row.profile for row in answers(understanding, sources)}
    assert found["Efe"]["wishes"] == ["Ama Boateng", "Chen Liu"]
    assert [(goal["topic"], goal["importance"]) for goal in found["Fay"]["goals"]] == [
        ("Excel", 5),
        ("Law", 4),
    ]


def test_a_column_that_says_the_role_counts_for_more_than_one_that_sounds_like_it() -> None:
    rows: Rows = [
        ["Name", "Email", "Role", "Would you like to be a mentor some day?"],
        ["Mai", "m@x.org", "Mentee", "Yes"], ["Nam", "n@x.org", "Mentor", "Yes"],
    ]  # fmt: skip
    assert [row.role for row in read(rows)] == ["mentee", "mentor"]


def test_two_columns_that_are_headed_by_the_roles_give_both() -> None:
    rows: Rows = [
        ["Name", "Email", "Mentor", "Mentee"],
        ["Mai", "m@x.org", "x", None], ["Nam", "n@x.org", "x", "x"], ["An", "a@x.org", None, None],
    ]  # fmt: skip
    assert [row.role for row in read(rows, "mentors.xlsx")] == ["mentor", "both", ""]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("mentors3.xlsx", "mentor"), ("Cố vấn viên.xlsx", "mentor"), ("Mentor Mentee form.xlsx", ""),
        ("Người được cố vấn mùa 3.xlsx", "mentee"), ("Đăng ký chương trình cố vấn.xlsx", ""), ("responses.xlsx", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_file_gives_the_role_only_where_it_says_one(name: str, role: str) -> None:
    understanding, _ = _understood({"S": [["Name", "Email"], ["Mai Le", "mai@x.vn"]]}, name)
    sheet = understanding.sheets[0]
    assert sheet.role.role == role
    assert ("role_from_file" in sheet.notes) == bool(role)


def test_where_nothing_says_the_role_people_are_asked_about_but_in_a_programme_of_peers() -> None:
    rows: Rows = [["Name", "Email"], ["Mai Le", "mai@x.vn"]]
    for kind in ("traditional", "reverse", "group"):
        assert _understood({"S": rows}, kind=kind)[0].sheets[0].role == RoleRule("fixed", "")
    assert _understood({"S": rows}, kind="peer")[0].sheets[0].role == RoleRule("fixed", "both")
    (row,) = planned(rows).rows
    assert row.state == "needs_you"


_MENTORS: Rows = [["Name", "Email", "Code"], ["Ama Boateng", "ama@x.org", "E1"], ["Bruno Costa", "b@x.org", "E2"],
                  ["Chen Liu", "chen@x.org", "E3"], ["Bruno Reyes", "reyes@x.org", "E4"]]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "kept", "told"),
    [
        ("Chen L.", ["Chen Liu"], ["wish_understood"]),
        ("Ms. Boateng", ["Ama Boateng"], ["wish_understood"]),
        ("ama", ["Ama Boateng"], ["wish_understood"]),
        ("E3", ["Chen Liu"], []),
        ("chen@x.org", ["Chen Liu"], []),
        ("Chen Liu (Finance)", ["Chen Liu"], []),
        ("Ama Boateng; Chen Liu", ["Ama Boateng", "Chen Liu"], []),
        ("Ama and Chen", ["Ama Boateng", "Chen Liu"], ["wish_understood"]),
        ("Bruno", ["Bruno"], ["wish_several"]),
        ("Dora Novak", ["Dora Novak"], ["wish_unknown"]),
        ("anyone", [], []),
    ],
)
def test_a_wish_is_whom_it_can_only_mean_or_something_is_said(
    said: str, kept: list[str], told: list[str]
) -> None:
    wishes: Rows = [
        ["Name", "Email", "Wishes"],
        ["Efe", "e@x.org", said],
        ["Fay", "f@x.org", "Chen Liu; Ama Boateng"],
    ]
    understanding, sources = _understood({"Mentors": _MENTORS, "Mentees": wishes})
    plan = make_plan(answers(understanding, sources), Existing(), understanding)
    efe = next(row for row in plan.rows if row.name == "Efe")
    assert next((list(one.new) for one in efe.changes if one.field == "wishes"), []) == kept
    assert codes(efe) == told


def test_wishes_name_people_who_take_part_already_whatever_comes_first(database: Database) -> None:
    made = programme(database)
    participant(database, made, "Trần Bảo Ngọc", mentor=True, email="ngoc@x.vn")
    with database.read() as db:
        existing = queries.existing(db, made)
    rows: Rows = [["Họ và tên", "Email", "Vai trò", "Nguyện vọng"], ["Mai", "mai@x.vn", "Mentee", "chị Ngọc"]]
    (row,) = planned(rows, existing).rows
    assert next(one.new for one in row.changes if one.field == "wishes") == ["Trần Bảo Ngọc"]


def test_spellings_merged_before_are_read_as_the_one_kept(database: Database) -> None:
    programme(database)
    with database.step("participants.step.merge", into="Công nghệ thông tin") as db:
        remember_spellings(db, "department", ("CNTT", "Công nghệ thông tin"), "Công nghệ thông tin")
    with database.step("participants.step.merge", into="IT") as db:
        remember_spellings(db, "department", ("Công nghệ thông tin", "IT"), "IT")
    with database.read() as db:
        kept = queries.spellings(db)
    assert kept == {"department": {"CNTT": "IT", "Công nghệ thông tin": "IT"}}
    rows: Rows = [
        ["Họ và tên", "Vai trò", "Phòng ban"],
        ["Mai", "Mentee", "cntt"],
        ["Nam", "Mentee", "Kế toán"],
    ]
    understanding, sources = _understood({"S": rows})
    found = answers(with_spellings(understanding, kept), sources)
    assert [row.person["department"] for row in found] == ["IT", "Kế toán"]
