"""Headings in words nobody knows, headings that name people by what they are, lists beside each other."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.exchange.test_sheet_shapes import file_of, names, read

_NONE: Any = None
_VI = [
    ("Nguyễn Văn An", "an@example.org", "Kinh doanh", "Mentor"),
    ("Trần Thị Bình", "binh@example.org", "Kế toán", "Mentor"),
    ("Lê Quốc Cường", "cuong@example.org", "Kỹ thuật", "Mentee"),
]
_EN = [
    ("Jane Miller", "jane@example.org", "Sales", "Mentor"),
    ("Bob Stone", "bob.stone@example.org", "Email Marketing", "Mentee"),
    ("Amy Wood", "awood@example.org", "Department of Law", "Mentee"),
]


@pytest.mark.parametrize(
    ("head", "people"),
    [
        (("Ai vậy?", "Viết thư về đâu?", "Ở đâu?", "Đóng vai"), _VI),
        (("Quý danh", "Hộp thư nhận tin", "Thuộc về", "Góp mặt làm"), _VI),
        (("Who are you?", "Where do we write to?", "Which part of the house?", "In this for"), _VI),
        (("Signed up", "Mail goes to", "Sits with", "Comes as"), _EN),
        (("Who is it?", "Mailbox", "Corner of the office", "Side"), _EN),
    ],
)
@pytest.mark.parametrize("above", [[], [("DANH SÁCH",), ()]])
def test_the_first_row_above_like_answers_is_the_headings(
    head: Sequence[str], people: Sequence[Sequence[str]], above: Sequence[Sequence[str]]
) -> None:
    source = file_of([*above, head, *people])
    assert read(source)[0].sheets[0].heading_rows == (len(above) + 1,)
    assert names(source) == [person[0] for person in people]


def test_a_list_without_headings_has_none_still() -> None:
    source = file_of(_VI)
    assert read(source)[0].sheets[0].heading_rows == ()
    assert len(names(source)) == 3


@pytest.mark.parametrize(
    "heading",
    [
        "Partner",
        "Associate",
        "Founder",
        "Teacher",
        "Parent",
        "Leader",
        "Giáo viên",
        "Phụ huynh",
        "Nhà sáng lập",
    ],
)
@pytest.mark.parametrize("people", [_VI, _EN])
def test_a_word_for_people_heads_their_names_where_nothing_else_does(
    heading: str, people: Sequence[Sequence[str]]
) -> None:
    source = file_of([(heading, "Email", "Phòng ban"), *(person[:3] for person in people)])
    understanding, found = read(source)
    assert [row.person.get("full_name") for row in found] == [person[0] for person in people]
    assert understanding.sheets[0].columns[0].confidence < 0.7


def test_somebody_else_is_not_taken_for_the_person() -> None:
    rows = [("Họ tên", "Email", "Leader"), *((*person[:2], "Vũ Thị Mơ") for person in _VI)]
    assert names(file_of(rows)) == [person[0] for person in _VI]
    pairs = [("Giáo viên", "Phụ huynh"), ("Lê An", "Vũ Na"), ("Trần Bình", "Đỗ Mơ"), ("Hồ Hà", "Lý Thu")]
    assert names(file_of(pairs)) == []


_BOTH = ("Họ và tên / Full name", "Email / Thư điện tử", "Phòng ban / Department")
_ROLES = (("Tên mentor / Mentor name", *_BOTH[1:]), ("Tên mentee / Mentee name", *_BOTH[1:]))


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize("titled", [False, True])
@pytest.mark.parametrize("heads", [(_BOTH, _BOTH), _ROLES])
def test_lists_beside_each_other_are_read_both(
    numbered: bool, gap: int, titled: bool, heads: Sequence[Sequence[str]]
) -> None:
    if heads is _ROLES and not gap:
        return  # each row may be a pair
    left: list[Sequence[Any]] = [heads[0], *(person[:3] for person in _VI)]
    right: list[Sequence[Any]] = [heads[1], *(person[:3] for person in _EN[:2])]
    if numbered:
        left = [("STT / No." if place == 0 else place, *row) for place, row in enumerate(left)]
        right = [("STT / No." if place == 0 else place, *row) for place, row in enumerate(right)]
    width = len(left[0])
    rows: list[Sequence[Any]] = [
        (*one, *[_NONE] * gap, *other) for one, other in zip(left, [*right, (_NONE,) * width], strict=True)
    ]
    if titled:
        rows.insert(0, ("Mentor", *[_NONE] * (width - 1 + gap), "Mentee"))
    found = read(file_of(rows))[1]
    assert [row.person["full_name"] for row in found] == [person[0] for person in (*_VI, *_EN[:2])]
    if titled:
        assert [row.role for row in found] == ["mentor"] * 3 + ["mentee"] * 2


def test_headings_of_few_columns_in_unknown_words_are_found_and_told() -> None:
    rows = [("Zorbel", "Quint mavra?"), ("Jane Miller", "0983958204"), ("Bob Stone", "0992383559")]
    (sheet,) = read(file_of(rows))[0].sheets
    assert (sheet.heading_rows, sheet.why) == ((1,), "no_people")


def test_last_years_pairs_are_no_list_of_mentors() -> None:
    rows = [("Mentor", "Mentee"), ("Boateng, Ama", "Efe Yildiz"), ("Bruno Costa", "fay@example.org")]
    assert not read(file_of(rows))[0].sheets[0].used
