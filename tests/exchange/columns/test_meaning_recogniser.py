"""What columns mean, by heading and answers together, and how sure that is said to be."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from tests.exchange.columns.labelled import SETS, Labelled, labelled
from tests.support.forms import Rows, source_of

from nhipcau.exchange.columns.answer_kinds import KnownValues
from nhipcau.exchange.columns.heading_meanings import guesses
from nhipcau.exchange.formats.column_mapping import SheetReading, to_dict
from nhipcau.exchange.formats.reading_terms import SURE
from nhipcau.exchange.mapping.file_proposal import corrected, understand

pytestmark = pytest.mark.slow

_LEAST_RIGHT = 0.95
_PEOPLE: Rows = [("Họ tên", "Email"), ("An Lê", "an@x.vn"), ("Bình Vũ", "binh@x.vn"), ("Chi Hồ", "chi@x.vn")]


def with_column(heading: object, answers: Sequence[object], name: str = "answers.csv") -> SheetReading:
    rows = [(*row, cell) for row, cell in zip(_PEOPLE, (heading, *answers), strict=True)]
    return understand([source_of(name, {"S": rows})]).sheets[0]


def meaning(heading: object, answers: Sequence[object], name: str = "answers.csv") -> str:
    return with_column(heading, answers, name).columns[-1].meaning


@pytest.mark.parametrize("name", SETS)
def test_hardly_a_heading_is_taken_for_something_else_without_a_word(name: str) -> None:
    read = list(labelled(name))
    wrong = [one.heading for one in read if not one.is_right and one.column.sure and not _is_missed(one)]
    right = [one for one in read if one.is_right and (one.column.sure or one.may_ask)]
    assert wrong == []
    assert len(right) >= _LEAST_RIGHT * len(read)


def _is_missed(one: Labelled) -> bool:
    return one.column.meaning == "question"


def test_nine_in_ten_of_those_said_to_be_sure_are_right() -> None:
    read = [one for name in SETS for one in labelled(name)]
    sure = [one for one in read if one.column.confidence >= 0.9]
    assert sum(one.is_right for one in sure) >= 0.9 * len(sure)


@pytest.mark.parametrize(
    ("heading", "answers", "is_not"),
    [
        ("Giới tính mentor mong muốn", ("Nam", "Nữ", "Sao cũng được"), "wishes"),
        ("Preferred mentor department", ("Sales", "IT", "HR"), "department"),
        ("Have you been a mentor before?", ("Yes", "No", "Yes"), "is_mentor"),
        ("If we are short of mentors, could you be one?", ("Yes", "No", "Yes"), "is_mentor"),
        ("Has your manager approved your participation?", ("Yes", "No", "Yes"), "manager"),
        ("How many people report to you?", ("3", "12", "0"), "capacity"),
        ("Anh/chị dành được bao nhiêu giờ mỗi tháng?", ("1", "2", "3"), "capacity"),
        ("Emergency contact phone", ("0912000111", "0987000222", "0903000333"), "phone"),
        ("Số điện thoại của người bảo lãnh", ("0912000111", "0987000222", "0903000333"), "phone"),
        ("Topics you would NOT like to mentor on", ("Excel", "SQL", "Word"), "strengths"),
        ("Bạn có quen ai có thể làm mentor không?", ("Có", "Không", "Có"), "is_mentor"),
        ("Ghi chú của BTC", ("OK", "Gọi lại", "OK"), "note"),
    ],
)
def test_the_sense_of_a_question_counts_not_its_words(
    heading: str, answers: tuple[str, ...], is_not: str
) -> None:
    reading = with_column(heading, answers).columns[-1]
    assert reading.meaning in ("question", "ignore", "ideal_partner")
    assert reading.meaning != is_not
    assert reading.reason


def test_what_a_partner_shall_be_good_at_is_no_strength_of_ones_own() -> None:
    assert meaning("Điểm mạnh của mentor bạn mong muốn", ("Excel", "SQL", "Word")) == "ideal_partner"


@pytest.mark.parametrize("heading", [None, "Unnamed: 0", "STT", "#", "Column1"])
def test_numbers_of_rows_are_left_alone(heading: object) -> None:
    reading = with_column(heading, (1, 2, 3)).columns[-1]
    assert (reading.meaning, reading.reason) == ("ignore", "row_numbers")


def test_the_order_of_columns_does_not_matter() -> None:
    columns = [
        ("Email", "an@x.vn", "bo@x.vn", "chi@x.vn"),
        ("Personal email", "a@y.vn", "b@y.vn", "c@y.vn"),
        ("Họ", "Lê", "Vũ", "Hồ"),
        ("Tên", "An", "Bo", "Chi"),
        ("Mentor mong muốn", "Lê An", "Vũ Bo", "Hồ Chi"),
    ]
    found = set()
    for some in permutations(columns):
        sheet = understand([source_of("a.csv", {"S": list(zip(*some, strict=True))})]).sheets[0]
        found.add(frozenset((one.heading, one.meaning, one.confidence) for one in sheet.columns))
    assert len(found) == 1


def test_a_correction_is_remembered_for_similar_wordings_of_other_forms() -> None:
    rows: Rows = [
        (*row, cell) for row, cell in zip(_PEOPLE, ("Món ruột ở nhà", "Nấu ăn", "Cờ", "Phim"), strict=True)
    ]
    source = source_of("a.csv", {"S": rows})
    first = corrected(understand([source]), [source], 0, 2, "interests")
    kept = {first.sheets[0].fingerprint: to_dict(first.sheets[0])}
    other: Rows = [
        ("Email", "Món ruột của bạn ở nhà", "Tên"),
        ("an@x.vn", "Đọc sách", "An"),
        ("bo@x.vn", "Bơi", "Bo"),
    ]
    column = understand([source_of("b.csv", {"S": other})], kept).sheets[0].columns[1]
    assert (column.meaning, column.reason) == ("interests", "similar")


def test_a_correction_does_not_reach_a_question_of_another_sense() -> None:
    source = source_of("a.csv", {"S": [(*row, "x") for row in _PEOPLE]})
    first = understand([source])
    kept = to_dict(first.sheets[0])
    kept["columns"] = {"Chủ đề bạn muốn chia sẻ": {"meaning": "strengths"}}
    rows = [
        (*row, cell)
        for row, cell in zip(_PEOPLE, ("Chủ đề bạn không muốn chia sẻ", "Excel", "SQL", "Word"), strict=True)
    ]
    column = understand([source_of("b.csv", {"S": rows})], {"other": kept}).sheets[0].columns[-1]
    assert column.meaning == "question"


def test_answers_that_name_departments_speak_for_a_heading_nobody_knows() -> None:
    rows = [(*row, cell) for row, cell in zip(_PEOPLE, ("Zug", "Sales", "Legal", "Sales"), strict=True)]
    known = KnownValues(departments=frozenset({"sales", "legal"}))
    column = understand([source_of("a.csv", {"S": rows})], known=known).sheets[0].columns[-1]
    assert "department" in (column.meaning, column.alternative)


def test_a_thing_nobody_knows_is_shown_as_in_doubt_with_its_reason() -> None:
    column = with_column("Zug", ("blau", "rot", "blau")).columns[-1]
    assert (column.meaning, column.reason) == ("question", "unclear")
    assert column.confidence < SURE
    assert not column.sure


def test_answers_that_deny_a_heading_are_said_to() -> None:
    column = with_column("Số điện thoại", ("thứ ba", "không bao giờ", "mai")).columns[-1]
    assert (column.meaning, column.reason, column.alternative) == ("question", "answers_differ", "phone")


def test_up_to_three_answers_speak_for_a_meaning() -> None:
    column = with_column("Giới tính", ("Nam", "Nữ", "Nam")).columns[-1]
    assert column.speaking == ("Nam", "Nữ")


@pytest.mark.parametrize(
    ("one", "other"), [("Sở thích hoà nhạc", "Sở thích hòa nhạc"), ("PreferredName", "Preferred name")]
)
def test_the_same_words_are_read_alike_however_written(one: str, other: str) -> None:
    assert guesses(one) == guesses(other)
