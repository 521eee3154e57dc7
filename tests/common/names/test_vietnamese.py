import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.common.names.vietnamese import clean, fold, given_sort_key, initials, name_parts, sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


def test_every_vietnamese_letter_folds_to_its_plain_letter() -> None:
    assert set(fold(LETTERS)) <= set("abcdefghijklmnopqrstuvwxyz")
    assert fold("ĐẶNG HỮU PHƯỚC") == "dang huu phuoc"


def test_both_ways_of_writing_a_tone_fold_alike() -> None:
    assert fold("Hòa") == fold("Hoà") == fold(unicodedata.normalize("NFD", "Hoà")) == "hoa"


def test_names_sort_in_vietnamese_alphabetical_order() -> None:
    names = ["Yến", "Dũng", "Đạt", "Ân", "An", "Ánh", "Ăn", "Ước", "Uyên"]
    assert sorted(names, key=sort_key) == ["An", "Ánh", "Ăn", "Ân", "Dũng", "Đạt", "Uyên", "Ước", "Yến"]


def test_people_sort_by_given_name_first() -> None:
    people = ["Nguyễn Văn Dũng", "Trần Thị Ánh", "Lê An"]
    assert sorted(people, key=given_sort_key) == ["Lê An", "Trần Thị Ánh", "Nguyễn Văn Dũng"]


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Nguyễn Thị Minh Khai", ("Nguyễn", "Thị Minh", "Khai")),
        ("Lê An", ("Lê", "", "An")),
        ("Khai", ("", "", "Khai")),
    ],
)
def test_a_name_has_family_middle_and_given_parts(full: str, parts: tuple[str, str, str]) -> None:
    found = name_parts(full)
    assert (found.family, found.middle, found.given) == parts


def test_initials_are_of_the_family_and_the_given_name() -> None:
    assert initials("đặng thái sơn") == "ĐS"
    assert initials("Seán O'Brien") == "SO"
    assert initials("“Ít nhất” một phần ba (nữ)") == "ÍN"
    assert initials("Vy") == "V"
    assert initials(" – ") == ""


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
