"""The backups of a file in the real window: made, looked into, gone back to; and a damaged file."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select
from tests.shell.conftest import Opener
from tests.support import make
from tests.support.database import new_file

from nhipcau.database import Database, check, list_backups, open_file
from nhipcau.participants.models import Person
from nhipcau.shell.files.restore_dialog import RestoreDialog
from nhipcau.shell.pages.backups_page import BackupsPage
from nhipcau.shell.window.main_window import MainWindow


def press(button: QWidget) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def seen(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in widget.findChildren(QAbstractButton) if button.isVisible()]
    return "\n".join([*labels, *buttons])


def people(window: MainWindow) -> list[str]:
    database = window.data.database
    assert database is not None
    with database.read() as db:
        return list(db.exec(select(Person.full_name).order_by(Person.full_name)))


def backups_page(window: MainWindow, qtbot: QtBot, least: int = 0) -> BackupsPage:
    if window.navigator.route != "backups":
        window.menus.actions["backups"].trigger()
    page = window.navigator.current()
    assert isinstance(page, BackupsPage)
    qtbot.waitUntil(lambda: len(page.list.restore_buttons()) >= least and not window.desk.is_busy)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in page.list.restore_buttons()))
    return page


def press_and_wait(button: QWidget, window: MainWindow, qtbot: QtBot) -> None:
    """Press what opens a file, and wait until its first page is there."""
    with qtbot.waitSignal(window.data.opened):
        press(button)
    qtbot.waitUntil(lambda: not window.desk.is_busy and window.navigator.route == "overview")


def preview(page: BackupsPage, window: MainWindow, qtbot: QtBot) -> RestoreDialog:
    """Ask to go back to the newest backup and return what is told of it."""
    press(page.list.restore_buttons()[0])
    qtbot.waitUntil(lambda: window.findChild(RestoreDialog) is not None)
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.restore_button.isVisible)
    return dialog


def worked_on(folder: Path, *steps: Callable[[Database], object]) -> Path:
    """Return a closed file with a programme and these steps, backed up when it was closed."""
    path = new_file(folder)
    database = open_file(path)
    make.programme(database)
    for step in steps:
        step(database)
    database.close()
    return path


def add(name: str) -> Callable[[Database], object]:
    return lambda database: make.person(database, name)


def index_page(path: Path) -> int:
    """Return where the page of an index of the people begins."""
    with closing(sqlite3.connect(path)) as other:
        (root,) = other.execute(
            "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'person' LIMIT 1"
        ).fetchone()
    return int((root - 1) * 4096)


def damage_unseen(path: Path) -> None:
    """Change a letter in an index, which opening does not notice and a backup does."""
    content = bytearray(path.read_bytes())
    last = index_page(path) + 4095
    content[last - 4 : last] = bytes(byte ^ 1 for byte in content[last - 4 : last])
    path.write_bytes(content)


def damage(path: Path) -> None:
    """Overwrite a page so that the file does not open; no row lies on it."""
    content = bytearray(path.read_bytes())
    begin = index_page(path)
    content[begin : begin + 4096] = b"\xff" * 4096
    path.write_bytes(content)


def test_a_backup_is_made_and_gone_back_to_after_a_look_at_what_would_be_missing(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(worked_on(tmp_path))
    page = backups_page(window, qtbot)
    press(page.backup_button)
    qtbot.waitUntil(lambda: len(page.list.restore_buttons()) == 2)
    qtbot.waitUntil(lambda: "0 người · 1 chương trình · 0 cặp" in seen(page))
    assert window.data.database is not None
    make.person(window.data.database, "Lê Thị Mai")
    dialog = preview(page, window, qtbot)
    qtbot.waitUntil(lambda: "Lê Thị Mai" in seen(dialog))
    press_and_wait(dialog.restore_button, window, qtbot)
    assert people(window) == []
    page = backups_page(window, qtbot, least=3)
    assert page.list.backups[0].backup.reason == "replaced"
    dialog = preview(page, window, qtbot)
    press_and_wait(dialog.restore_button, window, qtbot)
    assert people(window) == ["Lê Thị Mai"], "the version from before is there again"


def test_a_backup_is_looked_into_as_a_copy(open_window: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    path = worked_on(tmp_path, add("An"))
    window = open_window(path)
    page = backups_page(window, qtbot, least=1)
    before = list_backups(path)[0].path.read_bytes()
    look = next(button for button in page.findChildren(QAbstractButton) if button.text() == "Xem thử")
    qtbot.waitUntil(look.isVisible)
    press_and_wait(look, window, qtbot)
    assert window.data.database is not None
    assert window.data.database.path.parent == path.parent
    assert "bản sao lưu" in window.data.database.path.name
    assert people(window) == ["An"]
    make.person(window.data.database, "Bình")
    assert list_backups(path)[-1].path.read_bytes() == before


def test_a_damaged_file_that_does_not_open_is_brought_back_from_its_backup(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path, *[add(f"Người {number:02}") for number in range(40)])
    damage(path)
    moved = path.rename(path.with_name("đổi tên.nhipcau"))
    content = moved.read_bytes()
    window = open_window(moved)
    assert window.data.database is None
    assert "bị hỏng" in seen(window.welcome)
    press(window.welcome.rescue_button)
    page = backups_page(window, qtbot, least=1)
    qtbot.waitUntil(lambda: "40 người" in seen(page.list))
    dialog = preview(page, window, qtbot)
    press_and_wait(dialog.restore_button, window, qtbot)
    assert len(people(window)) == 40
    kept = [each for each in moved.parent.iterdir() if each.name.startswith("đổi tên (")]
    assert [each.read_bytes() for each in kept] == [content], "the damaged file is kept"
    assert kept[0].name in window.toast.label.text()


@pytest.mark.parametrize("replace", [True, False])
def test_what_can_be_read_of_a_damaged_file_is_saved_into_a_new_one(
    open_window: Opener, qtbot: QtBot, tmp_path: Path, replace: bool
) -> None:
    path = worked_on(tmp_path, *[add(f"Người {number:02}") for number in range(40)])
    damage(path)
    content = path.read_bytes()
    window = open_window(path)
    press(window.welcome.rescue_button)
    page = backups_page(window, qtbot)
    qtbot.waitUntil(page.rescue.salvage_button.isEnabled)
    qtbot.waitUntil(lambda: "40 người" in seen(page.rescue))
    press(page.rescue.salvage_button)
    qtbot.waitUntil(page.rescue.open_button.isVisible)
    assert path.read_bytes() == content
    qtbot.waitUntil(lambda: "Cứu được" in seen(page.rescue))
    press_and_wait(page.rescue.replace_button if replace else page.rescue.open_button, window, qtbot)
    database = window.data.database
    assert database is not None
    assert (database.path == path) is replace
    assert people(window) == [f"Người {number:02}" for number in range(40)]
    assert check(database.path).sound
    untouched = [each for each in tmp_path.iterdir() if each.read_bytes() == content]
    assert len(untouched) == 1, "the damaged file is kept"


def test_damage_found_by_a_backup_stands_on_the_home_page_until_the_file_is_whole_again(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path, add("An"))
    damage_unseen(path)
    window = open_window(path)
    home = window.navigator.current()
    assert home is not None
    database = window.data.database
    assert database is not None
    page = backups_page(window, qtbot, least=1)
    press(page.backup_button)
    qtbot.waitUntil(lambda: bool(window.desk.standing))
    assert "bị hỏng" in window.toast.label.text()
    window.go("overview")
    press(next(each for each in home.findChildren(QAbstractButton) if each.text() == "Xem cách cứu tệp"))
    page = backups_page(window, qtbot, least=1)
    assert page.rescue.isVisible()
    dialog = preview(page, window, qtbot)
    press_and_wait(dialog.restore_button, window, qtbot)
    assert window.desk.standing == ()
    assert check(path).sound
    assert people(window) == ["An"]


def test_backups_that_cannot_be_made_are_said_and_stand_until_one_works(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path)
    folder = list_backups(path)[0].path.parent
    window = open_window(path)
    aside = folder.rename(folder.with_name("aside"))
    folder.write_text("in the way", encoding="utf-8")
    database = window.data.database
    assert database is not None
    make.person(database, "An")
    window.do("close")
    qtbot.waitUntil(lambda: bool(window.desk.standing))
    assert window.data.database is not None, "the window stays until she decides"
    stay = next(each for each in window.findChildren(QAbstractButton) if each.text() == "Ở lại")
    press(stay)
    folder.unlink()
    aside.rename(folder)
    home = window.navigator.current()
    assert home is not None
    press(next(each for each in home.findChildren(QAbstractButton) if each.text() == "Sao lưu lại"))
    qtbot.waitUntil(lambda: window.desk.standing == ())
    assert [each.reason for each in list_backups(path)] == ["manual", "close"]


def test_a_killed_programs_last_work_is_backed_up_at_the_next_opening(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    make.programme(database)
    database.close()
    window = open_window(path)
    assert window.data.is_behind
    window.care._first.setInterval(0)
    window.care._first.start()
    qtbot.waitUntil(lambda: bool(list_backups(path)))
    assert [each.reason for each in list_backups(path)] == ["opening"]


@pytest.mark.parametrize("table", ["alembic_version", "sqlite_sequence", "journal_row", "pair", "the schema"])
def test_whatever_part_is_damaged_the_page_says_so_and_shows_the_backups(
    open_window: Opener, qtbot: QtBot, tmp_path: Path, table: str
) -> None:
    path = worked_on(tmp_path, add("An"))
    page_number = 1
    if table != "the schema":
        with closing(sqlite3.connect(path)) as other:
            (page_number,) = other.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
            ).fetchone()
    content = bytearray(path.read_bytes())
    content[(page_number - 1) * 4096 : page_number * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    moved = path.rename(path.with_name("moved.nhipcau"))
    window = open_window(moved)
    assert window.data.database is None
    press(window.welcome.rescue_button)
    page = backups_page(window, qtbot, least=1)
    qtbot.waitUntil(page.rescue.salvage_button.isEnabled)
    press(page.rescue.salvage_button)
    qtbot.waitUntil(page.rescue.open_button.isVisible)
    press_and_wait(page.rescue.open_button, window, qtbot)
    assert people(window) == ["An"]


def test_after_a_look_inside_one_backup_the_others_are_still_there(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path, add("An"))
    damage(path)
    moved = path.rename(path.with_name("moved.nhipcau"))
    window = open_window(moved)
    press(window.welcome.rescue_button)
    page = backups_page(window, qtbot, least=1)
    look = next(button for button in page.findChildren(QAbstractButton) if button.text() == "Xem thử")
    press_and_wait(look, window, qtbot)
    window.do("close")
    qtbot.waitUntil(lambda: window.data.database is None)
    window.data.open(moved)
    qtbot.waitUntil(window.welcome.rescue_button.isVisible)
    press(window.welcome.rescue_button)
    assert len(backups_page(window, qtbot, least=1).list.restore_buttons()) >= 1


def test_the_page_is_about_the_file_that_was_opened_last(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path / "damaged", add("An"))
    damage(path)
    window = open_window(path)
    press(window.welcome.rescue_button)
    backups_page(window, qtbot, least=1)
    other = worked_on(tmp_path / "other", add("Bình"))
    with qtbot.waitSignal(window.data.opened):
        window.data.open(other)
    qtbot.waitUntil(lambda: window.navigator.route == "overview" and not window.desk.is_busy)
    page = backups_page(window, qtbot, least=1)
    assert page.path == other
    assert page.backup_button.isVisible()
    assert not page.rescue.isVisible()


def test_from_the_menu_the_page_is_about_the_open_file(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path / "damaged", add("An"))
    damage(path)
    other = worked_on(tmp_path / "other", add("Bình"))
    window = open_window(other)
    window.data.open(path)
    qtbot.waitUntil(lambda: window.navigator.route == "backups" and not window.desk.is_busy)
    page = window.navigator.current()
    assert isinstance(page, BackupsPage)
    assert page.path == path
    window.menus.actions["backups"].trigger()
    assert page.path == other
    qtbot.waitUntil(page.backup_button.isVisible)


def test_an_empty_file_is_called_empty(open_window: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    path = worked_on(tmp_path, add("An"))
    path.write_bytes(b"")
    window = open_window(path)
    press(window.welcome.rescue_button)
    page = backups_page(window, qtbot, least=1)
    qtbot.waitUntil(lambda: "trống rỗng" in seen(page.rescue))
    assert not page.rescue.salvage_button.isEnabled()


def test_what_was_done_after_saving_a_damaged_file_is_in_what_takes_its_place(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path, add("An"))
    damage_unseen(path)
    window = open_window(path)
    page = backups_page(window, qtbot, least=1)
    press(page.backup_button)
    qtbot.waitUntil(lambda: page.rescue.isVisible() and page.rescue.salvage_button.isEnabled())
    press(page.rescue.salvage_button)
    qtbot.waitUntil(page.rescue.replace_button.isVisible)
    assert window.data.database is not None
    make.person(window.data.database, "Thêm sau khi cứu")
    press_and_wait(page.rescue.replace_button, window, qtbot)
    assert people(window) == ["An", "Thêm sau khi cứu"]
    assert check(path).sound
