"""Places, mentors wanted and leaving in mid-season, on the participants page."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import participant, programme

from nhipcau.database import Database
from nhipcau.participants.queries import ParticipantDetails, person_details
from nhipcau.participants.ui import dialogs, page
from nhipcau.participants.ui.page import ParticipantsPage
from nhipcau.widgets.forms.fields import NumberField


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[RecordingDesk]:
    desk = RecordingDesk("vi")
    yield desk
    desk.deleteLater()


@pytest.fixture
def mentor(database: Database, desk: RecordingDesk) -> int:
    desk.programme_id = programme(database)
    return participant(database, desk.programme_id, "Trần Văn Đức", mentor=True)


def _open(
    qtbot: QtBot, desk: RecordingDesk, database: Database, mentor: int, **more: object
) -> ParticipantsPage:
    shown = ParticipantsPage(desk, database, paired=lambda _db, _programme: frozenset({mentor}), **more)  # type: ignore[arg-type]  # by name
    qtbot.addWidget(shown)
    database.subscribe(lambda changes: shown.tables_changed(set(changes.ids)))
    shown.resize(1040, 700)
    shown.show()
    shown.activateWindow()
    shown.list.table.select_id(mentor)
    QApplication.processEvents()
    return shown


def _stored(database: Database, mentor: int) -> ParticipantDetails:
    with database.read() as db:
        return person_details(db, mentor)


def _set(shown: ParticipantsPage, name: str, value: int) -> NumberField:
    assert shown.details.form is not None
    field = shown.details.form.profile.fields[name]
    assert isinstance(field, NumberField)
    field.spin.setFocus()
    field.set_value(value)
    shown.list.search.setFocus()
    QApplication.processEvents()
    return field


def test_the_least_and_the_most_are_asked_for_and_must_agree(
    qtbot: QtBot, desk: RecordingDesk, database: Database, mentor: int
) -> None:
    shown = _open(qtbot, desk, database, mentor)
    shown.details.edit_button.click()
    QApplication.processEvents()
    _set(shown, "capacity", 3)
    least = _set(shown, "least", 4)
    assert "tối đa" in least.problem.text()
    assert (_stored(database, mentor).values["least"], _stored(database, mentor).values["capacity"]) == (0, 3)
    _set(shown, "least", 2)
    assert _stored(database, mentor).values["least"] == 2
    shown.details.edit_button.click()
    assert shown.details.form is None


def test_who_leaves_a_pair_is_asked_why(
    qtbot: QtBot,
    desk: RecordingDesk,
    database: Database,
    mentor: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: list[tuple[int, str]] = []
    shown = _open(qtbot, desk, database, mentor, leave=lambda _db, one, reason: left.append((one, reason)))

    def answer(dialog: dialogs.WithdrawDialog) -> bool:
        dialog.show()
        dialog.accept_button.click()
        assert dialog.isVisible()
        assert "lý do" in dialog.reason.problem.text()
        dialog.reason.set_value("Nghỉ việc")
        dialog.accept_button.click()
        return dialog.result() == QDialog.DialogCode.Accepted

    monkeypatch.setattr(page, "answered", answer)
    shown.details.does["withdraw"].trigger()
    assert left == [(mentor, "Nghỉ việc")]
