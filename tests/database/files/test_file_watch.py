import errno
import os
from pathlib import Path

import pytest

from nhipcau.common.errors import Unavailable
from nhipcau.database.files import file_watch
from nhipcau.database.files.file_watch import FileWatch


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    return path


def test_what_another_program_writes_is_noticed_and_what_we_write_is_not(path: Path) -> None:
    watch = FileWatch(path)
    path.write_bytes(b"ours, and longer")
    watch.wrote()
    watch.look()
    path.write_bytes(b"somebody else's")
    assert watch.is_written_over
    with pytest.raises(Unavailable, match=r"database\.replaced"):
        watch.look()
    watch.look_at_name()


@pytest.mark.parametrize("change", ["size", "time"])
def test_either_of_size_and_time_tells(path: Path, change: str) -> None:
    os.utime(path, ns=(10**18, 10**18))
    watch = FileWatch(path)
    if change == "size":
        path.write_bytes(b"longer than before")
        os.utime(path, ns=(10**18, 10**18))
    else:
        os.utime(path, ns=(10**18, 10**18 + 1))
    with pytest.raises(Unavailable, match=r"database\.replaced"):
        watch.look()


def test_on_a_network_drive_only_the_file_itself_tells(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_watch, "risk_of", lambda _: "network")
    watch = FileWatch(path)
    path.write_bytes(b"the time of this may come late there")
    watch.look()
    assert watch.said[1] == ""
    path.with_name("other").write_bytes(b"another")
    path.with_name("other").replace(path)
    with pytest.raises(Unavailable, match=r"database\.replaced"):
        watch.look()


def test_another_file_under_the_name_is_not_taken_for_ours_by_writing(path: Path) -> None:
    watch = FileWatch(path)
    path.with_name("other").write_bytes(b"another")
    path.with_name("other").replace(path)
    watch.wrote()
    assert not watch.is_written_over
    for look in (watch.look, watch.look_at_name):
        with pytest.raises(Unavailable, match=r"database\.replaced"):
            look()


def test_a_file_that_is_gone_and_a_drive_that_does_not_answer_are_two_things(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = FileWatch(path)
    path.unlink()
    for look in (watch.look, watch.look_at_name):
        with pytest.raises(Unavailable, match=r"database\.gone"):
            look()

    def silent(*_: object) -> os.stat_result:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", silent)
        with pytest.raises(Unavailable, match=r"database\.unreachable"):
            watch.look()


def test_it_says_which_file_it_is_and_how_its_content_was(path: Path) -> None:
    found = path.stat()
    said = FileWatch(path).said
    assert said == (f"{found.st_dev} {found.st_ino}", f"{found.st_size} {found.st_mtime_ns}")
