"""One column for each option of a question, ticked: in one row of headings or two, however these are written."""

from collections.abc import Sequence
from typing import Any

import pytest
from tests.exchange.test_sheet_shapes import file_of, read, topics

_NONE: Any = None
_VI = ("Họ và tên", "Email", "Vai trò")
_EN = ("Name", "Email", "Role")
_ANSWERED = ("Open-Ended Response", "Open-Ended Response", "Response")
_OPTIONS = ("Excel", "Thuyết trình", "Lãnh đạo")
_WANTED, _OFFERED = "Bạn muốn học gì?", "Which skills can you share?"


def _ticked(option: str, *, full: bool) -> Any:
    return option if full else "x"


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("question", [_WANTED, _OFFERED])
@pytest.mark.parametrize("below", [_ANSWERED, (_NONE,) * 3])
@pytest.mark.parametrize("options", [_OPTIONS, ("Languages", "Email writing", "Leading a team / people")])
@pytest.mark.parametrize("rest", ["blank", "again", "unnamed"])
def test_options_in_the_second_row_are_topics(
    full: bool, question: str, below: Sequence[Any], options: Sequence[str], rest: str
) -> None:
    others = {"blank": (_NONE, _NONE), "again": (question,) * 2, "unnamed": ("Unnamed: 4", "Unnamed: 5")}[
        rest
    ]
    first, second, third = options
    rows = [
        (*_EN, question, *others),
        (*below, *options),
        ("Ann Lee", "ann@x.vn", "Mentor", _ticked(first, full=full), _NONE, _ticked(third, full=full)),
        ("Bo Ray", "bo@x.vn", "Mentee", _NONE, _ticked(second, full=full), _NONE),
    ]
    found = read(file_of(rows))[1]
    assert [row.person["full_name"] for row in found] == ["Ann Lee", "Bo Ray"]
    assert [topics(row.profile) for row in found] == [tuple(sorted((first, third))), (second,)]


@pytest.mark.parametrize(
    "heading",
    [
        "{}_{}", "{} {}", "{} - {}", "{} (Chọn nhiều) - {}", "{} | {}", "{} (choice={})",
    ],
)  # fmt: skip
@pytest.mark.parametrize("question", [_WANTED, _OFFERED])
@pytest.mark.parametrize(("yes", "no"), [("x", _NONE), (1, 0), ("Checked", "Unchecked"), ("Có", "Không")])
def test_options_in_the_headings_are_topics(heading: str, question: str, yes: Any, no: Any) -> None:
    rows = [
        (*_VI, *(heading.format(question, option) for option in _OPTIONS)),
        ("Nguyễn Văn An", "an@x.vn", "Mentor", yes, no, yes),
        ("Trần Thị Bình", "binh@x.vn", "Mentee", no, yes, no),
    ]
    found = read(file_of(rows))[1]
    assert [topics(row.profile) for row in found] == [("Excel", "Lãnh đạo"), ("Thuyết trình",)]


@pytest.mark.parametrize("yes", [1, "x", "Checked", "Có"])
def test_a_ticked_option_counts_alike_however_the_form_ticks(yes: Any) -> None:
    rows = [
        (*_VI, *(f"{_WANTED} [{option}]" for option in _OPTIONS)),
        ("Nguyễn Văn An", "an@x.vn", "Mentee", yes, _NONE, yes),
        ("Trần Thị Bình", "binh@x.vn", "Mentee", _NONE, yes, _NONE),
    ]
    found = read(file_of(rows))[1]
    assert {topic["importance"] for row in found for topic in row.profile["goals"]} == {3}
