"""Anonymous forms dropped on the page of workbooks, through what is seen of it."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.support.anonymous import (
    LEARNT,
    SATISFIED,
    AnonymousSurvey,
    asked_anonymously,
    people_of,
    secret,
)
from tests.support.anonymous_files import fill, filled_forms
from tests.support.database import dump
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.exchange.ui.workbooks.survey_dialog import SurveyDialog
from nhipcau.shell.features import FEATURES


@pytest.fixture
def survey(database: Database) -> AnonymousSurvey:
    return asked_anonymously(database, 8)


@pytest.fixture
def page(qtbot: QtBot, survey: AnonymousSurvey, database: Database) -> WorkbooksPage:
    desk = RecordingDesk(programme_id=survey.programme_id)
    made = WorkbooksPage(desk, database, features=FEATURES)
    desk.setParent(made)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.refresh()
    made.retranslate()
    made.show()
    return made


def seen(page: WorkbooksPage) -> str:
    """Return all that can be read, every row chosen once."""
    QApplication.processEvents()
    model, table = page.home.preview.table.model(), page.home.preview.table
    cells = [
        str(model.index(row, column).data() or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    texts = [*cells]
    for row in range(model.rowCount()):
        table.setCurrentIndex(model.index(row, 0))
        QApplication.processEvents()
        texts += [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return "\n".join(texts)


def test_five_forms_are_shown_as_people_without_a_word_of_theirs_and_taken_in(
    page: WorkbooksPage, survey: AnonymousSurvey, database: Database, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path, 6)
    fill(paths[5], {SATISFIED: "rất nhiều"})
    page.open_files(paths)
    text = seen(page)
    people = people_of(database, survey)
    assert all(row.name in text for row in people[:6])
    assert not any(secret(row.id, LEARNT) in text for row in people)
    for wording in (SATISFIED, LEARNT, "rất nhiều"):
        assert wording not in text
    words = page.desk.words
    assert words("surveys.anonymous.ready", survey="Lắng nghe – Tháng ba", n=5) in text
    for state in ("ready", "unread"):
        assert words(f"surveys.anonymous.row.{state}", least=5) in text
    assert page.home.take_button.text() == words("homecoming.take_in", n=5)
    QTest.mouseClick(page.home.take_button, Qt.MouseButton.LeftButton)
    assert sum(row.answered_on is not None for row in people_of(database, survey)) == 5
    assert page.desk.said[-1].undo  # type: ignore[attr-defined]
    name = database.next_undo()
    assert name is not None
    assert words(name.label, **name.values) == "Nhận 5 phiếu ẩn danh"


def test_forms_of_several_in_one_file_have_each_its_name(
    page: WorkbooksPage, survey: AnonymousSurvey, database: Database, tmp_path: Path
) -> None:
    """As when somebody gathers what colleagues filled in, a sheet for each."""
    paths = filled_forms(database, survey, tmp_path, 5)
    books = [openpyxl.load_workbook(path) for path in paths]
    gathered = openpyxl.load_workbook(paths[0])
    for number, book in enumerate(books[1:], start=2):
        sheet = gathered.create_sheet(f"Phiếu {number}")
        for row in book.worksheets[1].iter_rows(values_only=True):
            sheet.append(row)
    target = tmp_path / "gom lại.xlsx"
    gathered.save(target)
    page.open_files([target])
    text = seen(page)
    people = people_of(database, survey)
    assert all(row.name in text for row in people[:5])
    assert not any(secret(row.id, LEARNT) in text for row in people)
    assert page.home.take_button.text() == page.desk.words("homecoming.take_in", n=5)


def test_four_forms_are_refused_with_what_to_do(
    page: WorkbooksPage, survey: AnonymousSurvey, database: Database, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path, 4)
    before = dump(database)
    page.open_files(paths)
    text = seen(page)
    words = page.desk.words
    assert words("surveys.anonymous.few", survey="Lắng nghe – Tháng ba", n=4, least=5) in text
    assert words("surveys.anonymous.row.few", least=5) in text
    assert words("homecoming.summary.nothing") not in text
    assert not page.home.take_button.isEnabled()
    assert dump(database) == before


def test_who_has_answered_already_is_said_and_nothing_changes(
    page: WorkbooksPage, survey: AnonymousSurvey, database: Database, tmp_path: Path
) -> None:
    paths = filled_forms(database, survey, tmp_path, 5)
    page.open_files(paths)
    QTest.mouseClick(page.home.take_button, Qt.MouseButton.LeftButton)
    page.open_files(paths[:1])
    assert page.desk.words("surveys.anonymous.row.answered") in seen(page)
    assert not page.home.take_button.isEnabled()
    page.home.start_again()
    database.undo()
    page.open_files(paths[:4])
    text = seen(page)
    assert page.desk.words("surveys.anonymous.apart", survey="Lắng nghe – Tháng ba", n=4) in text
    assert not page.home.take_button.isEnabled()


def test_the_preview_saved_as_a_workbook_holds_no_answers(
    page: WorkbooksPage, survey: AnonymousSurvey, database: Database, tmp_path: Path
) -> None:
    page.open_files(filled_forms(database, survey, tmp_path, 5))
    target = tmp_path / "xem trước.xlsx"
    page.ask_save = lambda _title, _name: str(target)
    QTest.mouseClick(page.home.save_button, Qt.MouseButton.LeftButton)
    book = openpyxl.load_workbook(target)
    cells = "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )
    people = people_of(database, survey)
    assert all(row.name in cells for row in people[:5])
    assert not any(secret(row.id, LEARNT) in cells for row in people)


def test_forms_are_sent_to_those_who_have_not_answered_and_to_nobody_else(
    page: WorkbooksPage, qtbot: QtBot, survey: AnonymousSurvey, database: Database
) -> None:
    dialog = SurveyDialog(page.desk, database, survey.programme_id, survey.wave_id, page)
    qtbot.addWidget(dialog)
    assert [dialog.whom.combo.itemData(place) for place in range(dialog.whom.combo.count())] == ["open"]
