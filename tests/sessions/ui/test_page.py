"""The session log as a coordinator uses it, through what is seen of it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import programme
from tests.support.sessions import TODAY, confirmed_programme, hold_clock, meet, pairs_of

from nhipcau.common.errors import Rejected
from nhipcau.database import Changes, Database
from nhipcau.sessions.ui import page as page_module
from nhipcau.sessions.ui.page import SessionsPage
from nhipcau.widgets.controls import Button
from nhipcau.widgets.forms.named_choice import NamedChoice


@pytest.fixture
def desk(qtbot: QtBot, database: Database) -> Iterator[RecordingDesk]:
    hold_clock()
    desk = RecordingDesk("vi", programme_id=confirmed_programme(database))
    yield desk
    desk.deleteLater()


def shown(qtbot: QtBot, desk: RecordingDesk, database: Database) -> SessionsPage:
    page = SessionsPage(desk, database)
    qtbot.addWidget(page)

    def hear(changes: Changes) -> None:
        page.tables_changed(set(changes.ids))

    database.subscribe(hear)
    page.resize(1200, 760)
    page.show()
    QApplication.processEvents()
    return page


def seen(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Any], object]) -> None:
    """Put an answer in the place of the next dialogs."""

    def show(dialog: QDialog) -> bool:
        dialog.show()
        answer(dialog)
        taken = dialog.result() == QDialog.DialogCode.Accepted
        dialog.close()
        return taken

    monkeypatch.setattr(page_module, "answered", show)


def press(page: SessionsPage, what: str) -> None:
    """Press the first button of the panel that does this."""
    content = page.panel.content
    assert content is not None
    made = next(one for one in content.findChildren(Button) if one.property("does") == what)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def open_pair(page: SessionsPage, name: str) -> None:
    page.list.chips.choose("pairs")
    place = next(row.id for row in page.list.pair_model.shown_rows() if row.mentee == name)
    assert page.list.pairs.select_id(place)
    QApplication.processEvents()
    assert page.panel.isVisible()


def programme_of(desk: RecordingDesk) -> int:
    assert desk.programme_id is not None
    return desk.programme_id


def test_a_session_is_logged_with_a_part_of_a_name_and_enter(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)
    pair = pairs_of(database, programme_of(desk))[0]

    def fill(dialog: Any) -> None:
        combo = dialog.form.fields["pair_id"].combo
        combo.lineEdit().setText(f"{pair.mentor} – {pair.mentee}".upper())
        QTest.keyClicks(dialog.form.fields["topic"].edit, "Giao viec")
        QTest.keyClick(dialog.form.fields["topic"].edit, Qt.Key.Key_Return)

    answering(monkeypatch, fill)
    page.add()
    assert desk.said[-1].text == f"Đã ghi buổi gặp của {pair.mentor} – {pair.mentee}."
    assert desk.said[-1].undo
    (held,) = page.list.session_model.shown_rows()
    assert (held.held_on, held.minutes, held.topic, held.rating) == (TODAY, 60, "Giao viec", None)
    assert page.held.value.text() == "1"
    assert database.undo() is not None
    QApplication.processEvents()
    assert page.list.none_yet is not None
    assert page.list.none_yet.isVisible()


def test_an_unknown_pair_a_missing_day_and_a_day_to_come_are_said_beside_the_field(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)
    said: list[str] = []

    def fill(dialog: Any) -> None:
        fields = dialog.form.fields
        fields["pair_id"].combo.lineEdit().setText("không có ai")
        dialog.accept()
        said.append(fields["pair_id"].problem.text())
        fields["pair_id"].combo.setCurrentIndex(0)
        for day in (None, date(2026, 6, 1)):
            fields["held_on"].set_value(day)
            dialog.accept()
            said.append(fields["held_on"].problem.text())

    answering(monkeypatch, fill)
    page.add()
    assert said == [
        "Hãy chọn một cặp trong danh sách",
        "Buổi gặp chưa có ngày",
        "Buổi gặp ở ngày chưa đến; chỉ ghi những buổi đã gặp",
    ]
    assert not desk.said


def test_filters_show_this_month_and_the_pairs_that_need_a_word(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    meet(database, programme_of(desk))
    page = shown(qtbot, desk, database)
    page.list.chips.choose("month")
    assert {row.held_on.month for row in page.list.session_model.shown_rows()} == {5}
    page.list.chips.choose("none")
    assert page.list.pairs.isVisible()
    assert all(not row.sessions for row in page.list.pair_model.shown_rows())
    page.list.chips.choose("low")
    assert [row.feeling for row in page.list.pair_model.shown_rows()] == [2]
    page.list.search.setText("khong ai ten the")
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    assert page.list.nothing.isVisible()
    QTest.mouseClick(page.list.clear_button, Qt.MouseButton.LeftButton)
    assert page.list.pair_model.rowCount() == len(pairs_of(database, programme_of(desk)))


def test_the_panel_tells_all_of_a_pair_and_removing_a_session_can_be_undone(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    meet(database, programme_of(desk))
    page = shown(qtbot, desk, database)
    pair = pairs_of(database, programme_of(desk))[0]
    open_pair(page, pair.mentee)
    text = seen(page.panel)
    for part in (
        "Đã gặp 3 buổi",
        "Tự dẫn dắt một dự án nhỏ",
        "hạn 30/09/2026",
        "4 – ổn",
        "Chị rất tận tình.",
    ):
        assert part in text
    press(page, "remove_session")
    assert "Đã gặp 2 buổi" in seen(page.panel)
    assert desk.said[-1].undo
    database.undo()
    assert "Đã gặp 3 buổi" in seen(page.panel)


def test_a_goal_is_added_amended_and_removed(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)
    pair = pairs_of(database, programme_of(desk))[0]
    open_pair(page, pair.mentee)
    assert "Chưa có mục tiêu nào" in seen(page.panel)

    def add(dialog: Any) -> None:
        dialog.accept()
        assert dialog.form.fields["wording"].problem.text() == "Mục tiêu chưa có nội dung"
        dialog.form.set_values({"wording": "Nói trước đám đông", "progress": 10})
        dialog.accept()

    answering(monkeypatch, add)
    press(page, "add_goal")
    assert "Nói trước đám đông" in seen(page.panel)

    def amend(dialog: Any) -> None:
        dialog.form.set_values({"progress": 80})
        dialog.accept()

    answering(monkeypatch, amend)
    press(page, "edit_goal")
    assert pairs_of(database, programme_of(desk))[0].progress == 80
    press(page, "remove_goal")
    assert "Chưa có mục tiêu nào" in seen(page.panel)
    assert len(desk.said) == 3


def test_an_answer_is_noted_and_amended(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)
    open_pair(page, pairs_of(database, programme_of(desk))[0].mentee)
    answering(monkeypatch, lambda dialog: dialog.accept())
    press(page, "add_pulse")
    assert "4 – ổn" in seen(page.panel)

    def unhappy(dialog: Any) -> None:
        dialog.form.set_values({"feeling": "1"})
        dialog.accept()

    answering(monkeypatch, unhappy)
    press(page, "edit_pulse")
    assert "1 – rất không ổn" in seen(page.panel)
    press(page, "remove_pulse")
    assert "Chưa ai trả lời." in seen(page.panel)


def test_without_pairs_the_page_says_what_to_do(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    desk.programme_id = programme(database, "Trống")
    page = shown(qtbot, desk, database)
    assert "Chưa có cặp nào" in seen(page)
    QTest.mouseClick(page.pairing_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.workbooks_button, Qt.MouseButton.LeftButton)
    assert [route for route, _ in desk.gone] == ["pairing", "workbooks"]


def test_a_part_of_a_name_without_accents_finds_the_one_pair_it_fits(qtbot: QtBot) -> None:
    field = NamedChoice(
        [(7, "Lý Hữu Phước – Cao Đức Anh"), (9, "Phạm Văn Hải – Phan Gia Bảo")],
        "sessions.problem.pair_missing",
    )
    qtbot.addWidget(field)
    field.show()
    edit = field.combo.lineEdit()
    assert edit is not None
    edit.setText("duc anh")
    assert field.value() == 7
    completer = field.combo.completer()
    assert completer is not None
    completer.setCompletionPrefix("duc anh")
    assert completer.currentCompletion() == "Lý Hữu Phước – Cao Đức Anh"
    edit.setText("ph")
    with pytest.raises(Rejected):
        field.value()
    field.set_value(9)
    assert edit.text() == "Phạm Văn Hải – Phan Gia Bảo"
    assert field.value() == 9
