"""The rows of a file as people with answers, and what could not be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.exchange.answers.doubtful_answers import Noted, Unread
from nhipcau.exchange.answers.wish_order import ranked
from nhipcau.exchange.formats.column_mapping import ColumnReading, SheetReading, TablePlace, Understanding
from nhipcau.exchange.formats.full_names import full_names, kept_name
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION, Role
from nhipcau.exchange.formats.sheet_area import Area
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.mapping.answer_values import all_converted
from nhipcau.exchange.mapping.participation import rows_in_doubt
from nhipcau.exchange.shape.area_table import table_in
from nhipcau.participants.sheet import BY_CODE, FIELDS, NAME_PARTS

if TYPE_CHECKING:
    from nhipcau.workbook import Source


_Name = TypeVar("_Name")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something in a row that needs the coordinator. `code` is a key of `resources/i18n/exchange.json`."""

    code: str
    """Such as `exchange.problem.email_wrong`."""
    cell: str = ""
    """Such as `D12`; empty when the whole row is meant."""
    values: Mapping[str, object] = field(default_factory=dict)
    blocking: bool = False
    """True: the row cannot be taken in until someone decides. False: only that cell is left out."""


class QuestionKey(NamedTuple):
    """A question of the programme's own, as the file words it."""

    wording: str
    grid: str = ""


class AnswerRow(NamedTuple):
    """What one row says. A field or question the row leaves blank is absent."""

    source: int
    file_name: str
    sheet: str
    row_number: int
    role: Role
    person: Mapping[str, Any]
    """By field code: `full_name`, `email`, `languages` … and `manager` as written."""
    profile: Mapping[str, Any]
    """By field code: `goals`, `capacity` …"""
    answers: Mapping[QuestionKey, Any]
    problems: tuple[RowProblem, ...] = ()
    submitted: str = ""
    """When the answer was given, ISO, sortable; empty when the file does not say."""
    consent: bool | None = None
    part: int = 0
    """Place of the table among those of its sheet."""
    written_name: str = ""
    """The name with all that the file writes around it."""

    @property
    def table(self) -> TablePlace:
        """Return which table of which file it stands in."""
        return self.source, self.sheet, self.part


Values = list[Any]
_IN_LINES: Final = frozenset({"manager", *(field.code for field in FIELDS if field.kind == "long_text")})
"""Fields of which each column adds a line."""


@dataclass(slots=True)
class _Read:
    """A sheet column by column: a value per row, None where there is none."""

    fields: dict[str, Values] = field(default_factory=dict)
    questions: dict[QuestionKey, Values] = field(default_factory=dict)
    problems: dict[int, list[RowProblem]] = field(default_factory=dict)
    written_names: Values = field(default_factory=list)


def answers(understanding: Understanding, sources: "Sequence[Source]") -> tuple[AnswerRow, ...]:
    """Return every row of the sheets in use."""
    with collector_at_rest():
        return tuple(
            row
            for sheet in understanding.sheets
            if sheet.used
            for row in _rows(sheet, understanding.table_of(sheet) or _table(sheet, sources))
        )


def _table(reading: SheetReading, sources: "Sequence[Source]") -> Table:
    sheets = sources[reading.source].sheets
    sheet = next(sheet for sheet in sheets if sheet.name == reading.sheet)
    return table_in(sheet, Area((reading.header_row,), len(sheet.rows)))


def _rows(reading: SheetReading, table: Table) -> Iterator[AnswerRow]:
    read = _read(reading, table)
    count = len(table.numbers)
    person = _filled([(code, read.fields[code]) for code in _codes(read, "person")], count)
    profile = _filled([(code, read.fields[code]) for code in _codes(read, "profile")], count)
    questions = _filled(list(read.questions.items()), count)
    nothing: Values = [None] * count
    roles = _roles(reading, read, count)
    written = read.written_names or nothing
    submitted, consent = read.fields.get("submitted", nothing), read.fields.get("consent", nothing)
    problems = read.problems.get
    parts = zip(table.numbers, person, profile, questions, strict=True)
    for place, (number, of_person, of_profile, said) in enumerate(parts):
        yield AnswerRow(
            reading.source,
            reading.file_name,
            reading.sheet,
            number,
            roles[place],
            of_person,
            of_profile,
            said,
            tuple(problems(place, ())),
            submitted[place] or "",
            consent[place],
            reading.part,
            written[place] or "",
        )


