"""What happens to the open file between steps and at the end, in the real window."""

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot
from sqlmodel import select
from tests.shell.conftest import Opener
from tests.shell.test_backups import backups_page, damage_unseen, press, seen, worked_on
from tests.support import make
from tests.support.database import new_file

from nhipcau.common import clock
from nhipcau.common.errors import Unavailable
from nhipcau.database import Database, check, list_backups, open_file
from nhipcau.database.copies.backup import backup_folder
from nhipcau.participants.models import Person
from nhipcau.programmes.service import amend_programme
from nhipcau.shell.files.displaced_dialog import DisplacedDialog
from nhipcau.shell.files.flaws_dialog import FlawsDialog, RepairedDialog
from nhipcau.shell.files.leaving_dialog import LeavingDialog
from nhipcau.shell.files.merge_versions_dialog import MergeVersionsDialog
from nhipcau.shell.window.main_window import MainWindow


def database_of(window: MainWindow) -> Database:
    assert window.data.database is not None
    return window.data.database


def people(path: Path) -> list[str]:
    database = open_file(path, backups=False)
    with database.read() as db:
        found = list(db.exec(select(Person.full_name).order_by(Person.full_name)))
    database.close()
    return found


def shown_people(window: MainWindow) -> list[str]:
    with database_of(window).read() as db:
        return list(db.exec(select(Person.full_name).order_by(Person.full_name)))


def other_version(path: Path, programme: str = "") -> None:
    """Put another version of a file in its place, as a sync tool does."""
    copy = Path(shutil.copy(path, path.with_name("sync.tmp")))
    other = open_file(copy, backups=False)
    make.person(other, "Người của máy kia")
    if programme:
        rename_programme(other, programme)
    other.close()
    copy.replace(path)


