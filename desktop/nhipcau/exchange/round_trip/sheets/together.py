"""What pairs do together: their goals, the sessions they held, how they feel about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.sheets.cells import CellKind, SheetField
from nhipcau.exchange.round_trip.sheets.scope import Scope
from nhipcau.exchange.round_trip.sheets.sheet_kind import GOALS, PULSES, SESSIONS, SheetKind, column
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import Pair
from nhipcau.pairing.pair_names import pair_names
from nhipcau.participants.models import MEETING_WAYS
from nhipcau.sessions.models import MentoringSession, PulseAnswer

_POINTS = (1, 2, 3, 4, 5)


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
    held = partial(_held, words, "pair_goal")
    return (
        held("wording", "long_text"),
        held("due_on", "date", width=14.0),
        held("progress", "number", within=(0, 100), width=14.0),
    )


def _session_fields(words: Words) -> tuple[SheetField, ...]:
    ways = tuple((way, words(f"homecoming.way.{way}")) for way in MEETING_WAYS)
    held = partial(_held, words, "mentoring_session")
    return (
        held("held_on", "date", width=14.0),
        held("minutes", "minutes", within=(5, 600), width=11.0),
        held("way", choices=ways),
        held("topic", "long_text"),
        held("rating", choices=_points(words), private=True),
        held("next_step", "long_text"),
    )


def _pulse_fields(words: Words) -> tuple[SheetField, ...]:
    roles = tuple((role, words(f"lists.role.{role}")) for role in ("mentor", "mentee"))
    asked = partial(_held, words, "pulse_answer", private=True)
    return (
        asked("role", choices=roles),
        asked("answered_on", "date", width=15.0),
        asked("feeling", choices=_points(words), width=30.0),
        asked("comment", "long_text"),
    )


def _held(words: Words, table: str, code: str, kind: CellKind = "text", **more: Any) -> SheetField:  # noqa: ANN401
    """Return the column of what a table holds under its name."""
    return column(words, code, kind, holds=(f"{table}.{code}",), **more)


def _points(words: Words) -> tuple[tuple[int, str], ...]:
    return tuple((point, words(f"homecoming.point.{point}")) for point in _POINTS)
