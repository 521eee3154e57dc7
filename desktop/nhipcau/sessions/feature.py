"""What the session log brings to the window and to the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, NeedSource, PageEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlmodel import Session

    from nhipcau.common.feature_answers import CalendarEvent, Need
    from nhipcau.common.words import Words


def _events(db: Session, programme_id: int, words: Words) -> Iterable[CalendarEvent]:
    from nhipcau.sessions.pair_days import pair_days

    return pair_days(db, programme_id, words)


def _needs(db: Session, programme_id: int) -> Iterator[Need]:
    from nhipcau.common.clock import today
    from nhipcau.common.feature_answers import Need
    from nhipcau.sessions.pair_days import pairs_not_met

    if count := pairs_not_met(db, programme_id, today()):
        yield Need("sessions.need.first", {"n": count}, {})


FEATURE: Final = Feature(
    pages=(
        PageEntry(
            "sessions", "calendar-check", "nhipcau.sessions.ui.page:SessionsPage", "Ctrl+5", step=3,
            views=("log", "pairs", "pair"),
        ),
    ),
    needs=(NeedSource("sessions", "calendar-check", _needs, frozenset({"pair", "mentoring_session"})),),
    events=_events,
)  # fmt: skip
