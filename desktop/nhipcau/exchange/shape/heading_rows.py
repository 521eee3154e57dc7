"""Headings that stand in several rows: groups above, options or subjects below, marks for machines."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.columns.heading_meanings import guesses, is_known
from nhipcau.exchange.formats.cell_values import date_parts
from nhipcau.exchange.formats.sheet_area import Rows, filled
from nhipcau.exchange.formats.vocabulary import key_of, phrases
from nhipcau.exchange.shape.header_row import are_headings, header_score, is_naming, names_people
from nhipcau.mail.addresses import says_address
from nhipcau.participants.sheet import BY_CODE
from nhipcau.workbook import MergedRange

_MACHINE: Final = re.compile(r"[{ ]{0,4}[\"']?import ?id[\"']? ?:", re.IGNORECASE)
_UNNAMED: Final = re.compile(r"unnamed: ?\d{1,4}(?:_level_\d)?", re.IGNORECASE)
_LINES: Final = ("list", "topics")
"""Kinds of fields that a form asks about line by line."""


def is_for_machines(row: Sequence[Any]) -> bool:
    """Say whether a row holds the marks by which Qualtrics knows its columns again."""
    return any(isinstance(cell, str) and _MACHINE.match(cell) for cell in row)


def heading_rows(rows: Rows, header: int, merged: Sequence[MergedRange]) -> tuple[int, ...]:
    """Return all rows of headings around the one that was found, counted from 1."""
    for machine in range(header + 1, min(header + 3, len(rows) + 1)):
        if is_for_machines(rows[machine - 1]):
            return tuple(range(_first_of(rows, header), machine + 1))
    if header > 1 and is_for_machines(rows[header - 2]):
        return (header - 1, header)
    below = rows[header] if header < len(rows) else ()
    if _say_the_same(rows[header - 1], below):
        return (header, header + 1)
    if _is_below(rows[header - 1], below, merged, header):
        return (header, header + 1)
    if header > 1 and _is_above(rows[header - 2], rows[header - 1], merged, header - 1):
        return (header - 1, header)
    return (header,)


def _first_of(rows: Rows, header: int) -> int:
    """Return the row of codes above the headings in words, or that of the headings."""
    return header - 1 if header > 1 and len(filled(rows[header - 2])) > 1 else header


def _say_the_same(above: Sequence[Any], below: Sequence[Any]) -> bool:
    """Say whether each of two rows heads the columns by itself: in two languages, or as codes and in words."""
    if filled(above) == filled(below) or not (are_headings(above) and are_headings(below)):
        return False
    both = sum(bool(text_of(one) and text_of(other)) for one, other in zip(above, below, strict=False))
    return both * 10 >= 7 * max(len(filled(above)), len(filled(below)))


def _is_below(row: Sequence[Any], below: Sequence[Any], merged: Sequence[MergedRange], header: int) -> bool:
    """Say whether the row below a row of headings belongs to it: no person, and it heads what has no heading."""
    cells = filled(below)
    if not cells or not all(isinstance(cell, str) for cell in cells):
        return False
    if any(says_address(text) or date_parts(text) for text in cells):
        return False
    naming = [index for index, cell in enumerate(row) if isinstance(cell, str) and is_naming(cell)]
    if any(not _is_answered(_at(below, index)) for index in naming):
        return False
    if not naming and not any(map(is_naming, cells)):
        return False
    joined = _joined(row, merged, header)
    return any(
        text_of(cell) and (index in joined or not _said(_at(row, index))) for index, cell in enumerate(below)
    )


def _joined(row: Sequence[Any], merged: Sequence[MergedRange], header: int) -> set[int]:
    """Return the columns that share a heading with the one beside: merged, or written again in each of them."""
    found = {
        column - 1
        for one in merged
        if one.top <= header <= one.bottom and one.right > one.left
        for column in range(one.left, one.right + 1)
    }
    texts = [_said(cell) for cell in row]
    for index, (one, other) in enumerate(pairwise(texts)):
        if one and one == other:
            found |= {index, index + 1}
    return found


def _said(cell: Any) -> str:  # noqa: ANN401 - a cell holds anything
    """Return a heading; nothing for what programs write where there is none: `Unnamed: 4`."""
    text = text_of(cell)
    return "" if _UNNAMED.fullmatch(text) else text


def _is_answered(cell: Any) -> bool:  # noqa: ANN401 - a cell holds anything
    """Say whether a second line under a name's heading says nothing: it is blank or `Open-Ended Response`."""
    text = text_of(cell)
    return not text or key_of(text) in phrases("answer_headings")


