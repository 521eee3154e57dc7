"""How letters address people: by a written title, else by anh or chị, in either language."""

import pytest

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.pairing.explanation.salutation import call, call_in_full


@pytest.mark.parametrize(
    ("name", "preferred", "gender", "salutation", "vietnamese", "english"),
    [
        ("Trần Thị Lan", "", "Nữ", "", "chị Lan", "Lan"),
        ("Trần Thị Lan", "", "", "", "anh/chị Lan", "Lan"),
        ("Trần Thị Lan", "", "Nữ", "TS.", "TS. Lan", "Dr Lan"),
        ("Nguyễn Văn Bình", "", "Nam", "PGS. TS.", "PGS. TS. Bình", "Prof. Bình"),
        ("Đặng Thị Kim Chi", "", "", "ThS.", "ThS. Chi", "Chi"),
        ("Trần Thị Mai", "", "", "Ms.", "chị Mai", "Ms. Mai"),
        ("Lê Văn Hùng", "", "", "A.", "anh Hùng", "Hùng"),
        ("Lê Văn Tám", "", "Nam", "Ông", "ông Tám", "Mr Tám"),
        ("Lê Minh", "Minh Béo", "Nam", "", "anh Minh Béo", "Minh Béo"),
        ("Emily Marsh", "", "", "Dr", "Dr Marsh", "Dr Marsh"),
        ("Emily Marsh", "Em", "", "Dr", "Em", "Em"),
        ("Joan Smith", "", "Female", "Mrs.", "Mrs. Smith", "Mrs. Smith"),
        ("Siu Black", "", "", "Ms", "Ms Siu Black", "Ms Siu Black"),
        ("Lan", "", "", "Sếp", "Sếp Lan", "Sếp Lan"),
    ],
)
def test_people_are_addressed_as_their_title_says(
    name: str, preferred: str, gender: str, salutation: str, vietnamese: str, english: str
) -> None:
    said = (name, preferred, gender, salutation)
    assert [call(Words(language), *said) for language in LANGUAGES] == [vietnamese, english]


def test_a_title_within_a_name_that_was_kept_so_is_heard_too() -> None:
    assert call(Words("vi"), "ThS. Đặng Thị Kim Chi") == "ThS. Chi"
    assert call_in_full(Words("en"), "Dr. Bruno Costa") == "Dr. Bruno Costa"


@pytest.mark.parametrize(("language", "wanted"), [("vi", "chị Trần Thị Lan"), ("en", "Ms Trần Thị Lan")])
def test_others_speak_of_somebody_in_full(language: Language, wanted: str) -> None:
    assert call_in_full(Words(language), "Trần Thị Lan", "Nam", "Ms") == wanted
