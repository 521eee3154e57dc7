"""Says that a preview belongs to another programme than the one that is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.programmes.queries import programmes
from nhipcau.widgets.card import Body, Card
from nhipcau.widgets.controls import button


class OtherProgrammeCard(Card):
    """`read_wanted` asks to read the same file for the programme that is open."""

    read_wanted = Signal()

    def __init__(self, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self.told = Body()
        self.read_button = button(icon="refresh-cw")
        self.read_button.clicked.connect(self.read_wanted)
        self.add(self.told)
        self.body.addWidget(self.read_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def is_here(self, whose: int | None, present: int | None, words: Words) -> bool:
        """Say whether the preview is of the open programme; where it is not, tell her, and take nothing in."""
        if whose == present:
            self.hide()
            return True
        with self._database.read() as db:
            names = {row.id: row.name for row in programmes(db)}
        name, open_one = names.get(whose or 0, ""), names.get(present or 0, "")
        key = "inbox.other_programme" if name else "inbox.other_programme.gone"
        self.told.setText(words(key, name=name, present=open_one))
        self.read_button.setText(words("inbox.other_programme.read", present=open_one))
        self.show()
        return False
