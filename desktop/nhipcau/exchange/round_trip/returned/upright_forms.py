"""Forms on which the questions run down and every answer has a column: laid flat before they are read."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import Final

from nhipcau.common.cell_text import text_of
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, text
from nhipcau.sheets.declaration import SheetKind
from nhipcau.workbook import SheetData

_LONGEST: Final = 400
_WIDEST: Final = 120
"""No form is larger, and what is larger takes long to turn."""
_MOST: Final = 0.4
"""So much of what a survey asks stands on a form: not everything is asked of everybody."""


class Turned(SheetData):
    """A form laid flat: its row 1 is what was column A."""


def laid_flat(sheets: Iterable[SheetData], kinds: Iterable[SheetKind]) -> list[SheetData]:
    """Return the sheets, those turned that are forms of one of the surveys."""
    keys = {fold(text(language, "homecoming.key")) for language in LANGUAGES}
    headings: list[frozenset[str]] = []
    wordings: list[frozenset[str]] = []
    for kind in kinds:
        own = frozenset(
            keys | {fold(one.heading) for one in kind.fields} | set(map(fold, kind.headed.values()))
        )
        headings.append(own)
        if kind.declared.is_form:
            wordings.append(own)
    return [turned(sheet) if wordings and runs_down(sheet, wordings, headings) else sheet for sheet in sheets]


def turned(sheet: SheetData) -> Turned:
    """Return a sheet with its rows as columns, without the column that says how to answer."""
    hints = {fold(text(language, "surveys.how")) for language in LANGUAGES}
    flat = zip_longest(*sheet.rows)
    rows = (() if any(fold(text_of(cell)) in hints for cell in row if cell) else row for row in flat)
    return Turned(sheet.name, tuple(rows), sheet.hidden)


def runs_down(
    sheet: SheetData, wordings: Sequence[frozenset[str]], headings: Sequence[frozenset[str]] = ()
) -> bool:
    """Whether a sheet has the questions of one of several surveys below each other.

    `headings` are those of the sheets that have them side by side: what looks more like one of these is no form, even
    where its cells say what somebody has asked.
    """
    if len(sheet.rows) > _LONGEST or max(map(len, sheet.rows), default=0) > _WIDEST:
        return False
    columns = [_said(column) for column in zip_longest(*sheet.rows)]
    down = max(
        (
            found
            for known in wordings
            for said in columns
            if (found := len(known & said)) >= _MOST * len(known)
        ),
        default=0,
    )
    if not down:
        return False
    beside = [*wordings, *headings]
    return down > max((len(known & _said(row)) for known in beside for row in sheet.rows), default=0)


def _said(cells: Iterable[object]) -> set[str]:
    return {fold(text_of(cell)).strip() for cell in cells if cell is not None}


def cells_of(sheets: Iterable[SheetData]) -> set[str]:
    """Return everything that is written in some sheets."""
    return _said(chain.from_iterable(row for sheet in sheets for row in sheet.rows))
