"""What a dry reading of files came to, as plain values."""

from collections import Counter
from dataclasses import dataclass

from nhipcau.common.errors import Unavailable
from nhipcau.exchange.mapping.answer_rows import RowProblem
from nhipcau.exchange.preview.row_accounting import NO_ROWS, RowSum


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column and what it is taken to mean: a field's code, `question` or `ignore`."""

    heading: str
    meaning: str
    sure: bool
    alternative: str = ""
    """What else it may be taken to mean."""
    reason: str = ""
    """What spoke for it or why it is in doubt, `forms.Reason`."""


@dataclass(frozen=True, slots=True)
class PersonRead:
    """Somebody a sheet brings or asks about. `notes` are `property.reason`; `places` is None where it must be asked."""

    row: int
    name: str
    called: str
    email: str
    phone: str
    role: str
    state: str
    places: int | None
    goals: tuple[str, ...]
    strengths: tuple[str, ...]
    interests: tuple[str, ...]
    wishes: tuple[str, ...]
    department: str
    availability: tuple[str, ...]
    consent: bool | None
    notes: tuple[str, ...]
    problems: tuple[RowProblem, ...] = ()
    """What the notes say, for people."""


@dataclass(frozen=True, slots=True)
class RowsLeft:
    """Rows that are no people, and why."""

    rows: tuple[int, ...]
    why: RowProblem


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet with something in it: whether people are read from it, and if not, why."""

    name: str
    used: bool
    why: str
    notes: tuple[str, ...]
    heading_rows: tuple[int, ...]
    columns: tuple[ColumnRead, ...]
    people: tuple[PersonRead, ...]
    rows: int
    """Rows with something in them under the headings."""
    left: tuple[RowsLeft, ...] = ()
    """The rows that are no people."""
    sum: RowSum = NO_ROWS
    """Where every row has gone."""
    missing: int = 0
    """People of a workbook of ours who do not stand in it any more: they have no row."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file in the order given; one that cannot be read has no sheets and a note that says why."""

    name: str
    notes: tuple[str, ...]
    sheets: tuple[SheetRead, ...]
    trouble: Unavailable | None = None


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """All files of one reading."""

    files: tuple[FileRead, ...]

    @property
    def people(self) -> tuple[PersonRead, ...]:
        return tuple(person for one in self.files for sheet in one.sheets for person in sheet.people)

    @property
    def counts(self) -> dict[str, int]:
        """Return those taken in by role; who is asked about or left out is counted apart."""
        taken = [person for person in self.people if person.state in ("new", "changed", "same")]
        roles = Counter(person.role for person in taken)
        states = Counter(person.state for person in self.people)
        return {
            "people": len(taken),
            "mentors": roles["mentor"],
            "mentees": roles["mentee"],
            "both": roles["both"],
            "asked": states["asked"],
            "left_out": states["left_out"],
        }
