"""How far two written names can be one person's."""

import pytest

from nhipcau.participants.matching.names import bare_key, compare_names


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Nguyễn Văn Hùng", "nguyễn văn HÙNG", "same"),
        ("Hoàng Văn Hòa", "Hoàng Văn Hoà", "same"),
        ("Phạm Thuỳ Dung", "Phạm Thùy Dung", "same"),
        ("Kim Min-jun", "Kim Min jun", "same"),
        ("Yildiz, Efe", "Efe Yildiz", "order"),
        ("An Nguyễn Văn", "Nguyễn Văn An", "order"),
        ("NGUYEN VAN HUNG", "Nguyễn Văn Hứng", "bare"),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "marks"),
        ("Lê Thị Thảo", "Lê Thị Thạo", "marks"),
        ("Lan", "Lân", "marks"),
        ("Nguyễn Văn An", "Nguyễn An", "short"),
        ("An", "Nguyễn Văn An", "short"),
        ("Nguyễn Văn", "Nguyễn Văn An", "different"),
        ("Nguyễn Văn An", "Nguyễn Văn Bình", "different"),
        ("Nguyễn Văn Khánh", "Nguyễn Văn Khnáh", "slip"),
        ("Nguyễn Thị Phương", "Nguyễn Thị Phươngg", "slip"),
        ("Nguyễn Thị Phương", "Nguyễn Thị Pương", "slip"),
        ("Nguyễn Thị Phương", "Nguyễn Thị Pưonh", "different"),
        ("Nguyễn Thị Lan", "Nguyễn Thị Loan", "different"),
        ("Nguyễn Vănn An", "Nguyễn Văn Ann", "different"),
        ("Nguyễn VănAn", "Nguyễn Văn An", "slip"),
        ("", "Nguyễn Văn An", "none"),
        ("–", "–", "none"),
    ],
)
def test_names_agree_so_far(one: str, other: str, level: str) -> None:
    assert compare_names(one, other) == compare_names(other, one) == level


def test_all_spellings_of_one_names_words_have_one_key() -> None:
    keys = {
        bare_key(name)
        for name in ("Nguyễn Văn Hùng", "NGUYEN VAN HUNG", "Hưng, Nguyễn Văn", "nguyễn văn hứng")
    }
    assert keys == {"hung nguyen van"}
    assert bare_key("Nguyễn Văn An") not in keys
