"""The organisation's own texts of letters, as the file holds them."""

from collections.abc import Mapping

from nhipcau.database import Database
from nhipcau.mail.letter_texts import LetterKey, LetterText
from nhipcau.mail.queries import own_letters
from nhipcau.mail.service import keep_letters
from nhipcau.widgets.context import Context
from nhipcau.widgets.desk import Desk


class LetterActions:
    """Reads the texts and writes them, each time in one step."""

    def __init__(self, desk: Desk, database: Database) -> None:
        self._desk = desk
        self._database = database

    def own(self) -> dict[LetterKey, LetterText]:
        """Return the texts that stand in the place of ours."""
        with self._database.read() as db:
            return own_letters(db)

    def keep(self, texts: Mapping[LetterKey, LetterText]) -> None:
        """Keep texts and say so; Rejected where one will not do."""
        with Context(self._desk, self._database).do("mail.step.letters", "mail.said.letters") as db:
            keep_letters(db, texts)
