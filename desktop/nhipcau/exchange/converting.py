"""One answer to one value, as its column is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from nhipcau.common.vietnamese import without_unseen
from nhipcau.exchange.forms import QUESTION, ColumnReading
from nhipcau.exchange.kinds import split
from nhipcau.exchange.proposing import USUAL
from nhipcau.exchange.slots import slots
from nhipcau.exchange.values import (
    moment_in,
    number_in,
    phone_in,
    role_in,
    ways_in,
    year_in,
    yes_no,
)
from nhipcau.mail.addresses import address_in, addresses_beside
from nhipcau.participants.sheet import BY_CODE
from nhipcau.workbook import CellError

_GRADE: Final = re.compile(r"(?:[:–-]\s*(?P<a>[1-5])|\(\s*(?P<b>[1-5])\s*(?:/\s*[45])?\))$")
"""What stands behind a topic that was graded."""
_LIMITS: Final[Mapping[str, int]] = {
    "full_name": 200, "preferred_name": 100, "salutation": 60, "employee_code": 60, "department": 200,
    "title": 200, "level": 120, "gender": 60, "place": 200, "time_zone": 60, "learning_style": 500,
    "assistant_name": 200,
}  # fmt: skip
_BOUNDS: Final[Mapping[str, tuple[int, int]]] = {"mentors_wanted": (1, 3)}
_SHOWN: Final = 120
"""So much of a cell is read out."""
LONGEST: Final = 20_000
"""The longest text kept: nobody types more into a form, a hostile file may."""


_TELLING_WHO: Final = frozenset(
    {"full_name", "first_name", "middle_name", "last_name", "preferred_name", "salutation", "email", "phone",
     "employee_code", "manager", "assistant_name", "assistant_email"}
)  # fmt: skip
"""Fields that people are known by: of what was copied into them only what is seen counts."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer that is no value of its column."""

    code: str
    shown: str
    blocking: bool = False


def converted(column: ColumnReading, cell: Any, text: str) -> Any:  # noqa: ANN401 - a cell in, a value out
    """Return the value, None for a blank, or Unread."""
    if isinstance(cell, CellError):
        return Unread("exchange.problem.cell_error", cell.value)
    if column.meaning in _TELLING_WHO:
        text = without_unseen(text).strip()
    if not text:
        return None
    if len(text) > _LIMITS.get(column.meaning, LONGEST):
        return Unread("exchange.problem.too_long", text[:40])
    if column.meaning == QUESTION:
        return _answer(column, cell, column.value_map.get(text, text))
    return _FIELD[BY_CODE[column.meaning].kind](column, cell, text)


def _answer(column: ColumnReading, cell: Any, text: str) -> Any:  # noqa: ANN401
    if column.kind == "several":
        whole = [option for option in column.options if column.separator and column.separator in option]
        return [_spelled(part, column) for part in split(text, column.separator, whole)]
    if column.kind in ("one_choice", "graded"):
        return _spelled(text, column)
    if column.kind in ("number", "scale"):
        return _number(text)
    if column.kind == "date":
        moment = moment_in(cell, column.date_order)
        return moment.date().isoformat() if moment else text
    return text


def _spelled(text: str, column: ColumnReading) -> str:
    """Return an answer as the first to give it wrote it."""
    if text in column.options:
        return text
    folded = text.casefold()
    return next((option for option in column.options if option.casefold() == folded), text)


def _number(text: str) -> int | float | str:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _text(column: ColumnReading, _cell: Any, text: str) -> str | None:  # noqa: ANN401
    text = column.value_map.get(text, text)
    return (
        text
        if column.meaning in ("expectations", "ideal_partner", "note")
        else " ".join(text.split()) or None
    )


def _email(column: ColumnReading, _cell: Any, text: str) -> str | Unread | None:  # noqa: ANN401
    """Return the one address that is plainly meant. With any doubt the row waits: a part of it is somebody else's."""
    found = address_in(text)
    if found is not None or (
        column.meaning == "assistant_email" and "@" not in text and yes_no(text) is False
    ):
        return found
    kind = "several" if addresses_beside(text) > 1 else "doubtful" if "@" in text else "wrong"
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Unread(f"exchange.problem.email_{kind}", shown, blocking=True)


