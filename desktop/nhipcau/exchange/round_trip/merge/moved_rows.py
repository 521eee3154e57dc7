"""Names or addresses that came home in the rows of others: somebody sorted one column and not the rest."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.exchange.round_trip.merge.three_way_merge import RowMerge, Value
from nhipcau.exchange.round_trip.returned.row_matching import ReturnedSheet
from nhipcau.sheets.columns import Showed
from nhipcau.sheets.declaration import SheetKind
from nhipcau.sheets.shown_cells import shown_text

_WHO: Final = ("full_name", "email", "phone", "employee_code")
_FEWEST: Final = 2
"""So many rows with what was another's are no mending: two that change places are one slip already."""


def moved_columns(
    kind: SheetKind, returned: ReturnedSheet, showed: Mapping[str, Mapping[str, str]]
) -> tuple[str, ...]:
    """Return the columns by which people are known that hold, in several rows, what went out in the row of another."""
    if not kind.declared.says_who:
        return ()
    touched = [key for key in returned.rows if key not in returned.untouched and key in showed]
    if len(touched) < _FEWEST:
        return ()
    return tuple(code for code in _WHO if _is_moved(code, touched, kind, returned, showed))


def _is_moved(
    code: str,
    touched: Iterable[str],
    kind: SheetKind,
    returned: ReturnedSheet,
    showed: Mapping[str, Mapping[str, str]],
) -> bool:
    came: dict[str, str] = {}
    for key in touched:
        text = _text(code, returned.rows[key].get(code), kind)
        if text and text != fold(showed[key].get(code, "")):
            came[key] = text
    if len(came) < _FEWEST:
        return False
    went = {fold(cells.get(code, "")) for cells in showed.values()}
    return sum(text in went for text in came.values()) >= _FEWEST


def _text(code: str, value: Value, kind: SheetKind) -> str:
    if value is None:
        return ""
    return fold(value.text if isinstance(value, Showed) else shown_text(kind.field(code), value))


def held_back(rows: Iterable[RowMerge], keys: Collection[str]) -> tuple[RowMerge, ...]:
    """Return rows, nothing of those of `keys` taken until it is decided: nobody knows whom they speak of."""
    return tuple(
        replace(
            row,
            choice="ours",
            cells=tuple(
                replace(cell, state="conflict", choice="ours") if cell.changes else cell for cell in row.cells
            ),
        )
        if row.key in keys and row.state in ("changed", "added", "gone")
        else row
        for row in rows
    )
