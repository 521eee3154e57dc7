"""Who of those that were asked is meant: a name may do, and a shared mailbox proves nobody."""

import pytest

from nhipcau.participants.matching.closed_list import ClosedList
from nhipcau.participants.matching.linkage import Record

ASKED = {
    1: Record("Nguyễn Văn Hùng", {"email": "hung@x.vn"}),
    2: Record("Trần Thị Bình", {"email": "binh@x.vn"}),
    3: Record("Lê Minh Anh", {"email": "anh1@x.vn"}),
    4: Record("Lê Minh Anh", {"email": "anh2@x.vn"}),
}


def meant(name: str = "", email: str = "", *others: Record) -> tuple[int | None, str]:
    record = Record(name, {"email": email} if email else {})
    found = ClosedList(ASKED, [record, *others]).find(record)
    return found.key, found.doubt


@pytest.mark.parametrize(
    ("name", "email", "wanted"),
    [
        ("Nguyễn Văn Hùng", "", 1), ("nguyen van hung", "", 1), ("NGUYỄN VĂN HÙNG", "rieng@y.vn", 1),
        ("", "binh@x.vn", 2),
        ("Bình", "binh@x.vn", 2), ("Lê Minh Anh", "anh2@x.vn", 4),
    ],
)  # fmt: skip
def test_a_name_or_an_address_of_ones_own_says_who_it_is(name: str, email: str, wanted: int) -> None:
    assert meant(name, email) == (wanted, "")


@pytest.mark.parametrize(
    ("name", "email", "why"),
    [
        ("Nguyễn Văn Hưng", "", "maybe"), ("Nguyễn Văn Hưng", "hung@x.vn", "maybe"), ("Lê Minh Anh", "", "same_name"),
        ("Trần Thị Bình", "hung@x.vn", "two_people"), ("Phan Gia Bảo", "", "nobody"),
        ("Phan Gia Bảo", "binh@x.vn", "maybe"),
    ],
)  # fmt: skip
def test_with_any_doubt_nobody_is_taken_for_another(name: str, email: str, why: str) -> None:
    assert meant(name, email) == (None, why)


def test_an_address_that_several_names_give_proves_nobody() -> None:
    others = (Record("Phan Gia Bảo", {"email": "binh@x.vn"}), Record("Đỗ Hà", {"email": "binh@x.vn"}))
    assert meant("Phan Gia Bảo", "binh@x.vn", *others) == (None, "nobody")
    assert meant("Nguyễn Văn Hùng", "binh@x.vn", *others) == (1, "")


def test_of_many_people_an_address_alone_is_enough() -> None:
    many = {number: Record(f"Người {number}", {"email": f"{number}@x.vn"}) for number in range(5_000)}
    assert ClosedList(many).find(Record("", {"email": "77@x.vn"})).key == 77
