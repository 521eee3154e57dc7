from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import select
from tests.support.database import new_file

from nhipcau.common import clock
from nhipcau.common.errors import Unavailable
from nhipcau.database import (
    Database,
    back_up,
    backups_to_drop,
    check,
    inspect_file,
    list_backups,
    open_file,
    preview_restore,
    restore,
)
from nhipcau.database.backup import backup_folder
from nhipcau.participants.models import Person

TODAY = date(2026, 6, 30)


def add(database: Database, *names: str) -> None:
    with database.step("participants.step.add") as db:
        db.add_all([Person(full_name=name) for name in names])


def names(path: Path) -> list[str]:
    database = open_file(path, backups=False)
    with database.read() as db:
        found = list(db.exec(select(Person.full_name)))
    database.close()
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_file(tmp_path / "files")


def test_closing_a_file_that_changed_keeps_a_copy_elsewhere(path: Path) -> None:
    open_file(path).close()
    assert list_backups(path) == ()
    database = open_file(path)
    add(database, "An")
    database.close()
    (backup,) = list_backups(path)
    assert backup.reason == "close"
    assert backup.size > 0
    assert path.parent not in backup.path.parents
    assert inspect_file(backup.path).kind == "current"
    assert names(backup.path) == ["An"]


def test_a_copy_of_an_open_file_holds_all_that_is_stored(path: Path) -> None:
    database = open_file(path)
    add(database, "An", "Bình")
    copy = database.back_up("import")
    assert copy is not None
    add(database, "Chi")
    assert check(copy).counts["person"] == 2
    database.close()


def test_a_copy_of_a_damaged_file_is_not_kept(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(Unavailable, match="damaged"):
        back_up(path, "manual")
    assert list(backup_folder(path).iterdir()) == []


def test_closing_goes_well_where_no_copy_can_be_kept(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    database = open_file(path)
    add(database, "An")
    backup_folder(path).parent.mkdir(parents=True)
    backup_folder(path).write_text("in the way")
    database.close()
    assert "no backup" in caplog.text
    assert names(path) == ["An"]


def test_what_a_restore_would_change_is_counted_first(path: Path) -> None:
    database = open_file(path)
    add(database, "An", "Bình")
    database.close()
    (backup,) = list_backups(path)
    database = open_file(path, backups=False)
    add(database, "Chi")
    database.close()
    counts = preview_restore(path, backup.path).counts
    assert counts["person"] == (3, 2)
    assert counts["pair"] == (0, 0)
    assert not any(table.startswith("journal_") for table in counts)


def test_restoring_moves_the_present_file_aside(path: Path) -> None:
    database = open_file(path)
    add(database, "An")
    database.close()
    (backup,) = list_backups(path)
    database = open_file(path, backups=False)
    add(database, "Bình")
    database.close()
    aside = restore(path, backup.path)
    assert names(path) == ["An"]
    assert aside is not None
    assert names(aside) == ["An", "Bình"]
    again = restore(path, backup.path)
    assert again not in (None, aside)


def test_a_file_that_is_gone_or_destroyed_is_restored(path: Path) -> None:
    database = open_file(path)
    add(database, "An")
    database.close()
    (backup,) = list_backups(path)
    path.write_bytes(b"")
    assert preview_restore(path, backup.path).counts["person"] == (0, 1)
    aside = restore(path, backup.path)
    assert aside is not None
    assert aside.read_bytes() == b""
    path.unlink()
    assert preview_restore(path, backup.path).counts["person"] == (0, 1)
    assert restore(path, backup.path) is None
    assert names(path) == ["An"]


def test_an_open_file_is_not_restored_over(path: Path) -> None:
    copy = back_up(path, "manual")
    database = open_file(path)
    with pytest.raises(Unavailable, match="locked"):
        restore(path, copy)
    database.close()


def test_a_copy_that_is_no_good_replaces_nothing(path: Path) -> None:
    copy = back_up(path, "manual")
    copy.write_bytes(copy.read_bytes()[:-4096])
    before = path.read_bytes()
    with pytest.raises(Unavailable, match="damaged"):
        restore(path, copy)
    assert path.read_bytes() == before


def test_copies_of_the_same_second_are_both_kept(path: Path) -> None:
    clock.set_clock(lambda: datetime(2026, 6, 30, 8, tzinfo=UTC))
    first, second = back_up(path, "import"), back_up(path, "manual")
    assert first != second
    assert {each.path for each in list_backups(path)} == {first, second}


def named(day: date, hour: int = 9, reason: str = "close") -> str:
    return f"{day:%Y-%m-%d}T{hour:02}0000Z-{reason}.nhipcau"


def days_before(*numbers: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("what", "made", "dropped"),
    [
        ("few copies all stay", [named(day) for day in days_before(0, 400, 800, 1200)], []),
        ("ten of one day stay", [named(TODAY, hour) for hour in range(10)], []),
        ("the eleventh of one day goes", [named(TODAY, hour) for hour in range(11)], [named(TODAY, 0)]),
        (
            "of earlier days the last copy stays",
            [named(TODAY, hour) for hour in range(10)]
            + [named(day, hour) for day in days_before(1) for hour in (8, 17)],
            [named(TODAY - timedelta(days=1), 8)],
        ),
        (
            "of earlier weeks the last copy stays",
            [named(TODAY, hour) for hour in range(10)] + [named(day) for day in days_before(26, 27)],
            [named(TODAY - timedelta(days=27))],
        ),
        (
            "of earlier months the last copy stays",
            [named(TODAY, hour) for hour in range(10)] + [named(date(2026, 2, day)) for day in (2, 16, 27)],
            [named(date(2026, 2, 16)), named(date(2026, 2, 2))],
        ),
        (
            "nothing stays for ever",
            [named(TODAY, hour) for hour in range(10)] + [named(date(2020, 2, 2))],
            [named(date(2020, 2, 2))],
        ),
        (
            "other files are never touched",
            ["notes.txt", "2020-01-01.nhipcau"] + [named(TODAY, hour) for hour in range(10)],
            [],
        ),
    ],
)
def test_thinning(what: str, made: list[str], dropped: list[str]) -> None:
    assert sorted(backups_to_drop(made, TODAY)) == sorted(dropped), what


def test_thinning_a_year_of_work_keeps_some_forty_copies() -> None:
    made = [named(day, hour) for day in days_before(*range(365)) for hour in (9, 12, 17)]
    left = set(made) - set(backups_to_drop(made, TODAY))
    assert 30 <= len(left) <= 45
    assert not backups_to_drop(left, TODAY), "thinning twice drops no more than thinning once"


def test_old_copies_go_when_a_new_one_is_made(path: Path) -> None:
    times = [datetime(2026, 6, 30, 8, minute, tzinfo=UTC) for minute in range(12)]
    for time in times:
        clock.set_clock(partial(min, time, datetime.max.replace(tzinfo=UTC)))
        back_up(path, "manual")
    assert len(list_backups(path)) == 10
