"""What a question asks by its grammar: a partner refused, a role in general, a choice of roles, a wish by name."""

from collections.abc import Sequence

import pytest
from tests.support.forms import Rows, source_of

from nhipcau.exchange.columns.heading_meanings import guesses
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.mapping.answer_rows import answers
from nhipcau.exchange.mapping.file_proposal import understand

_PEOPLE: Rows = [("Họ tên", "Email"), ("An Lê", "an@x.vn"), ("Bình Vũ", "binh@x.vn"), ("Chi Hồ", "chi@x.vn")]
_NAMES = ("Nguyễn Hải Đăng", None, "Trần Mai Phương")
_NOBODY = ("Không", "Không có", "Trần Mai Phương")
_YES_NO = ("Có", "Không", "Có")
_TOLD = ("Biết lắng nghe và chia sẻ", "Kiên nhẫn, có tâm", "Dẫn đường cho người đi sau")
_NUMBERS = ("1", "2", "3")
_SKILLS = ("Excel, SQL", "Thuyết trình", "Đàm phán")


def read(heading: str, values: Sequence[object], name: str = "answers.csv") -> ColumnReading:
    rows = [(*row, cell) for row, cell in zip(_PEOPLE, (heading, *values), strict=True)]
    return understand([source_of(name, {"S": rows})]).sheets[0].columns[-1]


def surely(heading: str, values: Sequence[object], name: str = "answers.csv") -> str:
    """Return the meaning of a column that is not shown as in doubt."""
    column = read(heading, values, name)
    assert column.sure, (heading, column.meaning, column.confidence, column.alternative)
    return column.meaning


@pytest.mark.parametrize("values", [_NAMES, _NOBODY, ("No", None, "No")])
@pytest.mark.parametrize(
    "heading",
    [
        "Anyone you would rather not work with?",
        "Please list anyone you do not want to be matched with",
        "Who would you not like to have as your mentor?",
        "If there is someone you should not be matched with, please tell us",
        "Is there any colleague you would find it difficult to work with?",
        "Bạn không muốn ghép với ai?",
        "Mentee anh/chị không muốn nhận",
        "Nếu có người bạn không muốn ghép cặp, hãy ghi rõ tên",
        "Người anh/chị không muốn kèm",
    ],
)
def test_whom_somebody_would_not_work_with_is_a_refusal_though_most_name_nobody(
    heading: str, values: tuple[str | None, ...]
) -> None:
    assert surely(heading, values) == "refusals"


def test_what_somebody_would_not_talk_about_is_no_refusal_of_a_person() -> None:
    assert read("Topics you would rather not discuss with your mentor", _SKILLS).meaning == "question"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Do you know what a mentor does?", _YES_NO),
        ("Bạn nghĩ một mentor tốt cần gì?", _TOLD),
        ("Theo bạn, mentor và mentee khác nhau thế nào?", _TOLD),
        ("Bạn có hiểu mentee phải làm gì không?", _YES_NO),
        ("Would you like to be a mentor one day?", _YES_NO),
        ("Sau chương trình, bạn có muốn trở thành mentor không?", _YES_NO),
        ("What do you know about mentoring?", _TOLD),
        ("Bạn có sẵn sàng làm mentor cho khoá sau không?", _YES_NO),
    ],
)
def test_a_role_in_general_or_later_registers_nobody(heading: str, values: tuple[str, ...]) -> None:
    assert surely(heading, values) == "question"


@pytest.mark.parametrize("heading", ["Would you like to be a mentor?", "Bạn có muốn làm mentor không?"])
def test_a_role_somebody_wants_now_still_registers(heading: str) -> None:
    assert surely(heading, _YES_NO) == "is_mentor"


@pytest.mark.parametrize(
    ("heading", "values", "meaning"),
    [
        ("Score (IELTS)", ("6.5", "7.0", "5.5"), "question"),
        ("Điểm (TOEIC)", ("650", "780", "505"), "question"),
        ("Emp #", ("NV001", "NV017", "NV102"), "employee_code"),
        ("Lời nhắn BTC", ("Cảm ơn", "Em ở xa", "Không ạ"), "note"),
        ("Message to the organisers", ("Thank you", "I travel a lot", "No"), "note"),
        ("Ghi chú của BTC", ("OK", "Gọi lại", "OK"), "ignore"),
    ],
)
def test_only_what_is_the_organisers_own_is_left_alone(
    heading: str, values: tuple[str, ...], meaning: str
) -> None:
    assert surely(heading, values) == meaning


