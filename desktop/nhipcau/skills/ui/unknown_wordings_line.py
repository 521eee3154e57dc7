"""A calm line for other pages: so many wordings are not known yet. It leads to where they are asked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.skills.queries import unknown_count
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk


class UnknownWordingsLine(QWidget):
    """Not seen while every wording is known. `opened` comes when it is followed; the desk goes there by itself.

    Whoever shows it calls `refresh` when its own page does, or `show_count` with what a worker has counted.
    """

    tables = frozenset({"skill", "skill_wording", "participant", "person"})
    opened = Signal()

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._database = database
        self._asked = 0
        self._count = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.link = button(kind="link", icon="circle-help")
        self.link.clicked.connect(self._on_clicked)
        row.addWidget(self.link)
        row.addStretch(1)
        self.hide()

    def refresh(self) -> None:
        """Count again, away from the window's thread: there may be thousands of wordings."""
        programme_id, database = self._desk.programme_id, self._database
        self._asked += 1
        if programme_id is None:
            self.show_count(0)
            return
        asked = self._asked

        def count(_progress: Progress) -> int:
            with database.read() as db:
                return unknown_count(db, programme_id)

        def show(found: int) -> None:
            if asked == self._asked:
                self.show_count(found)

        self._desk.run("", count, show)

    def show_count(self, count: int) -> None:
        """Say how many wordings are not known; nothing where there is none."""
        self._count = count
        self.retranslate()
        self.setVisible(bool(count))

    def retranslate(self) -> None:
        """Say it in the present language."""
        self.link.setText(self._desk.words("skills.line", n=self._count))
        self.link.setAccessibleName(self.link.text())

    def _on_clicked(self) -> None:
        self.opened.emit()
        self._desk.go("skills", view="ask")
