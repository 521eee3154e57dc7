"""The journal's own tables. They are the undo history and, with it, the record of who changed what and when."""

from typing import Final

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, Table, Text
from sqlmodel import SQLModel

from nhipcau.database.field_catalogue import read_by

DONE: Final = "done"
UNDONE: Final = "undone"
CLOSED: Final = "closed"
"""Can be neither undone nor redone any more: thinned, left behind by a newer step, or older than a migration."""

JOURNAL_STEP: Final = Table(
    "journal_step",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True),
    Column("label", String, nullable=False),
    Column("arguments", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    sqlite_autoincrement=True,
    info=read_by(team="label arguments made_at made_by state"),
)

JOURNAL_ROW: Final = Table(
    "journal_row",
    SQLModel.metadata,
    Column("id", Integer, primary_key=True),
    Column("step_id", Integer, ForeignKey("journal_step.id"), nullable=False),
    Column("table_name", String, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("change", String, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Index("ix_journal_row_step_id", "step_id", "table_name", "row_id"),
    sqlite_autoincrement=True,
    info=read_by(team="step_id table_name row_id change old new"),
)
