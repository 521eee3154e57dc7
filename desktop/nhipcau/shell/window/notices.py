"""What the desk says, shown where it can be answered; F6 brings the keyboard there."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from nhipcau.shell.menus import TOAST_KEY
from nhipcau.shell.working_desk import WorkingDesk
from nhipcau.widgets.toast import Toast


class Notices(QObject):
    """One notice over the window; over a dialog that holds it, one of the dialog's own."""

    def __init__(self, desk: WorkingDesk, ground: QWidget, window: QWidget, over: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._written: Path | None = None
        self.toast = Toast(ground, over)
        self.toast.folder.connect(self._on_folder)
        desk.said.connect(self._on_said)
        QShortcut(TOAST_KEY, window).activated.connect(self.toast.take_keyboard)

    @Slot(str, bool, str, object)
    def _on_said(self, text: str, undo: bool, tone: str, file: Path | None) -> None:
        words = self._desk.words
        # What a dialog shows does not follow an undo, so that waits until the dialog is gone.
        toast = self.toast if undo else self._nearest()
        self._written = file or self._written
        toast.say(
            text,
            tone=tone,
            undo=words("common.undo") if undo else "",
            folder=words("common.open_folder") if file is not None else "",
            close=words("common.close"),
        )

    def _nearest(self) -> Toast:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return self.toast
        toast = dialog.findChild(Toast)
        if toast is None:
            toast = Toast(dialog)
            toast.folder.connect(self._on_folder)
            QShortcut(TOAST_KEY, dialog).activated.connect(toast.take_keyboard)
        return toast

    def _on_folder(self) -> None:
        if (written := self._written) is not None:
            folder = written if written.is_dir() else written.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
