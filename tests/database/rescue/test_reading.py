"""What the header of a damaged file is believed in, how long its pages are, and which of them stand."""

import io
import struct
from pathlib import Path

import pytest
from tests.support.sqlite_pages import LEAF, SIZE, file_header, record, row, tree_page, write_ahead

from nhipcau.database.rescue.logs import Overlay
from nhipcau.database.rescue.pages import FileHeader, Pages, open_pages, read_header

NONE = FileHeader(sound=False)


def changed(place: int, value: bytes) -> bytes:
    data = bytearray(file_header(pages=7, free_head=3, free_count=2))
    data[place : place + len(value)] = value
    return bytes(data)


def test_a_sound_header_says_how_long_pages_are_and_where_the_free_ones_begin() -> None:
    found = read_header(file_header(pages=7, free_head=3, free_count=2, schema=2))
    assert found == FileHeader(True, SIZE, 0, 7, 3, 2, 2)
    assert FileHeader(sound=True) == FileHeader(True, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("size", [512, 1024, 4096, 32768, 65536])
def test_every_page_size_is_known(size: int) -> None:
    assert read_header(file_header(size=size)).page_size == size


@pytest.mark.parametrize("place", range(16))
def test_a_header_that_begins_with_other_bytes_is_not_believed(place: int) -> None:
    assert read_header(changed(place, b"\x7f")) == NONE


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (16, b"\3\0"),  # no power of two
        (16, b"\1\0"),  # too small
        (18, b"\0"),
        (18, b"\3"),
        (19, b"\0"),
        (19, b"\3"),
        (20, b"\x21"),  # fewer than 480 bytes are left
        (21, b"\x41"),
        (22, b"\x21"),
        (23, b"\x21"),
        (56, struct.pack(">I", 2)),  # another encoding
        (68, struct.pack(">I", 1)),  # another program's
    ],
)
def test_a_header_with_one_impossible_number_is_not_believed(place: int, value: bytes) -> None:
    assert read_header(changed(place, value)) == NONE


def test_what_a_header_may_say_is_believed() -> None:
    assert read_header(changed(18, b"\2\2")).sound
    assert read_header(changed(20, b"\x20")).reserved == 32
    assert read_header(changed(20, b"\x20")).sound


def test_the_count_of_pages_is_known_only_where_it_was_written_with_the_last_change() -> None:
    assert read_header(changed(24, struct.pack(">I", 6))).pages == 0
    assert read_header(changed(92, struct.pack(">I", 6))).pages == 0


def test_a_header_that_breaks_off_is_not_believed() -> None:
    whole = file_header()
    assert len(whole) == 100
    assert read_header(whole).sound
    assert read_header(whole[:99]) == NONE


def leaf(number: int, size: int = SIZE, usable: int = 0) -> bytes:
    return tree_page(LEAF, [row(number, record("a"))], size=size, usable=usable)


def made(content: bytes, layers: list[tuple[io.BytesIO, Overlay]] | None = None) -> Pages:
    return Pages(io.BytesIO(content), len(content), list(layers or []))


def first_page(size: int = SIZE, pages: int = 0) -> bytes:
    return file_header(size=size, pages=pages).ljust(size, b"\0")


@pytest.mark.parametrize("size", [512, 4096, 65536])
def test_pages_are_as_long_as_the_header_says_where_they_add_up(size: int) -> None:
    pages = made(first_page(size) + leaf(1, size) + leaf(2, size))
    assert (pages.size, pages.count, pages.header.sound, pages.missing) == (size, 3, True, 0)
    assert [each.row_id for each in pages.page(3).cells] == [2]


def test_a_header_that_says_another_length_than_the_pages_have_is_not_believed() -> None:
    pages = made(first_page(1024)[:SIZE] + b"".join(leaf(each) for each in range(1, 9)))
    assert (pages.size, pages.count, pages.header) == (512, 9, NONE)


def test_where_half_of_the_pages_add_up_the_header_is_right() -> None:
    pages = made(first_page() + leaf(1) + bytes([LEAF]).ljust(SIZE, b"\7"))
    assert (pages.size, pages.header.sound) == (512, True)


