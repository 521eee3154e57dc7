"""The same people are read from a sheet of any shape, and every row of it is accounted for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.support.sheet_shapes import SHAPES, Shaped, shaped

from nhipcau.exchange.formats.column_mapping import SheetReading, Understanding
from nhipcau.exchange.mapping.answer_rows import AnswerRow, answers
from nhipcau.exchange.mapping.file_proposal import understand, with_header_row
from nhipcau.exchange.preview.row_accounting import left_rows
from nhipcau.workbook import MergedRange, SheetData, Source

_SEEDS = range(5)
_PEOPLE = (
    ("Nguyễn Văn An", "an@example.org", "Kinh doanh"),
    ("Trần Thị Bình", "binh@example.org", "Kế toán"),
    ("Lê Quốc Cường", "cuong@example.org", "Kỹ thuật"),
    ("Phạm Thuỳ Dung", "dung@example.org", "Nhân sự"),
)
_HEAD = ("Họ và tên", "Email", "Phòng ban")
_NAMES = [person[0] for person in _PEOPLE]


def file_of(
    rows: Sequence[Sequence[Any]],
    merged: Sequence[MergedRange] = (),
    name: str = "danh sach.xlsx",
    **more: Sequence[Sequence[Any]],
) -> Source:
    first = SheetData("Sheet1", tuple(map(tuple, rows)), merged=tuple(merged))
    others = (SheetData(title, tuple(map(tuple, body))) for title, body in more.items())
    return Source(Path(name), "xlsx", (first, *others), digest="")


def read(source: Source) -> tuple[Understanding, tuple[AnswerRow, ...]]:
    understanding = understand([source])
    return understanding, answers(understanding, [source])


def names(source: Source) -> list[str | None]:
    return [row.person.get("full_name") for row in read(source)[1]]


def asked(rows: Sequence[AnswerRow]) -> list[str]:
    return [problem.code.rpartition(".")[2] for row in rows for problem in row.problems if problem.blocking]


def left_out(sheet: SheetReading) -> dict[int, str]:
    return {one.row: str(one.reason) for one in sheet.left_out}


def topics(profile: Mapping[str, Any]) -> tuple[str, ...]:
    said = [*(profile.get("goals") or ()), *(profile.get("strengths") or ())]
    return tuple(sorted(topic["topic"] for topic in said))


def told(shape: str, one: Shaped) -> tuple[Counter[Any], Counter[Any], list[str]]:
    """Return who is in a file and who is read, as far as its shape says it, and what is asked."""
    columns = SHAPES[shape][1]
    everything = bool({"goals", "strengths", "topics"} & set(columns))
    rows = read(one.source)[1]
    written = Counter(
        (
            person.name,
            person.email,
            person.role,
            person.department if "department" in columns else "",
            tuple(sorted(person.topics)) if everything else (),
        )
        for person in one.people
    )
    found = Counter(
        (
            row.person.get("full_name"),
            row.person.get("email"),
            row.role,
            row.person.get("department", "") if "department" in columns else "",
            topics(row.profile) if everything else (),
        )
        for row in rows
    )
    return written, found, asked(rows)


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_people_of_a_sheet_are_those_who_were_written_whatever_its_shape(
    shape: str, language: str, seed: int
) -> None:
    written, found, questions = told(shape, shaped(shape, language, seed))
    assert found == written
    assert questions == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_row_of_a_sheet_is_a_heading_a_title_a_person_or_left_out(shape: str, language: str) -> None:
    one = shaped(shape, language, 7)
    understanding, rows = read(one.source)
    for sheet in one.source.sheets:
        readings = [reading for reading in understanding.sheets if reading.sheet == sheet.name]
        if readings[0].turned:
            continue
        read_or_not = [
            [
                *reading.heading_rows,
                *left_out(reading),
                *(row.row_number for row in rows if (row.sheet, row.part) == (reading.sheet, reading.part)),
            ]
            for reading in readings
        ]
        assert all(len(set(numbers)) == len(numbers) for numbers in read_or_not)
        if not all(reading.used for reading in readings):
            continue
        accounted = {number for numbers in read_or_not for number in numbers}
        others = [
            [cell for cell in row if cell is not None]
            for number, row in enumerate(sheet.rows, 1)
            if number not in accounted
        ]
        # Titles above tables, of which two may stand beside each other, are all that is left.
        assert all(len(cells) <= 2 for cells in others)


def test_a_sheet_with_two_tables_is_read_as_two() -> None:
    rows = [["DANH SÁCH MENTOR"], _HEAD, *_PEOPLE[:2], [], ["DANH SÁCH MENTEE"], ["Email", "Họ và tên"]]
    understanding, found = read(file_of([*rows, ["c@example.org", "Lê Quốc Cường"]]))
    assert [(sheet.sheet, sheet.part, sheet.heading_rows) for sheet in understanding.sheets] == [
        ("Sheet1", 0, (2,)),
        ("Sheet1", 1, (7,)),
    ]
    assert [(row.row_number, row.part, row.role) for row in found] == [
        (3, 0, "mentor"),
        (4, 0, "mentor"),
        (8, 1, "mentee"),
    ]


def test_what_is_counted_beside_or_below_the_people_is_nobody() -> None:
    sums: list[list[Any]] = [["Phòng ban", "Số người"], ["Kinh doanh", 1], ["Kế toán", 1], ["Tổng", 2]]
    assert names(file_of([_HEAD, *_PEOPLE, [], *sums])) == _NAMES
    rows: list[Sequence[Any]] = [_HEAD, *_PEOPLE]
    beside = [[*row, None, *more] for row, more in zip(rows, [*sums, []], strict=True)]
    understanding, found = read(file_of(beside))
    assert [row.person["full_name"] for row in found] == _NAMES
    assert all("capacity" not in row.profile for row in found)
    assert [(sheet.used, sheet.why) for sheet in understanding.sheets] == [(True, ""), (False, "no_people")]


def test_a_list_of_pairs_below_the_people_is_left_alone() -> None:
    pairs = [["CÁC CẶP HIỆN CÓ"], ["Mentor", "Mentee"], ["Nguyễn Văn An", "Trần Thị Bình"]]
    understanding, found = read(file_of([_HEAD, *_PEOPLE, [], *pairs]))
    assert [row.person["full_name"] for row in found] == _NAMES
    assert [sheet.why for sheet in understanding.sheets] == ["", "pairs"]


def test_a_form_with_branches_is_one_table() -> None:
    rows: list[list[Any]] = [
        ["Bạn là", "Họ và tên", "Email", "Nhận tối đa", "Họ và tên", "Email", "Mục tiêu"],
        ["Mentor", "Nguyễn Văn An", "an@example.org", 2, None, None, None],
        ["Mentee", None, None, None, "Trần Thị Bình", "binh@example.org", "Excel"],
    ]
    understanding, found = read(file_of(rows))
    assert len(understanding.sheets) == 1
    assert [row.person["full_name"] for row in found] == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_free_time_asked_day_by_day_below_one_heading_is_free_time() -> None:
    rows: list[list[Any]] = [
        ["Họ và tên", "Email", "Thời gian rảnh", None],
        [None, None, "Thứ 2", "Thứ 3"],
        ["Nguyễn Văn An", "an@example.org", "18h-19h", None],
        ["Trần Thị Bình", "binh@example.org", None, "18h-19h"],
    ]
    understanding, found = read(file_of(rows, [MergedRange(1, 3, 1, 4)]))
    assert understanding.sheets[0].heading_rows == (1, 2)
    assert [row.profile["availability"] for row in found] == [["mon-18"], ["tue-18"]]


def test_a_survey_monkey_export_is_read_by_both_its_rows_of_headings() -> None:
    above = [
        "Respondent ID",
        "Email Address",
        "Who are you?",
        None,
        "What would you like to learn?",
        None,
        None,
    ]
    below = [None, None, "Name", "Email Address", "Excel", "SQL", "Other (please specify)"]
    rows: list[list[Any]] = [above, below, [1, None, "Efe Yildiz", "efe@example.org", "Excel", None, "Chess"]]
    understanding, found = read(file_of(rows, name="mentees.xlsx"))
    assert understanding.sheets[0].heading_rows == (1, 2)
    assert (found[0].person["full_name"], found[0].person["email"]) == ("Efe Yildiz", "efe@example.org")
    assert topics(found[0].profile) == ("Chess", "Excel")


def test_headings_in_two_languages_are_headings_both() -> None:
    understanding, _ = read(file_of([_HEAD, ["Full name", "Email", "Department"], *_PEOPLE]))
    assert [column.heading for column in understanding.sheets[0].columns] == list(_HEAD)
    assert understanding.sheets[0].row_count == 4


@pytest.mark.parametrize("second", [["(1)", "(2)", "(3)"], [1, 2, 3]])
def test_numbers_of_columns_below_the_headings_are_nobody(second: list[Any]) -> None:
    understanding, found = read(file_of([_HEAD, second, *_PEOPLE]))
    assert [row.person["full_name"] for row in found] == _NAMES
    assert left_out(understanding.sheets[0]) == {2: "note"}


@pytest.mark.parametrize(
    "heading",
    ["Student's Name", "Employee's Name", "Họ tên ứng viên", "Respondent name", "studentName", "fullName",
     "Tên nhân viên", "name_of_volunteer"],
)  # fmt: skip
def test_a_column_of_names_is_found_however_it_is_headed(heading: str) -> None:
    understanding, found = read(file_of([[heading, "Email", "Phòng ban"], *_PEOPLE]))
    assert [row.person["full_name"] for row in found] == _NAMES
    assert understanding.sheets[0].columns[0].confidence >= 0.7


def test_names_under_a_heading_nobody_knows_are_proposed_with_doubt() -> None:
    understanding, found = read(file_of([["Thành viên CLB", "Email", "Phòng ban"], *_PEOPLE]))
    assert [row.person["full_name"] for row in found] == _NAMES
    assert not understanding.sheets[0].columns[0].sure


@pytest.mark.parametrize("heading", ["Manager's name", "Tên công ty", "Project name", "Tên trường"])
def test_a_name_of_something_else_is_nobodys(heading: str) -> None:
    assert names(file_of([[heading, "Email", "Phòng ban"], *_PEOPLE])) == [None] * 4


def test_humps_in_headings_part_their_words() -> None:
    rows = [
        ["fullName", "emailAddress", "phoneNumber", "jobTitle"],
        ["An", "an@x.vn", "0912345678", "Kế toán"],
    ]
    assert dict(read(file_of(rows))[1][0].person) == {
        "full_name": "An",
        "email": "an@x.vn",
        "phone": "0912345678",
        "title": "Kế toán",
    }


def test_a_name_in_two_columns_below_one_heading_is_one_name() -> None:
    rows: list[list[Any]] = [["STT", "Họ và tên", None, "Email"], [1, "Nguyễn Văn", "An", "an@example.org"]]
    rows += [[2, "Trần Thị", "Bình", "binh@example.org"]]
    understanding, found = read(file_of(rows))
    assert [row.person["full_name"] for row in found] == _NAMES[:2]
    assert [column.heading for column in understanding.sheets[0].columns] == ["STT", "Họ và tên", "", "Email"]


def test_titles_within_the_list_are_left_out_and_told() -> None:
    source = file_of([_HEAD, ["Sales"], *_PEOPLE[:2], ["Marketing"], *_PEOPLE[2:]])
    understanding, found = read(source)
    assert [row.person["full_name"] for row in found] == _NAMES
    sheet = understanding.sheets[0]
    assert left_out(sheet) == {2: "section", 5: "section"}
    assert [row.row_numbers for row in left_rows(understanding, [source])] == [(2,), (5,)]


def test_one_word_alone_at_the_end_of_a_list_is_asked_about() -> None:
    _, found = read(file_of([_HEAD, *_PEOPLE, ["Đỗ Kim Loan"], ["Lan"]]))
    assert [row.person["full_name"] for row in found[4:]] == ["Đỗ Kim Loan", "Lan"]
    assert asked(found[:5]) == []
    assert asked(found[5:]) == ["row_alone"]


def test_who_signed_the_list_is_not_in_it() -> None:
    rows: list[list[Any]] = [[*_HEAD, "STT"], *([*person, n] for n, person in enumerate(_PEOPLE, 1))]
    rows += [[], [None, None, "Hà Nội, ngày 2 tháng 3 năm 2026"], [None, None, "Người lập bảng"], []]
    rows += [[None, None, "Hoàng Thị Yến"], ["Ghi chú: x = có"], ["* bắt buộc"]]
    assert names(file_of(rows)) == _NAMES


def test_a_family_name_that_sounds_like_a_sum_is_a_persons() -> None:
    rows: list[Sequence[Any]] = [_HEAD, *_PEOPLE, ["Tống Văn Cộng", "cong@example.org"], ["Tống Thị Cúc"]]
    assert names(file_of(rows)) == [*_NAMES, "Tống Văn Cộng", "Tống Thị Cúc"]


def test_sums_within_the_list_are_left_out() -> None:
    rows: list[list[Any]] = [
        [*_HEAD, "Nhận tối đa"],
        [*_PEOPLE[0], 2],
        ["Cộng", None, None, 2],
        [*_PEOPLE[1], 1],
    ]
    rows += [["Tổng cộng:", None, 2, 3]]
    understanding, found = read(file_of(rows))
    assert [row.person["full_name"] for row in found] == _NAMES[:2]
    assert left_out(understanding.sheets[0]) == {3: "total", 5: "total"}


def test_a_row_without_a_name_that_says_more_than_the_prepared_ones_stays() -> None:
    rows: list[list[Any]] = [["Họ và tên", "Email", "Vai trò", "Phòng ban"]]
    rows += [[*person[:2], "Mentee", person[2]] for person in _PEOPLE]
    rows += [[None, None, "Mentee", 0]] * 3 + [[None, None, "Mentee", "Kho"]]
    understanding, found = read(file_of(rows))
    assert left_out(understanding.sheets[0]) == dict.fromkeys((6, 7, 8), "prepared")
    assert [row.row_number for row in found] == [2, 3, 4, 5, 9]


def test_a_sheet_of_choices_is_no_list_of_people() -> None:
    lists = [
        ["Phòng ban", "Vai trò", "Họ và tên"],
        ["Kinh doanh", "Mentor", "Lê Thu Hà"],
        ["Kế toán", "Mentee"],
    ]
    understanding, found = read(file_of([_HEAD, *_PEOPLE], Lists=[*lists, ["Kỹ thuật"]]))
    assert [row.person["full_name"] for row in found] == _NAMES
    assert [sheet.why for sheet in understanding.sheets] == ["", "no_people"]


def test_a_form_of_one_person_is_read_by_turning_it_round() -> None:
    rows = [["PHIẾU ĐĂNG KÝ MENTOR"], ["Họ và tên:", *_NAMES[:2]], ["Email:", "an@example.org", "bình@"]]
    understanding, found = read(file_of(rows))
    assert understanding.sheets[0].turned
    assert [(row.row_number, row.role, row.person["full_name"]) for row in found] == [
        (2, "mentor", "Nguyễn Văn An"),
        (3, "mentor", "Trần Thị Bình"),
    ]
    assert found[1].problems[0].cell == "C3"


def test_a_sheet_of_forms_below_each_other_says_what_is_the_matter() -> None:
    one = [["Họ và tên", "Nguyễn Văn An"], ["Email", "an@example.org"], []]
    sheet = understand([file_of([*one, *one])]).sheets[0]
    assert (sheet.used, sheet.why) == (False, "sideways")


def test_a_list_without_headings_is_read_by_its_values_and_asked_about() -> None:
    understanding, found = read(file_of([["Danh sách mentor"], [], *_PEOPLE]))
    sheet = understanding.sheets[0]
    assert [row.person["full_name"] for row in found] == _NAMES
    assert (sheet.heading_rows, sheet.role.role) == ((), "mentor")
    assert all(column.confidence < 0.7 for column in sheet.columns[:2])


def test_headings_in_a_language_nobody_knows_are_not_somebody() -> None:
    rows = [["姓名", "邮箱"], ["Li Wei", "li@example.org"], ["Wang Fang", "wang@example.org"]]
    assert names(file_of(rows)) == ["Li Wei", "Wang Fang"]


def test_answers_of_no_are_no_headings() -> None:
    rows: list[list[Any]] = [
        ["Họ và tên", "Email", "Excel", "SQL", "Word"],
        [*_PEOPLE[0][:2], "No", "No", "No"],
    ]
    assert names(file_of([*rows, [*_PEOPLE[1][:2], "No", "Yes", "No"]])) == _NAMES[:2]


def test_ticks_for_what_was_done_are_no_skills() -> None:
    rows: list[list[Any]] = [
        ["Họ và tên", "Email", "Đã phỏng vấn", "Đã gửi mail", "Đã ký"],
        [*_PEOPLE[0][:2], "x", "x", None],
    ]
    sheet = understand([file_of(rows, name="mentors.xlsx")]).sheets[0]
    assert {column.meaning for column in sheet.columns[2:]} <= {"question", "ignore"}


@pytest.mark.parametrize("heading", ["", "Unnamed: 0", "#"])
def test_numbers_of_rows_are_not_asked(heading: str) -> None:
    rows: list[list[Any]] = [[heading, *_HEAD], *([n, *person] for n, person in enumerate(_PEOPLE))]
    shuffled = [rows[0], *reversed(rows[1:])]
    for each in (rows, shuffled):
        assert understand([file_of(each)]).sheets[0].columns[0].meaning == "ignore"


def test_other_headings_chosen_by_hand_keep_the_columns_of_their_table() -> None:
    left = [["DANH SÁCH MENTOR"], _HEAD, ["Tên gọi", "Mail", "Ban"], *_PEOPLE[:2]]
    right = [["DANH SÁCH MENTEE"], _HEAD, *_PEOPLE[2:], [None, None, None]]
    rows = [[*one, *[None] * (4 - len(one)), *other] for one, other in zip(left, right, strict=True)]
    source = file_of(rows)
    changed = with_header_row(understand([source]), [source], 0, 3)
    assert [column.heading for column in changed.sheets[0].columns] == ["Tên gọi", "Mail", "Ban"]


def test_a_row_of_nobody_with_a_role_alone_is_no_title() -> None:
    rows = [
        ["Full name", "Email", "Role"],
        ["Ann Lee", "ann@a.vn", "Mentor"],
        ["Bo Ray", "bo@a.vn", "Mentee"],
    ]
    understanding, found = read(file_of([*rows, [None, None, "Mentee"]]))
    assert [row.row_number for row in found] == [2, 3]
    assert left_out(understanding.sheets[0]) == {4: "prepared"}


def test_first_to_third_choice_head_their_columns_as_numbers() -> None:
    rows: list[list[Any]] = [
        ["Name", "Team", 1, 2, 3],
        ["Efe Yildiz", "MS", "Ama Boateng", "Bruno Costa", "Chen Liu"],
    ]
    assert names(file_of(rows)) == ["Efe Yildiz"]


@pytest.mark.parametrize("role", ["Mentor", "Cả hai"])
def test_somebody_below_a_blank_row_is_no_heading(role: str) -> None:
    rows: list[Sequence[Any]] = [["Họ và tên", "Email", "Vai trò"], [*_PEOPLE[0][:2], "Mentee"], []]
    assert names(file_of([*rows, ["Trần Thị Bình", None, role], ["Lê Quốc Cường", None, role]])) == _NAMES[:3]
