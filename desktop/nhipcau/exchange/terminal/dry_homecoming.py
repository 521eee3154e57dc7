"""Whom a workbook that comes home would change, without changing anybody."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlmodel import Session

from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION
from nhipcau.exchange.preview.import_plan import State
from nhipcau.exchange.preview.row_accounting import Tally, sum_of
from nhipcau.exchange.round_trip.merge.three_way_merge import RowMerge
from nhipcau.exchange.round_trip.merge.workbook_merge import KindMerge, compare
from nhipcau.exchange.terminal.dry_report import ColumnRead, PersonRead, SheetRead
from nhipcau.pairing.explanation.salutation import short_name
from nhipcau.participants.sheet import BY_CODE
from nhipcau.participants.sheets.people_writing import QUESTION as ASKED
from nhipcau.sheets.columns import Showed
from nhipcau.workbook import Source

_STATES: Final = {
    "unchanged": "same",
    "changed": "changed",
    "added": "new",
    "removed": "asked",
    "gone": "asked",
}


_SUMMED: Final[Mapping[str, State]] = {
    "same": "same",
    "changed": "changed",
    "new": "new",
    "asked": "needs_you",
}


def home_sheets(db: Session, programme_id: int, source: Source) -> tuple[SheetRead, ...]:
    """Return the sheets of a workbook of ours; of that of the participants also whom it names."""
    return tuple(_sheet(one) for one in compare(db, programme_id, source).kinds)


def _sheet(one: KindMerge) -> SheetRead:
    is_people = one.kind.declared.says_who
    people = tuple(_person(one, row) for row in one.merged.rows) if is_people else ()
    why = "names_moved" if one.moved else "" if is_people else "no_people"
    columns = tuple(ColumnRead(field.heading, _meaning(field.code), sure=True) for field in one.kind.fields)
    rows = len(one.returned.rows)
    came = [row for row in one.merged.rows if row.state != "removed"]
    total = sum_of((_SUMMED[_state(row)], Tally(1, 1)) for row in came)
    missing = len(one.merged.rows) - len(came)
    return SheetRead(one.returned.sheet, not why, why, (), (1,), columns, people, rows, (), total, missing)


def _state(row: RowMerge) -> str:
    return "asked" if row.conflicts else _STATES[row.state]


def _meaning(code: str) -> str:
    return QUESTION if code.startswith(ASKED) else code if code in BY_CODE else IGNORE


def _person(one: KindMerge, row: RowMerge) -> PersonRead:
    values = {**one.kind.rows.get(row.key, {}), **_plain(one.returned.rows.get(row.key, {}), row)}
    state = _state(row)
    name, role = str(values.get("full_name") or ""), _role(values)
    notes = [f"{_property(cell.field)}.both_changed" for cell in row.conflicts]
    notes += ["row.missing"] if row.state == "removed" else []
    capacity = values.get("capacity", 1)
    return PersonRead(
        one.returned.places.get(row.key, 0), name, short_name(name, _text(values, "preferred_name")),
        _text(values, "email"), _text(values, "phone"), role, state,
        int(capacity) if role != "mentee" and isinstance(capacity, int | float) else None,
        _topics(values.get("goals")), _topics(values.get("strengths")), _list(values.get("interests")),
        _list(values.get("wishes")), _text(values, "department"), _list(values.get("availability")), None, tuple(notes),
    )  # fmt: skip


def _plain(returned: Mapping[str, object], row: RowMerge) -> dict[str, object]:
    """Return what will hold of the cells that came back: of a new row all, of others what changes."""
    if row.state == "added":
        return {name: value for name, value in returned.items() if not isinstance(value, Showed)}
    return {cell.field: cell.result for cell in row.cells if cell.changes}


def _role(values: Mapping[str, object]) -> str:
    mentor, mentee = bool(values.get("is_mentor")), bool(values.get("is_mentee"))
    return "both" if mentor and mentee else "mentor" if mentor else "mentee" if mentee else "unknown"


def _property(code: str) -> str:
    return "name" if code == "full_name" else "places" if code in ("capacity", "least") else code


def _text(values: Mapping[str, object], code: str) -> str:
    return str(values.get(code) or "")


def _list(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _topics(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - topics with their grades
    topics: Iterable[Mapping[str, object]] = value or ()
    return tuple(str(topic["topic"]) for topic in topics)
