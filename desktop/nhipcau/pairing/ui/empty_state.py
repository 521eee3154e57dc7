"""What the page says while there is nobody to pair, and where to begin."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from nhipcau.pairing.explanation.missing_people import Missing, missing_people
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.widgets.card import EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk


class EmptyPage(QFrame):
    """Names who is missing: everybody, a second person, the mentors, or the mentees."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("Card")
        self._desk = desk
        self._lacking: Missing = "people"
        self._people: PairingInput | None = None
        self.bring = button(kind="primary", icon="inbox")
        self.people = button(icon="users")
        self.bring.clicked.connect(self._on_import)
        self.people.clicked.connect(self._on_people)
        self.state = EmptyState("heart-handshake", buttons=(self.bring, self.people))
        column = QVBoxLayout(self)
        column.addWidget(self.state)

    def show_for(self, people: PairingInput) -> Missing:
        """Say who is missing; return an empty text when nobody is."""
        missing = missing_people(people)
        if missing:
            self._lacking, self._people = missing, people
            self.retranslate()
        return missing

    def retranslate(self) -> None:
        words, people = self._desk.words, self._people
        n = len(people.candidates) if people is not None else 0
        text = words(f"pairs.empty.{self._lacking}_text", n=n)
        if people is not None and (people.settings.quotas or people.settings.constraints):
            text = f"{text} {words('pairs.empty.kept')}"
        self.state.set_texts(words(f"pairs.empty.{self._lacking}"), text)
        self.bring.setText(words("pairs.empty.import"))
        self.people.setText(words("pairs.empty.participants"))

    def _on_import(self) -> None:
        self._desk.go("import")

    def _on_people(self) -> None:
        self._desk.go("participants")
