"""What was sent to whom: who sent it back, who is late, and reminders for them, through the page's widgets."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.support.confirmed import amend_people, fill, pairs_of, put
from tests.support.database import dump
from tests.support.desk import RecordingDesk
from tests.support.sessions import confirmed_programme
from tests.support.surveys import asked_people, asked_wave

from nhipcau.common import clock
from nhipcau.database import Database
from nhipcau.exchange.ui.workbooks.page import WorkbooksPage
from nhipcau.pairing.store.service import end_pair
from nhipcau.shell.features import FEATURES

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    clock.set_clock(lambda: NOON)
    yield
    clock.set_clock(clock._system)


def later(days: int) -> None:
    clock.set_clock(lambda: NOON + timedelta(days))


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


def click(widget: QWidget) -> None:
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def send(page: WorkbooksPage, folder: Path, *, feelings: bool = False) -> Path:
    """Send the workbooks of pairs; return the folder they are in."""
    folder.mkdir(exist_ok=True)
    page.ask_folder = lambda _title: str(folder)
    page.out.people.feelings.setChecked(feelings)
    click(page.out.people.write_button)
    page.refresh()
    (made,) = folder.iterdir()
    return made


def states(page: WorkbooksPage) -> dict[str, str]:
    model = page.out.register.table.model()
    return {
        str(model.index(row, 0).data()): str(model.index(row, 1).data()) for row in range(model.rowCount())
    }


def bring_home(page: WorkbooksPage, *paths: Path) -> None:
    click(page.tabs.segment("home"))
    page.open_files(list(paths))
    click(page.home.take_button)
    page.refresh()
    click(page.tabs.segment("out"))


def desk_of(page: WorkbooksPage) -> RecordingDesk:
    assert isinstance(page.desk, RecordingDesk)
    return page.desk


def test_before_anything_is_sent_the_register_says_what_it_is_for(page: WorkbooksPage) -> None:
    assert page.out.register.nothing.isVisible()
    assert page.out.register.nothing.title.text() == "Chưa gửi sổ nào"
    assert not page.out.register.remind_button.isVisible()


def test_what_was_sent_is_out_then_late_and_then_back(page: WorkbooksPage, tmp_path: Path) -> None:
    folder = send(page, tmp_path / "đi")
    assert set(states(page).values()) == {"Chưa về"}
    assert page.out.register.note.text() == "9 đã gửi · 0 đã về · 9 chưa về"
    later(15)
    page.refresh()
    assert set(states(page).values()) == {"Trễ hẹn"}
    home = fill(
        next(folder.glob("*.xlsx")),
        "Mục tiêu",
        put(2, {"Mục tiêu": "Nói trước đám đông"}),
        tmp_path / "v.xlsx",
    )
    bring_home(page, home)
    assert page.out.register.note.text() == "9 đã gửi · 1 đã về · 8 chưa về, 8 trễ hẹn"
    assert sorted(states(page).values()).count("Đã về") == 1
    assert page.home.take_button.text() != "Ghi nhận đã về"


def test_a_workbook_that_comes_back_as_it_went_is_back_all_the_same(
    page: WorkbooksPage, tmp_path: Path, database: Database
) -> None:
    book = next(send(page, tmp_path / "đi").glob("*.xlsx"))
    before = dump(database)
    page.open_files([book])
    assert page.home.take_button.text() == "Ghi nhận đã về"
    click(page.home.take_button)
    assert desk_of(page).said[-1].text == "Đã ghi nhận 1 sổ gửi về, không có gì đổi"
    page.refresh()
    assert sorted(states(page).values()).count("Đã về") == 1
    page.open_files([book])
    assert not page.home.take_button.isEnabled(), "its return is known"
    click(page.home.back_button)
    database.undo()
    assert dump(database) == before


def test_how_long_is_waited_can_be_changed(page: WorkbooksPage, tmp_path: Path) -> None:
    send(page, tmp_path / "đi")
    later(5)
    page.refresh()
    assert set(states(page).values()) == {"Chưa về"}
    page.out.register.days.spin.setValue(4)
    assert set(states(page).values()) == {"Trễ hẹn"}
    assert page.desk.answer_days == 4


def test_reminders_carry_the_workbook_once_more_and_only_to_who_is_late(
    page: WorkbooksPage, tmp_path: Path, database: Database
) -> None:
    book = next(send(page, tmp_path / "đi", feelings=True).glob("*.xlsx"))
    bring_home(page, book)
    assert page.out.register.remind_button.text() == "Chưa ai trễ"
    assert not page.out.register.remind_button.isEnabled()
    later(15)
    page.refresh()
    assert page.out.register.remind_button.text() == "Lưu 25 thư nhắc…", "26 went out, one is back"
    reminders = tmp_path / "nhắc"
    reminders.mkdir()
    page.ask_folder = lambda _title: str(reminders)
    before = dump(database)
    click(page.out.register.remind_button)
    (folder,) = reminders.iterdir()
    drafts = list(folder.glob("*.eml"))
    assert len(drafts) == len(list(folder.glob("*.xlsx"))) == 25
    mail = message_from_bytes(drafts[0].read_bytes(), policy=default)
    body = mail.get_body()
    assert body is not None
    assert "02/03/2026" in body.get_content()
    assert "Nhắc nhẹ" in str(mail["Subject"])
    assert [one.get_filename() for one in mail.iter_attachments()] == [drafts[0].with_suffix(".xlsx").name]
    page.refresh()
    assert page.out.register.remind_button.text() == "Hôm nay đã soạn thư nhắc"
    database.undo()
    assert dump(database) == before


def test_only_the_selected_who_are_still_out_are_reminded(page: WorkbooksPage, tmp_path: Path) -> None:
    send(page, tmp_path / "đi")
    page.out.register.table.selectRow(2)
    assert page.out.register.remind_button.text() == "Lưu 1 thư nhắc…"
    (row,) = page.out.register.to_remind()
    page.ask_folder = lambda _title: str(tmp_path)
    click(page.out.register.remind_button)
    (folder,) = tmp_path.glob("Thư nhắc*")
    (draft,) = folder.glob("*.eml")
    assert draft.stem == row.name.replace(" – ", " - ")


def test_nobody_waits_for_the_workbook_of_a_pair_that_has_ended(
    page: WorkbooksPage, tmp_path: Path, database: Database
) -> None:
    send(page, tmp_path / "đi")
    pair = pairs_of(database, page.desk.programme_id or 0)[0]
    with database.step("pairing.step.end") as db:
        end_pair(db, pair.id, "x")
    later(15)
    page.refresh()
    assert states(page)[f"{pair.mentor_name} – {pair.mentee_name}"] == "Không chờ nữa"
    assert len(page.out.register.to_remind()) == 8


def test_forms_of_a_survey_go_by_the_day_on_which_it_closes_and_are_back_once_answered(
    page: WorkbooksPage, tmp_path: Path, database: Database
) -> None:
    closes = (NOON + timedelta(3)).date()
    wave_id = asked_wave(database, page.desk.programme_id or 0, closes_on=closes)
    page.ask_folder = lambda _title: str(tmp_path)
    page.refresh()
    page.arrive(survey=wave_id)
    from nhipcau.exchange.ui.workbooks.survey_dialog import SurveyDialog

    click(page.findChildren(SurveyDialog)[-1].write_button)
    page.refresh()
    asked = {row.name for row in asked_people(database, wave_id)}
    assert set(states(page)) == asked
    assert set(states(page).values()) == {"Chưa về"}
    later(4)
    page.refresh()
    assert set(states(page).values()) == {"Trễ hẹn"}


def test_what_can_be_sent_folds_away_where_something_was_sent_before(
    page: WorkbooksPage, qtbot: QtBot, tmp_path: Path, database: Database
) -> None:
    send(page, tmp_path / "đi")
    assert page.out.sending.isVisible(), "nothing closes under her hands"
    again = WorkbooksPage(page.desk, database, features=FEATURES)
    qtbot.addWidget(again)
    again.refresh()
    again.retranslate()
    again.show()
    assert not again.out.sending.isVisible()
    click(again.out.fold)
    assert again.out.sending.isVisible()


def test_who_reads_their_mail_with_others_gets_no_reminder_of_a_private_form_there(
    page: WorkbooksPage, tmp_path: Path, database: Database
) -> None:
    mentor = pairs_of(database, page.desk.programme_id or 0)[0].mentor_name
    amend_people(database, {mentor: {"assistant_email": "chung@vidu.vn", "email": "chung@vidu.vn"}})
    send(page, tmp_path / "đi", feelings=True)
    later(15)
    page.refresh()
    reminders = tmp_path / "nhắc"
    reminders.mkdir()
    page.ask_folder = lambda _title: str(reminders)
    click(page.out.register.remind_button)
    private = next(reminders.rglob(f"{mentor} - Phiếu*.eml"))
    assert "chung@vidu.vn" not in private.read_text(encoding="ascii")
    assert mentor in desk_of(page).said[-1].text
