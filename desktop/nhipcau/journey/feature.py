"""What journeys bring to the window, to the third step of the method, to the search and to the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, PageEntry, SearchSource, StepProof

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from nhipcau.common.feature_answers import CalendarEvent, Found
    from nhipcau.common.words import Words


def _is_planned(db: Session, programme_id: int) -> bool:
    from nhipcau.journey.queries import is_planned

    return is_planned(db, programme_id)


def _found(db: Session, programme_id: int, _words: Words) -> Iterator[Found]:
    from nhipcau.common.feature_answers import Found
    from nhipcau.journey.queries import milestones

    for row in milestones(db, programme_id):
        yield Found(row.title, row.folded, row.owner, {"record_id": row.id})


def _days(db: Session, programme_id: int, words: Words) -> Iterator[CalendarEvent]:
    from nhipcau.common.feature_answers import CalendarEvent
    from nhipcau.journey.queries import milestones

    for row in milestones(db, programme_id):
        if row.due_on is not None:
            title = f"{words('journey.milestones.found')}: {row.owner}"
            yield CalendarEvent(f"milestone-{row.uid}", title, row.due_on)


FEATURE: Final = Feature(
    pages=(
        PageEntry(
            "milestones", "route", "nhipcau.journey.ui.page:MilestonesPage", helps=(3,),
            name="journey.milestones.title", views=("planned",),
        ),
    ),
    proofs=(StepProof(3, 0, _is_planned, frozenset({"milestone", "pair"})),),
    searches=(SearchSource("milestones", "route", "journey.milestones.found", _found, tier=1),),
    events=_days,
)  # fmt: skip
