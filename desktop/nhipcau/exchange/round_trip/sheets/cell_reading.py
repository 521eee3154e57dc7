"""What a cell of a workbook that comes home means."""

import datetime as dt
from collections.abc import Mapping
from math import isfinite
from typing import Final

from nhipcau.common.cell_text import text_of
from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import clean, fold
from nhipcau.exchange.answers.free_time_slots import slots
from nhipcau.exchange.formats.cell_values import moment_in, number_in, phone_in, ways_in
from nhipcau.exchange.formats.durations import minutes_in
from nhipcau.exchange.formats.reading_terms import DateOrder
from nhipcau.exchange.round_trip.sheets import offered_answers as offered
from nhipcau.mail.addresses import address_in
from nhipcau.sheets.columns import SheetField, Unclear
from nhipcau.sheets.former_words import former_answers
from nhipcau.sheets.shown_cells import LABELLED, held_clean, one_line, shown, shown_text
from nhipcau.workbook import CellError, Plain

_OF_A_SURVEY: Final = {"scale": offered.scale_point, "option": offered.option}
_YES: Final = frozenset({"co", "yes", "y", "x", "1", "true", "dung"})
_NO: Final = frozenset({"khong", "no", "n", "0", "false", "sai"})
_DAY_ZERO: Final = dt.date(1899, 12, 30)
_DAY_NUMBERS: Final = range(20_000, 80_000)
"""Dates that lost their format, of this lifetime; smaller numbers may be years."""
_USUAL_GRADE: Final = 3
_MOST_OFFERED: Final = 8
"""A sentence names so many of the answers; all of them are in the drop-down of the cell."""


def shown_in_row(field: SheetField, key: str, value: object) -> Plain:
    """Return what the cell of one row holds for a value."""
    own = field.by_row.get(key)
    if own is None or not isinstance(value, str):
        return shown(field, value)
    try:
        return shown(own, read(own, value))
    except Unclear:
        return value


def read_in_row(field: SheetField, key: str, cell: object, order: DateOrder = "dmy") -> object:
    """Return the value that the cell of one row means; raises Unclear."""
    own = field.by_row.get(key)
    if own is None:
        return read(field, cell, order)
    found = read(own, cell, order)
    return None if found is None else shown_text(own, found)


def emptied(field: SheetField) -> object:
    """Return what a cell means from which somebody has taken the answer out: the usual number, no, or nothing."""
    return False if field.kind == "yes_no" else field.usual


def read(field: SheetField, cell: object, order: DateOrder = "dmy") -> object:
    """Return the value a cell means; raises Unclear. A blank is None. `order` is that of dates written as text."""
    if isinstance(cell, CellError):
        raise Unclear(Problem("homecoming.problem.error_cell", field.code, {"text": cell.value}))
    text = text_of(cell).strip()
    if not text:
        if field.required:
            raise Unclear(Problem("homecoming.problem.missing", field.code))
        return None
    if field.choices and field.kind not in LABELLED:
        return _chosen(field, text)
    if field.kind == "date":
        return _date(field, cell, text, order)
    return _READERS[field.kind](field, cell, text)


def _chosen(field: SheetField, text: str) -> object:
    if field.kind in _OF_A_SURVEY:
        found = _OF_A_SURVEY[field.kind](text, [(code, one_line(label)) for code, label in field.choices])
        if found is None:
            raise _not_offered(field, text)
        return found
    exact = {held_clean(label): code for code, label in reversed(field.choices)}
    if text in exact:
        return exact[text]
    wanted = fold(text)
    for code, label in field.choices:
        if wanted in (fold(held_clean(label)), fold(str(code)), *map(fold, former_answers(label))):
            return code
    if field.kind == "yes_no" and wanted in _YES | _NO:
        return wanted in _YES
    raise _not_offered(field, text)


def _not_offered(field: SheetField, text: str) -> Unclear:
    choices = ", ".join(label for _, label in field.choices[:_MOST_OFFERED])
    if len(field.choices) > _MOST_OFFERED:
        choices += ", …"
    return Unclear(Problem("homecoming.problem.not_offered", field.code, {"text": text, "choices": choices}))


def _unclear(field: SheetField, text: str) -> Unclear:
    return Unclear(Problem(f"homecoming.problem.{field.kind}", field.code, {"text": text}))


