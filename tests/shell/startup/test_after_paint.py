"""What a start does when its first picture is on the screen."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.database import new_file

from nhipcau.common.paths import data_folder
from nhipcau.common.preferences import Preferences
from nhipcau.shell.startup import start
from nhipcau.shell.startup.after_paint import begin
from nhipcau.shell.window.main_window import MainWindow


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    interval = sys.getswitchinterval()
    window = MainWindow(qapp, Preferences(language="vi"))
    window.show()
    yield window
    start.finish(window)
    sys.setswitchinterval(interval)


def test_the_leftovers_of_a_dead_process_go_and_old_files_are_closed_to_others(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    token = "0123456789abcdef"
    draft = tmp_path / f".nhipcau-{token}"
    draft.mkdir()
    (draft / "people.xlsx").write_text("Mai")
    notes, copies = data_folder() / "drafts", data_folder() / "backups"
    for folder in (notes, copies):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    (notes / token).write_text(json.dumps(str(draft)))
    with qtbot.waitSignal(window.settled, timeout=30_000):
        begin(window, new_file(tmp_path), sample=False)
    qtbot.waitUntil(lambda: not draft.exists() and not (notes / token).exists())
    if os.name == "posix":
        qtbot.waitUntil(lambda: copies.stat().st_mode & 0o777 == 0o700, timeout=30_000)
