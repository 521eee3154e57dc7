"""What the session log brings to the window and to the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, PageEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from nhipcau.common.feature_answers import CalendarEvent
    from nhipcau.common.words import Words


def _events(db: Session, programme_id: int, words: Words) -> Iterable[CalendarEvent]:
    from nhipcau.sessions.pair_days import pair_days

    return pair_days(db, programme_id, words)


FEATURE: Final = Feature(
    pages=(
        PageEntry(
            "sessions", "calendar-check", "nhipcau.sessions.ui.page:SessionsPage", "Ctrl+5", step=3,
            views=("log", "pairs", "pair"),
        ),
    ),
    events=_events,
)  # fmt: skip
