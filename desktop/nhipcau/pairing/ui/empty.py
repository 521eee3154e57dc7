"""What the page says while there is nobody to pair, and where to begin."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from nhipcau.pairing.profiles import PairingInput
from nhipcau.widgets.card import EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk


class EmptyPage(QFrame):
    """Names who is missing: everybody, the mentors, or the mentees."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("Card")
        self._desk = desk
        self._lacking = "people"
        self.bring = button(kind="primary", icon="inbox")
        self.people = button(icon="users")
        self.bring.clicked.connect(self._on_import)
        self.people.clicked.connect(self._on_people)
        self.state = EmptyState("heart-handshake", buttons=(self.bring, self.people))
        column = QVBoxLayout(self)
        column.addWidget(self.state)

    def show_for(self, people: PairingInput) -> str:
        """Say who is missing; return an empty text when nobody is."""
        if not people.candidates:
            self._lacking = "people"
        elif not people.mentors:
            self._lacking = "mentors"
        elif not people.mentees:
            self._lacking = "mentees"
        else:
            return ""
        self.retranslate()
        return self._lacking

    def retranslate(self) -> None:
        words = self._desk.words
        self.state.set_texts(
            words(f"pairs.empty.{self._lacking}"), words(f"pairs.empty.{self._lacking}_text")
        )
        self.bring.setText(words("pairs.empty.import"))
        self.people.setText(words("pairs.empty.participants"))

    def _on_import(self) -> None:
        self._desk.go("import")

    def _on_people(self) -> None:
        self._desk.go("participants")
