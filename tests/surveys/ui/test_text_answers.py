"""Free answers: so many at once as can be looked at, and the rest when they are wanted."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from nhipcau.common.words import Words
from nhipcau.surveys.ui.text_answers import AT_ONCE, TextAnswers


def _shown(view: TextAnswers[str]) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel)]


def test_many_answers_come_in_parts_and_none_is_left_out(qtbot: QtBot) -> None:
    answers = [f"Câu {number}" for number in range(2 * AT_ONCE + 3)]
    view = TextAnswers(answers, QLabel, Words("vi"))
    qtbot.addWidget(view)
    view.show()
    assert _shown(view) == answers[:AT_ONCE]
    assert view.more_button.text() == f"Xem thêm {AT_ONCE} câu trả lời (còn {AT_ONCE + 3})"
    view.more_button.click()
    assert view.more_button.text() == "Xem thêm 3 câu trả lời (còn 3)"
    view.more_button.click()
    assert _shown(view) == answers
    assert not view.more_button.isVisible()


def test_a_few_are_all_there(qtbot: QtBot) -> None:
    view = TextAnswers(["A", "B"], QLabel, Words("en"))
    qtbot.addWidget(view)
    view.show()
    assert _shown(view) == ["A", "B"]
    assert not view.more_button.isVisible()
