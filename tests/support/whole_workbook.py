"""The whole programme's workbook with all of its sensitive parts, as it is sent to somebody who may read everything."""

from pathlib import Path

from nhipcau.common.progress import Progress
from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing import programme_workbook as sending
from nhipcau.exchange.round_trip.sheets.sensitive_parts import PARTS


def send(
    database: Database,
    programme_id: int,
    name: str,
    target: Path,
    language: Language,
    progress: Progress | None = None,
) -> Path:
    return sending.send(database, programme_id, name, target, language, progress, PARTS)
