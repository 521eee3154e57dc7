"""What is an address, and which one a person meant: one they may not have meant is never taken."""

import pytest

from nhipcau.mail.addresses import address_in, addresses_beside, is_address, says_address

LAN = "lan@x.vn"
PLAIN = (
    "lan@x.vn", " Lan@X.VN ", "mailto:lan@x.vn", "Lan <lan@x.vn>", "<lan@x.vn>",
    "(lan@x.vn)", '"Lan" <lan@x.vn>;',
    "Trần Lan (KD) <lan@x.vn>", "lan@x.vn <lan@x.vn>", "lan@x.vn<mailto:lan@x.vn>", "Email: lan@x.vn",
    "E-mail:lan@x.vn",
    "e-mail lan@x.vn", "Email của tôi là lan@x.vn", "Lan: lan@x.vn", "Trần Thị Lan, lan@x.vn",
    "Trần Thị Lan\nlan@x.vn",
    "lan@x.vn\n0912 345 678", "0912345678 / lan@x.vn", "lan@x.vn (cá nhân)", "lan@x.vn, Hà Nội",
    "lan@x.vn;", "lan@x.vn,",
    "lan@x.vn; LAN@x.vn", "lan＠x．vn", "\u00a0lan@x.vn\u00a0", "\ufefflan@x.vn", "'lan@x.vn", "- lan@x.vn",
    "Trần Lan – lan@x.vn", "lan @x.vn", "lan@ x.vn", "lan @ x.vn",
)  # fmt: skip
IN_DOUBT = (
    "pham gia bao@x.vn", "minh tuan@x.vn", "Email: minh tuan@x.vn", "pham bao @x.vn",
    "bao@x. vn", "bao@x .vn",
    "bao@x.com vn", "bao@x. vn", "pham,bao@x.vn", "pham, bao@x.vn", "pham gia, bao@x.vn", "pham;bao@x.vn",
    "pham/bao@x.vn",
    "pham:bao@x.vn", "pham\nbao@x.vn", "bao@x,vn", "bao@x.com,vn", "bao@x.com/vn", "bao@x", "bao@x.vn.",
    "bao@@x.vn", "a@bao@x.vn",
    "bảo@x.vn", "bao@x.việt", "bao@-x.vn", "bao@x..vn", "bao.@x.vn", ".bao@x.vn", "@x.vn", "bao@",
    "bao@1.2.3.4",
    "bao@x.vn, mai@x.vn", "bao@x.vn mai@x.vn", "bao@x.vn/mai@x.vn", "Bảo <bao@x.vn>, Mai <mai@x.vn>",
    "<gia bao@x.vn>",
    "mai@x.vn <bao@x.vn>", "Bảo bao@x.vn", "bao@x.vn Bảo", "pham (gia) bao@x.vn", "pham\u00a0bao@x.vn",
    "pham\u3000bao@x.vn",
)  # fmt: skip
NONE = ("", "không có", "0912345678", "bao(at)x.vn", "@")
HELD_BACK = (
    ("Địa chỉ thư: lan@x.vn", LAN), ("nguyen thuy lan@gmail.com", None),
    ("linh@gmail.com (nhà) / lan@x.vn (cơ quan)", None),
    ("thuy.lan@gmail,com", None), ("thuy.lan.@x.vn", None), ("Nguyễn Thùy Lan [lan@x.vn]", LAN),
    ("thùy.lan@x.vn", None),
    ("lan@x .com.vn", None), ("lan@x.com vn", None), ("\u200blan@x.vn\u200b", LAN), ("“Lan@x.vn”", LAN),
    ("lan@x.vn\nlan@x.vn", LAN), ("thuylan\n@x.vn", None), ("Ms. Lan, lan@x.vn", LAN),
    ("http://x.vn/lan@x.vn", None),
    ("email: lan @ x.vn", None), ("lan@x.vn;0912345678", LAN), ("mai. lan@x.vn", None),
    ("lan@x.vn - Phòng KD", None), ("1. lan@x.vn", None),
)  # fmt: skip
"""Thought of when the reading was done. Of the last two a person sees the address; here they are asked about."""


@pytest.mark.parametrize("text", PLAIN)
def test_an_address_is_taken_out_of_what_plainly_stands_beside_it(text: str) -> None:
    assert address_in(text) == LAN


@pytest.mark.parametrize("text", [*IN_DOUBT, *NONE])
def test_with_any_doubt_there_is_none(text: str) -> None:
    assert address_in(text) is None


@pytest.mark.parametrize(("text", "meant"), HELD_BACK)
def test_wordings_nobody_thought_of_become_no_wrong_address(text: str, meant: str | None) -> None:
    assert address_in(text) == meant


@pytest.mark.parametrize("text", ["pham gia bao@x.vn", "Lan <lan@x.vn>", "lan＠x.vn"])
def test_a_doubtful_address_is_still_seen_to_be_one(text: str) -> None:
    assert says_address(text)


@pytest.mark.parametrize("text", ["Email (@congty.vn)", "@lan", "lan", "3 @ 5.000"])
def test_a_sign_alone_is_no_address(text: str) -> None:
    assert not says_address(text)


def test_several_addresses_are_counted_once_each() -> None:
    assert addresses_beside("Bảo <bao@x.vn>; mai@x.vn, BAO@x.vn") == 2
    assert addresses_beside("pham gia bao@x.vn") == 1
    assert addresses_beside("a@@x.vn") == 0


@pytest.mark.parametrize(
    ("text", "good"),
    [("a@b.vn", True), ("a.b+c@d.e.vn", True), ("o'neil@b.vn", True), ("A_b-c%d@b-c.com.vn", True),
    ("a@b.xn--p1ai", True),
     ("a@b", False), ("@b.vn", False), ("a b@c.vn", False), ("a@b@c.vn", False), ("a@b..vn", False),
     ("", False),
     ("a@.vn", False), ("a@b.", False), ("a,c@b.vn", False), ("a;c@b.vn", False), ("a\tc@b.vn", False),
     ("a\nc@b.vn", False),
     ("a@b.vn\n", False), ("ă@b.vn", False), ("a@b.v", False), ("a@b-.vn", False), ("a..b@c.vn", False),
     ("Lan <a@b.vn>", False),
     ("a" * 65 + "@b.vn", False), ("a@" + "b." * 130 + "vn", False)],
)  # fmt: skip
def test_an_address_is_known_by_its_shape(text: str, good: bool) -> None:
    assert is_address(text) is good


@pytest.mark.parametrize("beside", ["a", "@", "a@x.vn,", "<", "(", "a b ", "-", "é"])
def test_a_hostile_cell_costs_no_more_than_it_is_long(beside: str) -> None:
    assert address_in(f"{beside * 20_000}@") is None
