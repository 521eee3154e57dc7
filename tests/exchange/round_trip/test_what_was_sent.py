"""What a workbook is compared with: however it was stored, and whether or not it was found while the file was read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import select
from tests.support.database import new_database
from tests.support.edited_workbook import Edited
from tests.support.pairing_people import pairing_programme
from tests.support.sessions import confirmed_programme
from tests.support.surveys import asked_wave
from tests.support.whole_workbook import send

from nhipcau.database import Database
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip import returned_batch as batch
from nhipcau.exchange.round_trip.merge.three_way_merge import RowMerge
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks
from nhipcau.exchange.round_trip.returned_batch import open_batch
from nhipcau.participants.models import Person, Question
from nhipcau.sheets.column_rows import ColumnRows, column_of, rows_stored
from nhipcau.surveys.queries import questions, wave
from nhipcau.surveys.service import amend_question


@pytest.fixture
def home(tmp_path: Path) -> Iterator[tuple[Database, int, Path]]:
    """Give a workbook in which one cell was changed, while another was changed here."""
    database = new_database(tmp_path)
    programme_id = pairing_programme(database)
    path = send(database, programme_id, "x", tmp_path / "a.xlsx", "vi")
    book = Edited(path)
    book.change("Người tham gia", "Lê Thị Mai").to({"Phòng ban": "Pháp chế"})
    book.saved()
    with database.step("participants.step.edit", name="x") as db:
        db.exec(select(Person).where(Person.full_name == "Phan Gia Bảo")).one().place = "Huế"
    yield database, programme_id, path
    database.close()


def plan(database: Database, programme_id: int, path: Path) -> list[tuple[str, RowMerge]]:
    opened = open_batch(database, programme_id, [path])
    return [(one.kind.code, row) for one in opened.plans[0].kinds for row in one.merged.touched]


def row_by_row(rows: dict[str, Any]) -> dict[str, Any]:
    """Return rows as they were stored at first."""
    keys = rows.pop("", [])
    return {
        key: {code: texts[place] for code, texts in rows.items() if texts[place] is not None}
        for place, key in enumerate(keys)
    }


def test_what_was_stored_row_by_row_is_compared_alike(home: tuple[Database, int, Path]) -> None:
    database, programme_id, path = home
    in_columns = plan(database, programme_id, path)
    with database.step("homecoming.step.send", name="x") as db:
        sent = db.exec(select(SentWorkbook)).one()
        sent.content = {kind: row_by_row(dict(rows)) for kind, rows in sent.content.items() if kind}
    assert [row.state for _, row in in_columns] == ["changed", "changed"]
    assert plan(database, programme_id, path) == in_columns


@pytest.mark.parametrize("later", [False, True])
def test_a_large_workbook_is_compared_alike_with_what_was_found_while_it_was_read(
    home: tuple[Database, int, Path], monkeypatch: pytest.MonkeyPatch, *, later: bool
) -> None:
    database, programme_id, path = home
    if later:
        send(database, programme_id, "x", path.with_name("later.xlsx"), "en")
    found = plan(database, programme_id, path)
    monkeypatch.setattr(batch, "_LARGE", 0)
    assert plan(database, programme_id, path) == found
    assert [row.state for _, row in found] == ["changed", "changed"]


def test_rows_in_columns_are_what_rows_one_by_one_are() -> None:
    rows = {"x": {"a": "1", "b": "2"}, "y": {"b": "3"}, "z": {}}
    held = rows_stored(ColumnRows(list(rows), {"a": ["1", None, None], "b": ["2", "3", None]}).stored())
    assert held == rows
    assert rows_stored(rows) == rows
    for keys in (["x", "y", "z"], ["z", "x"], ["y"], [], ["new", "x", "x"]):
        for code in ("a", "b", "c"):
            assert list(column_of(held, keys, code)) == list(column_of(rows, keys, code))


def test_a_question_put_better_after_the_workbook_went_out_is_still_the_same_column(
    home: tuple[Database, int, Path],
) -> None:
    database, programme_id, path = home
    book = Edited(path)
    book.change("Người tham gia", "Phan Gia Bảo").to({"Bạn thích trò chuyện thế nào?": "Nhẹ nhàng"})
    book.saved()
    with database.step("participants.step.edit", name="x") as db:
        question = db.exec(select(Question)).one()
        question.wording = "Bạn thích trò chuyện theo cách nào?"
    opened = open_batch(database, programme_id, [path])
    assert not any(one.returned.unknown_columns for one in opened.plans[0].kinds)
    (theirs,) = (
        cell.theirs
        for _, row in plan(database, programme_id, path)
        for cell in row.cells
        if cell.field.startswith("question:")
    )
    assert theirs == "Nhẹ nhàng"


def test_a_form_filled_in_before_its_question_was_put_better_is_read(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    programme_id = confirmed_programme(database)
    wave_id = asked_wave(database, programme_id, "pulse")
    folder = write_survey_workbooks(database, wave_id, tmp_path, "vi").folder
    form = sorted(folder.glob("*.xlsx"))[0]
    with database.read() as db:
        found = wave(db, wave_id)
        assert found is not None
        asked = next(one for one in questions(db, found.survey.id) if one.means == "feeling")
    _answer(form, asked.wording_vi, "5")
    with database.step("evaluation.step.question", name="x") as db:
        amend_question(db, asked.id, {"wording_vi": "Mọi việc với cặp của bạn ra sao?"})
    cells = [cell for _, row in plan(database, programme_id, form) for cell in row.cells if cell.changes]
    assert [(cell.field.rpartition(":")[2], cell.theirs) for cell in cells] == [(asked.uid, 5)]
    database.close()


def _answer(form: Path, wording: str, answer: str) -> None:
    """Fill a form in as somebody would, beside the question."""
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[1]
    row = next(cells[0].row for cells in sheet.iter_rows(max_col=1) if cells[0].value == wording)
    assert row is not None
    sheet.cell(row, 3).value = answer
    book.save(form)
