"""Writing what a workbook that came home says of pairs, and of what they do together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.exchange.round_trip.carrying_out.row_writing import RowToWrite
from nhipcau.exchange.round_trip.merge.twins import SAME
from nhipcau.exchange.round_trip.returned.returning import NEW
from nhipcau.exchange.round_trip.sheets.sheet_kind import GOALS, PULSES, SESSIONS
from nhipcau.journey.models import PairGoal
from nhipcau.journey.service import add_goal, amend_goal, move_goal, remove_goal
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.service import note_pair, record_fit_answer
from nhipcau.sessions.models import MentoringSession, PulseAnswer
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


@dataclass(frozen=True, slots=True)
class _Writers:
    """How rows of one table are added, changed, removed and given to another pair."""

    model: Any
    add: Callable[[Session, int, Mapping[str, object]], int]
    amend: Callable[[Session, int, Mapping[str, object]], None]
    remove: Callable[[Session, int], None]
    move: Callable[[Session, int, int], None]


_TOGETHER: Final[Mapping[str, _Writers]] = {
    GOALS: _Writers(PairGoal, add_goal, amend_goal, remove_goal, move_goal),
    SESSIONS: _Writers(MentoringSession, log_session, amend_session, remove_session, move_session),
    PULSES: _Writers(PulseAnswer, record_pulse, amend_pulse, remove_pulse, move_pulse),
}


def write_pair(db: Session, row: RowToWrite) -> None:
    pair = db.exec(select(Pair).where(Pair.uid == row.key)).one()
    assert pair.id is not None
    answer = row.values.get("fit_answer")
    if answer is not None:
        record_fit_answer(db, pair.id, answer)  # type: ignore[arg-type]  # one of the choices of its field
    if "pair_note" in row.values:
        note_pair(db, pair.id, str(row.values["pair_note"]))


def write_together(db: Session, row: RowToWrite) -> None:
    """Write a goal, a session or a feeling. Blank cells of a new row are left to what is usual."""
    writers = _TOGETHER[row.one.kind.code]
    values = {**row.one.kind.implied, **row.whole()}
    said = {name: value for name, value in values.items() if name != "pair"}
    if row.is_new:
        writers.add(
            db,
            _pair_id(db, values.get("pair")),
            {name: value for name, value in said.items() if value not in (None, "")},
        )
        return
    row_id = _row_id(db, writers.model, row)
    if row_id is None:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    if row.state == "removed":
        writers.remove(db, row_id)
        return
    if said:
        writers.amend(db, row_id, said)
    if "pair" in row.values:
        writers.move(db, row_id, _pair_id(db, row.values["pair"]))


def _row_id(db: Session, model: Any, row: RowToWrite) -> int | None:  # noqa: ANN401 - one of three tables alike
    """Return which row it is; one that a file before has brought is told by what both say alike."""
    if not row.key.startswith(NEW):
        return db.exec(select(model.id).where(model.uid == row.key)).first()
    said = {**row.one.kind.implied, **row.one.returned.rows[row.key]}
    _, *marks = SAME[row.one.kind.code]
    alike = [getattr(model, mark) == said.get(mark) for mark in marks]
    wanted = select(model.id).where(model.pair_id == _pair_id(db, said.get("pair")), *alike)
    return db.exec(wanted.order_by(model.id.desc())).first()


def _pair_id(db: Session, uid: object) -> int:
    found = db.exec(select(Pair.id).where(Pair.uid == uid)).first()
    if found is None:
        raise Rejected(Problem("homecoming.problem.pair_missing", "pair"))
    return found
