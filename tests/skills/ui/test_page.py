"""The skills page, through what is seen of it and by the keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.make import person, programme

from nhipcau.database import Database
from nhipcau.participants.service import enrol
from nhipcau.skills import queries, service
from nhipcau.skills.ui import page as page_module
from nhipcau.skills.ui.dialogs import SkillDialog
from nhipcau.skills.ui.page import SkillsPage
from nhipcau.skills.ui.unknown_wordings_line import UnknownWordingsLine


@pytest.fixture
def desk(qtbot: QtBot, database: Database) -> Iterator[RecordingDesk]:
    desk = RecordingDesk("vi")
    desk.programme_id = programme(database)
    yield desk
    desk.deleteLater()


def wishes(database: Database, desk: RecordingDesk, name: str, *goals: str) -> None:
    """Enrol somebody who wants to learn these topics."""
    assert desk.programme_id is not None
    person_id = person(database, name)
    topics = [{"topic": goal, "importance": 3} for goal in goals]
    with database.step("participants.step.add", name=name) as db:
        enrol(db, desk.programme_id, person_id, {"is_mentee": True, "goals": topics})


def shown(qtbot: QtBot, desk: RecordingDesk, database: Database) -> SkillsPage:
    page = SkillsPage(desk, database)
    qtbot.addWidget(page)
    database.subscribe(lambda changes: page.tables_changed(set(changes.ids)))
    page.resize(968, 684)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def lines(widget: QListWidget) -> list[str]:
    return [widget.item(row).text() for row in range(widget.count())]


def seen(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def codes(database: Database, text: str) -> tuple[str, ...]:
    with database.read() as db:
        return queries.matcher(db).find(text).codes


@pytest.fixture
def unknown(database: Database, desk: RecordingDesk) -> None:
    wishes(database, desk, "Lê Mai", "Bảng để tính", "Nuôi ong")
    wishes(database, desk, "Trần An", "bảng để tính", "AI")


@pytest.mark.usefixtures("unknown")
def test_the_page_opens_with_what_is_not_known_the_most_frequent_first(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    page = shown(qtbot, desk, database)
    assert page.ask.isVisible()
    assert lines(page.ask.list) == ["Bảng để tính  ·  2 người", "Nuôi ong  ·  1 người"]
    assert "Bảng để tính" in seen(page.ask)
    assert "2 người viết: Lê Mai, Trần An" in seen(page.ask)
    assert lines(page.ask.choice.list)[0].startswith("Excel")


@pytest.mark.usefixtures("unknown")
def test_enter_accepts_what_is_proposed_and_the_next_one_is_asked(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    page = shown(qtbot, desk, database)
    press(Qt.Key.Key_Return)
    assert codes(database, "bảng để tính") == ("office_tools.excel",)
    assert lines(page.ask.list) == ["Nuôi ong  ·  1 người"]
    assert desk.said[-1].text == "Từ nay “Bảng để tính” là Excel."
    assert desk.said[-1].undo
    assert database.undo() is not None
    QApplication.processEvents()
    assert page.ask.list.count() == 2


@pytest.mark.usefixtures("unknown")
def test_one_key_keeps_a_wording_as_it_is(qtbot: QtBot, desk: RecordingDesk, database: Database) -> None:
    page = shown(qtbot, desk, database)
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_F4)
    assert page.ask.empty.isVisible()
    assert "Mọi cách viết đều đã rõ" in seen(page)
    with database.read() as db:
        assert queries.kept_wordings(db) == ("Bảng để tính", "Nuôi ong")


@pytest.mark.usefixtures("unknown")
def test_typing_finds_another_skill_and_the_arrows_mark_it(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    page = shown(qtbot, desk, database)
    press(Qt.Key.Key_F4)
    focus = QApplication.focusWidget()
    assert focus is page.ask.choice.search
    QTest.keyClicks(focus, "nong nghiep")
    assert lines(page.ask.choice.list)[0].startswith("Nông nghiệp")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert codes(database, "nuôi ong") == ("agriculture",)


@pytest.mark.usefixtures("unknown")
def test_a_wording_can_become_a_skill_of_its_own(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)
    page.ask.list.setCurrentRow(1)

    def answer(dialog: SkillDialog) -> bool:
        assert dialog.form.values()["name_vi"] == "Nuôi ong"
        dialog.form.set_values({"name_en": "Beekeeping", "area": "operations"})
        dialog.accept()
        dialog.deleteLater()
        return True

    monkeypatch.setattr(page_module, "answered", answer)
    page.ask.new_button.click()
    (code,) = codes(database, "beekeeping")
    assert codes(database, "nuoi ong") == (code,)
    assert lines(page.ask.list) == ["Bảng để tính  ·  2 người"]


def test_a_name_that_is_taken_is_refused_beside_its_field(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    page = shown(qtbot, desk, database)

    def save(values: dict[str, Any]) -> None:
        page.actions_of.add(values)

    dialog = SkillDialog(desk, save, page, wording="ChatGPT")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "Đã là cách viết của kỹ năng “AI tạo sinh / Generative AI”." in seen(dialog)
    dialog.close()


def test_with_everything_known_the_page_opens_with_the_list(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    page = shown(qtbot, desk, database)
    assert page.list.isVisible()
    assert page.list.list.count() >= 180
    QTest.keyClicks(page.list.search, "chatgpt")
    assert lines(page.list.list)[0] == "AI tạo sinh"
    assert "AI tạo sinh" in seen(page.list)
    assert "Tiếng Anh: Generative AI" in seen(page.list)
    QTest.keyClicks(page.list.search, "qqq")
    assert "Không có kỹ năng nào khớp." in seen(page.list)


def test_a_skill_is_hidden_shown_again_and_renamed_from_the_list(
    qtbot: QtBot, desk: RecordingDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, desk, database)
    page.list.select("blockchain")
    page.list.hide_button.click()
    assert codes(database, "Blockchain") == ()
    assert "Blockchain  ·  đã ẩn" in lines(page.list.list)
    assert page.list.hide_button.text() == "Đưa lại vào danh sách"
    page.list.hide_button.click()
    assert codes(database, "Blockchain") == ("blockchain",)

    def answer(dialog: SkillDialog) -> bool:
        dialog.form.set_values({"name_vi": "Chuỗi khối và tài sản số"})
        dialog.accept()
        dialog.deleteLater()
        return True

    monkeypatch.setattr(page_module, "answered", answer)
    page.list.rename_button.click()
    assert "Chuỗi khối và tài sản số" in seen(page.list)


def test_what_was_answered_stands_with_its_skill_and_can_be_asked_again(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    with database.step("skills.step.keep", wording="x") as db:
        service.remember(db, "máy nghĩ hộ", "ai")
        service.remember(db, "ấm áp", service.NO_SKILL)
    page = shown(qtbot, desk, database)
    page.list.select("ai")
    (chip,) = page.list.remembered.buttons
    assert (chip.text(), chip.accessibleName()) == ("máy nghĩ hộ", "Hỏi lại “máy nghĩ hộ”")
    chip.click()
    assert codes(database, "máy nghĩ hộ") == ()
    page.list.select("")
    assert "Không phải kỹ năng (1)" in seen(page.list)
    page.list.kept.buttons[0].click()
    with database.read() as db:
        assert queries.kept_wordings(db) == ()


@pytest.mark.usefixtures("unknown")
def test_the_calm_line_leads_to_what_is_asked_and_goes_when_all_is_known(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    line = UnknownWordingsLine(desk, database)
    qtbot.addWidget(line)
    line.refresh()
    assert line.isVisible()
    assert line.link.text() == "2 cách viết chưa rõ là kỹ năng nào"
    with qtbot.waitSignal(line.opened):
        line.link.click()
    assert desk.gone == [("skills", {"view": "ask"})]
    with database.step("skills.step.keep", wording="x") as db:
        service.remember(db, "Bảng để tính", service.NO_SKILL)
        service.remember(db, "Nuôi ong", service.NO_SKILL)
    line.refresh()
    assert not line.isVisible()


@pytest.mark.usefixtures("unknown")
def test_the_page_speaks_the_other_language_at_once(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    page = shown(qtbot, desk, database)
    desk.words.language = "en"
    desk.language_changed.emit()
    assert "Written by 2 people: Lê Mai, Trần An" in seen(page)
    assert page.tabs.segment("ask").text() == "Unknown wordings (2)"
    assert page.ask.keep_button.text() == "No skill, keep as it is (F4)"


def test_the_list_is_copied_with_both_names_and_saved(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    page = shown(qtbot, desk, database)
    page.turn_to("list")
    page.list.search.setText("excel")
    QTest.keyClick(page.list.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().split("\t")[:2] == ["Excel", "Spreadsheets"]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.list.list, Qt.Key.Key_E, both)
    ((title, headings, rows),) = desk.saved
    assert title == "Các kỹ năng"
    assert len(headings) == 4
    assert len(rows) == page.list.list.count()
