import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nhipcau.common.words import Words
from nhipcau.participants.queries import LevelRow
from nhipcau.participants.ui.ladder_dialog import LadderDialog

LEVELS = (LevelRow(1, "Nhân viên", 20), LevelRow(2, "Giám đốc", 90), LevelRow(3, "Cố vấn", None))


@pytest.fixture
def dialog(qtbot: QtBot) -> LadderDialog:
    made = LadderDialog(Words("vi"), LEVELS)
    qtbot.addWidget(made)
    made.show()
    return made


def _names(dialog: LadderDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_the_most_senior_stands_on_top_and_levels_without_a_place_last(dialog: LadderDialog) -> None:
    assert _names(dialog) == ["Giám đốc", "Nhân viên", "Cố vấn"]
    assert dialog.changes() == {}


def test_moving_a_level_by_key_gives_the_ladder_new_ranks(dialog: LadderDialog) -> None:
    QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _names(dialog) == ["Nhân viên", "Giám đốc", "Cố vấn"]
    assert dialog.changes() == {2: 10}


def test_a_tick_places_a_level_and_no_tick_takes_it_off_the_ladder(dialog: LadderDialog) -> None:
    dialog.list.item(2).setCheckState(Qt.CheckState.Checked)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    changes = dialog.changes()
    assert changes[3] is not None
    assert changes[2] is None
