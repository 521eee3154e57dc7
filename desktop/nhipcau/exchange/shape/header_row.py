"""Which row holds the headings."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from nhipcau.common.cell_text import text_of
from nhipcau.common.names.person_names import is_vietnamese
from nhipcau.exchange.answers.worded_answers import role_in
from nhipcau.exchange.columns.heading_lexicon import texts_for
from nhipcau.exchange.columns.heading_meanings import guesses, is_known
from nhipcau.exchange.formats.cell_values import date_parts, phone_in
from nhipcau.exchange.formats.sheet_area import Rows, filled
from nhipcau.exchange.formats.vocabulary import key_of, phrases
from nhipcau.exchange.shape.lone_texts import may_be_name
from nhipcau.mail.addresses import says_address

LOOKED_AT: Final = 20
_MOST_OF_A_HEADING: Final = 300
_FEWEST_ALIKE: Final = 2
NAMING: Final = frozenset({"full_name", "first_name", "last_name", "email", "employee_code"})
"""Meanings of columns that say who somebody is."""

_ASIDE_SIGNS: Final = frozenset("()[]（）*")
_NUMBERING: Final = (
    "cau hoi",
    "question",
    "q",
    "phan",
    "muc",
    "item",
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "a",
    "b",
    "c",
    "d",
)


def find_header(rows: Rows) -> int | None:
    """Return the number of the row that looks most like headings; None when there is no table."""
    best, best_score = None, (False, 1.9)
    for number, row in enumerate(rows[:LOOKED_AT], 1):
        score = header_score(row)
        if score > 1.9 and (are_headings(row), score) > best_score:
            best, best_score = number, (are_headings(row), score)
    if best is None:
        return _first_above_answers(rows)
    return best if best_score[0] else _above_data(rows, best)


def _first_above_answers(rows: Rows) -> int | None:
    """Return the first row of texts that stands above answers, in a table whose headings are in words nobody knows."""
    for number, row in enumerate(rows[:LOOKED_AT], 1):
        cells = filled(row)
        if len(cells) > 1:
            below = next((n for n, other in enumerate(rows[number:], number + 1) if filled(other)), 0)
            is_above = below and len(filled(rows[below - 1])) > 1 and _is_data(rows, below)
            return number if is_above and not _is_data(rows, number) else None
    return None


def _above_data(rows: Rows, number: int) -> int:
    """Return the row of headings in words nobody knows above a row that is written as those below; else that row."""
    if not _is_data(rows, number):
        return number
    width = len(filled(rows[number - 1]))
    for above in range(number - 1, 0, -1):
        cells = filled(rows[above - 1])
        if len(cells) * 5 >= width * 3 and len(cells) > 1 and not _is_data(rows, above):
            return above if all(isinstance(cell, str) for cell in cells) else number
    return number


def _is_data(rows: Rows, number: int) -> bool:
    """Say whether a row holds an address, a date, a number, or answers such as others in their columns."""
    row = rows[number - 1]
    if any(map(_is_answer, filled(row))):
        return True
    others = [other for other in rows[: 2 * LOOKED_AT] if filled(other) and other != row]
    return any(
        _comes_again(cell, [other[index] for other in others if index < len(other) and other[index]])
        for index, cell in enumerate(row)
        if isinstance(cell, str) and cell
    )


def _is_answer(cell: Any) -> bool:  # noqa: ANN401 - a cell holds anything
    return not isinstance(cell, str) or bool(says_address(cell) or date_parts(cell) or phone_in(cell))


def _comes_again(cell: str, others: Sequence[Any]) -> bool:
    """Say whether an answer is one of many: it is repeated, or a role among roles, a name among names."""
    if cell in others:
        return True
    if len(others) < _FEWEST_ALIKE:
        return False
    if role_in(cell) in ("mentor", "mentee"):
        return _most(others, role_in)
    return may_be_name(cell) and is_vietnamese(cell) and _most(others, may_be_name)


def _most(others: Sequence[Any], test: Callable[[str], object]) -> bool:
    return sum(isinstance(other, str) and bool(test(other)) for other in others) * 3 >= len(others) * 2


def header_score(row: Sequence[Any]) -> float:
    """Known headings count most; what looks like data counts against; a title alone in its row does not reach."""
    cells = _without_ranks(filled(row))
    texts = [cell for cell in cells if isinstance(cell, str)]
    if not texts or len(texts) * 2 < len(cells):
        return 0.0
    short = {key_of(text): text for text in texts if len(text) <= _MOST_OF_A_HEADING}
    known = sum(map(is_known, short.values()))  # "No" may head a column: one, not five of them
    data = sum(1 for text in texts if says_address(text) or date_parts(text)) + len(cells) - len(texts)
    distinct = len(short)
    if known == 0 and distinct < 2:
        return 0.0
    return 3.0 * known + 0.5 * distinct - 3.0 * data - (1.0 if len(cells) == 1 else 0.0)


def _without_ranks(cells: list[Any]) -> list[Any]:
    """Return the cells of a row without 1, 2, 3 … where these head its columns, as first to third choice do."""
    ranks = [cell for cell in cells if type(cell) is int]
    if len(ranks) < 2 or ranks != list(range(1, len(ranks) + 1)):
        return cells
    return [cell for cell in cells if type(cell) is not int]


def are_headings(row: Sequence[Any]) -> bool:
    """Say whether a row is surely the headings of a list of people."""
    cells = _without_ranks(filled(row))
    if len(cells) < 2 or not all(isinstance(cell, str) and "@" not in cell for cell in cells):
        return False
    if not any(_may_name_people(cell) and names_people(cell) for cell in cells):
        return False  # said of nearly every row, at a small part of the cost of what follows
    texts = [text_of(cell) for cell in cells]
    if any(len(text) > _MOST_OF_A_HEADING or date_parts(text) for text in texts):
        return False
    known = [text for text in texts if is_known(text)]
    return len(known) >= 2 and len(known) * 2 >= len(texts)


def _may_name_people(heading: str) -> bool:
    """Say whether a heading may be one of those of names: it is if all its words are, numbers and asides apart."""
    if len(heading) > _MOST_OF_A_HEADING:
        return False
    if not _ASIDE_SIGNS.isdisjoint(heading):
        return True
    naming = _naming_words()
    return all(word in naming or not word.isalpha() for word in key_of(heading).split())


@cache
def _naming_words() -> frozenset[str]:
    """Return every word of the headings that surely say who somebody is, and those that are of no account there."""
    naming = texts_for("name", "first", "last", "email", "code", "self_noun")
    words = (*map(key_of, naming), *phrases("fillers"), *_NUMBERING)
    return frozenset(word for text in words for word in text.split())


def names_people(heading: str) -> bool:
    """Say whether a heading is surely that of a column that says who somebody is."""
    return any(guess.meaning in NAMING and guess.confidence == 1 for guess in guesses(heading))


def is_naming(heading: str) -> bool:
    """Say whether a heading is most likely that of a column that says who somebody is."""
    found = guesses(heading)
    return bool(found) and found[0].meaning in NAMING and found[0].confidence >= 0.8


def count_known(cells: Sequence[Any]) -> int:
    """Return how many cells are headings as files usually have them."""
    return sum(isinstance(cell, str) and len(cell) <= _MOST_OF_A_HEADING and is_known(cell) for cell in cells)
