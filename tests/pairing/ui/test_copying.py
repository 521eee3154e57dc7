"""The list of pairs, copied and saved as a table."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import choose_first, shown

from nhipcau.database import Database

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_pairs_are_copied_with_names_fit_and_reasons(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    choose_first(page)
    QTest.keyClick(page.plan.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    item = page.plan.list.items.item(0)
    cells = QApplication.clipboard().text().split("\t")
    assert tuple(cells[:2]) == item.names
    assert cells[2].endswith("%")
    QTest.keyClick(page.plan.list, Qt.Key.Key_E, BOTH)
    ((_, headings, rows),) = desk.saved
    assert headings == ("Mentor", "Mentee", "Fit", "Status", "Reason", "Notes")
    assert len(rows) == page.plan.list.items.rowCount()
    assert isinstance(rows[0][2], int)
    assert page.plan.list.copying.menu() is not None


def test_the_letters_that_act_on_a_pair_still_do(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    choose_first(page)
    with qtbot.waitSignal(page.plan.list.confirm_wanted):
        QTest.keyClick(page.plan.list, Qt.Key.Key_C)
