"""What the shape of columns says of their meaning: numbers of rows, names and addresses without a heading."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from nhipcau.common.cell_text import text_of
from nhipcau.common.names.person_names import is_family_name
from nhipcau.exchange.answers.worded_answers import role_in
from nhipcau.exchange.columns.heading_meanings import Guess
from nhipcau.exchange.formats.cell_values import phone_in
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.formats.vocabulary import has_any, key_of, phrases
from nhipcau.exchange.shape.lone_texts import may_be_name
from nhipcau.exchange.shape.parted_names import parted_names
from nhipcau.mail.addresses import says_address

_UNNAMED: Final = frozenset(
    {"", "unnamed", "unnamed 0", "unnamed 0 1", "index", "row", "no", "nr", "n", "rn", "tt"}
)
_NUMBERING: Final = frozenset({"stt", "tt", "so", "thu", "tu", "no", "nr", "index", "row", "number", "s"})
_LONGEST_LIST: Final = 5
"""Digits of the number of the last row."""
_FEW: Final = 3
_LOOKED_AT: Final = 200
_UNSURE: Final = 0.6
_CALLED: Final = 0.75
_MOSTLY: Final = 0.8
_NAMES: Final = frozenset({"full_name", "first_name", "last_name"})
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OPTION_WORDS: Final = 4


def row_numbers(columns: Iterable[ColumnData]) -> dict[int, Guess]:
    """Return the columns that only count the rows: they have no heading of their own and hold each number once."""
    return {
        column.index: Guess(IGNORE, 0.9, reason="row_numbers") for column in columns if _numbers_rows(column)
    }


def _numbers_rows(column: ColumnData) -> bool:
    key = key_of(column.heading)
    if (key in _UNNAMED or column.heading.strip("#.° ") == "") and _counts_rows(column):
        return True
    words = set(key.split())
    if not ("stt" in words or {"thu", "tu"} <= words) or not words <= _NUMBERING:
        return False
    return all(text.rstrip(".").isdigit() and len(text) <= _LONGEST_LIST for text in column.counts)


def _counts_rows(column: ColumnData) -> bool:
    numbers = [text for text in column.counts if text.isdigit() and len(text) < 8]
    if len(numbers) != len(column.counts) or column.filled != len(numbers) or not numbers:
        return False
    values = sorted(map(int, numbers))
    return values[0] <= 1 and values[-1] - values[0] == len(values) - 1


def meanings_by_values(columns: Sequence[ColumnData]) -> dict[int, Guess]:
    """Return what columns without headings hold, judged by their values alone: none of it is sure."""
    found: dict[int, Guess] = {}
    for meaning, test, least in (
        ("email", says_address, 0.8),
        ("phone", phone_in, 0.8),
        ("role", _is_role, 0.9),
        ("full_name", may_be_name, _MOSTLY),
    ):
        best = max(
            (column for column in columns if column.index not in found and column.counts),
            key=lambda column: _share(column, test),
            default=None,
        )
        if best is not None and _share(best, test) >= least:
            found[best.index] = Guess(meaning, _UNSURE)
    return found


def name_by_values(columns: Sequence[ColumnData], found: Mapping[int, Guess]) -> dict[int, Guess]:
    """Return the column of names where no heading is known to be theirs: one called a name, or one alone that looks so.

    A name of something else, such as a manager's or a company's, is not looked at.
    """
    if any(guess.meaning in _NAMES for guess in found.values()):
        return {}
    named = [column for column in columns if found[column.index].meaning == QUESTION and _are_names(column)]
    free = [column for column in named if not has_any(_key(column), phrases("names_of_others"))]
    called = [column for column in free if has_any(_key(column), ("name", "ten", "ho ten", "ho va ten"))]
    if called:
        return {called[0].index: Guess("full_name", _CALLED)} if len(called) == 1 else {}
    of_people = [column for column in named if _heads_people(column)]
    known = [column for column in free if _share(column, _has_family_name) >= _MOSTLY]
    one = known or of_people or [column for column in free if _name_addresses(column, columns, found)]
    if len(one) != 1 or (one[0] in of_people and any(_may_pair(column, one[0]) for column in columns)):
        return {}
    return {one[0].index: Guess("full_name", _UNSURE)}


def _may_pair(column: ColumnData, names: ColumnData) -> bool:
    """Say whether a column names the other kind of people: each row is a pair then."""
    return column is not names and _heads_people(column) and any(map(may_be_name, column.counts))


def _heads_people(column: ColumnData) -> bool:
    """Say whether a heading is a word for people, and nothing else: `Founder`."""
    return key_of(column.heading) in phrases("people_nouns")


def _name_addresses(names: ColumnData, columns: Sequence[ColumnData], found: Mapping[int, Guess]) -> bool:
    """Say whether the addresses beside are made of these names: `Jane Miller` and `jane.miller@…`."""
    mails = next((column for column in columns if found[column.index].meaning == "email"), None)
    if mails is None:
        return False
    both = [
        (key_of(text_of(name)).split(), key_of(text_of(mail).partition("@")[0]))
        for name, mail in islice(zip(names.cells, mails.cells, strict=True), _LOOKED_AT)
        if name and mail
    ]
    fitting = sum(any(len(word) > 1 and word in mail for word in words) for words, mail in both)
    return bool(both) and fitting * 10 >= len(both) * 6


def _key(column: ColumnData) -> str:
    heading = column.heading
    return f"{key_of(heading)} {key_of(_HUMP.sub(' ', heading))}"


def _are_names(column: ColumnData) -> bool:
    """Say whether nearly all answers are written as names, and hardly any comes twice."""
    return (
        bool(column.counts)
        and _share(column, may_be_name) >= _MOSTLY
        and len(column.counts) * 10 >= column.filled * 9
        and len(column.heading.split()) <= _OPTION_WORDS + 2
    )


def are_family_names(column: ColumnData) -> bool:
    """Say whether a column is surely one of names: those of Vietnamese people, several of them."""
    return column.filled >= _FEW and _share(column, _has_family_name) >= _MOSTLY


def _has_family_name(text: str) -> bool:
    return may_be_name(text) and is_family_name(text.split(maxsplit=1)[0])


def _share(column: ColumnData, test: Callable[[str], object]) -> float:
    texts = list(islice(column.counts, _LOOKED_AT))
    return sum(1 for text in texts if test(text)) / len(texts)


def _is_role(text: str) -> bool:
    return bool(role_in(text)) and len(text) <= 40


def meanings_by_shape(table: Table, found: Mapping[int, Guess]) -> tuple[dict[int, Guess], frozenset[int]]:
    """Return what columns mean, given what their headings say, and which of them only their answers tell."""
    columns = table.columns
    told = {} if table.area.headings else meanings_by_values(columns)
    meant = {**found, **told, **parted_names(columns)}
    named = name_by_values(columns, meant)
    return {**meant, **named, **row_numbers(columns)}, frozenset((*told, *named))
