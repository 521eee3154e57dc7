"""Tables of what the import inbox remembers."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel
from typing_extensions import TypedDict  # pydantic refuses typing.TypedDict below Python 3.12

from nhipcau.common.clock import now
from nhipcau.common.public_ids import new_uid
from nhipcau.database.column_declarations import one_of
from nhipcau.database.field_catalogue import no_entries, no_items, read_by


class KeptUnderstanding(TypedDict, total=False):
    """How columns were understood, as far as it is read by its parts."""

    rows: dict[str, list[int]]
    """By the mark of a row, whom it made."""


class RememberedForm(SQLModel, table=True):
    """How the columns of one form were understood, for the next file with the same headings."""

    __tablename__ = "remembered_form"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="programme_id fingerprint understanding used_at"),
    }

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    fingerprint: str = Field(index=True)
    """Digest of the folded headings, order aside."""
    understanding: dict[str, Any] = Field(
        default_factory=no_entries,
        sa_column=Column(
            JSON, nullable=False, info={"ids": {"rows.*.*": "person"}, "parts": KeptUnderstanding}
        ),
    )
    used_at: datetime = Field(default_factory=now)


class SentWorkbook(SQLModel, table=True):
    """A workbook that was sent out, and what it showed: what comes home is compared with it."""

    __tablename__ = "sent_workbook"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid programme_id about language sent_at content"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    about: str = ""
    """Whom it is for: empty when it holds the whole programme, the public id of a pair, `mentor:` or `mentee:` and
    the public id of a participant (all of their pairs), `assistant:` and the e-mail, in small letters, or else the
    folded name of a leader's assistant (all pairs of those whom they assist). `feelings:` before that of one side is
    a form that asks this person how they feel; `survey:` and the public ids of a wave and a participant, their form."""
    language: str = one_of(("vi", "en"), default="vi")
    sent_at: datetime = Field(default_factory=now)
    content: dict[str, Any] = Field(default_factory=no_entries, sa_column=Column(JSON, nullable=False))
    """By kind of thing: the keys of its rows, and by its code what each column showed in them (see `rows_stored`)."""


RETURNED: Final = "workbook:"
"""Before the public id of what was sent, in what a workbook that came home is known by."""


class ImportBatch(SQLModel, table=True):
    """One file taken in: what it was and what it brought."""

    __tablename__ = "import_batch"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="programme_id file_name digest imported_at counts"),
    }

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    file_name: str
    digest: str = ""
    """What it is known by: SHA-256 of a file of answers; of a workbook that came home see `RETURNED`."""
    imported_at: datetime = Field(default_factory=now)
    counts: dict[str, int] = Field(default_factory=no_entries, sa_column=Column(JSON, nullable=False))


class WaitingForm(SQLModel, table=True):
    """A sheet of which rows wait until somebody decides about them: how it was understood when it was imported."""

    __tablename__ = "waiting_form"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(
            team="uid programme_id file_name digest sheet fingerprint imported_at headings reading"
        ),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    file_name: str = ""
    digest: str = ""
    """SHA-256 of the file."""
    sheet: str = ""
    fingerprint: str = ""
    """As that of a remembered form."""
    imported_at: datetime = Field(default_factory=now)
    headings: list[str] = Field(default_factory=no_items, sa_column=Column(JSON, nullable=False))
    """By the index of their columns, as the file writes them."""
    reading: dict[str, Any] = Field(default_factory=no_entries, sa_column=Column(JSON, nullable=False))
    """The `forms.SheetReading`, what each column was taken to mean; empty where it has to be found anew."""


class WaitingRow(SQLModel, table=True):
    """A row of a file about which nobody has decided yet: it is read again, whenever it is looked at."""

    __tablename__ = "waiting_row"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid form_id row_number hidden mark cells"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    form_id: int = Field(foreign_key="waiting_form.id", index=True)
    row_number: int = 0
    """As the spreadsheet counts, from 1."""
    hidden: bool = False
    """Whether a filter or somebody's hand had hidden it."""
    mark: str = ""
    """`recognising.signature`, by which the same row is known in a newer version of the file."""
    cells: list[Any] = Field(default_factory=no_items, sa_column=Column(JSON, nullable=False))
    """By the index of their columns; what JSON cannot say is `{"kind": …, "value": …}`."""
