"""A draft goes to all it should: read back by a strict reader and by Python's, whatever people are called."""

import email
import random
import re
from base64 import b64decode
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

import pytest
from tests.support.mails import addresses_of, headers, text_of

from nhipcau.mail.draft import Address, Attachment, Mail, draft, header_text

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Công-Tằng-Tôn-Nữ".split()  # noqa: SIM905
MIDDLE = "Thị Văn Hồng Thị-Hồng Quốc Ngọc Thanh Hữu Đức Minh Phương Khánh Diệu Tường Vi Quỳnh".split()  # noqa: SIM905
GIVEN = "Nhung Khoa Mai Đạt Uyên Thắng Phượng Trường Nguyệt Quyên Hường Duệ An Ý Bảo".split()  # noqa: SIM905
ODD = (
    "", ",", ";", '"', "\\", "(", ")", "<x@y.vn>", "[", ":", "@", ".", "=?utf-8?B?QQ==?=", "=?", "?=", "😀", "👩🏽‍💻",
    "🇻🇳", "\u202e", "\u200f", "عبد الله", "שלום", "\n", "\r\nBcc: z@y.vn", "\t", "\x00", "\x7f", "\u2028", "\ud800",
    "ThS.", "O'Neil", "Jean-Luc", "Nguye\u0302\u0303n", "a" * 70, "ễ" * 120, "𠀀" * 30, "-", "'", "''", "%", "\xa0",
    "a b c d e f g h i j k",
)  # fmt: skip


def name(chance: random.Random) -> str:
    words = [
        chance.choice(FAMILY),
        *chance.choices(MIDDLE, k=chance.choice((0, 1, 1, 2, 5, 30))),
        chance.choice(GIVEN),
    ]
    if chance.random() < 0.4:
        words.insert(chance.randrange(len(words) + 1), chance.choice(ODD))
    if chance.random() < 0.05:
        return chance.choice(ODD)
    return chance.choice(("", " ", " ", " ", " ")).join(words)


def address(chance: random.Random) -> str:
    local = "".join(
        chance.choices("abcdefghijklmnopqrstuvwxyz0123456789_-+", k=chance.choice((1, 9, 25, 64)))
    )
    return f"{local}@{'khoi.' * chance.choice((0, 0, 1, 30))}congty.com.vn"


def people(chance: random.Random, count: int) -> tuple[Address, ...]:
    return tuple((name(chance), address(chance)) for _ in range(count))


def said(addresses: tuple[Address, ...]) -> list[Address]:
    return [(header_text(name), email) for name, email in addresses]


def test_of_five_thousand_drafts_no_name_and_no_address_is_lost() -> None:
    chance = random.Random(20260)
    for turn in range(5000):
        mail = Mail(people(chance, 2), name(chance), "Chào\n", people(chance, turn % 3))
        raw = draft(mail)
        found = headers(raw)
        assert addresses_of(found["to"]) == said(mail.to)
        assert (addresses_of(found["cc"]) if "cc" in found else []) == said(mail.cc)
        assert text_of(found["subject"]) == header_text(mail.subject)
        assert found["x-unsent"] == " 1"
        assert set(found) <= {
            "x-unsent",
            "to",
            "cc",
            "subject",
            "content-type",
            "content-transfer-encoding",
            "mime-version",
        }


def test_pythons_reader_finds_the_same_with_a_file_attached() -> None:
    chance = random.Random(7)
    for _ in range(150):
        attached = Attachment(
            f"{name(chance)[:60]}.xlsx".strip(), "application/zip", bytes(range(256)) * chance.randrange(3)
        )
        mail = Mail(people(chance, 2), name(chance), f"{name(chance)}\n", attachments=(attached,))
        raw = draft(mail)
        assert addresses_of(headers(raw)["to"]) == said(mail.to)
        message = email.message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        assert [one.addr_spec for one in message["To"].addresses] == [mark for _, mark in mail.to]
        assert [mark for _, mark in getaddresses([str(headers(raw)["to"])])] == [mark for _, mark in mail.to]
        (file,) = message.iter_attachments()
        assert file.get_content() == attached.content
        assert file.get_filename() == header_text(attached.name)


def test_the_second_recipient_of_a_long_vietnamese_name_is_not_lost() -> None:
    to = (
        ("Nguyễn Thị Hồng Nhung", "nhung.nguyen@hoaphat-demo.vn"),
        ("Phan Đăng Khoa", "khoa.phan@hoaphat-demo.vn"),
    )
    raw = draft(Mail(to, "Chào", "Chào\n"))
    assert addresses_of(headers(raw)["to"]) == list(to)
    message = email.message_from_bytes(raw, policy=default)
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == list(to)


def test_who_has_no_address_is_named_and_the_others_are_written_to() -> None:
    mail = Mail((("Mai", "không có"), ("Lan", "lan@x.vn"), ("Tú", "")), "Chào", "Chào\n")
    assert mail.unaddressed == ("Mai", "Tú")
    assert addresses_of(headers(draft(mail))["to"]) == [("Lan", "lan@x.vn")]
    nobody = Mail((("Mai", ""),), "Chào", "Chào\n")
    assert "to" not in headers(draft(nobody))


@pytest.mark.parametrize("wrong", ["x@y.vn\r\nBcc: z@y.vn", "x@y.vn, z@y.vn", "x@y.vn>", "x y@y.vn"])
def test_what_is_no_address_writes_no_header(wrong: str) -> None:
    found = headers(draft(Mail((("Mai", wrong), ("Lan", "lan@x.vn")), "Chào", "Chào\n")))
    assert addresses_of(found["to"]) == [("Lan", "lan@x.vn")]
    assert "bcc" not in found


def test_a_body_comes_back_as_it_was() -> None:
    body = "Kính gửi chị Mai,\n\n" + "ễ" * 3000 + "\n.\nFrom here\n• một\n=20\n"
    message = email.message_from_bytes(draft(Mail((), "Chào", body)), policy=default)
    assert isinstance(message, EmailMessage)
    assert message.get_content().replace("\r\n", "\n") == body


def test_a_long_name_is_parted_between_its_words() -> None:
    """Some readers, Python's among them, put a blank where an encoded word ends."""
    name = "Huỳnh Nguyễn Hoàng Bảo Ngọc Khánh Linh Công Tằng Tôn Nữ Thị Phương Thảo Nguyên"
    lines = draft(Mail(((name, "linh@x.vn"),), name, "…")).decode("ascii")
    parts = [b64decode(part) for part in re.findall(r"=\?utf-8\?B\?([^?]*)\?=", lines)]
    told = b"".join(parts).decode()
    assert told == name * 2
    assert all(part.endswith((b" ", "Nguyên".encode())) for part in parts)
    assert len(parts) >= 4
