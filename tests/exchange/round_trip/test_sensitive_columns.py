"""In the workbook of the whole programme a sensitive column says so at its heading, and comes home as it went."""

from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select
from tests.support.pairing_people import pairing_programme
from tests.support.whole_workbook import send

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.exchange.round_trip.returned_batch import open_batch
from nhipcau.participants.models import Participant
from nhipcau.participants.service import add_question, set_answer

_BELIEF, _OTHER = "Bạn theo đạo nào?", "Khác"
_MARKS: dict[Language, tuple[str, str]] = {
    "vi": ("Thông tin nhạy cảm (tôn giáo, tín ngưỡng)", "Thông tin nhạy cảm (sức khỏe)"),
    "en": ("Sensitive (religion or belief)", "Sensitive (health)"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sensitive_column_is_marked_at_its_heading(
    database: Database, tmp_path: Path, language: Language
) -> None:
    programme_id = pairing_programme(database)
    with database.step("participants.step.add", name="x") as db:
        add_question(db, programme_id, _BELIEF, "text")
        other = add_question(db, programme_id, _OTHER, "text")
        set_answer(db, db.exec(select(Participant.id)).first() or 0, other, "Em bị HIV")
    path = send(database, programme_id, "x", tmp_path / "all.xlsx", language)

    workbook = openpyxl.load_workbook(path)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.comment]
    notes = {str(cell.value): cell.comment.text for cell in cells if cell.comment}
    belief, health = _MARKS[language]
    assert notes[_BELIEF].startswith(belief)
    assert notes[_OTHER].startswith(health)
    assert [name for name, note in notes.items() if note.startswith(belief.split("(")[0])] == [
        _BELIEF,
        _OTHER,
    ]
    assert open_batch(database, programme_id, [path]).nothing_new
