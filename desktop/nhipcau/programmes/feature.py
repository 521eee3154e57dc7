"""What programmes bring to the window and to the first step of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, StepLink, StepProof

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from nhipcau.common.feature_answers import CalendarEvent
    from nhipcau.common.words import Words
    from nhipcau.programmes.models import Programme

_TABLES: Final = frozenset({"programme"})


def _programme(db: Session, programme_id: int) -> Programme | None:
    from nhipcau.programmes.models import Programme

    return db.get(Programme, programme_id)


def _has_vision(db: Session, programme_id: int) -> bool:
    programme = _programme(db, programme_id)
    return programme is not None and bool(programme.vision)


def _has_sponsor(db: Session, programme_id: int) -> bool:
    programme = _programme(db, programme_id)
    return programme is not None and bool(programme.sponsor)


def _has_dates(db: Session, programme_id: int) -> bool:
    programme = _programme(db, programme_id)
    return programme is not None and programme.starts_on is not None and programme.ends_on is not None


def _events(db: Session, programme_id: int, words: Words) -> Iterator[CalendarEvent]:
    """Yield the first and the last day."""
    from nhipcau.common.feature_answers import CalendarEvent

    row = _programme(db, programme_id)
    if row is not None and row.starts_on is not None:
        yield CalendarEvent(
            f"{row.uid}-start", f"{words('programmes.event.start')} – {row.name}", row.starts_on
        )
    if row is not None and row.ends_on is not None:
        yield CalendarEvent(f"{row.uid}-end", f"{words('programmes.event.end')} – {row.name}", row.ends_on)


FEATURE: Final = Feature(
    links=(StepLink(1, "programme", "pencil", "programmes.step_link"),),
    proofs=(
        StepProof(1, 0, _has_vision, _TABLES, completes=True),
        StepProof(1, 1, _has_sponsor, _TABLES, completes=True),
        StepProof(1, 2, _has_dates, _TABLES, completes=True),
    ),
    events=_events,
    prepared=("nhipcau.programmes.ui.editor",),
)
