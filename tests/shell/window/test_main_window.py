"""The frame: steps, languages, menus, drops, the welcome."""

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.shell.conftest import Opener
from tests.support.reading import wait_until

from nhipcau.common.preferences import Preferences
from nhipcau.common.progress import Progress
from nhipcau.database import check, create, list_backups
from nhipcau.database.files.file_lock import holder, lock_path
from nhipcau.programmes.service import add_programme
from nhipcau.programmes.ui.editor import ProgrammeDialog
from nhipcau.sessions.ui.page import SessionsPage
from nhipcau.shell.crash_dialog import TroubleDialog
from nhipcau.shell.files.take_over import TakeOverDialog
from nhipcau.shell.menus import COMMANDS
from nhipcau.shell.pages.welcome_page import WayCard
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.shell.window.palette import Palette
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.toast import Toast


def _with_programme(window: MainWindow, name: str = "Hạt Giống") -> int:
    database = window.data.database
    assert database is not None
    with database.step("programmes.step.add", name=name) as db:
        added = add_programme(db, {"name": name})
    wait_until(lambda: not window.desk.is_busy)
    return added


def _drop(window: MainWindow, *paths: Path) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, *held)
    QApplication.sendEvent(window, entering)
    if not entering.isAccepted():
        return False
    dropping = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, *held)
    QApplication.sendEvent(window, dropping)
    return dropping.isAccepted()


def _close_file(window: MainWindow, qtbot: QtBot) -> None:
    window.do("close")
    qtbot.waitUntil(lambda: window.data.database is None)


def test_an_empty_file_shows_three_ways_to_begin(open_window: Opener) -> None:
    window = open_window()
    assert window.navigator.route == "welcome"
    assert [card.title.text() for card in window.welcome.ways.values()] == [
        "Có sẵn câu trả lời",
        "Xem tổ chức mẫu",
        "Bắt đầu từ đầu",
    ]
    assert all(card.button.isVisible() for card in window.welcome.ways.values())


