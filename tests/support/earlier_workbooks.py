"""Small workbooks as they went out before each held only what its readers may read: with all columns."""

from dataclasses import replace
from pathlib import Path

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.outgoing.programme_workbook import content_of, identity_sheet, kind_sheet
from nhipcau.exchange.round_trip.sheets.sheet_kinds import sheet_kinds
from nhipcau.workbook import write_workbook


def write_as_before(database: Database, programme_id: int, about: str, target: Path) -> Path:
    """Write and remember a workbook with everything in it, in Vietnamese; `about` is that of `SentWorkbook`."""
    words = Words("vi")
    with database.step("homecoming.step.send", name="x") as db:
        kinds = tuple(
            replace(kind, fields=tuple(replace(one, anew=False) for one in kind.fields))
            for kind in sheet_kinds(db, programme_id, words, about)
        )
        sent = SentWorkbook(programme_id=programme_id, about=about, language="vi", content=content_of(kinds))
        db.add(sent)
        db.flush()
        sheets = [kind_sheet(kind, words, protected=True) for kind in kinds]
        write_workbook(target, [*sheets, identity_sheet(kinds, words, sent.uid)])
    return target
