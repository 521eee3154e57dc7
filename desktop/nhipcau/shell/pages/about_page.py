"""What this program is, its version, and the notices of everything it is built with."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from nhipcau import __version__
from nhipcau.common.paths import resource
from nhipcau.widgets.card import Body, Card, Heading, IconTile, Line, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px

# Names of works stay as their authors write them, in every language.
NOTICES: Final = (
    ("Qt 6, PySide6", "qt", ""),
    ("Be Vietnam Pro", "font", "fonts/OFL.txt"),
    ("Lucide", "lucide", "icons/LICENSE"),
    ("SQLModel, SQLAlchemy, Pydantic, Alembic", "sql", ""),
    ("openpyxl, python-calamine", "sheets", ""),
    ("NumPy, SciPy", "numbers", ""),
    ("RapidFuzz", "wordings", ""),
    ("Python", "python", ""),
)


class LicenceDialog(Dialog):
    """The full text of one licence that comes with the program."""

    def __init__(self, desk: Desk, name: str, path: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.words("shell.about.licence_file", name=name), "", parent)
        self.setMinimumSize(640, 480)
        self.view = QPlainTextEdit(resource(*path.split("/")).read_text(encoding="utf-8"))
        self.view.setReadOnly(True)
        self.view.setAccessibleName(self.windowTitle())
        self.add(self.view, 1)
        self.add_accept(desk.words("common.close"))


class AboutPage(Page):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = VScroll()
        outer.addWidget(scroll)
        scroll.add(self._make_program())
        scroll.add(self._make_notices())
        scroll.body.addStretch(1)

    def _make_program(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(14)
        column = QVBoxLayout()
        column.setSpacing(6)
        self._name = Heading(level=1)
        self._version = Muted()
        self._text = Body()
        self._licence = Muted(wrap=True)
        for part in (self._name, self._version, self._text, self._licence):
            column.addWidget(part)
        row.addWidget(IconTile("sprout", "primary", 52), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        card.body.addLayout(row)
        return card

    def _make_notices(self) -> Card:
        card = Card()
        self._built = Heading()
        card.add(self._built)
        self._notices: dict[str, Body] = {}
        for place, (name, key, path) in enumerate(NOTICES):
            if place:
                card.add(Line())
            row = QHBoxLayout()
            row.setSpacing(12)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Heading(name, 3, wrap=True))
            self._notices[key] = Body()
            column.addWidget(self._notices[key])
            row.addLayout(column, 1)
            if path:
                row.addWidget(self._licence_button(name, path))
            card.body.addLayout(row)
        return card

    def _licence_button(self, name: str, path: str) -> QWidget:
        shown = button(kind="ghost", icon="eye")
        shown.setProperty("work", name)
        shown.setProperty("path", path)
        shown.clicked.connect(self._on_licence)
        return shown

    def title(self) -> str:
        return self.desk.words("shell.about.title")

    def refresh(self) -> None:
        """Nothing of a file is shown here."""

    def retranslate(self) -> None:
        words = self.desk.words
        self._name.setText(words("shell.product"))
        self._version.setText(words("shell.about.version", version=__version__))
        self._text.setText(words("shell.about.text"))
        self._licence.setText(words("shell.about.licence"))
        self._built.setText(words("shell.about.notices"))
        for key, label in self._notices.items():
            label.setText(words(f"shell.about.notice.{key}"))
        for shown in self.findChildren(QWidget):
            if shown.property("work"):
                hint = words("shell.about.licence_file", name=shown.property("work"))
                shown.setAccessibleName(hint)
                shown.setToolTip(hint)

    def retheme(self) -> None:
        self._text.setMaximumWidth(px(760))

    def _on_licence(self) -> None:
        wanted = self.sender()
        dialog = LicenceDialog(self.desk, str(wanted.property("work")), str(wanted.property("path")), self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
