"""The order of lists of people in both languages."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.common.names.name_order import one_spelling, person_sort_key
from nhipcau.common.names.vietnamese import fold, given_sort_key

PEOPLE = [
    "Trần Văn An",
    "John Smith",
    "Nguyễn Thị Bình",
    "Zoë Müller",
    "An Nguyen",
    "Lê Ba",
    "Jan Berg",
]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("vi", ["An Nguyen", "Trần Văn An", "Lê Ba", "Nguyễn Thị Bình", "Jan Berg", "John Smith", "Zoë Müller"]),
        ("en", ["Jan Berg", "Lê Ba", "Zoë Müller", "An Nguyen", "Nguyễn Thị Bình", "John Smith", "Trần Văn An"]),
    ],
)  # fmt: skip
def test_vietnamese_lists_go_by_given_name_and_english_ones_by_family_name(
    language: str, wanted: list[str]
) -> None:
    shuffled = random.Random(5).sample(PEOPLE, len(PEOPLE))
    assert sorted(shuffled, key=lambda name: person_sort_key(name, language)) == wanted


@pytest.mark.parametrize(
    ("one", "other"), [("Thuỷ", "Thủy"), ("Hoà", "Hòa"), ("Khoẻ", "Khỏe"), ("H’Hen", "H'Hen"), ("HOÀ", "HÒA")]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_two_ways_of_writing_one_name_stand_together(one: str, other: str, language: str) -> None:
    names = [f"Trần {one}", f"Trần {other}"]
    assert len({person_sort_key(name, language) for name in names}) == 1


@pytest.mark.parametrize("name", ["Quý", "Quỳnh", "Hoàng", "Nguyễn", "Thuyền", "Tuấn", "Hoa"])
def test_no_other_name_is_spelled_anew(name: str) -> None:
    assert one_spelling(name) == name


@given(st.text(max_size=40), st.sampled_from(["vi", "en"]))
def test_every_text_has_its_place(name: str, language: str) -> None:
    assert isinstance(person_sort_key(name, language), str)
    assert fold(one_spelling(name).replace("'", "")) == fold("".join(c for c in name if c not in "’‘ʼ`´'"))


def test_vietnamese_names_stand_as_they_always_stood() -> None:
    assert person_sort_key("Nguyễn Văn An", "vi") == given_sort_key("Nguyễn Văn An")
