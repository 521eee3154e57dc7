"""What another program does to a file while it is open."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlmodel import select
from tests.support import make
from tests.support.database import dump, new_file

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, text
from nhipcau.database import Database, check, inspect_file, list_backups, open_file, save_copy
from nhipcau.database.copies.backup import keep_spare
from nhipcau.participants.models import Person

pytestmark = pytest.mark.slow

Accident = Callable[[Path, Path], None]


def people(path: Path) -> list[str]:
    database = open_file(path, backups=False)
    with database.read() as db:
        found = list(db.exec(select(Person.full_name)))
    database.close()
    return found


def other_version(folder: Path) -> Path:
    path = new_file(folder / "other")
    database = open_file(path, backups=False)
    make.person(database, "Việc của máy khác")
    database.close()
    return path


def replaced(path: Path, other: Path) -> None:
    """As a sync tool puts a newer version in the place of a file."""
    copy = Path(shutil.copy(other, path.with_name("sync.tmp")))
    copy.replace(path)


def overwritten(path: Path, other: Path) -> None:
    """As a tool does that writes into the file it finds."""
    content = other.read_bytes()
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()


def removed(path: Path, other: Path) -> None:
    path.unlink()


def moved(path: Path, other: Path) -> None:
    path.rename(path.with_name("moved.nhipcau"))


def folder_moved(path: Path, other: Path) -> None:
    path.parent.rename(path.parent.with_name("folder moved"))


ACCIDENTS = [replaced, overwritten, removed, moved, folder_moved]
if sys.platform == "win32":  # an open file cannot be renamed there, nor written over unseen
    ACCIDENTS = []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_file(tmp_path / "files")


@pytest.mark.parametrize("folded", [True, False], ids=["folded", "not folded"])
@pytest.mark.parametrize("accident", ACCIDENTS)
def test_it_is_noticed_before_the_next_step_and_both_versions_are_kept(
    path: Path, tmp_path: Path, accident: Accident, folded: bool
) -> None:
    other = other_version(tmp_path)
    theirs = people(other)
    database = open_file(path)
    make.person(database, "Việc của tôi")
    database.back_up("rest")
    if folded:
        database.fold()
    accident(path, other)
    with pytest.raises(Unavailable) as noticed:
        make.person(database, "Vào chỗ trống")
    assert noticed.value.code in ("database.replaced", "database.gone")
    for language in LANGUAGES:
        assert str(path) in text(language, noticed.value.code, **noticed.value.values)
    with pytest.raises(Unavailable, match=noticed.value.code):
        database.undo()
    kept = database.give_up()
    assert kept is not None
    assert people(kept.mine) == ["Việc của tôi"]
    assert check(kept.mine).sound
    assert kept.has_theirs == path.exists()
    if kept.has_theirs:
        assert people(path) == theirs
    left = {each.name for each in kept.mine.parent.iterdir() if each.name.startswith((".~", "organisation"))}
    assert left <= {path.name, kept.mine.name}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_closing_keeps_both_and_says_where(path: Path, tmp_path: Path, accident: Accident) -> None:
    other = other_version(tmp_path)
    theirs = other.read_bytes()
    database = open_file(path)
    make.person(database, "Việc của tôi")
    database.back_up("rest")
    accident(path, other)
    with pytest.raises(Unavailable) as told:
        database.close()
    assert told.value.code == "database.kept_aside"
    assert people(Path(str(told.value.values["mine"]))) == ["Việc của tôi"]
    if path.exists():
        assert path.read_bytes() == theirs
    database.close()


@pytest.mark.parametrize("accident", [each for each in ACCIDENTS if each in (replaced, overwritten)])
def test_where_nothing_was_done_here_the_other_version_is_enough(
    path: Path, tmp_path: Path, accident: Accident
) -> None:
    other = other_version(tmp_path)
    database = open_file(path)
    accident(path, other)
    assert database.give_up() is None
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert people(path) == people(other)


@pytest.mark.parametrize("left", [b"", None], ids=["empty", "half"])
@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed over there")
def test_what_has_not_arrived_whole_is_no_version_to_give_ours_up_for(
    path: Path, tmp_path: Path, left: bytes | None
) -> None:
    database = open_file(path)
    make.person(database, "Từ máy khác")
    database.close()
    shutil.rmtree(list_backups(path)[0].path.parent)
    database = open_file(path)
    content = path.read_bytes()
    arriving = path.with_name("arriving")
    arriving.write_bytes(content[: len(content) // 2] if left is None else left)
    arriving.replace(path)
    kept = database.give_up()
    assert kept is not None
    assert not kept.has_theirs
    assert people(kept.mine) == ["Từ máy khác"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_our_version_is_kept_whatever_stands_under_the_name(path: Path) -> None:
    for make_odd in (os.mkfifo, os.mkdir):
        database = open_file(path)
        make.person(database, "Việc của tôi")
        path.unlink()
        make_odd(path)
        kept = database.give_up()
        assert kept is not None
        assert not kept.has_theirs
        assert "Việc của tôi" in people(kept.mine)
        path.unlink() if make_odd is os.mkfifo else path.rmdir()
        shutil.copy(kept.mine, path)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be written over unseen there")
def test_work_since_the_last_backup_is_kept_as_of_the_last_rest(path: Path, tmp_path: Path) -> None:
    database = open_file(path)
    make.person(database, "Trước")
    database.back_up("rest")
    make.person(database, "Sau bản sao lưu")
    database.fold()
    keep_spare(path)
    overwritten(path, other_version(tmp_path))
    kept = database.give_up()
    assert kept is not None
    assert not kept.is_whole
    assert people(kept.mine) == ["Trước", "Sau bản sao lưu"]
    assert people(path) == ["Việc của máy khác"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be written over unseen there")
def test_what_is_written_into_the_file_during_a_step_is_not_taken_for_the_steps(
    path: Path, tmp_path: Path
) -> None:
    database = open_file(path)
    make.person(database, "Trước")
    database.fold()
    keep_spare(path)
    with database.step("participants.step.add") as db:
        db.add(Person(full_name="Trong bước"))
        db.flush()
        overwritten(path, other_version(tmp_path))
    with pytest.raises(Unavailable, match=r"database\.replaced"):
        make.person(database, "Sau")
    kept = database.give_up()
    assert kept is not None
    assert people(kept.mine) == ["Trước"]
    assert people(path) == ["Việc của máy khác"]


def killed(path: Path) -> None:
    """Leave a file as a killed program does, its last step in the log alone."""
    program = (
        "import os, sys; from pathlib import Path; from tests.support import make; "
        "from nhipcau.database import open_file; database = open_file(Path(sys.argv[1]), backups=False); "
        "make.person(database, 'Sau'); os._exit(9)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program, str(path)], check=False, env=environment)
    assert path.with_name(path.name + "-wal").stat().st_size > 0


def test_the_log_of_a_killed_program_is_played_into_its_file(path: Path) -> None:
    killed(path)
    database = open_file(path, backups=False)
    assert database.log_aside is None
    database.close()
    assert people(path) == ["Sau"]


def test_the_log_of_a_killed_program_is_not_played_into_a_file_put_in_its_place(
    path: Path, tmp_path: Path
) -> None:
    other = other_version(tmp_path)
    killed(path)
    log = path.with_name(path.name + "-wal").read_bytes()
    replaced(path, other)
    assert check(path).counts["person"] == 1, "a look plays nothing in either"
    assert check(path).is_whole
    database = open_file(path, backups=False)
    aside = database.log_aside
    database.close()
    assert people(path) == ["Việc của máy khác"]
    assert aside is not None
    assert aside.read_bytes() == log, "it is put away, not thrown away"


def test_a_copy_over_a_file_put_in_the_place_of_a_killed_ones_keeps_it_without_that_log(
    path: Path, tmp_path: Path
) -> None:
    other = other_version(tmp_path)
    killed(path)
    replaced(path, other)
    kept = save_copy(new_file(tmp_path / "source"), path)
    assert kept is not None
    assert people(kept) == ["Việc của máy khác"]
    assert people(path) == []


def test_what_comes_after_closing_is_refused_and_opens_nothing(path: Path) -> None:
    database = open_file(path, backups=False)
    make.person(database, "An")
    database.close()
    for late in (
        database.undo,
        database.next_undo,
        lambda: make.person(database, "Muộn"),
        lambda: database.back_up("manual"),
        lambda: database.read().__enter__(),
    ):
        with pytest.raises(Unavailable, match=r"database\.closed"):
            late()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_closing_while_other_threads_have_steps_waiting_ends_well(path: Path) -> None:
    database = open_file(path, backups=False)
    for number in range(20):
        make.person(database, f"Người {number}")
    turned = []

    def take_back() -> None:
        with suppress(Unavailable):
            while database.undo() is not None:
                turned.append(1)

    threads = [threading.Thread(target=take_back) for _ in range(3)]
    for thread in threads:
        thread.start()
    database.close()
    for thread in threads:
        thread.join()
    assert len(people(path)) == 20 - len(turned)
    assert check(path).sound


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_removed_file_is_kept_even_where_nothing_was_done_to_it(path: Path) -> None:
    database = open_file(path)
    path.unlink()
    kept = database.give_up()
    assert kept is not None
    assert not kept.has_theirs
    assert inspect_file(kept.mine).kind == "current"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be written over unseen there")
def test_work_that_was_written_over_is_kept_as_of_the_newest_backup(path: Path, tmp_path: Path) -> None:
    other = other_version(tmp_path)
    database = open_file(path)
    for number in range(300):
        make.person(database, f"Người {number}", note="x" * 3000)
    database.back_up("rest")
    make.person(database, "Sau bản sao lưu")
    database.fold()
    content = bytearray(path.read_bytes())
    content[: len(other.read_bytes())] = other.read_bytes()
    path.write_bytes(content[:-4096])
    kept = database.give_up()
    assert kept is not None
    assert not kept.is_whole
    assert len(people(kept.mine)) == 300


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be written over unseen there")
def test_a_file_written_over_without_any_backup_stays_open(path: Path) -> None:
    database = open_file(path)
    make.person(database, "Việc của tôi")
    database.fold()
    path.write_bytes(b"\x00" * 8192)
    with pytest.raises(Unavailable, match=r"database\.overwritten"):
        database.give_up()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed over there")
def test_nobody_reads_the_other_file_by_a_new_connection(path: Path, tmp_path: Path) -> None:
    database = open_file(path)
    make.person(database, "Việc của tôi")
    database._dialect.readers.dispose()
    replaced(path, other_version(tmp_path))
    with pytest.raises(Unavailable, match=r"database\.replaced"), database.read() as db:
        db.exec(select(Person.full_name)).all()
    database.give_up()


def test_what_this_program_writes_is_no_ones_else(path: Path) -> None:
    database = open_file(path)
    for number in range(60):  # enough for the engine to fold by itself
        with database.step("participants.step.add") as db:
            db.add_all([Person(full_name=f"Người {number}", note="x" * 4000) for _ in range(30)])
        database.look()
    database.fold()
    database.look()
    database.back_up("manual")
    database.look()
    assert database.undo() is not None
    database.close()
    assert len(list_backups(path)) == 2


@pytest.mark.parametrize("times", [1, 3])
def test_after_folding_the_one_file_under_the_name_holds_all_that_is_stored(
    path: Path, tmp_path: Path, times: int
) -> None:
    database = open_file(path)
    for number in range(times):
        make.person(database, f"Người {number}")
        assert database.fold()
    copy = Path(shutil.copy(path, tmp_path / "stick.nhipcau"))
    assert people(copy) == [f"Người {number}" for number in range(times)]
    assert check(copy).sound
    make.person(database, "Sau")
    before = dump(database)
    database.close()
    database = open_file(path)
    assert dump(database) == before
    database.close()


def test_folding_waits_for_whoever_is_reading_and_then_goes_on(path: Path) -> None:
    database: Database = open_file(path)
    make.person(database, "An")
    with database._dialect.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with database.read() as db:
        db.exec(select(Person.full_name)).all()
        make.person(database, "Bình")
        assert not database.fold()
    assert database.fold()
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    database.close()
    assert database.fold(), "there is nothing left to do"
