"""A file with bad cells or broken references, in the real window: a sentence, a repair, and no bug dialog."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.shell.files.test_file_care import database_of
from tests.shell.test_backups import add, press, seen, worked_on

from nhipcau.common.preferences import Preferences
from nhipcau.database import check
from nhipcau.shell.crash_dialog import TroubleDialog
from nhipcau.shell.files.flaws_dialog import FlawsDialog, RepairedDialog
from nhipcau.shell.routes import ROUTES
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow

FLAWS = {
    "a list that cannot be parsed": "UPDATE person SET languages = '[\"vi\"' WHERE id = 1",
    "letters that are no text": "UPDATE person SET department = CAST(x'C3289F' AS TEXT) WHERE id = 1",
    "a day that does not exist": "UPDATE programme SET starts_on = '2026-02-31'",
    "a reference to nobody": "INSERT INTO consent (person_id, purpose, source) VALUES (77, 'programme', '')",
    "no number where one belongs": "UPDATE person SET birth_year = 'soon' WHERE id = 2",
}


def spoilt(folder: Path, *statements: str) -> Path:
    path = worked_on(folder, add("An"), add("Bình"))
    with closing(sqlite3.connect(path)) as other:
        for statement in statements:
            other.execute(statement)
        other.commit()
    return path


def opened(window: MainWindow, path: Path, qtbot: QtBot) -> FlawsDialog:
    window.show()
    window.files.begin(path, sample=False)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(FlawsDialog)))
    return next(each for each in window.findChildren(FlawsDialog) if each.isVisible())


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> MainWindow:
    return MainWindow(qapp, Preferences(language="vi"))


def every_page(window: MainWindow, qtbot: QtBot) -> None:
    """Visit every page; none of them meets something it cannot read."""
    for route in ROUTES:
        window.go(route, {"step": 3} if route == "step" else {})
        qtbot.waitUntil(lambda: not window.desk.is_busy)
    assert window.findChild(TroubleDialog) is None


@pytest.mark.parametrize("what", FLAWS)
def test_what_cannot_be_read_is_said_and_mended_as_one_step_that_can_be_undone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, what: str
) -> None:
    path = spoilt(tmp_path, FLAWS[what])
    dialog = opened(window, path, qtbot)
    assert window.data.database is None, "no page is shown before"
    assert "Có 1 chỗ không đọc được" in seen(dialog)
    assert " số " in seen(dialog), "it says where"
    press(dialog.repair_button)
    qtbot.waitUntil(lambda: window.findChild(RepairedDialog) is not None)
    told = window.findChild(RepairedDialog)
    assert told is not None
    qtbot.waitUntil(told.isVisible)
    assert "→" in seen(told) or "bỏ cả dòng" in seen(told), "it says what was done"
    told.accept()
    assert database_of(window).flaws == ()
    every_page(window, qtbot)
    assert check(path).sound
    window.menus.actions["undo"].trigger()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(FlawsDialog)))
    assert window.data.database is None, "what cannot be read is there again, and no page meets it"
    again = next(each for each in window.findChildren(FlawsDialog) if each.isVisible())
    press(again.repair_button)
    qtbot.waitUntil(lambda: window.data.database is not None)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(RepairedDialog)))
    for each in window.findChildren(RepairedDialog):
        each.accept()
    every_page(window, qtbot)
    start.finish(window)


def test_all_of_them_at_once(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = spoilt(tmp_path, *FLAWS.values())
    dialog = opened(window, path, qtbot)
    assert f"Có {len(FLAWS)} chỗ không đọc được" in seen(dialog)
    press(dialog.repair_button)
    qtbot.waitUntil(lambda: window.data.database is not None)
    for each in window.findChildren(RepairedDialog):
        each.accept()
    every_page(window, qtbot)
    start.finish(window)


def test_a_file_that_is_left_as_it_is_stays_as_it_is(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = spoilt(tmp_path, *FLAWS.values())
    before = path.read_bytes()
    dialog = opened(window, path, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "không đọc được" in seen(window.welcome)
    assert window.welcome.rescue_button.isVisible()
    start.finish(window)
    assert path.read_bytes()[100:] == before[100:]
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_its_backups_are_one_press_away(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = spoilt(tmp_path, *FLAWS.values())
    dialog = opened(window, path, qtbot)
    press(dialog.backups_button)
    qtbot.waitUntil(lambda: window.navigator.route == "backups" and not window.desk.is_busy)
    page = window.navigator.current()
    assert page is not None
    qtbot.waitUntil(lambda: "2 người" in seen(page))
    start.finish(window)
