"""The sheet of the organisation's ladder: its levels and their ranks."""

from collections.abc import Iterator
from typing import Any, Final

from sqlmodel import Session, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.participants.models import LEVEL, Level
from nhipcau.participants.queries import levels
from nhipcau.participants.service import ensure_level, remove_level, rename_level, set_level_rank
from nhipcau.sheets.columns import bounds_of, field_column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    db, words = asked.db, asked.words
    uids: dict[Any, str] = dict(db.exec(select(Level.id, Level.uid)).all())
    rows: dict[str, dict[str, object]] = {
        uids[one.id]: {"level_name": one.name, "rank": one.rank} for one in levels(db)
    }
    fields = tuple(field_column(words, one, within=bounds_of(one)) for one in LEVEL.values())
    names = {uid: str(row["level_name"]) for uid, row in rows.items()}
    yield SheetKind(LEVELS, fields, rows, names)


def _write(db: Session, programme_id: int, row: RowToWrite) -> None:
    values = row.whole()
    if row.is_new:
        level_id = ensure_level(db, str(values.get("level_name") or ""))
        if level_id is None:
            raise Rejected(Problem("homecoming.problem.level_name_missing", "level_name"))
        set_level_rank(db, level_id, _rank(values.get("rank")))
        return
    level = db.exec(select(Level).where(Level.uid == row.key)).first()
    if level is None:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    level_id = level.id or 0
    if row.state == "removed":
        remove_level(db, level_id)
        return
    if "level_name" in values:
        rename_level(db, level_id, str(values["level_name"]))
    if "rank" in values:
        set_level_rank(db, level_id, _rank(values["rank"]))


def _rank(value: object) -> int | None:
    return value if isinstance(value, int) else None


LEVELS: Final = SheetDeclaration(
    "levels",
    _sheets,
    one_by_one(_write),
    told_by=(("level_name",),),
    needs=frozenset({"level_name", "rank"}),
    grows=True,
)
