"""The two lists of the session log, of sessions and of pairs: which columns, which filters."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Final

from nhipcau.common.clock import today
from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.words import Words
from nhipcau.sessions.queries import PairTogether, SessionRow
from nhipcau.widgets.forms.date_field import day_text
from nhipcau.widgets.lists.list_card import ListFilter, RowList
from nhipcau.widgets.table.table_view import Column

_SESSIONS_GIVE_WAY: Final = ("next_step", "rating", "way", "topic", "minutes", "mentee")
_PAIRS_GIVE_WAY: Final = ("hours", "progress", "feeling", "last_on", "sessions", "mentee")
LOW: Final = 2
"""A pulse answer up to this asks for attention."""


class Names:
    """Where there is no width for two columns of names, the mentee's stands under the mentor's."""

    def __init__(self) -> None:
        self.together = False

    def under(self, row: SessionRow | PairTogether) -> str:
        return row.mentee if self.together else ""

    def fit(self, staying: Collection[str]) -> None:
        """Hear which columns have room."""
        self.together = "mentee" not in staying


def in_month(row: SessionRow, day: date) -> bool:
    return row.held_on.month == day.month and row.held_on.year == day.year


def this_month() -> Callable[[SessionRow], bool]:
    """Return the test of the present month; which one that is, is asked once and not of every row."""
    day = today()
    return lambda row: in_month(row, day)


def without_session(pair: PairTogether) -> bool:
    return pair.stands and not pair.sessions


def feels_low(pair: PairTogether) -> bool:
    return pair.stands and pair.feeling is not None and pair.feeling <= LOW


FILTERS: Final = (
    ListFilter("all"),
    ListFilter("month", this_month),
    ListFilter("pairs", of=1),
    ListFilter("none", lambda: without_session, of=1),
    ListFilter("low", lambda: feels_low, of=1),
)
"""Two of sessions, then three of pairs."""


def lists(words: Words) -> tuple[RowList[SessionRow], RowList[PairTogether]]:
    """Return the two lists of the log."""
    of_sessions, of_pairs = Names(), Names()
    return (
        RowList(
            "sessions.list.sessions", "sessions.count.sessions", session_columns(words, of_sessions),
            lambda row: row.id, lambda row: row.folded, _SESSIONS_GIVE_WAY, of_sessions.fit,
        ),
        RowList(
            "sessions.list.pairs", "sessions.count.pairs", pair_columns(words, of_pairs),
            lambda row: row.id, lambda row: row.folded, _PAIRS_GIVE_WAY, of_pairs.fit,
        ),
    )  # fmt: skip


def hours_text(minutes: int, words: Words) -> str:
    """Return how long that is in hours, with the decimal sign of the language."""
    text = f"{minutes / 60:.1f}".removesuffix(".0")
    return text.replace(".", ",") if words.language == "vi" else text


def session_columns(words: Words, names: Names) -> tuple[Column[SessionRow], ...]:
    """Return the columns of sessions; texts are asked for when painted."""

    def title(key: str) -> Callable[[], str]:
        return lambda: words(f"sessions.column.{key}")

    return (
        Column(
            "held_on", title("held_on"), lambda row: day_text(row.held_on), kind="date", width=100,
            sort_key=lambda row: row.held_on,
        ),
        Column(
            "mentor", title("mentor"), lambda row: row.mentor, kind="person", width=190,
            sort_key=lambda row: person_sort_key(row.mentor, words.language), stretch=True, note=names.under,
        ),
        Column(
            "mentee", title("mentee"), lambda row: row.mentee, width=160,
            sort_key=lambda row: person_sort_key(row.mentee, words.language),
        ),
        Column(
            "minutes", title("minutes"), lambda row: str(row.minutes), kind="number", width=70,
            sort_key=lambda row: row.minutes,
        ),
        Column(
            "way", title("way"), lambda row: words(f"sessions.way.{row.way}") if row.way else "", width=110
        ),
        Column("topic", title("topic"), lambda row: row.topic, width=180),
        Column(
            "rating", title("rating"), lambda row: str(row.rating or ""), kind="number", width=80,
            sort_key=lambda row: row.rating,
        ),
        Column("next_step", title("next_step"), lambda row: row.next_step, width=180),
    )  # fmt: skip


def pair_columns(words: Words, names: Names) -> tuple[Column[PairTogether], ...]:
    """Return the columns of pairs."""

    def title(key: str) -> Callable[[], str]:
        return lambda: words(f"sessions.column.{key}")

    def percent(row: PairTogether) -> str:
        return "" if row.progress is None else str(row.progress)

    return (
        Column(
            "mentor", title("mentor"), lambda row: row.mentor, kind="person", width=190,
            sort_key=lambda row: person_sort_key(row.mentor, words.language), stretch=True, note=names.under,
        ),
        Column(
            "mentee", title("mentee"), lambda row: row.mentee, width=160,
            sort_key=lambda row: person_sort_key(row.mentee, words.language),
        ),
        Column(
            "sessions", title("sessions"), lambda row: str(len(row.sessions)), kind="number", width=80,
            sort_key=lambda row: len(row.sessions),
        ),
        Column(
            "hours", title("hours"), lambda row: hours_text(row.minutes, words), kind="number", width=70,
            sort_key=lambda row: round(row.minutes / 60, 1),
        ),
        Column(
            "last_on", title("last_on"), lambda row: day_text(row.last_on), kind="date", width=110,
            sort_key=lambda row: row.last_on,
        ),
        Column(
            "progress", title("progress"), percent, kind="number", width=140, sort_key=lambda row: row.progress
        ),
        Column(
            "feeling", title("feeling"), lambda row: feeling_text(row.feeling, words), kind="badge", width=150,
            sort_key=lambda row: row.feeling, tone=lambda row: feeling_tone(row.feeling),
        ),
    )  # fmt: skip


def feeling_text(feeling: int | None, words: Words) -> str:
    return "" if feeling is None else words(f"sessions.feeling.{feeling}")


def feeling_tone(feeling: int | None) -> str:
    if feeling is None:
        return "plain"
    return "bad" if feeling <= LOW else "good" if feeling > LOW + 1 else "warn"
