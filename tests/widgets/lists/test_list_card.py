"""The card of a list: what its search and filters leave, what it says then, and what it tells of a row."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk
from tests.support.gallery import Someone, columns, someone

from nhipcau.common.names.vietnamese import fold
from nhipcau.widgets.lists.list_card import ListCard, ListFilter, RowList, counted

OFTEN = ListFilter("month", lambda: lambda row: row.meetings > 3)
NEVER = ListFilter("none", lambda: lambda row: row.fit > 1000, fleeting=True)
PAIRED = ListFilter("pairs", of=1)


def _people() -> RowList[Someone]:
    return RowList(
        "sessions.list.sessions", "sessions.count.sessions", columns(), lambda row: row.id, lambda row: fold(row.name)
    )  # fmt: skip


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[ListCard]:
    desk = RecordingDesk("vi")
    card = ListCard(
        desk,
        [_people(), _people()],
        [ListFilter("all"), OFTEN, NEVER, PAIRED],
        search="sessions.search",
        filters="sessions.filter.",
    )
    qtbot.addWidget(card)
    card.retranslate()
    card.resize(900, 500)
    card.show()
    QApplication.processEvents()
    yield card
    desk.deleteLater()


ROWS = [someone(number) for number in range(20)]


def test_a_filter_says_how_many_it_shows_and_shows_them(card: ListCard) -> None:
    card.set_rows(ROWS, ROWS[:2])
    often = [row for row in ROWS if row.meetings > 3]
    assert card.chips.chip("month").text().endswith(str(len(often)))
    card.chips.chip("month").click()
    assert card.model.shown_rows() == often
    assert str(len(often)) in card.count.text()
    card.chips.choose("pairs")
    assert card.table is card.tables[1]
    assert card.tables[1].isVisible()
    assert card.model.rowCount() == 2


def test_a_filter_that_shows_nobody_may_have_no_chip_and_goes_with_its_last_row(card: ListCard) -> None:
    assert counted([OFTEN, NEVER], ROWS) == {"month": sum(row.meetings > 3 for row in ROWS)}
    card.set_rows(ROWS, (), counts={"all": 20, "none": 1})
    card.chips.choose("none")
    card.set_rows(ROWS, ())
    assert card.chips.current() == "all"
    assert card.model.rowCount() == 20


def test_where_nothing_is_left_all_can_be_shown_again(card: ListCard) -> None:
    card.set_rows(ROWS, ())
    card.chips.choose("month")
    card.search.setText("khong ai ten the")
    QTest.keyClick(card.search, Qt.Key.Key_Return)
    assert card.nothing.isVisible()
    assert not card.table.isVisible()
    card.clear_button.click()
    assert card.table.isVisible()
    assert card.model.rowCount() == 20


def test_a_row_is_told_when_it_is_chosen_opened_and_to_be_removed(card: ListCard, qtbot: QtBot) -> None:
    told: list[tuple[str, object]] = []
    card.chosen.connect(lambda row_id: told.append(("chosen", row_id)))
    card.opened.connect(lambda row_id: told.append(("opened", row_id)))
    card.removal.connect(lambda row_id: told.append(("removal", row_id)))
    card.set_rows(ROWS, ())
    QTest.keyClick(card.table, Qt.Key.Key_Delete)
    assert not told
    card.table.select_id(ROWS[3].id)
    card.activateWindow()
    card.table.setFocus()
    QApplication.processEvents()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete):
        QTest.keyClick(card.table, key)
    assert told == [(what, ROWS[3].id) for what in ("chosen", "opened", "removal")]