def displaced_dialog(window: MainWindow, qtbot: QtBot) -> DisplacedDialog:
    qtbot.waitUntil(lambda: window.findChild(DisplacedDialog) is not None, timeout=20_000)
    dialog = window.findChild(DisplacedDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_after_a_short_rest_a_copy_of_the_file_holds_the_work(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path / "files")
    window = open_window(path)
    make.person(database_of(window), "An")
    qtbot.waitUntil(lambda: database_of(window).is_folded and not window.desk.is_busy)
    assert people(Path(shutil.copy(path, tmp_path / "stick.nhipcau"))) == ["An"]


def test_on_losing_focus_the_file_is_folded_at_once(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path / "files")
    window = open_window(path)
    make.person(database_of(window), "An")
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    window.care._rest.stop()
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: database_of(window).is_folded and not window.desk.is_busy)
    assert people(Path(shutil.copy(path, tmp_path / "stick.nhipcau"))) == ["An"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed over there")
@pytest.mark.parametrize("choice", ["mine", "theirs", "later"])
def test_a_file_replaced_underneath_is_noticed_and_she_chooses_a_version(
    open_window: Opener, qtbot: QtBot, tmp_path: Path, choice: str
) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    make.person(database_of(window), "Việc của tôi")
    other_version(path)
    dialog = displaced_dialog(window, qtbot)
    (mine,) = (each for each in tmp_path.iterdir() if each.name.startswith("organisation ("))
    assert mine.name in seen(dialog)
    if choice == "later":
        press(dialog.later_button)
        qtbot.waitUntil(lambda: window.navigator.route == "welcome")
        assert window.data.database is None
    else:
        with qtbot.waitSignal(window.data.opened):
            press(dialog.ways[choice])
        assert database_of(window).path == path
        expected = {"mine": ["Việc của tôi"], "theirs": ["Người của máy kia"]}[choice]
        assert shown_people(window) == expected
    assert people(mine) == ["Việc của tôi"], "it is kept whatever she chose"
    if choice == "mine":
        replaced = [each for each in list_backups(path) if each.reason == "replaced"]
        assert people(replaced[0].path) == ["Người của máy kia"]


def rename_programme(database: Database, name: str) -> None:
    with database.step("programmes.step.amend", name=name) as db:
        amend_programme(db, 1, {"name": name})


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed over there")
@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_two_versions_are_merged_and_what_both_changed_is_asked(
    open_window: Opener, qtbot: QtBot, tmp_path: Path, choice: str
) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    make.person(database_of(window), "Việc của tôi")
    rename_programme(database_of(window), "Tên của tôi")
    other_version(path, "Tên của máy kia")
    dialog = displaced_dialog(window, qtbot)
    press(dialog.ways["merge"])
    qtbot.waitUntil(lambda: window.findChild(MergeVersionsDialog) is not None)
    asking = window.findChild(MergeVersionsDialog)
    assert asking is not None
    qtbot.waitUntil(asking.isVisible)
    told = seen(asking)
    for said in ("Tên của tôi", "Tên của máy kia", "Ở bản của bạn: 2 việc", "Ở bản kia: 2 việc"):
        assert said in told
    assert not asking.merge_button.isEnabled(), "the question is hers to answer"
    press(asking.rows[0].segment(choice))
    press(asking.merge_button)
    expected = {"mine": "Tên của tôi", "theirs": "Tên của máy kia"}[choice]
    qtbot.waitUntil(lambda: shown_people(window) == ["Người của máy kia", "Việc của tôi"])
    qtbot.waitUntil(lambda: [row.name for row in window.data.programmes] == [expected])
    window.menus.actions["undo"].trigger()
    qtbot.waitUntil(lambda: shown_people(window) == ["Người của máy kia"])


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed over there")
def test_a_version_that_was_put_off_waits_on_the_home_page(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    make.person(database_of(window), "Việc của tôi")
    window.desk.say("Đã thêm Việc của tôi", undo=True)
    other_version(path)
    press(displaced_dialog(window, qtbot).later_button)
    qtbot.waitUntil(lambda: window.navigator.route == "welcome" and not window.desk.is_busy)
    assert not window.toast.undo_button.isVisible(), "it would take back a step of the other version"
    with qtbot.waitSignal(window.data.opened):
        window.data.open(path)
    qtbot.waitUntil(lambda: window.navigator.route == "overview" and not window.desk.is_busy)
    home = window.navigator.current()
    assert home is not None
    qtbot.waitUntil(lambda: "đang chờ gộp" in seen(home))
    press(next(each for each in home.findChildren(QAbstractButton) if each.text() == "Gộp hai bản…"))
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(MergeVersionsDialog)))
    press(next(iter(window.findChildren(MergeVersionsDialog))).merge_button)
    qtbot.waitUntil(lambda: shown_people(window) == ["Người của máy kia", "Việc của tôi"])
    qtbot.waitUntil(lambda: window.desk.standing == ())
    window.menus.actions["undo"].trigger()
    qtbot.waitUntil(lambda: bool(window.desk.standing), timeout=10_000)
    window.menus.actions["redo"].trigger()
    qtbot.waitUntil(lambda: window.desk.standing == (), timeout=10_000)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_file_removed_underneath_is_put_back(open_window: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    path.unlink()
    with pytest.raises(Unavailable, match=r"database\.gone"):
        make.person(database_of(window), "Vào chỗ trống")
    dialog = displaced_dialog(window, qtbot)
    assert "không còn ở chỗ cũ" in seen(dialog)
    with qtbot.waitSignal(window.data.opened):
        press(dialog.ways["mine"])
    assert database_of(window).path == path
    assert [row.name for row in window.data.programmes] == ["Hạt Giống 2026"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be renamed over there")
def test_a_newer_version_is_opened_by_itself_where_nothing_was_done_here(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    with qtbot.waitSignal(window.data.opened, timeout=20_000):
        other_version(path)
    assert shown_people(window) == ["Người của máy kia"]
    assert "bản mới" in window.toast.label.text()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("organisation (")] == []


def unable_to_back_up(path: Path) -> None:
    """Let something stand where the folder of the backups is."""
    folder = list_backups(path)[0].path.parent
    shutil.rmtree(folder)
    folder.write_text("in the way", encoding="utf-8")


def leaving_dialog(window: MainWindow, qtbot: QtBot) -> LeavingDialog:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(LeavingDialog)))
    return next(each for each in window.findChildren(LeavingDialog) if each.isVisible())


