"""What the features find of a programme for the palette, read away from the window's thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from nhipcau.shell.features import FEATURES
from nhipcau.shell.window.palette_entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nhipcau.common.feature import SearchSource
    from nhipcau.common.feature_answers import Found
    from nhipcau.database import Database
    from nhipcau.shell.window.frame import Frame


class RecordFinder:
    """Everybody in a programme, every pair that stands, and whatever else a feature lets be found."""

    def __init__(self, window: Frame, database: Database, programme_id: int) -> None:
        self._go = window.go
        self._words = window.desk.words
        self._database = database
        self._programme_id = programme_id

    def entries(self) -> list[Entry]:
        """Read them at one moment."""
        with self._database.read() as db:
            return [
                entry
                for feature in FEATURES
                for source in feature.searches
                for entry in self._of_source(source, source.find(db, self._programme_id, self._words))
            ]

    def _of_source(self, source: SearchSource, found: Iterable[Found]) -> Iterator[Entry]:
        kind = self._words(source.kind)
        for text, folded, about, arguments in found:
            yield Entry(
                text,
                f"{kind}  {about}".strip(),
                source.icon,
                folded,
                partial(self._go, source.route, arguments),
                tier=source.tier,
                only_searched=True,
            )
