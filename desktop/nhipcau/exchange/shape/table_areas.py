"""The tables of a sheet: one below the other, or beside each other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.answers.worded_answers import role_named
from nhipcau.exchange.columns.heading_meanings import guesses, is_known
from nhipcau.exchange.formats.sheet_area import Area, Rows, filled
from nhipcau.exchange.shape.header_row import are_headings, find_header
from nhipcau.exchange.shape.heading_rows import heading_rows
from nhipcau.exchange.shape.lone_texts import is_section
from nhipcau.exchange.shape.merged_cells import shifted
from nhipcau.exchange.shape.sideways_sheets import sideways
from nhipcau.exchange.shape.tables_beside import Strip, cut, strips_of

if TYPE_CHECKING:
    from nhipcau.workbook import MergedRange, SheetData

_TITLE_ROWS = 3


def areas_of(sheet: "SheetData") -> tuple[Area, ...]:
    """Return the tables of a sheet that has rows, in reading order."""
    lying = sideways(sheet)
    if lying is not None:
        return (lying,)
    return tuple(area for strip in strips_of(sheet) for area in _stacked(sheet, strip))


def _stacked(sheet: "SheetData", strip: Strip) -> list[Area]:
    rows = cut(sheet.rows, strip.left, strip.right)
    merged = shifted(sheet.merged, strip.left, strip.right)
    header = find_header(rows)
    if header is None:
        why = strip.why or "no_headings"
        return [Area((), len(rows), left=strip.left, right=strip.right, why=why)]
    headings = heading_rows(rows, header, merged)
    titles = tuple(
        text for row in rows[: headings[0] - 1] for cell in row if cell and (text := text_of(cell))
    )
    whole = Area(headings, len(rows), left=strip.left, right=strip.right, titles=titles, why=strip.why)
    if strip.why:
        return [whole]
    return _parted(whole, list(_starts(rows, whole, merged)), rows)


def _parted(whole: Area, starts: Sequence[Area], rows: Rows) -> list[Area]:
    """Return the table above and those that start below, each up to the next."""
    parts = [whole, *starts]
    found = zip(parts, _ended(parts, whole.last), strict=True)
    kept = [part for part, ended in found if any(map(filled, rows[ended.above : ended.last]))]
    # What looks like headings and has nobody below is a row of the table above.
    return _ended(kept or parts[:1], whole.last)


def _ended(parts: Sequence[Area], last: int) -> list[Area]:
    """Return the tables, each up to the next; `last` is the last row of all."""
    ends = [_begin(part) - 1 for part in parts[1:]]
    return [replace(part, last=end) for part, end in zip(parts, [*ends, last], strict=True)]


def _begin(part: Area) -> int:
    """Return the first row that belongs to a table below another: that of its titles, its headings, its section."""
    return part.last


def _starts(rows: Rows, whole: Area, merged: "Sequence[MergedRange]") -> Iterator[Area]:
    """Yield the tables that start below the first. Their `last` is, so far, the row with which they begin."""
    current = whole
    by_column = _has_role(rows[whole.header_row - 1])
    number = whole.header_row
    blank = False
    address = None
    while number < len(rows):
        number += 1
        if address is not None and _stands_beside(rows[number - 1], address):
            blank = False
            continue  # somebody with an address: no headings, and no title
        cells = filled(rows[number - 1])
        if len(cells) < 2:
            if len(cells) == 1 and not by_column and _names_role(cells[0]) and not _heads_next(rows, number):
                current = replace(
                    current, first=number, titles=(text_of(cells[0]), *whole.titles), last=number
                )
                yield current
            blank = not cells or (blank and len(cells) == 1)
            continue
        after_blank, blank = blank, False
        if address is None:
            address = _address_in(rows[number - 1])
        surely = are_headings(rows[number - 1])
        if not surely and not (after_blank and _are_other_headings(cells)):
            continue
        titles = _titles_above(rows, number, current.above, merged)
        said = tuple(text_of(filled(rows[row - 1])[0]) for row in titles)
        if cells == filled(rows[current.header_row - 1]) and not any(map(_names_role, said)):
            continue
        headings = heading_rows(rows, number, merged) if surely else (number,)
        headings = tuple(row for row in headings if row >= number)
        current = replace(
            whole, headings=headings, first=0, titles=said, last=titles[0] if titles else number
        )
        by_column = _has_role(rows[number - 1])
        number = headings[-1]
        yield current


def _address_in(row: Sequence[Any]) -> int | None:
    """Return the place of the cell that holds an address, beside another cell."""
    return next((place for place in range(1, len(row)) if _stands_beside(row, place)), None)


def _stands_beside(row: Sequence[Any], place: int) -> bool:
    """Say whether an address stands at a place, and something right before it."""
    cell = row[place] if place < len(row) else None
    return type(cell) is str and "@" in cell and row[place - 1] is not None and row[place - 1] != ""


def _has_role(headings: Sequence[Any]) -> bool:
    return any(
        found[0].meaning in ("role", "is_mentor", "is_mentee")
        for cell in headings
        if isinstance(cell, str) and (found := guesses(cell))
    )


def _names_role(cell: Any) -> bool:  # noqa: ANN401 - a cell holds anything
    text = text_of(cell)
    return isinstance(cell, str) and len(text.split()) <= 8 and role_named(text) in ("mentor", "mentee")


def _heads_next(rows: Rows, number: int) -> bool:
    """Say whether headings follow, whose title this row is then."""
    for row in rows[number : number + _TITLE_ROWS]:
        if len(filled(row)) > 1:
            return are_headings(row)
    return False


def _are_other_headings(cells: Sequence[Any]) -> bool:
    """Say whether a row after a blank one heads a table of something else, such as departments and their sums."""
    if not all(isinstance(cell, str) and len(cell) <= 60 and "@" not in cell for cell in cells):
        return False
    roles = {role_named(text) for text in cells}
    if {"mentor", "mentee"} <= roles:
        return True
    # A role is what a person's row says as well, and begins with their name.
    return is_known(cells[0]) and not role_named(cells[0]) and sum(map(is_known, cells)) * 2 >= len(cells)


def _titles_above(rows: Rows, number: int, above: int, merged: "Sequence[MergedRange]") -> list[int]:
    """Return the rows directly above headings in which one text stands alone."""
    found: list[int] = []
    for row in range(number - 1, max(above, number - 1 - _TITLE_ROWS), -1):
        if len(filled(rows[row - 1])) != 1:
            break
        found.insert(0, row)
    if found and found[0] - 1 > above and filled(rows[found[0] - 2]):
        # Right below people it may be one of them, of whom no more is known than the name.
        while found and not is_section(rows[found[0] - 1], found[0], merged):
            found.pop(0)
    return found
