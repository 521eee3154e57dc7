"""What is read of a write-ahead log and of a rollback journal, up to the first byte that cannot be trusted."""

import io
import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.sqlite_pages import SIZE, write_ahead

from nhipcau.database.rescue.logs import Overlay, read_journal, read_log

MASK = 0xFFFFFFFF


def read(log: bytes, seen: list[tuple[int, int]] | None = None) -> Overlay:
    def looked(done: int, total: int) -> None:
        if seen is not None:
            seen.append((done, total))

    return read_log(io.BytesIO(log), len(log), looked)


def at(frame: int, size: int = SIZE) -> int:
    return 32 + frame * (24 + size) + 24


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_last_commit_says_which_pages_stand_and_how_many_there_are(order: str) -> None:
    found = read(write_ahead([(2, 0), (5, 9), (2, 0), (7, 8), (3, 0)], order=order))
    assert found == Overlay(SIZE, {2: at(2), 5: at(1), 7: at(3)}, 8)


@pytest.mark.parametrize(("size", "told"), [(512, 512), (4096, 4096), (65536, 1)])
def test_a_log_of_any_page_size_is_read(size: int, told: int) -> None:
    assert read(write_ahead([(1, 1)], size=size, told=told)) == Overlay(size, {1: at(0, size)}, 1)


def test_how_far_the_reading_is_gets_told() -> None:
    log, seen = write_ahead([(1, 0), (2, 2)]), []  # type: ignore[var-annotated]
    read(log, seen)
    assert seen == [(32, len(log)), (32 + 536, len(log))]


def test_a_log_without_a_commit_changes_nothing() -> None:
    assert read(write_ahead([(1, 0), (2, 0)])) == Overlay(SIZE, {}, None)
    assert read(write_ahead([])) == Overlay(SIZE)


@pytest.mark.parametrize("length", [0, 31])
def test_a_log_without_its_whole_header_is_none(length: int) -> None:
    assert read(write_ahead([(1, 1)])[:length]) == Overlay()


@pytest.mark.parametrize("place", [0, 3, 8, 16, 24, 28])
def test_a_log_whose_header_does_not_add_up_is_none(place: int) -> None:
    log = bytearray(write_ahead([(1, 1)]))
    log[place] ^= 4
    assert read(bytes(log)) == Overlay()


def test_a_log_of_a_size_no_page_has_is_none() -> None:
    assert read(write_ahead([(1, 1)], told=768)) == Overlay()


def test_from_the_first_frame_that_does_not_add_up_none_is_used_but_they_are_counted() -> None:
    whole = write_ahead([(2, 2), (3, 3), (4, 4), (5, 5)])
    for place in (at(1) - 24, at(1) - 8, at(1) - 4, at(1), at(1) + SIZE - 1):
        log = bytearray(whole)
        log[place] ^= 1
        assert read(bytes(log)) == Overlay(SIZE, {2: at(0)}, 2, 3), place


def test_a_frame_of_an_earlier_writing_ends_the_log_and_is_not_counted() -> None:
    for place in (8, 12):
        log = bytearray(write_ahead([(2, 2), (3, 3), (4, 4)]))
        log[at(1) - 24 + place] ^= 1
        assert read(bytes(log)) == Overlay(SIZE, {2: at(0)}, 2, 0)
        log = bytearray(write_ahead([(2, 2), (3, 3), (4, 4)]))
        log[at(1)] ^= 1
        log[at(2) - 24 + place] ^= 1
        assert read(bytes(log)) == Overlay(SIZE, {2: at(0)}, 2, 1)


def test_a_frame_of_no_page_ends_the_log() -> None:
    assert read(write_ahead([(2, 2), (0, 3)])) == Overlay(SIZE, {2: at(0)}, 2, 1)


def test_a_frame_that_breaks_off_ends_the_log() -> None:
    log = write_ahead([(2, 2), (3, 3)])
    assert read(log[:-1]) == Overlay(SIZE, {2: at(0)}, 2, 0)


def test_a_log_the_engine_wrote_is_read_as_the_engine_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES ('mới')")
        connection.commit()
        log = (tmp_path / "file-wal").read_bytes()
    found = read(log)
    assert (found.page_size, found.pages, found.unused) == (4096, 2, 0)
    assert "mới".encode() in log[found.places[2] : found.places[2] + 4096]


# --- the rollback journal -------------------------------------------------------------------------------------------

MAGIC = bytes.fromhex("d9d505f920a163d7")


