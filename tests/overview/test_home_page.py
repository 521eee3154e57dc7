"""The first page says what needs her and leads to it, what was done last, and how often pairs meet."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.desk import RecordingDesk
from tests.support.pairing_people import pairing_programme
from tests.support.sessions import confirm_all, hold_clock, pairs_of
from tests.support.waiting import MENTOR, a_list, imported

from nhipcau.common.clock import today
from nhipcau.database import Database
from nhipcau.overview.ui.home_page import HomePage
from nhipcau.sessions.pair_days import FIRST_SESSION_WITHIN, pairs_not_met, sessions_by_week
from nhipcau.sessions.service import log_session
from nhipcau.shell.features import FEATURES


def _shown(qtbot: QtBot, database: Database, programme_id: int) -> tuple[HomePage, RecordingDesk]:
    desk = RecordingDesk(programme_id=programme_id)
    page = HomePage(desk, database, features=FEATURES)
    qtbot.addWidget(page)
    database.subscribe(lambda changes: page.tables_changed(changes.ids))
    page.show()
    return page, desk


def _lines(page: HomePage) -> list[str]:
    return [page.desk.words(thing.need.text, **thing.need.values) for thing in page.needs.things]


def _texts(page: HomePage) -> str:
    QApplication.processEvents()  # what was just laid out is not in sight yet
    return "\n".join(label.text() for label in page.recent.findChildren(QLabel) if label.isVisibleTo(page))


def test_rows_that_wait_are_counted_and_led_to(qtbot: QtBot, database: Database) -> None:
    programme_id = make.programme(database)
    page, desk = _shown(qtbot, database, programme_id)
    assert _lines(page) == []
    people = [("Nguyễn Thị Đào", "dao@vidu.vn", MENTOR), ("Trần Văn Ước", "uoc@vidu.vn", "")]
    imported(database, programme_id, a_list(*people))
    waiting = "1 dòng trong các tệp đã nhập còn chờ bạn quyết định"
    assert waiting in _lines(page)
    place = _lines(page).index(waiting)
    QTest.mouseClick(page.needs.buttons[place], Qt.MouseButton.LeftButton)
    assert desk.gone == [("import", {"waiting": True})]
    database.undo()
    assert waiting not in _lines(page)


def test_people_who_cannot_be_written_to_or_have_not_agreed_are_counted(
    qtbot: QtBot, database: Database
) -> None:
    programme_id = pairing_programme(database)
    page, desk = _shown(qtbot, database, programme_id)
    assert [(thing.route, thing.need.values["n"]) for thing in page.needs.things] == [("participants", 18)]
    assert "đồng ý" in _lines(page)[0]
    QTest.mouseClick(page.needs.buttons[0], Qt.MouseButton.LeftButton)
    assert desk.gone == [("participants", {})]


def test_a_pair_is_missed_two_weeks_after_it_was_confirmed_and_not_a_day_before(database: Database) -> None:
    hold_clock()
    programme_id = pairing_programme(database)
    confirm_all(database, programme_id)
    count = len(pairs_of(database, programme_id))
    with database.read() as db:
        assert pairs_not_met(db, programme_id, today() + FIRST_SESSION_WITHIN - timedelta(days=1)) == 0
        assert pairs_not_met(db, programme_id, today() + FIRST_SESSION_WITHIN) == count > 0
    with database.step("sessions.step.record") as db:
        log_session(db, pairs_of(database, programme_id)[0].id, {"held_on": today()})
    with database.read() as db:
        assert pairs_not_met(db, programme_id, today() + FIRST_SESSION_WITHIN) == count - 1


def test_weeks_begin_on_monday_and_the_present_one_comes_last(database: Database) -> None:
    hold_clock()
    programme_id = pairing_programme(database)
    confirm_all(database, programme_id)
    pair = pairs_of(database, programme_id)[0].id
    monday = today() - timedelta(days=today().weekday())
    for day in (monday, monday - timedelta(days=1), monday - timedelta(weeks=3)):
        with database.step("sessions.step.record") as db:
            log_session(db, pair, {"held_on": day})
    with database.read() as db:
        weeks = sessions_by_week(db, programme_id, today(), 3)
    assert [start for start, _ in weeks] == [monday - timedelta(weeks=2), monday - timedelta(weeks=1), monday]
    assert [count for _, count in weeks] == [0, 1, 1]
    assert all(start.weekday() == date(2026, 1, 5).weekday() for start, _ in weeks)


def test_what_was_done_last_is_told_and_what_was_taken_back_is_marked(
    qtbot: QtBot, database: Database
) -> None:
    programme_id = pairing_programme(database)
    page, _ = _shown(qtbot, database, programme_id)
    confirm_all(database, programme_id)
    page.refresh()
    done = _texts(page)
    database.undo()
    page.refresh()
    assert done.count("\n") > 0
    assert "(đã hoàn tác)" not in done
    assert "(đã hoàn tác)" in _texts(page)
