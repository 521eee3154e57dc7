"""Pages show the answer to what they asked last, whatever comes in between."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from tests.support.slow_desk import SlowDesk

from nhipcau.common.errors import Unavailable
from nhipcau.widgets.latest_reading import LatestReading


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[SlowDesk]:
    made = SlowDesk(1)
    yield made
    made.deleteLater()


def _failing(code: str) -> Callable[[], str]:
    def read() -> str:
        raise Unavailable(code)

    return read


def test_a_late_answer_to_an_old_question_is_not_shown(desk: SlowDesk) -> None:
    shown: list[str] = []
    reading = LatestReading(desk, desk, shown.append)
    reading.ask(lambda: "old")
    reading.ask(lambda: "new")
    assert reading.is_awaited
    desk.let_go()
    assert shown == ["new"]
    assert not reading.is_awaited


def test_of_a_row_of_questions_only_the_first_and_the_last_are_read(desk: SlowDesk) -> None:
    read: list[int] = []
    shown: list[int] = []
    reading = LatestReading(desk, desk, shown.append)

    def ask(number: int) -> None:
        def work() -> int:
            read.append(number)
            return number

        reading.ask(work)

    for number in range(5):
        ask(number)
    desk.let_go()
    assert (read, shown) == ([0, 4], [4])


def test_what_is_dropped_is_not_shown_and_what_is_asked_after_it_is(desk: SlowDesk) -> None:
    shown: list[str] = []
    reading = LatestReading(desk, desk, shown.append)
    reading.ask(lambda: "dropped")
    reading.drop()
    assert not reading.is_awaited
    reading.ask(lambda: "wanted")
    desk.let_go()
    assert shown == ["wanted"]
    reading.ask(lambda: "dropped again")
    reading.drop()
    desk.let_go()
    assert shown == ["wanted"]


def test_a_page_that_is_gone_is_shown_nothing(desk: SlowDesk) -> None:
    page, shown = QObject(), list[str]()
    reading = LatestReading(desk, page, shown.append)
    reading.ask(lambda: "late")
    shiboken6.delete(page)
    desk.let_go()
    assert not shown


def test_that_its_file_was_closed_is_no_trouble_and_anything_else_is(desk: SlowDesk) -> None:
    shown: list[str] = []
    reading = LatestReading(desk, desk, shown.append)
    reading.ask(_failing("database.closed"))
    desk.let_go()
    reading.ask(_failing("database.gone"))
    with pytest.raises(Unavailable, match=r"database\.gone"):
        desk.let_go()
    reading.ask(lambda: "read again")
    desk.let_go()
    assert shown == ["read again"]