def _is_above(row: Sequence[Any], below: Sequence[Any], merged: Sequence[MergedRange], number: int) -> bool:
    """Say whether the row above a row of headings holds their groups, one of which says what is asked line by line."""
    cells = filled(row)
    if not cells or not all(isinstance(cell, str) and "@" not in cell for cell in cells):
        return False
    groups = groups_of(row, below, merged, number)
    width = sum(1 for cell in below if text_of(cell))
    if not groups or (len(set(groups.values())) == 1 and len(groups) >= width):
        return False
    return any(
        combined(_group(groups, row, below, index), said) != said
        for index in range(max(len(row), len(below)))
        for said in (text_of(_at(below, index)),)
    )


def groups_of(
    row: Sequence[Any], below: Sequence[Any], merged: Sequence[MergedRange], number: int
) -> dict[int, str]:
    """Return the text of a row of groups by column: it holds for all columns it is merged over, or up to the next."""
    ranges = [one for one in merged if one.top <= number <= one.bottom]
    if ranges:
        found = {index: text for index, cell in enumerate(row) if (text := _said(cell))}
        for one in ranges:
            text = text_of(_at(row, one.left - 1))
            if text and one.right > one.left:
                found |= dict.fromkeys(range(one.left - 1, one.right), text)
        return found
    found, last = {}, ""
    for index in range(max(len(row), len(below))):
        last = _said(_at(row, index)) or last
        if last:
            found[index] = last
    return found


def combined(above: str, below: str) -> str:
    """Return one heading from two: `Free time` over `Monday` is `Free time [Monday]`, as forms write it."""
    if not below or not above or key_of(above) == key_of(below):
        return below or above
    key = key_of(below)
    if key in phrases("answer_headings") or key in phrases("other_option"):
        return above
    if names_people(below) or not _asks_for_lines(above) or (is_known(below) and not _lists(above)):
        return below
    return f"{above.rstrip(' :')} [{below.replace('[', '(').replace(']', ')')}]"


def _asks_for_lines(text: str) -> bool:
    return text.rstrip(" *").endswith("?") or _lists(text)


def _lists(text: str) -> bool:
    """Say whether a heading asks for what somebody can or wants: what stands below it is that, whatever it says."""
    found = guesses(text)
    return bool(found) and found[0].meaning in BY_CODE and BY_CODE[found[0].meaning].kind in _LINES


def headings_in(rows: Rows, numbers: Sequence[int], merged: Sequence[MergedRange]) -> list[str]:
    """Return the heading of every column from its rows of headings."""
    lines = [rows[number - 1] for number in numbers if not is_for_machines(rows[number - 1])]
    if not lines:
        return []
    if len(numbers) > len(lines) or len(lines) == 1:
        return [_one_line(cell) for cell in lines[-1]]
    above, below = lines[0], lines[1]
    if _say_the_same(above, below):
        best = above if header_score(above) >= header_score(below) and not _are_codes(above) else below
        return [_one_line(cell) for cell in best]
    groups = groups_of(above, below, merged, numbers[0])
    width = max(len(above), len(below))
    return [
        " ".join(combined(_group(groups, above, below, i), _one_line(_at(below, i))).split())
        for i in range(width)
    ]


def _group(groups: dict[int, str], above: Sequence[Any], below: Sequence[Any], index: int) -> str:
    """Return what stands above a heading; a group ends where nothing stands below it."""
    return groups.get(index, "") if text_of(_at(below, index)) else _one_line(_said(_at(above, index)))


def _are_codes(row: Sequence[Any]) -> bool:
    texts = [text for cell in row if (text := text_of(cell))]
    return sum(" " not in text for text in texts) * 10 >= len(texts) * 8


def _one_line(cell: Any) -> str:  # noqa: ANN401 - a cell holds anything
    return " ".join(text_of(cell).split())


def _at(row: Sequence[Any], index: int) -> Any:  # noqa: ANN401 - a cell holds anything
    return row[index] if index < len(row) else None
