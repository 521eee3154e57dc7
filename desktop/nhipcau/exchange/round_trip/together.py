"""What pairs do together: their goals, the sessions they held, how they feel about it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from nhipcau.common.vietnamese import clean
from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.cells import SheetField
from nhipcau.exchange.round_trip.sheet_kind import GOALS, PULSES, SESSIONS, SheetKind, column
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import Pair
from nhipcau.participants.models import MEETING_WAYS, Participant, Person
from nhipcau.sessions.models import MentoringSession, PulseAnswer

_POINTS = (1, 2, 3, 4, 5)


def pair_names(db: Session, programme_id: int) -> dict[str, str]:
    """Return what each pair is called: `mentor – mentee`, numbered where two met twice."""
    people: dict[Any, str] = dict(
        db.exec(
            select(Participant.id, Person.full_name)
            .join(Person, col(Person.id) == col(Participant.person_id))
            .where(Participant.programme_id == programme_id)
        ).all()
    )
    taken: set[str] = set()
    found = {}
    for pair in db.exec(select(Pair).where(Pair.programme_id == programme_id).order_by(col(Pair.id))):
        both = clean(f"{people[pair.mentor_id]} – {people[pair.mentee_id]}").replace("\n", " ")
        name, count = both, 1
        while name in taken:
            count += 1
            name = f"{both} ({count})"
        taken.add(name)
        found[pair.uid] = name
    return found


def together_kinds(db: Session, programme_id: int, words: Words, about: str) -> tuple[SheetKind, ...]:
    """Return the sheets of goals, sessions and feelings, of all pairs or of one."""
    names = pair_names(db, programme_id)
    chosen = {uid: name for uid, name in names.items() if about in ("", uid)}
    uids = dict(db.exec(select(Pair.id, Pair.uid).where(Pair.programme_id == programme_id)).all())
    found = (
        (GOALS, PairGoal, _goal_fields(words)),
        (SESSIONS, MentoringSession, _session_fields(words)),
        (PULSES, PulseAnswer, _pulse_fields(words)),
    )
    which = () if about else (column(words, "pair", choices=tuple(chosen.items()), width=34.0),)
    return tuple(
        _kind(db, code, model, (*which, *fields), chosen, uids, words, about) for code, model, fields in found
    )


def _kind(
    db: Session,
    code: str,
    model: Any,  # noqa: ANN401 - one of three tables alike
    fields: tuple[SheetField, ...],
    pairs: Mapping[str, str],
    uids: Mapping[Any, str],
    words: Words,
    about: str,
) -> SheetKind:
    stored = db.exec(select(model).where(col(model.pair_id).in_(uids)).order_by(col(model.id))).all()
    rows = {
        row.uid: {one.code: _value(row, one.code, uids) for one in fields}
        for row in stored
        if uids[row.pair_id] in pairs
    }
    names = {**pairs, **{row.uid: pairs[uids[row.pair_id]] for row in stored if row.uid in rows}}
    implied = {"pair": about} if about else {}
    return SheetKind(
        code, words(f"homecoming.sheet.{code}"), fields, rows, names, grows=True, implied=implied
    )


def _value(row: Any, code: str, uids: Mapping[Any, str]) -> object:  # noqa: ANN401 - one of three tables alike
    if code == "pair":
        return uids[row.pair_id]
    value = getattr(row, code)
    return value if value != "" else None


def _goal_fields(words: Words) -> tuple[SheetField, ...]:
    return (
        column(words, "wording", "long_text"),
        column(words, "due_on", "date"),
        column(words, "progress", "number"),
    )


def _session_fields(words: Words) -> tuple[SheetField, ...]:
    ways = tuple((way, words(f"homecoming.way.{way}")) for way in MEETING_WAYS)
    return (
        column(words, "held_on", "date"),
        column(words, "minutes", "number"),
        column(words, "way", choices=ways),
        column(words, "topic", "long_text"),
        column(words, "rating", choices=_points(words)),
        column(words, "next_step", "long_text"),
    )


def _pulse_fields(words: Words) -> tuple[SheetField, ...]:
    roles = tuple((role, words(f"lists.role.{role}")) for role in ("mentor", "mentee"))
    return (
        column(words, "role", choices=roles),
        column(words, "answered_on", "date"),
        column(words, "feeling", choices=_points(words), width=30.0),
        column(words, "comment", "long_text"),
    )


def _points(words: Words) -> tuple[tuple[int, str], ...]:
    return tuple((point, words(f"homecoming.point.{point}")) for point in _POINTS)
