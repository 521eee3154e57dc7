"""Remembering what was sent: the only place that writes `SentWorkbook`."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from nhipcau.common.public_ids import new_uid
from nhipcau.common.words import Language
from nhipcau.exchange.models import SentWorkbook


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
