"""Carrying a homecoming out: exactly what its preview showed, inside the caller's step."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.exchange.round_trip.cells import Showed, Unclear, read
from nhipcau.exchange.round_trip.homecoming import Homecoming, KindMerge
from nhipcau.exchange.round_trip.kinds import PERSON_KINDS, PROFILE_KINDS
from nhipcau.exchange.round_trip.merging import RowMerge
from nhipcau.exchange.round_trip.sheet_kind import (
    GOALS,
    PAIRS,
    PARTICIPANTS,
    PROGRAMME,
    PULSES,
    QUESTION,
    SESSIONS,
)
from nhipcau.journey.models import PairGoal
from nhipcau.journey.service import add_goal, amend_goal, remove_goal
from nhipcau.pairing.models import Pair
from nhipcau.pairing.queries import paired_participant_ids
from nhipcau.pairing.service import record_fit_answer
from nhipcau.participants.models import Participant, Person, Question
from nhipcau.participants.service import (
    add_person,
    amend_person,
    amend_profile,
    enrol,
    readmit,
    remove_participant,
    set_answer,
    withdraw,
)
from nhipcau.programmes.service import amend_programme
from nhipcau.sessions.models import MentoringSession, PulseAnswer
from nhipcau.sessions.service import (
    amend_pulse,
    amend_session,
    log_session,
    record_pulse,
    remove_pulse,
    remove_session,
)

_LISTS: Final = frozenset({"list", "goals", "strengths", "ways", "slots"})
_NUMBERS: Final = {"capacity": 1, "least": 0, "mentors_wanted": 1, "minutes": 60, "progress": 0}
_NONE: Final = frozenset({"birth_year", "starts_on", "ends_on", "due_on", "rating"})
"""Columns of the tables that are empty as None rather than as an empty text."""


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """A row that cannot be written as it came, and why; the others are written."""

    kind: str
    key: str
    name: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were written, and which were not."""

    written: int
    refused: tuple[RowRefusal, ...]


def carry_out(db: Session, plan: Homecoming, reason: str) -> Outcome:
    """Write what the plan shows. `reason` is kept with those who are withdrawn because their row was removed."""
    written, refused = 0, []
    for one in plan.kinds:
        for row in one.merged.changed:
            try:
                with db.begin_nested():
                    _write(db, plan.programme_id, one, row, reason)
            except Rejected as refusal:
                refused.append(RowRefusal(one.kind.code, row.key, one.name_of(row.key), refusal.problems))
            else:
                written += 1
    return Outcome(written, tuple(refused))


def _write(db: Session, programme_id: int, one: KindMerge, row: RowMerge, reason: str) -> None:
    values = {
        cell.field: _stored(one, cell.field, cell.result)
        for cell in row.cells
        if _counts(row, cell.field, one)
    }
    if one.kind.code == PROGRAMME:
        amend_programme(db, programme_id, values)
    elif one.kind.code == PAIRS:
        _write_pair(db, row.key, values)
    elif one.kind.code == PARTICIPANTS:
        _write_participant(db, programme_id, row, values, reason)
    else:
        if row.state == "gone":
            values = {**_as_returned(one, row.key), **values}
        _write_together(db, _TOGETHER[one.kind.code], row, {**one.kind.implied, **values})


def _counts(row: RowMerge, name: str, one: KindMerge) -> bool:
    cell = next(cell for cell in row.cells if cell.field == name)
    return cell.changes and one.kind.field(name).editable


def _as_returned(one: KindMerge, key: str) -> dict[str, object]:
    """Return the whole row as it came home: what we have removed is brought back with all it said."""
    found: dict[str, object] = {}
    for name, value in one.returned.rows[key].items():
        with suppress(Unclear):
            found[name] = read(one.kind.field(name), value.text) if isinstance(value, Showed) else value
    return found


def _stored(one: KindMerge, name: str, value: object) -> object:
    """Return a value as the tables hold it: what was blanked is an empty text, list or number of its own."""
    if value is not None:
        return value
    if one.kind.field(name).kind in _LISTS:
        return []
    if name in _NUMBERS:
        return _NUMBERS[name]
    if one.kind.field(name).kind == "yes_no":
        return False
    return None if name in _NONE or name.startswith(QUESTION) else ""


def _write_pair(db: Session, uid: str, values: Mapping[str, object]) -> None:
    pair = db.exec(select(Pair).where(Pair.uid == uid)).one()
    assert pair.id is not None
    answer = values.get("fit_answer")
    if answer is not None:
        record_fit_answer(db, pair.id, answer)  # type: ignore[arg-type]  # one of the choices of its field
    if "pair_note" in values:
        pair.note = str(values["pair_note"])
    db.flush()


@dataclass(frozen=True, slots=True)
class _Writers:
    """How rows of one table are added, changed and removed."""

    model: Any
    add: Callable[[Session, int, Mapping[str, object]], int]
    amend: Callable[[Session, int, Mapping[str, object]], None]
    remove: Callable[[Session, int], None]


_TOGETHER: Final[Mapping[str, _Writers]] = {
    GOALS: _Writers(PairGoal, add_goal, amend_goal, remove_goal),
    SESSIONS: _Writers(MentoringSession, log_session, amend_session, remove_session),
    PULSES: _Writers(PulseAnswer, record_pulse, amend_pulse, remove_pulse),
}


def _write_together(db: Session, writers: _Writers, row: RowMerge, values: Mapping[str, object]) -> None:
    """Write a row of what pairs do together. Blank cells of a new row are left to what is usual."""
    said = {name: value for name, value in values.items() if name != "pair"}
    if row.state in ("added", "gone"):
        pair_id = db.exec(select(Pair.id).where(Pair.uid == values.get("pair"))).first()
        if pair_id is None:
            raise Rejected(Problem("homecoming.problem.pair_missing", "pair"))
        writers.add(db, pair_id, {name: value for name, value in said.items() if value not in (None, "")})
        return
    row_id = db.exec(select(writers.model.id).where(writers.model.uid == row.key)).first()
    if row_id is None:
        raise Rejected(Problem("homecoming.problem.gone"))
    if row.state == "removed":
        writers.remove(db, row_id)
    elif said:
        writers.amend(db, row_id, said)


def _write_participant(
    db: Session, programme_id: int, row: RowMerge, values: Mapping[str, object], reason: str
) -> None:
    person = {name: value for name, value in values.items() if name in PERSON_KINDS}
    profile = {name: value for name, value in values.items() if name in PROFILE_KINDS}
    if row.state == "added":
        participant_id = _add(db, programme_id, person, profile)
    else:
        found = db.exec(select(Participant).where(Participant.uid == row.key)).first()
        if found is None or found.id is None:
            raise Rejected(Problem("homecoming.problem.gone"))
        participant_id = found.id
        if row.state == "removed":
            _remove(db, programme_id, participant_id, reason)
            return
        _amend(db, found, row, person, profile)
    for name in (name for name in values if name.startswith(QUESTION)):
        set_answer(db, participant_id, _question(db, name), _answer(values[name]))


def _amend(
    db: Session,
    found: Participant,
    row: RowMerge,
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