def test_pages_that_are_no_tree_say_nothing_about_the_length() -> None:
    other = b"\7" * 512
    pages = made(bytes(4096) + leaf(1, 4096) + other * 32)
    assert (pages.size, pages.header) == (4096, NONE)


def test_where_nothing_says_how_long_pages_are_they_are_as_long_as_usual() -> None:
    assert made(bytes(5000)).size == 4096
    assert made(b"").size == 4096
    assert made(b"").count == 0
    assert made(bytes(5000)).count == 2


def test_bytes_kept_for_others_at_the_end_of_a_page_are_not_used() -> None:
    head = bytearray(first_page())
    head[20] = 30
    pages = made(bytes(head) + leaf(1, usable=SIZE - 30) + leaf(2, usable=SIZE - 30))
    assert (pages.reserved, pages.usable, pages.size) == (30, SIZE - 30, SIZE)
    assert pages.page(3).sound


def test_pages_that_should_come_after_the_end_are_missing() -> None:
    pages = made(first_page(pages=5) + leaf(1) + leaf(2))
    assert (pages.count, pages.missing) == (3, 2)
    assert made(first_page(pages=2) + leaf(1) + leaf(2)).missing == 0


def test_a_page_that_breaks_off_is_filled_with_nothing() -> None:
    pages = made(first_page() + leaf(1) + b"\7" * 9)
    assert pages.count == 3
    assert pages.bytes_at(3) == b"\7" * 9 + bytes(SIZE - 9)


def test_the_first_page_is_read_after_its_header() -> None:
    head = file_header()
    pages = made(head + tree_page(LEAF, [row(4, record("a"))], start=100)[100:])
    assert [each.row_id for each in pages.page(1).cells] == [4]


def test_of_a_log_the_pages_stand_and_how_many_there_are() -> None:
    log = io.BytesIO(b"-" * 9 + leaf(7) + leaf(8))
    content = first_page(pages=2) + leaf(1)
    pages = made(content, [(log, Overlay(SIZE, {2: 9, 3: 9 + SIZE}, 3))])
    assert (pages.count, pages.missing, pages.unused_frames) == (3, 0, 0)
    assert [pages.page(each).cells[0].row_id for each in (2, 3)] == [7, 8]


def test_a_log_that_says_any_length_is_believed_no_further_than_there_are_pages() -> None:
    log = io.BytesIO(leaf(7))
    pages = made(first_page() + leaf(1), [(log, Overlay(SIZE, {3: 0}, 50, 4))])
    assert (pages.count, pages.missing, pages.unused_frames) == (3, 47, 4)


def test_a_journal_may_shorten_the_file_and_of_two_that_lie_there_the_later_counts() -> None:
    content = first_page() + leaf(1) + leaf(2)
    journal = (io.BytesIO(leaf(5)), Overlay(SIZE, {2: 0}, 2))
    assert made(content, [journal]).count == 2
    both = [journal, (io.BytesIO(leaf(6)), Overlay(SIZE, {2: 0}, 3, 1))]
    assert made(content, both).count == 3
    assert made(content, both).page(2).cells[0].row_id == 6
    assert made(content, both).unused_frames == 1


def test_the_length_of_pages_is_that_of_the_log_where_it_holds_any() -> None:
    content = b"".join(leaf(each) for each in range(1, 9))
    log = io.BytesIO(leaf(7, 1024))
    assert made(content, [(log, Overlay(1024, {1: 0}, 4))]).size == 1024
    assert made(content, [(log, Overlay(1024, {}, 4))]).size == 512


def test_what_lies_beside_a_file_is_read_with_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(first_page() + leaf(1) + leaf(2))
    with open_pages(path) as pages:
        assert (pages.count, pages.length) == (3, 3 * SIZE)
    for ending in ("-wal", "-journal"):
        path.with_name("file" + ending).write_bytes(b"no log at all " * 9)
    with open_pages(path) as pages:
        assert (pages.count, pages.unused_frames) == (3, 0)


def test_a_log_of_which_nothing_can_be_used_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(first_page() + leaf(1))
    log = bytearray(write_ahead([(2, 2), (2, 2)]))
    log[100] ^= 1
    path.with_name("file-wal").write_bytes(log)
    with open_pages(path) as pages:
        assert (pages.count, pages.unused_frames) == (2, 2)
        assert pages.page(2).cells[0].row_id == 1
