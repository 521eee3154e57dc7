"""Who may read what: every column has an audience, and nobody reads above theirs."""

import pytest
from sqlalchemy import Table
from tests.support.schema import metadata

from nhipcau.common.audience import Reader
from nhipcau.database.audience import may_all_read, may_read, may_read_answer

READERS: tuple[Reader, ...] = ("team", "person", "partner", "assistant", "programme", "public")


@pytest.mark.parametrize("table", metadata().sorted_tables, ids=lambda table: table.name)
def test_every_column_is_declared_once_for_whom_it_is(table: Table) -> None:
    own = {column.name for column in table.columns if "field" in column.info}
    named = set(table.info["audience"])
    assert not own & named
    assert own | named == {column.name for column in table.columns} - {"id"}


def test_a_field_nobody_decided_on_goes_to_nobody() -> None:
    with pytest.raises(KeyError):
        may_read("team", "person.shoe_size")


@pytest.mark.parametrize(
    ("field", "readers"),
    [
        ("pair.fit_answer", {"team"}),
        ("pair.note", {"team"}),
        ("pulse_answer.feeling", {"team"}),
        ("survey_answer.value", {"team"}),
        ("mentoring_session.rating", {"team"}),
        ("participant.refusals", {"team"}),
        ("person.gender", {"team", "person"}),
        ("person.phone", {"team", "person", "partner"}),
        ("mentoring_session.topic", {"team", "person", "partner"}),
        ("mentoring_session.held_on", {"team", "person", "partner", "assistant"}),
        ("person.email", {"team", "person", "partner", "assistant"}),
        ("person.full_name", {"team", "person", "partner", "assistant", "programme"}),
        ("programme.name", {"team", "person", "partner", "assistant", "programme", "public"}),
    ],
)
def test_a_field_is_read_by_its_audience_alone(field: str, readers: set[str]) -> None:
    assert {reader for reader in READERS if may_read(reader, field)} == readers


def test_what_several_read_must_be_for_each_of_them() -> None:
    assert may_all_read(("person", "partner"), "person.phone")
    assert not may_all_read(("person", "partner"), "person.phone", "person.gender")
    assert not may_all_read(("team", "assistant"), "mentoring_session.topic")


@pytest.mark.parametrize("quotable", [None, False])
def test_an_answer_to_an_own_question_is_the_teams_until_the_coordinator_says_otherwise(
    quotable: bool | None,
) -> None:
    assert {reader for reader in READERS if may_read_answer(reader, quotable)} == {"team"}


def test_a_quotable_answer_reaches_the_other_of_the_pair_and_nobody_else() -> None:
    assert {reader for reader in READERS if may_read_answer(reader, True)} == {"team", "person", "partner"}
