"""The people and pairs that the palette finds, read away from the window's thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from nhipcau.common.searching import search_text
from nhipcau.shell.palette_entry import PAIRS, Entry

if TYPE_CHECKING:
    from nhipcau.database import Database
    from nhipcau.shell.frame import Frame


class Found:
    """Everybody in a programme, and every pair that stands, as lines of the palette."""

    def __init__(self, window: Frame, database: Database, programme_id: int) -> None:
        self._go = window.go
        self._words = window.desk.words
        self._database = database
        self._programme_id = programme_id

    def entries(self) -> list[Entry]:
        """Read them at one moment."""
        from nhipcau.pairing.queries import pairs_for_search
        from nhipcau.participants.queries import people_for_search

        language = self._words.language
        with self._database.read() as db:
            people = people_for_search(db, self._programme_id, language)
            pairs = pairs_for_search(db, self._programme_id, language)
        return [
            *(self._person(*person) for person in people),
            *(self._pair(pair_id, self._words("shell.palette.pair_of", a=a, b=b)) for pair_id, a, b in pairs),
        ]

    def _person(self, participant_id: int, name: str, folded: str, about: str) -> Entry:
        kind = f"{self._words('shell.palette.person')}  {about}".strip()
        do = partial(self._go, "participants", {"participant_id": participant_id})
        return Entry(name, kind, "user", folded, do, only_searched=True)

    def _pair(self, pair_id: int, text: str) -> Entry:
        kind, do = self._words("shell.palette.pair"), partial(self._go, "pairing", {"pair_id": pair_id})
        return Entry(text, kind, "heart-handshake", search_text(text), do, tier=PAIRS, only_searched=True)
