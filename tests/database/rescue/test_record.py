"""What is read of a record, and which bytes are none."""

import struct

import pytest
from tests.support.sqlite_pages import record
from tests.support.sqlite_pages import varint as written

from nhipcau.database.rescue.record import LOST, decode, signed, varint


@pytest.mark.parametrize(
    "value",
    [
        0,
        1,
        127,
        128,
        129,
        16383,
        16384,
        1 << 21,
        (1 << 28) + 5,
        1 << 35,
        1 << 42,
        (1 << 49) - 1,
        (1 << 56) - 1,
    ],
)
def test_a_number_of_any_length_is_read_with_where_it_ends(value: int) -> None:
    data = written(value)
    assert varint(data, 0) == (value, len(data))
    assert varint(b"\xff" + data + b"\xff", 1) == (value, len(data) + 1)


def test_the_ninth_byte_of_a_number_counts_whole() -> None:
    assert varint(b"\xff" * 9 + b"\1", 0) == ((1 << 64) - 1, 9)
    assert varint(b"\xc0" + b"\x80" * 8, 0) == ((1 << 63) + 0x80, 9)
    assert varint(b"\x80" * 8 + b"\x05", 0) == (5, 9)


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 8])
def test_a_number_that_breaks_off_is_none(data: bytes) -> None:
    with pytest.raises(IndexError):
        varint(data, 0)


def test_row_ids_of_64_bits_have_a_sign() -> None:
    assert [signed(each) for each in (0, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)] == [
        0,
        (1 << 63) - 1,
        -(1 << 63),
        -1,
    ]


def whole(kinds: bytes, content: bytes) -> bytes:
    return bytes([len(kinds) + 1]) + kinds + content


@pytest.mark.parametrize(
    ("kind", "content", "value"),
    [
        (0, b"", None),
        (1, b"\xfe", -2),
        (2, b"\1\2", 0x0102),
        (3, b"\1\2\3", 0x010203),
        (4, b"\1\2\3\4", 0x01020304),
        (5, b"\1\2\3\4\5\6", 0x010203040506),
        (6, b"\xff\2\3\4\5\6\7\x08", -(1 << 56) + 0x02030405060708),
        (7, struct.pack(">d", 2.5), 2.5),
        (8, b"", 0),
        (9, b"", 1),
        (10, b"", LOST),
        (11, b"", LOST),
        (12, b"", b""),
        (13, b"", ""),
        (14, b"\0", b"\0"),
        (15, b"a", "a"),
        (17, "đ".encode(), "đ"),
        (15, b"\xff", LOST),
    ],
)
def test_every_type_of_value_is_read(kind: int, content: bytes, value: object) -> None:
    data = whole(bytes([15, kind, 15]), b"<" + content + b">")
    assert decode(data, len(data)) == ("<", value, ">")


def test_a_record_without_columns_is_one() -> None:
    assert decode(b"\1", 1) == ()


@pytest.mark.parametrize(
    ("payload", "length"),
    [
        (b"", 0),
        (b"\0", 1),
        (record("a"), 2),  # shorter than what it says of itself
        (record("a"), 4),  # and longer
        (b"\2\x8f", 2),  # the types break off
        (b"\2\x81\0", 3),  # and run beyond their end
        (b"\3\17", 9),  # the types reach beyond what is there
        (b"\3\1\1", 2),
    ],
)
def test_bytes_that_do_not_add_up_are_no_record(payload: bytes, length: int) -> None:
    assert decode(payload, length) is None


def test_a_record_of_more_columns_than_any_table_has_is_none() -> None:
    for count, is_one in ((200, True), (201, False)):
        data = b"\x81" + bytes([count + 2 - 128]) + bytes(count)
        assert (decode(data, len(data)) == (None,) * count) == is_one


def test_of_a_record_that_goes_on_elsewhere_the_values_at_hand_are_read() -> None:
    data = record("abc", 7, None)
    assert decode(data[:6], len(data)) == (LOST, LOST, LOST)
    assert decode(data[:7], len(data)) == ("abc", LOST, LOST)
    assert decode(data[:-1], len(data)) == ("abc", LOST, LOST)
    assert decode(data, len(data)) == ("abc", 7, None)
    assert decode(data[:3], len(data)) is None
