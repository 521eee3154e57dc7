"""Remembering what was sent, and that it came home: the only place that writes `SentWorkbook`."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from nhipcau.common.public_ids import new_uid
from nhipcau.common.words import Language
from nhipcau.exchange.models import RETURNED, ImportBatch, SentWorkbook


def remember_sent(
    db: Session, programme_id: int, language: Language, about: str, content: Mapping[str, Any]
) -> str:
    """Keep what a workbook shows when it goes out; return the public id that it carries."""
    sent = SentWorkbook(
        uid=new_uid(), programme_id=programme_id, about=about, language=language, content=dict(content)
    )
    db.add(sent)
    db.flush()
    return sent.uid


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
