"""Nothing says that it is being worked out when nobody is working it out."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import shown, texts
from tests.support.pairing_people import pairing_programme

from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.pairing.ui.criteria import aim_figures as comparing
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.shell.working_desk import WorkingDesk
from nhipcau.widgets.theme import LIGHT

WAITING = "Working it out"


@pytest.fixture
def desk() -> Iterator[WorkingDesk]:
    made = WorkingDesk(Words("en"), LIGHT)
    yield made
    made.close_down()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let comparing last until it is cancelled; set once it has begun."""
    under_way = threading.Event()

    def endless(_people: Any, _settings: Any, progress: Progress, **_named: object) -> Any:
        under_way.set()
        while True:
            progress.report(0, 3)

    monkeypatch.setattr(comparing, "compare_aims", endless)
    return under_way


def _page(qtbot: QtBot, desk: WorkingDesk, database: Database) -> PairingPage:
    desk.programme_id = pairing_programme(database)
    page = PairingPage(desk, database)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    qtbot.waitUntil(lambda: page.reading is not None, timeout=30_000)
    return page


def test_a_comparison_that_would_take_long_is_offered_on_the_card(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "_AT_ONCE", -1.0)
    page, _ = shown(qtbot, database)
    assert page.question.isVisible()
    assert WAITING not in texts(page)
    assert page.question.compare.isVisible()
    QTest.mouseClick(page.question.compare, Qt.MouseButton.LeftButton)
    assert "9 people paired" in texts(page.question)
    assert not page.question.compare.isVisible()


def test_a_comparison_that_was_cancelled_is_offered_again(
    qtbot: QtBot, desk: WorkingDesk, database: Database, begun: threading.Event
) -> None:
    page = _page(qtbot, desk, database)
    qtbot.waitUntil(begun.is_set, timeout=30_000)
    assert WAITING in texts(page.question)
    desk.cancel_all()
    qtbot.waitUntil(lambda: not desk.is_busy, timeout=30_000)
    assert WAITING not in texts(page)
    assert page.question.compare.isVisible()


def test_a_comparison_that_never_began_is_offered_again(
    qtbot: QtBot, desk: WorkingDesk, database: Database, begun: threading.Event
) -> None:
    page = _page(qtbot, desk, database)
    qtbot.waitUntil(begun.is_set, timeout=30_000)
    page.question.compare_wanted.emit()  # stands in the queue behind the one under way
    desk.cancel_all()
    qtbot.waitUntil(lambda: not desk.is_busy, timeout=30_000)
    assert WAITING not in texts(page)
    assert page.question.compare.isVisible()


def test_a_plan_that_somebody_else_cancelled_is_not_waited_for(
    qtbot: QtBot, desk: WorkingDesk, database: Database
) -> None:
    page = _page(qtbot, desk, database)
    hold = threading.Event()
    desk.run("", lambda _progress: hold.wait(), lambda _answer: None)
    page.refresh()
    desk.cancel_all()
    hold.set()
    qtbot.waitUntil(lambda: not desk.is_busy, timeout=30_000)
    assert "Stopped" in texts(page)
    assert page.headline.again.isVisible()
