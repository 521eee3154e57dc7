"""Whatever stands in the way of writing, the old file stays whole, nothing is remembered, and a sentence says why."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.database import dump
from tests.support.sessions import confirmed_programme
from tests.support.whole_workbook import send

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, Words, text
from nhipcau.database import Database
from nhipcau.exchange.lists.calendar_file import save_calendar
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.shell.features import FEATURES
from nhipcau.workbook import ColumnSpec, SheetSpec
from nhipcau.workbook.writer.csv_writing import write_csv

Write = Callable[[Database, int, Path], object]
WAYS: dict[str, Write] = {
    "a programme's workbook": lambda database, programme, path: send(database, programme, "x", path, "vi"),
    "a calendar": lambda database, programme, path: save_calendar(
        database, programme, path, Words("vi"), FEATURES
    ),
    "a text file": lambda database, programme, path: write_csv(
        path, SheetSpec("x", [ColumnSpec("a")], [["b"]])
    ),
}
TROUBLES = {
    "disk_full": OSError(errno.ENOSPC, "full"),
    "target_open": PermissionError(errno.EACCES, "open in Excel"),
    "not_written": OSError(errno.EIO, "broken"),
}


@pytest.fixture
def programme_id(database: Database) -> int:
    return confirmed_programme(database)


@pytest.mark.parametrize("code", TROUBLES)
@pytest.mark.parametrize("way", WAYS)
def test_a_failed_writing_leaves_the_old_file_and_says_why(
    database: Database,
    programme_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    code: str,
) -> None:
    folder = tmp_path / "nơi lưu"
    folder.mkdir()
    path = folder / "sổ.xlsx"
    path.write_bytes(b"old")
    before = dump(database)

    def fail(_: int) -> None:
        raise TROUBLES[code]

    monkeypatch.setattr("nhipcau.workbook.writer.file_saving.os.fsync", fail)
    with pytest.raises(Unavailable) as refused:
        WAYS[way](database, programme_id, path)
    monkeypatch.undo()
    assert refused.value.code == f"workbook.{code}"
    for language in LANGUAGES:
        assert "sổ.xlsx" in text(language, refused.value.code, **refused.value.values)
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]
    assert dump(database) == before


@pytest.mark.parametrize("way", WAYS)
def test_a_target_that_may_be_written_but_not_replaced_is_written(
    database: Database, programme_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    folder = tmp_path / "đồng bộ"
    folder.mkdir()
    path = folder / "sổ.xlsx"
    path.write_bytes(b"old")

    def refuse(*_: object) -> Path:
        raise OSError(errno.EBUSY, "held by the synchronising program")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr("nhipcau.workbook.writer.file_saving._PAUSE_SECONDS", 0)
    WAYS[way](database, programme_id, path)
    assert path.read_bytes() != b"old"
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("code", ["disk_full", "not_written"])
def test_workbooks_of_pairs_are_all_written_or_none(
    database: Database, programme_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    folder = tmp_path / "sổ"
    folder.mkdir()
    before, calls = dump(database), []

    def fail_late(number: int) -> None:
        calls.append(number)
        if len(calls) > 3:
            raise TROUBLES[code]

    monkeypatch.setattr("nhipcau.workbook.writer.file_saving.os.fsync", fail_late)
    with pytest.raises(Unavailable) as refused:
        write_pair_workbooks(database, programme_id, folder, "vi")
    monkeypatch.undo()
    assert refused.value.code == f"workbook.{code}"
    assert list(folder.iterdir()) == []
    assert dump(database) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_one_may_not_write_to_is_said(database: Database, programme_id: int, tmp_path: Path) -> None:
    folder = tmp_path / "chỉ đọc"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        for way in WAYS.values():
            with pytest.raises(Unavailable) as refused:
                way(database, programme_id, folder / "sổ.xlsx")
            assert refused.value.code == "workbook.target_not_allowed"
        with pytest.raises(Unavailable):
            write_pair_workbooks(database, programme_id, folder, "vi")
    finally:
        folder.chmod(0o700)
