"""A bug by whatever way it comes: the dialog, the clipboard, the log and the terminal name nobody."""

import re
import threading
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.shell.conftest import Opener

from nhipcau.common.log import log_path, start_log
from nhipcau.common.paths import data_folder
from nhipcau.shell.crash_dialog import TroubleDialog, catch_bugs
from nhipcau.shell.window.main_window import MainWindow

WHO = "Lê Thị Mai mai@ex.vn"


def fail(*_: object) -> None:
    try:
        raise KeyError(WHO)  # noqa: TRY301
    except KeyError as error:
        trouble = ValueError(f"{WHO} {data_folder()}")
        trouble.add_note(WHO)
        raise trouble from error


def in_the_window(window: MainWindow) -> None:
    try:
        fail()
    except ValueError as error:
        window.desk.tell(error)


def on_the_worker(window: MainWindow) -> None:
    window.desk.run("", fail, fail)


def in_a_thread(_: MainWindow) -> None:
    thread = threading.Thread(target=fail, name=WHO)
    thread.start()
    thread.join()


@pytest.mark.parametrize("go_wrong", [in_the_window, on_the_worker, in_a_thread])
def test_a_bug_is_shown_copied_and_logged_without_names(
    go_wrong: Callable[[MainWindow], None],
    open_window: Opener,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert caplog is not None
    window = open_window()
    start_log()
    catch_bugs(window, window.desk)
    go_wrong(window)
    qtbot.waitUntil(lambda: window.findChild(TroubleDialog) is not None)
    dialog = window.findChild(TroubleDialog)
    assert dialog is not None
    dialog.copy_button.click()
    shown, copied = dialog.report.toPlainText(), QApplication.clipboard().text()
    dialog.reject()
    log = log_path().read_text(encoding="utf-8")
    assert copied == shown
    assert shown in log
    assert "KeyError\nwhich led to:" in shown
    assert re.search(r"test_crash_dialog\.py:\d+ in fail\nValueError$", shown)
    for text in (shown, log, *capfd.readouterr()):
        assert not any(part in text for part in (*WHO.split(), str(data_folder())))


def test_the_dialog_says_that_the_report_names_nobody(
    open_window: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    assert caplog is not None
    window = open_window()
    window.desk.tell(ValueError(WHO))
    dialog = window.findChild(TroubleDialog)
    assert dialog is not None
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("không có tên ai" in text for text in said)
    dialog.reject()
