"""What the import inbox makes of headings and answers, in both languages."""

import datetime as dt
import unicodedata

import pytest
from tests.support import forms

from nhipcau.exchange.answers.free_time_slots import slots
from nhipcau.exchange.answers.worded_answers import role_in, yes_no
from nhipcau.exchange.columns.heading_meanings import guesses
from nhipcau.exchange.formats.cell_values import number_in, phone_in
from nhipcau.exchange.formats.column_mapping import ColumnReading, RoleRule, SheetReading, to_dict
from nhipcau.exchange.mapping.answer_rows import QuestionKey, answers
from nhipcau.exchange.mapping.file_proposal import corrected, understand, with_header_row


def understood(rows: forms.Rows, name: str = "answers.xlsx", sheet: str = "Sheet1") -> SheetReading:
    return understand([forms.source_of(name, {sheet: rows})]).sheets[0]


def meanings(reading: SheetReading) -> dict[str, str]:
    return {column.heading: column.meaning for column in reading.columns}


def column(reading: SheetReading, heading: str) -> ColumnReading:
    return next(column for column in reading.columns if column.heading.startswith(heading))


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Dấu thời gian", "submitted"),
        ("DAU THOI GIAN", "submitted"),
        ("Start time", "ignore"),
        ("Thời gian bắt đầu", "ignore"),
        ("1. Họ và tên *", "full_name"),
        ("Ho va ten", "full_name"),
        ("Câu 3: Địa chỉ\nemail", "email"),
        ("What is your email address?", "email"),
        ("Work email\u00a0", "email"),
        ("Anh/Chị vui lòng cho biết số điện thoại liên hệ", "phone"),
        ("Mã nhân viên", "employee_code"),
        ("Your department or agency", "department"),
        ("Your job title or role", "title"),
        ("Cấp bậc hiện tại", "level"),
        ("Quản lý trực tiếp", "manager"),
        ("Năm sinh", "birth_year"),
        ("Bạn đăng ký tham gia với vai trò gì?", "role"),
        ("Bạn có muốn đăng ký làm người cố vấn không?", "is_mentor"),
        ("Do you want to sign up as a mentor?", "is_mentor"),
        ("Bạn có muốn làm người được cố vấn không?", "is_mentee"),
        ("both mentor and mentee", "both_roles"),
        ("Do you agree to us using the information you provide to us in this way?", "consent"),
        ("Tôi đồng ý cho chương trình sử dụng thông tin cá nhân", "consent"),
        ("Mentees2", "capacity"),
        ("Bạn có thể nhận tối đa bao nhiêu mentee?", "capacity"),
        ("Bạn mong muốn học hỏi điều gì từ chương trình?", "goals"),
        ("What would you like to learn?", "goals"),
        ("Bạn có thể chia sẻ về những lĩnh vực nào?", "strengths"),
        ("Areas of expertise", "strengths"),
        ("Hobbies (3 choice max)", "interests"),
        ("Thời gian rảnh [Thứ Hai]", "availability"),
        ("Nguyện vọng 1", "wishes"),
        ("What do you hope to get out of this programme?", "expectations"),
        ("Người cố vấn lý tưởng của bạn là ai?", "ideal_partner"),
        ("Trợ lý", "assistant_name"),
        ("Thư ký", "assistant_name"),
        ("Họ tên trợ lý", "assistant_name"),
        ("Assistant", "assistant_name"),
        ("Your assistant's name", "assistant_name"),
        ("Email trợ lý", "assistant_email"),
        ("Email của thư ký (nếu có)", "assistant_email"),
        ("Assistant e-mail", "assistant_email"),
        ("Email of your assistant", "assistant_email"),
    ],
)
def test_a_heading_is_recognised_however_it_is_written(heading: str, meaning: str) -> None:
    decomposed = unicodedata.normalize("NFD", heading)
    assert guesses(heading)[0].meaning == meaning
    assert guesses(unicodedata.normalize("NFC", decomposed))[0].meaning == meaning


@pytest.mark.parametrize("heading", ["Số điện thoại trợ lý", "Anh/chị có kinh nghiệm làm trợ lý không?"])
def test_what_else_is_asked_of_an_assistant_is_a_question_of_its_own(heading: str) -> None:
    assert guesses(heading) == ()


def test_an_unknown_heading_suggests_nothing() -> None:
    assert guesses("What would you like to do in Paris") == ()