def _filled(columns: Sequence[tuple[_Name, Values]], count: int) -> Iterator[dict[_Name, Any]]:
    """Return what each row has in these columns, by their names."""
    names = [name for name, _ in columns]
    if not names:
        return ({} for _ in range(count))
    rows = zip(*(values for _, values in columns), strict=True)
    if any(None in values for _, values in columns):
        return (
            {name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows
        )
    return (dict(zip(names, row, strict=True)) for row in rows)


def _codes(read: _Read, part: str) -> list[str]:
    return [code for code in read.fields if BY_CODE[code].part == part and code not in NAME_PARTS]


def _read(reading: SheetReading, table: Table) -> _Read:
    read = _Read()
    data_of = {data.index: data for data in table.columns}
    wishes: list[tuple[ColumnReading, ColumnData, Values]] = []
    for column in sorted(reading.columns, key=lambda column: (-column.confidence, column.index)):
        data = data_of.get(column.index)
        if data is None or not _is_taken(column, data):
            continue
        values = _column(column, data, table, read.problems)
        if column.meaning == QUESTION:
            key = QuestionKey(column.wording, column.grid)
            read.questions[key] = _joined(read.questions.get(key), values, is_list=column.kind == "several")
        elif column.meaning == "wishes":
            wishes.append((column, data, values))
        else:
            is_list = BY_CODE[column.meaning].kind in ("list", "topics", "ways")
            before = read.fields.get(column.meaning)
            read.fields[column.meaning] = _joined(
                before, values, is_list=is_list, lines=column.meaning in _IN_LINES
            )
    if wishes:
        read.fields["wishes"] = ranked(sorted(wishes, key=lambda one: one[0].index))
    _agree_on_places(read)
    for place, code, cell, value in rows_in_doubt(reading, table):
        read.problems.setdefault(place, []).append(RowProblem(code, cell, {"value": value}, blocking=True))
    names = full_names(read.fields, reading)
    if names is not None:
        read.fields["full_name"] = names
    _take_names_apart(read, mended=reading.mends_names)
    return read


def _is_taken(column: ColumnReading, data: ColumnData) -> bool:
    """Say whether anything is taken from a column. Nobody is said to have agreed to what may be another question."""
    if column.meaning == IGNORE or (column.meaning == "consent" and not column.sure):
        return False
    return any(cell is not None for cell in data.cells)


def _take_names_apart(read: _Read, *, mended: bool) -> None:
    names = read.fields.get("full_name")
    if names is not None:
        read.written_names = names
        # What holds no letter is no name: a bracket, a number.
        said = {name for name in names if name and any(map(str.isalpha, name))}
        kept = {name: kept_name(name, mended=mended) for name in said}
        read.fields["full_name"] = [kept.get(name) for name in names]


def _agree_on_places(read: _Read) -> None:
    """Who wants more mentees at least than they take at most has mistaken one for the other: the most counts."""
    least, most = read.fields.get("least"), read.fields.get("capacity")
    if least is None or most is None:
        return
    for place, (fewest, places) in enumerate(zip(least, most, strict=True)):
        if fewest is not None and places is not None and fewest > places:
            found = RowProblem("exchange.problem.least_over_most", values={"least": fewest, "most": places})
            read.problems.setdefault(place, []).append(found)
            least[place] = None


def _column(
    column: ColumnReading, data: ColumnData, table: Table, problems: dict[int, list[RowProblem]]
) -> Values:
    """Read every distinct answer once, then look them up."""
    value_of = all_converted(column, data.text_by_cell)
    said = {cell: value for cell, value in value_of.items() if isinstance(value, Unread | Noted)}
    if not said:
        return [value_of[cell] for cell in data.cells]
    for cell, value in list(said.items()):
        value_of[cell] = value.value if isinstance(value, Noted) else None
        if isinstance(value, Noted) and value.lone and data.counts[data.text_by_cell[cell]] > 1:
            del said[cell]
    for place, cell in enumerate(data.cells):
        if (about := said.get(cell)) is not None:
            blocking = isinstance(about, Unread) and about.blocking
            values = {"value": about.shown, **about.values}
            found = RowProblem(about.code, table.cell_name(column.index, place), values, blocking)
            problems.setdefault(place, []).append(found)
    return [value_of[cell] for cell in data.cells]


def _joined(before: Values | None, after: Values, *, is_list: bool, lines: bool = False) -> Values:
    """Join two columns of one meaning: lists grow, of single values the first counts."""
    if before is None:
        return after
    if lines:
        pairs = zip(before, after, strict=True)
        return [f"{a}\n{b}" if a and b and a != b else a or b for a, b in pairs]
    if not is_list:
        return [b if a is None else a for a, b in zip(before, after, strict=True)]
    return [
        a if b is None else b if a is None else a + [item for item in b if item not in a]
        for a, b in zip(before, after, strict=True)
    ]


def _roles(reading: SheetReading, read: _Read, count: int) -> list[Role]:
    fixed = reading.role.role
    by_column = [code for code in ("role", *_SIDES) if code in read.fields]
    if reading.role.kind == "fixed":
        by_column = [code for code in by_column if code != "role"]
    if not by_column:
        return [fixed] * count
    exact = frozenset(column.meaning for column in reading.columns if column.confidence >= 1.0)
    known: dict[tuple[Any, ...], Role] = {}
    roles: list[Role] = []
    for said in zip(*(read.fields[code] for code in by_column), strict=True):
        if said not in known:
            known[said] = _role(fixed, dict(zip(by_column, said, strict=True)), exact)
        roles.append(known[said])
    return roles


_SIDES: Final = ("is_mentor", "is_mentee", "both_roles")


def _role(fixed: Role, said: Mapping[str, Any], exact: frozenset[str]) -> Role:
    """Return the role a row gives; beside a column that says it, one that only sounds like it does not count."""
    if said.get("role") == "none":
        return ""
    if said.get("role"):
        said = {code: value for code, value in said.items() if code == "role" or code in exact}
    role: Role = said.get("role") or fixed
    if said.get("both_roles") is True:
        return "both"
    mentor = role in ("mentor", "both") or said.get("is_mentor") is True
    mentee = role in ("mentee", "both") or said.get("is_mentee") is True
    return "both" if mentor and mentee else "mentor" if mentor else "mentee" if mentee else ""