def _phone(_column: ColumnReading, _cell: Any, text: str) -> str | Unread:  # noqa: ANN401
    return phone_in(text) or Unread("exchange.problem.phone_wrong", text)


def _year(column: ColumnReading, cell: Any, text: str) -> int | Unread:  # noqa: ANN401
    return year_in(cell, column.date_order) or Unread("exchange.problem.year_unread", text)


def _moment(column: ColumnReading, cell: Any, text: str) -> str | None:  # noqa: ANN401
    moment = moment_in(cell, column.date_order)
    return moment.isoformat() if moment else text if text[:4].isdigit() else None


def _count(column: ColumnReading, _cell: Any, text: str) -> int | Unread:  # noqa: ANN401
    said = column.value_map.get(text) or text
    number = number_in(said)
    if number is None:
        return Unread("exchange.problem.number_unread", text)
    low, high = _BOUNDS.get(column.meaning, (0, 50))
    return max(min(int(number), high), low)


def _role(column: ColumnReading, _cell: Any, text: str) -> str | None:  # noqa: ANN401
    return column.value_map.get(text) or role_in(text) or None


def _yes_no(column: ColumnReading, _cell: Any, text: str) -> bool | None:  # noqa: ANN401
    said = column.value_map.get(text, "")
    return {"yes": True, "no": False}.get(said) if said else yes_no(text)


def _ways(column: ColumnReading, _cell: Any, text: str) -> list[str] | Unread:  # noqa: ANN401
    ways = ways_in(column.value_map.get(text) or text)
    said = column.value_map.get(text, "")
    if said in ("online", "in_person"):
        return [said]
    return list(ways) or Unread("exchange.problem.value_unknown", text)


def _list(column: ColumnReading, _cell: Any, text: str) -> list[str] | None:  # noqa: ANN401
    if column.grid:
        return _grid_list(column, text)
    parts = _parts(column, text)
    if column.meaning == "availability":
        return list(dict.fromkeys(slot for part in parts for slot in slots(part)))
    return parts


def _grid_list(column: ColumnReading, text: str) -> list[str] | None:
    if column.meaning != "availability":
        return [column.wording] if column.value_map.get(text, "1") not in ("0", "") else None
    said = yes_no(text)
    if said is not None:
        return list(slots(column.wording)) if said else None
    found = [
        slot for part in split(text, _list_separator(text)) for slot in slots(f"{column.wording} {part}")
    ]
    return list(dict.fromkeys(found)) or None


def _list_separator(text: str) -> str:
    return next((separator for separator in (";", ", ", "\n") if separator in text), "")


def _parts(column: ColumnReading, text: str) -> list[str]:
    whole = [option for option in column.options if column.separator and column.separator in option]
    return [
        " ".join(column.value_map.get(part, part).split()) for part in split(text, column.separator, whole)
    ]


def _topics(column: ColumnReading, _cell: Any, text: str) -> list[dict[str, Any]] | None:  # noqa: ANN401
    amount_name = "importance" if column.meaning == "goals" else "level"
    if column.grid:
        amount = int(number_in(column.value_map.get(text, str(USUAL))) or 0)
        return [{"topic": column.wording, amount_name: amount}] if amount else None
    most = 5 if column.meaning == "goals" else 4
    topics: dict[str, int] = {}
    for part in _parts(column, text):
        found = _GRADE.search(part)
        if found and found.start() and not part[found.start() - 1].isdecimal():
            topics[part[: found.start()].strip()] = min(int(found["a"] or found["b"]), most)
        else:
            topics[part] = USUAL
    return [{"topic": topic, amount_name: amount} for topic, amount in topics.items()] or None


_FIELD: Final[Mapping[str, Callable[[ColumnReading, Any, str], Any]]] = {
    "text": _text,
    "long_text": _text,
    "list": _list,
    "topics": _topics,
    "number": _count,
    "year": _year,
    "date": _moment,
    "yes_no": _yes_no,
    "role": _role,
    "phone": _phone,
    "email": _email,
    "ways": _ways,
}
