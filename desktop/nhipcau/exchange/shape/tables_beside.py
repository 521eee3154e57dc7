"""Tables beside each other: where one ends and the next begins."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.columns.heading_meanings import guesses
from nhipcau.exchange.formats.sheet_area import Rows, Why, filled
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.shape.header_row import are_headings, find_header

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData

_NAMES: Final = ("full_name", "first_name", "last_name")


class Strip(NamedTuple):
    """Columns of a sheet, the last left out; `right` is None where they go to its end."""

    left: int = 0
    right: int | None = None
    why: Why = ""


def cut(rows: Rows, left: int, right: int | None) -> Rows:
    """Return the rows with these columns only."""
    return rows if left == 0 and right is None else [row[left:right] for row in rows]


def strips_of(sheet: "SheetData") -> list[Strip]:
    """Return the strips of a sheet: one, unless blank columns or titles part lists of people or of choices."""
    runs = _runs(sheet.rows)
    if len(runs) < 2:
        return _by_titles(sheet.rows)
    heads = [_header(cut(sheet.rows, left, right)) for left, right in runs]
    naming = [place for place, head in enumerate(heads) if _lists_people(head)]
    if len(naming) < 2:
        naming = _of_two_roles(sheet.rows, runs, heads) or naming
    if len(naming) > 1:
        starts = [0, *(runs[place][0] for place in naming[1:])]
        return _from_starts(starts)
    if len(naming) == 1:
        return _without_lists(sheet.rows, runs, naming[0])
    return [Strip()]


def _runs(rows: Rows) -> list[tuple[int, int]]:
    """Return the runs of columns with something in them."""
    width = max(map(len, rows), default=0)
    runs: list[tuple[int, int]] = []
    for column in range(width):
        if any(len(row) > column and row[column] not in (None, "") for row in rows):
            if runs and runs[-1][1] == column:
                runs[-1] = (runs[-1][0], column + 1)
            else:
                runs.append((column, column + 1))
    return runs


def _header(rows: Rows) -> Sequence[Any]:
    number = find_header(rows)
    return rows[number - 1] if number else ()


def _lists_people(head: Sequence[Any]) -> bool:
    return are_headings(head) and any(map(_is_name, head))


def _of_two_roles(rows: Rows, runs: Sequence[tuple[int, int]], heads: Sequence[Sequence[Any]]) -> list[int]:
    """Return the runs whose names are headed by roles: lists of different lengths, else each row may be a pair."""
    found = [
        place
        for place, head in enumerate(heads)
        if are_headings(head) and any(isinstance(cell, str) and _may_be_names(cell) for cell in head)
    ]
    lengths = {sum(bool(filled(row)) for row in cut(rows, *runs[place])) for place in found}
    return found if len(lengths) > 1 and len(lengths) == len(found) else []


def _may_be_names(heading: str) -> bool:
    found = guesses(heading)
    return bool(found) and found[0].meaning in _NAMES


def _is_name(cell: Any) -> bool:  # noqa: ANN401 - a cell holds anything
    if not isinstance(cell, str) or not cell:
        return False
    found = guesses(cell)
    return bool(found) and found[0].meaning in _NAMES and found[0].confidence == 1


def _from_starts(starts: Sequence[int]) -> list[Strip]:
    return [Strip(start, after) for start, after in zip(starts, [*starts[1:], None], strict=True)]


def _by_titles(rows: Rows) -> list[Strip]:
    """Part lists without a column between them, whose titles stand above them, or whose headings come again."""
    header = find_header(rows)
    if not header:
        return [Strip()]
    head = rows[header - 1]
    names = [index for index, cell in enumerate(head) if _is_name(cell)]
    keys = [key_of(text_of(cell)) for cell in head]
    same = [index for index in names if keys[index] == keys[names[0]]]
    if len(same) < 2:
        return [Strip()]
    title = next((row for row in reversed(rows[: header - 1]) if filled(row)), ())
    titled = [index for index, cell in enumerate(title) if text_of(cell)]
    if len(titled) == len(same) and all(
        start <= name < after
        for start, name, after in zip(titled, same, [*titled[1:], len(head)], strict=True)
    ):
        return _from_starts([0, *titled[1:]])
    width = same[1] - same[0]
    period = [keys[start : start + width] for start in range(0, width * len(same), width)]
    if width > 1 and width * len(same) == len(keys) and all(block == period[0] for block in period):
        return _from_starts([width * number for number in range(len(same))])
    return [Strip()]


def _without_lists(rows: Rows, runs: Sequence[tuple[int, int]], people: int) -> list[Strip]:
    """Leave out what a drop-down offers, beside the table of people at either side."""
    header = find_header(cut(rows, *runs[people])) or 1
    width = runs[people]
    count = max((n for n, row in enumerate(rows[header:], 1) if filled(row[width[0] : width[1]])), default=0)
    first, last = 0, len(runs) - 1
    while last > people and _is_choices(rows, runs[last], header, count):
        last -= 1
    while first < people and _is_choices(rows, runs[first], header, count):
        first += 1
    main = Strip(runs[first][0] if first else 0, runs[last][1] if last < len(runs) - 1 else None)
    before = [Strip(left, right, "no_people") for left, right in runs[:first]]
    after = [Strip(left, right, "no_people") for left, right in runs[last + 1 :]]
    return [*before, main, *after]


def _is_choices(rows: Rows, run: tuple[int, int], header: int, count: int) -> bool:
    """Say whether columns hold lists to choose from, or sums: each value once, without a gap, not for every person."""
    values = [_values(rows, column, header) for column in range(*run)]
    if not all(found and len(found) > 1 and len(found) != count for found in values):
        return False
    return all(
        len(set(found)) == len(found)
        if all(isinstance(value, str) for value in found)
        else _are_sums(found, values[0])
        for found in values
    )


def _are_sums(found: Sequence[Any], of: Sequence[Any]) -> bool:
    """Say whether there is a number for each of the values beside."""
    return len(found) == len(of) and found != of and all(isinstance(value, int | float) for value in found)


def _values(rows: Rows, column: int, header: int) -> list[Any]:
    """Return the values of a column that has no gap; none of one that has."""
    cells = [row[column] if len(row) > column else None for row in rows[header:]]
    values = [cell for cell in cells if cell not in (None, "")]
    return values if cells[: len(values)] == values else []
