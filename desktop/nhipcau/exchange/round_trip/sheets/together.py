"""What pairs do together: their goals, the sessions they held, how they feel about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import FieldKind
from nhipcau.exchange.round_trip.sheets.cells import CellKind, SheetField
from nhipcau.exchange.round_trip.sheets.scope import Scope
from nhipcau.exchange.round_trip.sheets.sheet_kind import (
    GOALS,
    PULSES,
    SESSIONS,
    SheetKind,
    column,
    field_column,
)
from nhipcau.journey.models import GOAL, PairGoal
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.pair_names import pair_names
from nhipcau.participants.models import MEETING_WAYS
from nhipcau.sessions.models import PULSE, ROLES, SESSION, MentoringSession, PulseAnswer

_POINTS = (1, 2, 3, 4, 5)
_READ_AS: Final[Mapping[FieldKind, CellKind]] = {"choice": "text", "points": "text"}


_WIDEST_NAMES: Final = 80.0
"""Two of the longest names; a wider column would push the others out of sight."""


def together_kinds(db: Session, programme_id: int, words: Words, scope: Scope) -> tuple[SheetKind, ...]:
    """Return the sheets of goals, sessions and feelings, of all pairs or of those in the scope."""
    names = pair_names(db, programme_id)
    chosen = {uid: name for uid, name in names.items() if scope.holds(uid)}
    every = db.exec(select(Pair.id, Pair.uid).where(Pair.programme_id == programme_id)).all()
    uids = {pair_id: uid for pair_id, uid in every if uid in chosen}
    implied = {"pair": scope.only} if scope.only else {}
    # As wide as the names, whose ends tell pairs of one mentor apart; the drop-down shows no more than the column.
    wide = min(_WIDEST_NAMES, max((len(name) + 3.0 for name in chosen.values()), default=0.0))
    pair = column(
        words, "pair", choices=tuple(chosen.items()), width=max(34.0, wide), holds=("person.full_name",)
    )
    which = () if implied else (pair,)
    goals = _Kept(GOALS, PairGoal, (*which, *_goal_fields(words)), implied)
    sessions = _Kept(SESSIONS, MentoringSession, (*which, *_session_fields(words)), implied)
    pulses = _Kept(PULSES, PulseAnswer, (*which, *_pulse_fields(words)), implied)
    if scope.role:
        asked = tuple(one for one in pulses.fields if one.code != "role")
        pulses = replace(pulses, fields=asked, implied={**implied, "role": scope.role})
    wanted = (pulses,) if scope.feelings else (goals, sessions, pulses)
    found = (_kind(db, kept, chosen, uids, words) for kept in wanted)
    # How somebody feels is between them and the coordinator: a workbook asks anew, and shows nobody's answers.
    return tuple(replace(one, confided=scope.pairs is not None and one.code == PULSES) for one in found)


@dataclass(frozen=True, slots=True)
class _Kept:
    """One of three tables alike, and what a sheet says of it."""

    code: str
    model: Any
    fields: tuple[SheetField, ...]
    implied: Mapping[str, object]


def _kind(
    db: Session, kept: _Kept, pairs: Mapping[str, str], uids: Mapping[Any, str], words: Words
) -> SheetKind:
    wanted = select(kept.model).order_by(col(kept.model.id))
    stored = db.exec(wanted.where(col(kept.model.pair_id).in_(uids))).all()
    if "role" in kept.implied:
        stored = [row for row in stored if row.role == kept.implied["role"]]
    rows = {row.uid: {one.code: _value(row, one.code, uids) for one in kept.fields} for row in stored}
    names = {**pairs, **{row.uid: pairs[uids[row.pair_id]] for row in stored}}
    title = words(f"homecoming.sheet.{kept.code}")
    return SheetKind(kept.code, title, kept.fields, rows, names, grows=True, implied=kept.implied)


def _value(row: Any, code: str, uids: Mapping[Any, str]) -> object:  # noqa: ANN401 - one of three tables alike
    if code == "pair":
        return uids[row.pair_id]
    value = getattr(row, code)
    return value if value != "" else None


def _goal_fields(words: Words) -> tuple[SheetField, ...]:
    return (
        field_column(words, GOAL["wording"]),
        field_column(words, GOAL["due_on"]),
        field_column(words, GOAL["progress"], within=(GOAL["progress"].least, GOAL["progress"].most)),
    )


def _session_fields(words: Words) -> tuple[SheetField, ...]:
    choices = {
        "way": tuple((way, words(f"homecoming.way.{way}")) for way in MEETING_WAYS),
        "rating": _points(words, "rating"),
    }
    return tuple(
        field_column(
            words, one, _READ_AS.get(one.kind), choices=choices.get(code, ()), private=code == "rating",
            within=(one.least, one.most) if one.kind == "minutes" else None,
        )
        for code, one in SESSION.items()
    )  # fmt: skip


def _pulse_fields(words: Words) -> tuple[SheetField, ...]:
    choices = {
        "role": tuple((role, words(f"lists.role.{role}")) for role in ROLES),
        "feeling": _points(words, "feeling"),
    }
    return tuple(
        field_column(words, one, _READ_AS.get(one.kind), choices=choices.get(code, ()), private=True)
        for code, one in PULSE.items()
    )


def _points(words: Words, scale: str) -> tuple[tuple[int, str], ...]:
    return tuple((point, words(f"sessions.{scale}.{point}")) for point in _POINTS)
