import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import select
from tests.support import make
from tests.support.database import new_file

from nhipcau.common import clock
from nhipcau.common.errors import Unavailable
from nhipcau.database import (
    Database,
    back_up,
    check,
    inspect_file,
    list_backups,
    open_file,
    preview_restore,
    restore,
    summary_of,
)
from nhipcau.database.copies.backup import (
    backup_folder,
    checked_at,
    is_behind,
    keep_spare,
    newest_backup,
    newest_copy,
    note_check,
)
from nhipcau.database.copies.file_summary import uids_of
from nhipcau.participants.models import Person


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


def test_closing_says_so_where_no_copy_can_be_kept_and_the_file_is_whole(path: Path) -> None:
    database = open_file(path)
    add(database, "An")
    backup_folder(path).parent.mkdir(parents=True)
    backup_folder(path).write_text("in the way")
    assert not database.is_backed_up
    with pytest.raises(Unavailable, match=r"database\.unreachable"):
        database.close()
    assert names(path) == ["An"]


def test_what_was_stored_after_a_backup_is_not_backed_up(path: Path) -> None:
    database = open_file(path)
    seen = [database.is_backed_up]
    add(database, "An")
    seen.append(database.is_backed_up)
    database.back_up("manual")
    seen.append(database.is_backed_up)
    add(database, "Bình")
    seen.append(database.is_backed_up)
    assert seen == [True, False, True, False]
    database.close()
    assert [backup.reason for backup in list_backups(path)] == ["close", "manual"]


