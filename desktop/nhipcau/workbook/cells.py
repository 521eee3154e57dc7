"""What goes in and out of a workbook: plain values, with no spreadsheet library behind them."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from nhipcau.common.errors import Unavailable
from nhipcau.workbook.page_parts import Part


class Unreadable(Unavailable):
    """A file that cannot be read as a table, and why: `workbook.<reason>`, with `name` among its values."""


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error, or a formula that was never worked out. Never the same as a blank.

    `value` is what the spreadsheet shows (`#N/A`, `#REF!` …) or `no_value` for a formula saved without
    its result.
    """

    value: str


Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | CellError | None
Row = tuple[Cell, ...]


class MergedRange(NamedTuple):
    """Cells joined to one, whose value stands in the first: rows and columns counted from 1, the last included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetData:
    """One sheet as read. `rows[0]` is the spreadsheet's row 1; rows may differ in length; text is NFC."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()  # spreadsheet row numbers, from 1
    merged: tuple[MergedRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `warnings` are codes with a text each: `workbook.warning.<code>`."""

    path: Path
    kind: str  # xlsx, xls, xlsb, ods, csv
    sheets: tuple[SheetData, ...]
    digest: str  # SHA-256 of the bytes that were read
    warnings: tuple[str, ...] = ()
    encoding: str = ""  # of text files
    separator: str = ""


Kind = Literal["text", "wrapped", "number", "percent", "date", "email", "person", "fit", "state"]
Tone = Literal["good", "waiting", "plain"]
Plain = str | int | float | bool | dt.datetime | dt.date | dt.time | None


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column. `text` cells are of text format, so telephone numbers and codes stay as they are.

    `percent` takes fractions: 0.87 is shown as 87 %, and `fit` shows five dots before it. The first line of a
    `person` is a name. `tones` are those of the texts of a `state`. `note` becomes a comment on the heading.
    `choices` become a drop-down in every row, and in the `rows_to_fill` below; `row_choices` in the rows of these
    places, from 0. `unlisted` is said to whoever writes something else there.
    """

    heading: str
    width: float = 16
    kind: Kind = "text"
    note: str = ""
    choices: Sequence[str] = ()
    hidden: bool = False
    muted: bool = False  # shown for reading only; cannot be changed on a protected sheet
    row_choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    unlisted: str = ""
    tones: Mapping[str, Tone] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """What stands below a table: a heading, lines, and a table if there is one."""

    heading: str
    columns: Sequence[ColumnSpec] = ()
    rows: Sequence[Sequence[Plain]] = ()
    new_page: bool = True  # print it on a page of its own
    intro: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet: lines above, then one table, then blocks one below the other, then notes."""

    name: str
    columns: Sequence[ColumnSpec] = ()
    rows: Sequence[Sequence[Plain]] = ()
    intro: Sequence[str] = ()  # the first line is the sheet's title
    blocks: Sequence[BlockSpec] = ()
    notes: Sequence[str] = ()
    freeze: bool = True
    filtered: bool = True
    landscape: bool = True
    rows_to_fill: int = 0  # empty rows below the table that take its drop-downs and formats
    protected: bool = False  # only the cells of columns that are not muted can be filled in
    as_table: bool = False  # a table of the spreadsheet program: it sorts and grows as one
    hidden: bool = False
    upright: bool = (
        False  # a form: the headings run down, their notes beside them, and every row has a column
    )
    closed: Collection[tuple[int, int]] = frozenset()  # cells of a form, by row and column, that ask nothing
    paper: bool = False
    """Looked at and printed as it is: it begins with the letterhead, and its rows are roomy."""
    aside: str = ""
    """What the letterhead of a paper says at its right."""
    page: Sequence[Part] = ()
    """A sheet that is set as a page, with nothing else on it."""
    sections: Mapping[int, str] = field(default_factory=dict)
    """Of a form: what stands over the question of a place."""
    headed_hints: str = ""
    """Of a form with sections: what heads the column that says how to answer."""
    notice: str = ""
    """Of a form: what is done with the answers, before the first question."""


class NoteSpec(NamedTuple):
    """What to write beside one row of a copy: the sheet's name, the row number from 1, the sentence."""

    sheet: str
    row: int
    text: str
