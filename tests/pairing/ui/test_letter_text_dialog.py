"""Editing the texts of letters: fields go where the cursor is, a real pair's letter stands beside, all is one step."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from tests.pairing.documents.test_introduction_letters import MENTEE, MENTOR, PAIR, people
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.mail.letter_texts import LetterKey, LetterText, our_text
from nhipcau.mail.signature import Sender
from nhipcau.pairing.ui.letter_actions import LetterActions
from nhipcau.pairing.ui.letter_text_dialog import LetterTextDialog
from nhipcau.pairing.ui.letters_dialog import LetterEditing, LettersDialog

OTHER = replace(MENTEE, participant_id=3, name="Trần Bình", email="binh@hatgiong.vn")
CONFIRMED = replace(PAIR, confirmed=True)
PAIRS = [CONFIRMED, replace(CONFIRMED, mentee_id=3)]
KEY = LetterKey("traditional", "vi", "formal")
Use = Callable[[LetterTextDialog], None]


@pytest.fixture
def desk() -> RecordingDesk:
    return RecordingDesk()


def click(part: QWidget) -> None:
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def letters(
    qtbot: QtBot, desk: RecordingDesk, database: Database, use: Use, kind: str = "traditional"
) -> LettersDialog:
    """Open the letters' dialog on what the file holds; `use` works with the dialog of texts while it is shown."""

    def show(dialog: QDialog) -> bool:
        assert isinstance(dialog, LetterTextDialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        use(dialog)
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        dialog.hide()
        return accepted

    actions = LetterActions(desk, database)
    known = replace(people(kind), candidates=(MENTOR, MENTEE, OTHER))
    editing = LetterEditing(actions.own(), actions.keep, show)
    made = LettersDialog(desk, known, PAIRS, Sender("Hạt Giống"), lambda _title: "", editing=editing)
    qtbot.addWidget(made)
    made.show()
    return made


def edited(qtbot: QtBot, desk: RecordingDesk, database: Database, use: Use) -> LettersDialog:
    dialog = letters(qtbot, desk, database, use)
    click(dialog.edit_button)
    return dialog


def write(dialog: LetterTextDialog, subject: str, body: str) -> None:
    dialog.subject.edit.selectAll()
    dialog.subject.edit.insert(subject)
    dialog.letter.selectAll()
    dialog.letter.insertPlainText(body)


def save(dialog: LetterTextDialog) -> None:
    click(dialog.save_button)


def kept(database: Database) -> dict[LetterKey, LetterText]:
    return LetterActions(RecordingDesk(), database).own()


def test_what_is_saved_is_what_the_letters_say_and_one_step_takes_it_back(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    def use(dialog: LetterTextDialog) -> None:
        write(dialog, "Xin chào {người cố vấn}", "Gửi {người được cố vấn}:\n{lý do ghép}")
        assert dialog.preview.toPlainText().startswith("[Hạt Giống] Xin chào anh Đạt\n\nGửi chị Mai:\n• ")
        click(dialog.voice.segment("friendly"))
        write(dialog, "Ê {người cố vấn}", "Gặp nhau nhé.")
        save(dialog)

    dialog = edited(qtbot, desk, database, use)
    assert dialog.letter.toPlainText().startswith("[Hạt Giống] Xin chào anh Đạt\n\nGửi chị Mai:\n• ")
    click(dialog.voice.segment("friendly"))
    assert dialog.letter.toPlainText().startswith("[Hạt Giống] Ê anh Đạt\n\nGặp nhau nhé.\n\nThân mến,")
    assert kept(database)[KEY] == LetterText("Xin chào {mentor_call}", "Gửi {mentee_call}:\n{reasons}")
    assert (desk.said[-1].text, desk.said[-1].undo) == ("Đã lưu mẫu thư", True)
    database.undo()
    assert kept(database) == {}


def test_a_field_is_put_where_the_cursor_is(qtbot: QtBot, desk: RecordingDesk, database: Database) -> None:
    def use(dialog: LetterTextDialog) -> None:
        write(dialog, "Gửi ", "Chào ")
        dialog.letter.setFocus()
        dialog.letter.moveCursor(QTextCursor.MoveOperation.End)
        click(dialog.fields["mentor_call"])
        assert dialog.letter.toPlainText() == "Chào {người cố vấn}"
        QTest.keyClick(dialog.letter, Qt.Key.Key_Return)
        click(dialog.fields["mentee_call"])
        assert dialog.letter.toPlainText() == "Chào {người cố vấn}\n{Người được cố vấn}"
        dialog.subject.edit.setFocus()
        click(dialog.fields["mentee_short"])
        assert dialog.subject.edit.text() == "Gửi {tên người được cố vấn}"
        assert dialog.preview.toPlainText().startswith("[Hạt Giống] Gửi Mai\n\nChào anh Đạt\nChị Mai\n")

    edited(qtbot, desk, database, use)


def test_the_preview_is_that_of_the_pair_chosen(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    def use(dialog: LetterTextDialog) -> None:
        assert dialog.pair.currentText() == "Phạm Quốc Đạt · Lê Thị Mai"
        dialog.pair.setFocus()
        QTest.keyClick(dialog.pair, Qt.Key.Key_Down)
        assert "Trần Bình" in dialog.preview.toPlainText()
        assert "Lê Thị Mai" not in dialog.preview.toPlainText()

    edited(qtbot, desk, database, use)


@pytest.mark.parametrize("body", ["{tên sếp}", "{người cố vấn", ""])
def test_what_will_not_do_is_said_and_not_saved(
    qtbot: QtBot, desk: RecordingDesk, database: Database, body: str
) -> None:
    def use(dialog: LetterTextDialog) -> None:
        before = dialog.preview.toPlainText()
        write(dialog, "Chào", f"x {body}" if body else body)
        assert dialog.problem.isVisible()
        assert body.strip("{}") in dialog.problem.text() or body == "{người cố vấn"
        assert "x " not in dialog.preview.toPlainText()
        assert dialog.preview.toPlainText() == before.replace(
            before.partition("\n")[0], dialog.preview.toPlainText().partition("\n")[0]
        )
        dialog.which.setFocus()
        QTest.keyClick(dialog.which, Qt.Key.Key_Down)
        assert not dialog.problem.isVisible()
        save(dialog)
        assert dialog.isVisible()
        assert dialog.which.currentIndex() == 0
        assert dialog.problem.isVisible()

    edited(qtbot, desk, database, use)
    assert kept(database) == {}


def test_the_note_to_an_assistant_has_no_field_for_reasons(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    def use(dialog: LetterTextDialog) -> None:
        dialog.which.setFocus()
        QTest.keyClick(dialog.which, Qt.Key.Key_Down)
        assert dialog.which.currentText() == "Thư cho trợ lý"
        assert "reasons" not in dialog.fields
        assert "anh Phạm Quốc Đạt" in dialog.preview.toPlainText()
        dialog.letter.moveCursor(QTextCursor.MoveOperation.End)
        dialog.letter.insertPlainText("{lý do ghép}")
        assert "người nhận thư không được đọc" in dialog.problem.text()

    edited(qtbot, desk, database, use)


def test_our_text_is_a_press_away(qtbot: QtBot, desk: RecordingDesk, database: Database) -> None:
    def change(dialog: LetterTextDialog) -> None:
        assert not dialog.ours_button.isEnabled()
        write(dialog, "A", "B")
        save(dialog)

    def back(dialog: LetterTextDialog) -> None:
        assert dialog.letter.toPlainText() == "B"
        click(dialog.ours_button)
        assert dialog.letter.toPlainText().startswith("Kính gửi {người cố vấn} và {người được cố vấn},")
        assert not dialog.ours_button.isEnabled()
        save(dialog)

    edited(qtbot, desk, database, change)
    assert list(kept(database)) == [KEY]
    dialog = edited(qtbot, desk, database, back)
    assert kept(database) == {}
    assert "Kính gửi anh Đạt và chị Mai," in dialog.letter.toPlainText()


def test_nothing_is_to_be_saved_before_something_is_changed(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    def use(dialog: LetterTextDialog) -> None:
        for language in ("en", "vi"):
            for voice in ("friendly", "formal"):
                click(dialog.language.segment(language))
                click(dialog.voice.segment(voice))
                assert not dialog.save_button.isEnabled()
        write(dialog, "A", "B")
        assert dialog.save_button.isEnabled()
        dialog.reject()

    edited(qtbot, desk, database, use)
    assert kept(database) == {}


def test_a_group_programme_has_texts_for_its_mentor_and_for_each_member(
    qtbot: QtBot, desk: RecordingDesk, database: Database
) -> None:
    def use(dialog: LetterTextDialog) -> None:
        kinds = [dialog.which.itemData(place) for place in range(dialog.which.count())]
        assert kinds == ["group.mentor", "group.mentee", "traditional", "assistant"]
        assert dialog.key.kind == "group.mentee"
        assert "Trần Bình" in dialog.preview.toPlainText()
        write(dialog, "Nhóm", "{liên hệ của người cố vấn}")
        assert MENTOR.phone in dialog.preview.toPlainText()
        dialog.reject()

    dialog = letters(qtbot, desk, database, use, "group")
    dialog.which.setFocus()
    QTest.keyClick(dialog.which, Qt.Key.Key_Down)
    click(dialog.edit_button)


def test_a_text_of_the_file_that_will_not_do_is_told_and_can_be_mended(
    qtbot: QtBot, desk: RecordingDesk, tmp_path: Path, database: Database
) -> None:
    """A hand has been at the file, or a later program."""
    known = replace(people(), candidates=(MENTOR, MENTEE, OTHER))
    shown: list[str] = []

    def show(dialog: QDialog) -> bool:
        assert isinstance(dialog, LetterTextDialog)
        dialog.show()
        shown.append(dialog.problem.text())
        click(dialog.ours_button)
        save(dialog)
        return True

    actions = LetterActions(desk, database)
    editing = LetterEditing({KEY: LetterText("x", "{strange}")}, actions.keep, show)
    dialog = LettersDialog(desk, known, PAIRS, Sender("P"), lambda _title: str(tmp_path), editing=editing)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.letter.toPlainText().startswith("Chưa viết được thư. Không có ô nào tên là “strange”.")
    assert not dialog.save_button.isEnabled()
    assert not dialog.copy_button.isEnabled()
    click(dialog.edit_button)
    assert "strange" in shown[0]
    assert our_text(KEY).body.splitlines()[0].split("{")[0] in dialog.letter.toPlainText()
    assert dialog.save_button.isEnabled()
    assert dialog.which.count() == 2
