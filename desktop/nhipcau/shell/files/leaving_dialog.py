"""A file that could not be put to rest: said before it is closed, and she decides."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nhipcau.shell.files.data_file import Leaving
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.theme import px


class LeavingDialog(Dialog):
    """Try again, close all the same, keep a copy elsewhere, or stay, which is what Esc does."""

    copy_wanted = Signal()

    def __init__(self, desk: Desk, leaving: Leaving, parent: QWidget | None = None) -> None:
        words = desk.words
        trouble = leaving.trouble
        text = words("shell.leaving.text", why=words(trouble.code, **trouble.values))
        super().__init__(words("shell.leaving.title"), text, parent)
        self._leaving = leaving
        self.setMinimumWidth(px(560))
        self.stay_button = self.add_reject(words("shell.leaving.stay"))
        self.copy_button = self.add_button(words("shell.do.copy"), icon="copy")
        self.copy_button.clicked.connect(self._on_copy)
        self.anyway_button = self.add_button(words("shell.leaving.anyway"))
        self.anyway_button.clicked.connect(self._on_anyway)
        self.again_button = self.add_accept(words("shell.leaving.again"), icon="refresh-cw")
        self.rejected.connect(leaving.stay)
        self.accepted.connect(leaving.again)
        self.finished.connect(self.deleteLater)

    def _on_anyway(self) -> None:
        self.done(2)
        self._leaving.anyway()

    def _on_copy(self) -> None:
        self.reject()
        self.copy_wanted.emit()
