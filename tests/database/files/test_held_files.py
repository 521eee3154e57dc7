import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.support import make
from tests.support.database import new_file

from nhipcau.common.progress import Progress
from nhipcau.database import check, deep_check, inspect_file, open_file
from nhipcau.database.rescue import diagnose, salvage

ANOTHER_PROCESS = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], timeout=0)
try:
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("PRAGMA journal_mode = DELETE")
except sqlite3.OperationalError as refused:
    print("refused")
else:
    print("all its own")
"""


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a closed file drops no locks of another")
def test_looking_at_an_open_file_leaves_the_engines_locks_on_it(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    make.person(database, "An")
    locks = Path("/proc/locks")
    number = f":{path.stat().st_ino} "

    def held() -> int:
        return sum(number in line and f" {os.getpid()} " in line for line in locks.read_text().splitlines())

    before = held() if locks.exists() else 0
    inspect_file(path)
    check(path)
    deep_check(path)
    diagnose(path)
    salvage(path, tmp_path / "saved.nhipcau", Progress(), unknown="?")
    if locks.exists():
        assert held() == before > 0
    asked = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS, str(path)], capture_output=True, text=True, check=True
    )
    assert asked.stdout == "refused\n"
    database.close()
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM person").fetchone() == (1,)


def test_a_file_that_is_closed_again_is_read_afresh(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    assert inspect_file(path).kind == "current"
    database.close()
    path.write_bytes(b"")
    assert inspect_file(path).kind == "damaged"
