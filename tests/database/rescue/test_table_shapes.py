"""What tells pages of alike tables apart is what the rooms themselves say of their columns."""

from typing import get_args

import pytest
from tests.support.damaged import Sound
from tests.support.schema import metadata

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue.known_tables import KnownColumn, KnownTable, tables_of
from nhipcau.database.rescue.table_shapes import _FIXED, alike, fits
from nhipcau.database.tables import CLOSED, DONE, UNDONE
from nhipcau.pairing.models import PAIR_EVENTS, PAIR_STATES, WEIGHTS, Bound, ConstraintKind
from nhipcau.participants.models import ParticipantStatus
from nhipcau.programmes.models import PROGRAMME_KINDS
from nhipcau.sessions.models import Role, SessionWay
from nhipcau.surveys.models import SURVEY_KINDS

_SAID = {
    ("criterion", "weight"): WEIGHTS,
    ("journal_step", "state"): (DONE, UNDONE, CLOSED),
    ("mentoring_session", "way"): get_args(SessionWay),
    ("pair", "state"): PAIR_STATES,
    ("pair_constraint", "kind"): get_args(ConstraintKind),
    ("pair_event", "state"): PAIR_EVENTS,
    ("participant", "status"): get_args(ParticipantStatus),
    ("programme", "kind"): PROGRAMME_KINDS,
    ("pulse_answer", "role"): get_args(Role),
    ("quota", "bound"): get_args(Bound),
    ("survey", "kind"): SURVEY_KINDS,
    ("survey_response", "role"): get_args(Role),
}
_ELSEWHERE = {
    ("alembic_version", "version_num"): tuple(f"m{number:04d}" for number in range(1, SCHEMA + 1)),
    ("journal_row", "change"): ("insert", "update", "delete"),
    ("sent_workbook", "language"): ("vi", "en"),
    ("sqlite_schema", "type"): ("table", "index"),
}


@pytest.mark.parametrize("column", _FIXED, ids=".".join)
def test_columns_of_few_values_take_those_the_program_writes(column: tuple[str, str]) -> None:
    said = (_SAID | _ELSEWHERE)[column]
    assert _FIXED[column] == set(said)
    table = KnownTable(column[0], (KnownColumn(column[1], "text", nullable=False, default=None),))
    assert all(fits(table, (each,)) for each in said)
    assert not fits(table, ("another",))


def test_the_tables_known_by_the_migrations_are_those_of_the_models() -> None:
    known = tables_of(SCHEMA)
    assert {name: {each.name for each in table.columns} for name, table in known.items()} == {
        table.name: {column.name for column in table.columns} for table in metadata().sorted_tables
    }


def test_rows_of_each_table_are_known_by_their_form(sound: Sound) -> None:
    twins = {"answer", "survey_answer"}
    for name, rows in sound.rows.items():
        some = [(None, *list(row.values())[1:]) for row in list(rows.values())[:9]]
        if some:
            found = alike(tables_of(SCHEMA), some)  # type: ignore[arg-type] # whatever the engine returned
            assert name in found
            assert set(found) <= (twins if name in twins else {name}), name
