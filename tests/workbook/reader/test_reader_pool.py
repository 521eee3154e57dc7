"""Many files by a few processes: each is read as if it were the only one."""

from pathlib import Path

import pytest
from tests.support.workbooks import damaged, workbook

from nhipcau.common.progress import Progress
from nhipcau.workbook import ReaderPool, Unreadable, read_source
from nhipcau.workbook.limits import LIMITS
from nhipcau.workbook.reader.reader_pool import ReaderAhead


def test_one_file_after_the_other_reads_as_each_alone(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Tên,Số\nMai,1\n", encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(workbook())
    paths = [tmp_path / "a.csv", tmp_path / "b.xlsx", tmp_path / "a.csv"]
    with ReaderPool() as readers:
        together = [read_source(path, readers=readers) for path in paths]
    assert together == [read_source(path) for path in paths]


def test_what_is_wrong_with_one_file_says_nothing_of_the_next(tmp_path: Path) -> None:
    good, bad, gone = tmp_path / "good.xlsx", tmp_path / "bad.xlsx", tmp_path / "gone.xlsx"
    good.write_bytes(workbook())
    bad.write_bytes(damaged(workbook()))
    with ReaderPool() as readers:
        for path in (bad, gone):
            assert read_source(good, readers=readers).sheets
            with pytest.raises(Unreadable):
                read_source(path, readers=readers)
        assert read_source(good, readers=readers).sheets


def test_a_process_begun_ahead_reads_the_first_file_and_none_is_left(tmp_path: Path) -> None:
    good = tmp_path / "good.xlsx"
    good.write_bytes(workbook())
    ahead = ReaderAhead()
    ahead.begin()
    child = ahead.taken(LIMITS)
    assert child is not None
    assert child.answer(good.read_bytes, good.name, Progress())["sheets"]
    child.end()
    assert ahead.taken(LIMITS) is None
    ahead.end()


def test_a_process_begun_ahead_is_not_used_for_other_bounds_nor_when_it_has_died() -> None:
    ahead = ReaderAhead()
    ahead.begin()
    assert ahead.taken(LIMITS._replace(seconds=1)) is None
    child = ahead.taken(LIMITS)
    assert child is not None
    child.end()
    ahead._child = child
    assert ahead.taken(LIMITS) is None
    ahead.end()


def test_a_process_begun_ahead_for_two_pages_stays_until_both_are_gone() -> None:
    ahead = ReaderAhead()
    ahead.begin()
    ahead.begin()
    ahead.end()
    child = ahead.taken(LIMITS)
    assert child is not None
    child.end()
    ahead.begin()
    ahead.end()
    again = ahead.taken(LIMITS)
    assert again is not None
    again.end()
    ahead.end()
