"""Names written in two columns under one heading: `Họ và tên` over `Nguyễn Văn` and `An`."""

from collections.abc import Sequence
from itertools import islice, pairwise

from nhipcau.common.names.person_names import is_family_name
from nhipcau.exchange.columns.heading_meanings import Guess, guesses
from nhipcau.exchange.formats.sheet_table import ColumnData
from nhipcau.exchange.formats.vocabulary import key_of

_LOOKED_AT = 200
_SURE = 0.9


def parted_names(columns: Sequence[ColumnData]) -> dict[int, Guess]:
    """Return the two parts of names, where a column without a heading stands right of the heading of names."""
    for column, beside in pairwise(columns):
        if beside.heading or beside.index != column.index + 1 or not _heads_names(column.heading):
            continue
        if _are_parts(column, beside):
            family_first = key_of(column.heading).startswith("ho ") or _are_families(column)
            parts = ("last_name", "first_name") if family_first else ("first_name", "last_name")
            return {
                column.index: Guess(parts[0], _SURE),
                beside.index: Guess(parts[1], _SURE),
            }
    return {}


def _are_families(column: ColumnData) -> bool:
    words = [text.split()[0] for text in islice(column.counts, _LOOKED_AT) if text.split()]
    return sum(is_family_name(word) for word in words) * 2 > len(words)


def _heads_names(heading: str) -> bool:
    meant = guesses(heading)
    return bool(meant) and meant[0].meaning == "full_name"


def _are_parts(families: ColumnData, givens: ColumnData) -> bool:
    """Say whether each row that has one has the other, and the right ones are single words such as given names."""
    if not givens.counts:
        return False
    alone = sum(bool(a) != bool(b) for a, b in zip(families.cells, givens.cells, strict=True))
    words = list(islice(givens.counts, _LOOKED_AT))
    names = sum(word.isalpha() and word[:1].isupper() for word in words)
    return alone * 20 <= len(families.cells) and names * 10 >= len(words) * 9
