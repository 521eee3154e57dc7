"""How a file of form answers was understood: a plain value that the coordinator can correct and we remember.

Nothing here looks at a file: `understanding.understand` makes these values, `reading.answers` uses them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from nhipcau.exchange.formats.reading_terms import SURE, DateOrder, Reason, Role
from nhipcau.exchange.formats.sheet_area import LeftOut

if TYPE_CHECKING:
    from nhipcau.exchange.formats.sheet_table import Table

TablePlace = tuple[int, str, int]
"""A table: the place of its file, the name of its sheet, its place among the tables there."""


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What one column is taken to mean."""

    index: int
    """Place in the sheet, 0 for column A."""
    heading: str
    """As the file writes it, on one line."""
    meaning: str
    """A field's code (`participants.sheet.FIELDS`), or QUESTION, or IGNORE."""
    kind: str = "text"
    """For a question: how it is answered (`participants.models.QUESTION_KINDS`)."""
    wording: str = ""
    """The heading without numbering; for a line of a grid, that line."""
    grid: str = ""
    """The question above, when this column is one line of a grid."""
    separator: str = ""
    """What stands between several answers in one cell; empty when a cell holds one answer."""
    options: tuple[str, ...] = ()
    """Answers seen: graded and scale lowest first, others in order of appearance."""
    value_map: Mapping[str, str] = field(default_factory=dict)
    """Answer as written -> what it stands for (a role, yes/no, a number, a code). May be edited."""
    date_order: DateOrder = "dmy"
    confidence: float = 1.0
    """Of columns said to be 0.9 sure, about nine in ten are right; under SURE it is shown as in doubt."""
    alternative: str = ""
    """The second-best meaning: a field's code, QUESTION or IGNORE; empty where nothing else comes into question."""
    reason: Reason = ""
    """What spoke for the meaning, or why it is in doubt."""
    speaking: tuple[str, ...] = ()
    """Up to three answers that speak for the meaning."""
    samples: tuple[str, ...] = ()
    filled: int = 0
    """How many rows have an answer here."""
    sensitive: str = ""
    """What heading or answers are about that is sensitive (`participants.sensitive.CATEGORIES`)."""
    quotable: bool | None = None
    """For a question: whether the other of a pair may be told an answer; None while nobody has said so."""

    @property
    def sure(self) -> bool:
        """Say whether nobody need look at what the column means."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Whose answers a sheet holds: everyone the same role, or as one column says (its value_map gives the role)."""

    kind: Literal["fixed", "column"] = "fixed"
    role: Role = ""
    """The role of everyone, or of those whose cell is blank. Empty: not known, the rows need a decision."""
    column: int | None = None


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet of one file."""

    source: int
    """Place of the file in the list of sources."""
    file_name: str
    sheet: str
    used: bool
    """False: no table of people found here; nothing is read unless the coordinator says so."""
    header_row: int
    """Number of the row with the headings, as the spreadsheet counts, from 1."""
    columns: tuple[ColumnReading, ...]
    role: RoleRule
    row_count: int
    """Rows with something in them under the headings."""
    fingerprint: str
    """Digest of the folded headings, order aside."""
    remembered: bool = False
    """True when an earlier file of this form said how to read it."""
    mends_names: bool = False
    """Whether names in capitals alone, or without any, are put into the usual letters: only as she has agreed."""
    why: str = ""
    """Why no people are read from it (`shape.area.Why`); empty when they are."""
    part: int = 0
    """Place among the tables of its sheet, where several stand on it."""
    heading_rows: tuple[int, ...] = ()
    """All rows that headings stand in; none where the table has no headings."""
    left_out: tuple[LeftOut, ...] = ()
    """Rows that are no people, with why."""
    turned: bool = False
    """True where people stand in columns: what is called a row is then a column of the sheet, and the other way."""
    notes: tuple[str, ...] = ()
    """What is said of all its people: keys under `inbox.sheet.note`, such as `role_from_file`."""

    @property
    def place(self) -> TablePlace:
        """Return which table of which file it is."""
        return self.source, self.sheet, self.part

    def column(self, index: int) -> ColumnReading:
        return next(column for column in self.columns if column.index == index)

    def with_meaning(self, meaning: str) -> tuple[ColumnReading, ...]:
        """Return the columns that mean this."""
        return tuple(column for column in self.columns if column.meaning == meaning)


@dataclass(frozen=True, slots=True)
class Understanding:
    """All sheets of all files of one import."""

    sheets: tuple[SheetReading, ...]
    tables: "Mapping[TablePlace, Table]" = field(default_factory=dict, repr=False, compare=False)
    """The sheets taken apart, by source, name and part, so that nobody need do it again."""

    def table_of(self, reading: SheetReading) -> "Table | None":
        """Return the sheet's table if its headings are still taken to stand where they were."""
        table = self.tables.get(reading.place)
        return table if table is not None and table.header_row == reading.header_row else None

    def with_column(self, sheet: int, index: int, **changes: Any) -> "Understanding":  # noqa: ANN401 - any attribute
        """Return a copy in which one column reads differently: `with_column(0, 3, meaning="email")`.

        Nothing else changes, except that a column that is given the meaning `role` becomes the sheet's role
        rule; use `understanding.corrected` to have kind, separator and values proposed afresh.
        """
        reading = self.sheets[sheet]
        columns = tuple(
            replace(column, confidence=1.0, reason="", alternative="", **changes)
            if column.index == index
            else column
            for column in reading.columns
        )
        role = reading.role
        if changes.get("meaning") == "role":
            role = RoleRule("column", role.role, index)
        elif "meaning" in changes and role.column == index:
            role = RoleRule("fixed", role.role)
        return self._with_sheet(sheet, replace(reading, columns=columns, role=role))

    def with_role(self, sheet: int, rule: RoleRule) -> "Understanding":
        """Return a copy in which a sheet's people have another role."""
        reading = self.sheets[sheet]
        notes = tuple(note for note in reading.notes if not note.startswith("role_"))  # now somebody says so
        return self._with_sheet(sheet, replace(reading, role=rule, notes=notes))

    def mending_names(self, mends: bool) -> "Understanding":
        """Return a copy in which names in capitals are put into the usual letters, or left as they are."""
        return replace(self, sheets=tuple(replace(sheet, mends_names=mends) for sheet in self.sheets))

    def with_sheet_used(self, sheet: int, used: bool) -> "Understanding":
        """Return a copy in which a sheet is read, or left alone."""
        return self._with_sheet(sheet, replace(self.sheets[sheet], used=used))

    def _with_sheet(self, sheet: int, reading: SheetReading) -> "Understanding":
        return replace(self, sheets=(*self.sheets[:sheet], reading, *self.sheets[sheet + 1 :]))


_PERSONAL: Final = frozenset({"email", "assistant_email"})
"""Meanings whose answers are one person's: what was said of one is no way to read the next file."""
_REMEMBERED: Final = ("meaning", "kind", "separator", "date_order", "quotable")


def to_dict(reading: SheetReading) -> dict[str, Any]:
    """Return what to remember of a sheet, as plain JSON: by heading, since columns move between files."""
    return {
        "version": 1,
        "mends_names": reading.mends_names,
        "role": {
            "kind": reading.role.kind,
            "role": reading.role.role,
            "column": None if reading.role.column is None else reading.column(reading.role.column).heading,
        },
        "columns": {
            column.heading: {name: getattr(column, name) for name in _REMEMBERED}
            | {"options": list(column.options)}
            | {"value_map": {} if column.meaning in _PERSONAL else dict(column.value_map)}
            for column in reading.columns
        },
    }


def agreed(said: Iterable[bool | None]) -> bool | None:
    """Return what was said of all: yes only where it was said of each, no where it was said of one."""
    answers = set(said)
    return False if False in answers else None if None in answers else True
