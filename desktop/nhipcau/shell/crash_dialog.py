"""The net for bugs: a log entry, and a dialog whose report the user can copy and send to whoever helps."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from nhipcau.common.error_trace import report_of
from nhipcau.common.log import LOG, Harmless
from nhipcau.common.uncaught_errors import tell_uncaught_namelessly
from nhipcau.widgets.dialog import Dialog

if TYPE_CHECKING:
    from nhipcau.shell.working_desk import WorkingDesk
    from nhipcau.widgets.desk import Desk


class TroubleDialog(Dialog):
    """Says that it is the program's fault, and shows the report: the very text that is copied, without names."""

    def __init__(self, desk: Desk, error: BaseException, parent: QWidget | None = None) -> None:
        words = desk.words
        super().__init__(words("shell.bug.title"), words("shell.bug.text"), parent)
        self.setMinimumWidth(640)
        self.report = QPlainTextEdit(report_of(error))
        self.report.setReadOnly(True)
        self.report.setAccessibleName(words("shell.bug.report"))
        self.report.setMinimumHeight(220)
        self.add(self.report, 1)
        self.copy_button = self.add_button(words("shell.bug.copy"), icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.add_accept(words("shell.bug.continue"))
        self._copied = words("common.copied")

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(self._copied)


def show_bug(parent: QWidget, desk: Desk, error: BaseException) -> None:
    """Log a bug and show its dialog, unless one is being shown already."""
    LOG.error("%s", Harmless(report_of(error)))
    if parent.findChild(TroubleDialog) is not None:
        return
    dialog = TroubleDialog(desk, error, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class _Net(QObject):
    """Carries what was caught in any thread to the window's."""

    caught = Signal(object)

    def __init__(self, desk: WorkingDesk) -> None:
        super().__init__(desk)
        self.caught.connect(desk.tell)
        self.destroyed.connect(_let_go)

    def catch(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            self.caught.emit(error)

    def catch_in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self.caught.emit(what.exc_value)


def catch_bugs(window: QWidget, desk: WorkingDesk) -> None:
    """Send every exception that nobody caught to the dialog."""
    net = _Net(desk)
    window.setProperty("net", net)
    sys.excepthook = net.catch
    threading.excepthook = net.catch_in_thread


def _let_go() -> None:
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    tell_uncaught_namelessly()
