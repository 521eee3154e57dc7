"""Rows of a list in which nobody stands: signatures below it, sums, titles within, a second line of headings."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.exchange.test_sheet_shapes import file_of, left_out, names, read

_VI: list[Sequence[Any]] = [
    ("STT", "Họ và tên", "Email", "Phòng ban"),
    (1, "Nguyễn Văn An", "an@example.org", "Kinh doanh"),
    (2, "Trần Thị Bình", "binh@example.org", "Kế toán"),
    (3, "Lê Quốc Cường", "cuong@example.org", "Kỹ thuật"),
    (4, "Phạm Thuỳ Dung", "dung@example.org", "Nhân sự"),
]
_EN: list[Sequence[Any]] = [
    ("Name", "Email", "Department"),
    ("Jane Miller", "jane@example.org", "Sales"),
    ("Bob Stone", "bob@example.org", "Finance"),
    ("Amy Wood", "amy@example.org", "Legal"),
]
_NONE: Any = None


@pytest.mark.parametrize(
    ("listed", "below"),
    [
        (
            _VI,
            [
                (),
                (_NONE, _NONE, "Hà Nội, ngày 12 tháng 3 năm 2026"),
                (_NONE, "NGƯỜI LẬP BIỂU", _NONE, "TRƯỞNG PHÒNG NHÂN SỰ"),
                (_NONE, "(Ký, ghi rõ họ tên)", _NONE, "(Ký, đóng dấu)"),
                (),
                (_NONE, "Trần Thu Hằng", _NONE, "Đỗ Minh Quân"),
            ],
        ),
        (_VI, [(_NONE, "Người lập danh sách"), (_NONE, "Võ Thị Lan")]),
        (_VI, [(), (_NONE, "Kế toán trưởng", _NONE, "Giám đốc"), (_NONE, "Võ Thị Lan", _NONE, "Đỗ Quân")]),
        (_VI, [(_NONE, _NONE, "TP. Huế, 05/09/2026"), (_NONE, _NONE, "Giám đốc"), (_NONE, _NONE, "Đỗ Quân")]),
        (_EN, [("Prepared by", _NONE, "Approved by"), ("Tom Fox", _NONE, "Sam Hill"), ("HR Officer",)]),
        (_EN, [(), ("Prepared by", "Checked by", "Approved by"), (), ("Tom Fox", "Ann Ray", "Sam Hill")]),
        (_EN, [("Hue, 5th September 2026",), ("Head of HR",), ("Sam Hill",)]),
    ],
)
def test_signatures_below_a_list_are_left_out_and_told(
    listed: Sequence[Sequence[Any]], below: Sequence[Sequence[Any]]
) -> None:
    source = file_of([*listed, *below])
    understanding, _ = read(source)
    numbers = [number for number, row in enumerate(below, len(listed) + 1) if row]
    assert left_out(understanding.sheets[0]) == dict.fromkeys(numbers, "signature")
    assert len(names(source)) == len(listed) - 1


def test_people_of_the_offices_that_sign_are_people() -> None:
    rows = [
        ("Họ và tên", "Chức danh", "Phòng"),
        ("Nguyễn Văn An", "Giám đốc", "Ban lãnh đạo"),
        ("Trần Thị Bình", "Kế toán trưởng", "Kế toán"),
        (),
        ("Lê Quốc Cường", "Trưởng phòng Nhân sự", _NONE),
        ("Phạm Dung", "Người lập biểu", "Kế toán"),
    ]
    assert names(file_of(rows)) == ["Nguyễn Văn An", "Trần Thị Bình", "Lê Quốc Cường", "Phạm Dung"]


@pytest.mark.parametrize(
    ("listed", "total"),
    [
        (_VI, ("Tổng cộng: 16 người",)),
        (_VI, (_NONE, "- Tổng cộng: 16 người (8 mentor và 8 mentee)")),
        (_VI, (_NONE, "Tổng số", "16 người")),
        (_VI, ("Danh sách này gồm 16 người./.",)),
        (_EN, ("Total number of participants: 16",)),
        (_EN, ("TOTAL", _NONE, "16 people")),
        (_EN[:1] + [row[:2] for row in _EN[1:]], ("Total participants: 16",)),
    ],
)
def test_a_sum_is_left_out_however_it_is_worded(
    listed: Sequence[Sequence[Any]], total: Sequence[Any]
) -> None:
    source = file_of([*listed, total])
    assert left_out(read(source)[0].sheets[0]) == {len(listed) + 1: "total"}
    assert len(names(source)) == len(listed) - 1


@pytest.mark.parametrize(
    ("listed", "first", "second"),
    [
        (_VI, ("I", "Phòng Kinh doanh"), ("II", "Khối Kỹ thuật")),
        (_VI, ("A.", "Ngân hàng số"), ("B.", "Tài chính")),
        (_VI, (_NONE, "Đợt 1"), (_NONE, "Đợt 2")),
        (_VI, ("Phòng Kinh doanh", _NONE, 2), ("Phòng Kế toán", _NONE, "2 người")),
        (_VI, ("Khối Văn phòng",) * 4, ("Khối Sản xuất",) * 4),
        (_EN, ("Batch 1",), ("Batch 2",)),
        (_EN, ("Sales team",), ("Legal Department",)),
        ([row[:2] for row in _EN], ("Cohort 1",), ("Cohort 2",)),
        ([row[:2] for row in _EN], ("Sales",), ("Legal",)),
    ],
)
def test_titles_within_a_list_are_left_out_as_what_they_are(
    listed: Sequence[Sequence[Any]], first: Sequence[Any], second: Sequence[Any]
) -> None:
    source = file_of([listed[0], first, *listed[1:3], second, *listed[3:]])
    assert left_out(read(source)[0].sheets[0]) == {2: "section", 5: "section"}
    assert len(names(source)) == len(listed) - 1


def test_somebody_of_whom_little_is_known_is_no_title() -> None:
    rows = [*_VI, (5, "Hồ Mỹ Hà"), (6, "Lan"), (_NONE, "Vũ Thị Na", _NONE, "Kho"), ("V", "Đào Thị Mơ")]
    assert names(file_of(rows))[4:] == ["Hồ Mỹ Hà", "Lan", "Vũ Thị Na", "Đào Thị Mơ"]


@pytest.mark.parametrize(
    ("listed", "line"),
    [
        (_EN, ("Open-Ended Response", "Open-Ended Response", "Response")),
        (_EN, ("Short text", "Email", "Dropdown")),
        (_VI, ("Tự động", "Nhập chữ", "Nhập e-mail", "Chọn từ danh sách")),
        (_EN, ("{'ImportId': 'Q1'}", "{'ImportId': 'Q2'}", "{'ImportId': 'Q3'}")),
        (_EN, ("ImportId: Q1", "ImportId: Q2", "ImportId: Q3")),
    ],
)
def test_how_a_form_asks_is_nobody(listed: Sequence[Sequence[Any]], line: Sequence[Any]) -> None:
    source = file_of([listed[0], line, *listed[1:]])
    assert len(names(source)) == len(listed) - 1


_FULL = ("STT", "Họ và tên", "Email", "Phòng ban", "Vai trò", "Số mentee")
_PEOPLE = [(*row, "Mentor", 2) for row in _VI[1:]]


@pytest.mark.parametrize(
    "prepared",
    [
        [(number, _NONE, _NONE, _NONE, "Mentee") for number in range(5, 12)],
        [(5, _NONE, _NONE, "-- Chọn --", "Mentee", 0)],
        [(number, "", "@example.org", 0, ("Mentor", "Mentee")[number % 2]) for number in range(5, 12)],
        [(number, " ", "#N/A", "Chọn phòng ban", "Mentee", 0) for number in range(5, 12)],
        [(number, ",", "-", "Select one", "Mentee") for number in range(5, 8)],
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 3, 4, 0, 2, 1), (4, 5, 3, 2, 1, 0)])
@pytest.mark.parametrize("first", ["STT", "Mã NV"])
def test_prepared_rows_are_left_out_together_in_any_order(
    prepared: Sequence[Sequence[Any]], order: Sequence[int], first: str
) -> None:
    rows = [(first, *_FULL[1:]), *_PEOPLE, *((*row, *[_NONE] * (6 - len(row))) for row in prepared)]
    if first != "STT":
        rows = [rows[0], *((f"NV{row[0]:03}", *row[1:]) for row in rows[1:])]
        if len(prepared) == 1:
            return
    source = file_of([[row[place] for place in order] for row in rows])
    mixed = file_of([[row[place] for place in order] for row in (rows[0], *rows[:0:-1])])
    for one in (source, mixed):
        understanding, found = read(one)
        assert set(left_out(understanding.sheets[0]).values()) == {"prepared"}
        assert sorted(str(row.person.get("full_name")) for row in found) == sorted(row[1] for row in _VI[1:])


def test_people_known_by_their_codes_alone_are_no_prepared_rows() -> None:
    rows = [("Mã NV", "Vai trò", "Mong muốn"), *((f"NV{n:03}", "Mentee", "Excel") for n in range(1, 6))]
    assert len(read(file_of(rows))[1]) == 5


def test_a_code_with_something_of_its_own_is_asked_about() -> None:
    rows = [
        ("Mã NV", "Họ tên", "Vai trò", "Phòng ban"),
        *((f"NV{n}", row[1], "Mentor", row[3]) for n, row in enumerate(_VI[1:])),
    ]
    rows += [
        ("NV7", _NONE, "Mentee", "Kho"),
        ("NV8", _NONE, "Mentee", "Bếp"),
        ("NV9", _NONE, "Mentee", _NONE),
    ]
    understanding, found = read(file_of(rows))
    assert left_out(understanding.sheets[0]) == {8: "prepared"}
    assert len(found) == 6
