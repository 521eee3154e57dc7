"""Writing the programme and its people as a workbook that came home says."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.exchange.round_trip.carrying_out.row_writing import RowToWrite
from nhipcau.exchange.round_trip.sheets.people_columns import known_people, standing_consent
from nhipcau.exchange.round_trip.sheets.sheet_kind import QUESTION
from nhipcau.pairing.models import Pair
from nhipcau.pairing.queries import paired_participant_ids
from nhipcau.participants.models import Participant, Person, Question
from nhipcau.participants.service import (
    add_person,
    amend_person,
    amend_profile,
    enrol,
    give_consent,
    readmit,
    remove_participant,
    set_answer,
    withdraw,
    withdraw_consent,
)
from nhipcau.participants.sheet import OF_PERSON, OF_PROFILE
from nhipcau.programmes.service import amend_programme


def write_programme(db: Session, row: RowToWrite) -> None:
    amend_programme(db, row.programme_id, row.values)


def write_participant(db: Session, row: RowToWrite) -> None:
    values = row.values
    person = {name: value for name, value in values.items() if name in OF_PERSON}
    if "manager" in values:
        person["manager_id"] = _manager_id(db, str(values["manager"] or ""))
    profile = {name: value for name, value in values.items() if name in OF_PROFILE}
    if row.state == "added":
        participant_id = _add(db, row.programme_id, person, profile)
    else:
        found = db.exec(select(Participant).where(Participant.uid == row.key)).first()
        if found is None or found.id is None:
            raise Rejected(Problem("homecoming.problem.gone"))
        participant_id = found.id
        if row.state == "removed":
            _remove(db, row.programme_id, participant_id, row.reason)
            return
        _amend(db, found, row, person, profile)
    for name in (name for name in values if name.startswith(QUESTION)):
        set_answer(db, participant_id, _question(db, name), _answer(values[name]))
    _write_consent(db, db.get_one(Participant, participant_id).person_id, values)


def _manager_id(db: Session, said: str) -> int | None:
    """Return who the manager is: somebody known, or somebody the same workbook has brought by now."""
    if not said:
        return None
    people = known_people(db)
    uid = said if said in people else people.find(said)
    found = db.exec(select(Person.id).where(Person.uid == uid)).first()
    if found is None:
        raise Rejected(Problem("homecoming.problem.person_unknown", "manager", {"text": said}))
    return found


def _write_consent(db: Session, person_id: int, values: Mapping[str, object]) -> None:
    """Note when somebody agreed and how that is known; a date that was blanked takes the consent back."""
    if "consent_on" in values:
        on = values["consent_on"]
        if not isinstance(on, date):
            withdraw_consent(db, person_id)
        else:
            give_consent(db, person_id, on)
            standing = standing_consent(db, person_id)
            assert standing is not None
            standing.given_on = on
    source = values.get("consent_source")
    if source is not None:
        standing = standing_consent(db, person_id)
        if standing is not None:
            standing.source = str(source)
        elif source:
            raise Rejected(Problem("homecoming.problem.consent_date_missing", "consent_on"))
    db.flush()


def _amend(
    db: Session,
    found: Participant,
    row: RowToWrite,
    person: Mapping[str, object],
    profile: Mapping[str, object],
) -> None:
    assert found.id is not None
    if row.state == "gone":
        readmit(db, found.id)
    if person:
        amend_person(db, found.person_id, person)
    if profile:
        amend_profile(db, found.id, profile)


def _add(db: Session, programme_id: int, person: Mapping[str, object], profile: Mapping[str, object]) -> int:
    """Enrol somebody who is new in the programme; the organisation may know them already."""
    email = str(person.get("email") or "")
    known = db.exec(select(Person.id).where(col(Person.email) == email)).first() if email else None
    if known is None:
        person_id = add_person(db, person)
    else:
        person_id = known
        amend_person(db, person_id, person)
    return enrol(db, programme_id, person_id, profile)


def _remove(db: Session, programme_id: int, participant_id: int, reason: str) -> None:
    """Take somebody out whose row was removed; who has or had a pair leaves, and their history stays."""
    if participant_id in paired_participant_ids(db, programme_id) or _had_pair(db, participant_id):
        withdraw(db, participant_id, reason)
    else:
        remove_participant(db, participant_id)


def _had_pair(db: Session, participant_id: int) -> bool:
    wanted = select(Pair.id).where(
        (col(Pair.mentor_id) == participant_id) | (col(Pair.mentee_id) == participant_id)
    )
    return db.exec(wanted).first() is not None


def _question(db: Session, name: str) -> int:
    found = db.exec(select(Question.id).where(Question.uid == name.removeprefix(QUESTION))).one()
    assert found is not None
    return found


def _answer(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