def part(
    records: Sequence[int],
    *,
    size: int = SIZE,
    sector: int = 512,
    pages: int = 9,
    count: int | None = None,
    nonce: int = MASK - 1,
    fill: int = 0xC8,
) -> bytes:
    """Write one header with its records, each the page of a number as it was."""
    told = len(records) if count is None else count
    data = (MAGIC + struct.pack(">5I", told, nonce, pages, sector, size)).ljust(sector, b"\0")
    for number in records:
        page = bytes((fill + number + place) % 256 for place in range(size))
        some = sum(page[place] for place in range(size - 200, 0, -200))
        data += struct.pack(">I", number) + page + struct.pack(">I", (nonce + some) & MASK)
    return data


def undone(journal: bytes, seen: list[tuple[int, int]] | None = None) -> Overlay:
    def looked(done: int, total: int) -> None:
        if seen is not None:
            seen.append((done, total))

    return read_journal(io.BytesIO(journal), len(journal), looked)


def kept(record: int, size: int = SIZE, start: int = 512) -> int:
    return start + record * (size + 8) + 4


@pytest.mark.parametrize("size", [512, 1024, 4096, 65536])
def test_a_journal_says_how_pages_were_and_how_many_there_were(size: int) -> None:
    assert undone(part([3, 8], size=size)) == Overlay(size, {3: kept(0, size), 8: kept(1, size)}, 9)


def test_of_a_page_kept_twice_the_first_is_as_it_was() -> None:
    assert undone(part([3, 3])).places == {3: kept(0)}


def test_how_far_the_journal_is_read_gets_told() -> None:
    seen: list[tuple[int, int]] = []
    undone(part([3, 4]), seen)
    assert seen == [(512, 512 + 1040), (1032, 512 + 1040)]


def test_a_journal_goes_on_after_its_next_sector() -> None:
    first = part([3, 8])
    second = part([4, 3], pages=30)
    journal = first.ljust(2048, b"\0") + second
    assert undone(journal) == Overlay(SIZE, {3: kept(0), 8: kept(1), 4: kept(0, start=2048 + 512)}, 9)


def test_a_part_that_ends_with_a_sector_is_followed_at_once() -> None:
    first = part([each + 1 for each in range(64)])
    assert len(first) % 512 == 0
    found = undone(first + part([99]))
    assert found.places[99] == kept(0, start=len(first) + 512)


def test_after_a_part_with_a_broken_record_nothing_more_is_used() -> None:
    second = part([4])
    for place, byte in ((3, 0), (SIZE - 200 + 4, 1), (SIZE + 4, 1), (SIZE + 7, 1)):
        first = bytearray(part([3, 8]))
        first[kept(1) - 4 + place] = byte
        assert undone(bytes(first).ljust(2048, b"\0") + second) == Overlay(SIZE, {3: kept(0)}, 9), place


def test_a_journal_that_breaks_off_is_read_up_to_there() -> None:
    journal = part([3, 8])
    assert undone(journal[:-1]) == Overlay(SIZE, {3: kept(0)}, 9)
    assert undone(journal[:100]) == Overlay(SIZE, {}, 9)
    assert undone(journal[:28]) == Overlay(SIZE, {}, 9)
    assert undone(journal[:27]) == Overlay()


def test_a_journal_whose_count_was_not_written_is_read_to_its_end() -> None:
    assert undone(part([3, 8], count=MASK)).places == {3: kept(0), 8: kept(1)}
    assert undone(part([3, 8], count=1)).places == {3: kept(0)}
    assert undone(part([3, 8], count=7)).places == {3: kept(0), 8: kept(1)}


@pytest.mark.parametrize(("size", "sector"), [(768, 512), (256, 512), (512, 100)])
def test_a_journal_of_sizes_that_are_none_is_left_alone(size: int, sector: int) -> None:
    assert undone(part([3], size=size, sector=sector)) == Overlay()


@pytest.mark.parametrize("sector", [32, 512, 4096, 65536])
def test_a_journal_of_any_sector_is_read(sector: int) -> None:
    assert undone(part([3], sector=sector)).places == {3: kept(0, start=sector)}


def test_bytes_that_do_not_begin_like_a_journal_are_none() -> None:
    journal = part([3])
    assert undone(b"\0" + journal[1:]) == Overlay()
    assert undone(journal[:7] + b"\0" + journal[8:]) == Overlay()
    assert undone(b"") == Overlay()