def test_a_google_form_in_vietnamese_is_understood_whole() -> None:
    reading = understood(forms.google_forms_vi_rows())
    assert reading.used
    found = list(meanings(reading).values())
    assert found == [
        *(
            "submitted",
            "email",
            "full_name",
            "phone",
            "department",
            "level",
            "birth_year",
            "role",
            "capacity",
        ),
        *(
            "goals",
            "strengths",
            "availability",
            "availability",
            "question",
            "question",
            "consent",
            "question",
        ),
    ]
    assert reading.role == RoleRule("column", "", 7)
    graded = column(reading, "11.")
    assert (graded.kind, graded.options) == (
        "graded",
        ("Không đồng ý", "Bình thường", "Đồng ý", "Rất đồng ý"),
    )
    assert graded.wording == "Tôi thích việc có kế hoạch"
    assert "Lãnh đạo, dẫn dắt đội nhóm" in column(reading, "8.").options


def test_a_google_form_in_english_is_understood_whole() -> None:
    reading = understood(forms.google_forms_en_rows())
    graded = [c for c in reading.columns if c.kind == "graded"]
    assert [c.wording for c in graded] == ["Hanoi", "Ho Chi Minh City"]
    assert graded[0].options == ("No", "Not my first preference", "Definitely yes")
    assert column(reading, "Timestamp").date_order == "mdy"
    assert column(reading, "How confident").kind == "scale"
    assert column(reading, "How many years").kind == "number"
    assert column(reading, "How many mentees").value_map == {"I'm willing to take on two mentees.": "2"}


def test_a_microsoft_form_reads_the_address_that_was_given_not_the_anonymous_account() -> None:
    reading = understood(forms.microsoft_forms_en_rows())
    assert [c.heading for c in reading.columns if c.meaning == "email"] == ["Work email"]
    assert column(reading, "Email").meaning == "ignore"
    assert column(reading, "Skills").separator == ";"


def test_two_branches_of_a_form_ask_one_question() -> None:
    source = forms.source_of("answers.xlsx", {"Sheet1": forms.microsoft_forms_en_rows()})
    asked = {key for row in answers(understand([source]), [source]) for key in row.answers}
    assert asked == {QuestionKey("Favourite season")}


def test_free_text_with_commas_stays_one_answer() -> None:
    reading = understood(forms.microsoft_forms_vi_rows())
    assert column(reading, "Bạn thích học theo").kind == "text"


def test_headings_are_found_under_a_title_and_the_sum_is_no_person() -> None:
    reading = understood(forms.one_list_vi_rows())
    assert (reading.header_row, reading.row_count) == (3, 10)
    assert reading.role.kind == "column"


def test_a_sheet_without_people_is_left_alone() -> None:
    sheets = understand([forms.source_of("two.xlsx", forms.two_sheets_vi_sheets())]).sheets
    assert [(sheet.sheet, sheet.used, sheet.role.role) for sheet in sheets[1:]] == [
        ("Người cố vấn", True, "mentor"),
        ("Người được cố vấn", True, "mentee"),
    ]
    assert not sheets[0].used


def test_the_name_of_a_file_gives_the_role() -> None:
    rows: forms.Rows = [("Name", "Email"), ("An", "an@x.vn")]
    assert understood(rows, "mentees.csv").role == RoleRule("fixed", "mentee")
    assert understood(rows, "DS nguoi co van 2026.xlsx").role == RoleRule("fixed", "mentor")
    assert understood(rows, "chuong trinh co van.xlsx").role == RoleRule("fixed", "")


def test_a_role_is_recognised_by_its_answers() -> None:
    rows: forms.Rows = [
        ("Name", "Email", "Which is it?"),
        ("An", "an@x.vn", "Mentor"),
        ("Bo", "bo@x.vn", "Mentee"),
    ]
    assert understood(rows).role == RoleRule("column", "", 2)


def test_a_heading_alone_does_not_make_a_meaning_its_answers_deny() -> None:
    rows: forms.Rows = [("Name", "Email", "Mentees"), ("An", "tuesday", "Bình"), ("Bo", "never", "Chi")]
    assert meanings(understood(rows)) == {"Name": "full_name", "Email": "question", "Mentees": "question"}


def test_nothing_in_the_file_is_thrown_away() -> None:
    rows: forms.Rows = [("Name", "Goals", "Kỳ vọng", "What do you expect from us?", None)]
    rows += [("An", "Excel", "Học", "Support", "extra"), ("Bo", "Word", "Vui", "Time", "more")]
    reading = understood(rows)
    assert all(c.meaning != "ignore" for c in reading.columns)
    assert [c.meaning for c in reading.columns].count("expectations") == 2
    assert reading.columns[-1].wording == "(E)"


