"""An older file is upgraded as a copy, which takes its place only when it is sound."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.database import new_file
from tests.support.dump import dump

from nhipcau.common.errors import Unavailable
from nhipcau.database import inspect_file, list_backups, open_file
from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.files.file_lock import lock_path
from nhipcau.database.migration import PRESENT, Scripts
from nhipcau.participants.models import Consent, Person

FILES = Path(__file__).parent / "files"
HEAD = f"""
import sqlalchemy as sa
from alembic import op

revision = "m{SCHEMA + 1:04d}"
down_revision = "m{SCHEMA:04d}"
"""
ADDS_AND_REBUILDS = """
def upgrade():
    op.create_table("hobby", sa.Column("id", sa.Integer(), primary_key=True), sqlite_autoincrement=True)
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default="không"))
        person.drop_column("gender")
"""
FAILS_HALF_WAY = """
def upgrade():
    op.add_column("person", sa.Column("nickname", sa.String()))
    op.execute("INSERT INTO person (id) VALUES (NULL)")
"""
LEAVES_ORPHANS = """
def upgrade():
    op.execute("DELETE FROM person")
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Make a file with people in it."""
    path = new_file(tmp_path / "files")
    database = open_file(path, backups=False)
    with database.step("a.b") as db:
        db.add(Person(full_name="An", gender="nữ"))
        db.flush()
        db.add(Consent(person_id=1))
    database.close()
    return path


def next_scripts(folder: Path, body: str) -> Scripts:
    shutil.copytree(PRESENT.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"m{SCHEMA + 1:04d}_next.py").write_text(HEAD + body, encoding="utf-8")
    return Scripts(folder, SCHEMA + 1)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_an_older_file_is_upgraded_with_all_that_is_in_it(tmp_path: Path, older: Path) -> None:
    scripts = next_scripts(tmp_path / "scripts", ADDS_AND_REBUILDS)
    assert inspect_file(older, scripts.newest).kind == "older"
    database = open_file(older, scripts=scripts)
    assert database.next_undo() is None, "the images of rows no longer fit the tables"
    assert [each.name.label for each in database.history()] == ["a.b"]
    database.close()
    assert inspect_file(older, scripts.newest).kind == "current"
    assert rows(older, "SELECT id, full_name, nickname FROM person") == [(1, "An", "không")]
    assert rows(older, "SELECT person_id FROM consent") == [(1,)]
    assert [each.name for each in older.parent.iterdir()] == [older.name]


def test_the_file_as_it_was_is_kept(tmp_path: Path, older: Path) -> None:
    open_file(older, backups=False, scripts=next_scripts(tmp_path / "scripts", ADDS_AND_REBUILDS)).close()
    (backup,) = list_backups(older)
    assert backup.reason == "migration"
    assert rows(backup.path, "SELECT full_name, gender FROM person") == [("An", "nữ")]
    assert inspect_file(backup.path).kind == "current"


def test_what_is_new_is_journaled(tmp_path: Path, older: Path) -> None:
    database = open_file(older, scripts=next_scripts(tmp_path / "scripts", ADDS_AND_REBUILDS))
    with database.step("a.c") as db:
        db.connection().exec_driver_sql("INSERT INTO hobby (id) VALUES (7)")
    assert database.undo() is not None
    database.close()
    assert rows(older, "SELECT id FROM hobby") == []


@pytest.mark.parametrize(
    ("body", "error"),
    [(FAILS_HALF_WAY, Exception), (LEAVES_ORPHANS, Unavailable)],
    ids=["fails half way", "leaves orphans"],
)
def test_an_upgrade_that_fails_touches_nothing(
    tmp_path: Path, older: Path, body: str, error: type[Exception]
) -> None:
    before = older.read_bytes()
    scripts = next_scripts(tmp_path / "scripts", body)
    for _ in range(2):
        with pytest.raises(error):
            open_file(older, scripts=scripts)
    assert older.read_bytes() == before
    assert [each.name for each in older.parent.iterdir()] == [older.name]
    assert not lock_path(older).exists()
    open_file(older, backups=False).close()


def test_a_file_that_is_up_to_date_opens_without_the_migration_library(older: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from nhipcau.database import inspect_file\n"
        f"path = Path({str(older)!r}); inspect_file(path)\n"
        "assert 'sqlalchemy' not in sys.modules\n"
        "from nhipcau.database import open_file\n"
        "open_file(path, backups=False).close()\n"
        "assert 'alembic' not in sys.modules and 'psycopg' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(sys.path)})


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_every_row_of_a_file_of_an_earlier_program_is_there_after_the_upgrade(
    tmp_path: Path, schema: int
) -> None:
    older = tmp_path / "older.nhipcau"
    shutil.copy(FILES / f"schema_{schema:04d}.nhipcau", older)
    open_file(older).close()
    expected = json.loads((FILES / f"schema_{schema:04d}.json").read_text(encoding="utf-8"))
    assert dump(older) == expected
    assert inspect_file(older).kind == "current"
