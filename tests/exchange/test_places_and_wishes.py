"""Places, mentors wanted and ranked wishes, as files of both languages give them."""

from collections.abc import Sequence

import pytest
from tests.support import forms

from nhipcau.exchange.columns.heading_meanings import guesses
from nhipcau.exchange.mapping.answer_rows import AnswerRow, answers
from nhipcau.exchange.mapping.file_proposal import understand


def read(rows: Sequence[Sequence[object]]) -> tuple[AnswerRow, ...]:
    sources = [forms.source_of("answers.xlsx", {"Sheet1": [tuple(row) for row in rows]})]
    return answers(understand(sources), sources)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Bạn có thể nhận tối thiểu bao nhiêu người?", "least"),
        ("tối thiểu bao nhiêu người", "least"),
        ("Minimum mentees", "least"),
        ("At least how many mentees would you like?", "least"),
        ("Bạn có thể nhận tối đa bao nhiêu người?", "capacity"),
        ("How many mentees can you take?", "capacity"),
        ("Số người cố vấn mong muốn", "mentors_wanted"),
        ("How many mentors would you like?", "mentors_wanted"),
        ("Bạn muốn có mấy người cố vấn?", "mentors_wanted"),
        ("Người cố vấn mong muốn 2", "wishes"),
        ("Wish 5", "wishes"),
        ("Mentor mong muốn thứ nhất (e-mail)", "wishes"),
        ("Which mentees would you like to work with?", "wishes"),
        ("Mã người cố vấn mong muốn 1", "wishes"),
        ("Bạn không muốn ghép với ai?", "refusals"),
        ("Is there anyone you would rather not be paired with?", "refusals"),
    ],
)
def test_headings_of_places_and_wishes_are_told_apart(heading: str, meaning: str) -> None:
    assert guesses(heading)[0].meaning == meaning


def test_hours_and_years_are_no_places() -> None:
    for heading in ("Bạn có thể dành ít nhất bao nhiêu giờ?", "Minimum hours per month with your mentee"):
        assert "least" not in [guess.meaning for guess in guesses(heading)]


@pytest.mark.parametrize(
    "heads",
    [
        ("Họ và tên", "Nguyện vọng 3", "Nguyện vọng 1", "Nguyện vọng 2"),
        ("Full name", "Third choice mentor", "First choice of mentor", "2nd choice mentor"),
        ("Họ tên", "Mentor mong muốn 3", "Mentor mong muốn thứ nhất", "Mentor mong muốn 2 (e-mail hoặc mã)"),
        ("Name", "Wish 3", "Wish 1", "Wish 2"),
    ],
)
def test_wishes_are_ranked_by_their_numbers_not_by_where_they_stand(heads: tuple[str, ...]) -> None:
    rows: list[list[object]] = [
        list(heads),
        ["Lê Thị Mai", "trang.vu@hatgiong.vn", "Trần Bảo Ngọc", "NV0042"],
        ["Ngô Hữu Sơn", None, "NV0042", None],
        ["Phan Gia Bảo", None, None, None],
    ]
    found = [row.profile.get("wishes") for row in read(rows)]
    assert found == [["Trần Bảo Ngọc", "NV0042", "trang.vu@hatgiong.vn"], ["NV0042"], None]


def test_a_grid_that_ranks_people_is_read_in_their_order() -> None:
    question = "Bạn muốn ghép cặp với ai?"
    rows: list[list[object]] = [
        [
            "Họ và tên",
            f"{question} [Trần Bảo Ngọc]",
            f"{question} [Vũ Thu Trang]",
            f"{question} [Lê Hoài Nam]",
        ],
        ["Lê Thị Mai", "Nguyện vọng 2", None, "Nguyện vọng 1"],
        ["Ngô Hữu Sơn", None, "Nguyện vọng 1", "Nguyện vọng 3"],
        ["Phan Gia Bảo", "Nguyện vọng 1", "Nguyện vọng 3", "Nguyện vọng 2"],
    ]
    found = [row.profile.get("wishes") for row in read(rows)]
    assert found == [
        ["Lê Hoài Nam", "Trần Bảo Ngọc"],
        ["Vũ Thu Trang", "Lê Hoài Nam"],
        ["Trần Bảo Ngọc", "Lê Hoài Nam", "Vũ Thu Trang"],
    ]


def test_wishes_may_be_codes_that_are_only_figures() -> None:
    rows: list[list[object]] = [
        ["Mã nhân viên", "Họ và tên", "Mã người cố vấn mong muốn 1", "Mã người cố vấn mong muốn 2"],
        [100231, "Lê Thị Mai", 100877, 100412],
        [100232, "Ngô Hữu Sơn", 100412, None],
    ]
    assert [row.profile["wishes"] for row in read(rows)] == [["100877", "100412"], ["100412"]]


def test_places_and_mentors_wanted_are_numbers_within_their_bounds() -> None:
    rows: list[list[object]] = [
        ["Full name", "Minimum mentees", "Maximum mentees", "How many mentors would you like?"],
        ["Mai Le", "2", "3 people", "two"],
        ["Son Ngo", 1, 4, 9],
        ["Bao Phan", None, None, 1],
    ]
    found = [dict(row.profile) for row in read(rows)]
    assert found == [
        {"least": 2, "capacity": 3, "mentors_wanted": 2},
        {"least": 1, "capacity": 4, "mentors_wanted": 3},
        {"mentors_wanted": 1},
    ]


def test_more_at_least_than_at_most_is_pointed_out_and_the_least_left_out() -> None:
    rows: list[list[object]] = [
        ["Họ và tên", "Nhận tối thiểu mấy người", "Nhận tối đa mấy người"],
        ["Lê Thị Mai", 3, 2],
        ["Ngô Hữu Sơn", 1, 2],
    ]
    wrong, right = read(rows)
    assert wrong.profile == {"capacity": 2}
    assert [(one.code, dict(one.values)) for one in wrong.problems] == [
        ("exchange.problem.least_over_most", {"least": 3, "most": 2})
    ]
    assert right.profile == {"least": 1, "capacity": 2}
    assert right.problems == ()
