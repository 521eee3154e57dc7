"""Real files of other people's programmes, taken in as they are. They lie beside the project."""

from pathlib import Path

import pytest

from nhipcau.database import Database
from nhipcau.exchange.formats.column_mapping import RoleRule
from nhipcau.exchange.inbox.import_run import open_files, take_in, understood_anew
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MENTOR_MATCH = DATA / "mentor-match-ogl3" / "small"
POLYTECHNIQUE = DATA / "allocation-polytechnique-mit" / "Sample-Data.xlsx"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")


@pytest.fixture
def programme(database: Database) -> int:
    with database.step("programmes.step.add", name="2026") as db:
        return add_programme(db, ProgrammeDraft(name="2026"))


def test_two_lists_named_by_role_are_read_with_their_roles(database: Database, programme: int) -> None:
    paths = [MENTOR_MATCH / "mentees.csv", MENTOR_MATCH / "mentors.csv"]
    inbox = open_files(database, programme, paths)
    assert inbox.plan.count("new") == 100
    meanings = {column.heading: column.meaning for column in inbox.understanding.sheets[0].columns}
    assert {"first_name", "last_name", "email", "both_roles", "title", "level"} <= set(meanings.values())
    assert meanings["identity to match"] == "question"
    roles = [row.role for row in inbox.plan.rows]
    assert {role: roles.count(role) for role in ("mentor", "mentee", "both")} == {
        "mentor": 23,
        "mentee": 21,
        "both": 56,
    }
    take_in(database, programme, inbox)
    assert open_files(database, programme, paths).plan.count("same") == 100


def test_a_workbook_of_grids_and_sentences_is_read_without_losing_a_column(
    database: Database, programme: int
) -> None:
    asked = open_files(database, programme, [POLYTECHNIQUE])
    assert asked.plan.count("needs_you") == 10  # nothing in it says who is a mentor
    inbox = understood_anew(asked, asked.understanding.with_role(0, RoleRule("fixed", "both")))
    assert inbox.plan.count("new") == 10
    columns = [column for sheet in inbox.understanding.sheets if sheet.used for column in sheet.columns]
    assert [column.heading for column in columns if column.meaning == "ignore" and column.filled] == []
    take_in(database, programme, inbox)
    assert not open_files(database, programme, [POLYTECHNIQUE]).plan.writes