def test_a_number_of_some_thing_is_not_left_alone_as_a_row_number() -> None:
    assert read("Payroll #", ("P-1001", "P-1017", "P-1102")).meaning in ("question", "employee_code")


@pytest.mark.parametrize(
    "heading",
    [
        "Which department would you like to learn from?",
        "Phòng ban em muốn được học hỏi",
        "Em muốn tìm hiểu công việc của phòng nào?",
        "What level of person would you like to learn from?",
        "Ngành bạn muốn được chia sẻ kinh nghiệm",
    ],
)
def test_from_whom_somebody_would_learn_is_no_topic(heading: str) -> None:
    assert surely(heading, ("Marketing", "Sales", "IT"), "mentees.csv") in ("question", "ideal_partner")


@pytest.mark.parametrize(
    "heading", ["Bạn muốn học gì ở phòng Marketing?", "Skills you would like to learn from other departments"]
)
def test_what_somebody_would_learn_there_is_a_topic(heading: str) -> None:
    assert surely(heading, _SKILLS, "mentees.csv") == "goals"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Previous employers", ("FPT", "Unilever", "KPMG")),
        ("Bạn từng làm ở những công ty nào?", ("FPT", "Unilever", "KPMG")),
        ("What do you do at work?", ("I sell bread", "Recruiting", "Bookkeeping")),
        ("Bạn làm gì ở công ty?", ("Bán hàng", "Tuyển dụng", "Kế toán")),
        ("Kinh nghiệm làm việc (công ty, vị trí)", ("FPT, kế toán", "Unilever", "KPMG, thực tập")),
    ],
)
def test_former_employers_and_what_one_does_are_no_department(heading: str, values: tuple[str, ...]) -> None:
    assert surely(heading, values) in ("question", "title")


@pytest.mark.parametrize(
    "heading", ["Bạn có đi làm thêm không?", "Do you work other jobs?", "Bạn có thắc mắc gì thêm không?"]
)
def test_what_is_answered_by_yes_or_no_is_no_note(heading: str) -> None:
    assert surely(heading, _YES_NO) == "question"


def test_an_open_question_to_which_some_say_no_is_a_note() -> None:
    assert surely("Anything else?", ("No", "I travel a lot", "No")) == "note"


@pytest.mark.parametrize(
    "heading",
    [
        "Số startup có thể mentor",
        "Number of students you can take",
        "Max. associates",
        "Số phụ huynh / học sinh có thể kèm",
        "How many teams can you coach?",
        "Bạn có thể hỗ trợ bao nhiêu doanh nghiệp?",
    ],
)
def test_places_are_asked_for_whatever_those_who_take_them_are_called(heading: str) -> None:
    assert surely(heading, _NUMBERS, "mentors.csv") == "capacity"


@pytest.mark.parametrize(
    "heading", ["How many students are in your class?", "How many employees does your startup have?"]
)
def test_people_counted_elsewhere_take_no_places(heading: str) -> None:
    assert read(heading, _NUMBERS).meaning == "question"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Bạn là Founder hay Mentor?", ("Founder", "Mentor", "Founder")),
        ("Partner or associate?", ("Partner", "Associate", "Associate")),
        ("Are you joining as a coach or a coachee?", ("Coach", "Coachee", "Coachee")),
    ],
)
def test_a_choice_of_roles_by_other_names_is_a_role(heading: str, values: tuple[str, ...]) -> None:
    assert surely(heading, values) == "role"


def test_a_name_of_a_role_that_nobody_knows_is_asked_about() -> None:
    column = read("Bạn là Founder hay Mentor?", ("Founder", "Mentor", "Founder"))
    assert column.value_map == {"Founder": "none", "Mentor": "mentor"}


@pytest.mark.parametrize("name", ["answers.csv", "mentors.csv", "mentees.csv"])
@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Năng lực anh/chị muốn nâng cao", "goals"),
        ("Skills I would like to develop", "goals"),
        ("What knowledge would you like to pass on?", "strengths"),
        ("What do you hope to gain from having a mentor?", "expectations"),
        ("Bạn mong đạt được gì khi tham gia?", "expectations"),
    ],
)
def test_one_clear_verb_and_what_it_is_about_leave_no_doubt(heading: str, meaning: str, name: str) -> None:
    assert surely(heading, _SKILLS if meaning != "expectations" else _TOLD, name) == meaning