def test_the_order_of_dates_is_that_of_the_whole_file() -> None:
    rows: forms.Rows = [("Timestamp", "Name", "Date of birth"), ("10/28/2025 12:48", "An", "02/03/1990")]
    assert column(understood(rows), "Date of birth").date_order == "mdy"
    rows = [("Dấu thời gian", "Tên", "Ngày sinh"), ("28/10/2025 12:48", "An", "02/03/1990")]
    assert column(understood(rows), "Ngày sinh").date_order == "dmy"


def test_real_dates_need_no_order() -> None:
    rows: forms.Rows = [("Tên", "Ngày sinh"), ("An", dt.date(1990, 3, 2))]
    source = forms.source_of("a.xlsx", {"S": rows})
    assert answers(understand([source]), [source])[0].person["birth_year"] == 1990


def test_a_correction_has_separator_and_values_proposed_afresh() -> None:
    rows: forms.Rows = [("Name", "Paris"), ("An", "Museums; Parks"), ("Bo", "Parks; Food")]
    source = forms.source_of("a.xlsx", {"S": rows})
    before = understand([source])
    after = corrected(before, [source], 0, 1, "interests")
    assert (after.sheets[0].columns[1].meaning, after.sheets[0].columns[1].separator) == ("interests", ";")
    assert before.sheets[0].columns[1].meaning == "question"


def test_another_row_can_be_the_headings() -> None:
    rows: forms.Rows = [("Name", "Email"), ("Tên gọi", "Mail"), ("An", "an@x.vn")]
    source = forms.source_of("a.xlsx", {"S": rows})
    assert with_header_row(understand([source]), [source], 0, 2).sheets[0].row_count == 1


def test_a_form_seen_before_is_read_as_it_was_corrected() -> None:
    source = forms.source_of("g.xlsx", {"S": forms.google_forms_vi_rows()})
    first = understand([source])
    first = corrected(first, [source], 0, 16, "interests").with_role(0, RoleRule("fixed", "mentee"))
    kept = to_dict(first.sheets[0])
    shuffled = [tuple(reversed(row)) for row in forms.google_forms_vi_rows()]
    again = understand(
        [forms.source_of("h.xlsx", {"S": shuffled})], {first.sheets[0].fingerprint: kept}
    ).sheets[0]
    assert again.remembered
    assert column(again, "13.").meaning == "interests"
    assert again.role == RoleRule("fixed", "mentee")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm willing to take on two mentees.", 2),
        ("Tôi có thể nhận 2 người", 2),
        ("1-2 người", 2),
        ("ba người", 3),
        ("không rõ", None),
    ],
)
def test_a_number_is_found_in_a_sentence(text: str, expected: int | None) -> None:
    assert number_in(text) == expected


def test_roles_are_found_in_answers() -> None:
    assert role_in("Người được cố vấn (mentee)") == "mentee"
    assert role_in("Tôi muốn làm người cố vấn") == "mentor"
    assert role_in("Mentor, Mentee") == "both"
    assert role_in("Trưởng phòng") == ""


def test_yes_and_no_are_found_at_the_start_of_a_sentence() -> None:
    assert yes_no("Có, tôi muốn tham gia") is True
    assert yes_no("Không, cảm ơn") is False
    assert yes_no("Đôi khi") is None


def test_telephones_get_back_the_zero_a_spreadsheet_took() -> None:
    assert phone_in("912345678") == "0912345678"
    assert phone_in("'+84 912 345 678") == "+84 912 345 678"
    assert phone_in("không có") is None


def test_a_column_of_addresses_with_slips_is_still_their_column() -> None:
    rows: forms.Rows = [("Name", "Email"), ("An", "tran an@x.vn"), ("Bo", "Bo bo@x.vn"), ("Chi", "chi@x.vn")]
    assert meanings(understood(rows)) == {"Name": "full_name", "Email": "email"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thứ Hai 18h-19h", ("mon-18",)),
        ("6:00-7:00pm F", ("fri-18",)),
        ("11am-1pm Tue", ("tue-11", "tue-12")),
        ("Tối thứ 3", ("tue-18", "tue-19", "tue-20")),
        ("8h-10h sáng Chủ nhật", ("sun-8", "sun-9")),
        ("T2, 4, 6 18h-19h", ("mon-18", "wed-18", "fri-18")),
        ("mon-18", ("mon-18",)),
        ("xem lại sau", ("xem lại sau",)),
    ],
)
def test_free_time_becomes_slots_or_stays_as_worded(text: str, expected: tuple[str, ...]) -> None:
    assert slots(text) == expected
