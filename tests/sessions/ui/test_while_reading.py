"""What the session log shows and does while something newer is being read."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.sessions import confirmed_programme, hold_clock, meet
from tests.support.slow_desk import SlowDesk

from nhipcau.database import Changes, Database
from nhipcau.sessions.service import remove_session
from nhipcau.sessions.ui.page import SessionsPage


@pytest.fixture
def desk(qtbot: QtBot, database: Database) -> Iterator[SlowDesk]:
    hold_clock()
    made = SlowDesk(confirmed_programme(database), "vi")
    meet(database, made.programme_id or 0)
    yield made
    made.deleteLater()


@pytest.fixture
def page(qtbot: QtBot, desk: SlowDesk, database: Database) -> SessionsPage:
    made = SessionsPage(desk, database)
    qtbot.addWidget(made)

    def hear(changes: Changes) -> None:
        made.changed(changes)

    database.subscribe(hear)
    made.resize(1200, 760)
    made.show()
    return made


def _remove_one(database: Database, session_id: int) -> None:
    with database.step("sessions.step.remove", pair="x") as db:
        remove_session(db, session_id)


def test_nothing_is_said_of_a_programme_before_it_has_been_read(page: SessionsPage, desk: SlowDesk) -> None:
    assert not page.empty.isVisible()
    assert not page.list.isVisible()
    assert not page.log_button.isEnabled()
    desk.let_go()
    assert page.list.isVisible()
    assert page.list.session_model.rowCount() > 3
    page.desk.programme_id = None
    page.mark_stale()
    assert page.empty.isVisible()


def test_a_pair_that_is_asked_for_early_is_opened_as_soon_as_it_is_there(
    page: SessionsPage, desk: SlowDesk
) -> None:
    page.arrive(pair_id=1)
    assert not page.panel.isVisible()
    desk.let_go()
    assert page.panel.isVisible()
    assert page.panel.shown is not None
    assert page.panel.shown.id == 1


def test_a_session_that_was_removed_meanwhile_is_not_edited(
    page: SessionsPage, desk: SlowDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.let_go()
    pair = next(one for one in page.list.pair_model.shown_rows() if len(one.sessions) > 1)
    page.arrive(pair_id=pair.id)
    gone, kept = pair.sessions[0], pair.sessions[1]
    _remove_one(database, gone.id)
    asked: list[object] = []
    monkeypatch.setattr("nhipcau.sessions.ui.page.answered", asked.append)
    page.panel.wanted.emit("edit_session", gone)
    assert not asked
    assert "vừa được thay đổi" in desk.said[-1].text
    page.panel.wanted.emit("edit_session", kept)
    assert len(asked) == 1
    desk.let_go()
    assert gone.id not in {row.id for row in page.list.session_model.shown_rows()}
    assert page.panel.shown is not None
    assert gone not in page.panel.shown.sessions


def test_another_programme_is_not_shown_with_what_was_read_of_the_one_before(
    page: SessionsPage, desk: SlowDesk
) -> None:
    desk.let_go()
    assert page.list.isVisible()
    desk.programme_id = 99
    desk.programme_changed.emit()
    QApplication.processEvents()
    assert not page.list.isVisible()
    assert not page.empty.isVisible()
    desk.let_go()
    assert page.empty.isVisible()
