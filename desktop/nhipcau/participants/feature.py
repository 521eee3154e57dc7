"""What participants bring to the window, to the second step of the method and to the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.common.feature import Feature, NeedSource, PageEntry, SearchSource, StepProof

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from nhipcau.common.feature_answers import Found, Need
    from nhipcau.common.words import Words


def _has_people(db: Session, programme_id: int) -> bool:
    from nhipcau.participants.queries import has_people

    return has_people(db, programme_id)


def _needs(db: Session, programme_id: int) -> Iterator[Need]:
    from nhipcau.common.feature_answers import Need
    from nhipcau.participants.queries import people_without

    without = people_without(db, programme_id)
    for what in ("email", "consent"):
        if without[what]:
            yield Need(f"participants.need.{what}", {"n": without[what]}, {})


def _people(db: Session, programme_id: int, words: Words) -> Iterator[Found]:
    from nhipcau.common.feature_answers import Found
    from nhipcau.participants.queries import people_for_search

    for participant_id, name, folded, about in people_for_search(db, programme_id, words.language):
        yield Found(name, folded, about, {"participant_id": participant_id})


FEATURE: Final = Feature(
    pages=(
        PageEntry(
            "participants", "users", "nhipcau.participants.ui.page:ParticipantsPage", "Ctrl+2", helps=(2,)
        ),
    ),
    proofs=(StepProof(2, 0, _has_people, frozenset({"participant"})),),
    needs=(NeedSource("participants", "users", _needs, frozenset({"participant", "person", "consent"})),),
    searches=(SearchSource("participants", "user", "participants.found", _people),),
)
