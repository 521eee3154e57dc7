"""Which meaning a column has: what its heading suggests, as far as its answers agree."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final

from nhipcau.exchange.answers.roles import names_role
from nhipcau.exchange.forms import IGNORE, QUESTION
from nhipcau.exchange.headings import Guess, guesses, heading_of
from nhipcau.exchange.table import ColumnData
from nhipcau.exchange.values import (
    moment_in,
    number_in,
    phone_in,
    role_in,
    ways_in,
    year_in,
    yes_no,
)
from nhipcau.mail.addresses import address_in, says_address
from nhipcau.participants.sheet import BY_CODE

_LOOKED_AT: Final = 200
_CODE: Final = 4
"""Figures of an employee code: fewer are a number."""


def share(data: ColumnData, test: Callable[[str], object]) -> float:
    """Return how much of a column's answers pass a test; of no answers, all."""
    texts = list(islice(data.counts, _LOOKED_AT))
    return sum(1 for text in texts if test(text)) / len(texts) if texts else 1.0


def _is_yes_no(text: str) -> bool:
    return yes_no(text) is not None


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


_TESTS: Final[Mapping[str, tuple[Callable[[str], object], float]]] = {
    "email": (says_address, 0.5),
    "phone": (phone_in, 0.5),
    "role": (role_in, 0.5),
    "yes_no": (_is_yes_no, 0.8),
    "number": (number_in, 0.5),
    "year": (lambda text: year_in(text, "dmy"), 0.5),
    "date": (lambda text: moment_in(text, "dmy") or text[:4].isdigit(), 0.5),
    "ways": (ways_in, 0.5),
}
_SHORT: Final = frozenset(
    {"full_name", "first_name", "last_name", "middle_name", "preferred_name", "department", "title", "level"}
    | {"gender", "place", "time_zone", "manager", "assistant_name", "salutation"}
)


def fits(meaning: str, data: ColumnData) -> bool:
    """Say whether a column's answers can be what its heading suggests."""
    if meaning == IGNORE or not data.counts:
        return True
    kind = BY_CODE[meaning].kind
    in_grid = bool(heading_of(data.heading).grid)
    if in_grid:
        return kind in ("topics", "list")
    if kind in _TESTS:
        test, least = _TESTS[kind]
        return share(data, test) >= least
    if meaning in _SHORT:
        return share(data, lambda text: len(text) <= 80) >= 0.9 and (
            meaning in ("level", "first_name", "last_name") or share(data, _is_number) < 0.5
        )
    if meaning == "employee_code":
        return share(data, lambda text: len(text) <= 24) >= 0.9
    if meaning in ("wishes", "refusals"):
        return share(data, lambda text: _is_yes_no(text) or (_is_number(text) and len(text) < _CODE)) < 0.5
    return meaning == "note" or share(data, lambda text: _is_yes_no(text) or _is_number(text)) < 0.5


def meanings(columns: tuple[ColumnData, ...]) -> dict[int, Guess]:
    """Return the meaning of every column of a sheet."""
    found = {column.index: _best(column) for column in columns}
    by_index = {column.index: column for column in columns}
    _account_columns(columns, found)
    _name_parts(columns, found)
    _by_answers(columns, found)
    _one_each(by_index, found)
    return found


def _best(data: ColumnData) -> Guess:
    for guess in guesses(data.heading):
        if (data.counts or guess.confidence >= 0.8) and fits(guess.meaning, data):
            return guess
    return Guess(QUESTION, 0.8)


def _account_columns(columns: tuple[ColumnData, ...], found: dict[int, Guess]) -> None:
    """Forms note the account that answered; the address and name a person gave count for more."""
    keys = {heading_of(column.heading).key for column in columns}
    is_microsoft = {"start time", "completion time"} <= keys or {
        "thoi gian bat dau",
        "thoi gian hoan thanh",
    } <= keys
    for column in columns[: 6 if is_microsoft else 0]:
        meaning = found[column.index].meaning
        if heading_of(column.heading).key not in ("email", "name", "ten", "dia chi email"):
            continue
        asked = {meaning, "first_name", "last_name"} if meaning == "full_name" else {meaning}
        others = [o for o in columns if o is not column and found[o.index].meaning in asked and o.counts]
        if others or not column.counts:
            found[column.index] = Guess(IGNORE, 0.8)


def _name_parts(columns: tuple[ColumnData, ...], found: dict[int, Guess]) -> None:
    """`Tên` beside `Họ` is the given name; alone it is the name."""
    taken = {guess.meaning for guess in found.values()}
    if "last_name" not in taken or "first_name" in taken:
        return
    for column in columns:
        if found[column.index].meaning == "full_name" and heading_of(column.heading).key in ("ten", "name"):
            found[column.index] = Guess("first_name", 0.95)


def _by_answers(columns: tuple[ColumnData, ...], found: dict[int, Guess]) -> None:
    """Addresses are addresses and roles are roles, however the column is headed."""
    taken = {guess.meaning for guess in found.values()}
    for column in columns:
        if found[column.index].meaning != QUESTION or not column.counts or heading_of(column.heading).grid:
            continue
        if "email" not in taken and share(column, address_in) >= 0.9:
            found[column.index] = Guess("email", 0.75)
            taken.add("email")
        elif "role" not in taken and len(column.counts) <= 6 and share(column, _role_alone) >= 0.9:
            found[column.index] = Guess("role", 0.75)
            taken.add("role")


def _role_alone(text: str) -> bool:
    return names_role(text) and len(text) <= 60


def _one_each(columns: Mapping[int, ColumnData], found: dict[int, Guess]) -> None:
    """Of two columns with the same meaning the surer keeps it, unless they answer for different rows."""
    for meaning in {guess.meaning for guess in found.values()} & set(BY_CODE):
        if BY_CODE[meaning].kind in ("list", "topics") or meaning == "manager":
            continue
        rivals = sorted(
            (i for i, guess in found.items() if guess.meaning == meaning),
            key=lambda i: (-found[i].confidence, -columns[i].filled, i),
        )
        kept: list[ColumnData] = []
        for index in rivals:
            if all(_apart(columns[index], other) for other in kept):
                kept.append(columns[index])
            else:
                found[index] = Guess(QUESTION, 0.65)


def _apart(one: ColumnData, other: ColumnData) -> bool:
    """Say whether hardly any row answers both: two branches of one form."""
    if not one.counts or not other.counts:
        return True
    mine, theirs = one.text_by_cell, other.text_by_cell
    both = sum(1 for a, b in zip(one.cells, other.cells, strict=True) if mine[a] and theirs[b])
    return both <= 0.02 * min(one.filled, other.filled)