def test_a_file_with_a_programme_is_opened_without_making_the_welcome_first(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.nhipcau"
    made = create(path)
    with made.step("programmes.step.add", name="Hạt Giống") as db:
        add_programme(db, {"name": "Hạt Giống"})
    made.close()
    window = open_window(path)
    assert window.navigator.route == "overview"
    assert window.welcome.findChildren(WayCard) == []
    _close_file(window, qtbot)
    assert window.topbar.title.text() == "Chào mừng bạn đến với Nhịp Cầu"
    qtbot.waitUntil(lambda: all(card.button.isVisible() for card in window.welcome.ways.values()))


def test_a_programme_brings_the_overview_and_undo_brings_the_welcome_back(
    open_window: Opener, qtbot: QtBot
) -> None:
    window = open_window()
    _with_programme(window)
    assert window.navigator.route == "overview"
    assert window.sidebar.switcher.currentText() == "Hạt Giống"
    window.menus.actions["undo"].trigger()
    qtbot.waitUntil(lambda: window.navigator.route == "welcome")
    assert "Hạt Giống" in window.toast.label.text()


def test_undo_and_redo_say_in_the_menu_what_they_would_do(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    undo, redo = window.menus.actions["undo"], window.menus.actions["redo"]
    assert not undo.isEnabled()
    assert undo.text() == "Hoàn tác"
    _with_programme(window, "R & D")
    assert undo.text() == "Hoàn tác: Tạo chương trình “R && D”"
    undo.trigger()
    qtbot.waitUntil(redo.isEnabled)
    assert redo.text() == "Làm lại: Tạo chương trình “R && D”"
    assert not undo.isEnabled()


def test_the_language_changes_everywhere_at_once(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    _with_programme(window)
    QTest.mouseClick(window.sidebar.languages.segment("en"), Qt.MouseButton.LeftButton)
    assert window.topbar.title.text() == "Overview"
    assert window.menus.actions["undo"].text() == "Undo: Create the programme “Hạt Giống”"
    assert window.preferences.language == "en"
    shown = " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
    assert "Việc nên làm" not in shown
    assert "What to do now" in shown


def test_the_theme_switches_and_is_remembered(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    QTest.mouseClick(window.topbar.theme, Qt.MouseButton.LeftButton)
    assert window.desk.tokens.name == "dark"
    assert window.preferences.theme == "dark"


@pytest.mark.parametrize("step", range(1, 9))
def test_every_step_has_a_page_reached_by_its_number(open_window: Opener, step: int) -> None:
    window = open_window()
    _with_programme(window)
    window.go("step", {"step": step})
    assert window.topbar.eyebrow.text().startswith(f"Bước {step}")
    assert window.sidebar._steps[step - 1].isChecked()


def test_step_one_is_done_when_vision_sponsor_and_dates_are_there(open_window: Opener) -> None:
    window = open_window()
    database = window.data.database
    assert database is not None
    values = {"name": "A", "vision": "v", "sponsor": "s", "starts_on": "2026-01-05", "ends_on": "2026-07-05"}
    with database.step("programmes.step.add", name="A") as db:
        add_programme(db, values)
    wait_until(lambda: not window.desk.is_busy)
    states = [row.state for row in window.sidebar._steps]
    assert states[:3] == ["done", "current", "todo"]


def test_answers_dropped_on_an_empty_file_make_a_programme_and_go_to_the_import(
    open_window: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    gone: list[tuple[str, object]] = []
    monkeypatch.setattr(window, "go", lambda route, arguments=None: gone.append((route, arguments)))
    answers = tmp_path / "answers.csv"
    answers.write_text("Họ và tên\nNguyễn Văn An\n", encoding="utf-8")
    assert _drop(window, answers)
    assert gone[-1] == ("import", {"paths": [answers]})
    assert window.desk.programme_id is not None


def test_a_dropped_data_file_is_opened(open_window: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    from tests.support.database import new_database

    other = new_database(tmp_path / "other", "khac.nhipcau")
    other.close()
    window = open_window()
    with qtbot.waitSignal(window.settled):
        assert _drop(window, other.path)
    assert window.data.database is not None
    assert window.data.database.path == other.path


def test_something_else_dropped_is_left_alone(open_window: Opener, tmp_path: Path) -> None:
    window = open_window()
    assert not _drop(window, tmp_path / "picture.png")


def test_a_file_that_is_gone_is_said_on_the_welcome_page(open_window: Opener, tmp_path: Path) -> None:
    window = open_window(tmp_path / "gone.nhipcau")
    assert window.navigator.route == "welcome"
    assert window.welcome.trouble.isVisible()
    assert window.data.database is None


def test_a_new_file_never_replaces_one_that_exists(
    open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = open_window()
    existing = tmp_path / "work.nhipcau"
    existing.write_bytes(b"precious")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(existing), ""))
    with qtbot.waitSignal(window.settled):
        window.do("new")
    assert existing.read_bytes() == b"precious"


def test_the_palette_finds_without_accents_and_enter_goes_there(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    _with_programme(window)
    window.do("palette")
    palette = window.findChild(Palette)
    assert palette is not None
    wait_until(lambda: palette.is_complete)
    QTest.keyClicks(palette.search, "danh gia")
    assert palette.list.item(0).text() == "Đánh giá"
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert (window.navigator.route, window.navigator.step) == ("step", 6)


def test_the_palette_moves_with_the_arrow_keys(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    _with_programme(window)
    window.do("palette")
    palette = window.findChild(Palette)
    assert palette is not None
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    QTest.keyClick(palette.search, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 0


def test_the_search_field_hands_what_is_typed_to_the_palette(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    QTest.keyClicks(window.topbar.search, "c")
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.search.text() == "c"
    assert window.topbar.search.text() == ""


def test_closing_the_file_leads_to_the_welcome_with_the_file_among_the_recent(
    open_window: Opener, qtbot: QtBot
) -> None:
    window = open_window()
    _with_programme(window)
    window.do("close")
    qtbot.waitUntil(lambda: window.data.database is None)
    assert window.navigator.route == "welcome"
    assert window.preferences.recent
    assert not window.menus.actions["participants"].isEnabled()


@pytest.mark.parametrize("route", ["welcome", "overview", "step", "settings", "backups", "about"])
def test_everything_that_takes_the_keyboard_has_a_name(open_window: Opener, route: str) -> None:
    window = open_window()
    if route != "welcome":
        _with_programme(window)
        window.go(route)
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert not nameless


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("text_size", [100, 150])
def test_no_line_of_the_frame_is_cut_off_at_1280_by_800(
    open_window: Opener, language: str, text_size: int
) -> None:
    window = open_window(
        preferences=Preferences(language="en" if language == "en" else "vi", text_size=text_size)
    )
    _with_programme(window, "Ươm Mầm")
    window.resize(1280, 800)
    for route in ("overview", "step", "settings", "about"):
        window.go(route)
        QApplication.sendPostedEvents()
        cut = [
            label.text()
            for label in window.findChildren(QLabel)
            if label.isVisible()
            and not label.wordWrap()
            and not label.text().startswith("/")
            and label.fontMetrics().horizontalAdvance(label.text()) > label.contentsRect().width() + 1
        ]
        assert not cut, route


def test_opening_the_open_file_again_changes_nothing(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    _with_programme(window)
    database = window.data.database
    assert database is not None
    with qtbot.waitSignal(window.settled):
        window.data.open(database.path)
    assert window.data.database is database


def test_a_copy_is_saved_beside_the_open_file(
    open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = open_window()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "copy"), ""))
    window.do("copy")
    qtbot.waitUntil(lambda: "copy.nhipcau" in window.toast.label.text())
    assert check(tmp_path / "copy.nhipcau").sound
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.toast.folder_button.hasFocus()
    window.toast.folder_button.click()
    assert opened == [str(tmp_path)]


def test_what_is_said_while_a_dialog_is_open_can_be_answered_there(
    open_window: Opener, tmp_path: Path
) -> None:
    window = open_window()
    dialog = Dialog("Thư giới thiệu", "", window)
    dialog.resize(600, 400)
    dialog.open()
    window.desk.say("Đã lưu", file=tmp_path / "a.xlsx")
    toast = dialog.findChild(Toast)
    assert toast is not None
    assert toast.folder_button.isVisible()
    assert not window.toast.isVisible()
    dialog.reject()


def test_what_was_last_shown_of_another_file_says_nothing_about_this_one(
    open_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    first = _with_programme(window)
    _with_programme(window, "Vườn Ươm")
    window.choose_programme(first)
    assert window.data.database is not None
    path = window.data.database.path
    _close_file(window, qtbot)
    own = Preferences(language="vi", last_file=str(path), last_programme=first)
    again = open_window(path, own)
    assert again.sidebar.switcher.currentText() == "Hạt Giống"
    _close_file(again, qtbot)
    other = Preferences(language="vi", last_file=str(tmp_path / "other.nhipcau"), last_programme=first)
    assert open_window(path, other).sidebar.switcher.currentText() == "Vườn Ươm"


def _held_elsewhere(path: Path) -> Path:
    database = create(path)
    database.close()
    held = {"user": "lan", "computer": "MAY-CUA-LAN", "since": "2026-03-02T01:00:00+00:00", "pid": 7}
    lock_path(path).write_text(json.dumps(held), encoding="utf-8")
    return path


@pytest.mark.parametrize("at_the_start", [True, False])
def test_a_file_held_by_another_computer_is_opened_here_only_knowingly_and_after_a_backup(
    open_window: Opener, qtbot: QtBot, tmp_path: Path, at_the_start: bool
) -> None:
    path = _held_elsewhere(tmp_path / "chung.nhipcau")
    window = open_window(path if at_the_start else None)
    if at_the_start:
        assert "MAY-CUA-LAN" in " ".join(label.text() for label in window.welcome.findChildren(QLabel))
        window.welcome.take_over_button.click()
    else:
        window.data.open(path)
        qtbot.waitUntil(lambda: window.findChild(TakeOverDialog) is not None)
    dialog = window.findChild(TakeOverDialog)
    assert dialog is not None
    assert not dialog.open_button.isEnabled()
    dialog.sure.setChecked(True)
    dialog.open_button.click()
    qtbot.waitUntil(lambda: window.data.database is not None and window.data.database.path == path)
    assert [backup.reason for backup in list_backups(path)] == ["takeover"]
    held = holder(path)
    assert held is not None
    assert held.computer != "MAY-CUA-LAN"


def test_a_bug_shows_a_report_that_can_be_copied(
    open_window: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window()
    window.desk.tell(ZeroDivisionError("by nothing"))
    dialog = window.findChild(TroubleDialog)
    assert dialog is not None
    assert dialog.report.toPlainText().endswith("\nZeroDivisionError")
    assert dialog.report.toPlainText() in caplog.text
    dialog.reject()


def test_work_that_is_cancelled_calls_nobody(open_window: Opener, qtbot: QtBot) -> None:
    window = open_window()
    begun, go_on = threading.Event(), threading.Event()
    called: list[object] = []

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        progress.report(1, 2)

    window.desk.run("Đang làm", work, called.append, called.append)
    qtbot.waitUntil(begun.is_set)
    assert window.progress.isVisible()
    window.progress.cancel_button.click()
    go_on.set()
    qtbot.waitUntil(lambda: not window.desk.is_busy)
    assert not called
    assert not window.progress.isVisible()


def test_programmes_are_made_in_the_dialog_and_what_is_wrong_is_said_there(open_window: Opener) -> None:
    window = open_window()
    assert window.data.database is not None
    dialog = ProgrammeDialog(window.desk, window.data.database, None, window)
    dialog.show()
    dialog.save_button.click()
    assert dialog.form.fields["name"].problem.text() == "Hãy đặt tên cho chương trình."
    dialog.form.set_values({"name": "Ươm Mầm"})
    dialog.kind.set_value("reverse")
    dialog.save_button.click()
    assert [(row.name, row.kind) for row in window.data.programmes] == [("Ươm Mầm", "reverse")]
    dialog.deleteLater()


def test_the_third_step_is_the_session_log_with_its_button_at_the_head(open_window: Opener) -> None:
    window = open_window()
    _with_programme(window)
    window.go_to_step(3)
    assert window.navigator.route == "sessions"
    page = window.navigator.current()
    assert isinstance(page, SessionsPage)
    wait_until(lambda: not window.desk.is_busy)
    assert page.log_button.isVisible()
    assert not page.log_button.isEnabled()
    assert page.empty.isVisible()
    window.do("sessions")
    assert window.navigator.route == "sessions"


def test_the_keys_of_the_places_stand_in_their_order() -> None:
    keys = [
        command.key for command in COMMANDS if command.key.startswith("Ctrl+") and command.key[-1].isdigit()
    ]
    assert keys == [f"Ctrl+{number}" for number in range(1, len(keys) + 1)]


@pytest.mark.parametrize("place", ["welcome", "settings"])
def test_without_a_programme_a_key_opens_nothing_and_says_what_comes_first(
    open_window: Opener, place: str
) -> None:
    window = open_window()
    if place != "welcome":
        window.go(place)
    for command in ("overview", "participants", "pairing", "sessions", "surveys", "workbooks", "skills"):
        window.toast.hide()
        window.menus.actions[command].trigger()
        assert window.navigator.route == place
        assert window.toast.isVisible()
        assert "Hãy tạo chương trình trước" in window.toast.label.text()
    window.menus.actions["import"].trigger()
    assert window.navigator.route == "import"


def test_without_a_file_the_key_of_a_step_says_that_a_file_comes_first(
    open_window: Opener, qtbot: QtBot
) -> None:
    window = open_window()
    _close_file(window, qtbot)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.navigator.route == "welcome"
    assert "Hãy mở hoặc tạo một tệp trước" in window.toast.label.text()
