"""What a killed program leaves of people's data in folders is gone after the next start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import killed_while_writing
from tests.support.database import new_file

from nhipcau import __main__
from nhipcau.common.temporary_files import draft_folder


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed process is forked from one that is warm")
@pytest.mark.parametrize("kind", ["send-out", "letters", "pair", "workbook"])
def test_nothing_is_left_of_writing_that_was_killed_at_any_moment(kind: str, tmp_path: Path) -> None:
    (tmp_path / "temp").mkdir()
    (tmp_path / "data").mkdir()
    told = subprocess.run(
        [sys.executable, killed_while_writing.__file__, kind, tmp_path / "data", "8", "7"],
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path / "temp")},
    )
    outcome = json.loads(told.stdout)
    assert outcome["killed"]
    assert [name for name in outcome["before"] if name.startswith(".nhipcau-")]
    assert outcome["after"] == []


_BEGINS_AND_WAITS = """
import sys
from pathlib import Path
from nhipcau.common.temporary_files import draft_folder

with draft_folder(Path(sys.argv[1])) as made:
    (made / "people.xlsx").write_text("Mai")
    print("begun", flush=True)
    sys.stdin.readline()
"""


def _writer(folder: Path) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-c", _BEGINS_AND_WAITS, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "begun\n"
    return writer


def test_a_command_clears_what_the_dead_left_and_leaves_the_living_alone(tmp_path: Path) -> None:
    mine, dead, living = tmp_path / "mine", tmp_path / "dead", tmp_path / "living"
    for folder in (mine, dead, living):
        folder.mkdir()
    with _writer(dead) as killed, _writer(living) as running, draft_folder(mine) as made:
        killed.kill()
        killed.wait()
        assert list(dead.glob(".nhipcau-*/people.xlsx"))
        assert __main__.main(["check", str(new_file(tmp_path))]) == 0
        assert not list(dead.iterdir())
        assert list(living.glob(".nhipcau-*/people.xlsx"))
        assert made.is_dir()
        running.communicate("go on\n")
        assert running.returncode == 0
    assert not [*mine.iterdir(), *living.iterdir()]
