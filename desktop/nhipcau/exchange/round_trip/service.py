"""Remembering that a workbook came home, in the step in which it is taken in."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from nhipcau.exchange.models import RETURNED, ImportBatch


def note_returned(db: Session, programme_id: int, files: Iterable[tuple[str, str, int]]) -> None:
    """Remember files by their name, the public id of what was sent, and how many rows they brought."""
    for name, uid, rows in files:
        db.add(
            ImportBatch(
                programme_id=programme_id, file_name=name, digest=RETURNED + uid, counts={"rows": rows}
            )
        )
    db.flush()


def returned_before(db: Session, programme_id: int, uids: Iterable[str]) -> frozenset[str]:
    """Return which of these workbooks have come home already."""
    wanted = {RETURNED + uid: uid for uid in uids}
    statement = select(ImportBatch.digest).where(
        ImportBatch.programme_id == programme_id, col(ImportBatch.digest).in_(wanted)
    )
    return frozenset(wanted[digest] for digest in db.exec(statement))
