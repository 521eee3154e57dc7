"""The real window, driven from outside."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nhipcau.common.preferences import Preferences
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.widgets.theme import LIGHT, apply_theme

Opener = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Opener]:
    """Open a window on a file (by default the first start's own) and wait until its page is there."""
    windows: list[MainWindow] = []

    def opened(path: Path | None = None, preferences: Preferences | None = None) -> MainWindow:
        window = MainWindow(qapp, preferences or Preferences(language="vi"))
        windows.append(window)
        window.show()
        with qtbot.waitSignal(window.settled, timeout=30_000):
            window.files.begin(path, sample=False)
        return window

    yield opened
    for window in windows:
        start.finish(window)
    apply_theme(qapp, LIGHT)
