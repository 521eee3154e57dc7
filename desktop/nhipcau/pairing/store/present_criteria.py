"""The criteria that hold, without reading everybody: what is proposed depends on what was said, not on who said it."""

import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from nhipcau.database.json_lists import JsonLists, as_stored
from nhipcau.pairing.models import Pair
from nhipcau.pairing.settings.criteria import proposed_criteria
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    CriterionSetting,
    PairingInput,
    ProfileQuestion,
    Topic,
)
from nhipcau.pairing.store.queries import questions_of, rungs
from nhipcau.pairing.store.saved_settings import saved_settings
from nhipcau.participants.models import Answer, Level, Participant, Person, Question
from nhipcau.programmes.models import Programme

Role = tuple[bool, bool]
"""Whether somebody is a mentor, and whether a mentee."""
Said = dict[Role, dict[str, list[Any]]]
"""By role and what is asked, the different things that were said."""
_SOMEBODY: Final = frozenset({(0, 0)})
_ALWAYS: Final[Mapping[str, Any]] = {
    "goals": as_stored(Participant.goals), "strengths": as_stored(Participant.strengths),
    "interests": as_stored(Participant.interests), "availability": as_stored(Participant.availability),
    "wishes": as_stored(Participant.wishes), "meeting_ways": as_stored(Person.meeting_ways),
    "learning_style": Participant.learning_style, "place": Person.place, "department": Person.department,
    "level": Person.level,
}  # fmt: skip
_NAMED: Final[Mapping[str, Any]] = {
    "name": Person.full_name, "email": Person.email, "employee_code": Person.employee_code,
    "preferred_name": Person.preferred_name, "title": Person.title,
}  # fmt: skip
_LISTS: Final = frozenset({"interests", "availability", "wishes", "meeting_ways"})
_TOPICS: Final = {"goals": "importance", "strengths": "level"}
_HOPED: Final[Mapping[str, Any]] = {
    "expectations": col(Participant.expectations) + " | " + col(Participant.ideal_partner)
}  # fmt: skip
"""Read together, as openness is: what begins in one may end in the other."""
_NOTHING: Final = object()


def present_criteria(db: Session, programme_id: int) -> tuple[CriterionSetting, ...]:
    """Return the criteria that hold: the saved ones, or those that `pairing_input` proposes."""
    saved = saved_settings(db, programme_id).criteria
    if saved:
        return saved
    kind = db.exec(select(Programme.kind).where(Programme.id == programme_id)).one()
    questions = questions_of(db, programme_id)
    people = PairingInput(
        programme_id, kind, _stand_ins(db, programme_id, kind, questions), questions,
        earlier=_SOMEBODY if _has_earlier_pairs(db, programme_id) else frozenset(),
    )  # fmt: skip
    return proposed_criteria(people)


def _has_earlier_pairs(db: Session, programme_id: int) -> bool:
    elsewhere = (col(Pair.programme_id) != programme_id) & (col(Pair.state) != "proposed")
    return db.exec(select(Pair.id).where((col(Pair.state) == "ended") | elsewhere)).first() is not None


def _stand_ins(
    db: Session, programme_id: int, kind: str, questions: Sequence[ProfileQuestion]
) -> tuple[Candidate, ...]:
    """Return people made up so that together, in each role, they say what everybody in that role says."""
    said = _said(db, programme_id, _ALWAYS)
    in_grids = any(one.grid and one.kind == "graded" for one in questions)
    if in_grids or any(of["wishes"] != ["[]"] for of in said.values()):
        _add(said, _said(db, programme_id, _NAMED))
    if kind == "reverse":
        _add(said, _said(db, programme_id, _HOPED))
    answers = _answers(db, programme_id)
    ranks = rungs(dict(db.exec(select(Level.name, Level.rank)).all()))
    found = []
    for role, of in said.items():
        columns = {"asked": answers.get(role, []), **{name: _read(name, of[name]) for name in of}}
        columns["level_rank"] = [ranks.get(level) for level in columns.pop("level")]
        rows = zip_longest(*columns.values(), fillvalue=_NOTHING)
        found += [_stand_in(role, dict(zip(columns, values, strict=True))) for values in rows]
    return tuple(found)


def _said(db: Session, programme_id: int, columns: Mapping[str, Any]) -> Said:
    """Return the different things that those who take part say, by their role."""
    wanted = (
        select_columns(col(Participant.is_mentor), col(Participant.is_mentee), *columns.values())
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled")
        .distinct()
    )
    by_role: dict[Role, list[Any]] = {}
    for is_mentor, is_mentee, *values in db.connection().execute(wanted).all():
        by_role.setdefault((is_mentor, is_mentee), []).append(values)
    return {
        role: {name: list(dict.fromkeys(said)) for name, said in zip(columns, zip(*rows, strict=True), strict=True)}
        for role, rows in by_role.items()
    }  # fmt: skip


def _add(said: Said, more: Said) -> None:
    for role, columns in more.items():
        said[role] |= columns


def _read(name: str, said: Sequence[Any]) -> list[Any]:
    """Return what was said as people have it: lists are stored as text."""
    if name in _TOPICS:
        amount = _TOPICS[name]
        return [tuple(Topic(one["topic"], one[amount]) for one in json.loads(text)) for text in said]
    return [tuple(json.loads(text)) for text in said] if name in _LISTS else list(said)


def _answers(db: Session, programme_id: int) -> dict[Role, list[tuple[int, object]]]:
    """Return the different answers with the questions that they answer, by the role of who gave them."""
    wanted = (
        select_columns(
            col(Participant.is_mentor), col(Participant.is_mentee), col(Answer.question_id), as_stored(Answer.value)
        )
        .join(Participant, col(Participant.id) == col(Answer.participant_id))
        .join(Question, col(Question.id) == col(Answer.question_id))
        .where(
            col(Question.programme_id) == programme_id,
            col(Participant.programme_id) == programme_id,
            col(Participant.status) == "enrolled",
        )
        .distinct()
    )  # fmt: skip
    read: JsonLists[object] = JsonLists(lambda value: value)
    found: dict[Role, list[tuple[int, object]]] = {}
    for is_mentor, is_mentee, question_id, value in db.connection().execute(wanted).all():
        found.setdefault((is_mentor, is_mentee), []).append((question_id, read(value)))
    return found


def _stand_in(role: Role, said: Mapping[str, Any]) -> Candidate:
    """Return somebody who says this; of what has all been said by others, nothing."""
    given = {name: value for name, value in said.items() if value is not _NOTHING}
    asked = given.pop("asked", None)
    given.setdefault("name", "")
    return Candidate(
        participant_id=0, person_id=0, uid="", is_mentor=role[0], is_mentee=role[1],
        answers=dict([asked] if asked else []), **given,
    )  # fmt: skip
