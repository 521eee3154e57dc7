"""The letters' dialog: what she should know before saving stands there, and what was saved is said as it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.pairing.documents.test_introduction_letters import MENTEE, MENTOR, PAIR, people
from tests.support.desk import RecordingDesk
from tests.support.mails import recipients_of

from nhipcau.mail.signature import Sender
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.pairing.ui.letters_dialog import LettersDialog

CONFIRMED = replace(PAIR, confirmed=True)
ASSISTED = replace(MENTEE, assistant_name="Ngô Mai Lan", assistant_email="lan@hatgiong.vn")


@pytest.fixture
def desk() -> RecordingDesk:
    return RecordingDesk()


def opened(
    qtbot: QtBot, desk: RecordingDesk, folder: Path, mentee: Candidate = MENTEE, *, confirmed: bool = True
) -> LettersDialog:
    pair = CONFIRMED if confirmed else PAIR
    made = LettersDialog(desk, people(mentee=mentee), [pair], Sender("Hạt Giống"), lambda _title: str(folder))
    qtbot.addWidget(made)
    made.show()
    return made


def test_with_nothing_to_say_nothing_is_said(qtbot: QtBot, desk: RecordingDesk, tmp_path: Path) -> None:
    dialog = opened(qtbot, desk, tmp_path)
    assert not dialog.before_saving.isVisible()
    assert not dialog.missing.isVisible()
    assert dialog.save_button.text() == "Lưu 1 thư nháp…"


def test_who_has_no_address_is_named_before_saving_and_after(
    qtbot: QtBot, desk: RecordingDesk, tmp_path: Path
) -> None:
    dialog = opened(qtbot, desk, tmp_path, replace(MENTEE, email="mai le@x.vn"))
    without = "1 thư còn thiếu người nhận vì chưa có email dùng được: Lê Thị Mai."
    assert dialog.before_saving.isVisible()
    assert dialog.before_saving.text() == without
    assert dialog.save_button.text() == "Vẫn lưu 1 thư nháp…"
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    said = desk.said[-1]
    assert said.text == f"Đã lưu 1 thư nháp vào “{said.file.name if said.file else ''}”. {without}"
    assert said.tone == "warn"
    (path,) = tmp_path.glob("*/*.eml")
    assert recipients_of(path) == [("Phạm Quốc Đạt", MENTOR.email)]


def test_a_pair_that_is_not_confirmed_may_still_change(
    qtbot: QtBot, desk: RecordingDesk, tmp_path: Path
) -> None:
    dialog = opened(qtbot, desk, tmp_path, confirmed=False)
    assert dialog.before_saving.text() == "1 cặp chưa được xác nhận, nên còn có thể thay đổi."


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_note_to_an_assistant_is_counted_shown_and_saved_beside_the_letter(
    qtbot: QtBot, desk: RecordingDesk, tmp_path: Path, language: str
) -> None:
    dialog = opened(qtbot, desk, tmp_path, ASSISTED)
    QTest.mouseClick(dialog.language.segment(language), Qt.MouseButton.LeftButton)
    assert "1 thư ngắn riêng cho trợ lý" in dialog.before_saving.text()
    assert dialog.save_button.text() == "Lưu 2 thư nháp…"
    assert dialog.which.count() == 2
    dialog.which.setFocus()
    QTest.keyClick(dialog.which, Qt.Key.Key_Down)
    assert "Lan," in dialog.letter.toPlainText()
    assert MENTOR.phone not in dialog.letter.toPlainText()
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "2 thư nháp" in desk.said[-1].text
    letter, note = sorted(tmp_path.glob("*/*.eml"), key=lambda path: len(path.name))
    assert [email for _, email in recipients_of(letter)] == [MENTOR.email, MENTEE.email]
    assert recipients_of(note) == [("Ngô Mai Lan", "lan@hatgiong.vn")]


def test_it_begins_with_the_letter_of_the_pair_that_is_asked_for(
    qtbot: QtBot, desk: RecordingDesk, tmp_path: Path
) -> None:
    other = replace(MENTEE, participant_id=3, name="Trần Bình")
    group = replace(people(mentee=ASSISTED), candidates=(MENTOR, ASSISTED, other))
    pairs = [CONFIRMED, replace(CONFIRMED, mentee_id=3)]
    dialog = LettersDialog(desk, group, pairs, Sender("Hạt Giống"), lambda _title: str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.show_pair(3)
    assert dialog.which.currentText() == "Phạm Quốc Đạt · Trần Bình"
    assert "Trần Bình" in dialog.letter.toPlainText()
