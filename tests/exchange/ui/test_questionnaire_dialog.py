"""The ready questionnaire on the screen."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.exchange.ui.questionnaire_dialog import QuestionnaireDialog
from nhipcau.workbook import read_source


def test_who_has_no_form_is_offered_questions_to_copy(qtbot: QtBot, database: Database) -> None:
    desk = RecordingDesk(programme_id=make.programme(database))
    page = ImportPage(desk, database)
    qtbot.addWidget(page)
    page.retranslate()
    page.show()
    QTest.mouseClick(page.drop_zone.questionnaire_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QuestionnaireDialog)
    assert dialog is not None
    assert dialog.isVisible()
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert "Họ và tên" in QGuiApplication.clipboard().text()
    dialog.close()


def test_the_questions_can_be_had_in_the_other_language_and_saved(
    qtbot: QtBot, database: Database, tmp_path: Path
) -> None:
    make.person(database, department="Nhân sự")
    programme_id = make.programme(database, "Cầu: Nối / Số", kind="reverse")
    desk = RecordingDesk(programme_id=programme_id)
    dialog = QuestionnaireDialog(desk, database, programme_id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.language.choose("en")
    dialog.language.chosen.emit("en")
    assert "How passionate about technology are you?" in dialog.text_box.toPlainText()
    assert "\nNhân sự" in dialog.text_box.toPlainText()
    suggested: list[str] = []

    def ask(_title: str, name: str) -> str:
        suggested.append(name)
        return str(tmp_path / f"questions {len(suggested)}")

    dialog.ask_save = ask
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert suggested == ["Sign-up form – Cầu Nối Số.xlsx"]
    assert sheets_of(tmp_path / "questions 1.xlsx") == ["Sign-up form"], "one person fills it in"
    QTest.mouseClick(dialog.list_button, Qt.MouseButton.LeftButton)
    assert suggested[1:] == ["Sign-up questionnaire – Cầu Nối Số.xlsx"]
    assert sheets_of(tmp_path / "questions 2.xlsx") == ["Read me", "Answers"]


def sheets_of(path: Path) -> list[str]:
    return [sheet.name for sheet in read_source(path).sheets if not sheet.hidden]
