"""The workbook that goes out: a cover, a sheet a kind of thing, and what tells it again when it comes home."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from sqlmodel import Session

from nhipcau.common.clock import now
from nhipcau.common.identity import new_uid
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.cells import SheetField, shown, shown_text
from nhipcau.exchange.round_trip.kinds import SheetKind, sheet_kinds
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec, write_workbook
from nhipcau.workbook.limits import IDENTITY

ROWS_TO_ADD: Final = 60
"""Empty rows with drop-downs below the people, for those who are added by hand."""


def record_sending(db: Session, programme_id: int, language: Language) -> list[SheetSpec]:
    """Remember what is sent, and return its sheets for `write_workbook`."""
    words = Words(language)
    kinds = sheet_kinds(db, programme_id, words)
    sent = SentWorkbook(
        uid=new_uid(), programme_id=programme_id, language=language, content=content_of(kinds)
    )
    db.add(sent)
    db.flush()
    return sheets_of(kinds, words, sent.uid)


def send(
    database: Database,
    programme_id: int,
    name: str,
    target: Path,
    language: Language,
    progress: Progress | None = None,
) -> Path:
    """Write the programme's workbook and remember what it showed. Raises Unavailable with nothing remembered."""
    with database.step("homecoming.step.send", name=name) as db:
        sheets = record_sending(db, programme_id, language)
        write_workbook(target, sheets, progress)
    return target


def content_of(kinds: Iterable[SheetKind]) -> dict[str, dict[str, dict[str, str]]]:
    """Return what the workbook shows: by kind, key and column. Blank cells are left out."""
    return {
        kind.code: {
            key: {
                field.code: text
                for field in kind.fields
                if (text := shown_text(field, values.get(field.code)))
            }
            for key, values in kind.rows.items()
        }
        for kind in kinds
    }


def sheets_of(kinds: Sequence[SheetKind], words: Words, uid: str) -> list[SheetSpec]:
    """Return the sheets: the cover first, the identity last and out of sight."""
    return [
        _cover(kinds, words),
        *(_sheet(kind, words) for kind in kinds),
        _identity(kinds, words, uid),
    ]


def _cover(kinds: Sequence[SheetKind], words: Words) -> SheetSpec:
    name = next(iter(kinds[0].names.values()), "")
    lines = [words("homecoming.cover.title", programme=name)]
    lines += [words("homecoming.cover.made", date=now().astimezone().strftime("%d/%m/%Y %H:%M"))]
    lines += [words(f"homecoming.cover.line.{number}") for number in range(1, 6)]
    return SheetSpec(words("homecoming.sheet.cover"), intro=lines, landscape=False)


def _sheet(kind: SheetKind, words: Words) -> SheetSpec:
    columns = [ColumnSpec(words("homecoming.key"), 4, "text", hidden=True)]
    columns += [_column(field, words) for field in kind.fields]
    rows: list[list[Plain]] = [
        [key, *(shown(field, values.get(field.code)) for field in kind.fields)]
        for key, values in kind.rows.items()
    ]
    return SheetSpec(kind.title, columns, rows, rows_to_fill=ROWS_TO_ADD if kind.grows else 0, as_table=True)


def _column(field: SheetField, words: Words) -> ColumnSpec:
    note = "" if field.editable else words("homecoming.only_shown")
    single = field.kind not in ("ways", "slots")
    offered = field.suggestions or tuple(label for _, label in field.choices if single)
    kind = {"number": "number", "year": "number", "date": "date", "email": "email"}.get(field.kind, "text")
    if field.kind in ("long_text", "list", "slots", "goals", "strengths"):
        return ColumnSpec(field.heading, field.width, "wrapped", note, offered)
    if kind == "date":
        return ColumnSpec(field.heading, field.width, "date", note, offered)
    if kind == "number":
        return ColumnSpec(field.heading, field.width, "number", note, offered)
    return ColumnSpec(field.heading, field.width, "text", note, offered, muted=not field.editable)


def _identity(kinds: Sequence[SheetKind], words: Words, uid: str) -> SheetSpec:
    rows: list[list[Plain]] = [["workbook", uid, words.language]]
    rows += [[kind.code, kind.title, ""] for kind in kinds]
    columns = [ColumnSpec(name) for name in ("kind", "name", "content")]
    return SheetSpec(IDENTITY, columns, rows, hidden=True, filtered=False)
