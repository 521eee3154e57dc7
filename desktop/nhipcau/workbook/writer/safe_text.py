"""Values made fit for a spreadsheet's cell, so that nothing in them is run, lost or taken for something else."""

import datetime as dt
import math
import re
from collections.abc import Iterable

from nhipcau.workbook.cells import Plain

_LONGEST = 32_767
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "'", "＝", "＋", "－", "＠")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]")
_FIRST_SAFE_DATE = dt.date(1900, 3, 1)  # before it, spreadsheets count days wrongly


def cell_text(text: str) -> str:
    """Return text as it is put into a cell: what one can hold, `_x0041_` meaning itself."""
    return _LOOKS_ESCAPED.sub("_x005F_", held_text(text))


def held_text(text: str) -> str:
    """Return text as a cell can hold it: no control characters, plain line breaks, at most 32,767 long."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    units = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    return text if units <= _LONGEST else _cut(text)


def _cut(text: str) -> str:
    """Return as much as fits: spreadsheets count an emoji as two letters."""
    whole = text.encode("utf-16-le")[: (_LONGEST - 1) * 2]
    return whole.decode("utf-16-le", "ignore") + "…"


def must_be_quoted(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula if it were typed again."""
    return text.startswith(_RUN_BY_SPREADSHEETS)


def cell_value(value: Plain, *, as_text: bool = False) -> str | int | float | bool | dt.date | dt.time | None:
    """Return what to put into the cell: text for what a spreadsheet would lose or change."""
    if value is None or isinstance(value, str):
        return cell_text(value) if value and not value.isspace() else None
    if isinstance(value, bool | dt.time):
        return value.replace(tzinfo=None) if isinstance(value, dt.time) else value
    if isinstance(value, dt.datetime | dt.date):
        return _moment(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return str(value) if as_text or abs(value) >= 1e15 else value


def _moment(value: dt.date) -> dt.date | str:
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        value = value.astimezone().replace(tzinfo=None)
    day = value.date() if isinstance(value, dt.datetime) else value
    return value if day >= _FIRST_SAFE_DATE else day.strftime("%d/%m/") + f"{day.year:04}"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return names a workbook accepts: at most 31 characters, no reserved signs, no two alike."""
    taken: set[str] = set()
    names = []
    for number, want in enumerate(wanted, start=1):
        base = _NOT_IN_SHEET_NAMES.sub(" ", want)
        base = " ".join(base.split()).strip("'")[:31].strip() or str(number)
        if base.casefold() == "history":  # a name Excel keeps for itself
            base += " " + str(number)
        name, turn = base, 1
        while name.casefold() in taken:
            turn += 1
            name = base[: 31 - len(f" ({turn})")] + f" ({turn})"
        taken.add(name.casefold())
        names.append(name)
    return names