@pytest.mark.parametrize("choice", ["stay", "again", "anyway", "copy"])
def test_trouble_at_closing_is_told_and_the_window_stays_until_she_decides(
    open_window: Opener, qtbot: QtBot, tmp_path: Path, choice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = worked_on(tmp_path / "files")
    window = open_window(path)
    make.person(database_of(window), "An")
    unable_to_back_up(path)
    window.close()
    dialog = leaving_dialog(window, qtbot)
    assert window.isVisible()
    assert "Chưa sao lưu xong trước khi đóng" in seen(dialog)
    if choice == "stay":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert window.isVisible()
        assert shown_people(window) == ["An"]
    elif choice == "again":
        backup_folder(path).unlink()
        press(dialog.again_button)
        qtbot.waitUntil(lambda: not window.isVisible())
        assert [each.reason for each in list_backups(path)] == ["close"]
    elif choice == "anyway":
        press(dialog.anyway_button)
        qtbot.waitUntil(lambda: not window.isVisible())
        assert people(path) == ["An"]
    else:
        target = tmp_path / "elsewhere" / "copy.nhipcau"
        target.parent.mkdir()
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
        press(dialog.copy_button)
        qtbot.waitUntil(lambda: target.exists() and not window.desk.is_busy)
        assert window.isVisible()
        assert people(target) == ["An"]
    qtbot.waitUntil(lambda: not window.desk.is_busy)
    if choice != "again":
        backup_folder(path).unlink()


def test_closing_the_window_backs_up_first_and_then_lets_go(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    make.person(database_of(window), "An")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert window.data.database is None
    assert [each.reason for each in list_backups(path)] == ["close", "close"]
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert window.preferences.last_programme == 1


def test_a_file_that_cannot_be_put_to_rest_is_not_left_for_another_unasked(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path / "files")
    other = new_file(tmp_path / "other")
    window = open_window(path)
    make.person(database_of(window), "An")
    unable_to_back_up(path)
    window.data.open(other)
    dialog = leaving_dialog(window, qtbot)
    press(dialog.stay_button)
    assert database_of(window).path == path
    open_file(other, backups=False).close()
    window.data.open(other)
    press(leaving_dialog(window, qtbot).anyway_button)
    qtbot.waitUntil(lambda: database_of(window).path == other)
    assert people(path) == ["An"]


def test_a_copy_onto_the_open_file_is_refused_in_a_sentence_and_nothing_is_lost(
    open_window: Opener, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    window.do("copy")
    qtbot.waitUntil(lambda: "chính là tệp bạn đang mở" in window.toast.label.text())
    make.person(database_of(window), "An")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert people(path) == ["An"]
    assert check(path).sound


def test_every_standing_trouble_is_said_in_the_language_of_now(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    make.person(database_of(window), "An")
    unable_to_back_up(path)
    with pytest.raises(Unavailable):
        database_of(window).back_up("manual")
    qtbot.waitUntil(lambda: bool(window.desk.standing))
    home = window.navigator.current()
    assert home is not None
    assert "Chưa sao lưu được" in seen(home)
    QTest.mouseClick(window.sidebar.languages.segment("en"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "The last backup could not be made" in seen(home))
    assert "Back up again" in [each.text() for each in home.findChildren(QAbstractButton) if each.isVisible()]
    backup_folder(path).unlink()


def test_a_deep_check_tells_when_it_was_and_that_nothing_is_wrong(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path, lambda database: make.person(database, "An"))
    window = open_window(path)
    page = backups_page(window, qtbot, least=1)
    assert "Chưa có lần kiểm tra kỹ nào không lỗi" in seen(page)
    press(page.check_button)
    qtbot.waitUntil(lambda: "Kiểm tra kỹ lần cuối lúc" in seen(page))
    assert "đều lành" in window.toast.label.text()
    assert window.desk.standing == ()


def test_a_file_is_checked_by_itself_once_a_week(open_window: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    path = worked_on(tmp_path)
    window = open_window(path)
    with qtbot.waitSignal(window.care.check.found):
        window.care.check.begin_if_due()
    assert not window.toast.isVisible(), "it says nothing where nothing is wrong"
    with qtbot.assertNotEmitted(window.care.check.began):
        window.care.check.begin_if_due()
    clock.set_clock(lambda: datetime.now(UTC) + timedelta(days=8))
    with qtbot.waitSignal(window.care.check.found):
        window.care.check.begin_if_due()


def test_what_a_deep_check_finds_stands_until_it_is_mended(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path, lambda database: make.person(database, "An"))
    window = open_window(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE person SET languages = '[' WHERE id = 1")
        other.commit()
    window.care.check_now()
    qtbot.waitUntil(lambda: bool(window.desk.standing))
    window.go("overview")
    home = window.navigator.current()
    assert home is not None
    press(next(each for each in home.findChildren(QAbstractButton) if each.text() == "Xem và sửa"))
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(FlawsDialog)))
    assert window.desk.standing == ()
    press(next(each for each in window.findChildren(FlawsDialog) if each.isVisible()).repair_button)
    qtbot.waitUntil(lambda: window.data.database is not None)
    for each in window.findChildren(RepairedDialog):
        each.accept()
    assert check(path).sound


def test_a_deep_check_finds_damage_that_opening_does_not_see(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = worked_on(tmp_path, lambda database: make.person(database, "An"))
    damage_unseen(path)
    window = open_window(path)
    window.care.check_now()
    qtbot.waitUntil(lambda: bool(window.desk.standing))
    assert "bị hỏng một phần" in window.toast.label.text()
    window.go("overview")
    home = window.navigator.current()
    assert home is not None
    press(next(each for each in home.findChildren(QAbstractButton) if each.text() == "Xem cách cứu tệp"))
    assert backups_page(window, qtbot).rescue.isVisible()


def test_closing_the_file_ends_a_deep_check(open_window: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(worked_on(tmp_path))
    window.care.check.begin()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not window.care.check.is_under_way
