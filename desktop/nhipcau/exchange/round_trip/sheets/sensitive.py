"""What of a whole programme is sensitive: chosen part by part before it is written, and left out unless it is chosen.

Whoever helps to organise needs names, profiles and pairs; what people said in confidence goes only to those to whom
the coordinator means to give it.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from nhipcau.participants.models import PERSON, PROFILE

Part = Literal["surveys", "feelings", "wishes", "answers", "notes", "personal"]
PARTS: Final[tuple[Part, ...]] = ("surveys", "feelings", "wishes", "answers", "notes", "personal")
_FIELDS: Final[Mapping[Part, str]] = {
    "surveys": "survey_response.answered_on survey_answer.value",
    "feelings": "pulse_answer.role pulse_answer.answered_on pulse_answer.feeling pulse_answer.comment"
    " mentoring_session.rating pair.fit_answer",
    "wishes": "pair_constraint.mentor_id pair_constraint.mentee_id pair_constraint.kind pair_constraint.note",
    "answers": "answer.value",
    "notes": "pair.note",
    "personal": "consent.given_on consent.source",
}
_OF_PEOPLE: Final = (*PERSON.values(), *PROFILE.values())
PART_OF: Final[Mapping[str, Part]] = {
    field: part for part, fields in _FIELDS.items() for field in fields.split()
} | {one.path: part for part in PARTS for one in _OF_PEOPLE if one.confided == part}
"""By `table.column`. Of own questions all answers are one part: no list of words can tell which are harmless."""


def parts_in(fields: Iterable[str]) -> frozenset[Part]:
    """Return which parts these fields belong to."""
    return frozenset(PART_OF[field] for field in fields if field in PART_OF)
