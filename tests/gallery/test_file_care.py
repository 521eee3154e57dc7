"""Backups, rescue, and what is said at the open file's troubles: as pictures, and read by a machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from tests.shell.test_backups import add, damage, worked_on
from tests.support.looks import LOOKS, assert_reads_well, cut_words, keep_picture

from nhipcau.common.errors import Unavailable
from nhipcau.common.preferences import Preferences
from nhipcau.common.words import Language
from nhipcau.database import Database, Displaced, list_backups, open_file, preview_restore
from nhipcau.database.versions import compare
from nhipcau.programmes.service import amend_programme
from nhipcau.shell.files.data_file import Leaving
from nhipcau.shell.files.displaced_dialog import DisplacedDialog
from nhipcau.shell.files.leaving_dialog import LeavingDialog
from nhipcau.shell.files.merge_versions_dialog import MergeVersionsDialog
from nhipcau.shell.files.restore_dialog import RestoreDialog
from nhipcau.shell.pages.backups_page import BackupsPage
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.widgets.page import Page
from nhipcau.widgets.theme import LIGHT, Tokens, apply_theme


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, language: Language, tokens: Tokens, scale: float
) -> Iterator[MainWindow]:
    preferences = Preferences(
        language=language, theme="dark" if tokens.name == "dark" else "light", text_size=round(scale * 100)
    )
    window = MainWindow(qapp, preferences)
    window.resize(1280, 800)
    window.show()
    yield window
    qtbot.waitUntil(lambda: not window.desk.is_busy)
    start.finish(window)
    apply_theme(qapp, LIGHT)


def _nothing() -> None:
    """Do nothing: no way is gone."""


def shown(window: MainWindow) -> Page:
    page = window.navigator.current()
    assert page is not None
    return page


def rename(database: Database, name: str) -> None:
    with database.step("programmes.step.amend", name=name) as db:
        amend_programme(db, 1, {"name": name, "vision": name})


def dialogs(window: MainWindow, path: Path) -> Iterator[tuple[str, QDialog]]:
    """Make every dialog about a file."""
    desk = window.desk
    backup = list_backups(path)[-1]
    yield "restore", RestoreDialog(desk, path, backup, preview_restore(path, backup.path), window)
    full = Unavailable("database.disk_full", path=str(path))
    yield "leaving", LeavingDialog(desk, Leaving(full, _nothing, _nothing, _nothing), window)
    mine = path.with_name("mine.nhipcau")
    yield "replaced", DisplacedDialog(desk, Displaced(path, mine, has_theirs=True, is_whole=False), window)
    yield "gone", DisplacedDialog(desk, Displaced(path, mine, has_theirs=False, is_whole=True), window)
    shutil.copy(path, mine)
    for each, name in ((mine, "Của tôi"), (path, "Của máy kia")):
        database = open_file(each, backups=False)
        rename(database, name)
        database.close()
    theirs = open_file(path, backups=False)
    yield "merge", MergeVersionsDialog(desk, compare(theirs, mine), window)
    theirs.close()


@pytest.mark.slow
@pytest.mark.parametrize(("language", "tokens", "scale"), LOOKS)
def test_what_is_said_about_a_file_cuts_off_no_word_and_names_everything(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    look = request.node.callspec.id
    path = worked_on(tmp_path, *[add(f"Người {number:02}") for number in range(30)])
    database = open_file(path)
    add("Phạm Gia Bảo")(database)
    database.close()
    for name, dialog in dialogs(window, path):
        dialog.show()
        qtbot.waitUntil(dialog.isVisible)
        QApplication.sendPostedEvents()
        keep_picture(dialog, f"file-{name}-{look}")
        assert_reads_well(dialog)
        dialog.close()
    with qtbot.waitSignal(window.settled):
        window.data.open(path)
    window.data.backup_heard.emit(Unavailable("database.disk_full", path=str(path)))
    qtbot.waitUntil(lambda: window.navigator.route == "overview" and not window.desk.is_busy)
    window.toast.hide()
    qtbot.waitUntil(lambda: not cut_words(shown(window)))
    keep_picture(window, f"file-standing-{look}")
    assert_reads_well(shown(window))
    window.do("close")
    qtbot.waitUntil(lambda: window.data.database is None)
    damage(path)
    window.data.open(path)
    qtbot.waitUntil(window.welcome.rescue_button.isVisible)
    keep_picture(window, f"file-damaged-{look}")
    assert_reads_well(shown(window))
    window.welcome.rescue_button.click()
    page = shown(window)
    assert isinstance(page, BackupsPage)
    qtbot.waitUntil(page.rescue.salvage_button.isEnabled)
    page.rescue.salvage_button.click()
    qtbot.waitUntil(page.rescue.open_button.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: not cut_words(page))
    keep_picture(window, f"file-rescued-{look}")
    assert_reads_well(page)
