"""On a computer that several people share nobody else reads what the program writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support import writes_one_of_everything

from nhipcau.common.paths import data_folder
from nhipcau.common.private_files import close_to_others

pytestmark = pytest.mark.skipif(os.name != "posix", reason="on Windows the rights of the profile do it")


@pytest.mark.slow
def test_one_of_everything_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, writes_one_of_everything.__file__, tmp_path],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
        umask=0o022,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NHIPCAU_HOME": str(tmp_path / "home")},
    ).stdout
    lines = [line.split("\t") for line in told.splitlines() if "\t" in line]
    assert not [line for line in lines if line[1] not in ("600", "700")]
    named = {Path(line[2]) for line in lines}
    for ending in (".xlsx", ".eml", ".ics", ".csv", ".nhipcau", ".nhipcau-wal", ".lock", ".log", ".toml"):
        assert any(path.name.endswith(ending) for path in named), ending
    assert any("backups" in path.parts for path in named)


def test_what_an_earlier_version_left_open_is_closed_and_nothing_else_is_touched(tmp_path: Path) -> None:
    home = data_folder()
    for name in ("log/nhipcau.log", "backups/a-1/one.nhipcau", "preferences.toml", "a.nhipcau", "hers.txt"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("Mai")
        (home / name).chmod(0o644)
    for folder in (home, home / "backups", home / "backups" / "a-1", home / "log"):
        folder.chmod(0o755)
    (tmp_path / "elsewhere").write_text("Mai")
    (tmp_path / "elsewhere").chmod(0o644)
    (home / "b.nhipcau").symlink_to(tmp_path / "elsewhere")
    close_to_others()
    modes = {path.relative_to(home).as_posix(): path.lstat().st_mode & 0o777 for path in home.rglob("*")}
    assert home.stat().st_mode & 0o777 == 0o700
    assert modes.pop("hers.txt") == 0o644
    del modes["b.nhipcau"]
    assert set(modes.values()) == {0o600, 0o700}
    assert (tmp_path / "elsewhere").stat().st_mode & 0o777 == 0o644


def test_a_data_folder_that_is_not_there_is_not_made() -> None:
    data_folder().rmdir()
    close_to_others()
    assert not data_folder().exists()
