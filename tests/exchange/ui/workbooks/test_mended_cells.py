"""A cell that could not be read is mended beside the row, by the reader that reads the file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select
from tests.support.confirmed import fill, pairs_of, put
from tests.support.desk import RecordingDesk
from tests.support.sessions import confirmed_programme

from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.sessions.models import MentoringSession
from nhipcau.shell.features import FEATURES


@pytest.fixture
def page(qtbot: QtBot, database: Database) -> WorkbooksPage:
    made = WorkbooksPage(
        RecordingDesk(programme_id=confirmed_programme(database)), database, features=FEATURES
    )
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.refresh()
    made.retranslate()
    made.show()
    return made


@pytest.fixture
def home(page: WorkbooksPage, database: Database, tmp_path: Path) -> Path:
    """A pair's workbook with a good session, and one whose day is none."""
    written = write_pair_workbooks(database, page.desk.programme_id or 0, tmp_path, "vi")
    path = sorted(written.folder.glob("*.xlsx"))[0]
    fill(path, "Buổi gặp", put(2, {"Ngày gặp": "05/03/2026", "Chủ đề": "Làm quen"}))
    return fill(path, "Buổi gặp", put(3, {"Ngày gặp": "tuần sau", "Chủ đề": "Viết CV"}))


def click(widget: QWidget) -> None:
    QApplication.sendPostedEvents()  # what was just put beside the list is shown with the next one
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def shown(page: WorkbooksPage) -> list[str]:
    model = page.home.preview.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def topics(database: Database) -> dict[str, str]:
    with database.read() as db:
        return {row.topic: f"{row.held_on:%d/%m/%Y}" for row in db.exec(select(MentoringSession))}


def test_sessions_are_told_by_their_day_and_topic(page: WorkbooksPage, home: Path) -> None:
    page.open_files([home])
    assert shown(page) == ["Viết CV", "05/03/2026 · Làm quen"]


def test_what_is_typed_is_read_as_the_file_is_and_the_row_is_taken_in(
    page: WorkbooksPage, home: Path, database: Database
) -> None:
    page.open_files([home])
    assert page.home.take_button.text() == "Nhận 1 dòng"
    cell = page.home.preview.details.mending("held_on")
    assert "tuần sau" in cell.why.text()
    assert not cell.apply_button.isEnabled()
    QTest.keyClicks(cell.edit, "12/3/2026")
    click(cell.apply_button)
    assert "12/03/2026 · Viết CV" in shown(page)
    assert page.home.take_button.text() == "Nhận 2 dòng"
    click(page.home.take_button)
    assert topics(database) == {"Làm quen": "05/03/2026", "Viết CV": "12/03/2026"}


def test_what_cannot_be_read_either_is_said_and_nothing_is_lost(page: WorkbooksPage, home: Path) -> None:
    page.open_files([home])
    cell = page.home.preview.details.mending("held_on")
    QTest.keyClicks(cell.edit, "thang sau")
    QTest.keyClick(cell.edit, Qt.Key.Key_Return)
    assert "thang sau" in cell.why.text()
    assert cell.edit.text() == "thang sau"
    assert page.home.take_button.text() == "Nhận 1 dòng"


def test_a_decision_made_before_stays_when_a_cell_is_mended(page: WorkbooksPage, home: Path) -> None:
    page.open_files([home])
    page.home.preview.table.select_id(1)
    click(page.home.preview.details.choice().segment("ours"))
    assert page.home.take_button.text() != "Nhận 1 dòng"
    page.home.preview.table.select_id(0)
    cell = page.home.preview.details.mending("held_on")
    QTest.keyClicks(cell.edit, "12/3/2026")
    click(cell.apply_button)
    assert page.home.take_button.text() == "Nhận 1 dòng", "the mended one; the other was left out"


def test_the_pair_is_still_found_by_name(page: WorkbooksPage, home: Path, database: Database) -> None:
    page.open_files([home])
    pair = next(
        one for one in pairs_of(database, page.desk.programme_id or 0) if one.mentor_name in home.stem
    )
    model = page.home.preview.table.model()
    assert pair.mentor_name in page.home.preview._rows[0].name
    assert model.rowCount() == 2
