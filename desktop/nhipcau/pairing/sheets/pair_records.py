"""What sheets of the records of pairs share: every row is a pair's, and they are all written alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.pair_names import pair_names
from nhipcau.sheets.columns import SheetField, column
from nhipcau.sheets.declaration import (
    RowToWrite,
    SheetDeclaration,
    SheetKind,
    SheetRequest,
    Write,
    one_by_one,
)
from nhipcau.sheets.scope import Workbook

IN_WORKBOOKS_OF_PAIRS: Final[frozenset[Workbook]] = frozenset({"programme", "pairs"})
PAIR: Final = "pair"
"""The column that says whose a row is."""
_WIDEST_NAMES: Final = 80.0
"""Two of the longest names; a wider column would push the others out of sight."""


def names_of_pairs(asked: SheetRequest) -> Mapping[str, str]:
    """Return what all pairs of the programme are called, by their public ids."""
    return pair_names(asked.db, asked.programme_id)


@dataclass(frozen=True, slots=True)
class _ChosenPairs:
    names: Mapping[str, str]
    uids: Mapping[Any, str]
    which: tuple[SheetField, ...]
    """The column that says which pair, where there are several."""
    implied: Mapping[str, object]


def _chosen_pairs(asked: SheetRequest) -> _ChosenPairs:
    scope = asked.scope
    chosen = {uid: name for uid, name in asked.once(names_of_pairs).items() if scope.holds(uid)}
    every = asked.db.exec(select(Pair.id, Pair.uid).where(Pair.programme_id == asked.programme_id)).all()
    uids = {pair_id: uid for pair_id, uid in every if uid in chosen}
    implied = {PAIR: scope.only} if scope.only else {}
    # As wide as the names, whose ends tell pairs of one mentor apart; the drop-down shows no more than the column.
    wide = min(_WIDEST_NAMES, max((len(name) + 3.0 for name in chosen.values()), default=0.0))
    pair = column(
        asked.words,
        PAIR,
        required=True,
        choices=tuple(chosen.items()),
        width=max(34.0, wide),
        holds=("person.full_name",),
    )  # fmt: skip
    return _ChosenPairs(chosen, uids, () if implied else (pair,), implied)


def records_sheet(
    declared: SheetDeclaration,
    asked: SheetRequest,
    model: Any,  # noqa: ANN401 - a table whose rows are pairs'
    fields: Iterable[SheetField],
    implied: Mapping[str, object] | None = None,
    *,
    confided: bool = False,
) -> SheetKind:
    """Return the records of the pairs that the workbook is about; of them those that have what is `implied`."""
    pairs, further = asked.once(_chosen_pairs), implied or {}
    columns = tuple(one for one in (*pairs.which, *fields) if one.code not in further)
    wanted = select(model).where(col(model.pair_id).in_(pairs.uids)).order_by(col(model.id))
    stored = [
        row
        for row in asked.db.exec(wanted).all()
        if all(getattr(row, name) == value for name, value in further.items())
    ]
    rows = {row.uid: {one.code: _value(row, one.code, pairs.uids) for one in columns} for row in stored}
    names = {**pairs.names, **{row.uid: pairs.names[pairs.uids[row.pair_id]] for row in stored}}
    return SheetKind(declared, columns, rows, names, implied={**pairs.implied, **further}, confided=confided)


def _value(row: Any, code: str, uids: Mapping[Any, str]) -> object:  # noqa: ANN401 - of some table of pairs' records
    if code == PAIR:
        return uids[row.pair_id]
    value = getattr(row, code)
    return value if value != "" else None


def records_writer(
    model: Any,  # noqa: ANN401 - a table whose rows are pairs'
    add: Callable[[Session, int, Mapping[str, object]], int],
    amend: Callable[[Session, int, Mapping[str, object]], None],
    remove: Callable[[Session, int], None],
    move: Callable[[Session, int, int], None],
) -> Write:
    """Return what writes records of pairs: added, changed, removed or given to another pair by their service.

    Blank cells of a new row are left to what is usual.
    """

    def write(db: Session, _programme_id: int, row: RowToWrite) -> None:
        values = {**row.kind.implied, **row.whole()}
        said = {name: value for name, value in values.items() if name != PAIR}
        if row.is_new:
            given = {name: value for name, value in said.items() if value not in (None, "")}
            add(db, _pair_id(db, values.get(PAIR)), given)
            return
        row_id = _row_id(db, model, row)
        if row_id is None:
            raise Rejected(Problem("homecoming.problem.row_gone"))
        if row.state == "removed":
            remove(db, row_id)
            return
        if said:
            amend(db, row_id, said)
        if PAIR in row.values:
            move(db, row_id, _pair_id(db, row.values[PAIR]))

    return one_by_one(write)


def _row_id(db: Session, model: Any, row: RowToWrite) -> int | None:  # noqa: ANN401 - see `records_writer`
    """Return which row it is; one that a file before has brought is told by what both say alike."""
    if row.was_sent:
        return db.exec(select(model.id).where(model.uid == row.key)).first()
    said = {**row.kind.implied, **row.returned}
    _, *marks = row.kind.declared.one_thing
    alike = [getattr(model, mark) == said.get(mark) for mark in marks]
    wanted = select(model.id).where(model.pair_id == _pair_id(db, said.get(PAIR)), *alike)
    return db.exec(wanted.order_by(model.id.desc())).first()


def _pair_id(db: Session, uid: object) -> int:
    found = db.exec(select(Pair.id).where(Pair.uid == uid)).first()
    if found is None:
        raise Rejected(Problem("homecoming.problem.pair_missing", PAIR))
    return found
