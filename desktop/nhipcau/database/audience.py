"""Who may read what: every column is declared for an audience, beside its model.

Whatever leaves the program asks `may_read` for the one who will read it: workbooks, forms, letters, lists, calendars.
Where several read the same file, each of them must be allowed.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from sqlmodel import SQLModel

from nhipcau.common.audience import READ_BY, Audience, Reader
from nhipcau.database.column_declarations import MODELS
from nhipcau.database.field_catalogue import audience_declared, confided_declared

_ARRANGING: Final = frozenset({"person.email", "mentoring_session.held_on", "mentoring_session.minutes",
                               "mentoring_session.way", "pair.state"})  # fmt: skip
"""What an assistant needs beside, to find a date for two people; never what is said or thought."""
QUOTABLE_ANSWER: Final[Audience] = "pair"
"""Whom an own question's answer may reach once the coordinator said so; until then it is `answer.value`'s."""


@cache
def audience_of(field: str) -> Audience:
    """Return who may read a field, `table.column`. The keys of rows (`id`) are numbers that say nothing, and have none.

    Raises KeyError for a field that has no audience: what nobody has decided goes to nobody.
    """
    table, _, column = field.partition(".")
    if table not in SQLModel.metadata.tables:
        for module in MODELS:
            import_module(module)
    return audience_declared(SQLModel.metadata.tables[table], column)


@cache
def confided_fields() -> Mapping[str, str]:
    """Return which part of what was said in confidence each such field is, by `table.column`."""
    for module in MODELS:
        import_module(module)
    return {
        f"{table.name}.{column}": part
        for table in SQLModel.metadata.tables.values()
        for column, part in confided_declared(table).items()
    }


def may_read(reader: Reader, *fields: str) -> bool:
    """Say whether `reader` may read all these fields, each `table.column`."""
    return all(audience_of(field) in READ_BY[reader] or _arranges(reader, field) for field in fields)


def may_all_read(readers: Iterable[Reader], *fields: str) -> bool:
    """Say whether each of those who will read the same thing may read all these fields."""
    return all(may_read(reader, *fields) for reader in readers)


def may_read_answer(reader: Reader, quotable: bool | None) -> bool:
    """Say whether `reader` may read the answer to an own question, by what the coordinator said of the question."""
    return may_read(reader, "answer.value") or (quotable is True and QUOTABLE_ANSWER in READ_BY[reader])


def _arranges(reader: Reader, field: str) -> bool:
    return reader == "assistant" and field in _ARRANGING
