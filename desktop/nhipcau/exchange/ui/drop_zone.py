"""Where a file of answers is dropped, or chosen."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.widgets.card import EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.widgets.theme import restyle
from nhipcau.workbook import AHEAD

_REST_MS: Final = 400
"""After it is shown: whoever only passes by needs nothing."""
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".ods")


class DropZone(QFrame):
    """A large place for files, with a button for those who do not drag."""

    chosen = Signal(list)
    questionnaire_wanted = Signal()

    def __init__(
        self,
        words: Words,
        parent: QWidget | None = None,
        *,
        files: FileChoice,
        homecoming: bool = False,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._files = files
        self._homecoming = homecoming
        self.setObjectName("DropZone")
        self.setAcceptDrops(True)
        self.choose_button = button(kind="primary", icon="folder-open")
        self.choose_button.clicked.connect(self.choose)
        self.questionnaire_button = button(icon="clipboard-check")
        self.folder_button = button(icon="folder")
        self.folder_button.clicked.connect(self.choose_folder)
        self.questionnaire_button.clicked.connect(self.questionnaire_wanted)
        beside = self.folder_button if homecoming else self.questionnaire_button
        offered = [beside, self.choose_button]
        self.state = EmptyState("file-spreadsheet", buttons=offered)
        column = QVBoxLayout(self)
        column.addWidget(self.state)
        self._is_ready = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._make_ready)

    def showEvent(self, event: QShowEvent) -> None:
        """While she looks for a file, what will read it is begun."""
        super().showEvent(event)
        self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()
        if self._is_ready:
            self._is_ready = False
            AHEAD.end()

    def _make_ready(self) -> None:
        self._is_ready = True
        AHEAD.begin()

    def retranslate(self) -> None:
        words = self._words
        if not self._homecoming:
            self.state.set_texts(words("inbox.drop.title"), words("inbox.drop.text"))
        else:
            self.state.set_texts(words("homecoming.drop.title"), words("homecoming.drop.text"))
        self.choose_button.setText(words("inbox.drop.choose"))
        self.questionnaire_button.setText(words("questionnaire.open"))
        self.folder_button.setText(words("homecoming.drop.folder"))

    def choose(self) -> None:
        """Ask for files."""
        words = self._words
        pattern = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        names = self._files.open_several(
            words("inbox.drop.choose"), f"{words('inbox.drop.kinds')} ({pattern})"
        )
        if names:
            self.chosen.emit([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder of files."""
        folder = self._files.folder(self._words("homecoming.drop.folder"))
        if folder:
            self.chosen.emit([Path(folder)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_over(over=False)

    def _show_over(self, *, over: bool) -> None:
        self.setProperty("over", over)
        restyle(self)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(paths)
