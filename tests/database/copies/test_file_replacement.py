import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select
from tests.support import make
from tests.support.database import new_file

from nhipcau.common import clock
from nhipcau.common.errors import Unavailable
from nhipcau.database import Database, check, create, list_backups, open_file, restore, save_copy
from nhipcau.database.copies import file_replacement as replacing
from nhipcau.participants.models import Person


def names(path: Path) -> list[str]:
    database = open_file(path, backups=False)
    with database.read() as db:
        found = list(db.exec(select(Person.full_name)))
    database.close()
    return found


def file_with(folder: Path, *people: str, name: str = "organisation.nhipcau") -> Path:
    path = new_file(folder, name)
    database = open_file(path, backups=False)
    for person in people:
        make.person(database, person)
    database.close()
    return path


def left_by_a_kill(folder: Path, *people: str) -> Path:
    """Return a file whose last steps are only in the log beside it."""
    path = file_with(folder / "alive", "Trước")
    database = open_file(path, backups=False)
    for person in people:
        make.person(database, person)
    folder.mkdir(exist_ok=True)
    killed = folder / "killed.nhipcau"
    for ending in ("", "-wal"):
        shutil.copy(path.with_name(path.name + ending), killed.with_name(killed.name + ending))
    database.close()
    assert killed.with_name(killed.name + "-wal").stat().st_size > 0
    return killed


def spelled_otherwise(path: Path) -> Path:
    return path.parent / "." / ".." / path.parent.name / path.name


def soft_link(path: Path) -> Path:
    link = path.with_name("soft.nhipcau")
    link.symlink_to(path)
    return link


def hard_link(path: Path) -> Path:
    link = path.with_name("hard.nhipcau")
    link.hardlink_to(path)
    return link


@pytest.mark.parametrize("way", [Path, spelled_otherwise, soft_link, hard_link])
def test_a_copy_never_goes_onto_the_open_file_by_whatever_way(
    tmp_path: Path, way: Callable[[Path], Path]
) -> None:
    path = file_with(tmp_path, "An")
    database = open_file(path, backups=False)
    with pytest.raises(Unavailable) as refused:
        save_copy(database.path, way(path))
    assert refused.value.code == "database.is_open"
    make.person(database, "Bình")
    database.close()
    assert names(path) == ["An", "Bình"]


@pytest.mark.parametrize("way", [Path, soft_link, hard_link])
def test_a_copy_never_goes_onto_a_file_that_a_window_holds(
    tmp_path: Path, way: Callable[[Path], Path]
) -> None:
    source = file_with(tmp_path / "source", "An")
    held = file_with(tmp_path / "held", "Chi")
    window = open_file(held, backups=False)
    with pytest.raises(Unavailable) as refused:
        save_copy(source, way(held))
    assert refused.value.code == "database.target_open"
    make.person(window, "Dung")
    window.close()
    assert names(held) == ["Chi", "Dung"]


@pytest.mark.parametrize("way", [soft_link, hard_link])
def test_a_file_is_not_opened_a_second_time_by_a_link(tmp_path: Path, way: Callable[[Path], Path]) -> None:
    path = file_with(tmp_path, "An")
    first = open_file(path, backups=False)
    with pytest.raises(Unavailable) as refused:
        open_file(way(path), backups=False)
    assert refused.value.code == "database.locked_here"
    first.close()
    open_file(tmp_path / f"{'soft' if way is soft_link else 'hard'}.nhipcau", backups=False).close()


def test_a_copy_over_a_file_that_was_left_by_a_kill_holds_the_copy_alone(tmp_path: Path) -> None:
    source = file_with(tmp_path / "source", *[f"Người {n}" for n in range(40)])
    killed = left_by_a_kill(tmp_path, "Sau")
    kept = save_copy(source, killed)
    assert check(killed).sound
    assert names(killed) == names(source)
    assert [each.name for each in killed.parent.glob("killed*")] == ["killed.nhipcau"]
    assert kept is not None
    assert names(kept) == ["Trước", "Sau"], "what stood there is kept, its log included"
    assert [each.reason for each in list_backups(killed)] == ["replaced"]


def test_a_copy_over_a_lost_files_log_does_not_take_it_in(tmp_path: Path) -> None:
    source = file_with(tmp_path / "source", "An")
    killed = left_by_a_kill(tmp_path, "Sau")
    log = killed.with_name(killed.name + "-wal")
    content = log.read_bytes()
    killed.unlink()
    assert save_copy(source, killed) is None
    assert names(killed) == ["An"]
    aside = list(tmp_path.glob("killed (*-wal"))
    assert [each.read_bytes() for each in aside] == [content]