def test_a_file_with_a_broken_reference_is_backed_up_all_the_same(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("INSERT INTO consent (person_id, purpose, source) VALUES (77, 'x', '')")
        other.commit()
    assert check(back_up(path, "manual")).counts["consent"] == 1


def test_the_backups_of_a_file_that_was_renamed_or_moved_are_found(path: Path) -> None:
    database = open_file(path)
    make.programme(database)
    database.close()
    moved = path.with_name("Tên mới.nhipcau")
    path.rename(moved)
    (backup,) = list_backups(moved)
    assert backup.made_of == path
    moved.write_bytes(b"")
    assert list_backups(moved) == (), "nobody can tell any more whose it is"
    assert [each.path for each in list_backups(moved, uids_of(backup.path))] == [backup.path]


def test_the_backups_of_another_organisation_are_not_offered(tmp_path: Path) -> None:
    for name in ("one", "two"):
        database = open_file(new_file(tmp_path / name))
        make.programme(database)
        database.close()
    (mine,) = list_backups(tmp_path / "one" / "organisation.nhipcau")
    assert mine.made_of == tmp_path / "one" / "organisation.nhipcau"


def test_backups_of_before_the_notes_are_found_by_what_they_hold(path: Path) -> None:
    database = open_file(path)
    make.programme(database)
    database.close()
    (backup_folder(path) / "about.json").unlink()
    moved = path.rename(path.with_name("moved.nhipcau"))
    (backup,) = list_backups(moved)
    assert backup.made_of is None


def test_what_a_restore_would_lose_is_told_by_name(path: Path) -> None:
    database = open_file(path)
    make.programme(database, "Mùa xuân")
    copy = database.back_up("manual")
    assert copy is not None
    make.person(database, "Lê Thị Mai")
    database.close()
    preview = preview_restore(path, copy)
    assert preview.missing is not None
    assert [step.name.values for step in preview.missing] == [{"name": "Lê Thị Mai"}]
    assert preview.now.counts["person"] == 1
    assert preview.then.counts == {"person": 0, "programme": 1, "pair": 0}
    assert preview.then.last_step is not None
    assert preview.then.last_step.name.label == "programmes.step.add"
    path.write_bytes(b"")
    assert preview_restore(path, copy).missing is None
    assert preview_restore(path, copy).now.counts == {}


def test_the_copy_of_another_file_has_no_steps_in_common(path: Path, tmp_path: Path) -> None:
    other = open_file(new_file(tmp_path / "other"))
    make.person(other, "An")
    copy = other.back_up("manual")
    other.close()
    assert copy is not None
    assert preview_restore(path, copy).missing is None


def test_looking_at_a_file_changes_nothing_of_it_nor_beside_it(path: Path) -> None:
    database = open_file(path, backups=False)
    make.person(database, "An")
    left = {
        each.name: each.read_bytes() for each in path.parent.glob("organisation*") if "-shm" not in each.name
    }
    assert len(left) == 2, "the log is not folded yet"
    for name, content in left.items():
        (path.parent / f"left-{name}").write_bytes(content)
    database.close()
    damaged = path.parent / "left-organisation.nhipcau"
    assert summary_of(damaged).counts["person"] == 1
    assert list_backups(damaged) == ()
    assert {name: (path.parent / f"left-{name}").read_bytes() for name in left} == left


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


def test_restoring_keeps_the_present_file_among_the_backups(path: Path) -> None:
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
    assert {each.reason for each in list_backups(path)} == {"close", "replaced"}


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


def test_old_copies_go_when_a_new_one_is_made_but_not_those_that_were_asked_for(path: Path) -> None:
    for minute in range(12):
        clock.set_clock(partial(datetime, 2026, 6, 30, 8, minute, tzinfo=UTC))
        back_up(path, "manual" if minute < 2 else "close")
    clock.set_clock(lambda: datetime(2026, 6, 30, 9, tzinfo=UTC))
    back_up(path, "import")
    kept = list_backups(path)
    assert [each.reason for each in kept].count("manual") == 2
    assert len(kept) == 12


def test_a_note_that_cannot_be_read_says_nothing_and_hinders_nobody(path: Path) -> None:
    copy = back_up(path, "manual")
    note = copy.with_name("about.json")
    for broken in ("", "[" * 100_000, "null", '{"made_of": 1}', "\x00" * 2_000_000):
        note.write_text(broken, encoding="utf-8")
        assert [each.path for each in list_backups(path)] == [copy]
        assert checked_at(path) is None
    back_up(path, "import")
    assert json.loads(note.read_text(encoding="utf-8"))["made_of"] == str(path)


def test_when_a_file_was_last_checked_is_remembered_beside_its_backups(path: Path) -> None:
    assert checked_at(path) is None
    clock.set_clock(lambda: datetime(2026, 6, 30, 8, tzinfo=UTC))
    note_check(path)
    assert checked_at(path) == datetime(2026, 6, 30, 8, tzinfo=UTC)
    copy = back_up(path, "manual")
    assert checked_at(path) == datetime(2026, 6, 30, 8, tzinfo=UTC), "a backup forgets it not"
    note_check(path)
    assert [each.made_of for each in list_backups(path)] == [path]
    assert json.loads(copy.with_name("about.json").read_text(encoding="utf-8"))["uids"] == []


def test_a_copy_dated_ahead_by_a_wrong_clock_is_not_the_newest(path: Path) -> None:
    clock.set_clock(lambda: datetime(2036, 6, 30, 8, tzinfo=UTC))
    back_up(path, "close")
    clock.set_clock(lambda: datetime(2026, 6, 30, 8, tzinfo=UTC))
    right = back_up(path, "close")
    newest = newest_backup(path)
    assert newest is not None
    assert newest.path == right
    clock.set_clock(lambda: datetime(2026, 6, 30, 9, tzinfo=UTC))
    database = open_file(path, backups=False)
    add(database, "An")
    database.close()
    assert is_behind(path)


def test_a_second_of_many_backups_overwrites_none(path: Path) -> None:
    clock.set_clock(lambda: datetime(2026, 6, 30, 8, tzinfo=UTC))
    made = [back_up(path, "manual" if number % 3 == 0 else "close") for number in range(30)]
    assert len(set(made)) == 30
    assert sum(each.reason == "manual" for each in list_backups(path)) == 10


def test_the_spare_copy_follows_the_file_and_is_listed_nowhere(path: Path) -> None:
    keep_spare(path)
    database = open_file(path, backups=False)
    add(database, "An")
    database.fold()
    keep_spare(path)
    database.close()
    spare = newest_copy(path)
    assert spare is not None
    assert names(spare) == ["An"]
    assert list_backups(path) == ()
    later = back_up(path, "manual")
    assert newest_copy(path) == later


def test_something_in_the_way_of_thinning_is_no_reason_to_call_a_backup_failed(path: Path) -> None:
    folder = back_up(path, "close").parent
    (folder / "2020-01-01T080000Z-close.nhipcau").mkdir()
    for minute in range(14):
        clock.set_clock(partial(datetime, 2020, 1, 1, 9, minute, tzinfo=UTC))
        back_up(path, "close")
    assert (folder / "2020-01-01T080000Z-close.nhipcau").is_dir()
