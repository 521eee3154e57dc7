"""Which row of a sheet that came home holds its headings, which columns they name, and what kind of sheet it is."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from nhipcau.common.cell_text import text_of
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, text
from nhipcau.exchange.round_trip.returned.mixed_headings import Mixed
from nhipcau.sheets.declaration import SheetKind
from nhipcau.sheets.former_words import former_headings
from nhipcau.workbook import Row, SheetData

KEY: Final = "key"
_HEADER_WITHIN: Final = 20


def likeness(sheet: SheetData, kind: SheetKind) -> int:
    """Return how many of a kind's columns a sheet seems to have; its name counts for one more."""
    known = known_headings(header_of(sheet, kind)[1], kind)
    if kind.declared.is_form and not _asks(sheet, kind, known):
        return 0
    # A list of people has levels, notes and ways of meeting too: every row of it would be something to add.
    least = 2 if len(kind.fields) > 2 else 1
    titles = (kind.title, *former_headings(f"homecoming.sheet.{kind.code}"))
    has_its_name = fold(sheet.name) in map(fold, titles)
    if len(known) < least or not (has_its_name or kind.declared.needs <= set(known.values())):
        return 0
    return len(known) * 2 + has_its_name


def _asks(sheet: SheetData, kind: SheetKind, known: Mapping[int, str]) -> bool:
    """Whether a sheet is one of this wave, rather than of another in which the same was asked."""
    questions = {field.code for field in kind.fields if field.asks}
    if questions.isdisjoint(known.values()):
        return False
    place = next((place for place, code in known.items() if code == KEY), None)
    body = sheet.rows[header_of(sheet, kind)[0] + 1 :] if place is not None else ()
    keys = {text_of(row[place]) for row in body if place is not None and place < len(row)} - {""}
    return not keys or not keys.isdisjoint(kind.rows)


def header_of(sheet: SheetData, kind: SheetKind) -> tuple[int, Row]:
    """Return the place of the row of headings and the row: the one that has the most of them."""
    if isinstance(sheet, Mixed):
        return sheet.heading, sheet.rows[sheet.heading]
    rows, wanted = enumerate(sheet.rows[:_HEADER_WITHIN]), _wanted(kind)
    return max(rows, key=lambda one: (len(_known(one[1], wanted)), -one[0]))


def known_headings(row: Row, kind: SheetKind) -> dict[int, str]:
    """Return which columns of a kind a row of headings names, by their places."""
    return _known(row, _wanted(kind))


def _wanted(kind: SheetKind) -> dict[str, str]:
    """Return which column each heading is of."""
    wanted = {_folded(heading): code for code, heading in kind.headed.items()}
    for one in kind.fields:
        for heading in (one.heading, *former_headings(one.label)):
            wanted.setdefault(_folded(heading), one.code)
    for language in LANGUAGES:
        wanted[_folded(text(language, "homecoming.key"))] = KEY
    return wanted


def _known(row: Row, wanted: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        code = wanted.get(_folded(text_of(cell)))
        if code is not None and code not in found.values():
            found[place] = code
    return found


@lru_cache(maxsize=8192)
def _folded(heading: str) -> str:
    """Return a heading as it is compared; every sheet is held against every kind."""
    return fold(heading).strip()
