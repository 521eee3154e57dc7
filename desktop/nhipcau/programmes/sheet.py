"""The sheet of a programme in its workbook."""

from collections.abc import Iterator
from typing import Final

from sqlmodel import Session

from nhipcau.programmes.models import PROGRAMME as FIELDS
from nhipcau.programmes.models import Programme
from nhipcau.programmes.service import amend_programme
from nhipcau.sheets.columns import field_column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    programme = asked.db.get_one(Programme, asked.programme_id)
    fields = tuple(field_column(asked.words, one) for one in FIELDS.values() if not one.internal)
    values = {one.code: getattr(programme, one.code) for one in fields}
    yield SheetKind(PROGRAMME, fields, {programme.uid: values}, {programme.uid: programme.name})


def _write(db: Session, programme_id: int, row: RowToWrite) -> None:
    amend_programme(db, programme_id, row.values)


PROGRAMME: Final = SheetDeclaration("programme", _sheets, one_by_one(_write))
