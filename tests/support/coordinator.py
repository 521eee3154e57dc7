"""A coordinator at the real window: drops files, presses what is visible, and waits until the window is done."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from nhipcau.common.preferences import Preferences
from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.participants.ui.page import ParticipantsPage
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow

PATIENCE = 20.0


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Let the window live until something holds, and still holds when that was acted upon."""
    until = time.monotonic() + PATIENCE
    loop, clock = QEventLoop(), QTimer()
    clock.setInterval(2)

    def look() -> None:
        if holds() or time.monotonic() > until:
            loop.quit()

    clock.timeout.connect(look)
    clock.start()
    while not holds() and time.monotonic() < until:
        loop.exec()
    clock.stop()
    assert holds(), f"waited in vain: {what}"


class Coordinator:
    """One sitting at the program, from opening the window to closing it."""

    def __init__(self, app: QApplication, *, language: Language = "vi") -> None:
        self.window = MainWindow(app, Preferences(language=language))
        self._settled = self._has_left = False
        self.window.settled.connect(self._on_settled)
        self.window.show()
        assert QTest.qWaitForWindowExposed(self.window)

    def _on_settled(self) -> None:
        self._settled = True

    def open(self, path: Path | None = None) -> None:
        """Begin with a file, or as at the first start."""
        self._settled = False
        self.window.files.begin(path, sample=False)
        wait_until(lambda: self._settled, "a file opened or refused")
        self.rest()

    def leave(self) -> None:
        """Close the window; once is enough."""
        if not self._has_left:
            self._has_left = True
            start.finish(self.window)

    def rest(self) -> None:
        """Wait until nothing is under way."""
        wait_until(lambda: not self.window.desk.is_busy, "the work to end")

    @property
    def database(self) -> Database:
        database = self.window.data.database
        assert database is not None
        return database

    # What she sees

    def seen(self, widget: QWidget | None = None) -> list[str]:
        """Return every text that is in sight."""
        QApplication.processEvents()
        within = widget or self.window
        buttons = [button.text() for button in within.findChildren(QAbstractButton) if button.isVisible()]
        labels = [label.text() for label in within.findChildren(QLabel) if label.isVisible()]
        return [text for text in (*labels, *buttons) if text]

    def toast(self) -> str:
        return self.window.toast.label.text()

    # Where she is

    def import_page(self) -> ImportPage:
        page = self.window.navigator.current()
        assert isinstance(page, ImportPage)
        return page

    def participants_page(self) -> ParticipantsPage:
        self.window.go("participants")
        self.rest()
        page = self.window.navigator.current()
        assert isinstance(page, ParticipantsPage)
        return page

    def pairing_page(self) -> PairingPage:
        if self.window.navigator.route != "pairing":
            self.window.go("pairing")
        page = self.window.navigator.current()
        assert isinstance(page, PairingPage)
        self.rest()
        wait_until(lambda: page.reading is not None, "a plan")
        return page

    # What she does

    def drop(self, *paths: Path) -> None:
        """Drag files onto the window and let go."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        held = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        entering = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, *held)
        QApplication.sendEvent(self.window, entering)
        assert entering.isAccepted(), "the window refuses the files"
        QApplication.sendEvent(self.window, QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, *held))
        self.rest()

    def press(self, button: QWidget) -> None:
        """Press what is in sight and ready."""
        QApplication.processEvents()
        assert button.isVisible(), "not in sight"
        wait_until(button.isEnabled, "what is ready to be pressed")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest()

    def choose(self, action: QAction) -> None:
        """Choose something of a menu."""
        assert action.isEnabled()
        action.trigger()
        self.rest()

    def take_in(self, *paths: Path) -> ImportPage:
        """Drop answers, look at the people and take them in."""
        self.drop(*paths)
        page = self.import_page()
        self.press(page.import_button)
        return page

    def undo_everything(self) -> int:
        return self._turn_all("undo")

    def redo_everything(self) -> int:
        return self._turn_all("redo")

    def _turn_all(self, name: str) -> int:
        turns, action = 0, self.window.menus.actions[name]
        while action.isEnabled():
            self.choose(action)
            turns += 1
        return turns
