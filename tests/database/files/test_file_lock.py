import errno
import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.support.database import new_file

from nhipcau.common.errors import Unavailable
from nhipcau.database import open_file
from nhipcau.database.files.file_lock import Holder, holder, lock_path, log_is_strange

ELSEWHERE = Holder("lan", "MAY-CUA-LAN", "2026-03-02T01:00:00+00:00", 7)


def test_a_file_is_open_in_one_place_at_a_time(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path)
    with pytest.raises(Unavailable) as refused:
        open_file(path)
    assert refused.value.code == "database.locked_here"
    database.close()
    assert not lock_path(path).exists()
    open_file(path).close()


def test_the_lock_of_a_program_that_died_is_taken_over(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    begins = "import os; from nhipcau.database.files.file_lock import FileLock, Path"
    dies = f"{begins}; FileLock(Path({str(path)!r})); os._exit(9)"
    subprocess.run([sys.executable, "-c", dies], check=False, env={"PYTHONPATH": ":".join(sys.path)})
    left = holder(path)
    assert left is not None
    database = open_file(path)
    mine = holder(path)
    assert mine is not None
    assert mine.pid != left.pid
    database.close()


def test_the_lock_of_another_computer_is_respected_until_told_otherwise(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    lock_path(path).write_text(json.dumps(asdict(ELSEWHERE)), encoding="utf-8")
    with pytest.raises(Unavailable) as refused:
        open_file(path)
    assert refused.value.code == "database.locked"
    assert refused.value.values["user"] == ELSEWHERE.user
    assert refused.value.values["computer"] == ELSEWHERE.computer
    assert refused.value.values["since"] == ELSEWHERE.since
    assert holder(path) == ELSEWHERE
    open_file(path, take_over=True).close()


@pytest.mark.parametrize("words", ["", "{", "[]", "{}", '{"user": 1}', "\x00"])
def test_a_lock_that_says_nothing_is_taken_over(tmp_path: Path, words: str) -> None:
    path = new_file(tmp_path)
    lock_path(path).write_text(words, encoding="utf-8")
    open_file(path).close()


def test_a_file_that_is_refused_is_not_left_locked(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(Unavailable, match="damaged"):
        open_file(path)
    assert not lock_path(path).exists()


def test_a_link_at_the_locks_name_is_not_written_through(tmp_path: Path) -> None:
    for make_link in (Path.symlink_to, Path.hardlink_to):
        path = new_file(tmp_path / make_link.__name__)
        precious = path.with_name("precious.txt")
        precious.write_text("mine", encoding="utf-8")
        make_link(lock_path(path), precious)
        database = open_file(path)
        with pytest.raises(Unavailable, match="locked_here"):
            open_file(path)
        database.close()
        assert precious.read_text(encoding="utf-8") == "mine"


def test_a_computer_that_was_renamed_knows_its_own_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new_file(tmp_path)
    database = open_file(path)
    left = lock_path(path).read_bytes()
    database.close()
    lock_path(path).write_bytes(left)
    monkeypatch.setattr(socket, "gethostname", lambda: "dhcp-17")
    open_file(path, backups=False).close()


def test_two_computers_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    twin = Holder("lan", socket.gethostname(), "2026-03-02T01:00:00+00:00", 7, "another computer")
    lock_path(path).write_text(json.dumps(asdict(twin)), encoding="utf-8")
    with pytest.raises(Unavailable, match=r"database\.locked "):
        open_file(path)


def test_a_lock_of_a_later_version_says_what_it_can(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    said = {**asdict(ELSEWHERE), "room": "P.402"}
    lock_path(path).write_text(json.dumps(said), encoding="utf-8")
    assert holder(path) == ELSEWHERE


def test_a_disk_with_no_room_for_the_words_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new_file(tmp_path)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        database = open_file(path)
    with pytest.raises(Unavailable, match="locked_here"):
        open_file(path)
    database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files there")
def test_a_pipe_at_the_locks_name_hangs_nobody(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    os.mkfifo(lock_path(path))
    assert holder(path) is None
    database = open_file(path, backups=False)
    assert lock_path(path).is_file()
    database.close()


def test_a_lock_too_long_or_too_deep_says_nothing(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    for words in ("[" * 9_000, "x" * 20_000):
        lock_path(path).write_text(words, encoding="utf-8")
        assert holder(path) is None
        open_file(path, backups=False).close()


def test_an_open_files_lock_says_which_file_it_is(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    held = holder(path)
    assert held is not None
    found = path.stat()
    assert held.file == f"{found.st_dev} {found.st_ino}"
    assert held.content == f"{found.st_size} {found.st_mtime_ns}"
    assert not log_is_strange(path)
    database.close()
    assert not log_is_strange(path)


@pytest.mark.parametrize(
    ("changed", "strange"),
    [
        ({}, False),
        ({"file": "1 2"}, False),
        ({"content": "1 2"}, False),
        ({"file": "1 2", "content": "1 2"}, True),
    ],
    ids=["the same", "copied whole", "written to by itself", "another file"],
)
def test_a_log_is_strange_where_neither_file_nor_content_is_the_one_it_was_left_for(
    tmp_path: Path, changed: dict[str, str], strange: bool
) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    held = holder(path)
    assert held is not None
    database.close()
    lock_path(path).write_text(json.dumps({**asdict(held), **changed}), encoding="utf-8")
    found = path.stat()
    mark = changed.get("content", f"{found.st_size} {found.st_mtime_ns}")
    lock_path(path).write_text(json.dumps({**asdict(held), **changed, "content": mark}), encoding="utf-8")
    assert log_is_strange(path) is strange
    path.unlink()
    assert not log_is_strange(path)
