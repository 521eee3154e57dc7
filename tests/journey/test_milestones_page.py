"""The milestones of all pairs, as a coordinator plans and ticks them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import programme
from tests.support.sessions import TODAY, confirmed_programme, hold_clock, pairs_of

from nhipcau.database import Changes, Database
from nhipcau.journey.service import add_milestone
from nhipcau.journey.ui.page import MilestonesPage
from nhipcau.widgets.lists import record_page


@pytest.fixture
def desk(qtbot: QtBot, database: Database) -> Iterator[RecordingDesk]:
    hold_clock()
    desk = RecordingDesk("vi", programme_id=confirmed_programme(database))
    yield desk
    desk.deleteLater()


def shown(qtbot: QtBot, desk: RecordingDesk, database: Database) -> MilestonesPage:
    page = MilestonesPage(desk, database)
    qtbot.addWidget(page)

    def hear(changes: Changes) -> None:
        page.changed(changes)

    database.subscribe(hear)
    page.resize(1200, 760)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def plan(database: Database, desk: RecordingDesk, *said: tuple[str, date | None]) -> list[int]:
    """Give the first pairs of the programme a milestone each."""
    pairs = pairs_of(database, desk.programme_id or 0)
    with database.step("test") as db:
        return [
            add_milestone(db, pair.id, {"title": title, "due_on": due_on})
            for pair, (title, due_on) in zip(pairs, said, strict=False)
        ]


def titles(page: MilestonesPage) -> list[str]:
    return [row.title for row in page.list.model.shown_rows()]


def seen(page: MilestonesPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel) if label.isVisible())


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Any], object]) -> None:
    def show(dialog: QDialog) -> bool:
        dialog.show()
        answer(dialog)
        taken = dialog.result() == QDialog.DialogCode.Accepted
        dialog.close()
        return taken

    monkeypatch.setattr(record_page, "answered", show)


SOON, GONE = date(2026, 12, 1), date(2026, 5, 1)


def test_a_milestone_is_added_for_a_pair_shown_and_taken_back(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = pairs_of(database, desk.programme_id or 0)[0]
    page = shown(qtbot, desk, database)
    assert page.empty.isVisible()
    problems: list[str] = []

    def fill(dialog: Any) -> None:
        fields = dialog.form.fields
        dialog.accept()
        problems.append(fields["owner_id"].problem.text())
        fields["owner_id"].combo.lineEdit().setText(f"{pair.mentor} – {pair.mentee}")
        dialog.accept()
        problems.append(fields["title"].problem.text())
        fields["title"].set_value("Khởi động")
        fields["due_on"].set_value(SOON)
        dialog.accept()

    answering(monkeypatch, fill)
    page.first_button.click()
    assert problems == ["Hãy chọn một cặp trong danh sách", "Cột mốc chưa có tên"]
    assert desk.said[-1].text == f"Đã thêm cột mốc của {pair.mentor} – {pair.mentee}."
    assert titles(page) == ["Khởi động"]
    assert page.panel.isVisible()
    assert "01/12/2026" in seen(page)
    assert database.undo() is not None
    assert page.empty.isVisible()


def test_what_is_late_is_found_ticked_and_no_longer_late(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    late, *_ = plan(database, desk, ("Thống nhất mục tiêu", GONE), ("Giữa kỳ", SOON), ("Tổng kết", None))
    page = shown(qtbot, desk, database)
    assert titles(page) == ["Thống nhất mục tiêu", "Giữa kỳ", "Tổng kết"]
    page.list.chips.choose("late")
    assert titles(page) == ["Thống nhất mục tiêu"]
    page.list.table.select_id(late)
    page.panel.does["tick"].click()
    assert page.list.nothing.isVisible()
    page.list.chips.choose("done")
    assert [row.done_on for row in page.list.model.shown_rows()] == [TODAY]
    page.panel.does["tick"].click()
    page.list.chips.choose("late")
    assert titles(page) == ["Thống nhất mục tiêu"]


def test_a_milestone_is_searched_amended_and_removed_by_the_keyboard(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(database, desk, ("Khởi động", GONE), ("Giữa kỳ", SOON))
    page = shown(qtbot, desk, database)
    page.list.search.setText("giua ky")
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    assert titles(page) == ["Giữa kỳ"]
    said: list[str] = []

    def fill(dialog: Any) -> None:
        dialog.form.fields["done_on"].set_value(SOON)
        dialog.accept()
        said.append(dialog.form.fields["done_on"].problem.text())
        dialog.form.fields["done_on"].set_value(TODAY)
        dialog.form.fields["note"].set_value("Dời vì nghỉ Tết")
        dialog.accept()

    answering(monkeypatch, fill)
    page.list.table.select_id(page.list.model.id_at(0))
    page.panel.edit_button.click()
    assert said == ["Ngày đạt ở tương lai; chỉ ghi khi đã đạt"]
    assert "Dời vì nghỉ Tết" in seen(page)
    page.activateWindow()  # the dialog had the keyboard
    page.list.table.setFocus()
    QApplication.processEvents()
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    assert "“Giữa kỳ”" in desk.said[-1].text
    assert not page.panel.isVisible()
    page.list.clear_button.click()
    assert titles(page) == ["Khởi động"]
    assert database.undo() is not None
    assert titles(page) == ["Khởi động", "Giữa kỳ"]


def test_one_that_is_asked_for_is_shown_in_either_language(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    _, second = plan(database, desk, ("Khởi động", GONE), ("Giữa kỳ", SOON))
    page = shown(qtbot, desk, database)
    page.list.chips.choose("late")
    page.arrive(record_id=second)
    assert page.list.table.selected_id() == second
    assert "Giữa kỳ" in seen(page)
    desk.speak("en")
    assert page.title() == "Milestones"
    assert "Due" in seen(page)
    page.panel.close_button.click()
    assert not page.panel.isVisible()
    assert not page.list.table.selected_ids()


def test_without_pairs_there_is_the_way_to_them(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    desk.programme_id = programme(database, "Mùa sau")
    page = shown(qtbot, desk, database)
    assert not page.add_button.isEnabled()
    assert not page.first_button.isVisible()
    page.begin_button.click()
    assert desk.gone[-1][0] == "pairing"