def test_a_new_file_does_not_take_in_the_log_of_a_lost_one(tmp_path: Path) -> None:
    killed = left_by_a_kill(tmp_path, "Sau")
    killed.unlink()
    create(killed, backups=False).close()
    assert names(killed) == []
    assert check(killed).sound


def test_a_copy_over_a_damaged_file_keeps_its_bytes_beside_it(tmp_path: Path) -> None:
    source = file_with(tmp_path / "source", "An")
    damaged = file_with(tmp_path, "Chi")
    content = damaged.read_bytes()[:8192] + b"\xff" * 20000
    damaged.write_bytes(content)
    kept = save_copy(source, damaged)
    assert kept is not None
    assert kept.read_bytes() == content
    assert names(damaged) == ["An"]


def test_a_copy_of_a_damaged_file_changes_nothing(tmp_path: Path) -> None:
    damaged = file_with(tmp_path, "Chi")
    damaged.write_bytes(damaged.read_bytes()[:8192] + b"\xff" * 20000)
    target = file_with(tmp_path / "target", "An")
    with pytest.raises(Unavailable, match=r"database\.damaged"):
        save_copy(damaged, target)
    assert names(target) == ["An"]
    assert [each.name for each in target.parent.iterdir()] == [target.name]


def test_a_backup_goes_back_over_a_file_with_a_broken_index(tmp_path: Path) -> None:
    path = file_with(tmp_path, "An")
    database = open_file(path)
    make.person(database, "Bình")
    database.close()
    (backup,) = list_backups(path)
    with closing(sqlite3.connect(path)) as other:
        (root,) = other.execute(
            "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'person' LIMIT 1"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 + 4000 : root * 4096] = b"\x00" * 96
    path.write_bytes(content)
    kept = restore(path, backup.path)
    assert kept is not None
    assert kept.read_bytes() == content
    assert names(path) == ["An", "Bình"]
    assert check(path).sound


def test_there_is_a_whole_file_under_the_name_whenever_restoring_is_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_with(tmp_path, "An")
    copy = file_with(tmp_path / "copy", "An", "Bình")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("settle", "back_up", "write_copy"):
        with monkeypatch.context() as patched:
            patched.setattr(replacing, name, refuse)
            with pytest.raises(Unavailable, match=r"database\.disk_full"):
                restore(path, copy)
        assert names(path) == ["An"], name
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".~")]


def test_the_backup_before_a_take_over_goes_by_the_resolved_name(tmp_path: Path) -> None:
    path = file_with(tmp_path, "An")
    database: Database = open_file(soft_link(path))
    assert database.path == path
    make.person(database, "Bình")
    database.close()
    assert len(list_backups(path)) == 1
    assert (tmp_path / "soft.nhipcau").is_symlink()


def test_a_file_of_an_older_schema_is_kept_as_a_backup_too(tmp_path: Path) -> None:
    older = Path(__file__).parents[2] / "migrations" / "files" / "schema_0002.nhipcau"
    target = Path(shutil.copy(older, tmp_path / "target.nhipcau"))
    kept = save_copy(file_with(tmp_path / "source", "An"), target)
    assert kept is not None
    assert [each.path for each in list_backups(target)] == [kept]
    assert kept.read_bytes()[100:] == older.read_bytes()[100:]


def test_a_damaged_file_is_kept_with_the_log_beside_it(tmp_path: Path) -> None:
    killed = left_by_a_kill(tmp_path, "Sau")
    log = killed.with_name(killed.name + "-wal").read_bytes()
    killed.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8000)
    kept = save_copy(file_with(tmp_path / "source", "An"), killed)
    assert kept is not None
    assert kept.with_name(kept.name + "-wal").read_bytes() == log
    assert names(killed) == ["An"]


def test_folding_makes_a_file_whole_by_itself(tmp_path: Path) -> None:
    killed = left_by_a_kill(tmp_path, "Sau")
    replacing.fold(killed)
    assert [each.name for each in tmp_path.glob("killed*")] == [killed.name]
    assert names(killed) == ["Trước", "Sau"]


def test_two_copies_aside_in_one_second_have_names_of_their_own(tmp_path: Path) -> None:
    path = file_with(tmp_path, "An")
    clock.set_clock(lambda: datetime(2026, 6, 30, 8, tzinfo=UTC))
    asides = [replacing.copy_aside(path) for _ in range(3)]
    assert len(set(asides)) == 3
    assert all(each.read_bytes() == path.read_bytes() for each in asides)
