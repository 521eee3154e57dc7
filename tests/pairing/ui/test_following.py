"""What is shown goes with what was done: the list with the pairs, the details with the marked card."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import choose_first, shown

from nhipcau.database import Database
from nhipcau.pairing.ui.page import PairingPage


def test_the_list_goes_with_the_pairs_when_all_are_confirmed_and_taken_back(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = shown(qtbot, database)
    page.doing.confirm_all()
    qtbot.waitUntil(lambda: page.plan.shown == "confirmed" and page.plan.list.items.rowCount() > 0)
    database.undo()
    qtbot.waitUntil(lambda: page.plan.list.items.rowCount() > 0)
    assert page.plan.shown == "proposed"


def test_a_programme_whose_pairs_are_all_confirmed_opens_on_them(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    page.doing.confirm_all()
    again = PairingPage(desk, database)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.plan.list.items.rowCount() > 0)
    assert again.plan.shown == "confirmed"


def test_a_list_that_was_chosen_empty_stays(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.plan.choose_list("confirmed")
    page.refresh()
    assert page.plan.shown == "confirmed"


def _marked(page: PairingPage) -> tuple[int, int | None]:
    card = page.views.board.current_card()
    assert card is not None
    return card.mentee_id, card.mentor_id


def _opened(page: PairingPage) -> tuple[int, int | None]:
    pair = page.pair()
    assert pair is not None
    assert page.details.isVisible()
    return pair.mentee_id, pair.mentor_id


def test_turning_to_the_board_marks_the_pair_that_is_open(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    choose_first(page)
    page.plan.list.setCurrentIndex(page.plan.list.items.index(4))
    page.open_current()
    opened = _opened(page)
    page.views.choose("board")
    assert _marked(page) == opened
    assert _opened(page) == opened


def test_the_details_beside_the_board_are_of_the_marked_card(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    choose_first(page)
    page.open_current()
    page.views.choose("board")
    QApplication.processEvents()
    seen = set()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(page.views.board, key)
        if page.views.board.current_card() is not None:
            assert _opened(page) == _marked(page)
            seen.add(_marked(page))
    assert len(seen) > 1
