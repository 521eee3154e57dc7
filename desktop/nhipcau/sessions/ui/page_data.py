"""What the page shows, read and counted in one go away from the window's thread."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from nhipcau.common.clock import today
from nhipcau.database import Database
from nhipcau.sessions.queries import (
    PairTogether,
    SessionRow,
    pairs_renewed,
    pairs_together,
    session_rows,
)
from nhipcau.sessions.ui.list_columns import feels_low, in_month, without_session

_MANY = 500
"""Touched rows from which on everything is read: an import, or a file that was merged."""
Touched = Mapping[str, Collection[int]]


class TouchedRows:
    """The rows that steps have touched since what is shown was read, by table; None where nobody has said which."""

    def __init__(self) -> None:
        self._before: dict[str, set[int]] | None = None
        self._since: dict[str, set[int]] | None = {}
        """Those touched since it was last asked: the answer that is on its way does not know of them."""

    def add(self, ids: Touched) -> None:
        if self._since is not None:
            _add(self._since, ids)

    def forget(self) -> None:
        """Have everything read."""
        self._since = None

    def asked(self) -> Touched | None:
        """Return what is to be read now."""
        if self._before is None or self._since is None:
            self._before = None
        else:
            _add(self._before, self._since)
        self._since = {}
        return None if self._before is None else {table: set(ids) for table, ids in self._before.items()}

    def shown(self) -> None:
        """Hear that what was asked for last is shown."""
        self._before = {}


def _add(to: dict[str, set[int]], ids: Touched) -> None:
    for table, rows in ids.items():
        to.setdefault(table, set()).update(rows)


@dataclass(frozen=True)
class Log:
    """Every pair with what it did, the sessions of all of them, and what they add up to."""

    programme_id: int | None = None
    pairs: Mapping[int, PairTogether] = field(default_factory=dict)
    sessions: tuple[SessionRow, ...] = ()
    pair_of: Mapping[int, int] = field(default_factory=dict)
    """The pair of each session."""
    minutes: int = 0
    standing: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many rows each filter shows, but the one of the month."""
    months: dict[tuple[int, int], int] = field(default_factory=dict)

    def in_month(self, day: date) -> int:
        """Return how many sessions were held in the month of a day; counted once."""
        month = day.year, day.month
        if month not in self.months:
            self.months[month] = sum(in_month(row, day) for row in self.sessions)
        return self.months[month]


def read_log(
    database: Database, programme_id: int, before: Log | None = None, touched: Touched | None = None
) -> Log:
    """Read a programme's log; only what was `touched` since `before`, where that is known and little."""
    with database.read() as db:
        if (
            before is None
            or touched is None
            or before.programme_id != programme_id
            or sum(map(len, touched.values())) > _MANY
        ):
            pairs = pairs_together(db, programme_id)
        else:
            pairs = pairs_renewed(db, programme_id, before.pairs, touched)
    return log_of(programme_id, pairs)


def log_of(programme_id: int, pairs: tuple[PairTogether, ...]) -> Log:
    """Return the log of these pairs."""
    sessions = session_rows(pairs)
    log = Log(
        programme_id,
        {pair.id: pair for pair in pairs},
        sessions,
        {row.id: row.pair_id for row in sessions},
        sum(row.minutes for row in sessions),
        sum(pair.stands for pair in pairs),
        {
            "all": len(sessions),
            "pairs": len(pairs),
            "none": sum(map(without_session, pairs)),
            "low": sum(map(feels_low, pairs)),
        },
    )
    log.in_month(today())
    return log