def _number(field: SheetField, cell: object, text: str) -> object:
    found = _plain_number(cell if isinstance(cell, int | float) else text)
    if found is None:
        found = number_in(text)
    if found is None:
        raise _unclear(field, text)
    whole = found.is_integer() and abs(found) < 1e15
    if field.within is not None:
        _check_within(field, field.within, found, text)
    return int(found) if whole else found


def _minutes(field: SheetField, cell: object, text: str) -> object:
    found = minutes_in(cell if isinstance(cell, dt.time) else text)
    if found is None:
        raise _unclear(field, text)
    if field.within is not None:
        _check_within(field, field.within, float(found), text)
    return found


def _check_within(field: SheetField, within: tuple[float, float], found: float, text: str) -> None:
    least, most = within
    only_whole = isinstance(least, int) and isinstance(most, int)
    if least <= found <= most and (found.is_integer() or not only_whole):
        return
    values = {"text": text, "least": f"{least:g}", "most": f"{most:g}"}
    code = "whole_number" if only_whole else "out_of_range"
    raise Unclear(Problem(f"homecoming.problem.{code}", field.code, values))


def _plain_number(said: str | float) -> float | None:
    try:
        found = float(said)
    except ValueError:
        return None
    return found if isfinite(found) else None


def _year(field: SheetField, cell: object, text: str) -> object:
    moment = cell if isinstance(cell, dt.date) else moment_in(cell, "dmy")
    year = moment.year if moment is not None else number_in(text)
    if year is None or not 1900 <= year <= 2100 or year != int(year):
        raise _unclear(field, text)
    return int(year)


def _date(field: SheetField, cell: object, text: str, order: DateOrder) -> object:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, int | float) and cell in _DAY_NUMBERS:
        return _DAY_ZERO + dt.timedelta(days=cell)
    moment = moment_in(cell, order)
    if moment is None:
        raise _unclear(field, text)
    return moment.date()


def _email(field: SheetField, cell: object, text: str) -> object:
    found = address_in(text)
    if found is None:
        raise _unclear(field, text)
    return text if text.lower() == found else found


def _phone(field: SheetField, cell: object, text: str) -> object:
    return phone_in(text) or text


def _list(field: SheetField, cell: object, text: str) -> object:
    return [part for piece in text.replace("\n", ";").split(";") if (part := clean(piece))]


def _topics(field: SheetField, cell: object, text: str) -> object:
    found = []
    for piece in text.replace("\n", ";").split(";"):
        name, _, rest = piece.rpartition("(")
        given = rest.rstrip().removesuffix(")").strip()
        if name.strip() and given.isdigit():
            grade = int(given)
        else:
            name, grade = piece, _USUAL_GRADE
        if clean(name):
            found.append({"topic": clean(name), field.grade: min(max(grade, 1), field.most_grade)})
    return found


def _ways(field: SheetField, cell: object, text: str) -> object:
    found = list(ways_in(text))
    if not found:
        raise _unclear(field, text)
    return found


def _slots(field: SheetField, cell: object, text: str) -> object:
    labels = {fold(one_line(label)): code for code, label in field.choices}
    labels |= {one_line(label): code for code, label in reversed(field.choices)}
    pieces = [part for piece in text.replace("\n", ";").split(";") if (part := clean(piece))]
    return list(dict.fromkeys(slot for piece in pieces for slot in _slot(piece, labels)))


def _slot(piece: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    code = labels.get(piece, labels.get(fold(piece)))
    return (code,) if code is not None else slots(piece)


def _options(field: SheetField, cell: object, text: str) -> object:
    found = offered.options(text, [(int(code), one_line(label)) for code, label in field.choices])
    if found is None:
        raise _not_offered(field, text)
    return found


def _named(field: SheetField, cell: object, text: str) -> object:
    found = field.things.find(text) if field.things is not None else None
    return clean(text) if found is None else found


def _text(field: SheetField, cell: object, text: str) -> object:
    return clean(text)


def _long_text(field: SheetField, cell: object, text: str) -> object:
    return text


_READERS: Final = {
    "text": _text,
    "long_text": _long_text,
    "email": _email,
    "phone": _phone,
    "number": _number,
    "minutes": _minutes,
    "year": _year,
    "list": _list,
    "ranked": _list,
    "topics": _topics,
    "ways": _ways,
    "slots": _slots,
    "named": _named,
    "options": _options,
}
