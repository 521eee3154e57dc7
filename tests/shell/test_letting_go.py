"""A file that is closed leaves none of its people in memory."""

import gc

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from tests.shell.conftest import Opener
from tests.support.pairing_people import pairing_programme

from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.shell.window.main_window import MainWindow


def people_in_memory() -> set[int]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return {id(one) for one in gc.get_objects() if isinstance(one, Candidate)}


def paired(qtbot: QtBot, window: MainWindow) -> None:
    """Look at the plan in every way."""
    window.go("pairing")
    page = window.navigator.current()
    assert isinstance(page, PairingPage)
    qtbot.waitUntil(lambda: page.reading is not None and not page.solving.is_busy, timeout=30_000)
    for view in ("board", "overview", "list"):
        page.views.choose(view)
    qtbot.waitUntil(lambda: not window.desk.is_busy, timeout=30_000)


def test_people_who_were_paired_are_gone_with_their_file(qtbot: QtBot, open_window: Opener) -> None:
    before, window = people_in_memory(), open_window()
    database = window.data.database
    assert database is not None
    window.desk.programme_id = pairing_programme(database)
    window.desk.programme_changed.emit()
    paired(qtbot, window)
    assert people_in_memory() > before
    del database
    window.navigator.show("welcome", {})
    window.navigator.use(None)
    qtbot.waitUntil(lambda: people_in_memory() == before, timeout=30_000)
