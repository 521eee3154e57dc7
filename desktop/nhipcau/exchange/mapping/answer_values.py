"""One answer to one value, as its column is read."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from nhipcau.common.names.vietnamese import without_unseen
from nhipcau.exchange.answers.consent import consent_said
from nhipcau.exchange.answers.doubtful_answers import Noted, Unread
from nhipcau.exchange.answers.free_time import free_time
from nhipcau.exchange.answers.place_counts import places_said
from nhipcau.exchange.answers.ranks import rank_alone
from nhipcau.exchange.answers.role_statements import role_said
from nhipcau.exchange.answers.worded_answers import yes_no
from nhipcau.exchange.formats.cell_values import moment_in, number_in, phone_in, ways_in, year_in
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.formats.reading_terms import QUESTION
from nhipcau.exchange.mapping.column_proposal import USUAL
from nhipcau.exchange.mapping.question_kinds import split
from nhipcau.mail.addresses import address_in, addresses_beside
from nhipcau.participants.models import PERSON, PROFILE
from nhipcau.participants.sheet import BY_CODE, NAME_PARTS
from nhipcau.workbook import CellError

_GRADE: Final = re.compile(r"(?:[:–-]\s*(?P<a>[1-5])|\(\s*(?P<b>[1-5])\s*(?:/\s*[45])?\))$")
"""What stands behind a topic that was graded."""
_LIMITS: Final[Mapping[str, int]] = {
    one.code: one.most for one in (*PERSON.values(), *PROFILE.values()) if one.kind == "text" and one.most
}
_SHOWN: Final = 120
"""So much of a cell is read out."""
LONGEST: Final = 20_000
"""The longest text kept: nobody types more into a form, a hostile file may."""


_TELLING_WHO: Final = frozenset(
    {*NAME_PARTS, "manager", *(one.code for one in PERSON.values() if one.identifies)}
)
"""Fields that people are known by: of what was copied into them only what is seen counts."""


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


def all_converted(column: ColumnReading, texts: Mapping[Any, str]) -> dict[Any, Any]:
    """Return the value of every cell, as `converted` does; `texts` says what each cell holds."""
    most = _LIMITS.get(column.meaning, LONGEST)
    if column.meaning == QUESTION and column.kind == "text":
        known = column.value_map.get
        return {
            cell: known(text, text) if text and len(text) <= most else converted(column, cell, text)
            for cell, text in texts.items()
        }
    if column.meaning == QUESTION or (column.meaning in _TELLING_WHO and _hide_anything(texts.values())):
        return {cell: converted(column, cell, text) for cell, text in texts.items()}
    read = _FIELD[BY_CODE[column.meaning].kind]
    return {
        cell: read(column, cell, text) if text and len(text) <= most else converted(column, cell, text)
        for cell, text in texts.items()
    }


def _hide_anything(texts: Iterable[str]) -> bool:
    """Say whether any of these texts, which are clean, has signs that nobody sees."""
    together = "|".join(texts)
    return without_unseen(together) != together


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
    return text if BY_CODE[column.meaning].kind == "long_text" else " ".join(text.split()) or None


def _email(column: ColumnReading, _cell: Any, text: str) -> str | Unread | None:  # noqa: ANN401
    """Return the one address that is plainly meant. With any doubt the row waits: a part of it is somebody else's."""
    if text in column.value_map:  # she has said what it is
        return column.value_map[text] or None
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


def _count(column: ColumnReading, _cell: Any, text: str) -> int | Unread | Noted:  # noqa: ANN401
    """Return a number of people; nothing is cut down to what is possible without a word."""
    found = places_said(text, "least" if column.meaning == "least" else "most")
    said = column.value_map.get(text, "")
    if said.isdecimal() and len(said) <= len(str(LONGEST)) and int(said) != found.number:
        return min(int(said), PROFILE[column.meaning].most)  # as somebody has corrected it
    if found.number is None:
        return Unread(f"exchange.problem.{_NO_NUMBER[found.doubt]}", text)
    if column.meaning == "mentors_wanted":
        return _mentors_wanted(found.number, text)
    if found.number > (most := PROFILE[column.meaning].most):
        return Unread("exchange.problem.number_too_large", text, {"most": most})
    if found.doubt and column.meaning == "capacity":
        return Noted(found.number, "exchange.problem.places_at_least", text, {"n": found.number})
    return found.number


_NO_NUMBER: Final[Mapping[str, str]] = {"no_limit": "places_no_limit", "unread": "number_unread"}


def _mentors_wanted(number: int, text: str) -> int | Unread | Noted:
    if not number:
        return Unread("exchange.problem.number_unread", text)
    if number > (most := PROFILE["mentors_wanted"].most):
        return Noted(most, "exchange.problem.mentors_at_most", text, {"most": most})
    return number


def _role(column: ColumnReading, _cell: Any, text: str) -> str | None:  # noqa: ANN401
    return column.value_map.get(text) or role_said(text) or None


def _yes_no(column: ColumnReading, _cell: Any, text: str) -> bool | Unread | None:  # noqa: ANN401
    said = column.value_map.get(text, "")
    if said:
        return {"yes": True, "no": False}.get(said)
    if column.meaning == "consent":
        agreed = consent_said(text)
        return Unread("exchange.problem.consent_unclear", text) if agreed is None else agreed
    found = yes_no(text)
    sides = _SIDES.get(column.meaning)
    if found is None and sides and (role := role_said(text)):
        return role in sides
    return found


_SIDES: Final[Mapping[str, tuple[str, ...]]] = {
    "is_mentor": ("mentor", "both"), "is_mentee": ("mentee", "both"), "both_roles": ("both",),
}  # fmt: skip


def _ways(column: ColumnReading, _cell: Any, text: str) -> list[str] | Unread:  # noqa: ANN401
    ways = ways_in(column.value_map.get(text) or text)
    said = column.value_map.get(text, "")
    if said in ("online", "in_person"):
        return [said]
    return list(ways) or Unread("exchange.problem.value_unknown", text)


def _list(column: ColumnReading, _cell: Any, text: str) -> list[str] | Noted | None:  # noqa: ANN401
    if column.meaning == "availability":
        return free_time(column, text, _parts)
    if column.grid and not rank_alone(column.wording):
        return [column.wording] if column.value_map.get(text, "1") not in ("0", "") else None
    return _parts(column, text)


def _parts(column: ColumnReading, text: str) -> list[str]:
    whole = [option for option in column.options if column.separator and column.separator in option]
    parts = (column.value_map.get(part, part) for part in split(text, column.separator, whole))
    return [" ".join(part.split()) for part in parts if part]


def _topics(column: ColumnReading, _cell: Any, text: str) -> list[dict[str, Any]] | None:  # noqa: ANN401
    graded = PROFILE[column.meaning]
    rank = rank_alone(column.wording)
    if column.grid and not rank:
        amount = int(number_in(column.value_map.get(text, str(USUAL))) or 0)
        return [{"topic": column.wording, graded.grade: amount}] if amount else None
    # What is wanted first is wanted most; what somebody names first they need not know best.
    usual = max(1, graded.most + 1 - rank) if rank and column.meaning == "goals" else USUAL
    topics: dict[str, int] = {}
    for part in _parts(column, text):
        found = _GRADE.search(part)
        if found and found.start() and not part[found.start() - 1].isdecimal():
            topics[part[: found.start()].strip()] = min(int(found["a"] or found["b"]), graded.most)
        else:
            topics[part] = usual
    return [{"topic": topic, graded.grade: amount} for topic, amount in topics.items()] or None


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
