"""Cells of a spreadsheet as JSON and back: what JSON cannot say stands with its kind."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from nhipcau.workbook import CellError

_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "error": CellError,
}


def as_json(cell: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    """Return a cell as JSON says it."""
    if isinstance(cell, CellError):
        return {"kind": "error", "value": cell.value}
    if isinstance(cell, dt.date | dt.time):
        return {"kind": type(cell).__name__, "value": cell.isoformat()}
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    return cell


def from_json(value: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    """Return the cell; None for what cannot be read any more."""
    if not isinstance(value, Mapping):
        return None if isinstance(value, list) else value
    try:
        return _READERS[str(value["kind"])](str(value["value"]))
    except (KeyError, ValueError):
        return None
