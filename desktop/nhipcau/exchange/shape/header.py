"""Which row holds the headings."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from nhipcau.exchange.headings import guesses, is_known
from nhipcau.exchange.shape.area import Rows, filled
from nhipcau.exchange.values import date_parts, text_of
from nhipcau.exchange.vocabulary import fields, key_of, phrases
from nhipcau.mail.addresses import says_address

LOOKED_AT: Final = 20
_MOST_OF_A_HEADING: Final = 300
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
    return best


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
    wholes = [whole for code in NAMING for whole in fields()[code].whole]
    return frozenset(word for text in (*wholes, *phrases("fillers"), *_NUMBERING) for word in text.split())


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
