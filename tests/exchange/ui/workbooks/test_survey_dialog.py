"""Sending a survey's forms and taking them in again, through the page's widgets."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.support.confirmed import amend_people
from tests.support.desk import RecordingDesk
from tests.support.sessions import confirmed_programme
from tests.support.surveys import answer, asked_people, asked_wave, given

from nhipcau.database import Database
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.exchange.ui.workbooks.survey_dialog import SurveyDialog
from nhipcau.shell.features import FEATURES


@pytest.fixture
def desk(database: Database) -> RecordingDesk:
    return RecordingDesk(programme_id=confirmed_programme(database))


@pytest.fixture
def page(qtbot: QtBot, desk: RecordingDesk, database: Database) -> WorkbooksPage:
    made = WorkbooksPage(desk, database, features=FEATURES)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.refresh()
    made.retranslate()
    made.show()
    return made


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def dialog_of(page: WorkbooksPage) -> SurveyDialog:
    (found,) = page.findChildren(SurveyDialog)
    return found


def test_without_a_survey_nothing_is_offered(page: WorkbooksPage) -> None:
    assert not page.out.surveys.isVisible()
    page.arrive(survey=7)
    assert page.findChildren(SurveyDialog) == []


def test_the_forms_of_the_chosen_wave_are_written_and_taken_in_again(
    page: WorkbooksPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    first = asked_wave(database, desk.programme_id or 0, name="Tháng ba")
    asked_wave(database, desk.programme_id or 0, name="Tháng sáu")
    page.refresh()
    page.ask_folder = lambda _title: str(tmp_path)
    page.arrive(survey=first)
    dialog = dialog_of(page)
    assert dialog.wave.combo.currentText() == "Khảo sát giữa kỳ – Tháng ba"
    assert "17" in dialog.whom.combo.currentText()
    click(dialog.write_button)
    assert "17" in desk.said[-1].text
    (form,) = tmp_path.glob("*/Dương Thanh Oanh - *.xlsx")
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[1]
    row = next(
        number
        for number, cells in enumerate(sheet.iter_rows(max_col=1), 1)
        if "hữu ích" in str(cells[0].value)
    )
    sheet.cell(row, 3).value = "5 – Rất hữu ích"
    book.save(form)
    page.open_files([tmp_path])
    click(page.home.take_button)
    assert list(given(database, first).values()) == [5]


def test_those_who_have_answered_are_asked_again_only_when_she_says_so(
    page: WorkbooksPage, desk: RecordingDesk, database: Database
) -> None:
    wave_id = asked_wave(database, desk.programme_id or 0)
    for row in asked_people(database, wave_id):
        answer(database, row, "text", "Xong")
    page.refresh()
    click(page.out.surveys.send_button)
    dialog = dialog_of(page)
    assert not dialog.write_button.isEnabled()
    assert dialog.note.isVisible()
    dialog.whom.set_value("everybody")
    assert dialog.write_button.isEnabled()
    assert dialog.chosen().everybody
    dialog.reject()


def test_she_is_told_whose_draft_has_no_address(
    page: WorkbooksPage, desk: RecordingDesk, database: Database
) -> None:
    from sqlmodel import select

    from nhipcau.participants.models import Person

    asked_wave(database, desk.programme_id or 0)
    with database.step("participants.step.add", name="x") as db:
        db.exec(select(Person).where(Person.full_name == "Lê Thị Mai")).one().email = "mai le@x.vn"
    page.refresh()
    click(page.out.surveys.send_button)
    dialog = dialog_of(page)
    assert "Lê Thị Mai" in dialog.note.text()
    assert "trợ lý" not in dialog.note.text()
    assert "Vẫn" in dialog.write_button.text()
    dialog.whom.set_value("list")
    assert not dialog.note.isVisible()
    dialog.reject()


def test_she_is_told_why_a_form_does_not_go_to_an_assistant_instead(
    page: WorkbooksPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    asked_wave(database, desk.programme_id or 0)
    assistant = {"email": "", "assistant_name": "Ngô Lan", "assistant_email": "lan@x.vn"}
    amend_people(database, {"Lê Thị Mai": assistant})
    page.refresh()
    page.ask_folder = lambda _title: str(tmp_path)
    click(page.out.surveys.send_button)
    dialog = dialog_of(page)
    assert "Lê Thị Mai có trợ lý, nhưng phiếu chỉ gửi cho chính người được hỏi" in dialog.note.text()
    click(dialog.write_button)
    assert "1 thư còn thiếu người nhận vì chưa có email dùng được: Lê Thị Mai." in desk.said[-1].text
    assert not any(b"lan@x.vn" in path.read_bytes() for path in tmp_path.glob("*/*.eml"))


def test_she_can_type_answers_into_one_list(
    page: WorkbooksPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    wave_id = asked_wave(database, desk.programme_id or 0)
    page.refresh()
    page.ask_save = lambda _title, _name: str(tmp_path / "nhập")
    click(page.out.surveys.send_button)
    dialog = dialog_of(page)
    dialog.whom.set_value("list")
    click(dialog.write_button)
    path = tmp_path / "nhập.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    place = columns["Các buổi gặp hữu ích với anh/chị đến mức nào?"]
    sheet.cell(2, place).value = "4"
    book.save(path)
    page.open_files([path])
    click(page.home.take_button)
    assert list(given(database, wave_id).values()) == [4]


def test_whose_mailbox_others_read_is_said_before_the_forms_are_written(
    page: WorkbooksPage, desk: RecordingDesk, database: Database
) -> None:
    wave_id = asked_wave(database, desk.programme_id or 0)
    name = asked_people(database, wave_id)[0].name
    amend_people(database, {name: {"email": "chung@abc.vn", "assistant_email": "chung@abc.vn"}})
    page.refresh()
    page.arrive(survey=wave_id)
    assert dialog_of(page).note.text().startswith(f"Tệp riêng của {name} không ghi sẵn người nhận")
    assert dialog_of(page).write_button.text().startswith("Vẫn")
    dialog_of(page).reject()
