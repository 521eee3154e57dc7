"""How a value stands in a cell of a workbook that goes out, and what a cell that comes home means."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as some
from functools import lru_cache
from math import isfinite
from typing import Any, Final, Literal

from nhipcau.common.errors import Problem
from nhipcau.common.vietnamese import clean, fold
from nhipcau.database.field_catalogue import TEXTS, FieldKind
from nhipcau.exchange.answers.free_time_slots import slots
from nhipcau.exchange.formats.cell_values import is_clean, moment_in, number_in, phone_in, text_of, ways_in
from nhipcau.exchange.formats.durations import minutes_in
from nhipcau.exchange.formats.reading_terms import DateOrder
from nhipcau.exchange.round_trip.sheets import offered
from nhipcau.exchange.round_trip.sheets.former_words import former_answers
from nhipcau.exchange.round_trip.sheets.named_things import NamedThings
from nhipcau.journey.models import GOAL
from nhipcau.mail.addresses import address_in
from nhipcau.participants.models import GRADED, PROFILE
from nhipcau.sessions.models import SESSION
from nhipcau.workbook import CellError, Plain
from nhipcau.workbook.writer.safe_text import held_text

CellKind = FieldKind | Literal["named", "scale", "option", "options"]
_SEPARATOR: Final = "; "
_SURELY_HELD: Final = 16_000
"""A cell holds twice as many letters: each may count as two."""
_TOLD_APART: Final = frozenset({str, bool, int, float, dt.date})
"""Of one of these alone, values that are alike show alike."""
_LABELLED: Final = frozenset({"ways", "slots", "options"})
_OF_A_SURVEY: Final = {"scale": offered.scale_point, "option": offered.option}
_YES: Final = frozenset({"co", "yes", "y", "x", "1", "true", "dung"})
_NO: Final = frozenset({"khong", "no", "n", "0", "false", "sai"})
_DAY_ZERO: Final = dt.date(1899, 12, 30)
_DAY_NUMBERS: Final = range(20_000, 80_000)
"""Dates that lost their format, of this lifetime; smaller numbers may be years."""
_USUAL_GRADE: Final = 3
_USUAL_NUMBERS: Final[Mapping[str, int]] = {
    code: one.default
    for code, one in (*PROFILE.items(), *GOAL.items(), *SESSION.items())
    if one.kind in ("number", "minutes")
}
"""What stands for a number that nobody has given."""
_MOST_OFFERED: Final = 8
"""A sentence names so many of the answers; all of them are in the drop-down of the cell."""


class Unclear(Exception):
    """A cell that cannot be taken as it is; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SheetField:
    """One column.

    `choices` are (value, label): what a drop-down offers, and all that is accepted; of a list, the labels of its
    items, in the order in which they are shown.
    `suggestions` are offered without being the only answers. What is not `editable` is shown and never read back.
    """

    code: str
    heading: str
    kind: CellKind = "text"
    editable: bool = True
    choices: tuple[tuple[Any, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    required: bool = False
    width: float = 18
    label: str = ""
    """The key of its heading, where it is headed in our words."""
    hint: str = ""
    """How to answer, where that is not plain."""
    things: NamedThings | None = None
    """What a cell of kind `named` can mean. What it names besides stays as text: it may come with the same workbook."""
    names_row: bool = False
    """Whether it says which thing a row is about: a row that says otherwise than was sent is another one."""
    within: tuple[float, float] | None = None
    """The least and the most a number may be; whole, where both are."""
    holds: tuple[str, ...] = ()
    """What it shows, each `table.column`: who may read these may be sent the column (see `database.audience`)."""
    private: bool = False
    """Whether it can be asked of one person alone, who is not shown what is held."""
    anew: bool = False
    """Whether it is blank when it goes out although something may be held: a blank that comes home changes nothing."""
    by_row: Mapping[str, "SheetField"] = some(default_factory=dict)
    """For a list of different things: how the cell of each row is read. The values of such a column are texts."""


@dataclass(frozen=True, slots=True)
class Showed:
    """What a cell showed when the workbook went out: its text, whatever value stood behind it."""

    text: str


def shown(field: SheetField, value: object) -> Plain:
    """Return what the cell holds for a value."""
    if value is None or value in ("", [], ()) or (isinstance(value, float) and not isfinite(value)):
        return None  # no cell holds what is no number
    if field.kind in _LABELLED:
        return _SEPARATOR.join(_labels(field, value))
    if field.choices or field.things is not None:
        return _label(field, value)
    if field.kind == "topics":
        return _SEPARATOR.join(_graded(GRADED[field.code].grade, item) for item in _items(value))
    if isinstance(value, list | tuple):
        return _SEPARATOR.join(filter(None, (_item(str(item)) for item in value)))
    if isinstance(value, bool | int | float | dt.date):
        return value
    if field.kind == "date" and (day := _written_day(str(value))) is not None:
        return day
    return str(value).replace("\t", " ")  # .ods loses tabs


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
    return False if field.kind == "yes_no" else _USUAL_NUMBERS.get(field.code)


def _written_day(text: str) -> dt.date | None:
    """Return the day an answer holds as text."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _label(field: SheetField, value: object) -> str:
    if field.things is not None:
        return field.things.label(str(value))
    return next((label for code, label in field.choices if code == value), str(value))


def _labels(field: SheetField, value: object) -> list[str]:
    held = [str(item) for item in value] if isinstance(value, list | tuple) else []
    known = [label for code, label in field.choices if code in held]
    return [*map(_item, known), *(_item(item) for item in held if item not in dict(field.choices))]


def _items(value: object) -> Sequence[Mapping[str, object]]:
    return value if isinstance(value, list | tuple) else ()


def _graded(grade: str, item: Mapping[str, object]) -> str:
    return f"{_item(str(item['topic']))} ({item[grade]})"


def _item(text: str) -> str:
    """Return one of several that share a cell: on one line, and without what stands between them."""
    return clean(text.replace(";", ",")).replace("\n", " ")


def shown_text(field: SheetField, value: object) -> str:
    """Return by what two values of a field are the same or not: what a reader of the cell sees."""
    cell = shown(field, value)
    return says(cell)


def shown_texts(field: SheetField, values: Sequence[object]) -> list[str]:
    """Return what a reader sees for each of many values of a field; every distinct one is worked out once.

    Lists cannot be looked up: one that many rows share is known again by what it is.
    """
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {list}:
        marks: Sequence[object] = list(map(id, values))
    else:
        marks = values if len(kinds) <= 1 and kinds <= _TOLD_APART else list(map(_mark, values))
    known = {mark: _text_for(field, value) for mark, value in dict(zip(marks, values, strict=True)).items()}
    return list(map(known.__getitem__, marks))


def _text_for(field: SheetField, value: object) -> str:
    if value is None or (not value and isinstance(value, str | list)):
        return ""
    if field.kind in TEXTS and not field.choices and isinstance(value, str):
        return says(value.replace("\t", " "))
    return shown_text(field, value)


def _mark(value: object) -> object:
    """Return by what a value is known again: `True == 1 == 1.0`, though they do not show alike."""
    if isinstance(value, list):
        return id(value)
    return (type(value), value) if isinstance(value, str | int | float | dt.date | None) else (repr(value),)


def nearly_shown(field: SheetField, values: Sequence[object]) -> Sequence[object]:
    """Return what `shown_texts` returns, but plain texts as they stand: one that is like what was shown shows so."""
    return values if field.kind in TEXTS and not field.choices else shown_texts(field, values)


_ALL_DIGITS_KEPT: Final = 10**14
"""From here on spreadsheets round a whole number too, and one that went out as 5e14 + 3 comes home whole or rounded."""


def says(cell: object) -> str:
    """Return a cell as text by which it is compared: numbers as far as every spreadsheet keeps them."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if len(cell) < _SURELY_HELD and is_clean(cell) else _normal(cell)
    if isinstance(cell, float) or (isinstance(cell, int) and abs(cell) >= _ALL_DIGITS_KEPT):
        cell = float(f"{cell:.14g}")
    return text_of(cell)


@lru_cache(maxsize=65536)
def _normal(text: str) -> str:
    # What a cell cannot hold was left out when it went, and is no change when it comes back.
    return clean(held_text(text))


def read(field: SheetField, cell: object, order: DateOrder = "dmy") -> object:
    """Return the value a cell means; raises Unclear. A blank is None. `order` is that of dates written as text."""
    if isinstance(cell, CellError):
        raise Unclear(Problem("homecoming.problem.error_cell", field.code, {"text": cell.value}))
    text = text_of(cell).strip()
    if not text:
        if field.required:
            raise Unclear(Problem("homecoming.problem.missing", field.code))
        return None
    if field.choices and field.kind not in _LABELLED:
        return _chosen(field, text)
    if field.kind == "date":
        return _date(field, cell, text, order)
    return _READERS[field.kind](field, cell, text)


def _chosen(field: SheetField, text: str) -> object:
    if field.kind in _OF_A_SURVEY:
        found = _OF_A_SURVEY[field.kind](text, [(code, _item(label)) for code, label in field.choices])
        if found is None:
            raise _not_offered(field, text)
        return found
    exact = {_normal(label): code for code, label in reversed(field.choices)}
    if text in exact:
        return exact[text]
    wanted = fold(text)
    for code, label in field.choices:
        if wanted in (fold(_normal(label)), fold(str(code)), *map(fold, former_answers(label))):
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
    graded = GRADED[field.code]
    found = []
    for piece in text.replace("\n", ";").split(";"):
        name, _, rest = piece.rpartition("(")
        given = rest.rstrip().removesuffix(")").strip()
        if name.strip() and given.isdigit():
            grade = int(given)
        else:
            name, grade = piece, _USUAL_GRADE
        if clean(name):
            found.append({"topic": clean(name), graded.grade: min(max(grade, 1), graded.most)})
    return found


def _ways(field: SheetField, cell: object, text: str) -> object:
    found = list(ways_in(text))
    if not found:
        raise _unclear(field, text)
    return found


def _slots(field: SheetField, cell: object, text: str) -> object:
    labels = {fold(_item(label)): code for code, label in field.choices}
    labels |= {_item(label): code for code, label in reversed(field.choices)}
    pieces = [part for piece in text.replace("\n", ";").split(";") if (part := clean(piece))]
    return list(dict.fromkeys(slot for piece in pieces for slot in _slot(piece, labels)))


def _slot(piece: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    code = labels.get(piece, labels.get(fold(piece)))
    return (code,) if code is not None else slots(piece)


def _options(field: SheetField, cell: object, text: str) -> object:
    found = offered.options(text, [(int(code), _item(label)) for code, label in field.choices])
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
