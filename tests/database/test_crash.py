import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func
from sqlmodel import select
from tests.support import writes_until_killed
from tests.support.database import new_file

from nhipcau.database import check, open_file
from nhipcau.participants.models import Consent, Person

KILLS = 6


def write_until_killed(path: Path, steps: int) -> int:
    """Let a program write, kill it soon after it said so many steps are stored; return the last number it said."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, writes_until_killed.__file__, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as program:
        assert program.stdout is not None
        said = [program.stdout.readline() for _ in range(steps)]
        program.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        said += program.stdout.readlines()
    return int([line for line in said if line.endswith("\n")][-1])


@pytest.mark.slow
def test_no_stored_step_is_lost_and_none_is_half_done_when_the_program_is_killed(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    for kill in range(KILLS):
        stored = write_until_killed(path, steps=2 + kill * 3)
        assert check(path).sound
        database = open_file(path, backups=False)
        with database.read() as db:
            people = db.exec(select(func.count()).select_from(Person)).one()
            consents = db.exec(select(func.count()).select_from(Consent)).one()
        # Killed between undo and redo, the last step is undone; killed before saying so, one more is stored.
        assert stored - 1 <= people <= stored + 1
        assert consents == people
        undo = database.next_undo()
        assert undo is not None
        assert undo.values["n"] == people
        database.close()
