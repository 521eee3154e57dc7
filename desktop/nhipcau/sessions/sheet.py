"""The sheets of the sessions that pairs held, and of how each of the two feels."""

from collections.abc import Iterator, Mapping
from typing import Final

from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import FieldKind
from nhipcau.pairing.sheets.pair_records import IN_WORKBOOKS_OF_PAIRS, records_sheet, records_writer
from nhipcau.participants.models import MEETING_WAYS
from nhipcau.sessions.models import PULSE, ROLES, SESSION, MentoringSession, PulseAnswer
from nhipcau.sessions.service import (
    amend_pulse,
    amend_session,
    log_session,
    move_pulse,
    move_session,
    record_pulse,
    remove_pulse,
    remove_session,
)
from nhipcau.sheets.columns import CellKind, bounds_of, field_column
from nhipcau.sheets.declaration import SheetDeclaration, SheetKind, SheetRequest

_POINTS: Final = (1, 2, 3, 4, 5)
_READ_AS: Final[Mapping[FieldKind, CellKind]] = {"choice": "text", "points": "text"}


def _points(words: Words, scale: str) -> tuple[tuple[int, str], ...]:
    return tuple((point, words(f"sessions.{scale}.{point}")) for point in _POINTS)


def _sessions(asked: SheetRequest) -> Iterator[SheetKind]:
    words = asked.words
    choices = {
        "way": tuple((way, words(f"homecoming.way.{way}")) for way in MEETING_WAYS),
        "rating": _points(words, "rating"),
    }
    fields = (
        field_column(
            words, one, _READ_AS.get(one.kind), choices=choices.get(code, ()), private=code == "rating",
            within=bounds_of(one),
        )
        for code, one in SESSION.items()
    )  # fmt: skip
    yield records_sheet(SESSIONS, asked, MentoringSession, fields)


SESSIONS: Final = SheetDeclaration(
    "sessions",
    _sessions,
    records_writer(MentoringSession, log_session, amend_session, remove_session, move_session),
    workbooks=IN_WORKBOOKS_OF_PAIRS,
    told_by=(("pair", "held_on", "topic"), ("pair", "held_on")),
    one_thing=("pair", "held_on"),
    needs=frozenset({"held_on"}),
    grows=True,
    rows_to_fill=22,
)
"""A session every two weeks for most of a year; and it prints on one page."""


def _pulses(asked: SheetRequest) -> Iterator[SheetKind]:
    words, scope = asked.words, asked.scope
    choices = {
        "role": tuple((role, words(f"lists.role.{role}")) for role in ROLES),
        "feeling": _points(words, "feeling"),
    }
    fields = (
        field_column(words, one, _READ_AS.get(one.kind), choices=choices.get(code, ()), private=True)
        for code, one in PULSE.items()
    )
    implied = {"role": scope.role} if scope.role else {}
    # How somebody feels is between them and the coordinator: a workbook asks anew, and shows nobody's answers.
    yield records_sheet(PULSES, asked, PulseAnswer, fields, implied, confided=scope.pairs is not None)


PULSES: Final = SheetDeclaration(
    "pulses",
    _pulses,
    records_writer(PulseAnswer, record_pulse, amend_pulse, remove_pulse, move_pulse),
    workbooks=IN_WORKBOOKS_OF_PAIRS | {"feelings"},
    told_by=(("pair", "role", "answered_on"), ("pair", "role")),
    told_when_sent=frozenset({("pair", "role")}),
    one_thing=("pair", "role", "answered_on"),
    needs=frozenset({"feeling"}),
    grows=True,
    rows_to_fill=12,
)
SHEETS: Final = (SESSIONS, PULSES)