def test_two_columns_for_one_text_are_both_kept_in_lines() -> None:
    rows: Rows = [
        ("Họ tên", "Email", "Mentor lý tưởng của bạn", "Mentor phù hợp với bạn là người thế nào?"),
        ("An Lê", "an@x.vn", "Kiên nhẫn", "Biết lắng nghe"),
        ("Bình Vũ", "binh@x.vn", "Thẳng thắn", None),
    ]
    source = source_of("mentees.csv", {"S": rows})
    found = understand([source])
    assert [one.meaning for one in found.sheets[0].columns[2:]] == ["ideal_partner", "ideal_partner"]
    assert all(one.sure for one in found.sheets[0].columns)
    said = [row.profile["ideal_partner"] for row in answers(found, [source])]
    assert [set(text.split("\n")) for text in said] == [{"Kiên nhẫn", "Biết lắng nghe"}, {"Thẳng thắn"}]


@pytest.mark.parametrize("values", [_NAMES, _NOBODY])
@pytest.mark.parametrize(
    "heading",
    [
        "If you already have somebody in mind, write the name here",
        "Do you have someone in mind? Please give their name.",
        "Nếu bạn đã có người muốn ghép cặp, xin ghi tên",
        "Bạn đã nhắm được mentor nào chưa? Nếu có, ghi họ tên",
    ],
)
def test_whom_to_name_if_one_has_somebody_in_mind_is_a_wish(
    heading: str, values: tuple[str | None, ...]
) -> None:
    assert surely(heading, values, "mentees.csv") == "wishes"


@pytest.mark.parametrize(
    "heading",
    [
        "If someone referred you, what is their name?",
        "If you need a certificate, write your name",
        "If you have been a mentor before, name your mentee",
    ],
)
def test_somebody_named_under_another_condition_is_no_wish(heading: str) -> None:
    assert read(heading, _NAMES).meaning == "question"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Languages spoken", ("Việt, Anh", "Việt", "Anh, Nhật")),
        ("Bạn nói được những thứ tiếng nào?", ("VN, EN", "VN", "EN")),
        ("Spoken languages and level", ("English (C1)", "Vietnamese", "Tiếng Anh B2")),
    ],
)
def test_languages_spoken_are_languages(heading: str, values: tuple[str, ...]) -> None:
    assert surely(heading, values) == "languages"


def test_the_only_names_of_a_list_are_suggested_though_headed_as_somebody_elses() -> None:
    rows: Rows = [("Họ tên phụ huynh", "Email"), ("Trần Thị Quyên", "q@x.vn"), ("Lê Minh Sơn", "s@x.vn")]
    column = understand([source_of("a.csv", {"S": rows})]).sheets[0].columns[0]
    assert (column.meaning, column.sure, column.alternative) == ("full_name", False, "question")


@pytest.mark.parametrize("heading", ["Vai trò hiện tại ở công ty", "Ở công ty bạn làm công việc gì?"])
def test_where_something_is_done_is_not_what_is_asked(heading: str) -> None:
    assert surely(heading, ("Kế toán", "Bán hàng", "Kỹ sư")) in ("title", "question")


def test_roles_of_parents_who_help_and_are_helped_are_read() -> None:
    heading = "Anh/chị muốn làm phụ huynh đồng hành (mentor) hay phụ huynh được hỗ trợ?"
    values = ("Phụ huynh đồng hành (mentor)", "Phụ huynh được hỗ trợ", "Phụ huynh được hỗ trợ")
    column = read(heading, values)
    assert (column.meaning, [*column.value_map.values()]) == ("role", ["mentor", "mentee"])


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("If you are joining as a mentee, which areas would you like support with?", "goals"),
        ("If you would like to be a mentor: which areas can you offer support with?", "strengths"),
        ("If you are a mentor, how many mentees can you take?", "capacity"),
        ("Nếu bạn đăng ký làm mentee, bạn muốn học về lĩnh vực nào?", "goals"),
        ("Nếu anh/chị là người cố vấn: anh/chị có thể nhận tối đa mấy bạn?", "capacity"),
    ],
)
def test_whom_a_question_is_for_is_no_condition(heading: str, meaning: str) -> None:
    assert guesses(heading)[0].meaning == meaning


@pytest.mark.parametrize(
    "heading",
    [
        "If we are short of mentors, would you be willing to mentor a second person?",
        "If you have been a mentor before, what did you enjoy?",
    ],
)
def test_a_real_condition_stays_one(heading: str) -> None:
    assert guesses(heading) == ()
