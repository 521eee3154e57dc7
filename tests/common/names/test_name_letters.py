"""Names that shout or whisper, as people would write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.common.names.name_letters import in_usual_letters, is_unlike_written
from nhipcau.participants.matching.names import compare_names


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"), ("nguyễn thị lan", "Nguyễn Thị Lan"), ("NGUYEN VAN AN", "Nguyen Van An"),
        ("O'NEILL SARA", "O'Neill Sara"), ("H'HEN NIÊ", "H'Hen Niê"), ("MARIE-CLAIRE DUBOIS", "Marie-Claire Dubois"),
        ("MARIA DEL CARMEN LÓPEZ", "Maria del Carmen López"), ("JAN VAN DER BERG", "Jan van der Berg"),
        ("RON MCDONALD", "Ron McDonald"), ("JOHN SMITH III", "John Smith III"), ("LAN 2", "Lan 2"), ("ĐẶNG", "Đặng"),
    ],
)  # fmt: skip
def test_capitals_stand_where_people_write_them(written: str, wanted: str) -> None:
    assert is_unlike_written(written)
    assert in_usual_letters(written) == wanted


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "Fay Reid", "NGUYỄN Văn An", "A. B.", "", "7", "Y"])
def test_what_is_written_as_people_write_stays(name: str) -> None:
    assert in_usual_letters(name) == name


@given(st.text(st.characters(categories=["L", "M", "N", "P", "Zs"]), max_size=40))
def test_mending_changes_nothing_but_the_letters_size(name: str) -> None:
    mended = in_usual_letters(name)
    assert mended == name or mended.casefold() == " ".join(name.split()).casefold()


@pytest.mark.parametrize("name", ["NGUYỄN VĂN HÙNG", "trần thị bình", "GARCÍA JOSÉ"])
def test_a_mended_name_is_the_same_person(name: str) -> None:
    assert compare_names(name, in_usual_letters(name)) == "same"
